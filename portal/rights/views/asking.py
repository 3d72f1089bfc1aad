"""Asking for something that is owed: it becomes words of their own, and its way is seen."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.policy.viewer import the_viewer
from portal.rights.commands.theirs import begin_asking
from portal.voice.commands import drafts
from portal.voice.queries.speaking import speaking

_ASKED = "want_sorted"
"""The occasion under which asking for something is stored."""


def ask_for(what: str, title: str) -> Any:
    """Write it down for them, to be sent like anything they say. What was begun stays."""
    who = speaking(the_viewer())
    started = who.started()
    if started and started.says_something:
        flask.flash(_("You have started something else. Send it first, or throw it away."), "info")
        return flask.redirect(flask.url_for("voice.say_words"), 303)
    typed: dict[str, str | list[str]] = {
        "asked": _ASKED,
        "wants": _("I want to ask for this: %(what)s.", what=title),
    }
    send_once = started.send_once if started else uuid4()
    drafts.keep(
        who.young_person_id,
        typed,
        send_once=send_once,
        past_shut_at=who.past_shut_at,
        by_old_way=who.by_old_way,
    )
    begin_asking(who.young_person_id, what, send_once=send_once, now=clock.now())
    flask.flash(_("We wrote it down for you. Change it as you like, then send it."), "info")
    return flask.redirect(flask.url_for("voice.say_words"), 303)
