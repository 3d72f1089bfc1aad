"""What the pages of writing something down show: their forms, the number to ring, and how it is sent."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from flask_babel import get_locale
from flask_babel import gettext as _

from portal.accounts.queries.around import names_of
from portal.kit import clock
from portal.policy.viewer import Viewer
from portal.voice.commands.capture import write_down
from portal.voice.commands.saying import Speaker
from portal.voice.forms.capture import CaptureForm, PassedOnForm, TogetherForm
from portal.voice.presenters import saying as show
from portal.voice.presenters.occasions import said_of
from portal.voice.queries.capture import Child
from portal.voice.queries.speaking import around
from portal.voice.rules.occasions import OCCASIONS, PLAIN

AnyForm = TypeVar("AnyForm", bound=CaptureForm)


def set_up(form: AnyForm, child: Child, viewer: Viewer) -> AnyForm:
    """The form, ready to be shown or checked."""
    settings = show.settings()
    form.set_up(now=clock.now(), zone=settings.time_zone)
    if isinstance(form, TogetherForm):
        near = around(child.id, clock.today(settings.time_zone))
        to = [(str(person.account_id), person.name) for person in near.can_be_picked]
        form.offer(occasions(), to, show.about_choices(near), show.ticked_for_them(near))
    if isinstance(form, PassedOnForm):
        form.writer = names_of([viewer.account_id]).get(viewer.account_id, "")
    return form


def occasions() -> list[tuple[str, str]]:
    """What it may be about, the plain one first."""
    return [(one.key, said_of(one.key) or _("How things are")) for one in OCCASIONS if one.key == PLAIN] + [
        (one.key, said_of(one.key)) for one in OCCASIONS if one.key != PLAIN
    ]


def send(form: CaptureForm, child: Child, viewer: Viewer) -> UUID:
    """Write down what is in the form; gives the statement's id."""
    roles = sorted(viewer.roles)
    speaker = Speaker(child.id, viewer.account_id, str(get_locale() or "en"), role=",".join(roles))
    return write_down(
        speaker,
        form.sent_id(),
        form.written(),
        form.said(),
        capacity=child.capacity or roles[0],
        promises=show.promises(),
        themes=show.themes(),
        now=clock.now(),
    )
