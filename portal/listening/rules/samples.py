"""The monthly sample: which month is over, what is drawn, who may judge it, what is refused. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from portal.disclosure.counts import Period
from portal.listening.rules import Team, quarter_of
from portal.policy.roles import Role

JUDGES = (Role.MANAGER, Role.IRO, Role.PARTICIPATION_WORKER, Role.SAFETY_LEAD, Role.READER)
"""Who may be asked to judge how another team listened: they know answers, and owe this one nothing."""
JUDGING, FINDING = "judge_sample", "act_on_finding"
"""The kinds of clock."""
REMIND_DAYS = 7
"""So long before its day whoever judges is reminded, once."""
TRY_AGAIN = timedelta(hours=1)
"""How long until somebody is looked for again where nobody may judge."""
AUDIT_SETTLES_DAYS = 60
"""The audit of a quarter is counted when all of it was judged, and what was found had its time."""
_DAY = timedelta(days=1)


class Score(StrEnum):
    """What a judge says to each question."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    CANT_TELL = "cant_tell"


class GivesBack(StrEnum):
    """Why a sample went to somebody else."""

    KNOWS_THEM = "knows_them"
    NO_TIME = "no_time"
    LATE = "late"
    MAY_NOT = "may_not"  # their role ended, or they must not see it any more


class WhyNot(StrEnum):
    """Why a judgement, or what was done about one, was refused."""

    NO_SCORE = "answer all four questions"
    NO_FOUND = "say what was found"
    NO_SHOULD = "say what should be done"
    JUDGED_ALREADY = "it was judged"
    NOT_THEIRS = "somebody else judges it now"
    NO_WHY = "say why"
    NO_DONE = "say what was done"
    ACTED_ALREADY = "somebody said already what was done"


@dataclass(frozen=True)
class Scores:
    """The four questions: own words kept, answered, acted on, would the young person agree."""

    kept: Score | None
    answered: Score | None
    acted: Score | None
    agree: Score | None

    @property
    def all(self) -> tuple[Score | None, ...]:
        return (self.kept, self.answered, self.acted, self.agree)

    @property
    def asks_for_more(self) -> bool:
        """Whether somebody has to do something about it."""
        return bool({Score.PARTLY, Score.NO} & set(self.all))


@dataclass(frozen=True)
class Drawable:
    """Something that could be drawn: whose it is, and the agency that heard or answers it."""

    statement_id: UUID
    young_person_id: UUID
    agency: str


def last_month(today: date) -> Period:
    """The latest month that is over."""
    last = today.replace(day=1) - _DAY
    return Period(last.replace(day=1), last)


def drawn(found: Iterable[Drawable], seed: bytes, size: int) -> list[Drawable]:
    """So many of each agency, and of each young person one: in an order that only the seed gives, so that
    nobody knows it before, and anybody with the seed can draw it again."""
    taken: list[Drawable] = []
    of: dict[str, int] = {}
    young: set[UUID] = set()
    for one in sorted(found, key=lambda one: hashlib.sha256(seed + one.statement_id.bytes).digest()):
        if one.young_person_id not in young and of.get(one.agency, 0) < size:
            taken.append(one)
            young.add(one.young_person_id)
            of[one.agency] = of.get(one.agency, 0) + 1
    return taken


def is_of_another_team(one: Team, other: Team) -> bool:
    """Whether somebody belongs to another team. Of two without a manager nobody can say so."""
    return one.is_another(other)


def in_turn(may: Mapping[UUID, int], salt: bytes) -> list[UUID]:
    """Those who may judge, whoever has least to judge first; among equals by a throw of the dice."""
    return sorted(may, key=lambda one: (may[one], hashlib.sha256(salt + one.bytes).digest()))


def why_not_judge(scores: Scores, found: str, should: str, *, is_judged: bool) -> WhyNot | None:
    """Somebody says how it was listened to."""
    if is_judged:
        return WhyNot.JUDGED_ALREADY
    if None in scores.all:
        return WhyNot.NO_SCORE
    if not found.strip():
        return WhyNot.NO_FOUND
    return WhyNot.NO_SHOULD if scores.asks_for_more and not should.strip() else None


def why_not_act(done: str, *, is_done: bool) -> WhyNot | None:
    """Somebody says what was done about what was found."""
    if is_done:
        return WhyNot.ACTED_ALREADY
    return None if done.strip() else WhyNot.NO_DONE


def audited_quarters(today: date) -> list[Period]:
    """The latest quarters whose samples had their time, newest first."""
    found: list[Period] = []
    one = quarter_of(quarter_of(today - AUDIT_SETTLES_DAYS * _DAY).first - _DAY)
    while len(found) < 4:
        found.append(one)
        one = quarter_of(one.first - _DAY)
    return found
