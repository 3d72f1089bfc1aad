"""Rows of the Standard Safeguarding Dataset's extract as typed facts, or the reason why a row is no fact.

Days come as ISO (with or without a time) or as dd/mm/yyyy. What is only counted (ethnicity, provider,
distance)
is left blank where nobody can say what it means; the row gets in all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portal.people.imports.parsing import OLDEST, BadRow
from portal.people.imports.reading import Row
from portal.people.imports.report import Report, Why
from portal.people.rules import LinkKind, codes
from portal.people.rules.known import DISABILITIES, distance_of
from portal.people.rules.ssd import SEX, code_in, role_of

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.]+(?:Z|[+-][0-9:]+)?)?")
_SLASHES = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: [0-9:.]+)?")
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_ .{}-]{0,47}")
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")
_URN = re.compile(r"[A-Z0-9]{1,8}")
_NAME_AT_MOST = 120
_NULLS = frozenset({"", "NULL", "NONE", "N/A"})


@dataclass(frozen=True)
class PersonRow:
    number: str
    name: str
    forename: str
    born_on: date
    died_on: date | None
    sex: str
    ethnicity: str
    legacy: str


@dataclass(frozen=True)
class PlacementRow:
    home_kind: str = ""
    provider: str = ""
    ofsted_urn: str = ""
    distance: str = ""
    placed_postcode: str = ""
    reason_moved: str = ""


@dataclass(frozen=True)
class InvolvementRow:
    worker: str
    kind: LinkKind
    from_on: date
    until_on: date | None


class Reading:
    """How this run reads values: what is left blank goes to the report, and no day lies past tomorrow."""

    def __init__(self, report: Report, today: date) -> None:
        self.report, self.today, self.tomorrow = report, today, today + timedelta(days=1)

    def number(self, row: Row, column: str, why: Why = Why.NO_PERSON_ID) -> str:
        """A number that must be there. A spreadsheet's `566910.0` is 566910; its `5.7E+05` is lost."""
        text = re.sub(r"^([0-9]+)\.0+$", r"\1", row[column])
        if not _NUMBER.fullmatch(text) or re.fullmatch(r"[0-9.]+[Ee]\+[0-9]+", text):
            raise BadRow(why, column.lower())
        return text

    def day(self, row: Row, column: str) -> date | None:
        """A day, or None for an empty field."""
        text = row[column]
        if text.upper() in _NULLS:
            return None
        if found := _ISO.fullmatch(text):
            parts = (found[1], found[2], found[3])
        elif found := _SLASHES.fullmatch(text):
            parts = (found[3], found[2], found[1])
        else:
            raise BadRow(Why.NOT_A_DATE, column.lower())
        try:
            return date(*(int(part) for part in parts))
        except ValueError:
            raise BadRow(Why.NOT_A_DATE, column.lower()) from None

    def past_day(self, row: Row, column: str) -> date:
        """A day that must be there and can have been."""
        value = self.day(row, column)
        if value is None:
            raise BadRow(Why.NO_DATE, column.lower())
        if value > self.tomorrow:
            raise BadRow(Why.IN_FUTURE, column.lower())
        if value < self.tomorrow - OLDEST:
            raise BadRow(Why.TOO_LONG_AGO, column.lower())
        return value

    def span(self, row: Row, first: str, last: str) -> tuple[date, date | None]:
        """From and to; the end may lie ahead."""
        from_on, until_on = self.past_day(row, first), self.day(row, last)
        if until_on and until_on < from_on:
            raise BadRow(Why.ENDS_BEFORE_START, last.lower())
        return from_on, until_on

    def code(self, row: Row, column: str, known: Mapping[str, str]) -> str:
        """A code, or blank where nobody can say which."""
        text = row[column]
        found = "" if text.upper() in _NULLS and text.upper() not in known else code_in(text, known)
        return self._blank(row, column, Why.UNKNOWN_CODE) if found is None else found

    def matching(self, row: Row, column: str, pattern: re.Pattern[str], why: Why) -> str:
        text = row[column].upper()
        if text in _NULLS:
            return ""
        return text if pattern.fullmatch(text) else self._blank(row, column, why)

    def _blank(self, row: Row, column: str, why: Why) -> str:
        self.report.leave_blank(row.file, row.line, why, column.lower())
        return ""

    def person(self, row: Row) -> PersonRow:
        """A young person. One not born yet has no day of birth and is nobody to hear yet."""
        number = self.number(row, "PERS_PERSON_ID")
        forename = _name(row["PERS_FORENAME"])
        sex = row["PERS_SEX"].upper()
        return PersonRow(
            number=number,
            name=f"{forename} {_name(row['PERS_SURNAME'])}".strip()[:_NAME_AT_MOST],
            forename=forename,
            born_on=self.past_day(row, "PERS_DOB"),
            died_on=self.day(row, "PERS_DEATH_DATE"),
            sex=SEX.get(sex, ""),
            ethnicity=self.code(row, "PERS_ETHNICITY", codes.ETHNICITY),
            legacy="" if row["PERS_LEGACY_ID"].upper() in _NULLS else self.number(row, "PERS_LEGACY_ID"),
        )

    def placement(self, row: Row) -> PlacementRow:
        return PlacementRow(
            home_kind=self.code(row, "CLAP_CLA_PLACEMENT_TYPE", codes.HOME),
            provider=self.code(row, "CLAP_CLA_PLACEMENT_PROVIDER", codes.PROVIDER),
            ofsted_urn=self.matching(row, "CLAP_CLA_PLACEMENT_URN", _URN, Why.UNKNOWN_CODE),
            distance=self._distance(row, "CLAP_CLA_PLACEMENT_DISTANCE"),
            placed_postcode=self.matching(row, "CLAP_CLA_PLACEMENT_POSTCODE", _POSTCODE, Why.BAD_POSTCODE),
            reason_moved=self.code(row, "CLAP_CLA_PLACEMENT_CHANGE_REASON", codes.REASON_MOVED),
        )

    def _distance(self, row: Row, column: str) -> str:
        if row[column].upper() in _NULLS:
            return ""
        try:
            return distance_of(float(row[column])) or self._blank(row, column, Why.UNKNOWN_CODE)
        except ValueError:
            return self._blank(row, column, Why.UNKNOWN_CODE)

    def disability(self, row: Row) -> str:
        found = code_in(row["DISA_DISABILITY_CODE"], DISABILITIES)
        if not found:
            raise BadRow(Why.UNKNOWN_CODE, "disa_disability_code")
        return found

    def involvement(self, row: Row, job_of: Callable[[str], str]) -> InvolvementRow:
        """Who works with them. An end that lies ahead is an end."""
        worker = self.number(row, "INVO_PROFESSIONAL_ID", Why.NO_SUCH_WORKER)
        from_on, until_on = self.span(row, "INVO_INVOLVEMENT_START_DATE", "INVO_INVOLVEMENT_END_DATE")
        kind = role_of(row["INVO_PROFESSIONAL_ROLE_ID"], job_of(worker))
        if kind is None:
            raise BadRow(Why.UNKNOWN_ROLE, "invo_professional_role_id")
        return InvolvementRow(worker, kind, from_on, until_on)


def _name(text: str) -> str:
    return "" if text.upper() in _NULLS - {"NONE"} else re.sub(r"\s+", " ", text)[:_NAME_AT_MOST]
