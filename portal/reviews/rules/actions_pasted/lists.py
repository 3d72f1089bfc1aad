"""Decisions pasted as a list, with bullets, numbers or neither. Pure."""

from __future__ import annotations

import re
from datetime import date

from portal.reviews.rules.actions_pasted.days import day_at_the_end
from portal.reviews.rules.actions_pasted.owners import clean_name, is_somebody, owner_in
from portal.reviews.rules.actions_pasted.taken import Ask, Parsed, Taken

_MARK = re.compile(r"\s{0,12}(?:\(?\d{1,3}[.):]\)?|\(?[a-zA-Z][.)]|[-–—•*·▪◦‣●○]|o(?=\s))\s+")


def listed(text: str, on: date) -> Parsed:
    lines = [line.rstrip() for line in text.split("\n")]
    has_marks = any(_MARK.match(line) for line in lines)
    parts: list[str] = []
    left_out: list[str] = []
    begun = False
    for line in lines:
        bare = line.strip()
        if not bare:
            begun = False if not has_marks else begun
            continue
        mark = _MARK.match(line)
        if mark and line[mark.end() :].strip():
            parts.append(line[mark.end() :].strip())
            begun = True
        elif bare.endswith(":") and len(bare) < 80:
            left_out.append(bare)
            begun = False
        elif begun and (has_marks or line[:1].isspace()):
            parts[-1] = f"{parts[-1]} {bare}"  # a line goes on
        else:
            parts.append(bare)
            begun = not has_marks
    return Parsed([take(part, on) for part in parts], left_out)


def take(part: str, on: date) -> Taken:
    """One line of prose: the day at its end, who before it, the rest is what."""
    part = " ".join(part.split())
    rest, when, due_on, asks = day_at_the_end(part, on)
    words, who = owner_in(rest)
    head, colon, tail = part.partition(": ")
    if colon and not when:  # "Jo Bell by 3 March: ring the school"
        begin, when, due_on, asks = day_at_the_end(head, on)
        if when and is_somebody(begin):
            words, who = tail, clean_name(begin)
    elif who and not when:  # "ring the school (Jo Bell, 3 March)"
        who, when, due_on, asks = _day_in_owner(who, on)
    return Taken(sentence(words), who, due_on, when, "", tuple(asks))


def sentence(words: str) -> str:
    words = words.strip(" ,;–—-")
    return words[:1].upper() + words[1:]


def _day_in_owner(who: str, on: date) -> tuple[str, str, date | None, list[Ask]]:
    rest, when, due_on, asks = day_at_the_end(who, on)
    return (clean_name(rest), when, due_on, asks) if when else (who, "", None, [])
