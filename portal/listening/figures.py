"""How well young people were heard in a closed quarter: true counts, for the job that suppresses them.

Every count is of young people, each counted once. They count with the team of whoever works with them most
closely on the quarter's last day, so that teams add up. What counts is what `voice.figures` counts: said to
the council, read, not taken back; an advocate's never.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from portal import db
from portal.accounts.models import Account
from portal.clocks.reading import local_day
from portal.disclosure.counts import Period
from portal.listening.models import PracticeChallenge
from portal.listening.rules import (
    ENOUGH_FOR_A_MEDIAN,
    MONTHS_SILENT,
    Measure,
    Team,
    lead_of,
    months_before,
)
from portal.people.models import CareLink, SupportSpan, YoungPerson
from portal.people.queries.bands import bands_of, in_care_or_left
from portal.people.queries.links import holding
from portal.people.queries.support import KnownFacts, facts_of
from portal.people.rules.bands import BANDS
from portal.people.rules.known import is_disabled
from portal.voice.models import Answer, Capture, Statement
from portal.voice.rules import Desk, Says
from portal.voice.rules.answers import SAYS_NO

_AT_ONCE = 1_000
NOT_KNOWN = "not_known"
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

    def middle(self, young_people: Collection[UUID]) -> int | None:
        """The middle number of days to a first answer, where enough young people are behind it."""
        theirs = [self.days[one] for one in young_people if one in self.days]
        if len(theirs) < ENOUGH_FOR_A_MEDIAN:
            return None
        return round(median(day for days in theirs for day in days))


@dataclass(frozen=True)
class Silent:
    """Everybody on a day, who was not heard for so many months, and what is known of each by dimension."""

    everybody: frozenset[UUID]
    for_months: dict[int, frozenset[UUID]]
    known: dict[str, dict[UUID, str]]


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
    _challenged(found, {row.id for row in rows})
    everybody = _everybody(period.first, period.last) | found.heard
    found.teams = _teams(everybody, period.last)
    return found


def _everybody(first: date, last: date) -> set[UUID]:
    """All the council works with on any of these days: in care, left care, in need, on a plan."""
    spans = sa.select(SupportSpan.young_person_id).where(
        SupportSpan.from_on <= last, sa.or_(SupportSpan.until_on.is_(None), SupportSpan.until_on >= first)
    )
    merged = sa.select(YoungPerson.id).where(YoungPerson.merged_into_id.is_not(None))
    others = spans.where(SupportSpan.young_person_id.not_in(merged))
    return in_care_or_left(first, last) | set(db.session.scalars(others))


def _counts() -> sa.ColumnElement[bool]:
    return sa.and_(
        Statement.desk == Desk.COUNCIL,
        Statement.read_at.is_not(None),
        Statement.taken_back_at.is_(None),
        Statement.passed_by_id.is_(None),
    )


def _within(moment: Any, period: Period, zone: ZoneInfo) -> sa.ColumnElement[bool]:
    first = datetime.combine(period.first, time(), zone)
    after = datetime.combine(period.last + timedelta(days=1), time(), zone)
    return sa.and_(moment >= first, moment < after)


def _said(period: Period, zone: ZoneInfo) -> list[Any]:
    columns = (
        Statement.id,
        Statement.young_person_id,
        Statement.way,
        Statement.sent_at,
        Statement.read_at,
    )
    wanted = sa.select(*columns).where(_counts(), _within(Statement.sent_at, period, zone))
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
    for row in db.session.execute(sa.select(*columns).where(_counts(), due)):
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
        .where(Answer.says.is_not(None), _counts(), _within(Answer.says_at, period, zone))
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
        .where(_counts(), _within(Answer.at, period, zone))
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
    for first in range(0, len(ids), _AT_ONCE):
        some = Capture.statement_id.in_(ids[first : first + _AT_ONCE])
        wanted = sa.select(Capture.young_person_id, Capture.by_id).where(some)
        rows += [(row[0], row[1]) for row in db.session.execute(wanted)]
    places = _agencies({by_id for _, by_id in rows})
    for young_person_id, by_id in rows:
        found.through[places[by_id][0]].add(young_person_id)


def _challenged(found: Heard, ids: set[UUID]) -> None:
    """For whom a practitioner spoke up about what was said in the quarter, by the agency that answers it."""
    wanted = sa.select(
        PracticeChallenge.statement_id, PracticeChallenge.young_person_id, PracticeChallenge.to_id
    ).where(PracticeChallenge.withdrawn_at.is_(None))
    rows = [row for row in db.session.execute(wanted) if row[0] in ids]
    places = _agencies({row[2] for row in rows})
    for _statement, young_person_id, to_id in rows:
        found.challenged[places[to_id][0]].add(young_person_id)


def teams_of(account_ids: Iterable[UUID]) -> dict[UUID, Team]:
    """Each account's team: who manages them, in which agency. A manager counts with the team they lead."""
    places = _agencies(set(account_ids))
    managing = set(
        db.session.scalars(
            sa.select(Account.manager_id).where(Account.manager_id.in_(list(places))).distinct()
        )
    )
    return {
        one: Team(agency, str(one if one in managing and not manager else manager or ""))
        for one, (agency, manager) in places.items()
    }


