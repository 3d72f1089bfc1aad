"""Ideas, for staff: what waits to be approved, approved ideas and what happens to them; who must not meet."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.kit.pages import page_number
from portal.participation.commands import apart as apart_commands
from portal.participation.commands import moderation as commands
from portal.participation.commands.moderation import Deciding, IdeaAnswer
from portal.participation.forms.consultations import ApartForm
from portal.participation.forms.ideas import APPROVE, AnswerIdeaForm, ModerateForm
from portal.participation.presenters import ideas as show
from portal.participation.queries import apart
from portal.participation.queries import moderation as queries
from portal.participation.queries.ideas_came import history_of
from portal.participation.queries.moderation import IdeaKept, ToModerate
from portal.participation.rules.ideas import Held, IdeaState
from portal.participation.views import bp
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/ideas/to-approve")
@requires(P.MODERATE_IDEAS)
def to_moderate() -> Any:
    """What young people wrote for each other and nobody decided about."""
    return flask.render_template("participation/moderation.html", rows=queries.queue(the_viewer()))


@bp.route("/staff/ideas/to-approve/<uuid:piece_id>", methods=["GET", "POST"])
@requires(P.MODERATE_IDEAS, of=queries.moderate_subject)
def moderate(found: ToModerate) -> Any:
    """Approve one, or send it back with a reason."""
    form = ModerateForm()
    if flask.request.method == "POST" and form.validate():
        try:
            _decide(found, form)
        except Refused as refused:
            form.decision.errors = [show.why_words(refused.reason)]
        else:
            flask.flash(_("Decided. Its author is told."))
            return flask.redirect(flask.url_for("participation.to_moderate"), 303)
    form.shows(found.told)
    page = flask.render_template(
        "participation/moderate.html",
        found=found,
        form=form,
        is_decided=found.piece.held not in (Held.WAITING, Held.HIDDEN),
        pointing=show.pointing_in(found.title, found.words),
        rare=show.rare_words(found.title, found.words),
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/ideas")
@requires(P.ANSWER_IDEA)
def ideas_kept() -> Any:
    """Approved ideas: those that wait for an answer, or those that have one."""
    answered = flask.request.args.get("tab") == "answered"
    page = queries.ideas_kept(the_viewer(), answered=answered, page=page_number())
    return flask.render_template("participation/ideas_kept.html", page=page, answered=answered, today=today())


@bp.route("/staff/ideas/<uuid:idea_id>", methods=["GET", "POST"])
@requires(P.ANSWER_IDEA, of=queries.idea_kept_subject)
def idea_kept(found: IdeaKept) -> Any:
    """One idea: say what happens to it."""
    form = AnswerIdeaForm()
    names: tuple[str, ...] = ()
    if flask.request.method == "POST" and form.validate():
        names = show.pointing_in("", form.words.data or "").known
        if names and not form.names_meant.data:
            form.names_meant.errors = [_("Take out what is somebody’s name, or say that it is none.")]
        elif _answer(found.id, form):
            flask.flash(_("Said. Its author and those who are for it are told."))
            return flask.redirect(flask.url_for("participation.idea_kept", idea_id=found.id), 303)
    form.give_id()
    page = flask.render_template(
        "participation/idea_kept.html",
        it=found,
        form=form,
        names=names,
        talk=queries.talk_kept(found.id, the_viewer()),
        history=history_of(found.id),
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.route("/staff/must-not-meet", methods=["GET", "POST"])
@requires(P.KEEP_GROUPS)
def must_not_meet() -> Any:
    """Young people who must not meet, and two more."""
    form = ApartForm()
    if flask.request.method == "POST" and form.validate():
        try:
            apart_commands.keep_apart(
                form.one.data or "",
                form.other.data or "",
                form.why.data or "",
                by=the_viewer().account_id,
                now=clock.now(),
            )
        except Refused as refused:
            same = refused.reason is apart_commands.WhyNot.THE_SAME
            form.other.errors = [
                _("These are one and the same.") if same else _("Nobody here has one of these numbers.")
            ]
        else:
            flask.flash(_("Written down. From now on neither sees what the other writes."))
            return flask.redirect(flask.url_for("participation.must_not_meet"), 303)
    page = flask.render_template("participation/must_not_meet.html", form=form, pairs=apart.pairs())
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/staff/must-not-meet/<uuid:apart_id>/end")
@requires(P.KEEP_GROUPS, of=apart.pair_subject)
def may_meet(apart_id: UUID) -> Any:
    """It holds no longer."""
    apart_commands.let_meet(apart_id, by=the_viewer().account_id, now=clock.now())
    flask.flash(_("Taken off. They may meet again."))
    return flask.redirect(flask.url_for("participation.must_not_meet"), 303)


def _decide(found: ToModerate, form: ModerateForm) -> None:
    # Only what may be read today counts as seen, whatever was sent.
    deciding = replace(_deciding(), seen=frozenset(one for one in found.told if str(one) in form.seen))
    if form.decision.data == APPROVE and not found.is_idea_gone:
        commands.approve(found.piece.id, show.approved_answer(found.language), deciding)
        return
    reason = form.reason.data or show.gone_reason(found.language)
    commands.send_back(found.piece.id, reason, show.sent_back_answer(found.language, reason), deciding)


def _answer(idea_id: UUID, form: AnswerIdeaForm) -> bool:
    said = IdeaAnswer(
        IdeaState(form.state.data),
        form.words.data or "",
        form.who.data or "",
        form.by_when.data,
        form.look_again_on.data,
    )
    try:
        commands.answer_idea(idea_id, said, form.sent_id(), _deciding())
    except Refused as refused:
        field = show.field_of(form, refused.reason)
        field.errors = [show.why_words(refused.reason)]
        return False
    return True


def _deciding() -> Deciding:
    days = flask.current_app.extensions["heard.settings"].idea_answer_working_days
    return Deciding(the_viewer().account_id, clock.now(), today(), days)
