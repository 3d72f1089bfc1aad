"""The board's counts in words: lights, whose move it is, who has what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.records.presenters import words
from portal.records.queries.board import Count
from portal.records.rules.board import NOBODY, TURNS, Light

LIGHT: words.Words = {
    Light.LATE: _l("Late"),
    Light.AT_RISK: _l("At risk"),
    Light.ON_ITS_WAY: _l("On its way"),
    Light.STANDS_STILL: _l("Stands still: waits for them"),
    Light.NO_CLOCK: _l("No clock"),
    Light.ENDED: _l("Ended"),
}
TONE = {
    Light.LATE: "stop",
    Light.AT_RISK: "warm",
    Light.ON_ITS_WAY: "go",
    Light.STANDS_STILL: "sky",
    Light.NO_CLOCK: "",
    Light.ENDED: "",
}
STATS = (Light.LATE, Light.AT_RISK, Light.ON_ITS_WAY, Light.STANDS_STILL)


@dataclass(frozen=True)
class Load:
    """What one officer has."""

    name: str
    href: str
    counts: list[int]
    total: int


def stats(counts: Sequence[Count]) -> list[tuple[str, int, str, str]]:
    """How many stand how: words, number, tone, where those are."""
    return [
        (
            str(LIGHT[light]),
            sum(one.count for one in counts if one.light is light),
            TONE[light],
            flask.url_for("records.board", light=light.value),
        )
        for light in STATS
    ]


def turns(counts: Sequence[Count]) -> list[tuple[str, int, str]]:
    """How many wait for whom, and where those are."""
    return [
        (
            str(words.TURN[turn]),
            sum(one.count for one in counts if one.turn == turn),
            flask.url_for("records.board", turn=turn),
        )
        for turn in TURNS
    ]


def load(counts: Sequence[Count], names: dict[UUID, str]) -> list[Load]:
    """What each officer has, by name; what nobody has comes first."""
    officers: list[tuple[UUID | None, str, str]] = [
        (one, name, str(one)) for name, one in sorted((name, one) for one, name in names.items())
    ]
    return [
        _load_of([one for one in counts if one.officer_id == officer_id], name, value)
        for officer_id, name, value in [(None, str(_("Nobody yet")), NOBODY), *officers]
    ]


def _load_of(theirs: Sequence[Count], name: str, value: str) -> Load:
    return Load(
        name=name,
        href=flask.url_for("records.board", officer=value),
        counts=[sum(one.count for one in theirs if one.light is light) for light in STATS],
        total=sum(one.count for one in theirs),
    )
