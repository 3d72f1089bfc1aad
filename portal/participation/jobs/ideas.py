"""What the worker does about ideas: tells those who approve that something waits, those who answer that a day
is near, and counts each closed quarter once."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import with_role
from portal.disclosure.counts import Period
from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.outcomes.commands.quarters import count_closed
from portal.participation.figures import ideas as figures
from portal.participation.models.ideas import Idea, IdeaQuarter, Piece, PieceReport
from portal.participation.rules.ideas import LIVE, Held, is_soon
from portal.participation.rules.ideas_printed import printed
from portal.policy.roles import Role
from portal.voice.models import Statement
from portal.voice.queries.apart import kept_from


def tell_what_waits(now: datetime, zone: ZoneInfo) -> int:
    """Participation workers hear once of what the desk has read; safety leads of what is past its time.
    Nobody it concerns is told."""
    today = now.astimezone(zone).date()
    rows = db.session.execute(
        sa.select(Piece, Statement.read_by_at)
        .join(Statement, Statement.id == Piece.statement_id)
        .where(
            Piece.held.in_((Held.WAITING, Held.HIDDEN)),
            Statement.read_at.is_not(None),
            Statement.taken_back_at.is_(None),
            sa.or_(
                Piece.told_at.is_(None), sa.and_(Piece.late_told_at.is_(None), Statement.read_by_at < now)
            ),
        )
    ).all()
    told = 0
    for piece, due_at in rows:
        roles = []
        if piece.told_at is None:
            piece.told_at = now
            roles.append(Role.PARTICIPATION_WORKER)
        if piece.late_told_at is None and (due_at < now or piece.held is Held.HIDDEN):
            piece.late_told_at = now
            roles.append(Role.SAFETY_LEAD)
        apart = _apart(piece, today) if roles else set()
        for account_id in dict.fromkeys(one for role in roles for one in with_role(role, today)):
            if account_id not in apart:
                notify(account_id, NoticeKind.IDEA_TO_READ, piece.id)
                told += 1
    db.session.flush()
    return told


def _apart(piece: Piece, today: date) -> set[UUID]:
    """Whoever must not get it: it concerns them, or what somebody told us about it does."""
    told = db.session.scalars(
        sa.select(PieceReport.statement_id).where(
            PieceReport.piece_id == piece.id, PieceReport.looked_at.is_(None)
        )
    )
    return {whose for said in (piece.statement_id, *told) for whose in kept_from(said, today)}


def remind_of_answers(now: datetime, zone: ZoneInfo) -> int:
    """A week before an idea has to be answered, and once its day has passed."""
    today = now.astimezone(zone).date()
    rows = db.session.scalars(
        sa.select(Idea).where(
            Idea.state.in_(LIVE),
            Idea.taken_back_at.is_(None),
            Idea.answer_by_on.is_not(None),
            sa.or_(Idea.reminded_on.is_(None), Idea.reminded_on <= Idea.answer_by_on),
        )
    ).all()
    reminded = 0
    for idea in rows:
        due_on = idea.answer_by_on
        if due_on is None or not is_soon(due_on, today):
            continue
        if idea.reminded_on and today <= due_on:
            continue
        idea.reminded_on = today
        drop(idea.id, NoticeKind.IDEA_DUE)
        for account_id in with_role(Role.PARTICIPATION_WORKER, today):
            notify(account_id, NoticeKind.IDEA_DUE, idea.id)
            reminded += 1
    db.session.flush()
    return reminded


def count_quarters(now: datetime, zone: ZoneInfo) -> int:
    """Count the closed quarters that were not counted yet; returns how many. Opens transactions of its own.
    Of two workers at it, one writes and the other leaves it."""
    with db.transaction():
        first, known = figures.first_approved(zone), set(figures.quarters())

    def counted(period: Period) -> IdeaQuarter:
        with db.transaction():
            numbers = printed(figures.counted(period, zone), period)
        return IdeaQuarter(first_on=period.first, last_on=period.last, counted_at=now, printed=numbers)

    return count_closed(first, known, now.astimezone(zone).date(), counted)
