"""One thing a young person said, as they see it: who has it, what was answered, what they said to that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.accounts.queries.leave import Away, away_on
from portal.deadlines.queries import running
from portal.people import queries as people
from portal.voice.models import Answer, Filing, Share, Statement
from portal.voice.queries.more import More, more_of
from portal.voice.rules import (
    PASSED_ON_BY_ADVOCATE,
    AnswerState,
    Desk,
    Face,
    Look,
    QuoteConsent,
    SafeNow,
    Says,
    Way,
)
from portal.voice.rules.after import THEIR_OWN_WORDS, why_not_add, why_not_change, why_not_let_use
from portal.voice.rules.answers import SAYS_NO
from portal.voice.rules.desk import PASSED_ON, answerer_among
from portal.voice.rules.occasions import COMPLAINT
from portal.voice.rules.saying import State, state_of


@dataclass(frozen=True)
class Picked:
    """Somebody it goes to. `kind` is the capacity in which they were picked."""

    account_id: UUID
    name: str
    kind: str
    delivered_at: datetime | None
    opened_at: datetime | None
    is_kept_apart: bool


@dataclass(frozen=True)
class OwnAnswer:
    """One answer, and what they said about it."""

    id: UUID
    by: str
    at: datetime
    stands: AnswerState
    understood: str
    did: str
    will_do: str
    by_when: date | None
    reason: str
    decided_by: str
    opens_round: bool  # the first after they said it was not sorted
    read_at: datetime | None
    says: Says | None
    says_words: str
    is_latest: bool

    @property
    def says_no(self) -> bool:
        """Then it says who decided it, and how to challenge it."""
        return self.stands in SAYS_NO

    @property
    def can_do(self) -> bool:
        return not self.says_no


@dataclass(frozen=True)
class Own:
    """One thing they said and all that came of it."""

    id: UUID
    young_person_id: UUID
    desk: Desk
    sent_at: datetime
    words: str
    wants: str
    face: Face | None
    topics: tuple[str, ...]
    safe_now: SafeNow | None
    not_safe_button: bool
    pages_duty: bool
    wants_call: bool
    quote: QuoteConsent
    about: tuple[str, ...]
    read_by_at: datetime
    read_at: datetime | None
    taken_back_at: datetime | None
    answer_due_on: date | None
    answers_first: Picked | None
    away: Away | None
    """Until when whoever answers is away, and who answers for them."""
    people: tuple[Picked, ...]
    answers: tuple[OwnAnswer, ...]
    shared_with: tuple[tuple[UUID, str], ...]
    """Accounts and names."""
    by_advocate: bool  # their advocate passed it on to the council's safety team
    apart: frozenset[UUID]  # who must never get it
    other_id: UUID | None
    """The same sending at the other desk."""
    other_is_there: bool
    """And it was not taken back from there."""
    asked: str
    way: Way
    look: Look | None
    more: More
    changed_at: datetime | None
    """They put other words in place of the first; `words` are these."""
    read_by: str  # who read it at the desk, once that is safe to show
    filed_on: date | None
    """When it was put on their record in the council's own system, the last time."""

    @property
    def is_advocates(self) -> bool:
        return self.desk is Desk.ADVOCATE

    @property
    def is_not_safe(self) -> bool:
        return self.not_safe_button or self.safe_now is SafeNow.NO

    @property
    def only_not_safe(self) -> bool:
        """The council was told that they are not safe, and nothing else."""
        return self.is_not_safe and not self.words and not self.wants and self.more.is_empty

    @property
    def latest(self) -> OwnAnswer | None:
        return self.answers[-1] if self.answers else None

    @property
    def state(self) -> State:
        latest = self.latest
        return state_of(
            taken_back_at=self.taken_back_at,
            read_at=self.read_at,
            answered=latest is not None,
            answer_read_at=latest.read_at if latest else None,
            says=latest.says if latest else None,
        )

    @property
    def picked(self) -> tuple[Picked, ...]:
        """Of the people it goes to, those whom they picked themselves."""
        return tuple(person for person in self.people if person.kind != PASSED_ON)

    @property
    def can_add(self) -> bool:
        return why_not_add(taken_back_at=self.taken_back_at) is None

    @property
    def can_change(self) -> bool:
        return why_not_change(taken_back_at=self.taken_back_at, way=self.way) is None

    @property
    def can_let_use(self) -> bool:
        """Of their own words, whether they can say anew if we may use them."""
        theirs = self.way in THEIR_OWN_WORDS
        return theirs and why_not_let_use(desk=self.desk, taken_back_at=self.taken_back_at) is None

    @property
    def can_change_people(self) -> bool:
        return not (self.is_advocates or self.taken_back_at or self.answers)


