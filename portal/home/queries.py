"""What start pages gather: somebody's day, who opened a young person's record, what was done about what they
said."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import load_only

from portal import db
from portal.accounts.queries.around import names_of
from portal.accounts.queries.ways import WayStep, past_shut_at, ways_history
from portal.audit.queries import events_about
from portal.coding.queries import quotes, themes_spoken_of
from portal.coding.rules.quotes import ENOUGH_PEOPLE, RARE_BELOW
from portal.kit.pages import Page
from portal.nameless.queries import owed as nameless
from portal.notices import queries as notices
from portal.notices.rules import NoticeKind
from portal.outcomes.queries import seen as outcomes
from portal.outcomes.queries.seen import Card, Reached
from portal.outcomes.rules import STILL_NEW
from portal.panels.queries import papers
from portal.panels.queries.challenges import open_ones
from portal.people import queries as people
from portal.people.models import KeptApart
from portal.policy.viewer import Subject, Viewer
from portal.vault import keys
from portal.voice.models import Statement
from portal.voice.queries import desk, desk_themes, owed
from portal.voice.queries.capture import hidden_from
from portal.voice.queries.mine import how_many_silent
from portal.voice.queries.promised import promised

_LOOKED_THROUGH = 1000
"""What was said last, among which a rare word is looked for."""
SHORT_WORDS_UNTIL = 12
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
    promises_past: int
    """Promises of theirs whose day has passed, with nobody told what came of them."""
    silent: int
    """Of their young people, those who told them nothing for three months or more."""


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
        without=hidden_from(viewer.young_person_id),
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
    """What the viewer owes: to a young person, to somebody without a name, to a group."""
    rows = [row.days_late for row in owed.to_answer(viewer, on)]
    rows += [row.days_late for row in nameless.owed_by(viewer, on)]
    return Owed(
        len(rows),
        sum(days > 0 for days in rows),
        len(owed.please_tell(viewer)),
        sum(one.days_past > 0 for one in promised(viewer, on)),
        how_many_silent(viewer, on),
    )


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


def reads_short_words(viewer: Viewer) -> bool:
    """Whether what was done is first said to them as to the youngest: before they are twelve."""
    person = people.get(viewer.young_person_id) if viewer.young_person_id else None
    age = people.age_on(person, people.today()) if person else None
    return age is not None and age < SHORT_WORDS_UNTIL


@dataclass(frozen=True)
class PanelDay:
    """What a day of the panel begins with: the newest paper, the next meeting, and what was asked."""

    paper_id: UUID | None
    paper_of: date | None
    meets_on: date | None
    asked: int
    late: int


def panel_day(today: date) -> PanelDay:
    """The newest published paper, the next meeting, and how many challenges are open and late."""
    published, coming = papers.published(), papers.in_the_making()
    asked = open_ones(today)
    newest = published[0] if published else None
    return PanelDay(
        paper_id=newest.id if newest else None,
        paper_of=newest.meets_on if newest else None,
        meets_on=min((one.meets_on for one in [*published, *coming] if one.meets_on >= today), default=None),
        asked=len(asked),
        late=sum(one.days_late > 0 for one in asked),
    )


@dataclass(frozen=True)
class Words:
    """What waits on the way from what was said to the panel: to be sorted, made safe, approved."""

    to_sort: int
    to_prepare: int
    to_approve: int


def words_waiting(viewer: Viewer, now: datetime, today: date, *, sorts: bool) -> Words:
    """What waits for those who sort by theme and make quotes; `sorts`: the viewer is at the desk too."""
    tabs = quotes.counts(viewer, today)
    return Words(
        to_sort=desk_themes.to_sort(viewer, now, page=1, size=1).total if sorts else 0,
        to_prepare=tabs.get(quotes.Tab.TO_PREPARE, 0),
        to_approve=tabs.get(quotes.Tab.TO_APPROVE, 0),
    )


def how_many_said(words: Collection[str]) -> dict[str, int] | None:
    """How many young people used each of these words (folded) in what was said last, up to five; None when
    fewer than fifty spoke. What concerns somebody here is not looked at."""
    concerns = sa.select(KeptApart.id).where(KeptApart.statement_id == Statement.id)
    newest = sa.select(Statement).where(Statement.taken_back_at.is_(None), ~concerns.exists())
    only = load_only(Statement.id, Statement.young_person_id, Statement.words_sealed)
    order = newest.order_by(Statement.sent_at.desc(), Statement.id).limit(_LOOKED_THROUGH).options(only)
    rows = db.session.scalars(order).all()
    if len({row.young_person_id for row in rows}) < ENOUGH_PEOPLE:
        return None
    keys.preload({row.young_person_id for row in rows})
    wanted = {word.casefold() for word in words}
    users: dict[str, set[UUID]] = {word: set() for word in wanted}
    for row in rows:
        if not wanted:
            break
        for word in wanted & _words_of(row):
            users[word].add(row.young_person_id)
        wanted = {word for word in wanted if len(users[word]) < RARE_BELOW}
    return {word: len(who) for word, who in users.items()}


def _words_of(row: Statement) -> set[str]:
    try:
        return set(re.findall(r"[^\W\d_][^\W\d_'’-]{3,}", row.words.casefold()))
    except keys.KeyMissing:  # destroyed by right
        return set()
