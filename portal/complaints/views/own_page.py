"""The page of a complaint, for whoever made it: the same behind both doors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
from flask_babel import gettext as _

from portal.advocacy.queries.offers import open_offer
from portal.complaints.commands import own as own_commands
from portal.complaints.commands import theirs as commands
from portal.complaints.forms.own import HelpedForm, MoreForm, SureForm
from portal.complaints.presenters import own as show
from portal.complaints.queries.one import letters_of
from portal.complaints.rules import Helped
from portal.complaints.views.both import Door, for_both, letter_of
from portal.kit.errors import Refused


@for_both("", "page")
def page(door: Door) -> Any:
    """Where it is, who has it, by when, what they can do now."""
    return _page(door)


@for_both("/print", "print")
def printed(door: Door) -> Any:
    """The same on paper: no buttons, everything open."""
    return flask.render_template(
        "complaints/own_print.html",
        door=door,
        where=show.where(door.complaint, show.today()),
        ring=show.ring_now(),
    )


@for_both("/write", "write", ("POST",))
def write(door: Door) -> Any:
    """More words, at any time."""
    form = MoreForm()
    form.limit(show.settings().max_words)
    if not form.validate():
        return _page(door, write=form), 422
    words = form.words.data or ""
    commands.write(door.complaint, words, send_once=form.sent_id(), by=door.account_id, today=show.today())
    _tell(door, form, words)
    flask.flash(_("We have it. It is with your complaint now."))
    return flask.redirect(door.url("page") + "#messages", 303)


@for_both("/sorted", "sorted", ("GET", "POST"))
def is_sorted(door: Door) -> Any:
    """They say it is sorted."""
    return _sure(
        door, "sorted", commands.say_sorted, _("Thank you. We have closed it. You can open it again.")
    )


@for_both("/take-back", "take_back", ("GET", "POST"))
def take_back(door: Door) -> Any:
    """They do not want it to go on."""
    return _sure(door, "take_back", commands.take_back, _("You took it back. You can open it again."))


@for_both("/further", "further", ("GET", "POST"))
def further(door: Door) -> Any:
    """They want the next step. No date bars it."""
    done = _("It goes to the next step. You see below what happens now.")
    return _sure(door, "further", _ask_next, done)


def _ask_next(complaint: Any, words: str, **more: Any) -> Any:
    return commands.ask_next(complaint, words, seen=SureForm().seen(), **more)


@for_both("/open-again", "open_again", ("GET", "POST"))
def open_again(door: Door) -> Any:
    """It ended, and is not over for them."""
    return _sure(door, "open_again", commands.reopen, _("It is open again."))


@for_both("/letters/<uuid:own_letter_id>", "letter", ("GET", "POST"))
def letter(door: Door, own_letter_id: Any) -> Any:
    """An answer, opened; and whether it helped."""
    row = letter_of(letters_of(door.complaint.id, sent_only=True), own_letter_id)
    form = HelpedForm()
    form.limit(show.settings().max_words)
    if flask.request.method != "POST":
        return _letter(door, row, _fresh(HelpedForm))
    if "open" in flask.request.form:
        commands.open_letter(row)
        return flask.redirect(door.url("letter", own_letter_id=row.id), 303)
    if not form.validate():
        return _letter(door, row, form), 422
    words = form.words.data or ""
    commands.say_helped(
        door.complaint,
        row,
        Helped(form.helped.data),
        words,
        send_once=form.sent_id(),
        by=door.account_id,
        today=show.today(),
    )
    _tell(door, form, words)
    flask.flash(_("Thank you for telling us."))
    return flask.redirect(door.url("page"), 303)


def _letter(door: Door, row: Any, form: HelpedForm) -> str:
    where = show.where(door.complaint, show.today())
    shown = next(one for one in where.letters if one.row.id == row.id)
    return flask.render_template(
        "complaints/own_letter.html", door=door, where=where, letter=shown, form=form
    )


def _sure(door: Door, name: str, act: Callable[..., Any], done: str) -> Any:
    """A page that says what it means, with room for words; then it is done."""
    form = SureForm()
    form.limit(show.settings().max_words)
    if flask.request.method == "POST" and form.validate():
        words = form.words.data or ""
        try:
            act(door.complaint, words, send_once=form.sent_id(), by=door.account_id, today=show.today())
        except Refused:  # it moved meanwhile: their words are kept, and they see where it is now
            done = _keep_words(door, form, words)
        _tell(door, form, words)
        if done:
            flask.flash(done)
        return flask.redirect(door.url("page"), 303)
    if flask.request.method != "POST":
        form = _fresh(SureForm)
        form.stage.data = door.complaint.stage.value
    where = show.where(door.complaint, show.today())
    page = flask.render_template("complaints/own_sure.html", door=door, where=where, form=form, name=name)
    return page, 422 if form.errors else 200


def _keep_words(door: Door, form: Any, words: str) -> str:
    if not words.strip():
        return ""
    commands.write(door.complaint, words, send_once=form.sent_id(), by=door.account_id, today=show.today())
    return str(_("We have it. It is with your complaint now."))


def _tell(door: Door, form: Any, words: str) -> None:
    own_commands.tell_the_desk(
        door.complaint,
        words,
        show.more_question(),
        form.sent_id(),
        speaker=door.speaker,
        promises=show.promises(),
        moment=show.this_moment(),
    )


def _fresh(kind: Any) -> Any:
    form = kind(formdata=None)
    form.limit(show.settings().max_words)
    form.give_id()
    return form


def _page(door: Door, *, write: MoreForm | None = None) -> str:
    complaint = door.complaint
    return flask.render_template(
        "complaints/own_page.html",
        door=door,
        where=show.where(complaint, show.today()),
        write=write or _fresh(MoreForm),
        offer=_offer(complaint),
        ring=show.ring_now(),
        page_has_errors=bool(write and write.errors),
    )


def _offer(complaint: Any) -> Any:
    """The offer of an advocate that is open about this complaint."""
    if complaint.young_person_id is None:
        return None
    return open_offer(complaint.young_person_id, "complaint", complaint.id)
