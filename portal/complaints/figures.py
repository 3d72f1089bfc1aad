"""Counts of complaints and compliments by closed period: all that a panel's page may see of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.coding.codebook import codebook
from portal.complaints.models import (
    Complaint,
    ComplaintFinding,
    ComplaintLetter,
    ComplaintsQuarter,
    ComplaintsYear,
    Compliment,
    Learning,
    Remedy,
)
from portal.complaints.rules import Holds
from portal.complaints.rules.figures import ETHNIC, NOT_KNOWN, SEXES, Counted, outcome_of
from portal.disclosure.counts import Period
from portal.people import queries as people
from portal.people.models import YoungPerson
from portal.people.rules.bands import band_of

C = Complaint


@dataclass(frozen=True)
class Quarter:
    """A closed quarter as it was printed."""

    first: date
    last: date
    printed: dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One thing the council changed because of complaints: written without a name, for the yearly report."""

    words: str
    owner: str
    theme: str
    changed_on: date
    holds: str
    check_words: str


def quarters() -> list[date]:
    """The first days of the quarters that were counted, the newest first."""
    return list(
        db.session.scalars(sa.select(ComplaintsQuarter.first_on).order_by(ComplaintsQuarter.first_on.desc()))
    )


def quarter(first_on: date | None) -> Quarter | None:
    """One of them, or the newest."""
    wanted = sa.select(ComplaintsQuarter).order_by(ComplaintsQuarter.first_on.desc()).limit(1)
    if first_on is not None:
        wanted = wanted.where(ComplaintsQuarter.first_on == first_on)
    return _quarter(db.session.scalars(wanted).one_or_none())


def quarters_in(period: Period) -> list[Quarter]:
    """Those that lie in a longer period, the oldest first, as they were printed."""
    rows = db.session.scalars(
        sa.select(ComplaintsQuarter)
        .where(ComplaintsQuarter.first_on >= period.first, ComplaintsQuarter.last_on <= period.last)
        .order_by(ComplaintsQuarter.first_on)
    )
    return [Quarter(row.first_on, row.last_on, row.printed) for row in rows]


def as_it_stood(last_on: date, at: datetime) -> Quarter | None:
    """The newest quarter that had ended by a day and was counted by a moment: what a paper could say."""
    return _quarter(
        db.session.scalars(
            sa.select(ComplaintsQuarter)
            .where(ComplaintsQuarter.last_on <= last_on, ComplaintsQuarter.counted_at <= at)
            .order_by(ComplaintsQuarter.first_on.desc())
            .limit(1)
        ).one_or_none()
    )


def _quarter(row: ComplaintsQuarter | None) -> Quarter | None:
    return Quarter(row.first_on, row.last_on, row.printed) if row else None


def years() -> list[int]:
    """The years that were counted, the newest first."""
    return list(db.session.scalars(sa.select(ComplaintsYear.year).order_by(ComplaintsYear.year.desc())))


def year(wanted: int) -> dict[str, Any] | None:
    """What was printed of a year."""
    return db.session.scalar(sa.select(ComplaintsYear.printed).where(ComplaintsYear.year == wanted))


def changes(period: Period) -> list[Change]:
    """What was changed in a period, in the words that go into the yearly report."""
    rows = db.session.scalars(
        sa.select(Learning)
        .where(Learning.changed_on.between(period.first, period.last))
        .order_by(Learning.changed_on, Learning.id)
    )
    return [
        Change(
            row.words,
            row.owner,
            row.theme,
            row.changed_on,
            row.holds.value if row.holds else "",
            row.check_words,
        )
        for row in rows
    ]


def first_received() -> date | None:
    """When the first complaint or thank-you came."""
    days = [db.session.scalar(sa.select(sa.func.min(table.received_on))) for table in (C, Compliment)]
    return min((one for one in days if one), default=None)


