"""One complaint, for those who work on it; who has a part in it reports; what is theirs to put right."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.complaints.commands import handling, letters
from portal.complaints.forms import words
from portal.complaints.forms.handling import DoneForm, ReportForm
from portal.complaints.presenters import complaint as presenters
from portal.complaints.queries import one as queries
from portal.complaints.queries.facts import facts_of, is_older
from portal.complaints.rules import Part
from portal.complaints.views import bp
from portal.kit.errors import Refused
from portal.people.queries import today
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer

Forms = dict[str, Any]


@bp.get("/staff/complaints/<uuid:complaint_id>")
@requires(P.SEE_COMPLAINT, of=queries.staff_complaint)
def complaint(row: Any) -> Any:
    """All of it, with what can be done now."""
    handling.note_opened(row, by=the_viewer().account_id)
    return show(row)


@bp.post("/staff/complaints/<uuid:complaint_id>/report")
@requires(P.INVESTIGATE_COMPLAINT, of=queries.staff_complaint)
def investigated(row: Any) -> Any:
    """The investigating officer's report."""
    return _report(row, Part.INVESTIGATOR)


@bp.post("/staff/complaints/<uuid:complaint_id>/comment")
@requires(P.COMMENT_ON_COMPLAINT, of=queries.staff_complaint)
def commented(row: Any) -> Any:
    """What the independent person says of how it was looked into."""
    return _report(row, Part.INDEPENDENT)


def _report(row: Any, part: Part) -> Any:
    form = ReportForm()
    if form.validate_on_submit():
        try:
            handling.report(
                row,
                part,
                form.words.data or "",
                send_once=form.sent_id(),
                by=the_viewer().account_id,
                today=today(),
            )
        except Refused as refused:
            form.words.errors = [words.why_words(refused.reason)]
        else:
            flask.flash(_("Your report is there. Whoever decides was told."))
            return back_to(row)
    return show(row, report=form), 422


@bp.route("/staff/complaints/remedies/<uuid:remedy_id>", methods=["GET", "POST"])
@requires(P.DO_REMEDY, of=queries.remedy_subject)
def remedy(found: Any) -> Any:
    """What somebody does to put it right: they see that, and nothing else of the complaint."""
    row, one = found
    form = DoneForm()
    form.give_id()
    if form.validate_on_submit():
        try:
            letters.do_remedy(
                row,
                one,
                form.words.data or "",
                send_once=form.sent_id(),
                by=the_viewer().account_id,
                today=today(),
            )
        except Refused as refused:
            form.words.errors = [words.why_words(refused.reason)]
        else:
            flask.flash(_("It is written down. Whoever complained sees it."))
            return flask.redirect(flask.url_for("complaints.desk"), 303)
    page = flask.render_template(
        "complaints/remedy.html", row=row, one=one, form=form, words=words, today=today()
    )
    return page, 422 if flask.request.method == "POST" else 200


def show(row: Any, forms: Forms | None = None, sent: str = "", report: ReportForm | None = None) -> str:
    """The page; with what was sent and not taken, where there is something."""
    viewer, found = the_viewer(), facts_of(row)
    subject = queries.staff_complaint(viewer, row.id)
    works = may(P.WORK_ON_COMPLAINT, subject)
    mine = presenters.my_parts(found, {viewer.account_id, *viewer.stands_in_for})
    if report is None and mine & {Part.INVESTIGATOR, Part.INDEPENDENT}:
        report = ReportForm(formdata=None)
        report.give_id()
    return flask.render_template(
        "complaints/complaint.html",
        found=found,
        words=words,
        today=today(),
        clocks=presenters.clocks_of(found, today()),
        events=presenters.events_of(found),
        themes=presenters.theme_labels(),
        is_older=is_older(row),
        works=works,
        forms=forms or (presenters.forms_for(found, today()) if works else {}),
        sent=sent,
        report=report if mine & {Part.INVESTIGATOR, Part.INDEPENDENT} else None,
        investigates=Part.INVESTIGATOR in mine,
        may_write=may(P.WRITE_COMPLAINT_OUTCOME, subject),
    )


def back_to(row: Any) -> Any:
    """To its page; or to the list, where they may open it no more."""
    if may(P.SEE_COMPLAINT, queries.staff_complaint(the_viewer(), row.id)):
        return flask.redirect(flask.url_for("complaints.complaint", complaint_id=row.id), 303)
    return flask.redirect(flask.url_for("complaints.desk"), 303)
