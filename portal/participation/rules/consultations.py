"""Asking young people of some ages about a draft. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

YOUNGEST, OLDEST = 4, 30


class Asking(StrEnum):
    """How far it is."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    TOLD = "told"  # what changed because of it was said, part by part


@dataclass(frozen=True)
class PartTyped:
    """One part of a draft as it was typed."""

    heading: str
    words: str
    changed: str = ""


class WhyNot(StrEnum):
    """Why something about it was refused."""

    NO_PARTS = "write at least one part"
    AGES = "from a younger to an older age"
    DAY_HAS_PASSED = "the last day has passed"
    NOT_OPEN = "it is not open"
    NOT_A_DRAFT = "it was opened already"
    NOT_CLOSED = "it is still open, or not begun"
    NO_CHANGE_WORDS = "say of each part what changed, or why nothing did"


def why_not_ages(youngest: int, oldest: int) -> WhyNot | None:
    return None if YOUNGEST <= youngest <= oldest <= OLDEST else WhyNot.AGES


def why_not_open(state: Asking, parts: int, closes_on: date, today: date) -> WhyNot | None:
    if state not in (Asking.DRAFT, Asking.TOLD):
        return WhyNot.NOT_A_DRAFT
    if not parts:
        return WhyNot.NO_PARTS
    return WhyNot.DAY_HAS_PASSED if closes_on < today else None


def is_open(state: Asking, closes_on: date, today: date) -> bool:
    """It closes by itself after its last day."""
    return state is Asking.OPEN and today <= closes_on


def why_not_tell(state: Asking, closes_on: date, today: date) -> WhyNot | None:
    closed = state is Asking.CLOSED or (state is Asking.OPEN and closes_on < today)
    return None if closed else WhyNot.NOT_CLOSED


def is_for(age: int | None, youngest: int, oldest: int) -> bool:
    """Whether somebody of this age is asked; nobody whose age is not known."""
    return age is not None and youngest <= age <= oldest
