"""Missing voices in words: who was not heard, by one thing at a time that is known of them."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.disclosure.counts import POPULATION, SAID, Cell, What
from portal.disclosure.shown import Published
from portal.listening.presenters.cells import words_of
from portal.listening.queries import Quarter
from portal.listening.rules import MONTHS_SILENT
from portal.people.rules.known import DISTANCES, FAITHS


@dataclass(frozen=True)
class Group:
    """Who was not heard, by one thing that is known of them."""

    title: str
    rows: tuple[tuple[str, ...], ...]


def missing(found: Quarter) -> list[Group]:
    """Who was not heard: all, then by each thing that is known."""
    names = _dimension_names()
    groups = [Group(str(_("All young people")), (_missing_row(found.silent, "", "", str(_("All"))),))]
    for by, title in names.items():
        values = [cell.value for cell in found.silent.cells if cell.what is What.POPULATION and cell.by == by]
        rows = tuple(_missing_row(found.silent, by, value, value_name(by, value)) for value in values)
        groups.append(Group(title, rows))
    return groups


def missing_columns() -> list[str]:
    """The head of the table of missing voices."""
    months = [
        str(ngettext("Not heard for %(num)s month", "Not heard for %(num)s months", one))
        for one in MONTHS_SILENT
    ]
    return [str(_("Who")), str(_("Young people")), *months]


def _missing_row(paper: Published, by: str, value: str, name: str) -> tuple[str, ...]:
    cells = [POPULATION, SAID, *(Cell(What.THEME, f"months_{months}") for months in MONTHS_SILENT[1:])]
    return (name, *(words_of(paper.cells.get(cell.of(by, value) if by else cell)) for cell in cells))


def _dimension_names() -> dict[str, str]:
    return {
        "age": str(_("By age")),
        "home": str(_("By kind of home")),
        "distance": str(_("By distance from home")),
        "language": str(_("By language")),
        "ethnicity": str(_("By ethnicity")),
        "faith": str(_("By faith")),
        "disability": str(_("By disability")),
    }


def value_name(by: str, value: str) -> str:
    """What a row of missing voices is called."""
    if value == "not_known":
        return str(_("not known"))
    if by == "distance":
        return str(_(DISTANCES[value]))
    if by == "faith":
        return str(_(FAITHS[value]))
    names = {
        "under_12": _("under 12"),
        "12_15": _("12 to 15"),
        "16_17": _("16 and 17"),
        "18_over": _("18 and over"),
        "foster": _("Foster home"),
        "childrens_home": _("Children’s home"),
        "supported": _("Supported or semi-independent home"),
        "parents_or_own": _("With parents, or on their own"),
        "other": _("Other"),
        "english": _("English"),
        "another": _("Another language"),
        "white": _("White"),
        "mixed": _("Mixed"),
        "asian": _("Asian"),
        "black": _("Black"),
        "yes": _("Disability known"),
        "no": _("No disability"),
    }
    return str(names[value])
