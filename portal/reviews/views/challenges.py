"""An IRO's challenge: the list, a new one, one with all that can be done about it."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit.errors import NotFound, Refused
from portal.kit.pages import Page, page_number
from portal.people import queries as people
from portal.people.queries import today
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import challenges as commands
from portal.reviews.commands.challenges import Times
from portal.reviews.forms.challenges import (
    AnswerForm,
    CafcassForm,
    ChildSaysForm,
    CloseForm,
    MoveOnForm,
    OpenForm,
)
from portal.reviews.presenters import challenges as words
from portal.reviews.queries import challenges as queries
from portal.reviews.queries.challenges import Shown
from portal.reviews.rules.challenges import stages
from portal.reviews.views import bp

Forms = dict[str, Any]


def _times() -> Times:
    settings = flask.current_app.extensions["heard.settings"]
    return Times(settings.iro_informal_working_days, stages(settings.iro_stage_working_days))


@bp.get("/staff/reviews/challenges")
@requires(P.SEE_IRO_CHALLENGES)
def iro_challenges() -> Any:
    """Open ones, or closed ones, of whoever made them or has to answer."""
    is_open = flask.request.args.get("show") != "closed"
    number = page_number()
    lines, total = queries.listed(the_viewer(), is_open=is_open, number=number)
    return flask.render_template(
        "reviews/iro_challenges.html",
        page=Page(lines, number, total, queries.PER_PAGE),
        is_open=is_open,
        words=words,
        today=today(),
    )


@bp.route("/staff/reviews/challenges/new/<uuid:young_person_id>", methods=["GET", "POST"])
@requires(P.CHALLENGE_AS_IRO, of=people.young_person_subject)
def iro_challenge_new(young_person: Any) -> Any:
    """Challenge on a young person's behalf: a note first, or a formal stage at once."""
    times, me = _times(), the_viewer().account_id
    found = queries.whom_to_ask(young_person.id, today(), but=me)
    form = OpenForm()
    form.give_id()
    form.offer(words.person_choices(found), words.stage_choices(times.formal, times.informal))
    if form.validate_on_submit():
        try:
            row = commands.open_(
                young_person.id,
                form.sent_id(),
                form.what(),
                form.words.data or "",
                form.to_id(),
                stage=form.at_stage(),
                child_says=form.child_says.data or "",
                child_not_asked=form.why_not_asked(),
                by=me,
                today=today(),
                times=times,
            )
        except Refused as refused:
            _say_why(form, refused)
        else:
            flask.flash(_("It is on the record. Whoever it goes to was told to look."))
            return flask.redirect(flask.url_for("reviews.iro_challenge", iro_challenge_id=row.id), 303)
    page = flask.render_template(
        "reviews/iro_challenge_new.html", person=young_person, form=form, has_people=bool(found)
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/reviews/challenges/<uuid:iro_challenge_id>")
@requires(P.SEE_IRO_CHALLENGE, of=queries.of_challenge)
def iro_challenge(found: Shown) -> Any:
    """One challenge and its history."""
    return _page(found)


@bp.post("/staff/reviews/challenges/<uuid:iro_challenge_id>/answer")
@requires(P.ANSWER_IRO_CHALLENGE, of=queries.of_challenge)
def iro_challenge_answer(found: Shown) -> Any:
    """Whoever has the stage answers it."""
    step = found.open_step
    if step is None:
        raise NotFound

    def change(form: AnswerForm) -> None:
        commands.answer(found.row, step, form.words.data or "", by=the_viewer().account_id)

    return _change(
        found, "answer", AnswerForm(), change, _("Your answer is on the record. The IRO was told.")
    )


@bp.post("/staff/reviews/challenges/<uuid:iro_challenge_id>/on")
@requires(P.CLOSE_IRO_CHALLENGE, of=queries.of_challenge)
def iro_challenge_on(found: Shown) -> Any:
    """To a later stage."""

    def change(form: MoveOnForm) -> None:
        commands.move_on(
            found.row,
            form.sent_id(),
            form.at_stage(),
            form.words.data or "",
            form.to_id(),
            by=the_viewer().account_id,
            today=today(),
            times=_times(),
        )

    return _change(found, "on", _offered(MoveOnForm(), found), change, _("It is at the next stage."))


@bp.post("/staff/reviews/challenges/<uuid:iro_challenge_id>/cafcass")
@requires(P.CLOSE_IRO_CHALLENGE, of=queries.of_challenge)
def iro_challenge_cafcass(found: Shown) -> Any:
    """It was referred to Cafcass."""

    def change(form: CafcassForm) -> None:
        commands.refer(
            found.row, form.on.data, form.why.data or "", by=the_viewer().account_id, today=today()
        )

    return _change(found, "cafcass", CafcassForm(), change, _("The referral is on the record."))


@bp.post("/staff/reviews/challenges/<uuid:iro_challenge_id>/child")
@requires(P.CLOSE_IRO_CHALLENGE, of=queries.of_challenge)
def iro_challenge_child(found: Shown) -> Any:
    """What the child thinks of it. Whoever may not see it does not write over it."""
    if not found.sees_child:
        raise NotFound

    def change(form: ChildSaysForm) -> None:
        commands.child_says(
            found.row, form.child_says.data or "", form.why_not_asked(), by=the_viewer().account_id
        )

    return _change(found, "child", ChildSaysForm(), change, _("Kept."))


@bp.post("/staff/reviews/challenges/<uuid:iro_challenge_id>/close")
@requires(P.CLOSE_IRO_CHALLENGE, of=queries.of_challenge)
def iro_challenge_close(found: Shown) -> Any:
    """The IRO says what came of it."""

    def change(form: CloseForm) -> None:
        commands.close(
            found.row, form.what(), form.changed.data or "", by=the_viewer().account_id, today=today()
        )

    return _change(found, "close", CloseForm(), change, _("Closed. Those who were asked were told."))


def _change(found: Shown, name: str, form: Any, change: Any, done: str) -> Any:
    if form.validate():
        try:
            change(form)
        except Refused as refused:
            _say_why(form, refused)
        else:
            flask.flash(done)
            return flask.redirect(flask.url_for("reviews.iro_challenge", iro_challenge_id=found.row.id), 303)
    return _page(found, {name: form}), 422


def _page(found: Shown, sent: Forms | None = None) -> str:
    forms: Forms = {
        "answer": AnswerForm(formdata=None),
        "on": _offered(MoveOnForm(formdata=None), found),
        "cafcass": CafcassForm(formdata=None),
        "child": _with_what_is_kept(ChildSaysForm(formdata=None), found),
        "close": CloseForm(formdata=None),
    }
    forms["on"].give_id()
    return flask.render_template(
        "reviews/iro_challenge.html",
        found=found,
        forms=forms | (sent or {}),
        sent=next(iter(sent or {}), ""),
        words=words,
        today=today(),
        may_move=words.steps_that_are_left(found, len(_times().formal)),
        may_list=may(P.SEE_IRO_CHALLENGES),
    )


def _offered(form: MoveOnForm, found: Shown) -> MoveOnForm:
    times = _times()
    managers = queries.managers_for(found.row.young_person_id, today(), but=the_viewer().account_id)
    form.offer(
        words.person_choices(managers),
        words.stage_choices(times.formal, times.informal, after=found.row.stage),
    )
    return form


def _with_what_is_kept(form: ChildSaysForm, found: Shown) -> ChildSaysForm:
    if found.sees_child:
        form.child_says.data, form.not_asked.data = found.row.child_says, found.row.child_not_asked
    return form


def _say_why(form: Any, refused: Refused) -> None:
    field = getattr(form, words.refused_field(refused.reason), None)
    (field if field is not None else next(iter(form))).errors = [words.why_words(refused.reason)]
