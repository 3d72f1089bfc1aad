"""What both kinds of files need: owners by their names, and words that may stand where others read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from portal.accounts.queries import staffing
from portal.audit import commands as audit
from portal.disclosure.small_numbers import small_numbers_of_people
from portal.panels.queries.naming import TYPED, could_hold_a_name, has_known_name, typed_too_many
from portal.panels.rules.sheets import Bad, Row, Wrong


def owners_by_name(today: date) -> dict[str, UUID | None]:
    """Those who may own something by their names; None for a name that two of them have."""
    found: dict[str, UUID | None] = {}
    for account_id, name in staffing.owners(today):
        key = " ".join(name.casefold().split())
        found[key] = None if key in found else account_id
    return found


def owner_in(row: Mapping[str, str], owners: Mapping[str, UUID | None]) -> UUID | Bad:
    """The owner a row names."""
    key = " ".join(row["owner"].casefold().split())
    if not key:
        return Bad.NEEDED
    if key not in owners:
        return Bad.NO_OWNER
    return owners[key] or Bad.TWO_OWNERS


def words_in_the_way(rows: Sequence[Row], columns: Sequence[str], *, by: UUID, now: datetime) -> list[Wrong]:
    """Cells that hold a name known here, or tell of a few young people: in a file nothing can be ticked.
    Tries are counted like those on a page."""
    too_often = typed_too_many(by, now)
    is_in_the_way: Callable[[str], bool] = could_hold_a_name if too_often else has_known_name
    texts = [(line, name, row[name]) for line, row in rows for name in columns if row[name]]
    whole = "\n".join(text for _line, _name, text in texts)
    named = []
    if is_in_the_way(whole):  # looked up once for a file that has none
        named = [(line, name) for line, name, text in texts if is_in_the_way(text)]
    if named and not too_often:
        audit.record_refusal(TYPED, by=by)
    few = [(line, name) for line, name, text in texts if small_numbers_of_people(text)]
    return [Wrong(line, name, Bad.NAMES_SOMEBODY) for line, name in named] + [
        Wrong(line, name, Bad.POINTS_TO_SOMEBODY) for line, name in few
    ]
