"""A young person's letters: opening one, whether it helped, writing back, keeping a copy."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.accounts.queries.sessions import is_shared_device
from portal.documents.pdf import NotMade
from portal.kit import clock
from portal.kit.errors import Refused, TooLate
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import letters as commands
from portal.reviews.commands.letters import Asked
from portal.reviews.forms.letters import ReplyForm
from portal.reviews.presenters import letters_page as page
from portal.reviews.presenters.letters_paper import as_pdf
from portal.reviews.queries import letters as queries
from portal.reviews.views import bp
from portal.voice.commands.saying import Receipt, Speaker
from portal.voice.presenters.saying import promises, settings
from portal.voice.queries.speaking import speaking
from portal.voice.rules.after import why_not_keep_a_copy

_LETTER = "/letters/<uuid:letter_id>"


def _speaker() -> Speaker:
    who = speaking(the_viewer())
    return Speaker(who.young_person_id, who.account_id, str(get_locale() or "en"), who.past_shut_at)


def show_what_was_typed() -> None:
    """Their session was over when they pressed: what they typed is shown, so that it can be copied."""
    if flask.request.method == "POST" and flask.request.endpoint == "reviews.reply_letter":
        raise TooLate


@bp.get("/letters")
@requires(P.OWN_SPACE)
def letters() -> str:
    """All their letters, newest first."""
    return page.list_page(the_viewer())


@bp.get(_LETTER)
@requires(P.READ_OWN_LETTER, of=queries.own_letter)
def own_letter(letter: Any) -> str:
    """One letter. Until they press "Read my letter" it says only from whom it is."""
    return page.letter_page(letter, the_viewer())


@bp.post(f"{_LETTER}/open")
@requires(P.READ_OWN_LETTER, of=queries.own_letter)
def open_letter(letter: Any) -> Any:
    """They want to read it now."""
    commands.open_letter(letter, by=the_viewer().account_id, now=clock.now())
    return _back_to(letter)


@bp.post(f"{_LETTER}/helped")
@requires(P.READ_OWN_LETTER, of=queries.own_letter)
def letter_helped(letter: Any) -> Any:
    """Did it help?"""
    form = page.helped_form()
    if not form.validate():
        return page.letter_page(letter, the_viewer(), form), 422
    commands.say_helped(letter, form.tells(), by=the_viewer().account_id, now=clock.now())
    flask.flash(_("Thank you. We wrote that down."))
    return _back_to(letter, "helped")


@bp.route(f"{_LETTER}/reply", methods=["GET", "POST"])
@requires(P.READ_OWN_LETTER, of=queries.own_letter)
def reply_letter(letter: Any) -> Any:
    """Write back."""
    form = ReplyForm()
    form.set_up(settings().max_words)
    if flask.request.method == "GET" or not form.validate():
        return page.reply_page(letter, form), 422 if form.errors else 200
    try:
        receipt = commands.reply(
            letter, _speaker(), form.sent_id(), form.words.data or "", promises=promises(), now=clock.now()
        )
    except Refused:
        form.words.errors = [_("Write something first.")]
        return page.reply_page(letter, form), 422
    return _to_what_was_sent(receipt)


@bp.post(f"{_LETTER}/wrong")
@requires(P.READ_OWN_LETTER, of=queries.own_letter)
def letter_wrong(letter: Any) -> Any:
    """ "Something is wrong in it": one press is enough."""
    asked = Asked(page.about_letter(letter), _("Something is wrong in it."))
    receipt = commands.say_wrong(
        letter, _speaker(), ReplyForm().sent_id(), asked, promises=promises(), now=clock.now()
    )
    if receipt.is_new:
        flask.flash(_("It is sent. You can say what is wrong, if you want."))
    return flask.redirect(flask.url_for("voice.add_to_said", statement_id=receipt.statement_id), 303)


@bp.post(f"{_LETTER}/advocate")
@requires(P.READ_OWN_LETTER, of=queries.own_letter)
def letter_advocate(letter: Any) -> Any:
    """An advocate is asked to get in touch."""
    asked = Asked(_("Who do you want to talk to?"), "")
    receipt = commands.ask_for_advocate(
        letter, _speaker(), ReplyForm().sent_id(), asked, promises=promises(), now=clock.now()
    )
    return _to_what_was_sent(receipt)


@bp.get(f"{_LETTER}/keep")
@requires(P.READ_OWN_LETTER, of=queries.own_letter)
def keep_letter(letter: Any) -> Any:
    """The letter as a file. Never on a phone or tablet others use."""
    why = why_not_keep_a_copy(past_is_shut=the_viewer().past_is_shut, is_shared_device=is_shared_device())
    if why or not page.is_open(letter):
        flask.flash(page.why_not_keep(is_shared_device()), "error")
        return _back_to(letter)
    try:
        return as_pdf(page.kept(letter))
    except NotMade:
        flask.flash(_("We could not make the PDF just now. Try again later."), "error")
        return _back_to(letter)


def _to_what_was_sent(receipt: Receipt) -> Any:
    return flask.redirect(flask.url_for("voice.sent", statement_id=receipt.statement_id), 303)


def _back_to(letter: Any, anchor: str | None = None) -> Any:
    return flask.redirect(flask.url_for("reviews.own_letter", letter_id=letter.id, _anchor=anchor), 303)
