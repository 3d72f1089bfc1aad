"""What a complaints manager does with a complaint: one short form each, on its page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import gettext as _

from portal.complaints.commands import handling
from portal.complaints.forms import handling as forms
from portal.complaints.forms import words
from portal.complaints.presenters import complaint as presenters
from portal.complaints.queries import one as queries
from portal.complaints.queries.facts import facts_of
from portal.complaints.views import bp
from portal.complaints.views.complaint import back_to, show
from portal.kit.errors import Refused
from portal.people import queries as people
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.post("/staff/complaints/<uuid:complaint_id>/acknowledge")
@requires(P.WORK_ON_COMPLAINT, of=queries.staff_complaint)
def acknowledge(row: Any) -> Any:
    """They were told that it is here."""

    def change(form: Any) -> None:
        handling.acknowledge(row, form.words.data or "", **_common(form))

    return _change(row, "acknowledge", forms.AcknowledgeForm(), change, _("It is written down."))


@bp.post("/staff/complaints/<uuid:complaint_id>/tell")
@requires(P.WORK_ON_COMPLAINT, of=queries.staff_complaint)
def tell(row: Any) -> Any:
    """A message to them."""

    def change(form: Any) -> None:
        handling.tell(row, form.words.data or "", **_common(form))

    return _change(row, "tell", forms.TellForm(), change, _("Your message is on their page."))


@bp.post("/staff/complaints/<uuid:complaint_id>/track")
@requires(P.WORK_ON_COMPLAINT, of=queries.staff_complaint)
def track(row: Any) -> Any:
    """By which rules it is handled."""
    days = flask.current_app.extensions["heard.settings"].complaint_outside_working_days

    def change(form: Any) -> None:
        handling.set_track(row, form.what(), form.words.data or "", outside_days=days, **_common(form))

    return _change(row, "track", forms.TrackForm(), change, _("It is handled that way now. They were told."))


@bp.post("/staff/complaints/<uuid:complaint_id>/limit")
@requires(P.WORK_ON_COMPLAINT, of=queries.staff_complaint)
def limit(row: Any) -> Any:
    """It is about something older than twelve months: what is decided, and why."""

    def change(form: Any) -> None:
        takes = form.takes.data == "taken"
        handling.decide_limit(row, form.happened.data, form.words.data or "", takes=takes, **_common(form))

    return _change(row, "limit", forms.LimitForm(), change, _("It is decided, and they were told why."))


@bp.post("/staff/complaints/<uuid:complaint_id>/hand")
@requires(P.WORK_ON_COMPLAINT, of=queries.staff_complaint)
def hand(row: Any) -> Any:
    """Somebody takes a part."""

    def change(form: Any) -> None:
        part, account_id = form.picked()
        if part and account_id:
            handling.hand_to(row, part, account_id, **_common(form))

    form = presenters.hand_form(facts_of(row), today(), sent=True)
    return _change(row, "hand", form, change, _("They have it now, and were told."))


@bp.post("/staff/complaints/<uuid:complaint_id>/concerns")
@requires(P.WORK_ON_COMPLAINT, of=queries.staff_complaint)
def concerns(row: Any) -> Any:
    """Whom it is about."""

    def change(form: Any) -> None:
        handling.set_concerned(
            row, form.ids(), shown=form.shown_ids(), by=the_viewer().account_id, today=today()
        )

    form = presenters.concerns_form(facts_of(row), today(), sent=True)
    return _change(
        row, "concerns", form, change, _("It is kept from them now, and from those close to them.")
    )


@bp.post("/staff/complaints/<uuid:complaint_id>/about")
@requires(P.WORK_ON_COMPLAINT, of=queries.staff_complaint)
def about(row: Any) -> Any:
    """Its themes, and about which young person it is."""
    form = presenters.about_form(facts_of(row), sent=True)
    number = (form.child_ref.data or "").strip()
    child_id = people.with_number(number) if number else row.child_id
    if number and child_id is None and form.validate_on_submit():
        form.child_ref.errors = [_("No young person here has this number. Look at it again.")]
        return _again(row, "about", form)

    def change(form: Any) -> None:
        handling.say_about(row, child_id, form.themes.data or [], by=the_viewer().account_id)

    return _change(row, "about", form, change, _("It is written down."))


@bp.post("/staff/complaints/<uuid:complaint_id>/extend")
@requires(P.WORK_ON_COMPLAINT, of=queries.staff_complaint)
def extend(row: Any) -> Any:
    """It takes longer."""

    def change(form: Any) -> None:
        handling.extend(row, form.reason.data, form.words.data or "", **_common(form))

    return _change(row, "extend", forms.ExtendForm(), change, _("It has longer now. They were told why."))


@bp.post("/staff/complaints/<uuid:complaint_id>/agree")
@requires(P.WORK_ON_COMPLAINT, of=queries.staff_complaint)
def agree(row: Any) -> Any:
    """The statement of complaint was agreed."""

    def change(form: Any) -> None:
        handling.agree_statement(row, form.words.data or "", form.on.data, **_common(form))

    return _change(
        row,
        "agree",
        forms.AgreeForm(),
        change,
        _("The second stage counts from that day. Both days are shown."),
    )


@bp.post("/staff/complaints/<uuid:complaint_id>/panel")
@requires(P.WORK_ON_COMPLAINT, of=queries.staff_complaint)
def panel(row: Any) -> Any:
    """The day of the panel."""

    def change(form: Any) -> None:
        handling.fix_panel(row, form.on.data, form.words.data or "", **_common(form))

    return _change(row, "panel", forms.PanelForm(), change, _("The day is on their page."))


@bp.post("/staff/complaints/<uuid:complaint_id>/panel-report")
@requires(P.WORK_ON_COMPLAINT, of=queries.staff_complaint)
def panel_report(row: Any) -> Any:
    """The panel's report."""

    def change(form: Any) -> None:
        handling.panel_reported(row, form.on.data, form.words.data or "", **_common(form))

    return _change(row, "panel_report", forms.PanelReportForm(), change, _("The report is on their page."))


@bp.post("/staff/complaints/<uuid:complaint_id>/end")
@requires(P.WORK_ON_COMPLAINT, of=queries.staff_complaint)
def end(row: Any) -> Any:
    """It ends."""

    def change(form: Any) -> None:
        handling.end(row, form.what(), form.words.data or "", **_common(form))

    return _change(row, "end", forms.EndForm(), change, _("It ended. They may open it again at any time."))


def _common(form: Any) -> dict[str, Any]:
    return {"send_once": form.sent_id(), "by": the_viewer().account_id, "today": today()}


def _change(row: Any, name: str, form: Any, change: Callable[[Any], None], done: str) -> Any:
    if not form.validate_on_submit():
        return _again(row, name, form)
    try:
        change(form)
    except Refused as refused:
        next(one for one in form if one.type not in ("HiddenField", "CSRFTokenField")).errors = [
            words.why_words(refused.reason)
        ]
        return _again(row, name, form)
    flask.flash(done)
    return back_to(row)


def _again(row: Any, name: str, form: Any) -> Any:
    """Its page with what was sent, and what is wrong with it."""
    if hasattr(form, "give_id"):
        form.give_id()
    shown = presenters.forms_for(facts_of(row), today()) | {name: forms.with_ids(name, form)}
    return show(row, shown, name), 422
