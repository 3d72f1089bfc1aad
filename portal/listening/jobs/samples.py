"""Each month a sample is drawn, and somebody of another team judges each of it; what waits too long goes to
somebody else, what was taken back to nobody."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import with_role
from portal.clocks.reading import local_day
from portal.deadlines import queries as due
from portal.kit import clock
from portal.listening.commands import samples as commands
from portal.listening.commands.judges import may_still_judge
from portal.listening.figures.drawable import drawable
from portal.listening.models import Sample, SampleAsked, Sampled
from portal.listening.rules.samples import FINDING, JUDGING, REMIND_DAYS, GivesBack, drawn, last_month
from portal.notices import commands as notices
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice.models import Statement
from portal.voice.queries.apart import kept_from, shut_to


def draw_sample(zone: ZoneInfo, *, size: int, working_days: int) -> int:
    """Draw the sample of the month that is over, once; returns how many were drawn. Opens a transaction of
    its own: of two workers at it one draws, and the other leaves it."""
    on = local_day(clock.now(), zone.key)
    month = last_month(on)
    with db.transaction() as session:
        if session.scalar(sa.select(Sample.id).where(Sample.first_on == month.first)):
            return 0
    try:
        with db.transaction() as session:
            sample = Sample(first_on=month.first, seed=secrets.token_bytes(32), drawn_at=clock.now())
            session.add(sample)
            session.flush()  # here the second of two workers fails
            found = drawn(drawable(month, zone), sample.seed, size)
            agencies = {one.statement_id: one.agency for one in found}
            for row in _rows(sample, list(agencies)):
                row.agency = agencies[row.statement_id]
                session.add(row)
                session.flush()
                commands.offer(row, on=on, working_days=working_days)
            return len(found)
    except sa.exc.IntegrityError:
        return 0


def _rows(sample: Sample, statement_ids: Sequence[UUID]) -> list[Sampled]:
    statements = db.session.scalars(sa.select(Statement).where(Statement.id.in_(statement_ids)))
    return [
        Sampled(
            sample_id=sample.id,
            statement_id=one.id,
            young_person_id=one.young_person_id,
            to_id=one.answerer_id or one.read_by_id,
        )
        for one in sorted(statements, key=lambda one: statement_ids.index(one.id))
    ]


def look_after_samples(zone: ZoneInfo, *, working_days: int) -> int:
    """Let go of what was taken back, ask somebody else where whoever was asked is late, may not judge any
    more or was never found, remind before the day. Returns how many samples or clocks were touched."""
    now = clock.now()
    on = local_day(now, zone.key)
    touched = _let_go_of_taken_back()
    open_ones = _open()
    roles, late = may_still_judge(open_ones, on), {one.about_id: one for one in due.late(JUDGING, on)}
    shut = _shut(open_ones, on)
    for row in open_ones:
        if row.auditor_id is None:
            touched += commands.try_again(row, now, on=on, working_days=working_days) is not None
        elif row.auditor_id not in roles or row.id in shut:
            commands.give_back(row, GivesBack.MAY_NOT, by=None, on=on, working_days=working_days)
            touched += 1
        elif row.id in late:
            commands.pass_on_late(row, on=on, working_days=working_days)
            touched += 1
    return touched + _remind_judges(on, now) + _remind_of_findings(on)


def _open() -> list[Sampled]:
    """What is not judged yet, each row locked."""
    wanted = sa.select(Sampled).where(Sampled.dropped_at.is_(None), Sampled.judged_at.is_(None))
    return list(db.session.scalars(wanted.order_by(Sampled.id).with_for_update(skip_locked=True)))


def _let_go_of_taken_back() -> int:
    taken_back = (
        sa.select(Sampled)
        .join(Statement, Statement.id == Sampled.statement_id)
        .where(Sampled.dropped_at.is_(None), Statement.taken_back_at.is_not(None))
        .with_for_update(skip_locked=True, of=Sampled)
    )
    found = list(db.session.scalars(taken_back))
    for row in found:
        commands.let_go(row, "taken back")
    return len(found)


def _shut(rows: Sequence[Sampled], on: date) -> set[UUID]:
    """Those that must not reach who was asked to judge them."""
    found: set[UUID] = set()
    for judge in {row.auditor_id for row in rows if row.auditor_id}:
        theirs = {row.statement_id: row.id for row in rows if row.auditor_id == judge}
        found |= {theirs[one] for one in shut_to(judge, list(theirs), on)}
    return found


def _remind_judges(on: date, now: datetime) -> int:
    soon = due.late(JUDGING, on + timedelta(days=REMIND_DAYS))
    wanted = (
        sa.select(Sampled)
        .join(SampleAsked, sa.and_(SampleAsked.sampled_id == Sampled.id, SampleAsked.ended_at.is_(None)))
        .where(
            Sampled.id.in_([one.about_id for one in soon]),
            SampleAsked.account_id == Sampled.auditor_id,
            SampleAsked.reminded_at.is_(None),
        )
    )
    found = list(db.session.scalars(wanted))
    for row in found:
        commands.remind(row, now)
    return len(found)


def _remind_of_findings(on: date) -> int:
    """What nobody did anything about goes up the line: safety leads are told, once, and may act on it."""
    told = 0
    for late in due.late(FINDING, on):
        row = db.session.get_one(Sampled, late.about_id)
        apart = {*kept_from(row.statement_id, on), row.to_id, row.auditor_id}
        known = set(
            db.session.scalars(
                sa.select(Notice.account_id).where(
                    Notice.about_id == row.id, Notice.kind == NoticeKind.FINDING_TO_ACT
                )
            )
        )
        for lead in with_role(Role.SAFETY_LEAD, on):
            if lead not in apart and lead not in known:
                notices.notify(lead, NoticeKind.FINDING_TO_ACT, row.id)
                told += 1
    return told
