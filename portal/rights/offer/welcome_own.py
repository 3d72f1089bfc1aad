"""A council's own lines in the welcome packs: a TOML file named in the settings.

[[parts]]
pack = "8-11"
key = "things"
title = "Your things"
lines = ["You get a bag of your own.", "Choose what goes in it."]

A part that has this key is replaced; a new one comes last.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from portal.rights.offer.own import BadOffer
from portal.rights.offer.welcome import PACKS
from portal.rights.rules.welcome import Pack, Section

Packs = dict[Pack, tuple[Section, ...]]


@cache
def packs(own: Path | None = None) -> Packs:
    """The packs as they stand here. Raises BadOffer."""
    found = dict(PACKS)
    for pack, part in _read(own) if own else []:
        found[pack] = _put(found[pack], part)
    return found


def _put(parts: tuple[Section, ...], own: Section) -> tuple[Section, ...]:
    if all(one.key != own.key for one in parts):
        return (*parts, own)
    return tuple(
        Section(own.key, own.title, one.picture, own.lines) if one.key == own.key else one for one in parts
    )


def _read(file: Path) -> list[tuple[Pack, Section]]:
    try:
        with file.open("rb") as content:
            listed = tomllib.load(content).get("parts", [])
        return [_part(each) for each in listed]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise BadOffer(f"{file.name} cannot be read: {fault}") from None
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        raise BadOffer(f"{file.name}: a part needs pack, key, title and lines ({fault})") from None


def _part(given: dict[str, Any]) -> tuple[Pack, Section]:
    lines = given["lines"]
    if not isinstance(lines, list) or not lines:
        raise ValueError("lines are a list of texts")
    return Pack(given["pack"]), Section(
        str(given["key"]), str(given["title"]), "heart", tuple(map(str, lines))
    )
