"""To whom a statement goes once it was read: delivered, held back from those it concerns, answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import people_around, with_role
from portal.deadlines import commands as deadlines
from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.people import commands as people
from portal.people.models import KeptApart
from portal.policy.roles import Role
from portal.voice.models import Answer, Recipient, Share, Statement
from portal.voice.queries.apart import kept_from
from portal.voice.queries.picked import first_answerer
from portal.voice.rules.desk import PASSED_ON

ABOUT_AN_ANSWER = (NoticeKind.TO_ANSWER, NoticeKind.OVERDUE, NoticeKind.REOPENED, NoticeKind.PLEASE_TELL)


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
            recipient.delivered_at = recipient.delivered_at or now


def withhold(statement: Statement, apart: Mapping[UUID, str], *, now: datetime) -> None:
    """Whoever is kept apart no longer has it: not as picked, not shared with, not told of."""
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


def pass_on(statement: Statement, account_id: UUID, *, now: datetime) -> None:
    """The desk passes it to somebody: they have it from now on, as if they had been picked."""
    if statement.taken_back_at:
        return
    known = next((r for r in statement.recipients if r.account_id == account_id), None)
    if known is None:
        known = Recipient(
            statement_id=statement.id,
            account_id=account_id,
            kind=PASSED_ON,
            place=len(statement.recipients),
        )
        statement.recipients.append(known)
    known.delivered_at, known.removed_at = known.delivered_at or now, None


def hand_to(statement: Statement, answerer_id: UUID, *, by: UUID | None) -> None:
    """From now on it is theirs to answer, and they are told so."""
    if statement.answerer_id and statement.answerer_id != answerer_id:
        drop(statement.id, *ABOUT_AN_ANSWER, account_id=statement.answerer_id)
    statement.answerer_id = answerer_id
    deadlines.hand_to("answer", statement.id, answerer_id, by=by)
    answered = sa.select(Answer.id).where(
        Answer.statement_id == statement.id, Answer.round == statement.round
    )
    if not db.session.scalar(sa.select(answered.exists())):
        notify(answerer_id, NoticeKind.TO_ANSWER, statement.id)


def let_back(statement: Statement, still_apart: Mapping[UUID, str]) -> None:
    """Whoever was kept apart for a wrong reason only is not any more. What they missed is not sent to them by
    itself: a reader passes it on."""
    db.session.execute(
        sa.delete(KeptApart).where(
            KeptApart.statement_id == statement.id, KeptApart.account_id.not_in(still_apart)
        )
    )


def hand_on(statement: Statement, *, on: date, now: datetime) -> UUID | None:
    """Whoever owes the answer no longer works with them: it goes to who does that now, else to the next who
    was picked, else to a safety lead. Gives who answers from now on, or None when it stays as it is.

    Somebody who was chosen by a reader, without having been picked, keeps it while their account is open."""
    around = {p.account_id: p.kind.value for p in people_around(statement.young_person_id, on)}
    owner = next((r for r in statement.recipients if r.account_id == statement.answerer_id), None)
    if owner is None or owner.kind == PASSED_ON or owner.account_id in around:
        return None
    apart = kept_from(statement.id, on)
    taken_off = {r.account_id for r in statement.recipients if r.removed_at}
    after = [one for one, kind in around.items() if kind == owner.kind and one not in {*apart, *taken_off}]
    leads = [lead for lead in with_role(Role.SAFETY_LEAD, on) if lead not in apart]
    chosen = next(iter(after), None) or first_answerer(statement, apart, on) or next(iter(leads), None)
    if chosen is None:
        return None
    if chosen in after and all(r.account_id != chosen for r in statement.recipients):
        place = len(statement.recipients)
        statement.recipients.append(
            Recipient(
                statement_id=statement.id,
                account_id=chosen,
                kind=owner.kind,
                place=place,
                delivered_at=now,
            )
        )
    hand_to(statement, chosen, by=None)
    db.session.flush()
    return chosen
