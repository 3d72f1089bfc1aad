"""Figures of reviews in words: small tables, rounded, small numbers never."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.documents.sheets import sheet_of
from portal.outcomes.presenters import number_words, share_words
from portal.people.presenters import said
from portal.people.rules import codes
from portal.reviews.figures import Quarter
from portal.reviews.forms.challenges import ABOUT, OUTCOMES
from portal.reviews.rules import About, ActionKind, ChallengeOutcome, WhyLate
from portal.reviews.rules.annual import Part

Printed = Mapping[str, Any]
ACTION_KINDS = {
    ActionKind.REVIEW: _l("Agreed at a review"),
    ActionKind.CHILD_PROTECTION: _l("Agreed at a child protection review"),
    ActionKind.PATHWAY: _l("In a pathway plan"),
    ActionKind.SCHOOL: _l("In a school plan (PEP)"),
}
WHY_LATE = {
    WhyLate.CHILD_ASKED: _l("The child asked for another day"),
    WhyLate.CHILD_AWAY: _l("The child was away or ill"),
    WhyLate.IRO_AWAY: _l("The IRO was away or ill"),
    WhyLate.WORKER_AWAY: _l("The social worker was away or ill"),
    WhyLate.NO_PAPERS: _l("Reports did not come"),
    WhyLate.COURT: _l("A court date"),
    WhyLate.MOVED_HOME: _l("The child moved home"),
    WhyLate.TOO_MUCH_WORK: _l("Too much work"),
    WhyLate.TOLD_LATE: _l("The IRO was told late"),
    WhyLate.OTHER: _l("Something else"),
}
FACES = {"good": _l("Yes"), "ok": _l("A bit"), "bad": _l("No")}
HELPED = {"yes": _l("Yes"), "bit": _l("A bit"), "no": _l("No")}


@dataclass(frozen=True)
class Table:
    """A small table: its title, its heads, its lines."""

    title: str
    heads: list[str]
    rows: list[list[str]]


def span(first: date, last: date) -> str:
    """A period by its days."""
    return str(
        _("%(first)s to %(last)s", first=format_date(first, "d MMMM y"), last=format_date(last, "d MMMM y"))
    )


def tables(printed: Printed, teams: Mapping[str, str]) -> dict[Part, list[Table]]:
    """The tables of each part of a report. Parts without numbers have none."""
    return {
        Part.SERVICE: [_service(printed)],
        Part.ON_TIME: [_on_time(printed), _late(printed)],
        Part.TAKING_PART: [_participation(printed)],
        Part.CHILDREN_SAY: [_felt(printed)],
        Part.LETTERS: [_letters(printed)],
        Part.AGREED: [_agreed(printed), _agreed_by_team(printed, teams)],
        Part.CONCERNS: [_concerns(printed), _by_team(printed, teams), _outcomes(printed)],
        Part.AUDITS: [_samples(printed)],
    }


def _numbers(title: str, what: str, rows: Sequence[tuple[str, str]]) -> Table:
    return Table(title, [what, str(_("How many"))], [list(row) for row in rows])


def _known(
    printed: Printed, key: str, words: Mapping[Any, Any], kind: Callable[[str], Any] = str
) -> list[tuple[str, str]]:
    """Lines of one breakdown, in the order of its words, each that was counted."""
    found = printed.get(key, {})
    return [(str(text), number_words(found[str(code)])) for code, text in words.items() if str(code) in found]


def _service(printed: Printed) -> Table:
    loads = printed.get("caseloads")
    rows = [(str(_("Visits, talks and checks between reviews")), number_words(printed.get("between")))]
    if loads:
        rows = [
            (str(_("Independent Reviewing Officers")), str(loads["iros"])),
            (str(_("Children of the one with the fewest")), number_words(loads["least"])),
            (str(_("Children of the one in the middle")), number_words(loads["median"])),
            (str(_("Children of the one with the most")), number_words(loads["most"])),
            *rows,
        ]
    rows.append((str(_("Children who kept the IRO they had")), share_words(printed.get("same_iro"))))
    return _numbers(str(_("Caseloads and keeping one’s IRO")), str(_("What")), rows)


def _on_time(printed: Printed) -> Table:
    rows = [
        (str(_("Held in time")), share_words(printed.get("reviews"))),
        (str(_("Decisions in writing within 5 working days")), share_words(printed.get("decisions"))),
        (str(_("The full record within 15 working days")), share_words(printed.get("records"))),
        (str(_("The record given out within 20 working days")), share_words(printed.get("given_out"))),
        (str(_("The IRO talked with the child alone before")), share_words(printed.get("talks"))),
    ]
    return _numbers(str(_("Reviews and what follows, in time")), str(_("What")), rows)


def _late(printed: Printed) -> Table:
    return _numbers(
        str(_("True reasons for lateness")), str(_("Reason")), _known(printed, "late_reasons", WHY_LATE)
    )


def _participation(printed: Printed) -> Table:
    found = printed.get("participation", {})
    rows = [(said(code, codes.PARTICIPATION), number_words(found[code])) for code in sorted(found)]
    return _numbers(str(_("How children took part")), str(_("How")), rows)


def _felt(printed: Printed) -> Table:
    return _numbers(str(_("Were you listened to?")), str(_("They said")), _known(printed, "felt", FACES))


def _letters(printed: Printed) -> Table:
    age = printed.get("reading_age")
    rows = [
        (str(_("Letters sent in time")), share_words(printed.get("letters"))),
        (str(_("Letters read")), share_words(printed.get("letters_read"))),
        (str(_("Letters answered by the child")), number_words(printed.get("letters_replied"))),
        *(
            (str(_("“Did it help?” %(answer)s", answer=label)), value)
            for label, value in _known(printed, "letters_helped", HELPED)
        ),
    ]
    if age is not None:
        rows.append((str(_("Reading age of the letter in the middle")), str(_("%(age)s years", age=age))))
    return _numbers(str(_("Letters")), str(_("What")), rows)


def _agreed(printed: Printed) -> Table:
    kept = printed.get("actions", {})
    oldest = printed.get("oldest_days")
    rows = [
        (str(text), share_words(kept[kind.value]))
        for kind, text in ACTION_KINDS.items()
        if kind.value in kept
    ]
    rows.append((str(_("Of which a child said: this hasn’t happened")), number_words(printed.get("chased"))))
    rows.append((str(_("Late on the last day")), number_words(printed.get("open_late"))))
    if oldest is not None:
        rows.append((str(_("The oldest of these, in days")), number_words(oldest)))
    return _numbers(str(_("Agreed actions done in time")), str(_("What")), rows)


def _agreed_by_team(printed: Printed, teams: Mapping[str, str]) -> Table:
    found = printed.get("action_teams", {})
    rows = [(_team(team, teams), share_words(value)) for team, value in found.items()]
    return _numbers(str(_("Agreed actions done in time, by team")), str(_("Team of")), sorted(rows))


def _team(team: str, teams: Mapping[str, str]) -> str:
    return teams.get(team, str(_("A team that is gone")))


def _concerns(printed: Printed) -> Table:
    rows = _known(printed, "challenges", {one.value: ABOUT[one] for one in About})
    days = printed.get("days_to_close")
    if days is not None:
        rows.append((str(_("Days until half of them were closed")), str(days)))
    rows.append((str(_("Referred to Cafcass")), number_words(printed.get("referred"))))
    return _numbers(str(_("What IROs challenged")), str(_("About")), rows)


def _by_team(printed: Printed, teams: Mapping[str, str]) -> Table:
    found = printed.get("teams", {})
    rows = [(_team(team, teams), number_words(count)) for team, count in found.items()]
    return _numbers(str(_("Challenges by team")), str(_("Team of")), sorted(rows))


def _outcomes(printed: Printed) -> Table:
    rows = _known(printed, "outcomes", {one.value: OUTCOMES[one] for one in ChallengeOutcome})
    return _numbers(str(_("How closed challenges ended")), str(_("Outcome")), rows)


def _samples(printed: Printed) -> Table:
    rows = [(question, share_words(value)) for question, value in printed.get("samples", {}).items()]
    return _numbers(str(_("Samples of letters: how many were a clear yes")), str(_("Question")), rows)


def as_csv(found: Quarter, teams: Mapping[str, str]) -> str:
    """The same numbers for a spreadsheet."""
    lines: list[list[str]] = [[span(found.first, found.last)]]
    for some in tables(found.printed, teams).values():
        for table in some:
            lines += [[], [table.title], table.heads, *table.rows]
    return sheet_of(lines)
