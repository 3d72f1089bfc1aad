"""What waits to be approved, and ideas as staff see them.

Nobody sees here what a trained reader has not read at the desk, nor what is kept from them there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit.pages import Page
from portal.participation.models.consultations import Consultation, ConsultationPart
from portal.participation.models.ideas import Idea, Piece, PieceReport
from portal.participation.queries.ideas import supporters_of
from portal.participation.rules.ideas import FINAL, LIVE, Held, IdeaState, PieceKind, Pool
from portal.people import queries as people
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.vault import keys
from portal.voice.models import Statement
from portal.voice.queries.apart import is_written_down_for, kept_from, shut_to

PAGE_SIZE = 25
MOST = 200


@dataclass(frozen=True)
class Waiting:
    """One line of the queue."""

    id: UUID
    kind: PieceKind
    title: str
    words: str
    sent_at: datetime
    due_at: datetime
    is_told_about: bool
    pool: Pool


@dataclass(frozen=True)
class ToModerate:
    """One text, what it is about, and what was told about it. Who wrote it is not said: it is not needed."""

    piece: Piece
    title: str
    words: str
    about: str
    due_at: datetime
    language: str
    reports: Sequence[str]
    was_sent_back: str = ""
    told: Sequence[UUID] = ()
    """What was told about it and can be read: `reports` are its words, where there are any."""
    is_idea_gone: bool = False
    """What it is about was taken back."""


@dataclass(frozen=True)
class IdeaKept:
    """An approved idea, for staff."""

    id: UUID
    title: str
    words: str
    state: IdeaState
    state_at: datetime
    answer_by_on: date | None
    pool: Pool
    supporters: int
    is_shown: bool = True


def queue(viewer: Viewer) -> Sequence[Waiting]:
    """What was told about first, then the oldest first."""
    rows = db.session.execute(
        sa.select(Piece, Statement.read_by_at)
        .join(Statement, Statement.id == Piece.statement_id)
        .where(
            Piece.held.in_((Held.WAITING, Held.HIDDEN)),
            Statement.read_at.is_not(None),
            Statement.taken_back_at.is_(None),
            ~is_written_down_for(viewer.account_id),
        )
        .order_by(Piece.held != Held.HIDDEN, Piece.sent_at, Piece.id)
        .limit(MOST)
    ).all()
    shut = shut_to(viewer.account_id, [row[0].statement_id for row in rows], people.today())
    told = _told_about_viewer([row[0].id for row in rows], viewer)
    seen = [row for row in rows if row[0].statement_id not in shut and row[0].id not in told]
    keys.preload({row[0].young_person_id for row in seen})
    return [
        Waiting(
            piece.id,
            piece.kind,
            piece.title,
            piece.words,
            piece.sent_at,
            due_at,
            piece.held is Held.HIDDEN,
            piece.pool,
        )
        for piece, due_at in ((row[0], row[1]) for row in seen)
    ]


def moderate_subject(viewer: Viewer, piece_id: UUID) -> Subject | None:
    """One that waits."""
    if viewer.is_young_person:
        return None
    row = db.session.execute(
        sa.select(Piece, Statement)
        .join(Statement, Statement.id == Piece.statement_id)
        .where(
            Piece.id == piece_id,
            Statement.read_at.is_not(None),
            Statement.taken_back_at.is_(None),
            Piece.held.not_in((Held.TAKEN_BACK, Held.CHANGED)),
        )
    ).one_or_none()
    if row is None:
        return None
    piece, statement = row
    apart = viewer.account_id in kept_from(statement.id, people.today())
    apart = apart or bool(_told_about_viewer([piece.id], viewer))
    relations = frozenset({Relation.CONFLICTED}) if apart else frozenset[Relation]()
    thing = None if apart else _to_moderate(piece, statement, viewer)
    return Subject(thing, piece.young_person_id, relations, "idea_piece", piece.id)


def _to_moderate(piece: Piece, statement: Statement, viewer: Viewer) -> ToModerate:
    told = _reports(piece.id)
    idea = db.session.get(Idea, piece.idea_id) if piece.idea_id else None
    return ToModerate(
        piece,
        piece.title,
        piece.words,
        _about(piece),
        statement.read_by_at,
        statement.language,
        [row.words for row in told if row.words],
        _sent_back_before(piece),
        [row.id for row in told],
        bool(idea and idea.taken_back_at),
    )


def _about(piece: Piece) -> str:
    """The idea, or the part of a draft, it is about."""
    if piece.part_id:
        part = db.session.get(ConsultationPart, piece.part_id)
        asking = db.session.get(Consultation, part.consultation_id) if part else None
        return f"{asking.title}: {part.heading}" if part and asking else ""
    if piece.kind is PieceKind.IDEA:
        return ""
    return _title_of(piece.idea_id)


def _title_of(idea_id: UUID | None) -> str:
    row = db.session.scalar(
        sa.select(Piece).where(
            Piece.idea_id == idea_id, Piece.kind == PieceKind.IDEA, Piece.held != Held.CHANGED
        )
    )
    return row.title if row else ""


def _reports(piece_id: UUID) -> Sequence[PieceReport]:
    """What was told about it and nobody has looked at: only once the desk has read it. Whom it concerns does
    not get as far as this."""
    return db.session.scalars(
        sa.select(PieceReport)
        .join(Statement, Statement.id == PieceReport.statement_id)
        .where(
            PieceReport.piece_id == piece_id,
            PieceReport.looked_at.is_(None),
            Statement.read_at.is_not(None),
        )
        .order_by(PieceReport.at, PieceReport.id)
    ).all()


def _told_about_viewer(piece_ids: Sequence[UUID], viewer: Viewer) -> set[UUID]:
    """Of these, those about which something was told that concerns the viewer: somebody else decides."""
    if not piece_ids:
        return set()
    rows = db.session.execute(
        sa.select(PieceReport.piece_id, PieceReport.statement_id).where(
            PieceReport.piece_id.in_(piece_ids), PieceReport.looked_at.is_(None)
        )
    ).all()
    shut = shut_to(viewer.account_id, [row[1] for row in rows], people.today())
    return {row[0] for row in rows if row[1] in shut}


def _sent_back_before(piece: Piece) -> str:
    """Why the words before these were sent back, to see whether it was changed."""
    if piece.idea_id is None or piece.kind is not PieceKind.IDEA:
        return ""
    rows = db.session.scalars(
        sa.select(Piece)
        .where(Piece.idea_id == piece.idea_id, Piece.kind == PieceKind.IDEA, Piece.held == Held.CHANGED)
        .order_by(Piece.sent_at.desc())
        .limit(1)
    ).all()
    return rows[0].reason if rows else ""


def ideas_kept(viewer: Viewer, *, answered: bool, page: int) -> Page[IdeaKept]:
    """Approved ideas: those that wait for an answer, by their day, or those that have one, newest first."""
    states = FINAL if answered else LIVE
    where = sa.and_(
        Idea.state.in_(states),
        Idea.taken_back_at.is_(None),
        Piece.kind == PieceKind.IDEA,
        Piece.held == Held.SHOWN,
        Statement.taken_back_at.is_(None),
        ~is_written_down_for(viewer.account_id),
    )
    joined = (
        sa.select(Idea, Piece)
        .join(Piece, Piece.idea_id == Idea.id)
        .join(Statement, Statement.id == Piece.statement_id)
        .where(where)
    )
    total = db.session.scalar(sa.select(sa.func.count()).select_from(joined.subquery())) or 0
    order = Idea.state_at.desc() if answered else Idea.answer_by_on
    rows = db.session.execute(
        joined.order_by(order, Idea.id).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    ).all()
    shut = shut_to(viewer.account_id, [row[1].statement_id for row in rows], people.today())
    seen = [(row[0], row[1]) for row in rows if row[1].statement_id not in shut]
    keys.preload({idea.young_person_id for idea, _piece in seen})
    counts = supporters_of([idea.id for idea, _piece in seen])
    return Page([_kept(idea, piece, counts) for idea, piece in seen], page, total, PAGE_SIZE)


def idea_kept_subject(viewer: Viewer, idea_id: UUID) -> Subject | None:
    """One of them."""
    if viewer.is_young_person:
        return None
    row = db.session.execute(
        sa.select(Idea, Piece)
        .join(Piece, Piece.idea_id == Idea.id)
        .join(Statement, Statement.id == Piece.statement_id)
        .where(
            Idea.id == idea_id,
            Idea.state != IdeaState.WAITING,
            Idea.taken_back_at.is_(None),
            Piece.kind == PieceKind.IDEA,
            Piece.held.in_((Held.SHOWN, Held.HIDDEN)),
            Statement.taken_back_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    idea, piece = row
    apart = viewer.account_id in kept_from(piece.statement_id, people.today())
    relations = frozenset({Relation.CONFLICTED}) if apart else frozenset[Relation]()
    return Subject(
        _kept(idea, piece, supporters_of([idea.id])), idea.young_person_id, relations, "idea", idea.id
    )


def _kept(idea: Idea, piece: Piece, counts: dict[UUID, int]) -> IdeaKept:
    return IdeaKept(
        idea.id,
        piece.title,
        piece.words,
        idea.state,
        idea.state_at,
        idea.answer_by_on,
        idea.pool,
        counts.get(idea.id, 0),
        piece.held is Held.SHOWN,
    )


def talk_kept(idea_id: UUID, viewer: Viewer) -> Sequence[tuple[str, datetime]]:
    """What was said about it and approved, without who."""
    rows = db.session.scalars(
        sa.select(Piece)
        .join(Statement, Statement.id == Piece.statement_id)
        .where(
            Piece.idea_id == idea_id,
            Piece.kind != PieceKind.IDEA,
            Piece.held == Held.SHOWN,
            Statement.taken_back_at.is_(None),
            ~is_written_down_for(viewer.account_id),
        )
        .order_by(Piece.sent_at, Piece.id)
    ).all()
    shut = shut_to(viewer.account_id, [row.statement_id for row in rows], people.today())
    rows = [row for row in rows if row.statement_id not in shut]
    keys.preload({row.young_person_id for row in rows})
    return [(row.words, row.sent_at) for row in rows]
