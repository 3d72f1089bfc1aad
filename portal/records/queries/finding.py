"""The search log of a request: what was looked at, what is waited for, which years nobody looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.policy.viewer import Subject, Viewer
from portal.records.models import RecordsRequest, Search, SearchChange
from portal.records.queries.requests import staff_request
from portal.records.rules import Found
from portal.records.rules.finding import Looked, Span, asked_span, gaps


@dataclass(frozen=True)
class Looking:
    """The whole log of a request, and the years that no line of it covers. `asked` is None where it is not
    known which years they want."""

    lines: Sequence[Search]
    changes: dict[UUID, list[SearchChange]]
    asked: Span | None
    missing_years: list[Span]

    @property
    def waiting(self) -> list[Search]:
        return [one for one in self.lines if one.found is Found.WAITING]

    @property
    def lost(self) -> list[Search]:
        """What is missing or was destroyed: the letter tells of it."""
        return [one for one in self.lines if one.found in (Found.MISSING, Found.DESTROYED)]


def looking(request: RecordsRequest) -> Looking:
    """Everything of the log: two queries."""
    lines = searches_of(request.id)
    born = request.born_on_text
    asked = asked_span(
        request.years_from,
        request.years_until,
        date.fromisoformat(born) if born else None,
        request.received_on,
    )
    covered = [(one.years_from, one.years_until) for one in lines]
    return Looking(lines, _changes(request.id), asked, gaps(asked, covered) if asked else [])


def searches_of(request_id: UUID) -> Sequence[Search]:
    """The log, what waits first, then by the day."""
    return db.session.scalars(
        sa.select(Search)
        .where(Search.request_id == request_id)
        .order_by(Search.found != Found.WAITING, Search.asked_on, Search.at, Search.id)
    ).all()


def search_of(viewer: Viewer, request_id: UUID, search_id: UUID) -> Subject | None:
    """One line of the log of a request: the thing is both."""
    subject = staff_request(viewer, request_id)
    search = db.session.get(Search, search_id)
    if subject is None or search is None or search.request_id != request_id:
        return None
    return replace(subject, thing=(subject.thing, search))


def sent_before(request_id: UUID, send_once: UUID) -> Search | None:
    """What the same form wrote down the first time."""
    return db.session.scalars(
        sa.select(Search).where(Search.request_id == request_id, Search.send_once == send_once)
    ).one_or_none()


def changes_count(search_id: UUID) -> int:
    """How often a line was changed: what a form says it saw."""
    return (
        db.session.scalar(
            sa.select(sa.func.count()).select_from(SearchChange).where(SearchChange.search_id == search_id)
        )
        or 0
    )


def looked(search: Search) -> Looked:
    """A line as the rules see it."""
    return Looked(
        place=search.place,
        asked_on=search.asked_on,
        found=search.found,
        where=search.where,
        asked=search.asked,
        years_from=search.years_from,
        years_until=search.years_until,
        statement=search.statement,
        volumes=search.volumes,
        pages=search.pages,
        chase_on=search.chase_on,
    )


def to_chase(until: date) -> Sequence[tuple[Search, RecordsRequest]]:
    """What waits in requests that go on and is to be chased by that day."""
    rows = db.session.execute(
        sa.select(Search, RecordsRequest)
        .join(RecordsRequest, RecordsRequest.id == Search.request_id)
        .where(
            Search.found == Found.WAITING,
            Search.chase_on <= until,
            RecordsRequest.state.in_(("open", "unproven")),
        )
        .order_by(Search.chase_on, Search.id)
    ).all()
    return [(search, request) for search, request in rows]


def _changes(request_id: UUID) -> dict[UUID, list[SearchChange]]:
    found: dict[UUID, list[SearchChange]] = {}
    for change in db.session.scalars(
        sa.select(SearchChange)
        .where(SearchChange.request_id == request_id)
        .order_by(SearchChange.at, SearchChange.id)
    ):
        found.setdefault(change.search_id, []).append(change)
    return found
