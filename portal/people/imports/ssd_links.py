"""Who works with whom, from the extract's involvements: links that start, change and end with it.

A link somebody made by hand is never touched, and a stand-in is no link. A link the extract made and knows no
longer ends; should a cut-off file make most of them end at once, none does and the report says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people import queries
from portal.people.commands.links import end_link_now
from portal.people.imports.parsing import BadRow
from portal.people.imports.reading import Row
from portal.people.imports.report import Why
from portal.people.imports.seen import Seen
from portal.people.imports.ssd_care import SOURCE, Care
from portal.people.imports.ssd_people import People, chunks, update
from portal.people.imports.ssd_rows import InvolvementRow, Reading
from portal.people.models import CareLink, StaffIdentifier, YoungPerson
from portal.people.rules import LinkKind, overlaps
from portal.people.rules.numbers import REGISTRATION, STAFF

MOST_ENDED, MOST_ENDED_SHARE = 20, 0.3
"""More links than this number and this share of those the extract made do not end by being left out."""


@dataclass(frozen=True)
class Professional:
    """A worker of the extract: whose account it is, and what they do."""

    account_id: UUID | None
    job: str


def accounts_of(rows: Mapping[str, Row]) -> dict[str, Professional]:
    """The extract's workers by its number for them, with the accounts that have their staff or registration
    number."""
    wanted: dict[tuple[str, bytes], str] = {}
    for number, row in rows.items():
        for kind, value in (
            (STAFF, row["PROF_STAFF_ID"]),
            (STAFF, number),
            (REGISTRATION, row["PROF_SOCIAL_WORKER_REGISTRATION_NO"]),
        ):
            if value:
                wanted.setdefault((kind, queries.number_hash(value)), number)
    found: dict[str, set[UUID]] = {}
    for some in chunks(list({value for _, value in wanted})):
        held = sa.select(StaffIdentifier).where(StaffIdentifier.value_hash.in_(some))
        for one in db.session.scalars(held):
            if (one.kind, one.value_hash) in wanted:
                found.setdefault(wanted[one.kind, one.value_hash], set()).add(one.account_id)
    return {
        number: Professional(_the_only(found.get(number, set())), row["PROF_PROFESSIONAL_JOB_TITLE"])
        for number, row in rows.items()
    }


def _the_only(accounts: set[UUID]) -> UUID | None:
    return next(iter(accounts)) if len(accounts) == 1 else None


class Links:
    """Puts involvements to the young people of a batch."""

    def __init__(
        self, people: People, care: Care, reading: Reading, seen: Seen, workers: Mapping[str, Professional]
    ) -> None:
        self.people, self.care, self.reading = people, care, reading
        self.seen, self.workers = seen, workers
        self.held: dict[UUID, list[CareLink]] = {}
        self.claimed: set[UUID] = set()
        self.spared: set[UUID] = set()  # young people of whom a row was bad: none of their links ends by it
        for some in chunks([person.id for person in people.found.values()]):
            for link in db.session.scalars(sa.select(CareLink).where(CareLink.young_person_id.in_(some))):
                self.held.setdefault(link.young_person_id, []).append(link)

    def put(self, row: Row) -> str:
        person = self.people.get(self.reading.number(row, "INVO_PERSON_ID"))
        try:
            return self._put(person, self.reading.involvement(row, self._job))
        except BadRow as bad:
            if bad.why is not Why.SAME_ROW_TWICE:
                self.spared.add(person.id)
            raise

    def _job(self, worker: str) -> str:
        return self.workers[worker].job if worker in self.workers else ""

    def _put(self, person: YoungPerson, row: InvolvementRow) -> str:
        self.seen.once(("with", str(person.id), row.worker, row.kind, str(row.from_on)), row.until_on)
        known = (
            self.care.put_need(person, row.from_on, row.until_on)
            if row.kind is LinkKind.SOCIAL_WORKER
            else True
        )
        worker = self.workers.get(row.worker)
        if worker is None:
            raise BadRow(Why.NO_SUCH_WORKER, "invo_professional_id")
        if worker.account_id is None:
            raise BadRow(Why.WORKER_NOT_KNOWN, "invo_professional_id")
        said = self._link(person, worker.account_id, row)
        return said if said != "unchanged" or known else "changed"

    def _link(self, person: YoungPerson, account_id: UUID, row: InvolvementRow) -> str:
        until_on = _until(row, person)
        if until_on and until_on < row.from_on:
            raise BadRow(Why.HAS_DIED)
        span = (row.from_on, until_on)
        theirs = [
            one
            for one in self.held.get(person.id, [])
            if (one.account_id, one.kind) == (account_id, row.kind)
        ]
        close = [one for one in theirs if overlaps((one.from_on, one.until_on), span)]
        if any(one.source != SOURCE for one in close):
            raise BadRow(Why.MADE_BY_HAND)
        exact = [one for one in theirs if one.source == SOURCE and one.from_on == row.from_on]
        mine = next((one for one in exact + close if one.id not in self.claimed), None)
        if any(one is not mine for one in close):
            raise BadRow(Why.LINK_OVERLAPS)
        if mine is not None:
            self.claimed.add(mine.id)
            same = update(mine, {"from_on": row.from_on, "until_on": until_on})
            return self.people.said(person, same=same)
        made = CareLink(
            young_person_id=person.id,
            account_id=account_id,
            kind=row.kind,
            from_on=row.from_on,
            until_on=until_on,
            source=SOURCE,
        )
        db.session.add(made)
        self.held.setdefault(person.id, []).append(made)
        self.claimed.add(made.id)
        return self.people.said(person, same=False, said="added")

    def left_over(self, today: date) -> list[UUID]:
        """Links the extract made, still open, of which it says nothing now."""
        return [
            link.id
            for links in self.held.values()
            for link in links
            if link.source == SOURCE
            and link.id not in self.claimed
            and link.young_person_id not in self.spared
            and (link.until_on is None or link.until_on >= today)
        ]


def _until(row: InvolvementRow, person: YoungPerson) -> date | None:
    days = [day for day in (row.until_on, person.died_on) if day]
    return min(days, default=None)


def links_of_others(here: Set[UUID], today: date) -> list[UUID]:
    """Links the extract made, still open, of young people whom it does not name at all any more."""
    rows = db.session.execute(
        sa.select(CareLink.id, CareLink.young_person_id).where(
            CareLink.source == SOURCE, sa.or_(CareLink.until_on.is_(None), CareLink.until_on >= today)
        )
    )
    return [row[0] for row in rows if row[1] not in here]


def why_not_end(ending: int) -> bool:
    """Whether so many links would end by being left out that the file is likely cut short."""
    there = (
        db.session.scalar(
            sa.select(sa.func.count()).where(CareLink.source == SOURCE, CareLink.until_on.is_(None))
        )
        or 0
    )
    return ending > MOST_ENDED and ending > there * MOST_ENDED_SHARE


def end_left_over(link_ids: list[UUID], today: date) -> set[UUID]:
    """End these links; whose they were."""
    whose = set()
    for some in chunks(link_ids):
        for link in db.session.scalars(sa.select(CareLink).where(CareLink.id.in_(some))):
            whose.add(link.young_person_id)
            end_link_now(link, by=None, today=today)
    return whose
