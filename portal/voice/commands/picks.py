"""Changing who gets what was said, and taking it back from all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import PersonAround, people_around, with_role
from portal.audit import commands as audit
from portal.clocks.reading import local_day
from portal.deadlines import commands as deadlines
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice.commands.delivery import hand_to
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.models import Answer, Recipient, Share, Statement
from portal.voice.queries import sent as sent_queries
from portal.voice.queries.apart import kept_from
from portal.voice.rules import Desk
from portal.voice.rules import saying as rules
from portal.voice.rules.desk import answerer_among
from portal.voice.rules.saying import WhyNot


def change_people(
    speaker: Speaker, statement_id: UUID, picked: Iterable[UUID], *, promises: Promises, now: datetime
) -> None:
    """It goes to these people and no others, from now on. Raises Refused once it was answered or taken back.

    Whoever must be kept apart from it never gets it, picked or not."""
    statement = sent_queries.locked(statement_id)
    _refuse_if_settled(statement)
    on = local_day(now, promises.hours.zone)
    wanted, rows = set(picked), {row.account_id: row for row in sent_queries.recipients_of(statement_id)}
    around = {p.account_id: p for p in people_around(speaker.young_person_id, on)}
    if not all(_can_be_picked(around.get(account_id)) for account_id in wanted - rows.keys()):
        raise Refused(WhyNot.NOT_AROUND)
    for account_id in sorted(wanted - rows.keys(), key=str):
        kind = around[account_id].kind.value
        rows[account_id] = Recipient(
            statement_id=statement_id, account_id=account_id, kind=kind, place=len(rows)
        )
        db.session.add(rows[account_id])
    apart = kept_from(statement_id, on)
    for account_id, row in rows.items():
        gets_it = account_id in wanted and account_id not in apart
        _set_one(row, gets_it, statement.read_at is not None and account_id in around, now)
    db.session.flush()
    _hand_on_if_needed(statement, list(rows.values()), apart, on, by=speaker.account_id)
    _note("change who gets it", speaker, statement)


def _can_be_picked(person: PersonAround | None) -> bool:
    return person is not None and person.kind in rules.CAN_BE_PICKED


def take_back(speaker: Speaker, statement_id: UUID, *, now: datetime) -> None:
    """The people picked never see it or no longer do. The desk keeps it: a trained person reads it once.

    Raises Refused when it was taken back already."""
    statement = sent_queries.locked(statement_id)
    if statement.taken_back_at:
        raise Refused(WhyNot.NOTHING_TO_TAKE_BACK)
    statement.taken_back_at = now
    db.session.execute(
        sa.update(Share)
        .where(Share.statement_id == statement_id, Share.ended_at.is_(None))
        .values(ended_at=now)
    )
    if statement.desk is Desk.COUNCIL:
        deadlines.drop("answer", statement_id, by=speaker.account_id, why="taken back")
    notices.drop(
        statement_id,
        NoticeKind.TO_ANSWER,
        NoticeKind.REOPENED,
        NoticeKind.OVERDUE,
        NoticeKind.PLEASE_TELL,
        NoticeKind.SHARED,
    )
    db.session.flush()
    _note("take back", speaker, statement)


def _refuse_if_settled(statement: Statement) -> None:
    if statement.taken_back_at:
        raise Refused(WhyNot.NOTHING_TO_TAKE_BACK)
    answered = db.session.scalar(
        sa.select(sa.literal(True)).where(Answer.statement_id == statement.id).limit(1)
    )
    if answered or statement.desk is Desk.ADVOCATE:
        raise Refused(WhyNot.ANSWERED_ALREADY)


def _set_one(row: Recipient, gets_it: bool, may_have_it_now: bool, now: datetime) -> None:
    if not gets_it:
        row.removed_at = row.removed_at or now
        return
    row.removed_at = None
    if may_have_it_now:
        row.delivered_at = row.delivered_at or now


def _hand_on_if_needed(
    statement: Statement, rows: Sequence[Recipient], apart: Mapping[UUID, str], on: date, *, by: UUID
) -> None:
    """Whoever was to answer and was taken off hands it to the next; with nobody left, to a safety lead."""
    taken_off = {row.account_id for row in rows if row.removed_at}
    if statement.answerer_id is None or statement.answerer_id not in taken_off:
        return
    picked = [(row.account_id, row.kind) for row in sorted(rows, key=lambda row: row.place)]
    leads = [lead for lead in with_role(Role.SAFETY_LEAD, on) if lead not in apart]
    if next_one := answerer_among(picked, taken_off) or next(iter(leads), None):
        hand_to(statement, next_one, by=by)


def _note(action: str, speaker: Speaker, statement: Statement) -> None:
    kind = "statement" if statement.desk is Desk.COUNCIL else "advocate_statement"
    audit.record(
        action,
        by=speaker.account_id,
        role="young_person",
        young_person_id=speaker.young_person_id,
        subject=(kind, statement.id),
    )
