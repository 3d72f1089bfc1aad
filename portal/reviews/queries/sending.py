"""How a letter goes: who may send it, where to, who reads it with them, what still has to be done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import StandIn
from portal.accounts.queries.around import PersonAround, account_of, names_of, people_around
from portal.people import queries as people
from portal.people.models import CareLink, YoungPerson
from portal.people.queries.links import holding
from portal.people.rules import LinkKind
from portal.policy.viewer import Viewer
from portal.reviews.models import Letter, LetterFelt, LetterSending
from portal.reviews.queries.letters_shut import kept_from_letter, shut_letters
from portal.reviews.queries.sending_moved import addresses_out_of_date, moved_since
from portal.reviews.rules import LetterState, Way
from portal.reviews.rules.sending import Known

CLOCK = "review_letter"
"""What the clock of sending a letter is called; it is about the review."""

_READS_WITH = (
    LinkKind.IRO,
    LinkKind.SOCIAL_WORKER,
    LinkKind.PERSONAL_ADVISER,
    LinkKind.PARTICIPATION_WORKER,
)


def locked(letter_id: UUID) -> Letter:
    """The letter as it is now, held until the end of the transaction: of two at once the second waits."""
    return db.session.scalars(
        sa.select(Letter)
        .where(Letter.id == letter_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def sendings_of(letter_id: UUID) -> Sequence[LetterSending]:
    """Each way it went or goes, in order; ended ones too."""
    return db.session.scalars(
        sa.select(LetterSending)
        .where(LetterSending.letter_id == letter_id)
        .order_by(LetterSending.at, LetterSending.way)
    ).all()


def live_sendings(letter_id: UUID) -> list[LetterSending]:
    return [one for one in sendings_of(letter_id) if one.ended_at is None]


def is_with_them(letter: Letter) -> bool:
    """Whether its young person has it: opened, read together, posted or handed over."""
    if letter.first_opened_at or letter.read_together_at:
        return True
    return any(one.done_on for one in sendings_of(letter.id))


def sending_of(letter: Letter, sending_id: UUID) -> LetterSending | None:
    """One way this letter goes, if it is this letter's."""
    row = db.session.get(LetterSending, sending_id)
    return row if row and row.letter_id == letter.id else None


def felt_of(letter_id: UUID) -> LetterFelt | None:
    """Whether it helped, as its young person said."""
    return db.session.scalars(sa.select(LetterFelt).where(LetterFelt.letter_id == letter_id)).one_or_none()


def account_to_tell(young_person_id: UUID) -> UUID | None:
    """Their account, if they have a way in to a page."""
    account = account_of(young_person_id)
    return account.id if account and account.is_open else None


def is_checked(young_person_id: UUID) -> bool:
    """Whether whoever comes in to their page is known to be them: no lost way in waits to be checked."""
    account = account_of(young_person_id)
    return account is None or account.past_shut_at is None


def can_read_with(letter: Letter, on: date) -> list[PersonAround]:
    """Who may be asked to read a letter together with them: the council's own people around them, but nobody
    who is kept from something that it quotes."""
    apart = kept_from_letter(letter)
    around = people_around(letter.young_person_id, on)
    return [one for one in around if one.kind in _READS_WITH and one.account_id not in apart]


def leads(account_id: UUID | None, young_person_id: UUID, on: date) -> bool:
    """Whether this account leads their reviews that day, itself or for somebody on leave."""
    if account_id is None:
        return False
    iros = [one.account_id for one in people_around(young_person_id, on) if one.kind is LinkKind.IRO]
    standing = sa.select(StandIn.id).where(
        StandIn.account_id.in_(iros),
        StandIn.stand_in_id == account_id,
        StandIn.from_on <= on,
        StandIn.until_on >= on,
    )
    return account_id in iros or (bool(iros) and db.session.scalar(standing.limit(1)) is not None)