def conversation(statement: Statement) -> Own:
    """All of it, from a statement with its topics, recipients, concerns and answers loaded."""
    apart = people.kept_apart_from(statement.id)
    shares = db.session.scalars(
        sa.select(Share.account_id).where(Share.statement_id == statement.id, Share.ended_at.is_(None))
    ).all()
    names = names_of(_accounts_in(statement) | set(shares))
    picked = _picked(statement, names, apart)
    first = statement.answerer_id or answerer_among([(p.account_id, p.kind) for p in picked], apart)
    deadline = running("answer", statement.id)
    other, more = _other(statement), more_of(statement.id)
    changed = more.changed
    return Own(
        id=statement.id,
        young_person_id=statement.young_person_id,
        desk=statement.desk,
        sent_at=statement.sent_at,
        words=changed.words if changed else statement.words,
        wants="" if changed else statement.wants,
        face=statement.face,
        topics=tuple(sorted(topic.theme for topic in statement.topics)),
        safe_now=statement.safe_now,
        not_safe_button=statement.not_safe_button,
        pages_duty=statement.pages_duty,
        wants_call=statement.wants_call,
        quote=statement.quote_consent,
        about=_about(statement, names),
        read_by_at=statement.read_by_at,
        read_at=statement.read_at,
        taken_back_at=statement.taken_back_at,
        answer_due_on=deadline.due_on if deadline and not _is_complaint(statement) else None,
        answers_first=next((p for p in picked if p.account_id == first and not p.is_kept_apart), None),
        away=_away(statement, apart),
        people=tuple(picked),
        answers=tuple(_answer(answer, statement, names) for answer in statement.answers),
        shared_with=tuple((account_id, names[account_id]) for account_id in shares),
        by_advocate=statement.asked == PASSED_ON_BY_ADVOCATE,
        apart=frozenset(apart),
        other_id=other.id if other else None,
        other_is_there=other is not None and other.taken_back_at is None,
        asked=statement.asked,
        way=statement.way,
        look=statement.look,
        more=more,
        changed_at=changed.at if changed else None,
        read_by=_reader(statement),
        filed_on=_filed_on(statement.id),
    )


def _accounts_in(statement: Statement) -> set[UUID]:
    found = {row.account_id for row in statement.recipients} | {answer.by_id for answer in statement.answers}
    return found | {concern.account_id for concern in statement.concerns if concern.account_id}


def _is_complaint(statement: Statement) -> bool:
    """It has a page of its own with the day that holds: a second one here would be another promise."""
    return statement.asked == COMPLAINT and statement.desk is Desk.COUNCIL


def _away(statement: Statement, apart: Collection[UUID]) -> Away | None:
    """Nobody kept apart answers for anybody, so none of them is named."""
    if statement.answerer_id is None or statement.desk is not Desk.COUNCIL or statement.taken_back_at:
        return None
    return away_on(statement.answerer_id, people.today(), but=apart)


def _picked(statement: Statement, names: dict[UUID, str], apart: dict[UUID, str]) -> list[Picked]:
    """Those it goes to. Somebody the safety team passed it to shows when that is safe to show."""
    return [
        Picked(
            row.account_id,
            names[row.account_id],
            row.kind,
            row.delivered_at,
            row.opened_at,
            row.account_id in apart,
        )
        for row in statement.recipients
        if (row.removed_at is None or row.account_id in apart)
        and (row.kind != PASSED_ON or statement.safe_to_show_at)
    ]


def _about(statement: Statement, names: dict[UUID, str]) -> tuple[str, ...]:
    said = [concern for concern in statement.concerns if concern.by_young_person]
    return tuple(names[c.account_id] if c.account_id else c.name for c in said)


def _answer(answer: Answer, statement: Statement, names: dict[UUID, str]) -> OwnAnswer:
    return OwnAnswer(
        id=answer.id,
        by=names[answer.by_id],
        at=answer.at,
        stands=answer.stands,
        understood=answer.understood,
        did=answer.did,
        will_do=answer.will_do,
        by_when=answer.by_when,
        reason=answer.reason,
        decided_by=answer.decided_by,
        opens_round=answer.round > _round_before(answer, statement),
        read_at=answer.read_at,
        says=answer.says,
        says_words=answer.says_words,
        is_latest=answer is statement.answers[-1],
    )


def _reader(statement: Statement) -> str:
    if statement.read_by_id is None or statement.safe_to_show_at is None:
        return ""
    return names_of([statement.read_by_id]).get(statement.read_by_id, "")


def _filed_on(statement_id: UUID) -> date | None:
    return db.session.scalar(
        sa.select(sa.func.max(Filing.filed_on)).where(Filing.statement_id == statement_id)
    )


def _round_before(answer: Answer, statement: Statement) -> int:
    """The round of the answer before this one; a first answer opens none."""
    earlier = statement.answers[: statement.answers.index(answer)]
    return earlier[-1].round if earlier else answer.round


def _other(statement: Statement) -> Statement | None:
    return db.session.scalar(
        sa.select(Statement).where(
            Statement.young_person_id == statement.young_person_id,
            Statement.send_once == statement.send_once,
            Statement.id != statement.id,
        )
    )
