"""A letter on its way: sending it, what became of it, calling it back, writing down that it was given."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.documents.pdf import NotMade
from portal.kit import clock
from portal.kit.errors import NotFound, Refused
from portal.kit.forms import Form
from portal.people import queries as people
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer, the_viewer
from portal.reviews.commands import sending as commands
from portal.reviews.commands.sending import Sender
from portal.reviews.forms.sending import DoneForm, RecallForm
from portal.reviews.presenters import letters as show
from portal.reviews.presenters import sending as words
from portal.reviews.presenters.letters_paper import as_pdf
from portal.reviews.presenters.sending_page import send_form, sender_page, sent_page
from portal.reviews.queries import sending as queries
from portal.reviews.queries import subjects
from portal.reviews.queries.letters import as_sent
from portal.reviews.queries.sending_moved import addresses_out_of_date, is_left
from portal.reviews.queries.writing_quotes import must_not_go
from portal.reviews.rules import LetterState, Way
from portal.reviews.views import bp

_LETTER = "/staff/reviews/letters/<uuid:letter_id>"


def _sender() -> Sender:
    viewer = the_viewer()
    return Sender(viewer.account_id, ",".join(sorted(viewer.roles)), clock.now(), people.today())


def of_sending(viewer: Viewer, letter_id: UUID, sending_id: UUID) -> Subject | None:
    """One way a letter goes, for whoever may say that it was gone."""
    subject = subjects.of_letter(viewer, letter_id)
    row = queries.sending_of(subject.thing, sending_id) if subject else None
    if subject is None or row is None:
        return None
    relations = subject.relations
    if row.with_id not in {viewer.account_id, *viewer.stands_in_for}:  # asked, but for another way
        relations -= {Relation.ASKED_TO_TELL}
    return Subject((subject.thing, row), subject.young_person_id, relations, "letter", letter_id)


@bp.route(f"{_LETTER}/send", methods=["GET", "POST"])
@requires(P.WRITE_LETTER, of=subjects.of_letter)
def letter_send(letter: Any) -> Any:
    """Which ways it goes. Once it is sent: to send it another way."""
    if letter.state in (LetterState.RECALLED, LetterState.REPLACED):
        return _to(letter)
    form = send_form(letter, people.today())
    if flask.request.method == "GET" or not form.validate():
        return sender_page(letter, form), 422 if form.errors else 200
    was_sent = letter.state is LetterState.SENT
    try:
        commands.send(letter, form.goings(), send_once=form.sent_id(), by=_sender())
    except Refused as refused:
        form.refuse(refused.reason, words.why_words(refused.reason))
        return sender_page(letter, form), 422
    flask.flash(_("It goes this way too.") if was_sent else _("The letter is sent."))
    return _to(letter)


@bp.get(_LETTER)
@requires(P.SEE_LETTER, of=subjects.of_letter)
def letter_sent(letter: Any) -> Any:
    """A letter that was sent, as the young person reads it, and what became of it."""
    if letter.sent_at is None:  # a draft is its writer's alone
        if not may(P.WRITE_LETTER, subjects.of_letter(the_viewer(), letter.id)):
            raise NotFound
        return flask.redirect(flask.url_for("reviews.write_letter", review_id=letter.review_id), 303)
    return sent_page(letter, the_viewer())


@bp.get(f"{_LETTER}/pdf")
@requires(P.GIVE_LETTER, of=subjects.of_letter)
def letter_pdf(letter: Any) -> Any:
    """For an envelope with a window, or to hand over."""
    if letter.state not in (LetterState.SENT, LetterState.REPLACED):
        raise NotFound
    posted = [one for one in queries.live_sendings(letter.id) if one.way is Way.PAPER]
    if posted and is_left(posted[-1], people.today()):  # nothing is printed with a home they left
        posted = []
    address = [queries.name_of(letter), *posted[-1].address.split("\n")] if posted else []
    try:
        return as_pdf(
            show.shown(as_sent(letter)),
            address=[line for line in address if line],
            is_large=flask.request.args.get("large") == "1",
        )
    except NotMade:
        flask.flash(_("The PDF could not be made just now. Try again in a minute."), "error")
        return _to(letter)


@bp.route(f"{_LETTER}/recall", methods=["GET", "POST"])
@requires(P.WRITE_LETTER, of=subjects.of_letter)
def letter_recall(letter: Any) -> Any:
    """Take it back before they have it."""
    form = RecallForm()
    if flask.request.method == "GET" or not form.validate():
        return _recall_page(letter, form), 422 if form.errors else 200
    days = flask.current_app.extensions["heard.settings"].letter_working_days
    try:
        commands.recall(letter, form.why.data or "", letter_days=days, by=_sender())
    except Refused as refused:
        form.form_errors = [words.why_words(refused.reason)]
        return _recall_page(letter, form), 422
    flask.flash(_("It is taken back. Nobody can read it any more but you and the record."))
    return _to(letter)


@bp.route(f"{_LETTER}/give/<uuid:sending_id>", methods=["GET", "POST"])
@requires(P.GIVE_LETTER, of=of_sending)
def letter_give(found: Any) -> Any:
    """Read it together, hand it over or post it, and say so."""
    letter, sending = found
    if sending.way is Way.PAGE or letter.sent_at is None:
        raise NotFound
    form = DoneForm()
    if flask.request.method == "GET" or not form.validate():
        return _give_page(letter, sending, form), 422 if form.errors else 200
    by = _sender()
    try:
        commands.done(letter, sending, form.day(by.today), by=by)
    except Refused as refused:
        form.refuse(words.why_words(refused.reason))
        return _give_page(letter, sending, form), 422
    flask.flash(_("Written down. The letter is on their own page now too, if they have one."))
    return flask.redirect(flask.url_for("reviews.letters_to_give"), 303)


@bp.get("/staff/reviews/to-give")
@requires(P.READ_LISTS)
def letters_to_give() -> str:
    """Letters that somebody has to read together with a young person, hand over or post."""
    rows = queries.to_give(the_viewer())
    return flask.render_template("reviews/letters_to_give.html", rows=rows, waits=words.WAYS_WAITING)


def _to(letter: Any) -> Any:
    return flask.redirect(flask.url_for("reviews.letter_sent", letter_id=letter.id), 303)


def _recall_page(letter: Any, form: RecallForm) -> str:
    form.give_id()
    return flask.render_template(
        "reviews/letter_recall.html", row=letter, form=form, name=queries.name_of(letter)
    )


def _give_page(letter: Any, sending: Any, form: Form) -> str:
    return flask.render_template(
        "reviews/letter_give.html",
        row=letter,
        sending=sending,
        form=form,
        name=queries.name_of(letter),
        letter=show.shown(as_sent(letter)),
        done_words=words.WAYS_DONE,
        is_stopped=must_not_go(letter),
        moved_on=addresses_out_of_date([sending], people.today()).get(sending.id),
        is_writer=may(P.WRITE_LETTER, subjects.of_letter(the_viewer(), letter.id)),
        with_name=queries.names([sending.with_id]).get(sending.with_id, ""),
    )
