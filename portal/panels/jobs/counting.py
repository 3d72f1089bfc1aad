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
from portal.disclosure.publish import Decision, Why, publish
from portal.disclosure.shown import Published
from portal.kit import clock, logs
from portal.outcomes import queries as outcomes
from portal.panels.commands import papers as commands
from portal.panels.queries import papers as queries
from portal.panels.queries.papers import Asked
from portal.panels.rules import Hidden
from portal.panels.rules.papers import quarters_before
from portal.voice import figures as voice

JOB = "work out the panel's numbers"
_HIDDEN = {
    Why.SMALL: Hidden.PROTECTS,
    Why.BESIDE_A_SMALL_ONE: Hidden.PROTECTS,
    Why.WOULD_GIVE_ANOTHER_AWAY: Hidden.PROTECTS,
    Why.SAID_BEFORE: Hidden.SAID_BEFORE,
    Why.CONTRADICTS_AN_EARLIER_PAPER: Hidden.CONTRADICTS_AN_EARLIER_PAPER,
    Why.COUNTS_HAVE_MOVED: Hidden.COUNTS_HAVE_MOVED,
}


@dataclass(frozen=True)
class _Counts:
    """What was read: the true counts of the period and of the quarters before that were never printed, oldest
    first; the quarters' periods, newest first; and every paper ever published."""

    quarters: list[Period]
    never_printed: list[Paper]
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
    register = outcomes.register()
    printed = {each.period for each in register}
    quarters = quarters_before(period, printed)
    return _Counts(
        quarters=quarters,
        never_printed=[
            _true_counts(each, zone, by_age=False) for each in reversed(quarters) if each not in printed
        ],
        paper=_true_counts(period, zone, by_age=True),
        register=register,
    )


def _worked_out(counts: _Counts) -> dict[str, Any]:
    """What may be printed. Each quarter before is a paper of its own and comes first: readers know it too."""
    register = list(counts.register)
    for each in counts.never_printed:
        register.append(publish(each, register).paper)
    decision = publish(counts.paper, register)
    of = {each.period: each for each in reversed(register)}  # what was printed first of a period stands
    return {
        "quarters": [outcomes.to_json(of[period]) for period in counts.quarters],
        "paper": outcomes.to_json(decision.paper),
        "register": len(counts.register),
        "why": _why(decision),
    }


def _why(decision: Decision) -> list[list[str]]:
    """In the paper's order: that in which cells came to be hidden tells the small ones from the others."""
    return [
        [cell.what.value, cell.name, cell.by, cell.value, _HIDDEN[decision.why[cell]].value]
        for cell in decision.paper.cells
        if cell in decision.why
    ]


def _true_counts(period: Period, zone: ZoneInfo, *, by_age: bool) -> Paper:
    """The counts of a period. What only staff sort by (`for_children` is false) is not in the papers: no
    young person is offered it, so its numbers would say more about the sorting than about them."""
    spoke = voice.said(period, zone)
    bands = tuple(spoke.population)
    counted = coding.themes(period)
    themes = {theme.key: _in(bands, counted[theme.key]) for theme in codebook().counted(period.last)}
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
