"""A meeting's agenda: brought by members, put in order by young members, published and minuted by support."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.panels.commands import agenda as commands
from portal.panels.commands.agenda import Minuted
from portal.panels.forms.agenda import ItemForm, LeaveOutForm, MinuteForm
from portal.panels.presenters import agenda as show
from portal.panels.queries import agenda as queries
from portal.panels.queries.agenda import AgendaItem, Meets
from portal.panels.queries.members import term_of, today
from portal.panels.rules import Choice
from portal.panels.views import bp
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/panel/agendas")
@requires(P.SEE_AGENDA)
def agendas() -> str:
    """The meetings, newest first, and whether their agenda is published."""
    return flask.render_template("panels/agendas.html", meetings=queries.coming(today()))


@bp.get("/staff/panel/<uuid:meeting_id>/agenda")
@requires(P.SEE_AGENDA, of=queries.meeting_subject)
def agenda(meets: Meets) -> Any:
    """What the meeting talks about, in its order."""
    return _page(meets)


@bp.post("/staff/panel/<uuid:meeting_id>/agenda")
@requires(P.SEE_AGENDA, of=queries.meeting_subject)
def agenda_propose(meets: Meets) -> Any:
    """Bring something to it, once."""
    form, mine = ItemForm(), the_viewer().account_id
    form.give_id()
    form.looks_up = is_support = may(P.KEEP_AGENDA)
    if not form.validate():
        return _page(meets, form), 422
    term = term_of(mine, today())
    commands.propose(
        meets.id,
        form.words.data or "",
        form.sent_id(),
        kind=term.kind if term else None,
        by_support=is_support,
        needs_vote=bool(form.needs_vote.data),
        by=mine,
        now=clock.now(),
    )
    flask.flash(_("It is on the list."))
    return _back_to(meets.id)


@bp.post("/staff/panel/<uuid:meeting_id>/agenda/publish")
@requires(P.KEEP_AGENDA, of=queries.meeting_subject)
def agenda_publish(meets: Meets) -> Any:
    """From now on its order stands."""
    commands.publish(meets.id, by=the_viewer().account_id, now=clock.now(), on=today())
    flask.flash(_("The agenda is published. Every member is told."))
    return _back_to(meets.id)


@bp.post("/staff/panel/agenda/<uuid:item_id>/move")
@requires(P.ORDER_AGENDA, of=queries.item_subject)
def agenda_move(item: AgendaItem) -> Any:
    """One place further up or down."""
    commands.move(item, up=flask.request.form.get("to") == "up")
    return _back_to(item.meeting_id)


@bp.post("/staff/panel/agenda/<uuid:item_id>/vote")
@requires(P.VOTE, of=queries.item_subject)
def agenda_vote(item: AgendaItem) -> Any:
    """Vote on it; the last vote counts."""
    says = flask.request.form.get("says", "")
    if says in set(Choice):
        commands.vote(item, Choice(says), by=the_viewer().account_id, now=clock.now())
        flask.flash(
            _("Your vote is counted. Nobody else sees how you voted. You can change it until it is decided.")
        )
    return _back_to(item.meeting_id)


@bp.get("/staff/panel/agenda/<uuid:item_id>")
@requires(P.KEEP_AGENDA, of=queries.item_subject)
def agenda_item(item: AgendaItem) -> Any:
    """One item, for panel support: leave it out, put it back, or write down what was decided."""
    return _item(item)


@bp.post("/staff/panel/agenda/<uuid:item_id>/leave-out")
@requires(P.KEEP_AGENDA, of=queries.item_subject)
def agenda_leave_out(item: AgendaItem) -> Any:
    """It is not talked about this time, and why."""
    form = LeaveOutForm()
    form.give_id()
    if not form.validate():
        return _item(item, leave_out=form), 422
    commands.leave_out(item, form.why.data or "", by=the_viewer().account_id)
    flask.flash(_("It is left out. Whoever brought it reads why."))
    return _back_to(item.meeting_id)


@bp.post("/staff/panel/agenda/<uuid:item_id>/take")
@requires(P.KEEP_AGENDA, of=queries.item_subject)
def agenda_take(item: AgendaItem) -> Any:
    """It is talked about after all."""
    commands.take(item, by=the_viewer().account_id)
    flask.flash(_("It is on the agenda."))
    return _back_to(item.meeting_id)


@bp.post("/staff/panel/agenda/<uuid:item_id>/decide")
@requires(P.KEEP_AGENDA, of=queries.item_subject)
def agenda_decide(item: AgendaItem) -> Any:
    """What the panel decided."""
    form = MinuteForm()
    form.give_id()
    if not form.validate():
        return _item(item, minute=form), 422
    minuted = Minuted(form.decided.data or "", queries.meets(item.meeting_id).meets_on)
    commands.decide(item, minuted, by=the_viewer().account_id, now=clock.now(), on=today())
    flask.flash(_("It is written down."))
    return _back_to(item.meeting_id)


def _page(meets: Meets, form: ItemForm | None = None) -> str:
    return flask.render_template("panels/agenda.html", page=show.agenda_page(meets, form))


def _item(item: AgendaItem, leave_out: Any = None, minute: Any = None) -> str:
    page = show.item_page(item, leave_out, minute)
    return flask.render_template("panels/agenda_item.html", page=page)


def _back_to(meeting_id: Any) -> Any:
    return flask.redirect(flask.url_for("panels.agenda", meeting_id=meeting_id))
