"""Who was heard in a closed quarter, how, and how they were answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from portal import db
from portal.clocks.reading import local_day
from portal.disclosure.counts import Period
from portal.listening.figures.counting import counts, everybody_on, within
from portal.listening.figures.teams import AT_ONCE, agencies_of, teams_on
from portal.listening.models import PracticeChallenge, SilenceChallenge
from portal.listening.rules import ENOUGH_FOR_A_MEDIAN, Measure, Team
from portal.voice.models import Answer, Capture, Statement
from portal.voice.rules import Says
from portal.voice.rules.answers import SAYS_NO

_VERDICTS = {Says.SORTED: Measure.SORTED, Says.PARTLY: Measure.PARTLY, Says.NOT_SORTED: Measure.NOT_SORTED}


@dataclass
class Heard:
    """Of one quarter: everybody with their team; by measure who; days to each first answer."""

    teams: dict[UUID, Team] = field(default_factory=dict)
    heard: set[UUID] = field(default_factory=set)
    by: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    through: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    challenged: dict[str, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    days: dict[UUID, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def spoken_up_for(self) -> set[UUID]:
        """For whom a practitioner challenged anybody."""
        return set().union(*self.challenged.values())

    def middle(self, young_people: Collection[UUID]) -> int | None:
        """The middle number of days to a first answer, where enough young people are behind it."""
        theirs = [self.days[one] for one in young_people if one in self.days]
        if len(theirs) < ENOUGH_FOR_A_MEDIAN:
            return None
        return round(median(day for days in theirs for day in days))


def heard(period: Period, zone: ZoneInfo) -> Heard:
    """Who was heard in the quarter, how, and how they were answered."""
    found = Heard()
    rows = _said(period, zone)
    found.heard = {row.young_person_id for row in rows}
    not_same_day = set()
    for row in rows:
        found.by[row.way.value].add(row.young_person_id)
        if local_day(row.read_at, zone.key) > local_day(row.sent_at, zone.key):
            not_same_day.add(row.young_person_id)
    found.by[Measure.READ_SAME_DAY] = found.heard - not_same_day
    _answers(found, period, zone)
    _gathered(found, [row.id for row in rows])
    _challenged(found, {row.id for row in rows}, period, zone)
    everybody = everybody_on(period.first, period.last) | found.heard | found.spoken_up_for
    found.teams = teams_on(everybody, period.last)
    return found


def _said(period: Period, zone: ZoneInfo) -> list[Any]:
    columns = (
        Statement.id,
        Statement.young_person_id,
        Statement.way,
        Statement.sent_at,
        Statement.read_at,
    )
    wanted = sa.select(*columns).where(counts(), within(Statement.sent_at, period, zone))
    return list(db.session.execute(wanted))


def _answers(found: Heard, period: Period, zone: ZoneInfo) -> None:
    """Of those heard: whose answers of this quarter came in time, what they said of them, who heard no."""
    columns = (
        Statement.id,
        Statement.young_person_id,
        Statement.sent_at,
        Statement.answer_by_on,
        Statement.is_good_news,
        sa.select(sa.func.min(Answer.at))
        .where(Answer.statement_id == Statement.id)
        .correlate(Statement)
        .scalar_subquery()
        .label("first_at"),
    )
    due = sa.and_(
        Statement.answer_by_on.between(period.first, period.last), Statement.is_good_news.is_(False)
    )
    late = set()
    for row in db.session.execute(sa.select(*columns).where(counts(), due)):
        if row.young_person_id not in found.heard:
            continue
        found.by[Measure.DUE].add(row.young_person_id)
        first_on = local_day(row.first_at, zone.key) if row.first_at else None
        if first_on is None or first_on > row.answer_by_on:
            late.add(row.young_person_id)
        if first_on is not None:
            found.days[row.young_person_id].append((first_on - local_day(row.sent_at, zone.key)).days)
    found.by[Measure.IN_TIME] = found.by[Measure.DUE] - late
    _verdicts(found, period, zone)
    _told_no(found, period, zone)


def _verdicts(found: Heard, period: Period, zone: ZoneInfo) -> None:
    last: dict[UUID, Says] = {}
    wanted = (
        sa.select(Answer.young_person_id, Answer.says)
        .join(Statement, Statement.id == Answer.statement_id)
        .where(Answer.says.is_not(None), counts(), within(Answer.says_at, period, zone))
        .order_by(Answer.says_at, Answer.id)
    )
    for young_person_id, says in db.session.execute(wanted):
        if says is not None and young_person_id in found.heard:
            last[young_person_id] = says
    for young_person_id, says in last.items():
        found.by[_VERDICTS[says]].add(young_person_id)


def _told_no(found: Heard, period: Period, zone: ZoneInfo) -> None:
    without = set()
    wanted = (
        sa.select(Answer)
        .join(Statement, Statement.id == Answer.statement_id)
        .where(counts(), within(Answer.at, period, zone))
        .options(
            load_only(
                Answer.young_person_id, Answer.can_do, Answer.state, Answer.reason_sealed, raiseload=True
            )
        )
    )
    for answer in db.session.scalars(wanted):
        if answer.stands in SAYS_NO and answer.young_person_id in found.heard:
            found.by[Measure.TOLD_NO].add(answer.young_person_id)
            if answer.reason_sealed is None:
                without.add(answer.young_person_id)
    found.by[Measure.TOLD_WHY] = found.by[Measure.TOLD_NO] - without


def _gathered(found: Heard, ids: list[UUID]) -> None:
    """Through which agency somebody was heard, where another person wrote it down."""
    rows: list[tuple[UUID, UUID]] = []
    for first in range(0, len(ids), AT_ONCE):
        some = Capture.statement_id.in_(ids[first : first + AT_ONCE])
        wanted = sa.select(Capture.young_person_id, Capture.by_id).where(some)
        rows += [(row[0], row[1]) for row in db.session.execute(wanted)]
    places = agencies_of({by_id for _, by_id in rows})
    for young_person_id, by_id in rows:
        found.through[places[by_id][0]].add(young_person_id)


def _challenged(found: Heard, ids: set[UUID], period: Period, zone: ZoneInfo) -> None:
    """For whom a practitioner spoke up, by the agency that has to answer it: about what was said in the
    quarter, or in the quarter about nothing that was said."""
    of = sa.select(PracticeChallenge.statement_id, PracticeChallenge.young_person_id, PracticeChallenge.to_id)
    made = db.session.execute(of.where(PracticeChallenge.withdrawn_at.is_(None)))
    rows = [(row[1], row[2]) for row in made if row[0] in ids]
    silences = sa.select(SilenceChallenge.young_person_id, SilenceChallenge.to_id).where(
        SilenceChallenge.withdrawn_at.is_(None), within(SilenceChallenge.at, period, zone)
    )
    rows += [(row[0], row[1]) for row in db.session.execute(silences)]
    places = agencies_of({to_id for _, to_id in rows})
    for young_person_id, to_id in rows:
        found.challenged[places[to_id][0]].add(young_person_id)
