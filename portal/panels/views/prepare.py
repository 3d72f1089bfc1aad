"""Preparing a paper, step by step: its days, its numbers, its words, its quotes, and publishing it."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.panels.commands import packs
from portal.panels.commands import papers as commands
from portal.panels.commands.papers import Days
from portal.panels.forms.papers import DaysForm, PublishForm, WordsForm, chosen_in, place_of, quotes_form
from portal.panels.presenters import numbers, preparing
from portal.panels.presenters import packs_making as making
from portal.panels.presenters.papers import paper_page
from portal.panels.queries import packs_signing
from portal.panels.queries import papers as queries
from portal.panels.queries.cycle import next_planned
from portal.panels.queries.papers import Prepared
from portal.panels.rules import Stage
from portal.panels.rules.papers import SHORTEST, WhyNot, may_begin_on, proposed_period
from portal.panels.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice import figures as voice


@bp.route("/staff/panel/new", methods=["GET", "POST"])
@requires(P.PREPARE_PAPERS)
def prepare_new() -> Any:
    """A new meeting; the period proposed follows the last one's, once it is long enough."""
    today, others = numbers.today(), queries.others()
    periods = [one.period for one in others]
    period = proposed_period(today, periods)
    proposed = {"first_on": period.first, "last_on": period.last} if period else {}
    form = DaysForm(data={"meets_on": next_planned(today), **proposed})
    if form.is_submitted() and (again := _same_again(form, others)):
        return _to(again)
    if not form.is_submitted() or not form.validate_on(today, others):
        begins_on = None if period else may_begin_on(periods)
        return _answer("panels/prepare_new.html", form, begins_on=begins_on, least=SHORTEST)
    meeting_id = commands.make(
        Days(form.meets_on.data, form.period()), by=the_viewer().account_id, today=today, now=clock.now()
    )
    return _to(meeting_id)


@bp.get("/staff/panel/<uuid:meeting_id>/prepare")
@requires(P.PREPARE_PAPERS, of=queries.meeting_to_prepare)
def prepare(meeting: Prepared) -> Any:
    """How far the paper is, and what is missing."""
    if meeting.stage is Stage.PUBLISHED:
        return _to_paper(meeting)
    commands.note_opened(meeting.id, by=the_viewer().account_id, now=clock.now())
    why = queries.why_not_publish(meeting)
    last = packs_signing.sign_off_of(meeting.id)
    return flask.render_template(
        "panels/prepare.html",
        meeting=meeting,
        sign_off=last,
        sign_words=making.sign_words,
        may_ask=why is WhyNot.NOT_SIGNED_OFF and not making.is_waiting(last),
        stage=preparing.stage_words(meeting.stage),
        all_sorted=_all_sorted(meeting),
        why_not=preparing.why_not_words(why) if why else "",
    )


@bp.route("/staff/panel/<uuid:meeting_id>/prepare/days", methods=["GET", "POST"])
@requires(P.PREPARE_PAPERS, of=queries.meeting_to_prepare)
def prepare_days(meeting: Prepared) -> Any:
    """Other days for the meeting or its period."""
    if meeting.stage is Stage.PUBLISHED:
        return _to_paper(meeting)
    today, period = numbers.today(), meeting.period
    form = DaysForm(data={"meets_on": meeting.meets_on, "first_on": period.first, "last_on": period.last})
    counted = period if meeting.counted_at else None
    if not form.is_submitted() or not form.validate_on(today, queries.others(meeting.id), counted):
        return _answer("panels/prepare_days.html", form, meeting=meeting)
    days = Days(form.meets_on.data, form.period())
    commands.change_days(meeting.id, days, by=the_viewer().account_id, today=today)
    flask.flash(_("Saved."))
    return _to(meeting.id)


@bp.post("/staff/panel/<uuid:meeting_id>/prepare/count")
@requires(P.PREPARE_PAPERS, of=queries.meeting_to_prepare)
def prepare_count(meeting: Prepared) -> Any:
    """Ask the worker for the numbers."""
    commands.ask_for_numbers(meeting.id, by=the_viewer().account_id, now=clock.now())
    flask.flash(_("The numbers are being worked out. It takes a minute or two."), "info")
    return _to(meeting.id)


@bp.get("/staff/panel/<uuid:meeting_id>/prepare/preview")
@requires(P.PREPARE_PAPERS, of=queries.meeting_to_prepare)
def prepare_preview(meeting: Prepared) -> Any:
    """The paper as a member would read it, and for staff why numbers are hidden."""
    if meeting.stage is Stage.PUBLISHED:
        return _to_paper(meeting)
    printed = making.as_it_would_be(meeting)
    if meeting.draft is None or printed is None:
        return _to(meeting.id)
    return flask.render_template(
        "panels/prepare_preview.html",
        page=paper_page(printed, is_preview=True),
        meeting=meeting,
        hidden=preparing.hidden(meeting.draft),
    )


