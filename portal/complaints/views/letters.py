"""The outcome of a stage: the points, what was found of each, the letter, what is done to put it right."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.complaints.commands import letters
from portal.complaints.forms import words
from portal.complaints.forms.outcome import FindingsForm, LetterForm, PointsForm, RemedyForm
from portal.complaints.presenters import letters as presenters
from portal.complaints.queries import one as queries
from portal.complaints.queries.facts import facts_of, who_owns
from portal.complaints.queries.naming import others_named
from portal.complaints.queries.plain import checked
from portal.complaints.views import bp
from portal.kit.errors import Refused
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/complaints/<uuid:complaint_id>/outcome")
@requires(P.WRITE_COMPLAINT_OUTCOME, of=queries.staff_complaint)
def outcome(row: Any) -> Any:
    """Everything a letter needs, on one page."""
    return _show(row)


@bp.post("/staff/complaints/<uuid:complaint_id>/outcome/points")
@requires(P.WRITE_COMPLAINT_OUTCOME, of=queries.staff_complaint)
def points(row: Any) -> Any:
    """The points of the complaint."""
    form = PointsForm()
    return _change(
        row,
        "points",
        form,
        lambda: letters.set_points(row, form.lines(), by=_me()),
        _("The points are kept."),
    )


@bp.post("/staff/complaints/<uuid:complaint_id>/outcome/findings")
@requires(P.WRITE_COMPLAINT_OUTCOME, of=queries.staff_complaint)
def findings(row: Any) -> Any:
    """What was found of each."""
    form = FindingsForm()
    ids = [one.id for one in queries.points_of(row.id)]
    return _change(
        row,
        "findings",
        form,
        lambda: letters.find(row, form.found(ids), by=_me()),
        _("The findings are kept."),
    )


@bp.post("/staff/complaints/<uuid:complaint_id>/outcome/letter")
@requires(P.WRITE_COMPLAINT_OUTCOME, of=queries.staff_complaint)
def letter(row: Any) -> Any:
    """The letter is kept and checked, or kept and sent."""
    form = LetterForm()
    is_sent = "send" in flask.request.form

    if is_sent and form.validate_on_submit():
        found = facts_of(row)
        if not form.names_are_out(others_named(found, presenters.all_they_read(found, form.body.data or ""))):
            return _show(row, {"letter": form}, "letter"), 422

    def change() -> None:
        letters.write_letter(row, form.body.data or "", by=_me(), seen=form.seen.data or "")
        if is_sent:
            letters.send_letter(row, send_once=form.sent_id(), by=_me(), today=today())

    done = _("The letter is on their page. They were told.") if is_sent else _("Kept, and checked.")
    return _change(row, "letter", form, change, done)


@bp.post("/staff/complaints/<uuid:complaint_id>/outcome/remedy")
@requires(P.WRITE_COMPLAINT_OUTCOME, of=queries.staff_complaint)
def add_remedy(row: Any) -> Any:
    """Something that is done to put it right."""
    form = RemedyForm()
    form.offer(who_owns(row, today()))

    def change() -> None:
        owner_id = form.owner_id()
        assert owner_id is not None  # the form asked for it
        letters.add_remedy(
            row,
            form.what(),
            form.words.data or "",
            owner_id,
            form.due.data,
            send_once=form.sent_id(),
            by=_me(),
            today=today(),
        )

    return _change(row, "remedy", form, change, _("It is agreed, and whoever does it was told."))


_NOT_FOR_WORDS = ("HiddenField", "CSRFTokenField", "BooleanField")


def _me() -> Any:
    return the_viewer().account_id


def _change(row: Any, name: str, form: Any, change: Any, done: str) -> Any:
    if not form.validate_on_submit():
        return _show(row, {name: form}, name), 422
    try:
        change()
    except Refused as refused:
        return _show(row, {name: form}, name, words.why_words(refused.reason)), 422
    flask.flash(done)
    return flask.redirect(flask.url_for("complaints.outcome", complaint_id=row.id), 303)


def _show(row: Any, sent: dict[str, Any] | None = None, which: str = "", wrong: str = "") -> str:
    """`sent`: the form that was not taken, and what is `wrong` with it."""
    found = facts_of(row)
    body = found.letter.body if found.letter else ""
    council = flask.current_app.extensions["heard.settings"].council_name
    forms: dict[str, Any] = {
        "points": PointsForm(formdata=None, data={"points": "\n".join(one.words for one in found.points)}),
        "findings": FindingsForm(formdata=None),
        "letter": LetterForm(formdata=None, data={"body": body or presenters.first_draft(found, council)}),
        "remedy": RemedyForm(formdata=None),
    }
    forms["remedy"].offer(who_owns(row, today()))
    forms |= sent or {}
    if which != "letter" or wrong:
        forms["letter"].seen.data = letters.version_of(found.letter)
    for form in (forms["letter"], forms["remedy"]):
        form.give_id()
    if wrong:
        first = [one for one in forms[which] if one.type not in _NOT_FOR_WORDS]
        for one in first[:1]:
            one.errors = [wrong]
    return flask.render_template(
        "complaints/outcome.html",
        found=found,
        words=words,
        points=presenters.points_of(found),
        check=checked(row, body) if body else None,
        forms=forms,
        which=which,
        wrong=wrong,
        today=today(),
    )
