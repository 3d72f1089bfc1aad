"""Who does it, in a line as it was pasted. Pure."""

from __future__ import annotations

import re

from portal.reviews.rules.actions import NAME_MAX

_NAME_WORDS = 6

_DASH = re.compile(r"\s+[–—-]+\s+|\s*[–—]\s*|\s*\|\s*")
_LABEL = re.compile(r"[\s.,;(\[]*\b(?:who|owner|lead|responsible|action(?:ed)? by|by whom)\s*:\s*", re.I)
_ROLES = (
    "social worker|personal adviser|personal advisor|independent reviewing officer|foster carers?|carers?|"
    "key ?worker|team manager|manager|virtual school(?: head)?|designated teacher|school|teacher|"
    "health visitor|"
    "nurse|gp|camhs|advocate|mum|dad|parents?|nan|grandparents?|iro|sw|asw|pa|ssw|ym|sgo|senco"
)
_ROLE = re.compile(rf"(?:the\s+|\w{{1,20}}['’]s\s+)?(?:{_ROLES})\b", re.I)
_NAMED = re.compile(r"[A-Z][\w'’.-]{0,30}(?:\s+[A-Z][\w'’.-]{0,30}){0,3}")
_TO_DO = re.compile(r"\s+(?:to|will|is to|should|must|agreed to|has agreed to)\s+(?=\w)")


def owner_in(text: str) -> tuple[str, str]:
    """The words without who does it, and who. Who stands at the end behind a dash or in brackets, or begins
    it: "Jo Bell to ring the school"."""
    text = text.rstrip(" .;,")
    text += ")" * (text.count("(") > text.count(")"))  # the day stood in the same brackets
    if label := _last(_LABEL, text):
        return text[: label.start()], clean_name(text[label.end() :])
    if text.endswith(")") and "(" in text:
        before, _, inside = text[:-1].rpartition("(")
        if before.strip() and is_somebody(inside):
            return before, clean_name(inside)
    if dash := _last(_DASH, text):
        before, after = text[: dash.start()], text[dash.end() :]
        if before.strip() and is_somebody(after):
            return before, clean_name(after)
    if starts := _TO_DO.search(text[:120]):
        begin = text[: starts.start()]
        if is_somebody(begin) and not _could_be_a_verb(begin, starts[0]):
            return text[starts.end() :], clean_name(begin)
    head, colon, tail = text.partition(": ")
    if colon and tail.strip() and is_somebody(head):
        return tail, clean_name(head)
    before, comma, after = text.rpartition(", ")
    if comma and " " in after.strip() and _NAMED.fullmatch(after.strip()):
        return before, clean_name(after)
    return text, ""


def _could_be_a_verb(begin: str, joint: str) -> bool:
    """ "Write to the school": one word before "to" is what is done as often as it is a name."""
    return joint.strip() == "to" and " " not in begin.strip() and not _ROLE.fullmatch(begin.strip())


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter([*pattern.finditer(text)][::-1]), None)


def is_somebody(text: str) -> bool:
    """A few words that are names or what somebody does; never a sentence."""
    bare = text.strip(" .,;:")
    if not bare or len(bare) > NAME_MAX or len(bare.split()) > _NAME_WORDS:
        return False
    parts = [part.strip() for part in re.split(r"\s+(?:and|&)\s+|[/,;+]|[()]", bare) if part.strip()]
    return bool(parts) and all(_NAMED.fullmatch(part) or _ROLE.fullmatch(part) for part in parts)


def clean_name(text: str) -> str:
    return " ".join(text.strip(" .,;:()").split())
