"""Why the council works with young people, and what else is known of them for counting who is not heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from portal import db
from portal.people.models import Episode, SupportSpan, YoungPerson
from portal.people.rules import Support, holds_on
from portal.people.rules.support import Known, Span, Stay, support_on
from portal.vault import keys

_AT_ONCE = 1_000


@dataclass(frozen=True)
class KnownFacts:
    """Codes known of a young person that day; "" where not known. To count by, and to suppress when small."""

    support: Support | None
    language: str
    faith: str
    disability: tuple[str, ...]
    ethnicity: str
    home_kind: str
    distance: str


def support_of(person: YoungPerson, on: date) -> Support | None:
    """Why the council works with them that day; None when it is not known."""
    return support_on(_known([person])[person.id], on)


def supports_of(young_person_ids: Iterable[UUID], on: date) -> dict[UUID, Support | None]:
    """The same of many, with a few queries."""
    return {found: facts.support for found, facts in facts_of(young_person_ids, on).items()}


def facts_of(young_person_ids: Iterable[UUID], on: date) -> dict[UUID, KnownFacts]:
    """What is known of many that day, with a few queries a thousand."""
    ids, found = sorted(set(young_person_ids)), {}
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        keys.preload(some)
        people = db.session.scalars(
            sa.select(YoungPerson)
            .where(YoungPerson.id.in_(some))
            .options(
                load_only(
                    *(YoungPerson.born_on_sealed, YoungPerson.in_touch, YoungPerson.died_on),
                    *(YoungPerson.language, YoungPerson.faith, YoungPerson.disability, YoungPerson.ethnicity),
                )
            )
        ).all()
        known, homes = _known(people), _homes_now(some, on)
        for person in people:
            found[person.id] = KnownFacts(
                support_on(known[person.id], on),
                person.language,
                person.faith,
                tuple(person.disability.split()),
                person.ethnicity,
                *homes.get(person.id, ("", "")),
            )
    return found


def spans_of(young_person_id: UUID) -> list[SupportSpan]:
    """What is written down about why the council works with them, latest first."""
    return list(
        db.session.scalars(
            sa.select(SupportSpan)
            .where(SupportSpan.young_person_id == young_person_id)
            .order_by(SupportSpan.from_on.desc(), SupportSpan.id)
        )
    )


def support_by_hand(young_person_id: UUID, on: date) -> Support | None:
    """What a person said by hand, that holds that day."""
    for span in spans_of(young_person_id):
        if span.source == "hand" and holds_on(span.from_on, span.until_on, on):
            return span.kind
    return None


def _known(people: Iterable[YoungPerson]) -> dict[UUID, Known]:
    people = list(people)
    ids = [person.id for person in people]
    stays: dict[UUID, list[Stay]] = defaultdict(list)
    spans: dict[UUID, list[Span]] = defaultdict(list)
    for owner, started_on, ended_on, legal_status, reason in db.session.execute(_EPISODES, {"whose": ids}):
        stays[owner].append(Stay(started_on, ended_on, legal_status, reason))
    for owner, kind, from_on, until_on in db.session.execute(_SPANS, {"whose": ids}):
        spans[owner].append(Span(kind, from_on, until_on))
    return {
        person.id: Known(
            person.born_on, person.in_touch, person.died_on, tuple(stays[person.id]), tuple(spans[person.id])
        )
        for person in people
    }


_THEIRS: sa.BindParameter[UUID] = sa.bindparam("whose", expanding=True)
_EPISODES = sa.select(
    Episode.young_person_id, Episode.started_on, Episode.ended_on, Episode.legal_status, Episode.reason_ended
).where(Episode.young_person_id.in_(_THEIRS))
_SPANS = sa.select(
    SupportSpan.young_person_id, SupportSpan.kind, SupportSpan.from_on, SupportSpan.until_on
).where(SupportSpan.young_person_id.in_(_THEIRS))


def _homes_now(ids: list[UUID], on: date) -> dict[UUID, tuple[str, str]]:
    """Kind of home and distance from their own, by the newest episode that has begun and not ended."""
    rows = db.session.execute(
        sa.select(Episode.young_person_id, Episode.home_kind, Episode.distance)
        .where(
            Episode.young_person_id.in_(ids),
            Episode.started_on <= on,
            sa.or_(Episode.ended_on.is_(None), Episode.ended_on > on),
        )
        .order_by(Episode.started_on)
    )
    return {row[0]: (row[1], row[2]) for row in rows}
