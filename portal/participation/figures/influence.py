"""Evidence of influence: what young people were offered, how many took part, what chairs said had changed.

A quarter is counted once, after it has closed. Offers are counted as they are: they are no people. Young
people are rounded and small numbers never shown. What chairs said holds no name known here; what those who
were there called not true is left out, and what only one could have called so."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Period
from portal.disclosure.quarters import printed_count
from portal.participation.models import InfluenceQuarter, RoomOffer, RoomPlace
from portal.participation.rules.room import Changed, RoomKind, Truth

MOST_WORDS = 12


@dataclass(frozen=True)
class Quarter:
    """A closed quarter as it was counted. `words`: (kind of room, what changed)."""

    first: date
    last: date
    printed: dict[str, Any]
    words: list[tuple[str, str]]


def as_it_stood(last_on: date, at: datetime) -> Quarter | None:
    """The newest quarter that had ended by a day and was counted by a moment: what a paper could say."""
    return _quarter(InfluenceQuarter.last_on <= last_on, InfluenceQuarter.counted_at <= at)


def newest() -> Quarter | None:
    return _quarter()


def counted_quarters() -> set[date]:
    """First days of the quarters that were counted."""
    return set(db.session.scalars(sa.select(InfluenceQuarter.first_on)))


def first_offer() -> date | None:
    """The day of the first place in a room."""
    first = db.session.scalar(sa.select(sa.func.min(RoomOffer.starts_at)))
    return first.date() if first else None


def _quarter(*conditions: sa.ColumnElement[bool]) -> Quarter | None:
    row = db.session.scalars(
        sa.select(InfluenceQuarter).where(*conditions).order_by(InfluenceQuarter.first_on.desc()).limit(1)
    ).first()
    if row is None:
        return None
    words = [(kind, text) for kind, text in json.loads(row.words or "[]")]
    return Quarter(row.first_on, row.last_on, dict(row.printed), words)


def count(period: Period, zone: ZoneInfo) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The numbers of a quarter as they are printed, and the words."""
    offers = _offers(period, zone)
    places = db.session.execute(
        sa.select(RoomPlace.offer_id, RoomPlace.young_person_id, RoomPlace.truth).where(
            RoomPlace.offer_id.in_([offer.id for offer in offers]), RoomPlace.took_part.is_(True)
        )
    ).all()
    truths: dict[Any, Counter[Truth | None]] = {}
    for offer_id, _young_person_id, truth in places:
        truths.setdefault(offer_id, Counter())[truth] += 1
    kinds = Counter(offer.kind for offer in offers)
    printed = {
        "offers": {kind.value: kinds[kind] for kind in RoomKind},
        "took_part": printed_count(len({young_person_id for _offer, young_person_id, _truth in places})),
        "asked": sum(1 for offer in offers if offer.chair_id),
        "said": sum(1 for offer in offers if offer.changed),
        "changed": sum(1 for offer in offers if offer.changed is Changed.CHANGED),
    }
    told = [one for one in offers if one.changed in (Changed.CHANGED, Changed.WILL)]
    words = [(one.kind.value, one.changed_words) for one in told if _is_true(truths.get(one.id, Counter()))]
    return printed, words[:MOST_WORDS]


def _offers(period: Period, zone: ZoneInfo) -> list[RoomOffer]:
    begin = datetime.combine(period.first, time(), zone)
    end = datetime.combine(period.last + timedelta(days=1), time(), zone)
    return list(
        db.session.scalars(
            sa.select(RoomOffer)
            .where(RoomOffer.starts_at >= begin, RoomOffer.starts_at < end, RoomOffer.called_off_at.is_(None))
            .order_by(RoomOffer.starts_at, RoomOffer.id)
        )
    )


def _is_true(said: Counter[Truth | None]) -> bool:
    """Whether the words are printed. Where one alone was there they never are: their absence would tell the
    chair what that one said of them."""
    return said.total() != 1 and said[Truth.NOT] <= said[Truth.TRUE] + said[Truth.PARTLY]
