"""What is learned, in words and figures. No word of a comment is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from flask_babel import format_decimal
from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.sorting.rules.learning import KEPT, LEAST_COMMENTS, LEAST_PEOPLE, State, WhyNot

FIGURES = ("micro_f1", "macro_f1", "average_precision", "top3")


class Version(Protocol):
    """A version as the page needs it."""

    version: int
    made_at: datetime | None
    state: State
    serves: bool
    why_not: str
    comments: int
    figures: dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One version in the list."""

    version: int
    made_at: datetime | None
    about: str
    cells: Sequence[str]
    state: str
    serves: bool
    can_serve: bool


@dataclass(frozen=True)
class Learned:
    """The page."""

    lines: Sequence[Line]
    serves: Line | None
    is_held: bool
    by_theme: Sequence[Sequence[str]]
    by_meaning: bool
    least_comments: int = LEAST_COMMENTS
    least_people: int = LEAST_PEOPLE
    kept: int = KEPT


def page(versions: Sequence[Version], *, is_held: bool) -> Learned:
    """All versions, and the figures of the one that serves theme by theme."""
    found = [_line(one) for one in versions]
    serving = next((one for one in versions if one.serves), None)
    return Learned(
        lines=found,
        serves=next((one for one in found if one.serves), None),
        is_held=is_held,
        by_theme=_by_theme(serving.figures) if serving else (),
        by_meaning=bool(serving and serving.figures.get("meaning")),
    )


def columns() -> list[str]:
    """What the figures are called."""
    return [
        _("Right, all themes together"),
        _("Right, each theme alike"),
        _("In the right order"),
        _("A right one in the first three"),
    ]


def words_cells(versions: Sequence[Version]) -> list[str]:
    """The same figures for the codebook's words, as they were found with the newest version."""
    alone = next((one.figures["words"] for one in versions if one.figures.get("words")), None)
    return [_figure(alone[name]) for name in FIGURES] if alone else []


def _line(one: Version) -> Line:
    return Line(
        version=one.version,
        made_at=one.made_at,
        about=_about(one.comments),
        cells=[_with_span(one.figures, name) for name in FIGURES] if one.figures else ["–"] * len(FIGURES),
        state=_state(one),
        serves=one.serves,
        can_serve=one.state is State.READY and not one.serves,
    )


def _about(comments: int) -> str:
    """To the nearest ten: how many were sorted since the last one says when somebody spoke."""
    return str(format_decimal(10 * round(comments / 10)))


def _with_span(figures: dict[str, Any], name: str) -> str:
    low, high = figures["intervals"][name]
    return str(
        _(
            "%(figure)s (%(low)s to %(high)s)",
            figure=_figure(figures[name]),
            low=_figure(low),
            high=_figure(high),
        )
    )


def _figure(value: float) -> str:
    return str(format_decimal(round(float(value), 2), format="0.00"))


def _state(one: Version) -> str:
    if one.serves:
        return str(_("Serves"))
    if one.state is State.LET_GO:
        return str(_("Its words were destroyed"))
    match one.why_not:
        case WhyNot.WORSE:
            return str(_("Not used: it did worse than the one before"))
        case WhyNot.NO_BETTER_THAN_WORDS:
            return str(_("Not used: the themes’ own words did as well"))
    return str(_("Kept"))


def _by_theme(figures: dict[str, Any]) -> list[list[str]]:
    """Each theme of the codebook, best first; those with too few to tell last."""
    told = figures.get("themes", {})
    in_order = sorted(codebook().in_use, key=lambda theme: -float(told.get(theme.key, -1)))
    return [
        [_(theme.label), _figure(told[theme.key]) if theme.key in told else _("too few to tell")]
        for theme in in_order
    ]
