"""Challenges: one, the list somebody may see, and the open ones for a paper.

Until it was checked for names a challenge is seen by whoever asked it and by panel support only, and one that
was taken back by whoever asked it only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import flask
import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import db
from portal.accounts.queries import staffing
from portal.disclosure.shown import Published
from portal.outcomes import queries as outcomes
from portal.panels.models import Challenge as Challenge  # for views
from portal.panels.models import ChallengeStep, Meeting
from portal.panels.queries.naming import with_names_covered
from portal.panels.rules import OPEN, ChallengeState, Progress, Stage
from portal.panels.rules.challenges import (
    CHECKED,
    STOPPED,
    UNCHECKED,
    cell_of,
    days_late,
    page_of,
    theme_of,
    what_is_due,
)
from portal.policy.roles import Relation, Role
from portal.policy.viewer import Subject, Viewer, current_viewer

Step = ChallengeStep
PAGE_SIZE = 25
_MEETINGS_OFFERED = 12
_MOST_OF_ONE = 200
_NEVER = date(9999, 12, 31)


@dataclass(frozen=True)
class AskedOf:
    """A published paper somebody asks about."""

    meeting_id: UUID
    meets_on: date
    questions: Sequence[str]
    paper: Published

    def holds(self, about: str) -> bool:
        """Whether the paper has such a number. Nothing at all is the paper as a whole."""
        return not about or cell_of(about) in self.paper.cells or bool(page_of(about))


@dataclass(frozen=True)
class Found:
    """One challenge, and how the viewer stands to it."""

    challenge: Challenge
    relations: frozenset[Relation]
    is_support: bool = False

    @property
    def is_asker(self) -> bool:
        return Relation.ASKED_BY in self.relations


@dataclass(frozen=True)
class OpenChallenge:
    """A challenge that was checked, as a paper or a list shows it. `asked_by` is a name, `due_on` the day of
    whatever is owed next; `words` is empty where the viewer may not read them in a list."""

    id: UUID
    state: ChallengeState
    action: str
    words: str
    asked_by: str
    asked_at: datetime
    owner: str
    due_on: date | None
    days_late: int
    progress: Progress
    meeting_id: UUID
    about: str
    officer: str = ""
    theme: str = ""
    is_reopened: bool = False

    @property
    def asked_on(self) -> datetime:
        """When it was asked; the date filters put it on the council's calendar."""
        return self.asked_at


def meeting_to_ask(viewer: Viewer, meeting_id: UUID) -> Subject | None:
    """A meeting whose paper is published, for somebody who asks about it."""
    meeting = db.session.get(Meeting, meeting_id)
    if meeting is None or meeting.stage is not Stage.PUBLISHED or meeting.paper_id is None:
        return None
    paper = outcomes.paper(meeting.paper_id)
    if paper is None:
        return None
    questions = [line.strip() for line in meeting.questions.splitlines() if line.strip()]
    return Subject(AskedOf(meeting.id, meeting.meets_on, questions, paper), kind="meeting", id=meeting.id)


def challenge_subject(viewer: Viewer, challenge_id: UUID) -> Subject | None:
    """A challenge this viewer may know of."""
    return _subject(viewer, challenge_id, lock=False)


def challenge_to_change(viewer: Viewer, challenge_id: UUID) -> Subject | None:
    """The same with its row locked: a form sent twice at once is one step."""
    return _subject(viewer, challenge_id, lock=True)


def of_member(account_id: UUID, today: date) -> list[OpenChallenge]:
    """All that a member asked, the newest first, in their own words."""
    asked = sa.select(Challenge).where(Challenge.asked_by_id == account_id)
    rows = db.session.scalars(
        asked.order_by(Challenge.asked_at.desc(), Challenge.id).limit(_MOST_OF_ONE)
    ).all()
    return _shown(rows, today)


def load(challenge_id: UUID, *, lock: bool = False) -> Challenge | None:
    """A challenge with its history."""
    asked = sa.select(Challenge).options(selectinload(Challenge.steps)).where(Challenge.id == challenge_id)
    if lock:
        asked = asked.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(asked).one_or_none()


def _subject(viewer: Viewer, challenge_id: UUID, *, lock: bool) -> Subject | None:
    challenge = load(challenge_id, lock=lock)
    if challenge is None:
        return None
    is_support = Role.PANEL_SUPPORT in viewer.roles
    is_asker = challenge.asked_by_id == viewer.account_id
    sees_it = is_asker or challenge.state in CHECKED or (is_support and challenge.state in UNCHECKED)
    if not sees_it:
        return None
    relations: set[Relation] = set()
    if is_asker:
        relations.add(Relation.ASKED_BY)
    if challenge.officer_id and challenge.officer_id in {viewer.account_id, *viewer.stands_in_for}:
        relations.add(Relation.ANSWERER)
    found = Found(challenge, frozenset(relations), is_support)
    return Subject(found, relations=found.relations, kind="challenge", id=challenge.id)


