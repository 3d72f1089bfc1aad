"""When two records may be made one, and when that may be undone. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class WhyNotMerge(StrEnum):
    """Why two records stay two, or one stays one."""

    THE_SAME = "it is one record already"
    MERGED_BEFORE = "one of them was put into another record already"
    BORN_APART = "their days of birth differ"
    TWO_NUMBERS = "both have a council's number, and not the same"
    BOTH_IN_USE = "both have an account, or something they said"
    UNDONE_ALREADY = "it was undone already"
    SOMETHING_FOLLOWED = "something was said, changed or read in since"


@dataclass(frozen=True)
class Half:
    """One of the two. `in_use`: it has an account, a statement, or anything but what imports bring."""

    born_on: date | None
    has_number: bool
    in_use: bool
    is_merged: bool


def why_not_merge(one: Half, other: Half, *, same: bool) -> WhyNotMerge | None:
    """Whether a person may say that these are one young person."""
    if same:
        return WhyNotMerge.THE_SAME
    if one.is_merged or other.is_merged:
        return WhyNotMerge.MERGED_BEFORE
    if one.born_on and other.born_on and one.born_on != other.born_on:
        return WhyNotMerge.BORN_APART
    if one.has_number and other.has_number:
        return WhyNotMerge.TWO_NUMBERS
    return WhyNotMerge.BOTH_IN_USE if one.in_use and other.in_use else None


def stays(one: Half, other: Half) -> bool:
    """Whether the first is the record that stays: the one in use, else the one with the council's number."""
    if one.in_use != other.in_use:
        return one.in_use
    return one.has_number or not other.has_number


def why_not_undo(*, is_undone: bool, is_as_it_was: bool) -> WhyNotMerge | None:
    """Whether two records that were made one may be two again."""
    if is_undone:
        return WhyNotMerge.UNDONE_ALREADY
    return None if is_as_it_was else WhyNotMerge.SOMETHING_FOLLOWED
