"""Young people by age band, for counting: who is the council's on the days of a period, and how old they are.

Days of birth are sealed one by one, so a count opens the keys of those it counts, many at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from portal import db
from portal.people import rules
from portal.people.models import Episode, YoungPerson
from portal.people.rules.bands import BANDS, band_of
from portal.vault import keys

_AT_ONCE = 2_000
"""Ids in one query: both databases take more, and one answer of this size is no burden."""
_DIED = "DIED"


def in_care_or_left(first: date, last: date) -> set[UUID]:
    """Young people in care on any day of `first` to `last`, and care leavers, as the last return has them."""
    in_care = sa.select(Episode.young_person_id).where(
        Episode.started_on <= last, sa.or_(Episode.ended_on.is_(None), Episode.ended_on >= first)
    )
    leavers = sa.select(YoungPerson.id).where(YoungPerson.in_touch.not_in(("", _DIED)))
    merged = sa.select(YoungPerson.id).where(YoungPerson.merged_into_id.is_not(None))
    return set(db.session.scalars(in_care.union(leavers))) - set(db.session.scalars(merged))


def bands_of(young_person_ids: Iterable[UUID], on: date) -> dict[UUID, str]:
    """Each one's age band that day."""
    found = {}
    for some in _in_parts(sorted(set(young_person_ids))):
        keys.preload(some)
        people = sa.select(YoungPerson).where(YoungPerson.id.in_(some))
        for person in db.session.scalars(people.options(load_only(YoungPerson.born_on_sealed))):
            found[person.id] = band_of(rules.age_on(person.born_on, on))
    return found


def counted(young_person_ids: Iterable[UUID], bands: Mapping[UUID, str]) -> dict[str, int]:
    """How many are in each band, bands without anybody too; everybody has to be in `bands`."""
    counts = Counter(bands[one] for one in young_person_ids)
    return {name: counts[name] for name in BANDS}


def _in_parts(ids: list[UUID]) -> Iterator[list[UUID]]:
    rest = iter(ids)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
