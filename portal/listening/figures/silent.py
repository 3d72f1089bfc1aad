"""Who was not heard for long, and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.clocks.reading import local_day
from portal.listening.figures.counting import counts, everybody_on
from portal.listening.rules import MONTHS_SILENT, months_before
from portal.people.queries.bands import bands_of
from portal.people.queries.support import KnownFacts, facts_of
from portal.people.rules.bands import BANDS
from portal.people.rules.known import is_disabled
from portal.voice.models import Statement

NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Silent:
    """Everybody on a day, who was not heard for so many months, and what is known of each by dimension."""

    everybody: frozenset[UUID]
    for_months: dict[int, frozenset[UUID]]
    known: dict[str, dict[UUID, str]]


def silent(on: date, zone: ZoneInfo) -> Silent:
    """Who was not heard, in any way, in the months before that day. Who came lately and said nothing yet
    counts: nobody has heard them."""
    everybody = everybody_on(on, on)
    last: dict[UUID, date] = {}
    wanted = sa.select(Statement.young_person_id, sa.func.max(Statement.sent_at)).where(
        counts(), Statement.sent_at < datetime.combine(on + timedelta(days=1), time(), zone)
    )
    for young_person_id, sent_at in db.session.execute(wanted.group_by(Statement.young_person_id)):
        last[young_person_id] = local_day(sent_at, zone.key)
    for_months = {
        months: frozenset(
            one for one in everybody if one not in last or last[one] < months_before(on, months)
        )
        for months in MONTHS_SILENT
    }
    return Silent(frozenset(everybody), for_months, _known(everybody, on))


def _known(everybody: set[UUID], on: date) -> dict[str, dict[UUID, str]]:
    facts = facts_of(everybody, on)
    by = {dimension: {one: of(facts[one]) for one in everybody} for dimension, of in DIMENSIONS.items()}
    return {"age": bands_of(everybody, on), **by}


def _language(facts: KnownFacts) -> str:
    return {"": NOT_KNOWN, "eng": "english"}.get(facts.language, "another")


def _disability(facts: KnownFacts) -> str:
    known = is_disabled(facts.disability)
    return NOT_KNOWN if known is None else "yes" if known else "no"


_ETHNIC = {"W": "white", "M": "mixed", "A": "asian", "B": "black", "C": "other", "O": "other"}


def _ethnicity(facts: KnownFacts) -> str:
    return (
        NOT_KNOWN if facts.ethnicity in ("", "REFU", "NOBT") else _ETHNIC.get(facts.ethnicity[0], NOT_KNOWN)
    )


def _home(facts: KnownFacts) -> str:
    kinds = {"U": "foster", "K": "childrens_home", "H": "supported", "P": "parents_or_own"}
    return kinds.get(facts.home_kind[:1], "other" if facts.home_kind else NOT_KNOWN)


DIMENSIONS = {
    "home": _home,
    "distance": lambda facts: facts.distance or NOT_KNOWN,
    "language": _language,
    "ethnicity": _ethnicity,
    "faith": lambda facts: facts.faith or NOT_KNOWN,
    "disability": _disability,
}
VALUES = {
    "age": BANDS,
    "home": ("foster", "childrens_home", "supported", "parents_or_own", "other", NOT_KNOWN),
    "distance": ("under_5", "5_20", "20_50", "50_over", NOT_KNOWN),
    "language": ("english", "another", NOT_KNOWN),
    "ethnicity": ("white", "mixed", "asian", "black", "other", NOT_KNOWN),
    "faith": ("none", "chri", "budd", "hind", "jewi", "musl", "sikh", "oth", "refu", NOT_KNOWN),
    "disability": ("yes", "no", NOT_KNOWN),
}
