"""What the guard is asked about ideas and what was typed about them, for young people."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.participation.models.ideas import Piece
from portal.participation.queries.ideas import NEVER_SHOWN, found, is_shown_to
from portal.participation.queries.ideas_reader import reader
from portal.people import queries as people
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Statement


def idea_subject(viewer: Viewer, idea_id: UUID) -> Subject | None:
    """An idea for a young person."""
    if not viewer.is_young_person:
        return None
    shown = found(reader(viewer, people.today()), idea_id)
    if shown is None:
        return None
    relations = frozenset({Relation.OWN}) if shown.is_own else frozenset[Relation]()
    return Subject(shown, viewer.young_person_id, relations, "idea", shown.id)


def own_piece_subject(viewer: Viewer, piece_id: UUID) -> Subject | None:
    """Something they typed themselves, to be changed or taken back."""
    piece = db.session.get(Piece, piece_id)
    if piece is None or viewer.young_person_id is None or piece.held in NEVER_SHOWN:
        return None
    who = reader(viewer, people.today())
    if piece.young_person_id != who.young_person_id or (who.shut_at and piece.sent_at <= who.shut_at):
        return None
    return Subject(piece, piece.young_person_id, frozenset({Relation.OWN}), "idea_piece", piece.id)


def shown_piece_subject(viewer: Viewer, piece_id: UUID) -> Subject | None:
    """Something of somebody else that they can read: to tell us about."""
    if viewer.young_person_id is None:
        return None
    who = reader(viewer, people.today())
    piece = db.session.scalar(
        sa.select(Piece)
        .join(Statement, Statement.id == Piece.statement_id)
        .where(Piece.id == piece_id, is_shown_to(who), Piece.young_person_id != who.young_person_id)
    )
    if piece is None or (piece.idea_id and found(who, piece.idea_id) is None):
        return None
    return Subject(piece, viewer.young_person_id, frozenset[Relation](), "idea_piece", piece.id)
