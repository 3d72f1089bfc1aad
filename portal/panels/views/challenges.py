"""Challenges: asking one, the list, one with its history, and what the member who asked may do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.kit.pages import Page, page_number
from portal.panels.commands import challenge_answers as answers
from portal.panels.commands import challenges as commands
from portal.panels.forms.challenges import AskForm
from portal.panels.presenters import challenges as show
from portal.panels.presenters.challenge_history import about_words
from portal.panels.queries import challenges as queries
from portal.panels.queries import papers
from portal.panels.queries.challenges import AskedOf, Found
from portal.panels.rules import StepKind
from portal.panels.rules.challenges import theme_of
from portal.panels.views import bp
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/panel/<uuid:meeting_id>/challenge")
@requires(P.ASK_CHALLENGE, of=queries.meeting_to_ask)
def ask(asked_of: AskedOf) -> Any:
    """The form to challenge a published paper or one of its numbers."""
    return _ask_page(asked_of, show.ask_form())


@bp.post("/staff/panel/<uuid:meeting_id>/challenge")
@requires(P.ASK_CHALLENGE, of=queries.meeting_to_ask)
def ask_send(asked_of: AskedOf) -> Any:
    """Send it to panel support, once."""
    about, form = _about(asked_of), show.ask_form()
    if not form.validate():
        return _ask_page(asked_of, form), 422
    challenge = commands.ask(
        asked_of.meeting_id,
        about,
        form.words.data or "",
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        on=show.today(),
    )
    flask.flash(_("Your challenge is sent. Panel support looks for names first, then an officer gets it."))
    return flask.redirect(flask.url_for("panels.challenge", challenge_id=challenge.id))


@bp.get("/staff/panel/ask")
@requires(P.ASK_CHALLENGE)
def ask_about() -> Any:
    """From any page: about something of the newest paper's meeting (`?about=page:plan`)."""
    newest = papers.newest_published()
    if newest is None:
        return flask.redirect(flask.url_for("panels.papers"))
    about = flask.request.args.get("about", "")
    return flask.redirect(flask.url_for("panels.ask", meeting_id=newest, about=about or None))


@bp.get("/staff/panel/<uuid:meeting_id>/challenge-written")
@requires(P.WRITE_CHALLENGE, of=queries.meeting_to_ask)
def written(asked_of: AskedOf) -> Any:
    """Panel support writes down what a member asked in the meeting."""
    return _written_page(asked_of, show.written_form(asked_of))


@bp.post("/staff/panel/<uuid:meeting_id>/challenge-written")
@requires(P.WRITE_CHALLENGE, of=queries.meeting_to_ask)
def written_send(asked_of: AskedOf) -> Any:
    """Keep it, once, as the member's."""
    form = show.written_form(asked_of)
    if not form.validate():
        return _written_page(asked_of, form), 422
    challenge = commands.write_down(
        asked_of.meeting_id,
        "" if form.about.data == "whole" else form.about.data,
        form.words.data or "",
        form.sent_id(),
        member_id=UUID(form.member.data),
        by=the_viewer().account_id,
        now=clock.now(),
        on=show.today(),
    )
    flask.flash(_("It is written down. The member can take it back until an officer has it."))
    return flask.redirect(flask.url_for("panels.challenge", challenge_id=challenge.id))


def _written_page(asked_of: AskedOf, form: Any) -> str:
    return flask.render_template("panels/challenge_written.html", asked_of=asked_of, form=form)


def _about(asked_of: AskedOf) -> str:
    """The number it is about, from the address. Raises NotFound for one that the paper does not have."""
    about = flask.request.args.get("about", "")
    if not asked_of.holds(about):
        raise NotFound
    return about


def _ask_page(asked_of: AskedOf, form: AskForm) -> str:
    about = _about(asked_of)
    return flask.render_template(
        "panels/ask.html",
        asked_of=asked_of,
        about=about,
        about_label=about_words(about),
        theme=theme_of(about),
        form=form,
    )


