"""What happens without anybody asking: the next in line is called, old talks are erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import with_role
from portal.clocks.reading import Hours, Window, is_open
from portal.deadlines.queries import proclaimed
from portal.kit import logs
from portal.nameless.commands import sayings
from portal.nameless.commands.calls import About, call_next, tell, tell_next
from portal.nameless.commands.erasing import erase
from portal.nameless.commands.owing import Owed
from portal.nameless.models import GroupSaying, NamelessMessage, NamelessTalk, SurveySaying
from portal.nameless.queries.apart import apart_from
from portal.nameless.rules import UNREAD_STEP, is_time_to_call
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.settings import Settings


def reading_hours(settings: Settings) -> Hours:
    """When people read, as the council has set it: working days from opening to closing."""
    window = Window(settings.reading_opens, settings.reading_closes)
    return Hours(
        week=(window,) * 5 + (None, None),
        zone=settings.time_zone.key,
        last_minutes=settings.reading_notice_minutes,
        extra=proclaimed(),
    )


def call_the_next_in_line(now: datetime, *, zone: ZoneInfo, wait_minutes: int) -> int:
    """Call the next step about what cannot wait and nobody opened yet, day and night."""
    wait = timedelta(minutes=wait_minutes)

    def call(about: About) -> int:
        return call_next(about, now=now, zone=zone) if is_time_to_call(about.called_at, now, wait) else 0

    calling = sa.select(NamelessTalk).where(NamelessTalk.pages_duty.is_(True))
    groups = sa.select(GroupSaying).where(GroupSaying.pages_duty.is_(True))
    said = sa.select(SurveySaying).where(SurveySaying.pages_duty.is_(True))
    wanted: tuple[tuple[str, sa.Select[Any]], ...]
    wanted = (("the nameless", calling), ("groups", groups), ("surveys", said))
    return sum(_each(f"call about {name}", rows, call) for name, rows in wanted)


def look_for_unread(now: datetime, *, hours: Hours) -> int:
    """Tell the next step about what is unread past its promise, in reading hours."""
    if not is_open(hours, now):
        return 0
    zone = ZoneInfo(hours.zone)

    def tell_again(about: About) -> int:
        is_time = is_time_to_call(about.called_at, now, UNREAD_STEP)
        return tell_next(about, now=now, zone=zone) if is_time else 0

    late = sa.exists().where(
        NamelessMessage.talk_id == NamelessTalk.id,
        NamelessMessage.is_ours.is_(False),
        NamelessMessage.read_at.is_(None),
        NamelessMessage.read_by_at < now,
    )
    talks = sa.select(NamelessTalk).where(late, NamelessTalk.pages_duty.is_(False))
    groups = sa.select(GroupSaying).where(
        GroupSaying.read_at.is_(None), GroupSaying.read_by_at < now, GroupSaying.pages_duty.is_(False)
    )
    said = sa.select(SurveySaying).where(
        SurveySaying.read_at.is_(None), SurveySaying.read_by_at < now, SurveySaying.pages_duty.is_(False)
    )
    wanted: tuple[tuple[str, sa.Select[Any]], ...]
    wanted = (("nameless", talks), ("groups", groups), ("surveys", said))
    return sum(_each(f"tell of unread {name}", rows, tell_again) for name, rows in wanted)


def remind_of_late_answers(now: datetime, *, zone: ZoneInfo) -> int:
    """Once a day, tell whoever owes a late answer, and safety leads. Nobody it concerns hears of it."""
    today = now.astimezone(zone).date()
    midnight = datetime.combine(today, time(), zone)

    def remind(about: Owed) -> int:
        is_talk = isinstance(about, NamelessTalk)
        kind = NoticeKind.NAMELESS_TO_ANSWER if is_talk else NoticeKind.GROUP_TO_ANSWER
        told = sa.select(Notice.account_id).where(
            Notice.about_id == about.id, Notice.kind == kind, Notice.made_at >= midnight
        )
        not_again = {*db.session.scalars(told), *apart_from(about.id, today)}
        owed = [one for one in (about.answerer_id, *with_role(Role.SAFETY_LEAD, today)) if one]
        wanted = [one for one in dict.fromkeys(owed) if one not in not_again]
        for account_id in wanted:
            tell(account_id, kind, about.id)
        return len(wanted)

    talks = sa.select(NamelessTalk).where(NamelessTalk.answer_by_on < today)
    groups = sa.select(GroupSaying).where(GroupSaying.answer_by_on < today)
    return _each("remind of late answers", talks, remind) + _each("remind of late groups", groups, remind)


def close_idle(now: datetime, *, zone: ZoneInfo, idle_days: int) -> int:
    """Close talks in which nobody has written for so long. Never one with something unread, or in which we
    still owe an answer: that they wait is no sign that they are done."""
    long_ago = now - timedelta(days=idle_days)
    today = now.astimezone(zone).date()
    written = sa.exists().where(NamelessMessage.talk_id == NamelessTalk.id, NamelessMessage.at > long_ago)

    def end(talk: NamelessTalk) -> int:
        talk.closed_on = today
        db.session.flush()
        return 1

    return _each(
        "close idle nameless talks",
        sa.select(NamelessTalk).where(
            NamelessTalk.closed_on.is_(None), NamelessTalk.answer_by_on.is_(None), ~written, ~_unread()
        ),
        end,
    )


def _unread() -> sa.Exists:
    return sa.exists().where(
        NamelessMessage.talk_id == NamelessTalk.id,
        NamelessMessage.is_ours.is_(False),
        NamelessMessage.read_at.is_(None),
    )


def erase_closed(now: datetime, *, zone: ZoneInfo, keep_days: int) -> int:
    """Erase talks that were closed `keep_days` ago or more, unless something in them is unread."""
    day = now.astimezone(zone).date() - timedelta(days=keep_days)

    def go(talk: NamelessTalk) -> int:
        erase(talk, zone.key)
        return 1

    return _each(
        "erase closed nameless talks",
        sa.select(NamelessTalk).where(NamelessTalk.closed_on <= day, ~_unread()),
        go,
    )


def erase_read_sayings(now: datetime, *, keep_days: int) -> int:
    """Erase what children wrote in surveys, so long after it was read."""

    def go(saying: SurveySaying) -> int:
        sayings.erase(saying)
        return 1

    long_ago = now - timedelta(days=keep_days)
    return _each("erase survey words", sa.select(SurveySaying).where(SurveySaying.read_at <= long_ago), go)


def _each(name: str, wanted: sa.Select[Any], act: Callable[..., int]) -> int:
    """Do it for each row, locked, each in a savepoint of its own: one that fails does not stop the others."""
    done = 0
    for row in db.session.scalars(wanted.with_for_update(skip_locked=True)).all():
        try:
            with db.session.begin_nested():
                done += act(row)
        except Exception as fault:
            logs.fault(name, fault)
    return done
