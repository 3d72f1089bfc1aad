"""Whom a worker may invite to a group: those who are missing, or those they look for by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.participation.models import Group
from portal.participation.queries.fitting import Fit, fit_of
from portal.participation.queries.known import everybody_on
from portal.participation.rules import coverage
from portal.participation.rules.coverage import Missing
from portal.people import queries as people
from portal.people.models import YoungPerson
from portal.policy.viewer import Viewer

MOST = 20


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be invited, or why not. `cannot`: kept apart from somebody there."""

    id: UUID
    name: str
    age: int | None
    is_inside: bool = False
    said_no: bool = False
    cannot: bool = False
    fits_age: bool = True

    @property
    def may_be_invited(self) -> bool:
        return self.fits_age and not (self.is_inside or self.said_no or self.cannot)


def who_is_missing(today: date) -> list[Missing]:
    """Kinds of young people of whom too few are in the groups."""
    found = everybody_on(today)
    return coverage.missing(found.known, found.ids, found.members)


def of_kind(group: Group, by: str, value: str, today: date) -> list[Candidate]:
    """Young people of a kind who may be invited, those in no group at all first. Of a kind that is a few,
    nobody: it would be a list of them."""
    found = everybody_on(today)
    if value not in coverage.VALUES.get(by, ()) or value == coverage.NOT_KNOWN:
        return []
    ids = {one for one in found.ids if found.known[by][one] == value}
    if len(ids) < coverage.LEAST_OF:
        return []
    able = [one for one in _candidates(group, ids, today) if one.may_be_invited]
    return sorted(able, key=lambda one: (one.id in found.members, one.name))[:MOST]


def by_name(viewer: Viewer, group: Group, asked: str, today: date) -> list[Candidate]:
    """Those whom a worker looks for, with whether each may be invited."""
    if not asked.strip():
        return []
    found = people.young_people(viewer, asked=asked, on=today, size=MOST).page.rows
    return sorted(_candidates(group, (row.person.id for row in found), today), key=lambda one: one.name)


def _candidates(group: Group, ids: Iterable[UUID], today: date) -> list[Candidate]:
    wanted = set(ids)
    known, fits = people.several(wanted), fit_of(group, wanted, today)
    return [_candidate(known[one], fits[one], today) for one in wanted if one in known]


def _candidate(person: YoungPerson, fit: Fit, today: date) -> Candidate:
    return Candidate(
        person.id,
        person.name,
        people.age_on(person, today),
        is_inside=fit.live is not None,
        said_no=fit.not_until is not None and today < fit.not_until,
        cannot=fit.is_apart,
        fits_age=fit.fits_age,
    )
