"""Whether a young person moved home, or we heard of it, since an address was typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit.models import Event
from portal.clocks.reading import local_day
from portal.people import queries as people
from portal.people.models import Episode
from portal.reviews.models import LetterSending
from portal.reviews.rules import Way
from portal.reviews.rules.sending import moved_after

_HEARD_LATE = timedelta(days=60)
"""A home that began up to so long before may have come with an import since: an episode does not say when we
heard of it, an import says whom it changed."""


def moved_since(young_person_id: UUID, since: datetime, today: date) -> date | None:
    """The first day of a home that is newer than the moment, or may have been heard of since."""
    return _moved(_homes([young_person_id]), _heard([young_person_id]), young_person_id, since, today)


def addresses_out_of_date(rows: Sequence[LetterSending], today: date) -> dict[UUID, date]:
    """Of letters to be posted that wait: the way -> the day a home began since its address was typed."""
    waits = [one for one in rows if one.way is Way.PAPER and not (one.done_on or one.ended_at)]
    if not waits:
        return {}
    ids = {one.young_person_id for one in waits}
    homes, heard = _homes(ids), _heard(ids)
    found = {one.id: _moved(homes, heard, one.young_person_id, one.at, today) for one in waits}
    return {row_id: day for row_id, day in found.items() if day}


def is_left(row: LetterSending, today: date) -> bool:
    """Whether a letter that waits to be posted has the address of a home they left for sure: another began on
    a day after it was typed. On the very day it may be either's."""
    began = addresses_out_of_date([row], today).get(row.id)
    return began is not None and began > local_day(row.at, people.zone().key)


def _moved(
    homes: dict[UUID, list[date]], heard: dict[UUID, datetime], whose: UUID, since: datetime, today: date
) -> date | None:
    day = local_day(since, people.zone().key)
    heard_at = heard.get(whose)
    if heard_at and heard_at > since:
        day -= _HEARD_LATE
    return moved_after(homes.get(whose, []), day, today)


def _homes(young_person_ids: Iterable[UUID]) -> dict[UUID, list[date]]:
    wanted = Episode.young_person_id.in_(list(young_person_ids))
    found: dict[UUID, list[date]] = {}
    for whose, day in db.session.execute(
        sa.select(Episode.young_person_id, Episode.started_on).where(wanted)
    ):
        found.setdefault(whose, []).append(day)
    return found


def _heard(young_person_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When an import last changed what is known of them."""
    rows = db.session.execute(
        sa.select(Event.young_person_id, sa.func.max(Event.at))
        .where(Event.young_person_id.in_(list(young_person_ids)), Event.action.like("import%"))
        .group_by(Event.young_person_id)
    )
    return {whose: at for whose, at in rows if whose}
