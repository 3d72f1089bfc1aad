"""Working out the numbers of a paper: read, compute, write, each for itself.

The reading and the writing are short transactions; the computing in between can take seconds and holds
nothing. A worker killed on the way leaves the meeting waiting, and the next minute begins again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from portal import db
from portal.coding import figures as coding
from portal.coding.codebook import codebook
from portal.disclosure.counts import Breakdown, Paper, Period
from portal.disclosure.publish import publish
from portal.disclosure.shown import Published
from portal.kit import clock, logs
from portal.outcomes import queries as outcomes
from portal.panels.commands import papers as commands
from portal.panels.queries import papers as queries
from portal.panels.queries.papers import Asked
from portal.panels.rules.papers import year_before
from portal.voice import figures as voice

JOB = "work out the panel's numbers"


@dataclass(frozen=True)
class _Counts:
    """What was read: the true counts of both periods, and every paper ever published."""

    before: Paper
    paper: Paper
    register: list[Published]


def count_what_was_asked(zone: ZoneInfo) -> int:
    """Work out what was asked for; returns how many. Opens transactions of its own: never call it in one.

    A fault is kept with the meeting as its kind, so that whoever waits is not left waiting."""
    with db.transaction():
        asked = queries.waiting_for_numbers()
    return sum(_count(one, zone) for one in asked)


def _count(asked: Asked, zone: ZoneInfo) -> bool:
    try:
        with db.transaction():
            counts = _read(asked.period, zone)
        draft = _worked_out(counts)
    except Exception as fault:
        logs.fault(JOB, fault)
        with db.transaction():
            return commands.keep_fault(asked, type(fault).__name__)
    with db.transaction():
        return commands.keep_numbers(asked, draft, today=clock.today(zone), now=clock.now())


def _read(period: Period, zone: ZoneInfo) -> _Counts:
    return _Counts(
        before=_true_counts(year_before(period), zone, by_age=False),
        paper=_true_counts(period, zone, by_age=True),
        register=outcomes.register(),
    )


def _worked_out(counts: _Counts) -> dict[str, Any]:
    """What may be printed. The comparison is a paper of its own and comes first: readers know it too."""
    before = publish(counts.before, counts.register).paper
    decision = publish(counts.paper, [*counts.register, before])
    return {
        "before": outcomes.to_json(before),
        "paper": outcomes.to_json(decision.paper),
        "register": len(counts.register),
        "why": [
            [cell.what.value, cell.name, cell.by, cell.value, why.value] for cell, why in decision.why.items()
        ],
    }


def _true_counts(period: Period, zone: ZoneInfo, *, by_age: bool) -> Paper:
    """The counts of a period. What only staff sort by (`for_children` is false) is not in the papers: no
    young person is offered it, so its numbers would say more about the sorting than about them."""
    spoke = voice.said(period, zone)
    bands = tuple(spoke.population)
    counted = coding.themes(period)
    themes = {theme.key: _in(bands, counted[theme.key]) for theme in codebook().tiles()}
    by = Breakdown("age", _in(bands, spoke.population), _in(bands, spoke.said), themes, lasting=False)
    return Paper(
        period=period,
        population=sum(by.population.values()),
        said=sum(by.said.values()),
        themes={theme: sum(each.values()) for theme, each in themes.items()},
        verdicts=voice.verdicts(period, zone),
        breakdowns=(by,) if by_age else (),
        compared=True,
    )


def _in(bands: tuple[str, ...], counts: Mapping[str, int]) -> dict[str, int]:
    """The counts in every band of the population. Raises ValueError for somebody who is in none of them."""
    if not set(counts) <= set(bands):
        raise ValueError("somebody is counted who is not in the population")
    return {band: counts.get(band, 0) for band in bands}
