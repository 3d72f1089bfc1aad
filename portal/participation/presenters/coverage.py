"""Do we look like everyone? The printed numbers in words, and who is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from portal.disclosure.counts import POPULATION, SAID, Cell
from portal.disclosure.shown import Published
from portal.participation.figures.coverage import Quarter
from portal.participation.rules.coverage import NOT_KNOWN, VALUES, Missing

NOT_SHOWN = "–"
"""Small numbers and those hidden beside them look the same."""


@dataclass(frozen=True)
class Table:
    title: str
    rows: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Shown:
    """The newest closed quarter."""

    first: date
    last: date
    tables: list[Table]


def shown(quarter: Quarter | None) -> Shown | None:
    if quarter is None:
        return None
    paper = quarter.paper
    everybody = Table(str(_("All")), [(str(_("All")), *_pair(paper, "", ""))])
    tables = [
        Table(by_words(by), [(value_words(by, value), *_pair(paper, by, value)) for value in values])
        for by, values in VALUES.items()
    ]
    return Shown(quarter.first, quarter.last, [everybody, *tables])


def _pair(paper: Published, by: str, value: str) -> tuple[str, str]:
    return (
        _words(paper, POPULATION.of(by, value) if by else POPULATION),
        _words(paper, SAID.of(by, value) if by else SAID),
    )


def _words(paper: Published, cell: Cell) -> str:
    found = paper.cells.get(cell)
    return NOT_SHOWN if found is None or found.number is None else str(found.number)


def by_words(by: str) -> str:
    words = {
        "age": _("By age"),
        "distance": _("By distance from home"),
        "home": _("By kind of home"),
        "gender": _("By gender"),
        "ethnicity": _("By ethnicity"),
        "unaccompanied": _("Came to this country alone"),
        "disability": _("By disability"),
    }
    return str(words[by])


def value_words(by: str, value: str) -> str:
    """What a row is called."""
    if value == NOT_KNOWN:
        return str(_("not known"))
    if by == "unaccompanied":
        return str(_("Yes") if value == "yes" else _("No"))
    words = {
        "under_11": _("under 11"),
        "11_15": _("11 to 15"),
        "16_17": _("16 and 17"),
        "18_over": _("18 and over"),
        "far": _("20 miles or more from their own home"),
        "near": _("Less than 20 miles from their own home"),
        "foster": _("Foster home"),
        "childrens_home": _("Children’s home"),
        "supported": _("Supported or semi-independent home"),
        "parents_or_own": _("With parents, or on their own"),
        "other": _("Other"),
        "female": _("Female"),
        "male": _("Male"),
        "white": _("White"),
        "mixed": _("Mixed"),
        "asian": _("Asian"),
        "black": _("Black"),
        "yes": _("Disability known"),
        "no": _("No disability"),
    }
    return str(words[value])


def kinds() -> set[Missing]:
    """The kinds that have words, and may be invited as such."""
    return {Missing(by, value) for by, value in _missing()}


def missing_words(one: Missing) -> str:
    """A line of the list of who is missing."""
    return _missing()[one.by, one.value]


def _missing() -> dict[tuple[str, str], str]:
    return {
        ("age", "under_11"): str(_("Children under 11")),
        ("age", "11_15"): str(_("Young people of 11 to 15")),
        ("age", "16_17"): str(_("Young people of 16 and 17")),
        ("age", "18_over"): str(_("Care leavers of 18 and over")),
        ("distance", "far"): str(_("Young people who live 20 miles or more from their own home")),
        ("distance", "near"): str(_("Young people who live less than 20 miles from their own home")),
        ("home", "foster"): str(_("Young people in foster homes")),
        ("home", "childrens_home"): str(_("Young people in children’s homes")),
        ("home", "supported"): str(_("Young people in supported homes")),
        ("home", "parents_or_own"): str(_("Young people who live with parents, or on their own")),
        ("gender", "female"): str(_("Girls and young women")),
        ("gender", "male"): str(_("Boys and young men")),
        ("ethnicity", "white"): str(_("White young people")),
        ("ethnicity", "mixed"): str(_("Young people of mixed ethnicity")),
        ("ethnicity", "asian"): str(_("Asian young people")),
        ("ethnicity", "black"): str(_("Black young people")),
        ("ethnicity", "other"): str(_("Young people of other ethnic groups")),
        ("unaccompanied", "yes"): str(_("Young people who came to this country alone")),
        ("disability", "yes"): str(_("Disabled young people")),
    }
