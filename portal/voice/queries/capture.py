"""For whom somebody may write something down, what they wrote down themselves, and how far that is.

Whoever wrote it sees their own part and nothing else: not the answer, not whom the desk marked it to concern,
not who read it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit.pages import Page
from portal.people import queries as people
from portal.people.models import CareLink
from portal.people.rules import WORKER_KINDS, LinkKind, fold, words_of
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Answer, Capture, Statement
from portal.voice.queries.after import changed_to
from portal.voice.queries.shown import is_shown
from portal.voice.rules import Way
from portal.voice.rules.capture import Stage, stage_of

PAGE_SIZE = 20
_OTHERS = (LinkKind.FOSTER_CARER, LinkKind.PARTNER)


@dataclass(frozen=True)
class Child:
    """A young person to write something down for. A carer or partner is told what they like to be called and
    no more, but where two of theirs are called alike: taken for another, a child is harmed."""

    id: UUID
    called: str
    capacity: str  # of the viewer
    name: str = ""
    age: int | None = None


@dataclass(frozen=True)
class Row:
    """A line of somebody's list of what they wrote down."""

    id: UUID
    called: str
    way: Way
    at: datetime
    stage: Stage
    has_news: bool
    name: str = ""
    age: int | None = None


@dataclass(frozen=True)
class WrittenDown:
    """What somebody wrote down, for themselves. No words once they took back what was said together."""

    called: str
    way: Way
    sent_at: datetime
    read_by_at: datetime
    answer_by_on: date
    words: str
    wants: str
    capture: Capture
    stage: Stage
    is_taken_back: bool
    is_shown_to_them: bool

    @property
    def news(self) -> str:
        return self.capture.news if self.capture.news_sent_at else ""


def child_subject(viewer: Viewer, young_person_id: UUID) -> Subject | None:
    """A young person, for whoever writes something down for them."""
    person = people.get(young_person_id)
    if person is None:
        return None
    links = _links(viewer, on := people.today())
    unknown = Child(person.id, person.called or person.name, "")
    thing = _children(links, on).get(person.id, unknown)
    relations = set(people.relations_to(viewer, person.id))
    if any(link.kind in _OTHERS for link in links if link.young_person_id == person.id):
        relations.add(Relation.AROUND)
    return Subject(thing, person.id, frozenset(relations), "young_person", person.id)


def children_of(viewer: Viewer, on: date, asked: str = "") -> list[Child]:
    """The young people the viewer works with or looks after, or stands in for whoever does, by name. `asked`:
    only those with a name that begins so, of the names the viewer is shown."""
    found = [child for child in _children(_links(viewer, on), on).values() if _fits(child, asked)]
    return sorted(found, key=lambda child: (fold(child.called), fold(child.name), child.id))


