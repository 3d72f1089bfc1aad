"""What came of letters: sent by when, opened, replied to, whether they helped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import flask
import sqlalchemy as sa

from portal import db
from portal.clocks.reading import local_day
from portal.deadlines import queries as due
from portal.people import queries as people
from portal.policy.viewer import Viewer
from portal.reviews.models import Letter, LetterFelt, LetterReply, LetterSending, Review
from portal.reviews.rules import LetterState, Way
from portal.reviews.rules.sending import is_on_time
from portal.settings import Settings
from portal.voice.models import Recipient, Statement
from portal.voice.queries.apart import shut_to


@dataclass(frozen=True)
class LetterFacts:
    """What is known of a letter after it was written, as somebody of staff may know it.

    `replied` counts only replies that reached the viewer: what a young person says about somebody is kept
    from that one, even that it was said."""

    sent_on: date | None = None
    due_on: date | None = None
    on_time: bool | None = None
    ways: tuple[Way, ...] = ()
    read_on: date | None = None
    given_on: date | None = None
    helped: str = ""
    is_recalled: bool = False
    replies: tuple[UUID, ...] = ()

    @property
    def replied(self) -> bool:
        return bool(self.replies)


def facts_of(letter_ids: Collection[UUID], viewer: Viewer | None = None) -> dict[UUID, LetterFacts]:
    """Of many letters with the same few queries. Without a viewer no reply is counted."""
    wanted = list(letter_ids)
    if not wanted:
        return {}
    rows = db.session.execute(
        sa.select(Letter, Review.completed_on)
        .join(Review, Review.id == Letter.review_id)
        .where(Letter.id.in_(wanted))
    ).all()
    sendings = _live_by_letter(wanted)
    helped = {
        row.letter_id: row.helped
        for row in db.session.scalars(sa.select(LetterFelt).where(LetterFelt.letter_id.in_(wanted)))
    }
    replies = replies_to(viewer, wanted) if viewer else {}
    return {
        letter.id: _facts(
            letter,
            completed_on,
            sendings.get(letter.id, []),
            helped.get(letter.id, ""),
            replies.get(letter.id, []),
        )
        for letter, completed_on in rows
    }


def _facts(
    letter: Letter,
    completed_on: date | None,
    sendings: Sequence[LetterSending],
    helped: str,
    replies: Sequence[UUID],
) -> LetterFacts:
    zone, today = people.zone().key, people.today()
    sent_on = local_day(letter.sent_at, zone) if letter.sent_at else None
    # The first letter kept the promise, or did not.
    due_on = None if letter.corrects_id else due_for(completed_on)
    read_at = letter.first_opened_at or letter.read_together_at
    return LetterFacts(
        sent_on=sent_on,
        due_on=due_on,
        on_time=is_on_time(sent_on, due_on, today),
        ways=tuple(dict.fromkeys(one.way for one in sendings)),
        read_on=local_day(read_at, zone) if read_at else None,
        given_on=max((one.done_on for one in sendings if one.done_on), default=None),
        helped=helped,
        is_recalled=letter.state is LetterState.RECALLED,
        replies=tuple(replies),
    )


def due_for(completed_on: date | None) -> date | None:
    """The day by which a letter after this review is sent."""
    return due.day_for("letter", completed_on, _working_days()) if completed_on else None


def _working_days() -> int:
    settings: Settings = flask.current_app.extensions["heard.settings"]
    return settings.letter_working_days


def _live_by_letter(wanted: list[UUID]) -> dict[UUID, list[LetterSending]]:
    found: dict[UUID, list[LetterSending]] = {}
    for row in db.session.scalars(
        sa.select(LetterSending)
        .where(LetterSending.letter_id.in_(wanted), LetterSending.ended_at.is_(None))
        .order_by(LetterSending.at, LetterSending.way)
    ):
        found.setdefault(row.letter_id, []).append(row)
    return found


def replies_to(viewer: Viewer, letter_ids: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Replies that were delivered to the viewer, or to somebody they stand in for, by letter: statements."""
    mine = {viewer.account_id, *viewer.stands_in_for}
    delivered = (
        sa.select(Recipient.id)
        .where(
            Recipient.statement_id == Statement.id,
            Recipient.account_id.in_(mine),
            Recipient.delivered_at.is_not(None),
            Recipient.removed_at.is_(None),
        )
        .correlate(Statement)
    )
    rows = db.session.execute(
        sa.select(LetterReply.letter_id, Statement.id)
        .join(Statement, Statement.id == LetterReply.statement_id)
        .where(
            LetterReply.letter_id.in_(list(letter_ids)),
            Statement.taken_back_at.is_(None),
            Statement.read_at.is_not(None),
            delivered.exists(),
        )
        .order_by(LetterReply.at)
    ).all()
    shut = shut_to(viewer.account_id, [statement_id for _letter, statement_id in rows], people.today())
    found: dict[UUID, list[UUID]] = {}
    for letter_id, statement_id in rows:
        if statement_id not in shut:
            found.setdefault(letter_id, []).append(statement_id)
    return found
