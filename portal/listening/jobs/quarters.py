"""Each closed quarter is counted once, and then stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.clocks.reading import local_day
from portal.disclosure.counts import Breakdown, Paper, Period
from portal.kit import clock
from portal.listening import figures
from portal.listening.figures import Heard, Silent
from portal.listening.models import ListeningQuarter
from portal.listening.rules import Measure, Team, closed_quarters
from portal.listening.rules.hiding import printable
from portal.outcomes.commands.quarters import keep_first
from portal.outcomes.queries.papers import to_json

BY_TEAM = "team"
THROUGH, CHALLENGED = "through:", "challenged:"
HEARD_INSIDE = {Measure.IN_TIME.value: Measure.DUE.value, Measure.TOLD_WHY.value: Measure.TOLD_NO.value}
SILENT_INSIDE = {"months_12": "months_6"}
"""Measures all of whose young people another one has too."""


def count_quarters(zone: ZoneInfo) -> int:
    """Count the closed quarters that were not counted yet, oldest first; returns how many. Opens transactions
    of its own: never call it in one. Of two workers at it, one writes and the other leaves it."""
    with db.transaction():
        on = local_day(clock.now(), zone.key)
        known = set(db.session.scalars(sa.select(ListeningQuarter.first_on)))
    wanted = [one for one in reversed(closed_quarters(on)) if one.first not in known]
    return sum(_count(one, zone) for one in wanted)


def _count(period: Period, zone: ZoneInfo) -> bool:
    with db.transaction():
        heard, silent = figures.heard(period, zone), figures.silent(period.last, zone)
    numbers = _numbers(period, heard, silent)
    return keep_first(
        ListeningQuarter(first_on=period.first, last_on=period.last, counted_at=clock.now(), numbers=numbers)
    )


def _numbers(period: Period, heard: Heard, silent: Silent) -> dict[str, Any]:
    teams = {team.key: team for team in heard.teams.values()}
    through = sorted(heard.through)
    days: dict[str, int] = {}
    for key in ("", *teams):
        theirs = {one for one, team in heard.teams.items() if key in ("", team.key)}
        if (middle := heard.middle(theirs)) is not None:
            days[key] = middle
    return {
        "heard": to_json(printable(heard_paper(period, heard), inside=HEARD_INSIDE)),
        "silent": to_json(printable(silent_paper(period, silent), inside=SILENT_INSIDE)),
        "spoken": to_json(printable(spoken_paper(period, heard))),
        "teams": {key: _kept(team) for key, team in sorted(teams.items())},
        "days": days,
        "through": through,
        "challenged": sorted(heard.challenged),
    }


def _kept(team: Team) -> list[Any]:
    return [team.agency, "" if team.unit else team.manager, team.is_nobody, team.unit]


def heard_paper(period: Period, heard: Heard) -> Paper:
    """Everybody, who was heard, and every measure of those; all of them by team. Through which agency is told
    for all teams together: somebody may be heard through two, so it is a measure and no filter."""
    by = {measure.value: heard.by[measure] for measure in Measure}
    through = {f"{THROUGH}{place}": heard.through[name] for place, name in enumerate(sorted(heard.through))}
    values = sorted({team.key for team in heard.teams.values()})
    of = {one: team.key for one, team in heard.teams.items()}
    teams = Breakdown(
        BY_TEAM,
        _by(values, of, heard.teams),
        _by(values, of, heard.heard),
        {measure: _by(values, of, who) for measure, who in by.items()},
        lasting=False,
    )
    return Paper(
        period=period,
        population=len(heard.teams),
        said=len(heard.heard),
        themes={name: len(who) for name, who in {**by, **through}.items()},
        breakdowns=(teams,) if values else (),
    )


def spoken_paper(period: Period, heard: Heard) -> Paper:
    """For whom a practitioner spoke up, by the agency that answers: heard or not, so a paper by itself."""
    who = [heard.challenged[agency] for agency in sorted(heard.challenged)]
    # All who were spoken up for stands nowhere: a small agency would be what is left of them.
    return Paper(
        period=period,
        population=len(heard.teams),
        said=len(heard.teams),
        themes={f"{CHALLENGED}{place}": len(each) for place, each in enumerate(who)},
    )


def silent_paper(period: Period, silent: Silent) -> Paper:
    """Who was not heard for three months, and of those for six and twelve; by what is known of them, one
    thing at a time. A person's kind of home changes between quarters, so no filter lasts."""
    shortest, *longer = sorted(silent.for_months)
    themes = {f"months_{months}": silent.for_months[months] for months in longer}
    breakdowns = tuple(
        Breakdown(
            by,
            _by(values, silent.known[by], silent.everybody),
            _by(values, silent.known[by], silent.for_months[shortest]),
            {name: _by(values, silent.known[by], who) for name, who in themes.items()},
            lasting=False,
        )
        for by, values in figures.VALUES.items()
    )
    return Paper(
        period=period,
        population=len(silent.everybody),
        said=len(silent.for_months[shortest]),
        themes={name: len(who) for name, who in themes.items()},
        breakdowns=breakdowns,
    )


def _by(values: Collection[str], of: dict[UUID, str], who: Iterable[UUID]) -> dict[str, int]:
    counts = dict.fromkeys(values, 0)
    for one in who:
        counts[of[one]] += 1
    return counts
