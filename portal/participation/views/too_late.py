"""What somebody typed for something that changed meanwhile is not lost: the desk has it, and they read so."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.participation.commands.to_desk import tell_the_desk
from portal.policy.viewer import the_viewer
from portal.voice.commands.saying import Speaker
from portal.voice.presenters.saying import promises
from portal.voice.queries.speaking import speaking


def still_said(form_id: UUID, question: Any, words: str | None) -> bool:
    """Give it to the desk and say so. False: nothing was typed."""
    own = speaking(the_viewer())
    speaker = Speaker(own.young_person_id, own.account_id, str(get_locale() or "en"), own.past_shut_at)
    sent = tell_the_desk(speaker, form_id, str(question), words or "", promises=promises(), now=clock.now())
    if sent is None:
        return False
    flask.flash(_("This changed while you were writing. We have your words. We read them and answer you."))
    return True


def said_or_gone(form_id: UUID, question: Any, words: str | None) -> None:
    """The same where there is no page to go back to. Raises NotFound when nothing was typed."""
    if not still_said(form_id, question, words):
        raise NotFound