@bp.route("/staff/panel/<uuid:meeting_id>/prepare/words", methods=["GET", "POST"])
@requires(P.PREPARE_PAPERS, of=queries.meeting_to_prepare)
def prepare_words(meeting: Prepared) -> Any:
    """What matters in a sentence or two, and questions one could ask; proposed from the numbers."""
    if meeting.stage is Stage.PUBLISHED:
        return _to_paper(meeting)
    proposed = {
        "lead": meeting.lead or preparing.proposed_lead(meeting),
        "questions": meeting.questions or preparing.proposed_questions(meeting),
    }
    form = WordsForm(data=proposed)
    if not form.is_submitted() or not form.validate():
        return _answer("panels/prepare_words.html", form, meeting=meeting, is_proposed=not meeting.lead)
    by = the_viewer().account_id
    commands.save_words(meeting.id, form.lead.data or "", form.questions.data or "", by=by)
    flask.flash(_("Saved."))
    return _to(meeting.id)


@bp.route("/staff/panel/<uuid:meeting_id>/prepare/quotes", methods=["GET", "POST"])
@requires(P.PREPARE_PAPERS, of=queries.meeting_to_prepare)
def prepare_quotes(meeting: Prepared) -> Any:
    """Which approved words stand in the paper, and in which order."""
    if meeting.stage is Stage.PUBLISHED:
        return _to_paper(meeting)
    quotes = queries.quotes_to_choose(meeting)
    form = quotes_form(quotes, meeting.quote_ids)
    if not form.is_submitted() or not form.validate():
        return _answer(
            "panels/prepare_quotes.html",
            form,
            meeting=meeting,
            quotes=quotes,
            place_of=place_of,
            theme_label=numbers.theme_label,
        )
    commands.choose_quotes(meeting.id, chosen_in(form, quotes), by=the_viewer().account_id)
    flask.flash(_("Saved."))
    return _to(meeting.id)


@bp.route("/staff/panel/<uuid:meeting_id>/prepare/publish", methods=["GET", "POST"])
@requires(P.PREPARE_PAPERS, of=queries.meeting_to_prepare)
def prepare_publish(meeting: Prepared) -> Any:
    """What will be frozen, once more; then it is published, and nothing of it can be taken back."""
    if meeting.stage is Stage.PUBLISHED:
        return _to_paper(meeting)
    form, why = PublishForm(), queries.why_not_publish(meeting)
    if why is None and form.validate_on_submit():
        by, today, now = the_viewer().account_id, numbers.today(), clock.now()
        if packs.fall_if_more_was_told(meeting.id, by=by, today=today, now=now):
            flask.flash(preparing.why_not_words(WhyNot.NOT_SIGNED_OFF), "info")
            return _to(meeting.id)
        commands.publish(meeting.id, by=by, today=today, now=now)
        flask.flash(_("Published. The panel’s members have been told."))
        return _to_paper(meeting)
    if why:
        flask.flash(preparing.why_not_words(why), "info")
        return _to(meeting.id)
    return _answer("panels/prepare_publish.html", form, meeting=meeting)


def _all_sorted(meeting: Prepared) -> bool | None:
    """Whether everything that was read is sorted by theme; None until its days stay as they are. Said of days
    that still change, it would tell on which day somebody spoke."""
    if meeting.counted_at is None:
        return None
    return voice.not_coded(meeting.period, numbers.settings().time_zone) == 0


def _same_again(form: DaysForm, others: list[queries.Listed]) -> Any:
    """The meeting with exactly these days, if there is one: the form was sent twice."""
    days = (form.meets_on.data, form.first_on.data, form.last_on.data)
    found = [one for one in others if (one.meets_on, one.period.first, one.period.last) == days]
    return found[0].id if found and found[0].stage is not Stage.PUBLISHED else None


def _answer(template: str, form: Any, **values: Any) -> Any:
    page = flask.render_template(template, form=form, **values)
    return (page, 422) if form.is_submitted() else page


def _to(meeting_id: Any) -> Any:
    return flask.redirect(flask.url_for("panels.prepare", meeting_id=meeting_id), 303)


def _to_paper(meeting: Prepared) -> Any:
    return flask.redirect(flask.url_for("panels.paper", meeting_id=meeting.id), 303)
