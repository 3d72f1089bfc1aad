"""The pages of sending a letter: what may be picked, and what is said beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import flask

from portal.people import queries as people
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Subject, Viewer
from portal.reviews.forms.sending import SendForm
from portal.reviews.presenters import letters as show
from portal.reviews.presenters import sending as words
from portal.reviews.queries import sending as queries
from portal.reviews.queries import subjects, writing
from portal.reviews.queries.letters import as_sent, correction_of, facts_of
from portal.reviews.queries.sending_moved import addresses_out_of_date
from portal.reviews.queries.writing_quotes import must_not_go
from portal.reviews.rules import LetterState, Way
from portal.reviews.rules.sending import BY_SOMEBODY, Known, WhyNot, why_not_send


def send_form(letter: Any, today: date) -> SendForm:
    """The ways that can be picked: a page only where they have one and are known to be who comes to it."""
    form = SendForm()
    has_page = queries.account_to_tell(letter.young_person_id) is not None
    has_page = has_page and queries.is_checked(letter.young_person_id)
    ways = [(way, label) for way, label in words.WAYS.items() if has_page or way is not Way.PAGE]
    with_whom = queries.can_read_with(letter, today)
    form.offer(ways, [(str(one.account_id), one.name) for one in with_whom])
    if flask.request.method == "GET" and has_page and letter.state is LetterState.APPROVED:
        form.ways.data = [Way.PAGE.value]
    form.give_id()
    return form


def sender_page(letter: Any, form: SendForm) -> str:
    """Who it is for, what stands in the way, the ways."""
    today = people.today()
    is_sent = letter.state is LetterState.SENT
    known = queries.known_of(letter, is_as_read=is_sent or writing.is_as_approved(letter), today=today)
    person = people.get(letter.young_person_id)
    return flask.render_template(
        "reviews/letter_send.html",
        row=letter,
        form=form,
        is_sent=is_sent,
        why_not=None if is_sent else _why_not_yet(known),
        known=known,
        not_checked=words.why_words(WhyNot.NOT_CHECKED),
        name=queries.name_of(letter),
        age=people.age_on(person, today) if person else None,
        approved_by=queries.names([letter.approved_by_id]).get(letter.approved_by_id, ""),
    )


def _why_not_yet(known: Known) -> str:
    found = why_not_send([], known)
    return "" if found is WhyNot.NO_WAY else words.why_words(found)


def sent_page(letter: Any, viewer: Viewer) -> str:
    """What was sent, each way it went, what the young person did with it."""
    subject: Subject | None = subjects.of_letter(viewer, letter.id)
    facts = facts_of([letter.id], viewer)[letter.id]
    sendings = queries.sendings_of(letter.id)
    live = [one for one in sendings if one.ended_at is None]
    moved = addresses_out_of_date(sendings, people.today()) if letter.state is LetterState.SENT else {}
    mine = {viewer.account_id, *viewer.stands_in_for}
    is_writer, may_give = may(P.WRITE_LETTER, subject), may(P.GIVE_LETTER, subject)
    return flask.render_template(
        "reviews/letter_sent.html",
        row=letter,
        letter=show.shown(as_sent(letter)) if is_writer or letter.state is not LetterState.RECALLED else None,
        facts=facts,
        sendings=sendings,
        names=queries.names(
            [one for row in sendings for one in (row.by_id, row.with_id, row.done_by_id)] + [letter.by_id]
        ),
        way_words=words,
        name=queries.name_of(letter),
        correction=correction_of(letter.id),
        is_writer=is_writer,
        may_give=may_give,
        is_stopped=must_not_go(letter),
        moved_on=max(moved.values(), default=None),
        gives={one.id for one in live if may_give and (is_writer or one.with_id in mine)},
        can_recall=letter.state is LetterState.SENT
        and not (facts.read_on or any(one.done_on for one in live)),
        waits=[one for one in live if one.way in BY_SOMEBODY and not one.done_on],
        helped={key.value: label for key, label in words.HELPED.items()}.get(facts.helped, ""),
    )