def counted(period: Period) -> Counted:
    """The true counts."""
    received = db.session.execute(
        sa.select(C.id, C.young_person_id, C.track, C.complainer, C.themes).where(
            C.received_on.between(period.first, period.last)
        )
    ).all()
    letters = db.session.execute(
        sa.select(
            ComplaintLetter.complaint_id,
            ComplaintLetter.stage,
            ComplaintLetter.was_in_time,
            ComplaintLetter.helped,
        ).where(ComplaintLetter.sent_on.between(period.first, period.last))
    ).all()
    who = _who({one.young_person_id for one in received if one.young_person_id}, period.last)
    with_themes = [one.themes for one in received if one.themes]
    known = [theme.key for theme in codebook().themes]
    themes = Counter(key for keys in with_themes for key in set(keys))
    learned = db.session.scalars(
        sa.select(Learning.holds).where(Learning.changed_on.between(period.first, period.last))
    ).all()
    return Counted(
        received=len(received),
        second=_count(C.requested_on, period),
        third=_count(C.panel_requested_on, period),
        tracks=Counter(one.track.value for one in received),
        complainers=Counter(one.complainer.value for one in received),
        outcomes=_outcomes(letters),
        in_time=sum(one.was_in_time is True for one in letters),
        late=sum(one.was_in_time is False for one in letters),
        endings=_endings(period),
        helped=Counter(one.helped.value for one in letters if one.helped),
        remedies=_remedies(period),
        bands=who["band"],
        sexes=who["sex"],
        ethnic=who["ethnic"],
        themes={key: themes.get(key, 0) for key in known},
        with_themes=len(with_themes),
        compliments=_count(Compliment.received_on, period),
        changes=len(learned),
        changes_checked=sum(one is not None for one in learned),
        changes_hold=sum(one is Holds.YES for one in learned),
    )


def _count(column: Any, period: Period) -> int:
    wanted = sa.select(sa.func.count()).where(column.between(period.first, period.last))
    return db.session.scalar(wanted) or 0


def _outcomes(letters: Sequence[Any]) -> Counter[str]:
    ids = [one.complaint_id for one in letters]
    found: dict[tuple[UUID, Any], list[str]] = defaultdict(list)
    for complaint_id, stage, finding in db.session.execute(
        sa.select(ComplaintFinding.complaint_id, ComplaintFinding.stage, ComplaintFinding.finding).where(
            ComplaintFinding.complaint_id.in_(ids)
        )
    ):
        found[complaint_id, stage].append(finding.value)
    every = [found[one.complaint_id, one.stage] for one in letters]
    return Counter(outcome_of(one) for one in every if one)


def _endings(period: Period) -> Counter[str]:
    rows = db.session.scalars(
        sa.select(C.ending).where(C.ended_on.between(period.first, period.last), C.ending.is_not(None))
    )
    return Counter(one.value for one in rows if one)


def _remedies(period: Period) -> Counter[str]:
    rows = db.session.scalars(sa.select(Remedy.kind).where(Remedy.done_on.between(period.first, period.last)))
    return Counter(one.value for one in rows)


def _who(young_person_ids: Iterable[UUID], on: date) -> dict[str, Counter[str]]:
    """The young people who complained, once each, by age band, gender and ethnicity."""
    rows: Sequence[YoungPerson] = list(people.several(young_person_ids).values())
    return {
        "band": Counter(band_of(people.age_on(one, on)) or NOT_KNOWN for one in rows),
        "sex": Counter(SEXES.get(one.sex, NOT_KNOWN) for one in rows),
        "ethnic": Counter(_ethnic(one.ethnicity) for one in rows),
    }


def _ethnic(code: str) -> str:
    return NOT_KNOWN if code in ("", "REFU", "NOBT") else ETHNIC.get(code[0], NOT_KNOWN)


def when_printed() -> list[tuple[Period, datetime]]:
    """Which quarters were counted and printed, and when."""
    wanted = sa.select(ComplaintsQuarter.first_on, ComplaintsQuarter.last_on, ComplaintsQuarter.counted_at)
    return [(Period(first, last), at) for first, last, at in db.session.execute(wanted)]
