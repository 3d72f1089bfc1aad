"""Writing down what happened to a request, deciding who asks, putting an entry right."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.dates import day
from portal.kit.errors import Refused
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import happenings
from portal.records.forms.happenings import CorrectForm, EventForm, WhoForm
from portal.records.presenters import words
from portal.records.presenters.clock import clock_shown
from portal.records.presenters.guidance import EVENTS
from portal.records.presenters.guidance_who import QUESTIONS
from portal.records.presenters.letters import first_words, rights
from portal.records.presenters.mine import settings
from portal.records.presenters.why import why_words
from portal.records.queries import requests as queries
from portal.records.rules import EventKind
from portal.records.rules.reasons import REASONS
from portal.records.rules.who import Answer, Question, decision
from portal.records.views import bp

_AT = "/staff/records/<uuid:request_id>"


@bp.route(f"{_AT}/add/<kind>", methods=["GET", "POST"])
@requires(P.WORK_ON_REQUEST, of=queries.event_kind)
def add_event(found: tuple[Any, EventKind]) -> Any:
    """Something happened. What is asked or refused is sent to whoever asked, in these words."""
    request, kind = found
    form = EventForm(
        kind=kind,
        reasons=_reasons(kind),
        today=today(),
        words=first_words(request, kind, settings()),
    )
    form.give_id()
    form.words.label.text = str(EVENTS[kind].words)
    if not form.validate_on_submit():
        return _event_page(request, kind, form)
    said = form.words.data or ""
    if said and said.split() == first_words(request, kind, settings()).split():
        form.words.errors = [_("This is only how to begin. Write what you want to tell them.")]
        return _event_page(request, kind, form)
    newer = None
    if wanted := form.newer_wanted():
        newer = queries.newer_by_reference(the_viewer(), request, wanted)
        if newer is None:
            form.newer.errors = [_("No other request about this person has this reference. Check it.")]
            return _event_page(request, kind, form)
    if kind is EventKind.REFUSED and said.strip():
        said = f"{said}\n\n{rights(request.language, settings(), today())}"
    try:
        happenings.happen(
            request,
            kind,
            form.on.data,
            send_once=form.sent_id(),
            by=the_viewer().account_id,
            now=clock.now(),
            today=today(),
            words=said,
            reason=form.said_why(),
            other_id=newer.id if newer else None,
        )
    except Refused as refused:
        form.on.errors = [why_words(refused.reason)]
        return _event_page(request, kind, form)
    flask.flash(_due_now(request))
    return _back(request)


@bp.route(f"{_AT}/who/<question>", methods=["GET", "POST"])
@requires(P.WORK_ON_REQUEST, of=queries.who_question)
def who(found: tuple[Any, Question]) -> Any:
    """Decide one question about who asks, with a reason that is kept."""
    request, question = found
    form = WhoForm(answers=words.choices(words.ANSWER))
    form.give_id()
    if not form.validate_on_submit():
        return _who_page(request, question, form)
    try:
        happenings.happen(
            request,
            EventKind.WHO_DECIDED,
            today(),
            send_once=form.sent_id(),
            by=the_viewer().account_id,
            now=clock.now(),
            today=today(),
            words=form.words.data or "",
            reason=decision(question, Answer(form.answer.data)),
        )
    except Refused as refused:
        form.words.errors = [why_words(refused.reason)]
        return _who_page(request, question, form)
    flask.flash(_("Decided, with your reason."))
    return _back(request)


@bp.route(f"{_AT}/events/<uuid:event_id>", methods=["GET", "POST"])
@requires(P.WORK_ON_REQUEST, of=queries.event_of)
def correct(found: tuple[Any, Any]) -> Any:
    """Put an entry right, or say that it did not happen. The old one stays."""
    request, event = found
    form = CorrectForm(kind=event.kind, reasons=_reasons(event.kind), today=event.on, words=event.words)
    if not form.is_submitted() and "reason" in form:
        form.reason.data = event.reason
    form.give_id()
    if not form.validate_on_submit():
        return _correct_page(request, event, form)
    try:
        happenings.correct(
            request,
            event,
            on=form.on.data,
            words=form.words.data or "",
            reason=form.said_why() or event.reason,
            why=form.why.data or "",
            is_void=bool(form.is_void.data),
            send_once=form.sent_id(),
            by=the_viewer().account_id,
            now=clock.now(),
            today=today(),
        )
    except Refused as refused:
        form.on.errors = [why_words(refused.reason)]
        return _correct_page(request, event, form)
    flask.flash(_("Put right. What it was before stays in the history."))
    return _back(request)


def _event_page(request: Any, kind: EventKind, form: EventForm) -> Any:
    page = flask.render_template("records/add_event.html", request=request, guidance=EVENTS[kind], form=form)
    return page, 422 if form.is_submitted() else 200


def _who_page(request: Any, question: Question, form: WhoForm) -> Any:
    page = flask.render_template("records/who.html", request=request, guidance=QUESTIONS[question], form=form)
    return page, 422 if form.is_submitted() else 200


def _correct_page(request: Any, event: Any, form: CorrectForm) -> Any:
    page = flask.render_template(
        "records/correct.html", request=request, event=event, what=words.EVENT[event.kind], form=form
    )
    return page, 422 if form.is_submitted() else 200


def _reasons(kind: EventKind) -> list[Any]:
    known = REASONS.get(kind, frozenset())
    found = words.choices(words.REASONS[kind]) if kind in words.REASONS else []
    return [one for one in found if one.value in known]


def _due_now(request: Any) -> str:
    shown = clock_shown(request, today())
    if shown.stands_still_since:
        return str(_("Written down. The clock stands still until they answer."))
    if shown.due:
        return str(_("Written down. It is due on %(day)s.", day=day(shown.due)))
    return str(_("Written down."))


def _back(request: Any) -> Any:
    return flask.redirect(flask.url_for("records.request", request_id=request.id), 303)
