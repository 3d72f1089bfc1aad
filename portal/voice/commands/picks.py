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
from portal.coding import commands as coding
from portal.deadlines import commands as deadlines
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice.commands.delivery import ABOUT_AN_ANSWER, hand_to
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.models import Answer, Recipient, Share, Statement
from portal.voice.queries import sent as sent_queries
from portal.voice.queries.apart import kept_from
from portal.voice.rules import Desk
from portal.voice.rules import saying as rules
from portal.voice.rules.desk import PASSED_ON, answerer_among
from portal.voice.rules.saying import WhyNot


def change_people(
    speaker: Speaker, statement_id: UUID, picked: Iterable[UUID], *, promises: Promises, now: datetime
) -> None:
    """It goes to these people and no others, from now on. Raises Refused once it was answered or taken back.

    Whoever must be kept apart from it never gets it, picked or not."""
    statement = sent_queries.locked(statement_id)
    _refuse_if_settled(statement)
    on = local_day(now, promises.hours.zone)
    # To whom the safety team passed it is its own doing: those stay, and become picked when picked.
    wanted, known = set(picked), {row.account_id: row for row in sent_queries.recipients_of(statement_id)}
    rows = {account_id: row for account_id, row in known.items() if row.kind != PASSED_ON}
    around = {p.account_id: p for p in people_around(speaker.young_person_id, on)}
    if not all(_can_be_picked(around.get(account_id)) for account_id in wanted - rows.keys()):
        raise Refused(WhyNot.NOT_AROUND)
    for account_id in sorted(wanted - rows.keys(), key=str):
        kind = around[account_id].kind.value
        row = known.get(account_id) or Recipient(statement_id=statement_id, account_id=account_id)
        row.kind, row.place = kind, len(known)
        rows[account_id] = known[account_id] = row
        db.session.add(row)
    apart, new = kept_from(statement_id, on), []
    for account_id, row in rows.items():
        gets_it = account_id in wanted and account_id not in apart
        if _set_one(row, gets_it, statement.read_at is not None and account_id in around, now):
            new.append(account_id)
    end_shares(statement_id, Share.shared_by.in_([one for one, row in rows.items() if row.removed_at]), now)
    db.session.flush()
    _hand_on_if_needed(statement, list(rows.values()), apart, on, by=speaker.account_id)
    for account_id in new:
        if account_id != statement.answerer_id:
            notices.notify(account_id, NoticeKind.DELIVERED, statement_id)
    _note("change who gets it", speaker, statement)


def _can_be_picked(person: PersonAround | None) -> bool:
    return person is not None and person.kind in rules.CAN_BE_PICKED


def take_back(speaker: Speaker, statement_id: UUID, *, now: datetime) -> None:
    """The people picked never see it or no longer do, and it counts nowhere. The desk keeps it: a trained
    person reads it once.

    Raises Refused when it was taken back already."""
    statement = sent_queries.locked(statement_id)
    if statement.taken_back_at:
        raise Refused(WhyNot.NOTHING_TO_TAKE_BACK)
    statement.taken_back_at = now
    end_shares(statement_id, sa.true(), now)
    coding.set_aside(statement_id, now)
    if statement.desk is Desk.COUNCIL:
        deadlines.drop("answer", statement_id, by=speaker.account_id, why="taken back")
    notices.drop(statement_id, *ABOUT_AN_ANSWER, NoticeKind.TO_FILE)
    # To whom the safety team passed it still have to see it, and what was added.
    still = {one.account_id for one in sent_queries.recipients_of(statement_id) if one.kind == PASSED_ON}
    notices.drop(statement_id, NoticeKind.DELIVERED, NoticeKind.ADDED, but_for=still)
    db.session.flush()
    _note("take back", speaker, statement)


def stop_sharing_with(speaker: Speaker, statement_id: UUID, account_id: UUID, *, now: datetime) -> None:
    """Their young person does not want this one to see it. Doing it twice is doing it once."""
    statement = sent_queries.locked(statement_id)
    if end_shares(statement_id, Share.account_id == account_id, now):
        _note("stop sharing", speaker, statement)


def end_shares(statement_id: UUID, which: sa.ColumnElement[bool], now: datetime) -> int:
    """Whoever has it by these sharings does not any more, and is not told of it. Gives how many ended."""
    live = sa.select(Share).where(Share.statement_id == statement_id, Share.ended_at.is_(None), which)
    shares = db.session.scalars(live).all()
    for share in shares:
        share.ended_at = now
        notices.drop(statement_id, NoticeKind.SHARED, account_id=share.account_id)
    db.session.flush()
    return len(shares)


def _refuse_if_settled(statement: Statement) -> None:
    if statement.taken_back_at:
        raise Refused(WhyNot.NOTHING_TO_TAKE_BACK)
    answered = db.session.scalar(
        sa.select(sa.literal(True)).where(Answer.statement_id == statement.id).limit(1)
    )
    if answered or statement.desk is Desk.ADVOCATE:
        raise Refused(WhyNot.ANSWERED_ALREADY)


def _set_one(row: Recipient, gets_it: bool, may_have_it_now: bool, now: datetime) -> bool:
    """Gives whether they have it now and had not before."""
    had_it = row.delivered_at is not None and row.removed_at is None
    if not gets_it:
        row.removed_at = row.removed_at or now
        return False
    row.removed_at = None
    if may_have_it_now:
        row.delivered_at = row.delivered_at or now
    return row.delivered_at is not None and not had_it


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
