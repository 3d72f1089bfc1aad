""" "I'm not safe": sent at once, from any page, with whatever was typed."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import flask

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.policy.guard import may, public
from portal.policy.permissions import Permission as P
from portal.voice.commands import saying
from portal.voice.forms.saying_typed import said_in
from portal.voice.presenters import saying as show
from portal.voice.presenters.asking import asked_in
from portal.voice.presenters.occasions import plain_questions
from portal.voice.queries import sent as sent_queries
from portal.voice.queries.speaking import duty_for, speaking_now_or_lately
from portal.voice.rules.saying import Said
from portal.voice.views import bp
from portal.voice.views import say_kept as kept


@bp.route("/not-safe", methods=["GET", "POST"])
@public
def not_safe() -> Any:
    """Sent at once, with whatever was typed. Open to all, so that the numbers are always shown: somebody
    whose session ran out while they were afraid is heard, and shown nothing but the numbers."""
    if may(P.STAFF_HOME):
        raise NotFound  # staff have pages of their own
    who = None if _comes_from_elsewhere() else speaking_now_or_lately()
    if flask.request.method == "GET" or who is None:
        tried = flask.request.method == "POST"
        lost = _lost() if tried else None
        page = flask.render_template("voice/not_safe.html", who=who, lost=lost, send_once=uuid.uuid4())
        return page, 403 if tried else 200
    now, settings, form_id = clock.now(), show.settings(), kept.form_id()
    # Whose hands hold a session that ran out is not known: only what is on this page goes, never the draft.
    it = kept.Here(who)
    said = it.said({**it.typed, **kept.on_this_page()}, None if who.has_lapsed else form_id)
    receipt = saying.send_not_safe(
        it.speaker,
        form_id,
        replace(said, not_safe_button=True),
        promises=show.promises(),
        themes=show.themes(),
        now=now,
        draft_stays=who.has_lapsed,
    )
    duty = duty_for(now, settings.time_zone, sent_queries.kept_apart_from(receipt.statement_id))
    what = show.what_now(duty, receipt.called, now)
    return flask.render_template(
        "voice/not_safe_sent.html",
        what=what,
        is_advocates=receipt.is_advocates,
        has_lapsed=who.has_lapsed,
    )


def _lost() -> Said:
    """What was typed by somebody we do not know: shown, so that they can copy it."""
    typed = kept.on_this_page()
    return said_in(typed, plain_questions(asked_in(typed)))


def _comes_from_elsewhere() -> bool:
    """This page takes forms without a token, so that an old page still works; never one from another site."""
    return flask.request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