def _agencies(account_ids: set[UUID]) -> dict[UUID, tuple[str, UUID | None]]:
    rows = db.session.scalars(
        sa.select(Account)
        .where(Account.id.in_(list(account_ids)))
        .options(load_only(Account.organisation_sealed, Account.manager_id, Account.young_person_id))
    )
    return {row.id: ((row.organisation or "").strip(), row.manager_id) for row in rows}


def _teams(everybody: set[UUID], on: date) -> dict[UUID, Team]:
    links: dict[UUID, list[tuple[str, UUID]]] = defaultdict(list)
    ids = sorted(everybody)
    for first in range(0, len(ids), _AT_ONCE):
        some = CareLink.young_person_id.in_(ids[first : first + _AT_ONCE])
        wanted = sa.select(CareLink.young_person_id, CareLink.kind, CareLink.account_id)
        for young_person_id, kind, account_id in db.session.execute(wanted.where(some, holding(on))):
            links[young_person_id].append((kind.value, account_id))
    leads = {one: lead_of(links[one]) for one in ids}
    teams = teams_of({lead for lead in leads.values() if lead})
    return {one: teams[lead] if lead else Team(is_nobody=True) for one, lead in leads.items()}


def silent(on: date, zone: ZoneInfo) -> Silent:
    """Who was not heard, in any way, in the months before that day. Who came lately and said nothing yet
    counts: nobody has heard them."""
    everybody = _everybody(on, on)
    last: dict[UUID, date] = {}
    wanted = sa.select(Statement.young_person_id, sa.func.max(Statement.sent_at)).where(
        _counts(), Statement.sent_at < datetime.combine(on + timedelta(days=1), time(), zone)
    )
    for young_person_id, sent_at in db.session.execute(wanted.group_by(Statement.young_person_id)):
        last[young_person_id] = local_day(sent_at, zone.key)
    for_months = {
        months: frozenset(
            one for one in everybody if one not in last or last[one] < months_before(on, months)
        )
        for months in MONTHS_SILENT
    }
    return Silent(frozenset(everybody), for_months, _known(everybody, on))


def _known(everybody: set[UUID], on: date) -> dict[str, dict[UUID, str]]:
    facts = facts_of(everybody, on)
    by = {dimension: {one: of(facts[one]) for one in everybody} for dimension, of in DIMENSIONS.items()}
    return {"age": bands_of(everybody, on), **by}


def _language(facts: KnownFacts) -> str:
    return {"": NOT_KNOWN, "eng": "english"}.get(facts.language, "another")


def _disability(facts: KnownFacts) -> str:
    known = is_disabled(facts.disability)
    return NOT_KNOWN if known is None else "yes" if known else "no"


_ETHNIC = {"W": "white", "M": "mixed", "A": "asian", "B": "black", "C": "other", "O": "other"}


def _ethnicity(facts: KnownFacts) -> str:
    return (
        NOT_KNOWN if facts.ethnicity in ("", "REFU", "NOBT") else _ETHNIC.get(facts.ethnicity[0], NOT_KNOWN)
    )


def _home(facts: KnownFacts) -> str:
    kinds = {"U": "foster", "K": "childrens_home", "H": "supported", "P": "parents_or_own"}
    return kinds.get(facts.home_kind[:1], "other" if facts.home_kind else NOT_KNOWN)


DIMENSIONS = {
    "home": _home,
    "distance": lambda facts: facts.distance or NOT_KNOWN,
    "language": _language,
    "ethnicity": _ethnicity,
    "faith": lambda facts: facts.faith or NOT_KNOWN,
    "disability": _disability,
}
VALUES = {
    "age": BANDS,
    "home": ("foster", "childrens_home", "supported", "parents_or_own", "other", NOT_KNOWN),
    "distance": ("under_5", "5_20", "20_50", "50_over", NOT_KNOWN),
    "language": ("english", "another", NOT_KNOWN),
    "ethnicity": ("white", "mixed", "asian", "black", "other", NOT_KNOWN),
    "faith": ("none", "chri", "budd", "hind", "jewi", "musl", "sikh", "oth", "refu", NOT_KNOWN),
    "disability": ("yes", "no", NOT_KNOWN),
}
