"""What the guard is asked about ideas and what was typed about them, for young people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.participation.models import Membership
from portal.participation.models.ideas import Idea, Piece
from portal.participation.queries.ideas import NEVER_SHOWN, IdeaShown, found, is_shown_to
from portal.participation.queries.ideas_reader import Reader, pool_on, reader
from portal.participation.rules.ideas import Held, IdeaState, Pool
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


@dataclass(frozen=True)
class TypedAbout:
    """What words were typed about. `shown`: the idea, None once it went out of their sight."""

    id: UUID
    shown: IdeaShown | None = None


def idea_typed_about(viewer: Viewer, idea_id: UUID) -> Subject | None:
    """An idea for words that were typed about it: also one that was hidden, taken back or put out of their
    reach meanwhile, but none that was never theirs to read."""
    if viewer.young_person_id is None:
        return None
    who = reader(viewer, people.today())
    shown, idea = found(who, idea_id), db.session.get(Idea, idea_id)
    if idea is None or (shown is None and not _was_open_to(idea, who)):
        return None
    return Subject(TypedAbout(idea_id, shown), viewer.young_person_id, kind="idea", id=idea_id)


def _was_open_to(idea: Idea, who: Reader) -> bool:
    """Whether they may have had its page open: it was approved, in a pool that is or yesterday was theirs,
    in no group or one they were in."""
    if idea.young_person_id == who.young_person_id:
        return who.shut_at is None or idea.made_at > who.shut_at
    if idea.state is IdeaState.WAITING or not _shares(idea.pool, who):
        return False
    was_in = sa.select(Membership.id).where(
        Membership.group_id == idea.group_id,
        Membership.young_person_id == who.young_person_id,
        Membership.joined_on.is_not(None),
    )
    return idea.group_id is None or db.session.scalar(was_in.limit(1)) is not None


def _shares(pool: Pool, who: Reader) -> bool:
    """A birthday between opening a page and sending it loses no words."""
    return pool in (who.pool, pool_on(who.young_person_id, people.today() - timedelta(days=1)))


def own_piece_subject(viewer: Viewer, piece_id: UUID) -> Subject | None:
    """Something they typed themselves, to be changed or taken back."""
    subject = own_piece_typed_anew(viewer, piece_id)
    return None if subject is None or subject.thing.held in NEVER_SHOWN else subject


def own_piece_typed_anew(viewer: Viewer, piece_id: UUID) -> Subject | None:
    """The same for words that were typed in its place: also when it was changed or taken back meanwhile."""
    piece = db.session.get(Piece, piece_id)
    if piece is None or viewer.young_person_id is None:
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


def piece_told_about(viewer: Viewer, piece_id: UUID) -> Subject | None:
    """The same for what was typed to tell us: also when it was hidden, sent back or taken back meanwhile."""
    piece = db.session.get(Piece, piece_id)
    if piece is None or viewer.young_person_id is None or piece.held is Held.WAITING:
        return None
    who = reader(viewer, people.today())
    if piece.young_person_id == who.young_person_id or not _shares(piece.pool, who):
        return None
    idea = db.session.get(Idea, piece.idea_id) if piece.idea_id else None
    if idea and idea.young_person_id != who.young_person_id and not _was_open_to(idea, who):
        return None
    return Subject(piece, viewer.young_person_id, frozenset[Relation](), "idea_piece", piece.id)
