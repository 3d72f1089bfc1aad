"""Preparing an annual report: its words, its sign-off by a second person, and publishing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.accounts.queries import staffing
from portal.kit import clock
from portal.panels.commands import annual as commands
from portal.panels.commands import packs_signing as signing
from portal.panels.forms.annual import AnnualWordsForm, PublishAnnualForm
from portal.panels.forms.packs import AskSignOffForm, SignOffForm
from portal.panels.presenters import annual as show
from portal.panels.presenters.numbers import today
from portal.panels.presenters.packs_making import is_waiting, sign_words
from portal.panels.queries import annual as queries
from portal.panels.queries import packs_signing
from portal.panels.queries.annual import Annual
from portal.panels.queries.packs_states import writers
from portal.panels.views import bp
from portal.panels.views.annual import elsewhere, to_prepare
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/panel/annual/<uuid:annual_id>/prepare")
@requires(P.PREPARE_PAPERS, of=queries.report_to_prepare)
def annual_prepare(report: Annual) -> Any:
    """How far it is, and what to do next."""
    if (away := elsewhere(report)) is not None:
        return away
    why = queries.why_not_ask(report)
    return flask.render_template(
        "panels/annual_prepare.html",
        report=report,
        page=show.annual_page(report),
        why_not_ask=show.why_not_words(why) if why else "",
        may_publish=queries.why_not_publish(report) is None,
        is_waiting=is_waiting(packs_signing.sign_off_of(report.id)),
        history=packs_signing.history(report.id),
        sign_words=sign_words,
    )


@bp.get("/staff/panel/annual/<uuid:annual_id>/prepare/preview")
@requires(P.PREPARE_PAPERS, of=queries.report_to_prepare)
def annual_preview(report: Annual) -> Any:
    """The report as a member would read it."""
    if (away := elsewhere(report)) is not None:
        return away
    return flask.render_template("panels/annual_preview.html", page=show.annual_page(report))


@bp.route("/staff/panel/annual/<uuid:annual_id>/prepare/words", methods=["GET", "POST"])
@requires(P.PREPARE_PAPERS, of=queries.report_to_prepare)
def annual_words(report: Annual) -> Any:
    """What the year was like, and what comes next."""
    if (away := elsewhere(report)) is not None:
        return away
    form = AnnualWordsForm(data={"lead": report.lead or show.proposed_lead(report), "ahead": report.ahead})
    if not form.is_submitted() or not form.validate():
        return _answer("panels/annual_words.html", form, report=report, is_proposed=not report.lead)
    by = the_viewer().account_id
    commands.save_words(report.id, form.lead.data or "", form.ahead.data or "", by=by, now=clock.now())
    flask.flash(_("Saved."))
    return to_prepare(report.id)


@bp.route("/staff/panel/annual/<uuid:annual_id>/prepare/sign-off", methods=["GET", "POST"])
@requires(P.PREPARE_PAPERS, of=queries.report_to_prepare)
def annual_ask_sign_off(report: Annual) -> Any:
    """Ask a manager who did not write it."""
    is_asked = is_waiting(packs_signing.sign_off_of(report.id))
    if (away := elsewhere(report)) is not None or is_asked or queries.why_not_ask(report):
        return away or to_prepare(report.id)
    by = the_viewer().account_id
    wrote = {*writers(report.id), by}
    form = AskSignOffForm()
    form.offer([one for one in staffing.officers(today()) if one[0] not in wrote])
    if not form.is_submitted() or not form.validate():
        return _answer("panels/annual_ask_sign_off.html", form, report=report)
    commands.ask_sign_off(report.id, UUID(form.officer.data), by=by, today=today(), now=clock.now())
    flask.flash(_("Asked. They have been told."))
    return to_prepare(report.id)


@bp.route("/staff/panel/annual/<uuid:annual_id>/sign-off", methods=["GET", "POST"])
@requires(P.SIGN_OFF_PAPERS, of=queries.report_to_sign)
def annual_sign_off(report: Annual) -> Any:
    """The whole report as members would read it; sign it off or send it back."""
    if (away := elsewhere(report)) is not None:
        return away
    by = the_viewer().account_id
    asked = packs_signing.sign_off_of(report.id)
    form, is_mine = SignOffForm().of(asked.id if asked else None), by in writers(report.id)
    if not form.is_submitted() or is_mine or not form.validate():
        page = show.annual_page(report)
        return _answer("panels/annual_sign_off.html", form, page=page, is_mine=is_mine)
    if form.give.data:
        signing.give(report.id, by=by, now=clock.now(), kind=commands.KIND)
        flask.flash(_("Signed off. Whoever asked has been told."))
    else:
        signing.send_back(report.id, form.words.data or "", by=by, now=clock.now(), kind=commands.KIND)
        flask.flash(_("Sent back. Whoever asked has been told."))
    return flask.redirect(flask.url_for("panels.annual_reports"), 303)


@bp.route("/staff/panel/annual/<uuid:annual_id>/prepare/publish", methods=["GET", "POST"])
@requires(P.PREPARE_PAPERS, of=queries.report_to_prepare)
def annual_publish(report: Annual) -> Any:
    """What will be frozen, once more; then it is published."""
    if (away := elsewhere(report)) is not None:
        return away
    if why := queries.why_not_publish(report):
        flask.flash(show.why_not_words(why), "info")
        return to_prepare(report.id)
    form = PublishAnnualForm()
    if not form.validate_on_submit():
        return _answer("panels/annual_publish.html", form, report=report, year=show.year_words(report.year))
    is_public = bool(form.is_public.data)
    commands.publish(
        report.id, is_public=is_public, by=the_viewer().account_id, today=today(), now=clock.now()
    )
    flask.flash(_("Published. The panel’s members have been told."))
    return flask.redirect(flask.url_for("panels.annual_report", annual_id=report.id), 303)


def _answer(template: str, form: Any, **values: Any) -> Any:
    page = flask.render_template(template, form=form, **values)
    return (page, 422) if form.is_submitted() else page
