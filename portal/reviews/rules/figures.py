"""What is printed of reviews, letters, agreed actions and challenges in a period. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any

from portal.disclosure.counts import Period
from portal.disclosure.quarters import RULES, Share, Value, printed_count, printed_row, printed_share
from portal.people.rules.codes import PARTICIPATION
from portal.reviews.rules.kinds import About, ActionKind, ChallengeOutcome, WhyLate

InTime = tuple[int, int]
"""How many were on time, and how many late."""
NONE: InTime = (0, 0)
FACES = ("good", "ok", "bad")
HELPED = ("yes", "bit", "no")


@dataclass(frozen=True)
class Counted:
    """True counts of one period. Never printed, never kept."""

    reviews: InTime = NONE
    participation: Mapping[str, int] = field(default_factory=dict)  # PN0 to PN7
    felt: Mapping[str, int] = field(default_factory=dict)  # good, ok, bad
    talks: InTime = NONE  # alone before the review; not, with a reason
    decisions: InTime = NONE
    records: InTime = NONE
    given_out: InTime = NONE
    late_reasons: Mapping[str, int] = field(default_factory=dict)
    letters: InTime = NONE
    letters_read: InTime = NONE
    letters_replied: int = 0
    letters_helped: Mapping[str, int] = field(default_factory=dict)  # yes, bit, no
    reading_ages: Sequence[float] = ()
    samples: Mapping[str, InTime] = field(default_factory=dict)  # question -> yes, anything else
    actions: Mapping[str, InTime] = field(default_factory=dict)  # kind -> kept on time, not
    action_teams: Mapping[str, InTime] = field(default_factory=dict)  # manager -> kept on time, not
    chased: int = 0
    oldest_days: int | None = None  # of the oldest action that is open and late on the last day
    open_late: int = 0
    challenges: Mapping[str, int] = field(default_factory=dict)  # about -> opened
    teams: Mapping[str, int] = field(default_factory=dict)  # manager -> opened
    outcomes: Mapping[str, int] = field(default_factory=dict)
    days_to_close: Sequence[int] = ()
    referred: int = 0
    caseloads: Sequence[int] = ()  # young people of each IRO on the last day
    same_iro: InTime = NONE  # reviewed again: by the same IRO, by another
    between: int = 0  # visits, talks, checks between reviews


def year_of(first_year: int) -> Period:
    """The year of a report: 1 April to 31 March."""
    return Period(date(first_year, 4, 1), date(first_year + 1, 3, 31))


def printed(counted: Counted, period: Period) -> dict[str, Any]:
    """What may be printed, by the same engine as the panel's papers. No total stands beside its parts; of a
    breakdown every part is there or none, and of the teams only those with numbers."""
    teams = printed_row(counted.teams, period)
    return {
        "reviews": printed_share(*counted.reviews),
        "participation": _row(counted.participation, PARTICIPATION, period),
        "felt": _row(counted.felt, FACES, period),
        "talks": printed_share(*counted.talks),
        "decisions": printed_share(*counted.decisions),
        "records": printed_share(*counted.records),
        "given_out": printed_share(*counted.given_out),
        "late_reasons": _row(counted.late_reasons, [one.value for one in WhyLate], period),
        "letters": printed_share(*counted.letters),
        "letters_read": printed_share(*counted.letters_read),
        "letters_replied": printed_count(counted.letters_replied),
        "letters_helped": _row(counted.letters_helped, HELPED, period),
        "reading_age": _reading_age(counted.reading_ages),
        "samples": _said(counted.samples),
        "actions": {one.value: printed_share(*counted.actions.get(one.value, NONE)) for one in ActionKind},
        "action_teams": _said(counted.action_teams),
        "chased": printed_count(counted.chased),
        "open_late": printed_count(counted.open_late),
        "oldest_days": _oldest(counted),
        "challenges": _row(counted.challenges, [one.value for one in About], period),
        "teams": {team: count for team, count in teams.items() if isinstance(count, int)},
        "outcomes": _row(counted.outcomes, [one.value for one in ChallengeOutcome], period),
        "days_to_close": _median(counted.days_to_close),
        "referred": printed_count(counted.referred),
        "caseloads": _caseloads(counted.caseloads),
        "same_iro": printed_share(*counted.same_iro),
        "between": printed_count(counted.between),
    }


def _row(counts: Mapping[str, int], keys: Iterable[str], period: Period) -> dict[str, Value]:
    return printed_row({key: counts.get(key, 0) for key in keys}, period)


def _said(parts: Mapping[str, InTime]) -> dict[str, Share]:
    """Shares of those of whom there is enough to say one."""
    shares = {key: printed_share(*value) for key, value in sorted(parts.items())}
    return {key: value for key, value in shares.items() if value is not None}


def _reading_age(ages: Sequence[float]) -> float | None:
    return round(median(ages), 1) if len(ages) >= RULES.threshold else None


def _median(days: Sequence[int]) -> int | None:
    return round(median(days)) if len(days) >= RULES.threshold else None


def _oldest(counted: Counted) -> int | None:
    """The age of one child's action is not printed where few are open."""
    if counted.oldest_days is None or counted.open_late < RULES.threshold:
        return None
    return RULES.rounded(counted.oldest_days)


def _caseloads(loads: Sequence[int]) -> dict[str, int] | None:
    """How many IROs there are, and the least, the middle and the most young people of one. Staff, not
    children: shown where there are at least two, rounded all the same."""
    if len(loads) < 2:
        return None
    return {
        "iros": len(loads),
        "least": RULES.rounded(min(loads)),
        "median": RULES.rounded(round(median(loads))),
        "most": RULES.rounded(max(loads)),
    }
