"""What is wrong in a file of measures, line by line, before anything of it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from portal.panels.imports.owners import owner_in
from portal.panels.queries.measures import MeasureFound
from portal.panels.queries.measures_printed import PRINTED
from portal.panels.rules.measures import (
    MAX_NAME,
    MAX_WORDS,
    Better,
    Unit,
    WhyNot,
    is_small,
    sounds_about_children,
    why_not_period,
    why_not_value,
)
from portal.panels.rules.numbers import day_in, number_in
from portal.panels.rules.plan import MAX_LINK, MAX_POST, why_not_link
from portal.panels.rules.sheets import Bad, Row, Wrong

YES, NO, NO_CHECKED = "yes", "no", "no, checked"
ABOUT = (YES, NO, NO_CHECKED)
"""What may stand under "young people"."""
_LONGEST = {
    "measure": MAX_NAME,
    "counts": MAX_WORDS,
    "source": MAX_NAME,
    "how": MAX_WORDS,
    "post": MAX_POST,
    "note": MAX_WORDS,
    "link": MAX_LINK,
    "why": MAX_WORDS,
}
_KINDS = ("measure", "value", "target")


@dataclass
class Known:
    """What a file may say more of: a measure of the register, or one of the lines above."""

    unit: Unit
    better: Better
    about_children: bool
    is_portal: bool
    periods: list[tuple[date, date]] = field(default_factory=list)
    in_file: set[tuple[date, date]] = field(default_factory=set)
    targets: set[date] = field(default_factory=set)
    stand: dict[date, float] = field(default_factory=dict)  # targets of the register

    @staticmethod
    def of(found: MeasureFound) -> Known:
        one = found.measure
        periods = [] if one.portal_key else [(point.first, point.last) for point in found.points]
        stand = {each.by_on: each.number for each in one.targets if each.replaced_at is None}
        facts = (one.unit, one.better, one.about_children, bool(one.portal_key))
        return Known(*facts, periods, stand=stand)


def wrong_in(
    rows: Sequence[Row], known: dict[str, Known], owners: Mapping[str, UUID | None], today: date
) -> list[Wrong]:
    """All of it, in the file's order. `known` grows with the measures of the file."""
    wrong: list[Wrong] = []
    named: set[str] = set()
    for line, cells in rows:
        found = [(name, Bad.TOO_LONG) for name, most in _LONGEST.items() if len(cells[name]) > most]
        key = " ".join(cells["measure"].casefold().split())
        if not key:
            found.append(("measure", Bad.NEEDED))
        elif cells["what"] not in _KINDS:
            found.append(("what", Bad.NOT_ONE_OF))
        elif cells["what"] == "measure":
            found += [("measure", Bad.TWICE)] if key in named else _measure(key, cells, known, owners)
            named.add(key)
        elif key not in known:
            found.append(("measure", Bad.NO_MEASURE))
        elif cells["what"] == "target":
            found += _target(cells, known[key], today)
        else:
            found += _value(cells, known[key], today)
        wrong += [Wrong(line, column, why) for column, why in found]
    return wrong


Found = list[tuple[str, Bad]]


def _measure(
    key: str, cells: Mapping[str, str], known: dict[str, Known], owners: Mapping[str, UUID | None]
) -> Found:
    found: Found = [(name, Bad.NEEDED) for name in ("counts", "post") if not cells[name]]
    if cells["unit"] not in set(Unit):
        found.append(("unit", Bad.NOT_ONE_OF))
    if cells["better"] not in set(Better):
        found.append(("better", Bad.NOT_ONE_OF))
    if cells["young people"] not in ABOUT:
        found.append(("young people", Bad.NOT_ONE_OF))
    elif cells["young people"] == NO and sounds_about_children(cells["measure"], cells["counts"]):
        found.append(("young people", Bad.IS_YOUNG))
    if cells["portal"] and cells["portal"] not in PRINTED:
        found.append(("portal", Bad.NOT_ONE_OF))
    if isinstance(owner := owner_in(cells, owners), Bad):
        found.append(("owner", owner))
    if found:
        return found
    about = cells["young people"] == YES
    new = Known(Unit(cells["unit"]), Better(cells["better"]), about, bool(cells["portal"]))
    old = known.setdefault(key, new)
    facts = ("unit", "better", "about_children", "is_portal")
    is_same = all(getattr(old, name) == getattr(new, name) for name in facts)
    return [] if is_same else [("measure", Bad.TWICE)]


def _value(cells: Mapping[str, str], one: Known, today: date) -> Found:
    first, last, number = day_in(cells["from"]), day_in(cells["to"]), number_in(cells["number"])
    of = number_in(cells["of"]) if cells["of"] else None
    found: Found = [
        (name, Bad.NEEDED if not cells[name] else bad)
        for name, read, bad in (
            ("from", first, Bad.NOT_A_DAY),
            ("to", last, Bad.NOT_A_DAY),
            ("number", number, Bad.NOT_A_NUMBER),
        )
        if read is None
    ]
    if cells["of"] and of is None:
        found.append(("of", Bad.NOT_A_NUMBER))
    if one.is_portal:
        found.append(("what", Bad.NOT_ONE_OF))
    if why_not_link(cells["link"]):
        found.append(("link", Bad.BAD_LINK))
    if found or first is None or last is None or number is None:
        return found
    if why := why_not_value(one.unit, number, of, about_children=one.about_children):
        return [("of" if why is WhyNot.NO_WHOLE else "number", Bad.BAD_NUMBER)]
    if (first, last) in one.in_file:
        return [("from", Bad.TWICE)]
    if why := why_not_period(first, last, today=today, others=one.periods):
        return [("from" if why is WhyNot.OVERLAPS else "to", _DAYS[why])]
    one.periods.append((first, last))
    one.in_file.add((first, last))
    few = is_small(one.unit, number, of, about_children=one.about_children)
    return [("small", Bad.SMALL)] if few and cells["small"] != "checked" else []


_DAYS = {WhyNot.OVERLAPS: Bad.OVERLAPS, WhyNot.NOT_CLOSED: Bad.BAD_DAY, WhyNot.ENDS_FIRST: Bad.BAD_DAY}


def _target(cells: Mapping[str, str], one: Known, today: date) -> Found:
    by_on, number = day_in(cells["by"]), number_in(cells["number"])
    found: Found = []
    if by_on is None:
        found.append(("by", Bad.NOT_A_DAY if cells["by"] else Bad.NEEDED))
    elif by_on in one.targets:
        found.append(("by", Bad.TWICE))
    elif by_on <= today and one.stand.get(by_on, number) != number:
        found.append(("by", Bad.BAD_DAY))  # a target whose day has come stands for good
    else:
        one.targets.add(by_on)
    if number is None:
        found.append(("number", Bad.NOT_A_NUMBER if cells["number"] else Bad.NEEDED))
    return found
