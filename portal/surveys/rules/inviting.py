"""Who may be asked, how often, and what a code looks like. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from portal.policy.roles import Role
from portal.surveys.rules.kinds import LeftOut

A_YEAR = timedelta(days=365)
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Nothing that looks like something else: no I, L, O, 0, 1."""
CODE_LENGTH = 10
"""Letters of a code: 31 to the power of 10 is more than 2 to the power of 49."""
MOST_AT_ONCE = 2_000
_ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class Ages(StrEnum):
    """Young people by the face of a survey they would see."""

    LITTLE = "little"  # up to 7
    EIGHT = "eight"  # 8 to 11
    TWELVE = "twelve"  # 12 to 17
    GROWN = "grown"  # 18 and older


@dataclass(frozen=True)
class Whom:
    """Who is to be asked: staff with one of these roles, young people of these ages, or addresses."""

    roles: frozenset[Role] = frozenset()
    ages: frozenset[Ages] = frozenset()
    addresses: tuple[str, ...] = ()
    group: str = ""  # what those of the addresses have in common: for the response rate


@dataclass
class Invited:
    """How many are asked now, and how many are not, and why. Nobody is named."""

    asked: int = 0
    left_out: dict[LeftOut, int] = field(default_factory=dict)

    def leave_out(self, why: LeftOut, count: int = 1) -> None:
        if count:
            self.left_out[why] = self.left_out.get(why, 0) + count


def ages_of(age: int) -> Ages:
    if age < 8:
        return Ages.LITTLE
    if age < 12:
        return Ages.EIGHT
    return Ages.TWELVE if age < 18 else Ages.GROWN


def addresses_in(text: str) -> tuple[list[str], int]:
    """Each address once, in order, and how many lines were none. Between them: lines, commas, semicolons."""
    parts = [part.strip().strip("<>") for part in re.split(r"[\n,;]+", text)]
    wanted = [part for part in parts if part]
    good = [part for part in wanted if len(part) <= 254 and _ADDRESS.fullmatch(part)]
    return list({one.casefold(): one for one in good}.values()), len(wanted) - len(good)


def code_from(secret: bytes) -> str:
    """Letters from the bytes of a keyed hash."""
    number = int.from_bytes(secret)
    letters = []
    for _place in range(CODE_LENGTH):
        number, rest = divmod(number, len(LETTERS))
        letters.append(LETTERS[rest])
    return "".join(letters)


def as_typed(text: str) -> str:
    """What somebody typed for a code: spaces, dashes and small letters do not matter."""
    return re.sub(r"[\s\-–.]+", "", text[:60]).upper()


def is_enough(asked_on: Iterable[date | None], today: date, most: int) -> bool:
    """Whether somebody was asked as often within twelve months as the council allows. None: waits to be
    asked."""
    return sum(on is None or on > today - A_YEAR for on in asked_on) >= most
