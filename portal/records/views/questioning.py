"""Questioning what was given: their pages, whoever looks again; and a way in for somebody outside."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.accounts.queries.around import account_of
from portal.kit import clock
from portal.kit.errors import NotFound
from portal.kit.forms import SendOnceForm
from portal.kit.pages import page_number
from portal.notices.commands import see
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import questioning as commands
from portal.records.commands.outside import GivenWay, give_way_in
from portal.records.forms.questioning import AcknowledgeForm, DecideForm, QuestionForm
from portal.records.presenters import mine as show
from portal.records.queries import questioning as queries
from portal.records.queries.requests import staff_request
from portal.records.queries.theirs import is_theirs
from portal.records.rules import QuestionKind
from portal.records.rules.questioning import why_not_decide
from portal.records.views import bp
from portal.records.views.both import Way, for_both
from portal.records.views.one_size import of_one_size


@for_both("/question", "question")
def question(way: Way) -> Any:
    """The ways to question it, and who else can help: the regulator, a court, an advocate."""
    return flask.render_template(
        "records/question.html",
        way=way,
        kinds=show.kind_words(),
        regulator=show.settings().regulator_on(show.today()),
        questions=queries.questions_of(way.request.id),
    )


@for_both("/question/<any(review, complaint, correction, my_side):about>", "question_new", ("GET", "POST"))
def question_new(way: Way, about: str) -> Any:
    """One of them, in their words."""
    wanted, form = QuestionKind(about), QuestionForm()
    form.set_up(wanted, show.settings().max_words)
    if flask.request.method == "POST" and form.validate():
        commands.question(
            way.request,
            wanted,
            form.words.data or "",
            send_once=form.sent_id(),
            by=way.account_id,
            now=clock.now(),
            today=show.today(),
            answer_days=show.settings().records_review_working_days,
        )
        flask.flash(_("We have it. You see below who looks at it and by when."))
        return flask.redirect(way.url("question"))
    form.give_id()
    words = show.kind_words()[wanted]
    page = flask.render_template("records/question_new.html", way=way, form=form, kind=about, words=words)
    return page, 422 if form.errors else 200


@bp.get("/staff/records/questions")
@requires(P.USE_RECORDS_BOARD)
def questions_all() -> Any:
    """Everything questioned, of every request this person may meet."""
    return flask.render_template(
        "records/questions.html",
        page=queries.all_questions(the_viewer(), page=page_number()),
        kinds=show.kind_words(),
        today=show.today(),
        request=None,
    )


@bp.get("/staff/records/<uuid:request_id>/questions")
@requires(P.SEE_REQUEST, of=staff_request)
def questions(request: Any) -> Any:
    """Everything questioned of one request."""
    return flask.render_template(
        "records/questions.html",
        page=None,
        rows=queries.questions_of(request.id),
        kinds=show.kind_words(),
        today=show.today(),
        request=request,
    )


@bp.get("/staff/records/questions/<uuid:question_id>")
@requires(P.ANSWER_QUESTIONING, of=queries.staff_question)
def question_at_staff(found: Any) -> Any:
    """One of them: their words, its days, and what came of it."""
    page = _page(found)
    see(the_viewer().account_id, found.row.id)
    return page


@bp.post("/staff/records/questions/<uuid:question_id>/acknowledge")
@requires(P.ANSWER_QUESTIONING, of=queries.staff_question)
def question_acknowledged(found: Any) -> Any:
    """They were told that we have it."""
    form = AcknowledgeForm()
    form.set_up(found.row.received_on, show.today())
    if not form.validate():
        return _page(found, acknowledge=form), 422
    commands.acknowledge(found.row, found.request, form.on.data, **_by())
    flask.flash(_("Written down. They see it on their page."))
    return flask.redirect(_here(found.row.id))


@bp.post("/staff/records/questions/<uuid:question_id>/decide")
@requires(P.ANSWER_QUESTIONING, of=queries.staff_question)
def question_decided(found: Any) -> Any:
    """What came of it."""
    form = _decide_form(found)
    if not form.validate():
        return _page(found, decide=form), 422
    commands.decide(found.row, found.request, form.came_of_it(), form.words.data or "", **_by())
    flask.flash(_("Answered. They see it on their page."))
    return flask.redirect(_here(found.row.id))


@bp.route("/staff/records/<uuid:request_id>/way-in", methods=["GET", "POST"])
@requires(P.WORK_ON_REQUEST, of=staff_request)
def way_in(request: Any) -> Any:
    """For somebody who has no account: five words and a code, to be told or put in a letter."""
    if _comes_in_already(request):
        raise NotFound
    form, given = SendOnceForm(), None
    if flask.request.method == "POST" and form.validate():
        given = give_way_in(request, send_once=form.sent_id(), by=the_viewer().account_id, now=clock.now())
        if given is None:
            return flask.redirect(flask.url_for("records.way_in", request_id=request.id), 303)
    form.give_id()
    if given is None:
        return flask.render_template("records/way_in.html", form=form, request=request, given=None)
    return of_one_size(lambda with_words: _given(request, given if with_words else GivenWay((), "")))


def _given(request: Any, given: GivenWay) -> str:
    return flask.render_template("records/way_in.html", form=None, request=request, given=given)


def _page(found: Any, *, acknowledge: AcknowledgeForm | None = None, decide: DecideForm | None = None) -> str:
    before = queries.decided_before(found.request)
    others = queries.who_can_decide(found.request, show.today())
    return flask.render_template(
        "records/question_one.html",
        found=found,
        kinds=show.kind_words(),
        today=show.today(),
        acknowledge=acknowledge or AcknowledgeForm(formdata=None, data={"on": show.today()}),
        decide=decide or _decide_form(found, fresh=True),
        form=acknowledge or decide,
        why_not=why_not_decide(
            the_viewer().account_id,
            decided_before=before,
            answered_on=found.row.answered_on,
            has_other=bool(others),
        ),
    )


def _decide_form(found: Any, *, fresh: bool = False) -> DecideForm:
    form = DecideForm(formdata=None) if fresh else DecideForm()
    form.set_up(found.row.kind, show.settings().max_words)
    return form


def _comes_in_already(request: Any) -> bool:
    """It is their own, and they have an account: a parent who asks for a child's file has neither."""
    if request.young_person_id is None or not is_theirs(request):
        return False
    return account_of(request.young_person_id) is not None


def _by() -> dict[str, Any]:
    return {"by": the_viewer().account_id, "now": clock.now(), "today": show.today()}


def _here(question_id: UUID) -> str:
    return flask.url_for("records.question_at_staff", question_id=question_id)
