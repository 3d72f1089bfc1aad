"""What holds for young people and the links to those who work with them. Pure."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from enum import StrEnum


class LinkKind(StrEnum):
    """In what capacity somebody works with a young person. The values are role names too."""

    SOCIAL_WORKER = "social_worker"
    PERSONAL_ADVISER = "personal_adviser"
    IRO = "iro"
    PARTICIPATION_WORKER = "participation_worker"
    FOSTER_CARER = "foster_carer"
    ADVOCATE = "advocate"
    PARTNER = "partner"


class Support(StrEnum):
    """Why the council works with a young person. Where several hold, the later in this list says it."""

    IN_NEED = "in_need"  # Children Act 1989 s17
    PROTECTION = "protection"  # a child protection plan
    CARE_LEAVER = "care_leaver"
    IN_CARE = "in_care"


WORKER_KINDS = (
    LinkKind.SOCIAL_WORKER,
    LinkKind.PERSONAL_ADVISER,
    LinkKind.IRO,
    LinkKind.PARTICIPATION_WORKER,
)
"""Links that make somebody one of the council's own workers for a young person."""

OLDEST_YEARS = 110
"""Care leavers come back for their records at any age, so nobody is too old; a typing slip is."""
LINK_YEARS_BACK = 25
LINK_DAYS_AHEAD = 366
TOKEN_MIN = 3
"""A search finds names by their first three letters or more: fewer would list half the cohort."""
TOKEN_MAX = 20


class Reason(StrEnum):
    """Why something about a young person or a link was refused."""

    NO_NAME = "they need a name or a number"
    NUMBER_TAKEN = "another young person has this number"
    BORN_LATER = "born in the future"
    BORN_TOO_LONG_AGO = "born too long ago"
    CHANGED_MEANWHILE = "somebody else changed it meanwhile"
    ENDS_BEFORE_START = "it ends before it starts"
    STARTS_TOO_EARLY = "it starts too long ago"
    STARTS_BEFORE_BIRTH = "it starts before they were born"
    STARTS_TOO_LATE = "it starts more than a year from now"
    LINKED_ALREADY = "they work together already in those days"
    ENDED_ALREADY = "it has ended already"


def age_on(born_on: date | None, day: date) -> int | None:
    """Whole years on that day; None when unknown or not born yet. Who was born on 29 February is a
    year older on 1 March of a common year."""
    if born_on is None or day < born_on:
        return None
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def holds_on(from_on: date, until_on: date | None, day: date) -> bool:
    """Whether something from and to (both days included) holds that day."""
    return from_on <= day and (until_on is None or until_on >= day)


def why_not_born_on(born_on: date | None, today: date) -> Reason | None:
    """A day of birth that cannot be true."""
    if born_on is None:
        return None
    if born_on > today:
        return Reason.BORN_LATER
    return Reason.BORN_TOO_LONG_AGO if born_on.year < today.year - OLDEST_YEARS else None


def why_not_link_days(
    from_on: date, until_on: date | None, *, today: date, born_on: date | None
) -> Reason | None:
    """Days between which nobody can work with this young person."""
    if born_on and from_on < born_on:
        return Reason.STARTS_BEFORE_BIRTH
    if from_on < today - timedelta(days=round(LINK_YEARS_BACK * 365.25)):
        return Reason.STARTS_TOO_EARLY
    if from_on > today + timedelta(days=LINK_DAYS_AHEAD):
        return Reason.STARTS_TOO_LATE
    return Reason.ENDS_BEFORE_START if until_on and until_on < from_on else None


def overlaps(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Whether two spans (both days included; None is open) share a day."""
    return one[0] <= (other[1] or date.max) and other[0] <= (one[1] or date.max)


def fold(text: str) -> str:
    """A name as it is searched: small letters, no accents, nothing but letters and digits between spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", kept.replace("'", "").replace("’", "")))


def words_of(text: str) -> list[str]:
    """The words of a name or a search, folded."""
    return fold(text).split()


def tokens_of(*names: str) -> set[str]:
    """Every beginning (three letters or more) of each word of the names, and each whole word."""
    found: set[str] = set()
    for word in words_of(" ".join(names)):
        found.add(word[:TOKEN_MAX])
        found.update(word[:length] for length in range(TOKEN_MIN, min(len(word), TOKEN_MAX)))
    return found


def number_of(text: str) -> str:
    """A council's own number as it is compared: no spaces, capital letters."""
    return re.sub(r"\s+", "", text).upper()
