"""Rows of the return as typed facts, or the reason why a row is no fact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portal.people.imports.reading import Row
from portal.people.imports.report import Why
from portal.people.rules import codes

_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_ .-]{0,29}")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")
_URN = re.compile(r"[A-Z0-9]{1,8}")
OLDEST = timedelta(days=round(110 * 365.25))


class BadRow(Exception):
    """The row is left out, for this reason, because of this column."""

    def __init__(self, why: Why, column: str = "") -> None:
        super().__init__(why.value)
        self.why, self.column = why, column


@dataclass(frozen=True)
class ChildRow:
    born_on: date
    sex: str
    ethnicity: str


@dataclass(frozen=True)
class EpisodeRow:
    started_on: date
    reason_started: str
    legal_status: str
    need: str
    home_kind: str
    provider: str
    ended_on: date | None
    reason_ended: str
    reason_moved: str
    ofsted_urn: str
    home_postcode: str
    placed_postcode: str


@dataclass(frozen=True)
class ReviewRow:
    held_on: date
    participation: str


def number(row: Row) -> str:
    """The child's number. A spreadsheet's `566910.0` is 566910; its `5.7E+05` is lost and refused."""
    text = re.sub(r"^([0-9]+)\.0+$", r"\1", row["CHILD"])
    if not _NUMBER.fullmatch(text):
        raise BadRow(Why.NO_NUMBER, "CHILD")
    return text


def day(row: Row, column: str) -> date | None:
    """A day as dd/mm/yyyy; None when the field is empty."""
    text = row[column]
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else _no_date(column)
    except ValueError:
        return _no_date(column)


def past_day(row: Row, column: str, today: date) -> date:
    """A day that must be there and can have been."""
    value = day(row, column)
    if value is None:
        raise BadRow(Why.NO_DATE, column)
    if value > today:
        raise BadRow(Why.IN_FUTURE, column)
    if value < today - OLDEST:
        raise BadRow(Why.TOO_LONG_AGO, column)
    return value


def _no_date(column: str) -> date:
    raise BadRow(Why.NOT_A_DATE, column)


def code(row: Row, column: str, known: Mapping[str, str]) -> str:
    """A code of the return's list, or nothing."""
    text = row[column].upper()
    if text and text not in known:
        raise BadRow(Why.UNKNOWN_CODE, column)
    return text


def child(row: Row, today: date) -> ChildRow:
    return ChildRow(
        born_on=past_day(row, "DOB", today),
        sex=code(row, "SEX", codes.SEX),
        ethnicity=code(row, "ETHNIC", codes.ETHNICITY),
    )


def episode(row: Row, today: date, born_on: date | None) -> EpisodeRow:
    started_on = past_day(row, "DECOM", today)
    ended_on = past_day(row, "DEC", today) if row["DEC"] else None
    if ended_on and ended_on < started_on:
        raise BadRow(Why.ENDS_BEFORE_START, "DEC")
    _check_birth(started_on, born_on, "DECOM")
    return EpisodeRow(
        started_on=started_on,
        reason_started=code(row, "RNE", codes.REASON_STARTED),
        legal_status=code(row, "LS", codes.LEGAL_STATUS),
        need=code(row, "CIN", codes.NEED),
        home_kind=code(row, "PLACE", codes.HOME),
        provider=code(row, "PLACE_PROVIDER", codes.PROVIDER),
        ended_on=ended_on,
        reason_ended=code(row, "REC", codes.REASON_ENDED),
        reason_moved=code(row, "REASON_PLACE_CHANGE", codes.REASON_MOVED),
        ofsted_urn=_matching(row, "URN", _URN, Why.UNKNOWN_CODE),
        home_postcode=_matching(row, "HOME_POST", _POSTCODE, Why.BAD_POSTCODE),
        placed_postcode=_matching(row, "PL_POST", _POSTCODE, Why.BAD_POSTCODE),
    )


def review(row: Row, today: date, born_on: date | None) -> ReviewRow:
    held_on = past_day(row, "REVIEW", today)
    _check_birth(held_on, born_on, "REVIEW")
    if not row["REVIEW_CODE"]:
        raise BadRow(Why.UNKNOWN_CODE, "REVIEW_CODE")
    return ReviewRow(held_on, code(row, "REVIEW_CODE", codes.PARTICIPATION))


def same_birth(row: Row, born_on: date | None) -> None:
    """A row that says another day of birth may belong to another child. Raises BadRow."""
    said = day(row, "DOB")
    if said and born_on and said != born_on:
        raise BadRow(Why.OTHER_BIRTH, "DOB")


def _check_birth(value: date, born_on: date | None, column: str) -> None:
    if born_on and value < born_on:
        raise BadRow(Why.BEFORE_BIRTH, column)


def _matching(row: Row, column: str, pattern: re.Pattern[str], why: Why) -> str:
    text = row[column].upper()
    if text and not pattern.fullmatch(text):
        raise BadRow(why, column)
    return text
