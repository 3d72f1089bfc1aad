"""Names in what goes to somebody, or is printed: shown to whoever wrote it, who takes them out or says that
they are none. Only for those who work with everybody's words anyway."""

from __future__ import annotations

from collections.abc import Iterable

from portal.accounts.figures import marks_in
from portal.complaints.queries.facts import Facts
from portal.disclosure import marks
from portal.disclosure.marks import Kind, Mark
from portal.people import queries as people
from portal.people.queries.known import known_among

_PRINTED = (Kind.KNOWN_NAME, Kind.EMAIL, Kind.PHONE, Kind.HANDLE, Kind.LINK, Kind.POSTCODE)


def others_named(found: Facts, texts: Iterable[str]) -> list[str]:
    """Names of other young people in what goes to whoever complained. Not their own, not of the people who
    have to do with it, nor what they wrote themselves: that tells them nothing new."""
    text = "\n".join(texts)
    names = known_among(marks.could_be_names(text)) - marks.could_be_names(_said(found))
    return _words(text, [mark for mark in marks.marks(text, names) if mark.kind is Kind.KNOWN_NAME])


def printed_names(texts: Iterable[str]) -> list[str]:
    """Whatever could give somebody away in what is printed for everybody."""
    text = "\n".join(texts)
    return _words(text, [mark for mark in marks_in(text) if mark.kind in _PRINTED])


def _said(found: Facts) -> str:
    row = found.row
    child = people.get(row.young_person_id) if row.young_person_id else None
    own = (found.name, child.called if child else "", row.child_name, row.words, row.wish, row.about)
    wrote = [one.words for one in found.events if one.by_id is None or one.by_id == row.account_id]
    # Each begins a line of its own, and with a capital: somebody who types in small letters said it too.
    said = " ".join(part for part in (*own, row.agreed, *wrote, *found.names.values()) if part)
    return said.title()


def _words(text: str, found: list[Mark]) -> list[str]:
    return list(dict.fromkeys(text[mark.start : mark.end] for mark in found))
