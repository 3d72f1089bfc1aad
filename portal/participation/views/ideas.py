"""Ideas, for young people: the list, suggesting, one idea, support, talk, changing, taking back, telling."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound, Refused
from portal.kit.pages import page_number
from portal.notices.commands import see
from portal.participation.commands import ideas as commands
from portal.participation.commands import ideas_told
from portal.participation.commands.ideas import Typed
from portal.participation.forms.ideas import EVERYBODY, AgainForm, IdeaForm, TellForm, WordsForm
from portal.participation.presenters import ideas as show
from portal.participation.queries import ideas as queries
from portal.participation.queries import ideas_subjects as subjects
from portal.participation.queries.ideas import NEVER_SHOWN, IdeaShown
from portal.participation.queries.ideas_came import history_of
from portal.participation.queries.ideas_reader import reader
from portal.participation.queries.ideas_subjects import TypedAbout
from portal.participation.rules.ideas import PieceKind, WhyNot
from portal.participation.views import bp
from portal.participation.views.too_late import said_or_gone
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/ideas")
@requires(P.SUGGEST_IDEA)
def ideas() -> Any:
    """What others of their age suggested, and what they suggested themselves."""
    who = reader(the_viewer(), today())
    return flask.render_template(
        "participation/ideas.html",
        page=queries.ideas_for(who, page_number()),
        own=queries.own_ideas(who),
        knows_age=who.pool is not None,
    )


@bp.get("/ideas/rules")
@requires(P.SUGGEST_IDEA)
def idea_rules() -> Any:
    """By which rules something is approved, in plain words."""
    return flask.render_template("participation/idea_rules.html")


@bp.route("/ideas/new", methods=["GET", "POST"])
@requires(P.SUGGEST_IDEA)
def suggest() -> Any:
    """Suggest an idea."""
    form = IdeaForm()
    groups = show.group_choices(the_viewer(), today())
    form.offer(groups)
    if flask.request.method == "POST" and form.validate():
        group = None if form.group.data in (None, EVERYBODY) else UUID(form.group.data)
        try:
            idea_id = commands.suggest(show.writer(the_viewer(), today()), _typed(form), group_id=group)
        except Refused as refused:
            form.title.errors = [show.why_words(refused.reason)]
        else:
            flask.flash(_("We have your idea. Our team reads it first. Then others can see it."))
            return flask.redirect(flask.url_for("participation.idea", idea_id=idea_id), 303)
    form.give_id()
    page = flask.render_template("participation/idea_new.html", form=form, has_groups=bool(groups))
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/ideas/<uuid:idea_id>")
@requires(P.SEE_IDEA, of=subjects.idea_subject)
def idea(found: IdeaShown) -> Any:
    """One idea: its words, what happened to it, what was said about it."""
    return _page(found)


@bp.post("/ideas/<uuid:idea_id>/opened")
@requires(P.SEE_IDEA, of=subjects.idea_subject)
def idea_opened(found: IdeaShown) -> Any:
    """They have seen what is new of it."""
    see(the_viewer().account_id, found.id)
    return _to(found.id)


@bp.post("/ideas/<uuid:idea_id>/support")
@requires(P.SEE_IDEA, of=subjects.idea_subject)
def support(found: IdeaShown) -> Any:
    """One tap: they are for it."""
    if not _is_theirs_to_join(found):
        raise NotFound
    _is_of_somebody_else(found)
    try:
        commands.support(found.id, young_person_id=_young(), by=the_viewer().account_id, now=clock.now())
    except Refused as refused:
        flask.flash(show.why_words(refused.reason))
        return _to(found.id)
    flask.flash(_("You are for this idea. Nobody sees that it was you."))
    return _to(found.id)


@bp.post("/ideas/<uuid:idea_id>/support-no-more")
@requires(P.SEE_IDEA, of=subjects.idea_subject)
def support_no_more(found: IdeaShown) -> Any:
    """They changed their mind."""
    commands.support_no_more(found.id, young_person_id=_young(), by=the_viewer().account_id)
    flask.flash(_("Taken back. You can say it again at any time."))
    return _to(found.id)


@bp.post("/ideas/<uuid:idea_id>/talk")
@requires(P.SEE_IDEA, of=subjects.idea_typed_about)
def talk(about: TypedAbout) -> Any:
    """Say something about it."""
    form, found = WordsForm(), about.shown
    if found is None or not _is_theirs_to_join(found):
        return _too_late(form, found)
    if not form.validate():
        return (_page(found, words=form), 422) if found.is_live else _too_late(form, found)
    try:
        commands.talk(show.writer(the_viewer(), today()), _typed(form), idea_id=found.id)
    except Refused:
        return _too_late(form, found)
    flask.flash(_("We have it. Our team reads it first. Then others can see it."))
    return _to(found.id)


@bp.post("/ideas/<uuid:idea_id>/again")
@requires(P.SEE_IDEA, of=subjects.idea_typed_about)
def open_idea_again(about: TypedAbout) -> Any:
    """Ask that it is looked at again."""
    form, found = AgainForm(), about.shown
    if found is None or not _is_theirs_to_join(found):
        return _too_late(form, found)
    if not form.validate():
        return _page(found, again=form), 422
    try:
        commands.open_again(show.writer(the_viewer(), today()), _typed(form), idea_id=found.id)
    except Refused:
        return _too_late(form, found)
    flask.flash(_("We have it. Our team reads it first. Then the idea is open again."))
    return _to(found.id)


@bp.route("/ideas/words/<uuid:piece_id>/change", methods=["GET", "POST"])
@requires(P.CHANGE_IDEA, of=subjects.own_piece_typed_anew)
def change_words(piece: Any) -> Any:
    """Write it anew and send it again."""
    if flask.request.method != "POST" and piece.held in NEVER_SHOWN:
        raise NotFound
    is_idea = piece.kind is PieceKind.IDEA
    kept = {"title": piece.title, "words": piece.words}
    form: Any = IdeaForm(data=kept) if is_idea else WordsForm(data=kept)
    if flask.request.method == "POST" and form.validate():
        try:
            commands.change(show.writer(the_viewer(), today()), _typed(form), piece_id=piece.id)
        except Refused as refused:
            if refused.reason is not WhyNot.NO_POOL:
                return _too_late(form)
            form.words.errors = [show.why_words(refused.reason)]
        else:
            flask.flash(_("We have it. Our team reads it first. Then others can see it."))
            return _home_of(piece)
    form.give_id()
    page = flask.render_template(
        "participation/idea_change.html", form=form, is_idea=is_idea, piece=piece, home=_address_of(piece)
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/ideas/words/<uuid:piece_id>/take-back")
@requires(P.CHANGE_IDEA, of=subjects.own_piece_subject)
def take_back_words(piece: Any) -> Any:
    """Nobody sees it any more."""
    commands.take_back(piece.id, by=the_viewer().account_id, now=clock.now())
    flask.flash(_("Taken back. Nobody else can read it."))
    if piece.kind is PieceKind.IDEA:
        return flask.redirect(flask.url_for("participation.ideas"), 303)
    return _home_of(piece)


@bp.route("/ideas/words/<uuid:piece_id>/tell-us", methods=["GET", "POST"])
@requires(P.SEE_IDEA, of=subjects.piece_told_about)
def tell_about(piece: Any) -> Any:
    """Something is wrong with what somebody wrote. Told, it counts also when it was hidden meanwhile."""
    form, is_post = TellForm(), flask.request.method == "POST"
    is_gone = subjects.shown_piece_subject(the_viewer(), piece.id) is None
    if is_gone and not is_post:
        raise NotFound
    fine = is_post and form.validate()
    if is_gone and not fine:
        return _too_late(form)  # its page would show them what they may not read any more
    if fine:
        ideas_told.tell_about(
            show.writer(the_viewer(), today()),
            _typed(form),
            piece_id=piece.id,
            question=show.report_question(),
        )
        flask.flash(_("Thank you for telling us. Nobody sees it until we have looked."))
        return flask.redirect(flask.url_for("participation.ideas"), 303)
    form.give_id()
    page = flask.render_template(
        "participation/idea_tell.html", form=form, piece=piece, home=_address_of(piece)
    )
    return page, 422 if flask.request.method == "POST" else 200


def _page(found: IdeaShown, *, words: WordsForm | None = None, again: AgainForm | None = None) -> str:
    who = reader(the_viewer(), today())
    words, again = words or WordsForm(formdata=None), again or AgainForm(formdata=None)
    for form in (words, again):
        form.give_id()
    return flask.render_template(
        "participation/idea.html",
        it=found,
        talk=queries.talk_of(found, who),
        history=history_of(found.id),
        words=words,
        again=again,
        page_has_errors=bool(words.errors or again.errors),
    )


def _typed(form: Any) -> Typed:
    title = form.title.data if hasattr(form, "title") else ""
    return Typed(form.sent_id(), form.words.data or "", title or "")


def _is_theirs_to_join(found: IdeaShown) -> bool:
    """Who has grown out of its pool, or knows it only because it is theirs to wait for, does not join in."""
    return found.is_theirs_to_join and found.is_shown


def _too_late(form: Any, found: IdeaShown | None = None) -> Any:
    """It changed while they wrote: the words are kept all the same."""
    typed = _typed(form)
    said_or_gone(typed.send_once, form.words.label.text, typed.whole)
    return _to(found.id) if found else flask.redirect(flask.url_for("participation.ideas"), 303)


def _is_of_somebody_else(found: IdeaShown) -> None:
    """Nobody is for their own idea twice."""
    if found.is_own:
        raise NotFound


def _young() -> UUID:
    theirs = the_viewer().young_person_id
    assert theirs is not None
    return theirs


def _address_of(piece: Any) -> str:
    if piece.idea_id:
        return flask.url_for("participation.idea", idea_id=piece.idea_id)
    return flask.url_for("participation.consultations")


def _home_of(piece: Any) -> Any:
    return flask.redirect(_address_of(piece), 303)


def _to(idea_id: UUID) -> Any:
    return flask.redirect(flask.url_for("participation.idea", idea_id=idea_id), 303)
