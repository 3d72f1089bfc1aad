"""What whoever complained is shown: where it is, who has it, by when, what they can do. The same behind both
doors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.queries.around import names_of
from portal.clocks.reading import is_open
from portal.complaints.queries import one as queries
from portal.complaints.rules import EventKind, Part, Stage, State
from portal.complaints.rules.handling import next_stage
from portal.complaints.rules.ways import Way, ways_on
from portal.deadlines.presenters import steps_in_words
from portal.deadlines.queries import explained
from portal.kit import clock
from portal.nameless.commands.talking import Moment
from portal.nameless.jobs import reading_hours
from portal.people import queries as people
from portal.settings import Settings
from portal.voice.commands.saying import Promises


@dataclass(frozen=True)
class Day:
    """A day that runs, and how it was worked out."""

    kind: str
    on: date
    is_past: bool
    steps: Sequence[str]


@dataclass(frozen=True)
class Turn:
    """Something they wrote, or were told."""

    event: Any
    is_theirs: bool
    words: str


@dataclass(frozen=True)
class Point:
    words: str
    finding: str
    why: str


@dataclass(frozen=True)
class Letter:
    """An answer: its letter, what was found of each point, and what is done about it."""

    row: Any
    points: Sequence[Point]
    remedies: Sequence[Any]


@dataclass(frozen=True)
class Where:
    """One complaint as its page says it."""

    complaint: Any
    days: Sequence[Day]
    who: Sequence[tuple[str, str]]  # name, part
    letters: Sequence[Letter]
    turns: Sequence[Turn]
    ways: Sequence[Way]
    further: Stage | None

    @property
    def due(self) -> Day | None:
        """The day they wait for: the soonest that binds us."""
        due_on = self.complaint.due_on
        return next((day for day in self.days if day.on == due_on), None)

    @property
    def is_open(self) -> bool:
        return self.complaint.state is State.OPEN

    @property
    def has_ended(self) -> bool:
        return self.complaint.state is State.ENDED

    @property
    def newest(self) -> Letter | None:
        return self.letters[-1] if self.letters else None


def where(complaint: Any, today: date) -> Where:
    """All that its page shows."""
    return Where(
        complaint,
        [_day(row, today) for row in queries.clocks_of(complaint.id) if not (row.done_at or row.dropped_at)],
        _who(complaint),
        _letters(complaint),
        _turns(complaint),
        ways_on(complaint.state, complaint.track, complaint.stage),
        None if complaint.state is State.ENDED else next_stage(complaint.track, complaint.stage),
    )


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def promises() -> Promises:
    """What the council promises of words that are read."""
    own = settings()
    return Promises(reading_hours(own), own.time_zone, own.answer_working_days)


def this_moment() -> Moment:
    return Moment(clock.now(), reading_hours(settings()))


def ring_now() -> str:
    """The council's number that is answered at this hour."""
    own = settings()
    return own.phone_day if is_open(reading_hours(own), clock.now()) else own.phone_night


def today() -> date:
    return people.today()


def first_words(complaint: Any) -> str:
    """A line of a list."""
    text = " ".join((complaint.words or complaint.wish or "").split())
    return text if len(text) <= 90 else f"{text[:89].rstrip()}…"


def advocate_question() -> str:
    """As it stands on the page, and is stored with the answer."""
    return str(_("Do you want an advocate?"))


def more_question() -> str:
    """What the desk reads above words that were added."""
    return str(_("More about a complaint"))


def family_question() -> str:
    """What the desk reads above a family's words."""
    return str(_("A family complains, on the public page"))


def recorded_question() -> str:
    """What the desk reads above what somebody wrote down for whoever complained."""
    return str(_("A complaint"))


def thanks_question() -> str:
    return str(_("Somebody says thank you, on the public page"))


def _day(row: Any, today: date) -> Day:
    answer = explained(row)
    return Day(row.kind, row.due_on, row.due_on < today, steps_in_words(answer) if answer else ())


def _who(complaint: Any) -> list[tuple[str, str]]:
    parts = [part for part in queries.parts_of(complaint.id) if part.done_at is None]
    names = names_of(part.account_id for part in parts)
    order = list(Part)
    return [
        (names.get(part.account_id, ""), part.part.value)
        for part in sorted(parts, key=lambda one: order.index(one.part))
    ]


def _letters(complaint: Any) -> list[Letter]:
    points = {point.id: point for point in queries.points_of(complaint.id)}
    findings = queries.findings_of(complaint.id)
    remedies = queries.remedies_of(complaint.id)
    found = []
    for row in queries.letters_of(complaint.id, sent_only=True):
        of_stage = [one for one in findings if one.stage is row.stage and one.point_id in points]
        of_stage.sort(key=lambda one: points[one.point_id].number)
        shown = [
            Point(points[one.point_id].words or "", one.finding.value, one.why or "") for one in of_stage
        ]
        found.append(Letter(row, shown, [one for one in remedies if one.stage is row.stage]))
    return found


_THEIRS = {
    EventKind.WROTE,
    EventKind.SORTED,
    EventKind.WITHDRAWN,
    EventKind.REOPENED,
    EventKind.ASKED_NEXT,
    EventKind.HELPED,
}


def _turns(complaint: Any) -> list[Turn]:
    """What was written after the complaint itself, both ways."""
    shown = [one for one in queries.their_events(complaint.id) if one.kind is not EventKind.RECEIVED]
    return [Turn(one, one.kind in _THEIRS, one.words or "") for one in shown]
