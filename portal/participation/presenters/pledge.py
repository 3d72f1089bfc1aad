"""The pledge in words: what was promised, how it was marked, what the panel says to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.disclosure.quarters import HIDDEN
from portal.participation.figures import influence
from portal.participation.forms.pledge import MARK_PICTURES, MARKS, PromiseForm
from portal.participation.queries import evidence
from portal.participation.queries import pledge as queries
from portal.participation.queries.pledge import PromiseNow
from portal.participation.rules.pledge import Mark, RoundState, WhyNot
from portal.policy.viewer import Viewer

UNDER_ELEVEN = 11
ROOMS = _l("Young people in meetings where things are decided")
STATES = {
    RoundState.SOON: _l("Begins soon"),
    RoundState.OPEN: _l("Young people mark it now"),
    RoundState.OVER: _l("Over: it is counted in a minute"),
    RoundState.COUNTED: _l("Counted"),
}
WHY = {
    WhyNot.NOT_OPEN: _l("It is not open now."),
    WhyNot.YEAR_TAKEN: _l("There is a round for this year. Pick another year."),
    WhyNot.ENDS_TOO_SOON: _l("The last day is before the first day."),
    WhyNot.ANSWER_TOO_SOON: _l("The panel answers after the last day. Write a later day."),
    WhyNot.NO_PROMISES: _l("Write the promises first."),
    WhyNot.NOT_COUNTED: _l("It is answered once it is counted."),
    WhyNot.NAMES_IN_IT: _l("There is still a name in it that is known here. Take it out."),
    WhyNot.NOT_ASKED: _l("This promise was not marked in this round."),
    WhyNot.BEING_MARKED: _l(
        "Young people mark the promises just now. Change this one once the round is counted."
    ),
    WhyNot.CHANGED_MEANWHILE: _l(
        "Somebody else changed it meanwhile. Look at what it says now, then save again."
    ),
}


@dataclass(frozen=True)
class MarkLine:
    """One mark of one promise: its words, its picture, how many gave it."""

    words: str
    picture: str
    many: str


@dataclass(frozen=True)
class MarkedShown:
    """One promise of a counted round. `lines` is empty where too few marked it."""

    promise_id: UUID
    title: str
    picture: str
    lines: list[MarkLine]
    answer: str
    answered_at: Any


@dataclass(frozen=True)
class RoundShown:
    year: int
    marked: str
    answer_by_on: date
    promises: list[MarkedShown]

    @property
    def lacks_answers(self) -> bool:
        return any(not one.answer for one in self.promises)


def why_words(why: Enum) -> str:
    return str(WHY[why]) if why in WHY else str(_("This cannot be done just now."))


def how_many(value: int | str | None) -> str:
    """A number as it may be shown."""
    if value is None:
        return str(_("fewer than 5"))
    return (
        str(_("not shown, to keep names out"))
        if value == HIDDEN
        else str(_("about %(number)s", number=value))
    )


def pledge() -> dict[str, Any]:
    """The promises as they are, and what shows how they go."""
    found = queries.promises()
    return {"promises": found, "shows": evidence.shown({one.evidence for one in found if one.evidence})}


def counted_rounds() -> list[RoundShown]:
    """Every round that was counted, the newest first."""
    rows = [one for one in queries.rounds() if one.counted_at]
    versions, answers = queries.asked_in(rows), queries.answers_to([one.id for one in rows])
    return [_round(one, versions, answers) for one in rows]


def one_round(round_: Any) -> RoundShown:
    return _round(round_, queries.asked_in([round_]), queries.answers_to([round_.id]))


def _round(row: Any, versions: Mapping[str, Any], answers: Mapping[Any, Any]) -> RoundShown:
    printed = row.printed or {}
    found = []
    for promise_id, version_id in (row.asked or {}).items():
        version, answer = versions[version_id], answers.get((row.id, UUID(promise_id)))
        found.append(
            MarkedShown(
                UUID(promise_id),
                version.title,
                version.picture,
                _lines(printed.get("rows", {}).get(promise_id, {})),
                answer.words if answer else "",
                answer.at if answer else None,
            )
        )
    return RoundShown(row.year, how_many(printed.get("marked")), row.answer_by_on, found)


def _lines(row: Mapping[str, Any]) -> list[MarkLine]:
    return [
        MarkLine(str(MARKS[mark]), MARK_PICTURES[mark.value], how_many(row[mark.value]))
        for mark in Mark
        if mark.value in row
    ]


def hub(viewer: Viewer, on: date) -> dict[str, Any]:
    """What the hub shows: whether there is something to mark."""
    open_now = queries.open_round(on)
    waits = bool(
        open_now and viewer.young_person_id and queries.sheet_of(open_now.id, viewer.young_person_id) is None
    )
    return {"pledge_open": open_now, "pledge_waits": waits}


def waits(viewer: Viewer, on: date) -> int:
    return int(hub(viewer, on)["pledge_waits"])


def promise_form(now: PromiseNow | None = None) -> PromiseForm:
    """Empty, or filled with what the promise says."""
    form = PromiseForm(obj=None, data=_as_data(now) if now else None)
    form.offer(evidence.all_labels())
    form.give_id()
    return form


def _as_data(now: PromiseNow) -> dict[str, str]:
    return {
        "mark": str(now.number),
        "title": now.title,
        "easy": now.easy,
        "means": now.means,
        "who": now.who,
        "picture": now.picture,
        "evidence": now.evidence,
    }


def states(rounds: Sequence[Any], today: date) -> dict[UUID, str]:
    return {one.id: str(STATES[queries.state(one, today)]) for one in rounds}


def rooms_sentence() -> str:
    """For the pledge: how many young people took part where things are decided, in the newest quarter."""
    found = influence.newest()
    if found is None:
        return ""
    many = found.printed["took_part"]
    if many is None:
        return str(_("Fewer than 5 young people took part in meetings where things are decided."))
    return str(
        _("About %(number)s young people took part in meetings where things are decided.", number=many)
    )
