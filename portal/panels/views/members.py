"""What panel support keeps about members: seats, votes, training, and what coming costs them."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.panels.commands import members as commands
from portal.panels.commands.members import Had, Seat
from portal.panels.forms.challenges import YES
from portal.panels.forms.members import CostAnswerForm, SeatForm, TrainForm
from portal.panels.presenters import members as show
from portal.panels.queries import members as queries
from portal.panels.queries.members import Cost, Member
from portal.panels.rules import MemberKind
from portal.panels.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/panel/members")
@requires(P.KEEP_MEMBERS)
def members() -> str:
    """Everybody who sits on the panel, what waits to be paid, and who votes."""
    return _list(show.terms_form(queries.terms_now()))


@bp.post("/staff/panel/members/terms")
@requires(P.KEEP_MEMBERS)
def members_terms() -> Any:
    """Write down who votes."""
    form = show.terms_form(queries.terms_now(), sent=True)
    if not form.validate():
        return _list(form), 422
    commands.set_terms(
        [MemberKind(one) for one in form.voting.data or []],
        form.agreed.data or "",
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
    )
    flask.flash(_("It is written down who votes."))
    return flask.redirect(flask.url_for("panels.members"))


def _list(form: Any) -> str:
    return flask.render_template(
        "panels/members.html",
        members=queries.everybody(queries.today()),
        kind_words=show.kind_words,
        terms=queries.terms_now(),
        form=form,
        costs=queries.costs_open(),
    )


@bp.get("/staff/panel/members/<uuid:member_id>")
@requires(P.KEEP_MEMBERS, of=queries.member_subject)
def members_one(member: Member) -> str:
    """One member: their seat, and the training they had."""
    return _one(member)


@bp.post("/staff/panel/members/<uuid:member_id>/seat")
@requires(P.KEEP_MEMBERS, of=queries.member_subject)
def members_seat(member: Member) -> Any:
    """As what they sit on the panel, from and to."""
    form = SeatForm()
    form.give_id()
    if not form.validate():
        return _one(member, seat_form=form), 422
    commands.seat(
        member.account_id,
        Seat(MemberKind(form.kind.data), form.from_on.data, form.until_on.data, bool(form.chairs.data)),
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        on=queries.today(),
    )
    flask.flash(_("It is written down."))
    return _back_to(member)


@bp.post("/staff/panel/members/<uuid:member_id>/training")
@requires(P.KEEP_MEMBERS, of=queries.member_subject)
def members_train(member: Member) -> Any:
    """Training they had."""
    form = TrainForm()
    form.set_up(queries.today())
    if not form.validate():
        return _one(member, train_form=form), 422
    commands.train(
        member.account_id,
        Had(form.what.data or "", form.held_on.data, form.again_on.data),
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        on=queries.today(),
    )
    flask.flash(_("It is written down."))
    return _back_to(member)


@bp.post("/staff/panel/costs/<uuid:cost_id>/answer")
@requires(P.KEEP_MEMBERS, of=queries.cost_subject)
def members_cost_answer(cost: Cost) -> Any:
    """Say whether it is paid."""
    form = CostAnswerForm()
    form.give_id()
    if not form.validate():
        return flask.render_template(
            "panels/member_cost.html", cost=queries.cost_shown(cost.id), form=form
        ), 422
    commands.answer_cost(
        cost,
        form.agrees.data == YES,
        form.answer.data or "",
        by=the_viewer().account_id,
        now=clock.now(),
        on=queries.today(),
    )
    flask.flash(_("They read it on their own page."))
    return flask.redirect(flask.url_for("panels.members"))


@bp.get("/staff/panel/costs/<uuid:cost_id>")
@requires(P.KEEP_MEMBERS, of=queries.cost_subject)
def members_cost(cost: Cost) -> str:
    """What one member needs to come."""
    form = CostAnswerForm()
    form.give_id()
    return flask.render_template("panels/member_cost.html", cost=queries.cost_shown(cost.id), form=form)


@bp.post("/staff/panel/costs/<uuid:cost_id>/paid")
@requires(P.KEEP_MEMBERS, of=queries.cost_subject)
def members_cost_paid(cost: Cost) -> Any:
    """It was paid."""
    commands.pay_cost(cost, by=the_viewer().account_id, now=clock.now())
    flask.flash(_("It is written down as paid."))
    return flask.redirect(flask.url_for("panels.members"))


def _one(member: Member, seat_form: Any = None, train_form: Any = None) -> str:
    page = show.one_member(member, seat_form, train_form)
    return flask.render_template("panels/member_one.html", page=page)


def _back_to(member: Member) -> Any:
    return flask.redirect(flask.url_for("panels.members_one", member_id=member.account_id))
