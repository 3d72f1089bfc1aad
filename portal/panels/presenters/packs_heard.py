"""Who was heard, who was not and how fast they were answered, in words: from a quarter as it was printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.disclosure.counts import POPULATION, SAID, Cell, What
from portal.disclosure.shown import Published
from portal.outcomes.queries.papers import from_json
from portal.panels.presenters import numbers
from portal.panels.presenters.records import how_counted
from portal.panels.rules.packs import Audience, Row, Section, Table

_OPEN = ("age",)
"""What the public version tells missing voices by; members see every way."""


def missing(kept: Mapping[str, Any], audience: Audience) -> Section:
    """Who was not heard for three, six and twelve months, by one thing at a time that is known of them."""
    paper = from_json(kept["silent"])
    how = (*how_counted(numbers.span(paper.period)), _who_counts())
    tables = [_table(paper, "", str(_("All young people")), how)]
    for by, title in _dimensions().items():
        if audience is Audience.MEMBERS or by in _OPEN:
            tables.append(_table(paper, by, title, how))
    return Section(
        key="missing",
        title=str(_("Missing voices")),
        story=_missing_story(paper),
        tables=tuple(table for table in tables if table.rows),
        how=(
            *how,
            str(
                _(
                    "Heard means in any way: own words, said together, observed, or passed on. What "
                    "was told to "
                    "an advocate counts nowhere, so somebody here may have been heard there."
                )
            ),
        ),
    )


def _who_counts() -> str:
    return str(
        _(
            "Everybody in care or leaving care on the last day, each counted once. Where a thing is "
            "not known of somebody, they stand in “not known”."
        )
    )


def _missing_story(paper: Published) -> str:
    silent, of = (paper.cells[cell].number for cell in (SAID, POPULATION))
    if silent is None or of is None:
        return ""
    return str(
        _(
            "About %(num)s of about %(of)s young people were not heard in any way for three months or more.",
            num=silent,
            of=of,
        )
    )


def _table(paper: Published, by: str, title: str, how: tuple[str, ...]) -> Table:
    values = (
        [cell.value for cell in paper.cells if cell.what is What.POPULATION and cell.by == by] if by else [""]
    )
    return Table(
        title,
        (
            str(_("Who")),
            str(_("Young people")),
            *(
                str(ngettext("Not heard for %(num)s month", "Not heard for %(num)s months", months))
                for months in (3, 6, 12)
            ),
        ),
        tuple(_missing_row(paper, by, value, how) for value in values),
    )


def _missing_row(paper: Published, by: str, value: str, how: tuple[str, ...]) -> Row:
    cells: Iterable[Cell] = (POPULATION, SAID, *(Cell(What.THEME, f"months_{months}") for months in (6, 12)))
    shown = tuple(words_of(paper, cell.of(by, value) if by else cell) for cell in cells)
    return Row(value_words(by, value) if by else str(_("All")), shown, how)


def words_of(paper: Published, cell: Cell) -> str:
    """A cell as it is printed: small ones and those hidden beside them look the same."""
    shown = paper.cells.get(cell)
    if shown is None or shown.number is None:
        return str(_("not shown"))
    return str(_("about %(count)s", count=f"{shown.number:,}"))


def _dimensions() -> dict[str, str]:
    return {
        "age": str(_("By age")),
        "home": str(_("By kind of home")),
        "distance": str(_("By distance from home")),
        "language": str(_("By language")),
        "ethnicity": str(_("By ethnicity")),
        "disability": str(_("By disability")),
    }


def value_words(by: str, value: str) -> str:
    """What a row of missing voices is called."""
    if value == "not_known":
        return str(_("not known"))
    if by == "age":
        return numbers.band_label(value)
    words = {
        "foster": _("Foster home"),
        "childrens_home": _("Children’s home"),
        "supported": _("Supported or semi-independent home"),
        "parents_or_own": _("With parents, or on their own"),
        "other": _("Other"),
        "under_5": _("Less than 5 miles from their own home"),
        "5_20": _("5 to 20 miles from their own home"),
        "20_50": _("20 to 50 miles from their own home"),
        "50_over": _("50 miles or more from their own home"),
        "english": _("English"),
        "another": _("Another language"),
        "white": _("White"),
        "mixed": _("Mixed"),
        "asian": _("Asian"),
        "black": _("Black"),
        "yes": _("Disability known"),
        "no": _("No disability"),
    }
    return str(words.get(value, value))


def timeliness(kept: Mapping[str, Any], audience: Audience) -> Section:
    """How fast what young people said was read and answered."""
    paper = from_json(kept["heard"])
    how = how_counted(numbers.span(paper.period))
    names = {
        "": _("Young people"),
        "said": _("Heard at all"),
        "read_same_day": _("All read the same day"),
        "due": _("Were owed an answer"),
        "in_time": _("All answered in time"),
        "told_no": _("Were told no"),
        "told_why": _("Told no with the reason"),
    }
    fixed = {"": POPULATION, "said": SAID}
    rows = [
        Row(str(label), (words_of(paper, fixed.get(key) or Cell(What.THEME, key)),), how)
        for key, label in names.items()
    ]
    return Section(
        key="timeliness",
        title=str(_("How fast they were answered")),
        story=_timeliness_story(paper),
        tables=(
            Table(
                str(_("Young people, each counted once")),
                (str(_("What")), str(_("How many"))),
                tuple(rows),
            ),
        ),
        how=(
            *how,
            str(
                _(
                    "Somebody counts as answered in time only if every answer they were owed came in "
                    "time. Who "
                    "said nothing here was owed no answer and is not among them: see “Missing voices”."
                )
            ),
        ),
    )


def _timeliness_story(paper: Published) -> str:
    def number(key: str) -> int | None:
        shown = paper.cells.get(Cell(What.THEME, key))
        return shown.number if shown else None

    of, num = number("due"), number("in_time")
    if not of or num is None:
        return ""
    return str(
        _(
            "Of about %(of)s young people who were owed an answer, about %(num)s had every answer in time.",
            of=of,
            num=num,
        )
    )