def written_by(viewer: Viewer, on: date, number: int) -> Page[Row]:
    """What the viewer wrote down for those they still work with or look after, the newest first."""
    children = _children(_links(viewer, on), on)
    mine = sa.select(Capture, Statement, _is_answered()).join(Statement, Statement.id == Capture.statement_id)
    mine = mine.where(
        Capture.by_id == viewer.account_id,
        Capture.young_person_id.in_(children),
    )
    total = db.session.scalar(sa.select(sa.func.count()).select_from(mine.subquery())) or 0
    rows = db.session.execute(
        mine.order_by(Statement.sent_at.desc(), Statement.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).all()
    found = [
        Row(
            statement.id,
            (child := children[capture.young_person_id]).called,
            statement.way,
            statement.sent_at,
            _stage(statement, is_answered=answered),
            capture.news_sent_at is not None,
            child.name,
            child.age,
        )
        for capture, statement, answered in rows
    ]
    return Page(found, number, total, PAGE_SIZE)


def written_subject(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """One thing the viewer wrote down. Nothing here depends on whom it concerns."""
    row = db.session.execute(
        sa.select(Capture, Statement, _is_answered())
        .join(Statement, Statement.id == Capture.statement_id)
        .where(Statement.id == statement_id)
    ).one_or_none()
    if row is None:
        return None
    capture, statement, answered = row
    around = {link.young_person_id for link in _links(viewer, people.today())}
    wrote = capture.by_id == viewer.account_id and statement.young_person_id in around
    relations = frozenset({Relation.WROTE_DOWN}) if wrote else frozenset[Relation]()
    thing = _written(capture, statement, is_answered=answered) if wrote else None
    return Subject(thing, statement.young_person_id, relations, "statement", statement_id)


def capture_of(statement_id: UUID, *, lock: bool = False) -> Capture | None:
    """What came with a statement that somebody else wrote down."""
    found = sa.select(Capture).where(Capture.statement_id == statement_id)
    return db.session.scalars(found.with_for_update() if lock else found).one_or_none()


def hidden_from(young_person_id: UUID) -> Sequence[UUID]:
    """Statements this young person does not know of, or not yet: in no page, list or count of theirs."""
    return db.session.scalars(
        sa.select(Statement.id).where(Statement.young_person_id == young_person_id, sa.not_(is_shown()))
    ).all()


def _children(links: Sequence[CareLink], on: date) -> dict[UUID, Child]:
    """The young people of these links, with the full name and age where the viewer may need them."""
    first = {link.young_person_id: link for link in reversed(links)}
    called = {one: link.young_person.called or link.young_person.name for one, link in first.items()}
    alike = Counter(fold(name) for name in called.values())
    found = {}
    for one, link in first.items():
        person, known = link.young_person, (link.kind in WORKER_KINDS or alike[fold(called[one])] > 1)
        name, age = (person.name, people.age_on(person, on)) if known else ("", None)
        found[one] = Child(one, called[one], link.kind.value, name, age)
    return found


def _fits(child: Child, asked: str) -> bool:
    own = words_of(f"{child.called} {child.name}")
    return all(any(word.startswith(part) for word in own) for part in words_of(asked))


def _links(viewer: Viewer, on: date) -> list[CareLink]:
    """The viewer's links that hold that day in a role they still have, and those they stand in for."""
    links = people.young_people_of({viewer.account_id, *viewer.stands_in_for}, on)
    return [link for link in links if _counts(viewer, link)]


def _counts(viewer: Viewer, link: CareLink) -> bool:
    if link.account_id != viewer.account_id:
        return link.kind in WORKER_KINDS
    return link.kind in (*WORKER_KINDS, *_OTHERS) and link.kind.value in viewer.roles


def _is_answered() -> sa.ColumnElement[bool]:
    return sa.select(Answer.id).where(Answer.statement_id == Statement.id).correlate(Statement).exists()


def _stage(statement: Statement, *, is_answered: bool) -> Stage:
    return stage_of(
        read_at=statement.read_at,
        taken_back_at=statement.taken_back_at,
        has_answerer=statement.answerer_id is not None,
        is_answered=is_answered,
    )


def _written(capture: Capture, statement: Statement, *, is_answered: bool) -> WrittenDown:
    person = people.get(statement.young_person_id)
    # What was passed on is the writer's own account; what was said together is theirs to take back.
    is_gone = statement.taken_back_at is not None and statement.way is Way.TOGETHER
    # Once they changed what was said together, the first words are the desk's only.
    is_hidden = is_gone or (statement.way is Way.TOGETHER and changed_to(statement.id) is not None)
    return WrittenDown(
        called=(person.called or person.name) if person else "",
        way=statement.way,
        sent_at=statement.sent_at,
        read_by_at=statement.read_by_at,
        answer_by_on=statement.answer_by_on,
        words="" if is_hidden else statement.words,
        wants="" if is_hidden else statement.wants,
        capture=capture,
        stage=_stage(statement, is_answered=is_answered),
        is_taken_back=is_gone,
        is_shown_to_them=statement.is_shown_to_them,
    )
