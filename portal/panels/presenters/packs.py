"""A paper as a list of sections of plain values: the one source of its page, public version and files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from portal.kit import clock
from portal.panels.presenters import (
    challenge_pack,
    participation,
    records,
    reports,
    reviews,
    rights,
    surveys,
)
from portal.panels.presenters import packs_core as core
from portal.panels.presenters import packs_heard as heard
from portal.panels.presenters.numbers import today
from portal.panels.queries.packs import Pack, pack_of
from portal.panels.queries.papers import Printed
from portal.panels.rules.packs import Audience, Placed, Section, in_order

Shown = Callable[[Mapping[str, Any], Audience], Section | None]

SHOWN: dict[str, Shown] = {
    "missing": heard.missing,
    "timeliness": heard.timeliness,
    "reviews": reviews.section,
    "records": records.section,
    "surveys": surveys.section,
    "plan": reports.section,
    "challenge": challenge_pack.challenge_section,
    "changed": challenge_pack.changed_section,
    "participation": participation.section,
    "rights": rights.section,
    # Others add theirs here, as in `queries.packs_sources.SOURCES`.
}
OWN: dict[str, Callable[[Printed, Audience], Section | None]] = {
    "themes": core.themes,
    "answers": core.answers,
    "done": core.done,
    "good_news": core.good_news,
}
"""Sections of what the paper itself has frozen."""
ALWAYS = "themes"
"""What the paper is about is never left out."""


def sections_of(printed: Printed, audience: Audience = Audience.MEMBERS) -> list[Section]:
    """The sections that stand, in their order, with the story lines as somebody wrote them."""
    pack = pack_of(printed, today=today(), now=clock.now())
    found = all_sections(printed, pack, audience)
    return [one for one in found if stands(pack, one.key, audience)]


def stands(pack: Pack, key: str, audience: Audience) -> bool:
    """Whether a section was left in."""
    if key == ALWAYS:
        return True
    one = pack.placed.get(key, Placed(key))
    return not one.left_out and (audience is Audience.MEMBERS or one.stands_in_public)


def proposed(printed: Printed, pack: Pack) -> dict[str, str]:
    """The story line made from the figures, by section."""
    return {key: one.story for key, one in _made(printed, pack, Audience.MEMBERS).items()}


def all_sections(printed: Printed, pack: Pack, audience: Audience) -> list[Section]:
    """Every section of which there is anything to say, those that are left out too."""
    there = _made(printed, pack, audience)
    return [_worded(there[key], pack) for key in in_order(there, pack.placed)]


def _made(printed: Printed, pack: Pack, audience: Audience) -> dict[str, Section]:
    made = {key: make(printed, audience) for key, make in OWN.items()}
    made |= {key: SHOWN[key](kept, audience) for key, kept in pack.kept.items() if key in SHOWN}
    return {key: section for key, section in made.items() if section is not None}


def _worded(section: Section, pack: Pack) -> Section:
    one = pack.placed.get(section.key)
    return replace(section, story=one.story) if one and one.story else section
