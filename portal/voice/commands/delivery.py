"""To whom a statement goes once it was read: delivered, held back from those it concerns, answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import has_role, people_around, too_close_to, with_role
from portal.coding.commands import quotes
from portal.deadlines import commands as deadlines
from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.people import commands as people
from portal.people.models import KeptApart
from portal.policy.roles import COUNCIL, Role
from portal.voice.models import Answer, Concern, Recipient, Share, Statement
from portal.voice.queries.apart import concerned_by, kept_from
from portal.voice.queries.picked import first_answerer
from portal.voice.rules.desk import PASSED_ON

ABOUT_AN_ANSWER = (
    NoticeKind.TO_ANSWER,
    NoticeKind.OVERDUE,
    NoticeKind.REOPENED,
    NoticeKind.PLEASE_TELL,
    NoticeKind.PROMISE_DUE,
    NoticeKind.ASKED_TO_ANSWER,
    NoticeKind.GIVEN_BACK,
)


def keep_apart(statement: Statement, concerned: Iterable[UUID], on: date) -> dict[UUID, str]:
    """Write down who is kept from a statement now that it concerns these accounts too; gives all of them."""
    apart = kept_from(statement.id, on, also=concerned)
    people.keep_apart(statement.young_person_id, statement.id, apart)
    return apart


def deliver(statement: Statement, apart: Mapping[UUID, str], *, by: UUID, now: datetime, on: date) -> None:
    """To everybody picked who still works with them, except those kept apart. Nothing goes anywhere when it
    was taken back."""
    withhold(statement, apart, now=now)
    if statement.taken_back_at:
        return
    around = {person.account_id for person in people_around(statement.young_person_id, on)}
    for recipient in statement.recipients:
        if recipient.removed_at is None and recipient.account_id in around:
            _has_it(statement, recipient, now)


def withhold(statement: Statement, apart: Mapping[UUID, str], *, now: datetime) -> None:
    """Whoever is kept apart no longer has it: not as picked, not shared with, not told of it or its quote."""
    for recipient in statement.recipients:
        if recipient.account_id in apart and recipient.removed_at is None:
            recipient.removed_at = now
    db.session.execute(
        sa.update(Share)
        .where(Share.statement_id == statement.id, Share.account_id.in_(apart), Share.ended_at.is_(None))
        .values(ended_at=now)
    )
    for account_id in apart:
        drop(statement.id, *NoticeKind, account_id=account_id)
    quotes.keep_from(statement.id, apart)


def pass_on(statement: Statement, account_id: UUID, *, now: datetime) -> None:
    """The desk passes it to somebody: they have it from now on, as if they had been picked. What was taken
    back can still be passed on: whoever keeps a young person safe has to know."""
    known = next((r for r in statement.recipients if r.account_id == account_id), None)
    if known is None:
        known = Recipient(
            statement_id=statement.id,
            account_id=account_id,
            kind=PASSED_ON,
            place=len(statement.recipients),
        )
        statement.recipients.append(known)
    if statement.taken_back_at:
        known.kind = PASSED_ON  # theirs as the desk's, not as somebody's they were taken back from
    if known.removed_at:
        known.removed_at = known.delivered_at = None
    _has_it(statement, known, now)


def let_answer(statement: Statement, account_id: UUID, kind: str, *, now: datetime) -> None:
    """They have it from now on in the capacity in which they work with the young person, who sees that."""
    known = next((r for r in statement.recipients if r.account_id == account_id), None)
    if known is None:
        place = len(statement.recipients)
        known = Recipient(statement_id=statement.id, account_id=account_id, kind=kind, place=place)
        statement.recipients.append(known)
    if known.delivered_at is None:
        known.delivered_at = now


def _has_it(statement: Statement, recipient: Recipient, now: datetime) -> None:
    """The first time they are told so; whoever answers is told that instead."""
    if recipient.delivered_at is None:
        recipient.delivered_at = now
        if recipient.account_id != statement.answerer_id:
            notify(recipient.account_id, NoticeKind.DELIVERED, statement.id)


def hand_to(
    statement: Statement,
    answerer_id: UUID,
    *,
    by: UUID | None,
    told: NoticeKind = NoticeKind.TO_ANSWER,
) -> None:
    """From now on it is theirs to answer, and they are told so. What was promised is theirs to keep, too."""
    if statement.answerer_id and statement.answerer_id != answerer_id:
        drop(statement.id, *ABOUT_AN_ANSWER, account_id=statement.answerer_id)
    statement.answerer_id = answerer_id
    drop(statement.id, NoticeKind.DELIVERED, account_id=answerer_id)
    for kind in ("answer", "promise"):
        deadlines.hand_to(kind, statement.id, answerer_id, by=by)
    answered = sa.select(Answer.id).where(
        Answer.statement_id == statement.id, Answer.round == statement.round
    )
    if told is not NoticeKind.TO_ANSWER or not db.session.scalar(sa.select(answered.exists())):
        notify(answerer_id, told, statement.id)


def let_back(statement: Statement, wrong: Concern, on: date) -> None:
    """Whoever was kept apart for this wrong reason only is not any more. Who was kept apart before it, or for
    another one, stays so: what an advocate passed on without words keeps people apart and does not say why.
    What they missed is not sent to them by itself: a reader passes it on."""
    if wrong.account_id is None:
        return
    close = too_close_to({wrong.account_id}, on).keys() - too_close_to(concerned_by(statement.id), on).keys()
    db.session.execute(
        sa.delete(KeptApart).where(
            KeptApart.statement_id == statement.id,
            KeptApart.account_id.in_(close),
            KeptApart.at >= wrong.at,
        )
    )


def hand_on(statement: Statement, *, on: date, now: datetime) -> UUID | None:
    """Whoever owes the answer cannot give it any more: kept apart, gone, or picked and no longer working with
    them. It goes to who does that work now, else to the next who was picked, else to a safety lead, else to a
    reader. Gives who answers from now on, or None when it stays as it is.

    Somebody who was chosen by a reader, without having been picked, keeps it while they are here."""
    around = {p.account_id: p.kind.value for p in people_around(statement.young_person_id, on)}
    owner = next((r for r in statement.recipients if r.account_id == statement.answerer_id), None)
    picked_as = owner.kind if owner is not None and owner.kind != PASSED_ON else None
    apart = kept_from(statement.id, on)
    if _can_answer(statement.answerer_id, picked_as, around, apart, on):
        return None
    taken_off = {r.account_id for r in statement.recipients if r.removed_at}
    no_more = {*apart, *taken_off, statement.answerer_id}
    after = [one for one, kind in around.items() if kind == picked_as and one not in no_more]
    others = [
        one for role in (Role.SAFETY_LEAD, Role.READER) for one in with_role(role, on) if one not in no_more
    ]
    chosen = next(iter([*after, *_picked_instead(statement, no_more, on), *others]), None)
    if chosen is None:
        return None
    if picked_as and chosen in after and all(r.account_id != chosen for r in statement.recipients):
        place = len(statement.recipients)
        statement.recipients.append(
            Recipient(
                statement_id=statement.id,
                account_id=chosen,
                kind=picked_as,
                place=place,
                delivered_at=now,
            )
        )
    withhold(statement, apart, now=now)
    hand_to(statement, chosen, by=None)
    db.session.flush()
    return chosen


def may_answer(statement: Statement, account_id: UUID, on: date) -> bool:
    """Whether somebody could still answer it that day: here, clear of it, and where they were picked or asked
    in a capacity, still working with them in it."""
    own = next((r for r in statement.recipients if r.account_id == account_id), None)
    if own is not None and own.removed_at:
        return False
    around = {p.account_id: p.kind.value for p in people_around(statement.young_person_id, on)}
    picked_as = own.kind if own is not None and own.kind != PASSED_ON else None
    return _can_answer(account_id, picked_as, around, kept_from(statement.id, on), on)


def _can_answer(
    account_id: UUID | None,
    picked_as: str | None,
    around: Mapping[UUID, str],
    apart: Mapping[UUID, str],
    on: date,
) -> bool:
    if account_id is None or account_id in apart:
        return False
    if picked_as:
        return account_id in around
    here = sa.select(Account.id).where(Account.id == account_id, has_role(on, *COUNCIL))
    return db.session.scalar(here) is not None


def _picked_instead(statement: Statement, no_more: Set[UUID | None], on: date) -> list[UUID]:
    apart = {one: "" for one in no_more if one}
    return [one] if (one := first_answerer(statement, apart, on)) else []
