"""What happens without anybody asking: the next in line is called, late answers and unread ones are recalled.

Each job looks in the database for what waits, so that nothing is lost with a killed worker; rows are locked
one by one, so that two workers at once call nobody twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal import db
from portal.accounts.models import Account, StandIn
from portal.accounts.queries.around import account_of, has_address, manager_of
from portal.clocks.reading import Hours, Window, is_open
from portal.deadlines import queries as deadlines
from portal.deadlines.models import Deadline
from portal.notices.commands import drop, notify
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import CareLink
from portal.people.queries.links import holding
from portal.settings import Settings
from portal.voice.commands import answers, calls, delivery
from portal.voice.models import Answer, Statement
from portal.voice.queries.apart import kept_from
from portal.voice.queries.desk import load
from portal.voice.rules import Desk
from portal.voice.rules.answers import is_time_to_tell
from portal.voice.rules.desk import UNREAD_STEP, is_time_to_call, taking_holds

LONDON = ZoneInfo("Europe/London")


def reading_hours(settings: Settings) -> Hours:
    """When people read, as the council has set it: working days from opening to closing."""
    window = Window(settings.reading_opens, settings.reading_closes)
    return Hours(
        week=(window,) * 5 + (None, None),
        zone=settings.time_zone.key,
        last_minutes=settings.reading_notice_minutes,
    )


def call_the_next_in_line(now: datetime, *, zone: ZoneInfo, wait_minutes: int) -> int:
    """Call the next step about what cannot wait, has no taker and was last called `wait_minutes` ago or more.

    Day and night. Returns how many people were called."""
    called = 0
    for statement in _unread(Statement.pages_duty.is_(True), Statement.taken_by_id.is_(None)):
        if is_time_to_call(calls.last_called_at(statement.id), now, timedelta(minutes=wait_minutes)):
            called += calls.call_next(statement, now=now, zone=zone)
    return called


def look_for_unread(now: datetime, *, hours: Hours) -> int:
    """Tell the next step about what is unread past its promise. Outside reading hours it waits for the next
    reading; what pages and has no taker is being called already. Returns how many people were told."""
    if not is_open(hours, now):
        return 0
    told = 0
    for statement in _unread(
        Statement.read_by_at < now,
        sa.or_(Statement.pages_duty.is_(False), Statement.taken_by_id.is_not(None)),
    ):
        last = calls.last_called_at(statement.id)
        if not taking_holds(statement.taken_at, now) and is_time_to_call(last, now, UNREAD_STEP):
            told += calls.tell_next(statement, now=now, zone=ZoneInfo(hours.zone))
    return told


def remind_overdue(now: datetime, *, zone: ZoneInfo) -> int:
    """Remind whoever owes a late answer, who stands in for them, and their manager, once a day each.

    Nobody kept apart is reminded: their manager may be whom it is about. Returns how many were reminded."""
    today = now.astimezone(zone).date()
    midnight = datetime.combine(today, time(), zone)
    done_already = _noticed_owners(midnight)
    reminded = 0
    for clock in deadlines.late("answer", today):
        if (clock.about_id, clock.owner_id) in done_already or not _is_free(
            sa.select(Deadline.id).where(Deadline.id == clock.id)
        ):
            continue
        done = _noticed_since(clock.about_id, NoticeKind.OVERDUE, midnight)
        apart = kept_from(clock.about_id, today)
        for account_id in _who_hears_it_is_late(clock, today):
            if account_id not in apart and account_id not in done:
                drop(clock.about_id, NoticeKind.OVERDUE, account_id=account_id)
                notify(account_id, NoticeKind.OVERDUE, clock.about_id)
                reminded += 1
    db.session.flush()
    return reminded


def hand_on_what_is_owed(now: datetime, *, zone: ZoneInfo) -> int:
    """Give what is owed by somebody who no longer works with a young person to who does now.

    What a worker owes follows the care link: it does not wait with somebody who can no longer open it.
    Returns how many."""
    today = now.astimezone(zone).date()
    handed = 0
    for statement_id in _owed_without_link(today):
        if _is_free(sa.select(Statement.id).where(Statement.id == statement_id)):
            statement = load(statement_id)
            handed += statement is not None and delivery.hand_on(statement, on=today, now=now) is not None
    return handed


def ask_to_tell(now: datetime, *, days: int, zone: ZoneInfo = LONDON) -> int:
    """Ask a worker to tell a young person about an answer that they have not opened for `days`, or at once
    where there is no address to write to. Asked once for each answer. Returns how many were asked."""
    asked = 0
    for answer, statement in _untold_answers(now):
        account = account_of(statement.young_person_id)
        due = is_time_to_tell(
            sent_at=answer.at,
            has_address=account is not None and has_address(account.id),
            now=now,
            after_days=days,
        )
        if due and not _noticed_since(statement.id, NoticeKind.PLEASE_TELL, answer.at):
            on = now.astimezone(zone).date()
            asked += answers.ask_to_tell(statement, answer.by_id, on=on) is not None
    db.session.flush()
    return asked


def _unread(*conditions: sa.ColumnElement[bool]) -> Iterator[Statement]:
    """Unread statements of the council's desk, each locked while it is handled and looked at anew.

    One that another worker holds is left to that worker."""
    wanted = (Statement.desk == Desk.COUNCIL, Statement.read_at.is_(None), *conditions)
    ids = db.session.scalars(sa.select(Statement.id).where(*wanted).order_by(Statement.sent_at)).all()
    for statement_id in ids:
        statement = db.session.scalars(
            sa.select(Statement)
            .where(Statement.id == statement_id, *wanted)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        ).one_or_none()
        if statement is not None:
            yield statement


def _is_free(row: sa.Select[UUID]) -> bool:
    """Lock a row, unless another worker holds it."""
    return db.session.scalar(row.with_for_update(skip_locked=True)) is not None


def _noticed_since(about_id: UUID, kind: NoticeKind, since: datetime) -> set[UUID]:
    return set(
        db.session.scalars(
            sa.select(Notice.account_id).where(
                Notice.about_id == about_id, Notice.kind == kind, Notice.made_at >= since
            )
        )
    )


def _noticed_owners(since: datetime) -> set[tuple[UUID | None, UUID | None]]:
    rows = db.session.execute(
        sa.select(Notice.about_id, Notice.account_id).where(
            Notice.kind == NoticeKind.OVERDUE, Notice.made_at >= since
        )
    )
    return {(about_id, account_id) for about_id, account_id in rows}


def _who_hears_it_is_late(clock: Deadline, today: date) -> Sequence[UUID]:
    if clock.owner_id is None:
        return []
    instead = db.session.scalars(
        sa.select(StandIn.stand_in_id).where(
            StandIn.account_id == clock.owner_id, StandIn.from_on <= today, StandIn.until_on >= today
        )
    ).all()
    manager = manager_of(clock.owner_id)
    return list(dict.fromkeys([clock.owner_id, *instead, *([manager] if manager else [])]))


def _untold_answers(now: datetime) -> Iterator[tuple[Answer, Statement]]:
    """The latest answer of each statement that its young person has not opened and nobody told them of."""
    newer = aliased(Answer)
    rows = db.session.execute(
        sa.select(Answer, Statement)
        .join(Statement, Statement.id == Answer.statement_id)
        .where(
            Answer.read_at.is_(None),
            Answer.told_at.is_(None),
            Answer.at <= now,
            sa.or_(Statement.taken_back_at.is_(None), Statement.desk == Desk.ADVOCATE),
            ~sa.select(newer.id)
            .where(newer.statement_id == Answer.statement_id, newer.at > Answer.at)
            .correlate(Answer)
            .exists(),
            ~sa.select(Notice.id)
            .where(
                Notice.about_id == Answer.statement_id,
                Notice.kind == NoticeKind.PLEASE_TELL,
                Notice.made_at >= Answer.at,
            )
            .correlate(Answer)
            .exists(),
        )
        .order_by(Answer.at)
    ).all()
    for answer, statement in rows:
        if _is_free(sa.select(Answer.id).where(Answer.id == answer.id)):
            yield answer, statement


def _owed_without_link(today: date) -> Sequence[UUID]:
    """Statements with a running clock whose answerer was picked and has no open care link any more."""
    here = (
        sa.select(CareLink.id)
        .join(Account, Account.id == CareLink.account_id)
        .where(
            CareLink.young_person_id == Statement.young_person_id,
            CareLink.account_id == Statement.answerer_id,
            Account.is_open.is_(True),
            holding(today),
        )
        .correlate(Statement)
        .exists()
    )
    return db.session.scalars(
        sa.select(Statement.id)
        .join(Deadline, sa.and_(Deadline.about_id == Statement.id, Deadline.kind == "answer"))
        .where(
            Deadline.done_at.is_(None),
            Deadline.dropped_at.is_(None),
            Statement.answerer_id.is_not(None),
            Statement.desk == Desk.COUNCIL,
            ~here,
        )
        .order_by(Statement.sent_at)
    ).all()
