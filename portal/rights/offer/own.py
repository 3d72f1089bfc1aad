"""A council's own offer: a TOML file named in the settings. It adds entries, and sets amounts.

[amounts.setting_up_home]
pounds = 3500
since = 2026-04-01
source = "Cabinet, 3 March 2026"

[[entries]]
key = "gym"
group = "health"
title = "The gym for free"
words = "You can use our gyms and pools for free until you are 25."
standings = ["relevant", "former_relevant"]
source = "Local offer 2026"
first = 16
last = 24
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from portal.rights.rules.owed import Amount, Entry, Group, If, Kind
from portal.rights.rules.standing import OLDEST, Standing


class BadOffer(Exception):
    """The council's file cannot be used; the message says where and why."""


def read(file: Path) -> tuple[list[Entry], list[Amount]]:
    """The council's own entries and amounts. Raises BadOffer."""
    try:
        with file.open("rb") as content:
            found = tomllib.load(content)
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise BadOffer(f"{file.name} cannot be read: {fault}") from None
    listed, priced = found.get("entries", []), found.get("amounts", {})
    if not isinstance(listed, list) or not isinstance(priced, dict):
        raise BadOffer(f"{file.name}: entries are [[entries]], amounts are [amounts.key]")
    entries = [_entry(file, number, each) for number, each in enumerate(listed, 1)]
    return entries, [_amount(file, key, each) for key, each in priced.items()]


def _entry(file: Path, number: int, given: dict[str, Any]) -> Entry:
    try:
        return Entry(
            key=f"own_{given['key']}",
            group=Group(given["group"]),
            title=str(given["title"]),
            words=str(given["words"]),
            standings=frozenset(Standing(one) for one in given["standings"]),
            kind=Kind.LOCAL,
            source=str(given["source"]),
            first=int(given.get("first", 0)),
            last=int(given.get("last", OLDEST)),
            only_if=If(given["only_if"]) if "only_if" in given else None,
        )
    except (KeyError, ValueError, TypeError) as fault:
        raise BadOffer(f"{file.name}, entry {number}: {_said(fault)}") from None


def _amount(file: Path, key: str, given: dict[str, Any]) -> Amount:
    try:
        since = given["since"]
        if not isinstance(since, date) or int(given["pounds"]) <= 0:
            raise ValueError("since is a date, pounds a number above 0")
        return Amount(key, int(given["pounds"]), since, Kind.LOCAL, str(given["source"]), is_sure=True)
    except (KeyError, ValueError, TypeError) as fault:
        raise BadOffer(f"{file.name}, amount {key}: {_said(fault)}") from None


def _said(fault: Exception) -> str:
    return f"{fault.args[0]!r} is missing" if isinstance(fault, KeyError) else str(fault)