@bp.get("/staff/challenges")
@requires(P.SEE_CHALLENGES)
def challenges() -> Any:
    """Open ones, late first, or those that are closed; all that the viewer may see, or their own."""
    tab = "closed" if flask.request.args.get("tab") == "closed" else "open"
    mine = flask.request.args.get("mine") == "yes"
    viewer, number = the_viewer(), page_number()
    rows, total = queries.listed(viewer, show.today(), closed=tab == "closed", mine=mine, page=number)
    return flask.render_template(
        "panels/challenges.html",
        page=Page(rows, number, total, queries.PAGE_SIZE),
        tab=tab,
        mine=mine,
        has_own=may(P.ASK_CHALLENGE) or may(P.WRITE_OUTCOMES),
        write_at=papers.newest_published() if may(P.WRITE_CHALLENGE) else None,
        may_ask=may(P.ASK_CHALLENGE),
        about_words=about_words,
    )


@bp.get("/staff/challenges/<uuid:challenge_id>")
@requires(P.SEE_CHALLENGE, of=queries.challenge_subject)
def challenge(found: Found) -> Any:
    """One challenge: where it is, what was answered, all that happened, and what the viewer may do."""
    return page_of(found)


def page_of(found: Found, slot: str = "", form: Any = None) -> Any:
    """The page of one challenge; with a form that has mistakes it answers 422, unless it was sent before."""
    if slot and any(step.id == form.sent_id() for step in found.challenge.steps):
        return back_to(found)
    html = flask.render_template("panels/challenge.html", page=show.challenge_page(found, slot, form))
    return (html, 422) if slot else html


def back_to(found: Found, said: str = "") -> Any:
    """To the challenge's page again, with a word that it was done."""
    if said:
        flask.flash(said)
    return flask.redirect(flask.url_for("panels.challenge", challenge_id=found.challenge.id))


@bp.post("/staff/challenges/<uuid:challenge_id>/again")
@requires(P.CHANGE_CHALLENGE, of=queries.challenge_to_change)
def challenge_again(found: Found) -> Any:
    """The member puts differently what was sent back."""
    form = show.again_form(found)
    if not form.validate():
        return page_of(found, "again", form)
    commands.ask_again(
        found.challenge,
        form.words.data or "",
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        on=show.today(),
    )
    return back_to(found, _("It is sent again. Panel support looks at it."))


@bp.post("/staff/challenges/<uuid:challenge_id>/take-back")
@requires(P.CHANGE_CHALLENGE, of=queries.challenge_to_change)
def challenge_take_back(found: Found) -> Any:
    """The member takes it back before an officer has it."""
    commands.take_back(found.challenge, by=the_viewer().account_id, now=clock.now())
    return back_to(found, _("You took it back. Nobody else sees it."))


@bp.post("/staff/challenges/<uuid:challenge_id>/says")
@requires(P.SAY_OF_CHALLENGE, of=queries.challenge_to_change)
def challenge_says(found: Found) -> Any:
    """A member would close it, or keep it open."""
    said = {"close": StepKind.SAYS_CLOSE, "keep_open": StepKind.SAYS_KEEP_OPEN}
    what = said.get(flask.request.form.get("says", ""))
    if what is None:
        return back_to(found)
    answers.say(found.challenge, what, by=the_viewer().account_id, now=clock.now())
    return back_to(found, _("Panel support sees what you would do. The panel decides when it meets."))


@bp.post("/staff/challenges/<uuid:challenge_id>/seen")
@requires(P.SEE_CHALLENGE, of=queries.challenge_to_change)
def challenge_seen(found: Found) -> Any:
    """They have seen what is new: it is gone from their start page."""
    commands.note_seen(found.challenge, by=the_viewer().account_id)
    return back_to(found)


from portal.panels.views import challenge_proof, challenge_work  # noqa: E402, F401  # they need the above
