"""The improvement plan: the list, one's own part, one action, writing, sending."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.kit import clock
from portal.kit.pages import Page, page_number
from portal.panels.commands import plan as commands
from portal.panels.commands.plan import ActionWords, Said
from portal.panels.forms.plan import ActionForm
from portal.panels.presenters import plan as show
from portal.panels.queries import measures
from portal.panels.queries import plan as queries
from portal.panels.queries.plan import ActionFound
from portal.panels.rules.plan import ActionState
from portal.panels.views import bp
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/plan")
@requires(P.SEE_PLAN)
def plan() -> Any:
    """The whole plan, what is due first on top; for those who keep it, what was not sent yet too."""
    closed, keeps, number = flask.request.args.get("tab") == "closed", may(P.KEEP_PLAN), page_number()
    rows, total = queries.listed(show.today(), closed=closed, drafts=keeps, page=number)
    return flask.render_template(
        "panels/plan.html",
        page=Page(rows, number, total, queries.PAGE_SIZE),
        closed=closed,
        keeps=keeps,
        sent=queries.sent(),
        tabs=show.tabs("panels.plan"),
        state_words=show.state_words,
    )


@bp.get("/staff/plan/mine")
@requires(P.OWN_PLAN_ACTIONS)
def plan_mine() -> Any:
    """What of the plan, and of the measures, is theirs."""
    viewer, today = the_viewer(), show.today()
    return flask.render_template(
        "panels/plan_mine.html",
        lines=queries.owned_by(viewer, today),
        measures=measures.owned_by(viewer, today),
        tabs=show.tabs("panels.plan_mine"),
        state_words=show.state_words,
    )


@bp.route("/staff/plan/new", methods=["GET", "POST"])
@requires(P.KEEP_PLAN)
def plan_new() -> Any:
    """A new action. Its owner hears of it when the plan is sent."""
    form = show.action_form()
    if not form.is_submitted() or not form.validate():
        return _form_page(form, _("A new action"))
    action = commands.write(
        _words(form), form.sent_id(), by=the_viewer().account_id, now=clock.now(), today=show.today()
    )
    flask.flash(_("It is in the plan. Its owner hears of it when the plan is sent."))
    return flask.redirect(flask.url_for("panels.plan_action_kept", plan_action_id=action.id), 303)


@bp.post("/staff/plan/send")
@requires(P.KEEP_PLAN)
def plan_send() -> Any:
    """Send the plan to its owners and readers."""
    count = commands.send(by=the_viewer().account_id, now=clock.now(), today=show.today())
    flask.flash(
        ngettext(
            "The plan is sent. %(num)s action is new to its owner.",
            "The plan is sent. %(num)s actions are new to their owners.",
            count,
        )
    )
    return flask.redirect(flask.url_for("panels.plan"), 303)


@bp.get("/staff/plan/actions/<uuid:plan_action_id>")
@requires(P.SEE_PLAN_ACTION, of=queries.action_subject)
def plan_action(found: ActionFound) -> Any:
    """One action: how far it is, what shows it, all that happened."""
    return _page(found)


@bp.get("/staff/plan/actions/<uuid:plan_action_id>/kept")
@requires(P.KEEP_PLAN, of=queries.action_to_keep)
def plan_action_kept(found: ActionFound) -> Any:
    """The same for those who keep the plan, before it was sent too."""
    return _page(found)


@bp.route("/staff/plan/actions/<uuid:plan_action_id>/change", methods=["GET", "POST"])
@requires(P.KEEP_PLAN, of=queries.action_to_keep)
def plan_change(found: ActionFound) -> Any:
    """Other words, another owner, another day: what it was before stays in its history."""
    form, action = show.action_form(found), found.action
    if not form.is_submitted() or not form.validate() or _stale(form, found):
        return _form_page(form, _("Change the action"), found)
    commands.change(
        action,
        _words(form),
        form.sent_id(),
        mark=form.mark(),
        by=the_viewer().account_id,
        now=clock.now(),
        today=show.today(),
    )
    return _back(found, _("It is changed. What it was before stands in its history."))


@bp.post("/staff/plan/actions/<uuid:plan_action_id>/say")
@requires(P.DO_PLAN_ACTION, of=queries.action_to_change)
def plan_say(found: ActionFound) -> Any:
    """Its owner says how far it is."""
    form = show.say_form(found)
    if not form.validate() or _stale(form, found):
        return _page(found, "say", form)
    said = Said(
        ActionState(form.state.data), form.words.data or "", form.evidence.data or "", form.link.data or ""
    )
    commands.say(
        found.action,
        said,
        form.sent_id(),
        mark=form.mark(),
        by=the_viewer().account_id,
        now=clock.now(),
    )
    return _back(found, _("Those who read the plan see how far it is."))


@bp.post("/staff/plan/actions/<uuid:plan_action_id>/reopen")
@requires(P.KEEP_PLAN, of=queries.action_to_keep)
def plan_reopen(found: ActionFound) -> Any:
    """It is not over after all."""
    form = show.reopen_form(found)
    if not form.validate() or _stale(form, found):
        return _page(found, "reopen", form)
    commands.reopen(
        found.action,
        form.words.data or "",
        form.sent_id(),
        mark=form.mark(),
        by=the_viewer().account_id,
        now=clock.now(),
    )
    return _back(found, _("It is open again."))


def _stale(form: Any, found: ActionFound) -> bool:
    """Whether it changed since; a form that was sent before is not stale but done."""
    was_sent = any(step.id == form.sent_id() for step in found.action.steps)
    return not was_sent and form.was_changed(found.action.mark)


def _page(found: ActionFound, slot: str = "", form: Any = None) -> Any:
    if slot and any(step.id == form.sent_id() for step in found.action.steps):
        return _back(found)
    html = flask.render_template(
        "panels/plan_action.html", page=show.action_page(found, slot, form), state_words=show.state_words
    )
    return (html, 422) if slot else html


def _form_page(form: ActionForm, heading: str, found: ActionFound | None = None) -> Any:
    html = flask.render_template("panels/plan_form.html", form=form, heading=heading, found=found)
    return (html, 422) if form.is_submitted() else html


def _back(found: ActionFound, said: str = "") -> Any:
    if said:
        flask.flash(said)
    name = "panels.plan_action" if found.action.sent_at else "panels.plan_action_kept"
    return flask.redirect(flask.url_for(name, plan_action_id=found.action.id), 303)


def _words(form: ActionForm) -> ActionWords:
    return ActionWords(
        form.title.data or "", form.why.data or "", form.post.data or "", form.owner_id(), form.due_on.data
    )
