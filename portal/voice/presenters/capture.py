"""What the pages of writing something down show: their forms, the number to ring, and how it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.accounts.queries.around import names_of
from portal.kit import clock
from portal.policy.viewer import Viewer
from portal.voice.commands import capture_drafts as keeping
from portal.voice.commands.capture import write_down
from portal.voice.commands.saying import Speaker
from portal.voice.forms.capture import CaptureForm, PassedOnForm, TogetherForm
from portal.voice.presenters import saying as show
from portal.voice.presenters.occasions import said_of
from portal.voice.queries import capture_drafts as drafts
from portal.voice.queries.capture import Child
from portal.voice.queries.capture_drafts import Begun, Line
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


def form_of(
    kind: type[AnyForm], child: Child, viewer: Viewer, *, is_sent: bool
) -> tuple[AnyForm, Begun | None]:
    """The form: as it was sent, gone on with where something was kept, or fresh; and what was kept."""
    on = clock.today(show.settings().time_zone)
    kept = None if is_sent else drafts.begun(viewer.account_id, child.id, kind.way, on)
    form = kind.gone_on_with(kept.fields, kept.send_once) if kept else kind()
    return set_up(form, child, viewer), kept


def keep(form: CaptureForm, sent: MultiDict[str, str], child: Child, viewer: Viewer) -> bool:
    """Keep what is in the form for later; False when it may not be kept."""
    return keeping.keep(
        viewer.account_id,
        child.id,
        form.way,
        form.to_keep(sent),
        send_once=form.sent_id(),
        now=clock.now(),
        on=clock.today(show.settings().time_zone),
    )


def throw_away(form: CaptureForm, child: Child, viewer: Viewer) -> None:
    keeping.let_go(viewer.account_id, child.id, form.way, form.sent_id(), now=clock.now())


def begun_for(viewer: Viewer, children: Sequence[Child], on: date) -> list[tuple[Child, Line]]:
    """What the viewer has begun for these young people."""
    known = {child.id: child for child in children}
    lines = drafts.begun_for(viewer.account_id, known, on)
    return [(known[line.young_person_id], line) for line in lines]


def occasions() -> list[tuple[str, str]]:
    """What it may be about, the plain one first."""
    return [(one.key, said_of(one.key) or _("How things are")) for one in OCCASIONS if one.key == PLAIN] + [
        (one.key, said_of(one.key)) for one in OCCASIONS if one.key != PLAIN
    ]


def send(form: CaptureForm, child: Child, viewer: Viewer) -> UUID:
    """Write down what is in the form; gives the statement's id."""
    roles, send_once = sorted(viewer.roles), form.sent_id()
    speaker = Speaker(child.id, viewer.account_id, str(get_locale() or "en"), role=",".join(roles))
    statement_id = write_down(
        speaker,
        send_once,
        form.written(),
        form.said(),
        capacity=child.capacity or roles[0],
        promises=show.promises(),
        themes=show.themes(),
        now=clock.now(),
    )
    keeping.let_go(viewer.account_id, child.id, form.way, send_once, now=clock.now())
    return statement_id
