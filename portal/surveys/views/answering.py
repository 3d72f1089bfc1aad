"""Answering a survey: by its link, by a code, on a shared tablet. Open to anybody."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.accounts.commands.throttle import count_wrong
from portal.accounts.queries.throttle import EVERYBODY, wait_for_all
from portal.accounts.rules.doors import Shut, Wrong
from portal.accounts.rules.throttle import ALL_WORDS
from portal.kit import clock
from portal.kit.errors import Refused
from portal.surveys.commands import answering as commands
from portal.surveys.commands import answering_named as named
from portal.surveys.forms.answering import CodeForm
from portal.surveys.presenters import answering as show
from portal.surveys.presenters import answering_pass as passes
from portal.surveys.presenters.outcomes import as_said
from portal.surveys.queries import outcomes
from portal.surveys.queries.invitations import invitation_with, is_used
from portal.surveys.queries.subjects import wave_found
from portal.surveys.rules.faces import asks_first
from portal.surveys.rules.kinds import Face, Privacy, WaveState, WayIn, WhyNot
from portal.surveys.rules.steps import NotYet, first_open, has_free_words, how_many
from portal.surveys.views import bp
from portal.surveys.views.answering_at import (
    Here,
    comes_freely,
    here_again,
    nobody,
    of_wave,
    page,
    settings,
    today,
    way_out,
)

DOOR = "survey"


@bp.route("/q", methods=["GET", "POST"])
@nobody
def answer_code() -> Any:
    """Type the code of an invitation. Trying many is slowed for all together, never for one address."""
    form = CodeForm()
    if flask.request.method != "POST":
        return _code_page(form, 200)
    if not form.validate():
        return _code_page(form, 422)
    wait = wait_for_all(DOOR, ALL_WORDS, clock.now())
    if wait.total_seconds() > 0:
        seconds = Shut(Wrong.TOO_SOON, wait).seconds
        form.say(
            ngettext("Wait %(num)d second. Then try again.", "Wait %(num)d seconds. Then try again.", seconds)
        )
        return *_code_page(form, 429), {"Retry-After": str(seconds)}
    invitation = invitation_with(form.code.data or "")
    wave = wave_found(invitation.wave_id) if invitation else None
    if invitation is None or wave is None or WayIn.CODE not in wave.ways:
        count_wrong(DOOR, [EVERYBODY], clock.now())
        form.say(_("This code does not open anything. Look at each letter, then try again."))
        return _code_page(form, 422)
    if is_used(invitation.id):
        form.say(_("This code was used. Each code works once."))
        return _code_page(form, 422)
    held = passes.read(today())
    if held is None or held.invitation_id != invitation.id or held.is_sent:
        held = passes.fresh(wave.id, WayIn.CODE, today(), invitation_id=invitation.id)
    response = flask.redirect(flask.url_for("surveys.answer", link=wave.link), code=303)
    return passes.give(response, held, today())


def _code_page(form: CodeForm, status: int) -> tuple[str, int]:
    return flask.render_template("surveys/answer_code.html", form=form, sheet="survey.css"), status


@bp.get("/q/<link>")
@of_wave
def answer(here: Here) -> Any:
    """Before the first question: what it is, and who sees what. Or that it is not open."""
    if not here.is_open:
        return shut(here)
    if here.held is None and not comes_freely(here):
        return page("answer_by_code.html", here)
    if here.held and here.held.is_kiosk and not here.held.has_begun:
        return way_out(here)
    return _start(here)


def _start(here: Here, status: int = 200) -> tuple[str, int]:
    held = here.held
    page_ = page(
        "answer.html",
        here,
        faces=[(face.value, show.AGES[face]) for face in asks_first(here.content)],
        count=how_many(here.found),
        has_words=has_free_words(here.content),
        go_on=_go_on(here),
        was_sent=bool(held and held.is_sent and held.invitation_id is None),
        is_used=bool(held and held.invitation_id and is_used(held.invitation_id)),
        action=here_again(here),
        page_has_errors=status == 422,
    )
    return page_, status


def _go_on(here: Here) -> str | None:
    """Where somebody goes on who began before."""
    if here.draft is None:
        return None
    at = first_open(here.content, here.found, here.values)
    return here.url("answer_step", step=at.number) if at else here.url("answer_check")


def shut(here: Here) -> Any:
    """Closed, or not yet open: a clear answer, and what came of it when it is known."""
    is_closed = here.wave.state is WaveState.CLOSED
    said = as_said(outcomes.for_everybody(here.wave.id, today()), here.language) if is_closed else []
    body = page("answer_shut.html", here, is_closed=is_closed, came_of_it=said)
    return body, 200 if flask.request.method != "POST" else 409


@bp.post("/q/<link>")
@of_wave
def answer_begin(here: Here) -> Any:
    """Begin; or begin afresh."""
    if not here.is_open:
        return shut(here)
    if here.held is None and not comes_freely(here):
        return page("answer_by_code.html", here), 409
    if here.held and here.held.is_kiosk:
        return way_out(here)
    return begin(here, here.held.way if here.held else WayIn.LINK)


def begin(here: Here, way: WayIn) -> Any:
    """A draft of its own for this phone. What it held of this survey before is forgotten."""
    face = _face_sent(here)
    if face is None:
        return _start(here, 422)
    if here.held and here.held.has_begun and here.draft:
        commands.forget(here.wave, here.held.token)
    invitation_id = here.held.invitation_id if here.held else None
    held = passes.fresh(
        here.wave.id,
        way,
        today(),
        invitation_id=invitation_id,
        face=face,
        language=here.language,
        has_begun=True,
    )
    commands.begin(here.wave, held.token, face, today())
    first = here.every[0].number if here.every else 1
    response = flask.redirect(here.url("answer_step", step=first), code=303)
    return passes.give(response, held, today())


def _face_sent(here: Here) -> Face | None:
    """The one they picked; the only one; or None: they have to pick."""
    can_be = asks_first(here.content)
    if not can_be:
        return here.content.faces[0]
    wanted = flask.request.form.get("face", "")
    return next((face for face in can_be if face.value == wanted), None)


@bp.get("/q/<link>/check")
@of_wave
def answer_check(here: Here) -> Any:
    """Everything once more, before it is sent."""
    if not here.is_open:
        return shut(here)
    if here.draft is None:
        return way_out(here)
    return _check(here)


def _check(here: Here, error: str = "", status: int = 200) -> tuple[str, int]:
    lines = show.looked_at(here.content, here.found, here.values, here.face, here.language)
    last = here.found[-1].number if here.found else 1
    body = page("answer_check.html", here, lines=lines, last=last, error=error, page_has_errors=bool(error),
                needs=show.needs(here.content, here.found, here.values))  # fmt: skip
    return body, status


@bp.post("/q/<link>/check")
@of_wave
def answer_send(here: Here) -> Any:
    """Send it. Pressed twice it is sent once, and the page is the same."""
    if not here.is_open:
        return shut(here)
    if here.held is None or not here.held.has_begun:
        return way_out(here)
    try:
        _send(here)
    except Refused as refused:
        return _not_sent(here, refused)
    response = flask.redirect(here.url("answer_sent"), code=303)
    return passes.give(response, replace(here.held, is_sent=True), today())


def _send(here: Here) -> None:
    assert here.held is not None
    if here.wave.privacy is Privacy.CONFIDENTIAL:
        named.send(here.wave, here.held.sender, show.about_now(here.language))
    else:
        commands.send(here.wave, here.held.sender, show.moment_now(), here.language)


def _not_sent(here: Here, refused: Refused) -> Any:
    if refused.reason in (WhyNot.CLOSED, WhyNot.NOT_OPEN):
        return shut(here)
    if refused.reason in (WhyNot.CODE_USED, WhyNot.SENT_ALREADY, WhyNot.CODE_UNKNOWN):
        return page("answer_used.html", here), 409
    words: dict[Enum, str] = {
        NotYet.NOTHING: _("Answer at least one question, then send it."),
        NotYet.NEEDED: _("One more question needs an answer."),
    }
    return _check(here, words[refused.reason], 422)


@bp.get("/q/<link>/sent")
@of_wave
def answer_sent(here: Here) -> Any:
    """It is here. Said only to whoever sent it."""
    if here.held is None or not (here.held.is_sent or (here.held.has_begun and here.draft is None)):
        return flask.redirect(here.url("answer"), code=303)
    return page(
        "answer_sent.html",
        here,
        wrote=has_free_words(here.content),
        read_by=show.read_by(),
        first_days=settings().survey_first_days,
    )
