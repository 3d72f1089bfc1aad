"""What an advocate does at the provider's own desk: read it, and pass it to the council's safety team."""

from __future__ import annotations

import json
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from portal import db
from portal.audit import commands as audit
from portal.clocks.reading import Hours, local_day, read_by
from portal.deadlines import commands as deadlines
from portal.deadlines import queries as due
from portal.kit.errors import Refused
from portal.notices.commands import drop, see
from portal.notices.rules import NoticeKind
from portal.people import commands as people
from portal.voice.commands import calls, files_desk, telling
from portal.voice.models import Concern, Statement
from portal.voice.queries import advocate as queries
from portal.voice.queries.after import additions_of, changed_to
from portal.voice.queries.apart import kept_from
from portal.voice.rules import PASSED_ON_BY_ADVOCATE, Desk, Level, SafeNow
from portal.voice.rules.desk import why_not_mark_read


def note_opened(statement: Statement, *, by: UUID, now: datetime) -> None:
    """The first opening is kept with the statement."""
    statement.first_opened_at = statement.first_opened_at or now
    see(by, statement.id, but=(NoticeKind.PLEASE_TELL,))
    db.session.flush()


def mark_read(statement: Statement, *, by: UUID, now: datetime) -> None:
    """An advocate has read it; the others are no longer asked to. Raises Refused when it was read already."""
    if why := why_not_mark_read(statement.read_at):
        raise Refused(why)
    statement.read_at, statement.read_by_id = now, by
    statement.answerer_id = by
    files_desk.after_reading(statement, now)
    if all(one.read_at for one in additions_of(statement.id)):
        drop(statement.id, NoticeKind.FOR_ADVOCATE)
    db.session.flush()


def pass_to_safety_team(
    statement: Statement,
    *,
    with_words: bool,
    by: UUID,
    hours: Hours,
    zone: ZoneInfo,
    answer_days: int,
    now: datetime,
) -> Statement:
    """Tell the council's safety team that this young person may not be safe: without a word of theirs, unless
    they agreed that their words go too. Once for a statement; they see that it was passed on."""
    if sent := queries.passed_on(statement):
        return sent
    on = local_day(now, hours.zone)
    passed = Statement(
        young_person_id=statement.young_person_id,
        desk=Desk.COUNCIL,
        send_once=statement.id,
        asked=PASSED_ON_BY_ADVOCATE,
        sent_at=now,
        language=statement.language,
        safe_now=SafeNow.NO,
        level=Level.NOW,
        pages_duty=True,
        passed_by_id=by,
        read_by_at=read_by(hours, now),
        answer_by_on=due.day_for("answer", on, answer_days),
    )
    if with_words:
        passed.words, passed.wants = _as_they_stand(statement)
    passed.level_why = json.dumps([{"kind": PASSED_ON_BY_ADVOCATE}])
    db.session.add(passed)
    db.session.flush()
    _concerns_the_same(statement, passed, on, now, with_names=with_words)
    _set_going(passed, by, hours, zone, now, answer_days)
    return passed


def _as_they_stand(statement: Statement) -> tuple[str, str]:
    """What they agreed to is what they say now: changed words instead of the first, and what was added."""
    additions = additions_of(statement.id)
    changed = changed_to(statement.id)
    words = changed.words if changed else statement.words
    added = [one.words for one in additions if not one.replaces]
    return "\n\n".join(text for text in (words, *added) if text), "" if changed else statement.wants


def _concerns_the_same(
    statement: Statement, passed: Statement, on: date, now: datetime, *, with_names: bool
) -> None:
    """Nobody it concerns is called or gets in; who they are is told only when the words are."""
    people.keep_apart(passed.young_person_id, passed.id, kept_from(statement.id, on))
    for concern in statement.concerns if with_names else ():
        same = Concern(
            statement_id=passed.id,
            young_person_id=passed.young_person_id,
            account_id=concern.account_id,
            by_young_person=concern.by_young_person,
            at=now,
        )
        same.name = concern.name
        db.session.add(same)
    db.session.flush()


def _set_going(
    passed: Statement, by: UUID, hours: Hours, zone: ZoneInfo, now: datetime, answer_days: int
) -> None:
    deadlines.start_clock(
        "answer",
        passed.id,
        local_day(now, hours.zone),
        count=answer_days,
        young_person_id=passed.young_person_id,
        by=by,
    )
    audit.record(
        "pass on to the safety team",
        by=by,
        role="advocate",
        young_person_id=passed.young_person_id,
        subject=("statement", passed.id),
    )
    apart = set(kept_from(passed.id, local_day(now, hours.zone)))
    telling.tell_readers(passed.id, hours, apart, now)
    calls.call_next(passed, now=now, zone=zone)
