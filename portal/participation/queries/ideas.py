"""Ideas as young people see them: who reads whose, what came of them, and what supporters may be counted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit.pages import Page
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.participation.models.ideas import Idea, IdeaSupport, Piece
from portal.participation.queries.ideas_reader import Reader
from portal.participation.rules.ideas import LIVE, Held, IdeaState, PieceKind, supporters_told
from portal.people import queries as people
from portal.policy.viewer import Viewer
from portal.vault import keys
from portal.voice.models import Statement
from portal.voice.queries.apart import shut_to

PAGE_SIZE = 15
_TALK = (PieceKind.COMMENT, PieceKind.AGAIN)
NEVER_SHOWN = (Held.TAKEN_BACK, Held.CHANGED)


@dataclass(frozen=True)
class PieceShown:
    """What somebody typed, as one reader sees it."""

    id: UUID
    kind: PieceKind
    title: str
    words: str
    sent_at: datetime
    held: Held
    reason: str
    is_own: bool
    part_id: UUID | None = None


@dataclass(frozen=True)
class IdeaShown:
    """An idea as one reader sees it. `supporters`: "at least so many"; None: fewer than five.

    `is_theirs_to_join`: they are of the pool it was written in, so may support it and talk about it."""

    id: UUID
    piece: PieceShown
    state: IdeaState
    state_at: datetime
    made_at: datetime
    answer_by_on: date | None
    is_own: bool
    is_theirs_to_join: bool
    is_supported: bool
    supporters: int | None
    group_id: UUID | None = None
    has_news: bool = False

    @property
    def is_shown(self) -> bool:
        return self.piece.held is Held.SHOWN

    @property
    def is_live(self) -> bool:
        return self.is_shown and self.state in LIVE


@dataclass(frozen=True)
class AgendaIdea:
    """What a meeting of a group may talk about."""

    id: UUID
    title: str
    words: str
    state: IdeaState
    supporters: int | None


def ideas_for(who: Reader, page: int) -> Page[IdeaShown]:
    """What others suggested and was approved, the newest first."""
    where = sa.and_(_open_to(who), Idea.young_person_id != who.young_person_id)
    counted = sa.select(sa.func.count()).select_from(joined().where(where).subquery())
    total = db.session.scalar(counted) or 0
    rows = db.session.execute(
        joined()
        .where(where)
        .order_by(Idea.state_at.desc(), Idea.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    return Page(_shown([(row[0], row[1]) for row in rows], who), page, total, PAGE_SIZE)


def of_group(who: Reader, group_id: UUID) -> Sequence[IdeaShown]:
    """Ideas of one group that this reader may read, the newest first."""
    rows = db.session.execute(
        joined()
        .where(Idea.group_id == group_id, sa.or_(_open_to(who), _is_own(who)))
        .order_by(Idea.state_at.desc(), Idea.id)
        .limit(PAGE_SIZE)
    ).all()
    return _shown([(row[0], row[1]) for row in rows], who)


def own_ideas(who: Reader) -> Sequence[IdeaShown]:
    """What they suggested themselves, however it stands."""
    rows = db.session.execute(joined().where(_is_own(who)).order_by(Idea.made_at.desc(), Idea.id)).all()
    return _shown([(row[0], row[1]) for row in rows], who)


def found(who: Reader, idea_id: UUID) -> IdeaShown | None:
    """One of them, if it is open to this reader or their own."""
    row = db.session.execute(
        joined().where(Idea.id == idea_id, sa.or_(_open_to(who), _is_own(who)))
    ).one_or_none()
    return _shown([(row[0], row[1])], who)[0] if row else None


def talk_of(idea: IdeaShown, who: Reader) -> Sequence[PieceShown]:
    """What was said about it, the oldest first. Who has grown out of its pool sees only what they wrote."""
    return pieces_of(Piece.idea_id == idea.id, who, kinds=_TALK)


def pieces_of(
    about: sa.ColumnElement[bool], who: Reader, kinds: Collection[PieceKind]
) -> Sequence[PieceShown]:
    """What was typed about something: what was approved, and all of their own."""
    own = sa.and_(
        Piece.young_person_id == who.young_person_id,
        Piece.held.not_in(NEVER_SHOWN),
        *([Piece.sent_at > who.shut_at] if who.shut_at else []),
    )
    rows = db.session.scalars(
        sa.select(Piece)
        .join(Statement, Statement.id == Piece.statement_id)
        .where(
            about,
            Piece.kind.in_(kinds),
            Statement.taken_back_at.is_(None),
            sa.or_(is_shown_to(who), own),
        )
        .order_by(Piece.sent_at, Piece.id)
    ).all()
    keys.preload({row.young_person_id for row in rows})
    return [piece_shown(row, who) for row in rows]


def supporters_of(idea_ids: Collection[UUID]) -> dict[UUID, int]:
    """The true counts, for staff and for ordering only."""
    rows = db.session.execute(
        sa.select(IdeaSupport.idea_id, sa.func.count())
        .where(IdeaSupport.idea_id.in_(idea_ids))
        .group_by(IdeaSupport.idea_id)
    ).all()
    return {row[0]: row[1] for row in rows}


def for_agenda(group_id: UUID, viewer: Viewer) -> list[AgendaIdea]:
    """Ideas of a group that wait for an answer, those with the most support first; none that concerns the
    worker who looks."""
    rows = db.session.execute(
        joined()
        .where(
            Idea.group_id == group_id,
            Idea.state.in_(LIVE),
            Idea.taken_back_at.is_(None),
            Piece.held == Held.SHOWN,
            Statement.taken_back_at.is_(None),
        )
        .order_by(Idea.made_at, Idea.id)
    ).all()
    shut = shut_to(viewer.account_id, [row[1].statement_id for row in rows], people.today())
    rows = [row for row in rows if row[1].statement_id not in shut]
    keys.preload({row[0].young_person_id for row in rows})
    counts = supporters_of([row[0].id for row in rows])
    rows = sorted(rows, key=lambda row: -counts.get(row[0].id, 0))
    return [
        AgendaIdea(idea.id, piece.title, piece.words, idea.state, supporters_told(counts.get(idea.id, 0)))
        for idea, piece in ((row[0], row[1]) for row in rows)
    ]


def news_of(account_id: UUID) -> set[UUID]:
    """Ideas of which they were told something and which they have not opened since."""
    return set(
        db.session.scalars(
            sa.select(Notice.about_id).where(
                Notice.account_id == account_id,
                Notice.kind == NoticeKind.IDEA_NEWS,
                Notice.seen_at.is_(None),
                Notice.dropped_at.is_(None),
                Notice.about_id.is_not(None),
            )
        )
    )


def with_news(who: Reader) -> int:
    """How many ideas that they can open have news: one they have grown out of is not counted for ever."""
    news = news_of(who.account_id)
    if not news:
        return 0
    theirs = joined().where(Idea.id.in_(news), sa.or_(_open_to(who), _is_own(who)))
    return db.session.scalar(sa.select(sa.func.count()).select_from(theirs.subquery())) or 0


def piece_shown(row: Piece, who: Reader) -> PieceShown:
    """As this reader sees it."""
    is_own = row.young_person_id == who.young_person_id
    return PieceShown(
        row.id,
        row.kind,
        row.title,
        row.words,
        row.sent_at,
        row.held,
        row.reason if is_own else "",
        is_own,
        row.part_id,
    )


def joined() -> sa.Select[Idea, Piece]:
    """An idea with the words that stand for it: changed ones were replaced."""
    return (
        sa.select(Idea, Piece)
        .join(Piece, Piece.idea_id == Idea.id)
        .join(Statement, Statement.id == Piece.statement_id)
        .where(Piece.kind == PieceKind.IDEA, Piece.held != Held.CHANGED)
    )


def _open_to(who: Reader) -> sa.ColumnElement[bool]:
    return sa.and_(
        Idea.taken_back_at.is_(None),
        Idea.pool == who.pool if who.pool else sa.false(),
        sa.or_(Idea.group_id.is_(None), Idea.group_id.in_(who.groups)),
        is_shown_to(who),
    )


def is_shown_to(who: Reader) -> sa.ColumnElement[bool]:
    """Approved, not taken back, of their pool, and by nobody they must not meet."""
    return sa.and_(
        Piece.held == Held.SHOWN,
        Statement.taken_back_at.is_(None),
        Piece.pool == who.pool if who.pool else sa.false(),
        Piece.young_person_id.not_in(who.apart),
    )


def _is_own(who: Reader) -> sa.ColumnElement[bool]:
    return sa.and_(
        Idea.young_person_id == who.young_person_id,
        Idea.taken_back_at.is_(None),
        *([Idea.made_at > who.shut_at] if who.shut_at else []),
    )


def _shown(rows: Sequence[tuple[Idea, Piece]], who: Reader) -> list[IdeaShown]:
    ids = [idea.id for idea, _piece in rows]
    keys.preload({idea.young_person_id for idea, _piece in rows})
    counts, news = supporters_of(ids), news_of(who.account_id)
    theirs = set(
        db.session.scalars(
            sa.select(IdeaSupport.idea_id).where(
                IdeaSupport.idea_id.in_(ids), IdeaSupport.young_person_id == who.young_person_id
            )
        )
    )
    return [
        IdeaShown(
            id=idea.id,
            piece=piece_shown(piece, who),
            state=idea.state,
            state_at=idea.state_at,
            made_at=idea.made_at,
            answer_by_on=idea.answer_by_on,
            is_own=idea.young_person_id == who.young_person_id,
            is_theirs_to_join=idea.pool is who.pool,
            is_supported=idea.id in theirs,
            supporters=supporters_told(counts.get(idea.id, 0)),
            group_id=idea.group_id,
            has_news=idea.id in news,
        )
        for idea, piece in rows
    ]
