"""The judged samples of a quarter are counted once, when they have had their time, and then stand."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.clocks.reading import local_day
from portal.disclosure.counts import Breakdown, Paper, Period
from portal.kit import clock
from portal.listening.figures.audited import Audit, Audited, audited
from portal.listening.models import ListeningAudit, Sample
from portal.listening.rules.hiding import printable
from portal.listening.rules.samples import audited_quarters
from portal.outcomes.commands.quarters import keep_first
from portal.outcomes.queries.papers import to_json

BY_AGENCY = "agency"


def count_audits(zone: ZoneInfo) -> int:
    """Count the quarters of which samples were drawn and that were not counted yet; returns how many. Opens
    transactions of its own. Of two workers at it, one writes and the other leaves it."""
    with db.transaction():
        on = local_day(clock.now(), zone.key)
        known = set(db.session.scalars(sa.select(ListeningAudit.first_on)))
        drawn = list(db.session.scalars(sa.select(Sample.first_on)))
    wanted = [
        one
        for one in reversed(audited_quarters(on))
        if one.first not in known and any(one.first <= day <= one.last for day in drawn)
    ]
    return sum(_count(one) for one in wanted)


def _count(period: Period) -> bool:
    with db.transaction():
        numbers = _numbers(period, audited(period))
    return keep_first(
        ListeningAudit(first_on=period.first, last_on=period.last, counted_at=clock.now(), numbers=numbers)
    )


def _numbers(period: Period, found: Audited) -> dict[str, Any]:
    agencies = sorted(set(found.agencies.values()))
    return {"paper": to_json(printable(audit_paper(period, found))), "agencies": agencies}


def audit_paper(period: Period, found: Audited) -> Paper:
    """All that were drawn, those that were judged, and of those what was said; all of it by agency."""
    agencies = sorted(set(found.agencies.values()))
    place = {agency: str(number) for number, agency in enumerate(agencies)}

    def by(who: set[Any]) -> dict[str, int]:
        counts = dict.fromkeys(place.values(), 0)
        for one in who:
            counts[place[found.agencies[one]]] += 1
        return counts

    who = {audit.value: found.by[audit] for audit in Audit}
    breakdown = Breakdown(
        BY_AGENCY,
        by(set(found.agencies)),
        by(found.judged),
        {name: by(each) for name, each in who.items()},
        lasting=False,
    )
    return Paper(
        period=period,
        population=len(found.agencies),
        said=len(found.judged),
        themes={name: len(each) for name, each in who.items()},
        breakdowns=(breakdown,) if agencies else (),
    )
