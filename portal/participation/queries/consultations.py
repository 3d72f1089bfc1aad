"""Drafts that young people are asked about: for them, by age, and for those who ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.participation.models.consultations import Consultation, ConsultationPart
from portal.participation.models.ideas import Piece
from portal.participation.queries.ideas import PieceShown, pieces_of
from portal.participation.queries.ideas_reader import Reader, age_of
from portal.participation.rules.consultations import Asking, is_for, is_open
from portal.participation.rules.ideas import Held, PieceKind
from portal.people import queries as people
from portal.policy.viewer import Subject, Viewer
from portal.vault import keys
from portal.voice.models import Statement
from portal.voice.queries.apart import is_written_down_for, shut_to


@dataclass(frozen=True)
class Part:
    """A part of one version. `before`: the same part before, and what was said about it."""

    id: UUID
    place: int
    heading: str
    words: str
    changed: str
    said: Sequence[PieceShown] = ()


@dataclass(frozen=True)
class AskingFound:
    """One draft with its newest version."""

    id: UUID
    title: str
    about: str
    youngest: int
    oldest: int
    closes_on: date
    version: int
    state: Asking
    told_at: datetime | None
    is_open: bool
    parts: Sequence[Part] = field(default=())

    @property
    def is_closed(self) -> bool:
        """Asked, not open any more, and not answered yet."""
        return self.state in (Asking.OPEN, Asking.CLOSED) and not self.is_open


def for_young(who: Reader, on: date) -> Sequence[AskingFound]:
    """What they are asked about, or were and what came of it: of their age, and what they spoke about."""
    age = age_of(who.young_person_id, on)
    rows = db.session.scalars(
        sa.select(Consultation)
        .where(Consultation.state != Asking.DRAFT)
        .order_by(Consultation.opened_at.desc(), Consultation.id)
        .limit(50)
    ).all()
    spoke = _spoke_of(who)
    return [_found(row, on) for row in rows if row.id in spoke or is_for(age, row.youngest, row.oldest)]


def is_asked_now(young_person_id: UUID, on: date) -> bool:
    """Whether a draft is open to somebody of their age today."""
    ages = db.session.execute(
        sa.select(Consultation.youngest, Consultation.oldest).where(
            Consultation.state == Asking.OPEN, Consultation.closes_on >= on
        )
    ).all()
    age = age_of(young_person_id, on) if ages else None
    return any(is_for(age, row[0], row[1]) for row in ages)


def asking_subject(viewer: Viewer, asking_id: UUID) -> Subject | None:
    """One for a young person it is for."""
    row = db.session.get(Consultation, asking_id)
    if row is None or row.state is Asking.DRAFT or viewer.young_person_id is None:
        return None
    on = people.today()
    age = age_of(viewer.young_person_id, on)
    if not is_for(age, row.youngest, row.oldest) and not _spoke(viewer.young_person_id, row.id):
        return None
    return Subject(_found(row, on), viewer.young_person_id, kind="consultation", id=row.id)


def may_say(asked: AskingFound, young_person_id: UUID) -> bool:
    """Whether it is open to somebody of their age today: who spoke of it when younger only reads."""
    return asked.is_open and is_for(age_of(young_person_id, people.today()), asked.youngest, asked.oldest)


def part_subject(viewer: Viewer, part_id: UUID) -> Subject | None:
    """A part of an open one that is for them: to say something about it."""
    part = db.session.get(ConsultationPart, part_id)
    subject = asking_subject(viewer, part.consultation_id) if part else None
    if part is None or subject is None:
        return None
    if part.version != subject.thing.version:
        return None
    asked = subject.thing
    if viewer.young_person_id is None or not may_say(asked, viewer.young_person_id):
        return None
    return Subject((asked, _part(part)), viewer.young_person_id, kind="consultation_part", id=part.id)


def part_typed_about(viewer: Viewer, part_id: UUID) -> Subject | None:
    """The same for words that were typed: also when it was closed or written anew meanwhile, and then without
    the draft."""
    if subject := part_subject(viewer, part_id):
        return subject
    part = db.session.get(ConsultationPart, part_id)
    row = db.session.get(Consultation, part.consultation_id) if part else None
    whose = viewer.young_person_id
    if row is None or row.state is Asking.DRAFT or whose is None:
        return None
    # A birthday between opening the page and sending it loses no words.
    ages = [age_of(whose, people.today() - timedelta(days=days)) for days in (0, 1)]
    if not any(is_for(age, row.youngest, row.oldest) for age in ages) and not _spoke(whose, row.id):
        return None
    return Subject(None, whose, kind="consultation_part", id=part_id)


def parts_for(asked: AskingFound, who: Reader, version: int | None = None) -> Sequence[Part]:
    """The parts with what was said about them that this reader may read."""
    rows = _parts(asked.id, version or asked.version)
    pieces = pieces_of(Piece.part_id.in_([row.id for row in rows]), who, (PieceKind.ON_DRAFT,))
    return [_part(row, [one for one in pieces if one.part_id == row.id]) for row in rows]


def askings(on: date) -> Sequence[AskingFound]:
    """All of them, for those who ask, the newest first."""
    rows = db.session.scalars(
        sa.select(Consultation).order_by(Consultation.made_at.desc(), Consultation.id).limit(100)
    ).all()
    return [_found(row, on) for row in rows]


def asking_kept_subject(viewer: Viewer, asking_id: UUID) -> Subject | None:
    """One for those who ask."""
    row = None if viewer.is_young_person else db.session.get(Consultation, asking_id)
    if row is None:
        return None
    return Subject(_found(row, people.today()), kind="consultation", id=row.id)


def parts_kept(asked: AskingFound, version: int | None = None) -> Sequence[Part]:
    """The parts of a version as they stand, without what was said."""
    return [_part(row) for row in _parts(asked.id, version or asked.version)]


def said_kept(part_ids: Sequence[UUID], viewer: Viewer) -> dict[UUID, list[str]]:
    """What was said about parts and approved, without who."""
    rows = db.session.scalars(
        sa.select(Piece)
        .join(Statement, Statement.id == Piece.statement_id)
        .where(
            Piece.part_id.in_(part_ids),
            Piece.held == Held.SHOWN,
            Statement.taken_back_at.is_(None),
            ~is_written_down_for(viewer.account_id),
        )
        .order_by(Piece.sent_at, Piece.id)
    ).all()
    shut = shut_to(viewer.account_id, [row.statement_id for row in rows], people.today())
    rows = [row for row in rows if row.statement_id not in shut]
    keys.preload({row.young_person_id for row in rows})
    found: dict[UUID, list[str]] = {}
    for row in rows:
        if row.part_id:
            found.setdefault(row.part_id, []).append(row.words)
    return found


def _spoke_of(who: Reader) -> set[UUID]:
    return set(
        db.session.scalars(
            sa.select(ConsultationPart.consultation_id)
            .join(Piece, Piece.part_id == ConsultationPart.id)
            .where(Piece.young_person_id == who.young_person_id)
        )
    )


def _spoke(young_person_id: UUID, asking_id: UUID) -> bool:
    wanted = (
        sa.select(Piece.id)
        .join(ConsultationPart, ConsultationPart.id == Piece.part_id)
        .where(Piece.young_person_id == young_person_id, ConsultationPart.consultation_id == asking_id)
    )
    return db.session.scalar(wanted.limit(1)) is not None


def _parts(asking_id: UUID, version: int) -> Sequence[ConsultationPart]:
    return db.session.scalars(
        sa.select(ConsultationPart)
        .where(ConsultationPart.consultation_id == asking_id, ConsultationPart.version == version)
        .order_by(ConsultationPart.place)
    ).all()


def _part(row: ConsultationPart, said: Sequence[PieceShown] = ()) -> Part:
    return Part(row.id, row.place, row.heading, row.words, row.changed, said)


def _found(row: Consultation, on: date) -> AskingFound:
    return AskingFound(
        row.id,
        row.title,
        row.about,
        row.youngest,
        row.oldest,
        row.closes_on,
        row.version,
        row.state,
        row.told_at,
        is_open(row.state, row.closes_on, on),
    )