def listed(
    viewer: Viewer, today: date, *, closed: bool = False, mine: bool = False, page: int = 1
) -> tuple[list[OpenChallenge], int]:
    """One page of those the viewer may see, and how many there are: late ones first, then what waits for a
    check, then what is due next. `mine`: asked by them, or theirs to answer."""
    states = {ChallengeState.CLOSED, ChallengeState.TAKEN_BACK} if closed else OPEN | UNCHECKED
    own = Challenge.asked_by_id == viewer.account_id
    seen = [Challenge.state.in_(CHECKED), own]
    if Role.PANEL_SUPPORT in viewer.roles:
        seen.append(Challenge.state.in_(UNCHECKED))
    conditions = [Challenge.state.in_(states), sa.or_(*seen)]
    if mine:
        theirs = Challenge.officer_id.in_([viewer.account_id, *viewer.stands_in_for])
        conditions.append(sa.or_(own, theirs))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Challenge).where(*conditions)) or 0
    order = [Challenge.closed_at.desc(), Challenge.asked_at.desc()] if closed else _late_first(today)
    rows = db.session.scalars(
        sa.select(Challenge)
        .where(*conditions)
        .order_by(*order, Challenge.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    return _shown(rows, today, viewer), total


def open_ones(today: date) -> list[OpenChallenge]:
    """Every open challenge that was checked, late ones first."""
    return _shown(_checked(today, Challenge.state.in_(OPEN)), today)


def of_theme(theme: str, today: date) -> list[OpenChallenge]:
    """Every challenge about a theme that was checked, open or closed: open and late ones first."""
    return _shown(_checked(today, Challenge.about == f"theme:{theme}", Challenge.state.in_(CHECKED)), today)


def held_meetings(since: date, today: date) -> list[tuple[UUID, date]]:
    """The last meetings that were held on that day or later, newest first."""
    rows = db.session.execute(
        sa.select(Meeting.id, Meeting.meets_on)
        .where(Meeting.meets_on.between(since, today))
        .order_by(Meeting.meets_on.desc())
        .limit(_MEETINGS_OFFERED)
    ).all()
    return [(meeting_id, meets_on) for meeting_id, meets_on in rows]


def meets_on(meeting_id: UUID) -> date | None:
    """The day of a meeting."""
    return db.session.scalar(sa.select(Meeting.meets_on).where(Meeting.id == meeting_id))


def _checked(today: date, *conditions: sa.ColumnElement[bool]) -> Sequence[Challenge]:
    asked = sa.select(Challenge).where(*conditions).order_by(*_late_first(today), Challenge.id)
    return db.session.scalars(asked).all()


def _late_first(today: date) -> list[sa.ColumnElement[Any]]:
    owed = sa.and_(Challenge.state == ChallengeState.ANSWERED, Challenge.progress.not_in(STOPPED))
    due = sa.case(
        (Challenge.state == ChallengeState.TO_ANSWER, Challenge.answer_by_on),
        (owed, Challenge.due_on),
        else_=None,
    )
    urgency = sa.case(
        (due < today, 0),
        (Challenge.state.in_(UNCHECKED), 1),
        (Challenge.state.in_(OPEN), 2),
        else_=3,
    )
    return [urgency, sa.func.coalesce(due, sa.literal(_NEVER)), Challenge.asked_at.asc()]


def _shown(rows: Sequence[Challenge], today: date, viewer: Viewer | None = None) -> list[OpenChallenge]:
    people = {row.asked_by_id for row in rows} | {row.officer_id for row in rows if row.officer_id}
    names, words = staffing.names(people), _readable(rows, viewer)
    return [_one(row, names, today, words.get(row.id, "")) for row in rows]


def _readable(rows: Sequence[Challenge], viewer: Viewer | None) -> dict[UUID, str]:
    """Their own as they are; those of others once checked, without a name that came to be known later."""
    if viewer is None and flask.has_request_context():
        viewer = current_viewer()
    own = {row.id: row.words for row in rows if viewer and row.asked_by_id == viewer.account_id}
    others = [row for row in rows if row.id not in own and row.state in CHECKED]
    covered = with_names_covered([row.words for row in others])
    return own | {row.id: words for row, words in zip(others, covered, strict=True)}


def _one(row: Challenge, names: dict[UUID, str], today: date, words: str) -> OpenChallenge:
    due = what_is_due(row.state, row.progress, row.answer_by_on, row.due_on)
    return OpenChallenge(
        id=row.id,
        state=row.state,
        action=row.action,
        words=words,
        asked_by=names.get(row.asked_by_id, ""),
        asked_at=row.asked_at,
        owner=row.owner,
        officer=names.get(row.officer_id, "") if row.officer_id else "",
        due_on=due,
        days_late=days_late(due, today),
        progress=row.progress,
        meeting_id=row.meeting_id,
        about=row.about,
        theme=theme_of(row.about),
        is_reopened=row.reopened_at is not None,
    )
