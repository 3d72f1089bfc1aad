"""Decisions as they are pasted from minutes, a mail or a table, taken apart into what, who and when. Pure.

Nothing is guessed silently: each line is shown for checking before it is kept, what could not be read as a
day is asked for, and what was worked out (a year that was not written, "in two weeks") is marked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from portal.reviews.rules.actions import MOST_AT_ONCE, NAME_MAX, WORDS_MAX
from portal.reviews.rules.actions_pasted.lists import listed
from portal.reviews.rules.actions_pasted.tables import table
from portal.reviews.rules.actions_pasted.taken import Ask, Parsed, Taken

__all__ = ["Ask", "Parsed", "Taken", "parse"]

MOST_LETTERS = 60_000
"""What is longer is not a list of decisions; taking it apart stays fast."""


def parse(pasted: str, on: date) -> Parsed:
    """Take pasted decisions apart. `on`: the day of the meeting, from which "in two weeks" counts."""
    text = pasted[:MOST_LETTERS].replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    found = table(text, on) if "\t" in text else listed(text, on)
    is_cut = len(found.lines) > MOST_AT_ONCE or len(pasted) > MOST_LETTERS
    return Parsed([_asked(one, on) for one in found.lines[:MOST_AT_ONCE]], found.left_out, is_cut)


def _asked(one: Taken, on: date) -> Taken:
    """With everything a person has to look at. An empty line cannot be: words are kept within bounds."""
    asks = list(one.asks)
    if one.due_on is None and Ask.VAGUE_DAY not in asks:
        asks.append(Ask.NO_DAY)
    if one.due_on is not None and one.due_on < on:
        asks.append(Ask.DAY_PAST)
    if not one.who:
        asks.append(Ask.NO_OWNER)
    elif re.search(r"\s(?:and|&)\s|[/;+]|,", one.who):
        asks.append(Ask.TWO_OWNERS)
    return replace(one, words=one.words[:WORDS_MAX], who=one.who[:NAME_MAX], asks=tuple(asks))