def known_of(letter: Letter, *, is_as_read: bool, today: date) -> Known:
    """What the rules ask before it goes."""
    on_paper = [one.at for one in sendings_of(letter.id) if one.way is Way.PAPER]
    since = max(on_paper, default=letter.approved_at)
    return Known(
        state=letter.state,
        is_as_read=is_as_read,
        reader_leads=leads(letter.approved_by_id, letter.young_person_id, today),
        has_page=account_to_tell(letter.young_person_id) is not None,
        is_read=bool(letter.first_opened_at or letter.read_together_at),
        is_given=any(one.done_on for one in live_sendings(letter.id)),
        is_checked=is_checked(letter.young_person_id),
        can_read_with={one.account_id for one in can_read_with(letter, today)},
        moved_on=moved_since(letter.young_person_id, since, today) if since else None,
    )


@dataclass(frozen=True)
class ToGive:
    """A letter somebody has to hand over, post or read together with its young person."""

    letter_id: UUID
    sending_id: UUID
    name: str
    way: Way
    at: datetime
    is_mine: bool
    has_moved: bool = False
    """A home began since the address was typed."""
    is_stopped: bool = False
    """It quotes what others must not read any more, and goes on paper."""


def to_give(viewer: Viewer) -> list[ToGive]:
    """What waits for the viewer to be read together, and of the young people whose reviews they lead what is
    not written down yet as posted or handed over. Oldest first."""
    mine = [viewer.account_id, *viewer.stands_in_for]
    today = people.today()
    around = sa.select(CareLink.young_person_id).where(CareLink.account_id.in_(mine), holding(today))
    led = around.where(CareLink.kind == LinkKind.IRO)
    rows = db.session.scalars(
        sa.select(LetterSending)
        .join(Letter, Letter.id == LetterSending.letter_id)
        .join(YoungPerson, YoungPerson.id == LetterSending.young_person_id)
        .where(
            Letter.state == LetterState.SENT,
            LetterSending.way != Way.PAGE,
            LetterSending.ended_at.is_(None),
            LetterSending.done_on.is_(None),
            YoungPerson.merged_into_id.is_(None),
            sa.or_(
                sa.and_(LetterSending.with_id.in_(mine), LetterSending.young_person_id.in_(around)),
                LetterSending.young_person_id.in_(led),
            ),
        )
        .order_by(LetterSending.at, LetterSending.id)
    ).all()
    young = people.several(row.young_person_id for row in rows)
    moved = addresses_out_of_date(rows, today)
    found = sa.select(Letter).where(Letter.id.in_({row.letter_id for row in rows}))
    letters = db.session.scalars(found).all()
    shut = shut_letters(viewer.account_id, letters)
    stopped = {one.id for one in letters if set(one.quoted) & set(one.taken_out or [])}
    return [
        ToGive(
            row.letter_id,
            row.id,
            young[row.young_person_id].name,
            row.way,
            row.at,
            row.with_id is None or row.with_id in mine,
            row.id in moved,
            row.letter_id in stopped and row.way is not Way.TOGETHER,
        )
        for row in rows
        if row.letter_id not in shut
    ]


def without_a_reader(on: date) -> list[LetterSending]:
    """What somebody was to read with them or hand over who cannot any more: does not work with them, or is
    kept from something that it quotes."""
    waits = (
        sa.select(LetterSending, Letter)
        .join(Letter, Letter.id == LetterSending.letter_id)
        .where(
            Letter.state == LetterState.SENT,
            LetterSending.with_id.is_not(None),
            LetterSending.ended_at.is_(None),
            LetterSending.done_on.is_(None),
        )
    )
    rows = db.session.execute(waits.order_by(LetterSending.id)).all()
    can = {letter.id: {one.account_id for one in can_read_with(letter, on)} for _row, letter in rows}
    return [row for row, letter in rows if row.with_id not in can[letter.id]]


def names(account_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of whoever sent, posted or read it."""
    return names_of([one for one in account_ids if one])


def name_of(letter: Letter) -> str:
    """Whose letter it is, as an envelope needs it; "" where no name is known yet."""
    person = people.get(letter.young_person_id)
    return (person.full_name or person.name) if person else ""
