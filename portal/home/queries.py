"""What start pages gather: somebody's day, who opened a young person's record, what was done about what they
said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.accounts.queries.ways import WayStep, past_shut_at, ways_history
from portal.audit.queries import events_about
from portal.coding.queries import themes_spoken_of
from portal.kit.pages import Page
from portal.notices import queries as notices
from portal.notices.rules import NoticeKind
from portal.outcomes.queries import seen as outcomes
from portal.outcomes.queries.seen import Card, Reached
from portal.outcomes.rules import STILL_NEW
from portal.people import queries as people
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Statement
from portal.voice.queries import desk, owed

WE_DID_SIZE = 10
_ABOUT_NO_WORDS = ("young_person", "access_card", "identity_check", "account")
"""Kinds of things in a record that are about nothing a young person said."""


@dataclass(frozen=True)
class Opened:
    """One event in a young person's record by somebody else. `action` is a permission's key."""

    at: datetime
    name: str
    roles: tuple[str, ...]
    action: str


@dataclass(frozen=True)
class Way:
    """Something that happened to a way in, and who did it (empty: the young person)."""

    at: datetime
    step: WayStep
    name: str


@dataclass(frozen=True)
class Waiting:
    """What waits at the desk for the viewer: how many, and since when the oldest."""

    count: int
    oldest: datetime | None
    now_count: int


@dataclass(frozen=True)
class Owed:
    """Answers the viewer owes, how many of them are late, and answers to tell somebody about."""

    count: int
    late: int
    to_tell: int


@dataclass(frozen=True)
class Told:
    """A notice on the page: what kind, since when, about which row."""

    kind: NoticeKind
    at: datetime
    about_id: UUID | None


def who_opened(viewer: Viewer, number: int) -> Page[Opened]:
    """Who opened the viewer's own record, newest first; safety entries only when it is safe to show them.

    After a lost way in, until somebody checked in person that it is them: only what happened since, and of
    that nothing about what was said before."""
    if viewer.young_person_id is None:
        raise ValueError("only a young person has a record of their own here")
    since = past_shut_at(viewer.young_person_id) if viewer.past_is_shut else None
    events = events_about(
        viewer.young_person_id,
        number=number,
        not_by=viewer.account_id,
        since=since,
        only=(_ABOUT_NO_WORDS, _said_since(viewer.young_person_id, since)) if since else None,
    )
    names = names_of({event.actor_id for event in events.rows if event.actor_id})
    rows = [
        Opened(event.at, names.get(event.actor_id, ""), tuple(event.actor_role.split(",")), event.action)
        for event in events.rows
        if event.actor_id
    ]
    return Page(_folded(rows), events.number, events.total, events.size)


def _folded(rows: list[Opened]) -> list[Opened]:
    """The same person doing the same on the same day is one line, at its latest time."""
    seen: dict[tuple[str, str, date], Opened] = {}
    for row in rows:
        seen.setdefault((row.name, row.action, row.at.date()), row)
    return list(seen.values())


def _said_since(young_person_id: UUID, since: datetime) -> list[UUID]:
    """What they said since, by id."""
    theirs = (
        Statement.young_person_id == young_person_id,
        Statement.sent_at >= since,
        Statement.by_old_way.is_(False),  # sent by whoever had the old way in: shut like the past
    )
    return list(db.session.scalars(sa.select(Statement.id).where(*theirs)))


def ways_of(viewer: Viewer) -> list[Way]:
    """What happened to the viewer's ways in: cards made and used, checks in person; newest first."""
    if viewer.young_person_id is None:
        raise ValueError("only a young person has ways in like these")
    events = ways_history(viewer.young_person_id)
    names = names_of({event.by_id for event in events if event.by_id})
    return [Way(event.at, event.step, names.get(event.by_id, "") if event.by_id else "") for event in events]


def waiting(viewer: Viewer, now: datetime) -> Waiting:
    """What waits to be read by the viewer."""
    rows = desk.to_read(viewer, now)
    return Waiting(
        len(rows), min((row.sent_at for row in rows), default=None), sum(row.level == "now" for row in rows)
    )


def owed_by(viewer: Viewer, on: date) -> Owed:
    """What the viewer owes."""
    rows = owed.to_answer(viewer, on)
    return Owed(len(rows), sum(row.days_late > 0 for row in rows), len(owed.please_tell(viewer)))


def told(viewer: Viewer) -> list[Told]:
    """The viewer's notices, newest first."""
    return [Told(row.kind, row.made_at, row.about_id) for row in notices.unseen(viewer.account_id)]


def we_did(viewer: Viewer, number: int, today: date) -> Page[Card]:
    """Every "you said, we did" that the viewer may see, newest first."""
    shown = _reached(viewer, today)
    first = (number - 1) * WE_DID_SIZE
    rows = outcomes.cards(shown[first : first + WE_DID_SIZE], _whose_answers(viewer))
    return Page(rows, number, len(shown), WE_DID_SIZE)


def newest_we_did(viewer: Viewer, now: datetime, today: date) -> Card | None:
    """The one for the start page: the newest that their own words led to while it is new and they have not
    said whether it helped, and else the newest they may see."""
    shown = _reached(viewer, today)
    theirs = [one.id for one in shown if one.is_theirs and one.published_at > now - STILL_NEW]
    said = outcomes.said_of(theirs, viewer.young_person_id) if viewer.young_person_id else {}
    first = [one for one in shown if one.id in theirs and one.id not in said] or shown
    return next(iter(outcomes.cards(first[:1], _whose_answers(viewer))), None)


def seen_outcome(viewer: Viewer, outcome_id: UUID) -> Subject | None:
    """One that the viewer may see, by its id; None for any other."""
    found = [one for one in _reached(viewer, people.today()) if one.id == outcome_id]
    return Subject(found[0].id, kind="outcome", id=outcome_id) if found else None


def _reached(viewer: Viewer, today: date) -> list[Reached]:
    """While the past is shut, only what is for everybody: what they led to would tell what they said."""
    mine = viewer.young_person_id
    spoke = themes_spoken_of(mine) if mine and not viewer.past_is_shut else []
    return outcomes.reached(spoke, today)


def _whose_answers(viewer: Viewer) -> UUID | None:
    return None if viewer.past_is_shut else viewer.young_person_id
