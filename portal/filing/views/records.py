"""What is to be put on records; one statement, or all of a period; and saying that it was done."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.documents.pdf import NotMade
from portal.filing import presenters as show
from portal.filing import queries
from portal.filing.commands import records as commands
from portal.filing.forms import FiledForm, PeriodForm
from portal.filing.queries import Period, ToFile
from portal.filing.views import bp
from portal.kit import clock
from portal.kit.pages import Page, page_number
from portal.people.queries import today
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.route("/staff/filing", methods=["GET", "POST"])
@requires(P.SEE_TO_FILE)
def to_file() -> Any:
    """What is not on the record yet, longest due first; those ticked are made into one file."""
    viewer, number = the_viewer(), page_number()
    is_filed = flask.request.args.get("tab") == "filed"
    rows, total = queries.to_file(viewer, today(), page=number, filed=is_filed)
    form = show.batch_form(rows)
    if form.validate_on_submit():
        batch_id = commands.ask_for_batch(
            list(queries.may_file(viewer, form.picked())),
            form.sent_id(),
            by=viewer.account_id,
            language=str(get_locale() or "en"),
            now=clock.now(),
        )
        return flask.redirect(flask.url_for("filing.batch", batch_id=batch_id), 303)
    if flask.request.method == "POST" and not form.said.choices:
        return flask.redirect(flask.url_for("filing.to_file"), 303)  # nothing here can be ticked by now
    page = flask.render_template(
        "filing/to_file.html",
        page=Page(rows, number, total, queries.PAGE_SIZE),
        form=form,
        is_filed=is_filed,
        late=queries.late_of_team(viewer, today()),
        may_decide=may(P.SEE_FILING_TO_DECIDE),
        batches=queries.batches_of(viewer.account_id),
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/filing/<uuid:statement_id>")
@requires(P.FILE, of=queries.statement_to_file)
def statement(found: ToFile) -> Any:
    """One statement: its files to save, and "it is on the record"."""
    return _statement_page(found, show.filed_form(found.statement.sent_at))


@bp.post("/staff/filing/<uuid:statement_id>/make")
@requires(P.FILE, of=queries.statement_to_make)
def make(found: ToFile) -> Any:
    """The PDF, the signed values, or both in a packet with what came along."""
    kind = flask.request.form.get("kind")
    if kind not in show.KINDS:
        return _statement_page(found, show.filed_form(found.statement.sent_at, is_sent=False)), 422
    try:
        return show.as_file(show.paper_for(found), kind)
    except NotMade:
        flask.flash(_("The PDF could not be made just now. Try again in a minute."), "info")
        return flask.redirect(flask.url_for("filing.statement", statement_id=found.statement.id), 303)


@bp.post("/staff/filing/<uuid:statement_id>/filed")
@requires(P.FILE, of=queries.statement_to_mark)
def filed(found: ToFile) -> Any:
    """It is on the record since that day."""
    form = show.filed_form(found.statement.sent_at)
    if not form.validate():
        return _statement_page(found, form), 422
    commands.mark_filed(
        [found.statement],
        form.sent_id(),
        filed_on=form.filed_on.data,
        reference=form.reference.data or "",
        by=the_viewer().account_id,
        today=today(),
        now=clock.now(),
    )
    if found.statement.is_shown_to_them:
        flask.flash(_("Written down. The young person sees it on their page."))
    else:
        flask.flash(_("Written down. The young person does not know of this, and sees nothing of it."))
    return flask.redirect(flask.url_for("filing.to_file"), 303)


@bp.route("/staff/filing/young-person/<uuid:young_person_id>", methods=["GET", "POST"])
@requires(P.FILE_PERIOD, of=queries.period_of)
def period(found: Period) -> Any:
    """All that one young person said in a period, as one file."""
    form = PeriodForm()
    if not form.validate_on_submit():
        return _period_page(found, form), 422 if flask.request.method == "POST" else 200
    viewer = the_viewer()
    since, before = show.moments(form.since.data, form.until.data)
    said = queries.said_in_period(viewer, found.young_person_id, since, before, today())
    if not said:
        form.until.errors = [_("You have nothing of theirs from these days. Try other days.")]
        return _period_page(found, form), 422
    if (kind := flask.request.form.get("kind")) not in show.KINDS:
        return _period_page(found, form), 422
    made = queries.may_file(viewer, [one.id for one in said])
    commands.note_made(made, by=viewer.account_id, role=",".join(sorted(viewer.roles)))
    try:
        paper = show.paper_of_period(found, said, form.since.data, form.until.data)
        return show.as_file(paper, kind)
    except NotMade:
        form.until.errors = [_("The PDF could not be made just now. Try fewer days, or again in a minute.")]
        return _period_page(found, form), 422


def _period_page(found: Period, form: PeriodForm) -> str:
    return flask.render_template("filing/period.html", found=found, form=form)


def _statement_page(found: ToFile, form: FiledForm) -> str:
    of = queries.period_of(the_viewer(), found.statement.young_person_id)
    return flask.render_template(
        "filing/statement.html", found=found, form=form, may_file_period=may(P.FILE_PERIOD, of)
    )
