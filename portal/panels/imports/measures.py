"""The register of measures as a CSV file: a line for each measure, value and target. Given out and taken in,
the same file again makes the same register."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from portal.documents.sheets import sheet_of
from portal.panels.commands import measures as commands
from portal.panels.commands.measures import MeasureWords, NewValue
from portal.panels.imports.measures_wrong import NO, NO_CHECKED, YES, Known, wrong_in
from portal.panels.imports.owners import owner_in, owners_by_name, words_in_the_way
from portal.panels.models import Measure
from portal.panels.queries import measures as queries
from portal.panels.queries.measures import MeasureFound
from portal.panels.rules.measures import Better, Unit, is_small, sounds_about_children
from portal.panels.rules.numbers import day_in, number_in, plain
from portal.panels.rules.sheets import Bad, CannotRead, Row, Wrong, rows_of

COLUMNS = (
    "what", "measure", "unit", "better", "young people", "counts", "source", "how", "owner", "post", "portal",
    "from", "to", "number", "of", "small", "note", "link", "by", "why",
)  # fmt: skip
NEEDED = ("what", "measure")
_WORDS = ("measure", "counts", "source", "how", "post", "note", "why")
CHECKED = "checked"


def sheet(register: Sequence[MeasureFound]) -> str:
    """The register as a file: each measure, then its values and targets that stand."""
    return sheet_of([COLUMNS, *(_cells(row) for found in register for row in _rows(found))])


def _rows(found: MeasureFound) -> list[dict[str, str]]:
    one = found.measure
    head = {"measure": one.name}
    rows = [
        {
            **head,
            "what": "measure",
            "unit": one.unit.value,
            "better": one.better.value,
            "young people": _about(one),
            "counts": one.counts,
            "source": one.source,
            "how": one.how,
            "owner": found.owner,
            "post": one.post,
            "portal": one.portal_key,
        }
    ]
    for value in one.values:
        if value.replaced_at is None:
            small = is_small(one.unit, value.number, value.of, about_children=one.about_children)
            rows.append(
                {
                    **head,
                    "what": "value",
                    "from": _day(value.first_on),
                    "to": _day(value.last_on),
                    "number": plain(value.number),
                    "of": plain(value.of) if value.of is not None else "",
                    "small": CHECKED if small else "",
                    "note": value.note,
                    "link": value.link,
                }
            )
    rows += [
        {**head, "what": "target", "by": _day(each.by_on), "number": plain(each.number), "why": each.why}
        for each in one.targets
        if each.replaced_at is None
    ]
    return rows


def _about(one: Measure) -> str:
    if one.about_children:
        return YES
    return NO_CHECKED if sounds_about_children(one.name, one.counts) else NO


def take_in(content: bytes, *, by: UUID, now: datetime, today: date) -> int | list[Wrong]:
    """Write all of the file into the register; or say what is to be put right, and write nothing. Measures
    that stand there under the same name get the file's values and targets. Returns how many lines it has."""
    try:
        rows = rows_of(content, COLUMNS, NEEDED)
    except CannotRead as fault:
        return [fault.wrong]
    owners = owners_by_name(today)
    register = {_key(one.measure.name): one for one in queries.everything(today)}
    known = {key: Known.of(one) for key, one in register.items()}
    wrong = wrong_in(rows, known, owners, today)
    wrong += words_in_the_way(rows, _WORDS, by=by, now=now)
    if wrong:
        return sorted(wrong, key=lambda one: (one.line, one.column))
    measures = {key: one.measure for key, one in register.items()}
    for row in rows:
        _write(row, measures, owners, by=by, now=now, today=today)
    return len(rows)


def _write(
    row: Row,
    measures: dict[str, Measure],
    owners: Mapping[str, UUID | None],
    *,
    by: UUID,
    now: datetime,
    today: date,
) -> None:
    _line, cells = row
    key = _key(cells["measure"])
    if cells["what"] == "measure":
        if key not in measures:
            made = commands.write(_words(cells, owners), uuid.uuid4(), by=by, now=now, today=today)
            measures[key] = made
        return
    number = number_in(cells["number"])
    assert number is not None  # every row was looked at
    if cells["what"] == "target":
        by_on, why = day_in(cells["by"]), cells["why"]
        commands.aim(measures[key], by_on, number, why, by=by, now=now, today=today, is_brought=True)
        return
    first, last = day_in(cells["from"]), day_in(cells["to"])
    assert first is not None
    assert last is not None
    value = NewValue(
        first,
        last,
        number,
        number_in(cells["of"]) if cells["of"] else None,
        cells["note"],
        cells["link"],
        small_is_known=cells["small"] == CHECKED,
    )
    commands.enter(measures[key], value, by=by, now=now, today=today)


def _words(cells: Mapping[str, str], owners: Mapping[str, UUID | None]) -> MeasureWords:
    owner = owner_in(cells, owners)
    assert not isinstance(owner, Bad)  # every row was looked at
    return MeasureWords(
        name=cells["measure"],
        counts=cells["counts"],
        unit=Unit(cells["unit"]),
        better=Better(cells["better"]),
        about_children=cells["young people"] == YES,
        source=cells["source"],
        how=cells["how"],
        post=cells["post"],
        owner_id=owner,
        portal_key=cells["portal"],
    )


def _cells(row: Mapping[str, str]) -> list[str]:
    return [row.get(name, "") for name in COLUMNS]


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
