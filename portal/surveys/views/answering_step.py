"""One page of questions: shown, kept, gone back from, kept on a dropped line."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import flask

from portal.kit.errors import Refused
from portal.surveys.commands import answering as commands
from portal.surveys.forms import answering as forms
from portal.surveys.forms.answering import Filled
from portal.surveys.presenters import answering as show
from portal.surveys.rules.content import said
from portal.surveys.rules.kinds import Kind
from portal.surveys.rules.steps import Step, is_read_only, met, place, step_at, step_before
from portal.surveys.views import bp
from portal.surveys.views.answering import shut
from portal.surveys.views.answering_at import Here, of_wave, page, today, way_out


@bp.get("/q/<link>/<int:step>")
@of_wave
def answer_step(here: Here, step: int) -> Any:
    """A page of questions. One that is not asked leads on to the next that is."""
    if not here.is_open:
        return shut(here)
    if here.draft is None:
        return way_out(here)
    at = step_at(here.found, step)
    if at is None or at.number != step:
        return _to(here, at)
    return _page(here, at)


@bp.post("/q/<link>/<int:step>")
@of_wave
def answer_step_kept(here: Here, step: int) -> Any:
    """Keep what was filled in, and go where the button says."""
    if not here.is_open:
        return shut(here)
    if here.held is None or here.draft is None:
        return way_out(here)
    at = step_at(here.found, step)
    if at is None or at.number != step:
        return _to(here, at)
    sent = flask.request.form
    filled = forms.read(here.content, at.questions, sent)
    if "skip" in sent:
        filled = Filled({one.key: None for one in at.questions if one.kind is not Kind.INFORMATION})
    move = forms.move_in(here.content, at.questions, sent)
    if move or not {"back", "stop"}.isdisjoint(sent):
        filled = filled.without_needed()
    if not filled.is_fine:
        return _page(here, at, filled), 422
    if move:
        order = forms.order_after(move, here.values.get(move.question.key))
        filled.values[move.question.key] = order
    if not commands.keep(here.wave, here.held.token, filled.values, today()):
        return way_out(here)
    if move:
        name = forms.name_of(here.content, move.question)
        return flask.redirect(here.url("answer_step", step=step, _anchor=f"{name}-set"), code=303)
    return _onward(here, at, filled)


def _onward(here: Here, at: Step, filled: Filled) -> Any:
    """Where the button leads: back, away for now, to the last page, or on."""
    sent = flask.request.form
    if "stop" in sent:
        return flask.redirect(here.url("answer_kept"), code=303)
    values = {**here.values, **filled.values}
    values = {key: value for key, value in values.items() if value is not None}
    found = met(here.content, here.every, values)
    if "back" in sent:
        before = step_before(found, at.number)
        return _to(here, before) if before else flask.redirect(here.url("answer"), code=303)
    fresh = [one for one in found if one.number > at.number]
    if sent.get("then") == "check":
        known = {one.number for one in here.found}
        fresh = [one for one in fresh if one.number not in known]
    return _to(here, fresh[0] if fresh else None)


def _to(here: Here, at: Step | None) -> Any:
    address = here.url("answer_step", step=at.number) if at else here.url("answer_check")
    return flask.redirect(address, code=303)


def _can_skip(at: Step) -> bool:
    """A single question that can be left out, and has no answer of its own for that."""
    (one, *others) = at.questions
    return not others and not one.is_required and one.kind not in (Kind.INFORMATION, Kind.AGREE)


def _page(here: Here, at: Step, filled: Filled | None = None) -> str:
    number, of = place(here.found, at)
    asked = [
        show.asked(here.content, one, here.face, here.language, value=here.values.get(one.key), filled=filled)
        for one in at.questions
    ]
    return page(
        "answer_step.html",
        here,
        asked=asked,
        section=said(at.section.titles, here.language),
        number=number,
        of=of,
        step=at.number,
        then="check" if "check" in (flask.request.args.get("then"), flask.request.form.get("then")) else "",
        writes=show.has_words(at.questions),
        read_by=show.read_by(),
        can_skip=_can_skip(at),
        is_read=is_read_only(at),
        page_has_errors=bool(filled and filled.wrong),
    )


@bp.post("/q/<link>/<int:step>/keep")
@of_wave
def answer_keep(here: Here, step: int) -> Any:
    """Keep what is typed by now: for a phone that goes to sleep, or whose line is gone."""
    at = step_at(here.found, step) if here.is_open and here.draft else None
    if at is not None and at.number == step and here.held is not None:
        filled = forms.read(here.content, at.questions, flask.request.form)
        with suppress(Refused):  # it closed this moment; the next page says so
            commands.keep(here.wave, here.held.token, filled.values, today())
    return flask.Response(status=204, mimetype="text/plain")


@bp.get("/q/<link>/kept")
@of_wave
def answer_kept(here: Here) -> Any:
    """They stop for now: what is kept, where, for how long."""
    if here.draft is None:
        return way_out(here)
    return page("answer_kept.html", here)
