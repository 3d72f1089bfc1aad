"""Approving, sending back with a reason, looking at what was told about; saying what happens to an idea."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import db
from portal.accounts.queries.around import account_of
from portal.audit import commands as audit
from portal.deadlines import commands as deadlines
from portal.deadlines.models import Deadline
from portal.deadlines.queries import running
from portal.kit.errors import Refused
from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.participation.commands.anew import own_id_of
from portal.participation.commands.ideas import CLOCK, note_event
from portal.participation.models.ideas import Idea, IdeaEvent, IdeaSupport, Piece, PieceReport
from portal.participation.rules import ideas as rules
from portal.participation.rules.ideas import FINAL, Held, IdeaState, PieceKind, WhyNot
from portal.voice.commands.answers import send_answer
from portal.voice.models import Statement
from portal.voice.rules import Level, Outcome
from portal.voice.rules.answers import AnswerWords

TOLD_AT_ONCE = (NoticeKind.IDEA_TO_READ,)


@dataclass(frozen=True)
class Deciding:
    """Who decides, when, and in how many working days an approved idea is answered. `seen`: what was told
    about it that stood on their page."""

    by: UUID
    now: datetime
    today: date
    answer_days: int
    seen: frozenset[UUID] = frozenset()


def approve(piece_id: UUID, answer: AnswerWords, deciding: Deciding) -> None:
    """Others can read it from now on. Raises Refused when somebody decided meanwhile, told us something that
    the decider has not read, or took back the idea it is about."""
    piece = _decide(piece_id, Held.SHOWN, deciding)
    was_answered = _answer_them(piece, answer, deciding)
    if piece.kind is PieceKind.IDEA:
        idea = db.session.get_one(Idea, piece.idea_id)
        if idea.state is IdeaState.WAITING:
            _open(idea, IdeaState.OPEN, piece.id, deciding)
    if piece.kind is PieceKind.AGAIN:
        idea = db.session.get_one(Idea, piece.idea_id)
        if rules.why_not_open_again(idea.state) is None:
            _open(idea, IdeaState.REOPENED, piece.id, deciding)
            _tell(idea, but=piece.young_person_id)
    _tell_author(piece, mail=not was_answered)
    _note("approve_idea", piece, deciding)


def send_back(piece_id: UUID, reason: str, answer: AnswerWords, deciding: Deciding) -> None:
    """Others do not read it; its author reads why, and can change it."""
    if not reason.strip():
        raise Refused(WhyNot.NO_WORDS)
    piece = _decide(piece_id, Held.SENT_BACK, deciding)
    piece.reason = reason
    was_answered = _answer_them(piece, answer, deciding)
    _tell_author(piece, mail=not was_answered)
    _note("send_back_idea", piece, deciding)


@dataclass(frozen=True)
class IdeaAnswer:
    """What staff say of an idea."""

    state: IdeaState
    words: str
    who: str = ""
    by_when: date | None = None
    look_again_on: date | None = None


def answer_idea(idea_id: UUID, said: IdeaAnswer, send_once: UUID, deciding: Deciding) -> None:
    """Say what happens to it, once for a form; other words on it are another answer. Its author and whoever
    supports it hear of it, neutrally."""
    idea = _locked_idea(idea_id)
    before, send_once = _answered_already(idea_id, send_once, said)
    if before:
        return
    why = rules.why_not_answer(
        idea.state,
        said.state,
        said.words,
        who=said.who,
        by_when=said.by_when,
        look_again_on=said.look_again_on,
        today=deciding.today,
    )
    if why or idea.taken_back_at:
        raise Refused(why or WhyNot.NOT_LIVE)
    is_first = said.state in FINAL and idea.state not in FINAL
    event = note_event(
        idea, said.state, send_once=send_once, by=deciding.by, now=deciding.now, words=said.words
    )
    event.who = said.who if said.state is IdeaState.WILL_DO else ""
    event.by_when = said.by_when if said.state is IdeaState.WILL_DO else None
    event.look_again_on = said.look_again_on if said.state is IdeaState.NOT_NOW else None
    if is_first:
        clock = running(CLOCK, idea.id)
        event.in_time = clock is None or deciding.today <= clock.due_on
        deadlines.finish(CLOCK, idea.id, by=deciding.by)
        drop(idea.id, NoticeKind.IDEA_DUE)
    _tell(idea)
    audit.record(
        "answer_idea",
        by=deciding.by,
        role="staff",
        young_person_id=idea.young_person_id,
        subject=("idea", idea.id),
    )
    db.session.flush()


def _answered_already(idea_id: UUID, send_once: UUID, said: IdeaAnswer) -> tuple[bool, UUID]:
    """Whether this form said so already; else under which id to say it."""

    def sent(form_id: UUID) -> IdeaEvent | None:
        again = sa.select(IdeaEvent).where(IdeaEvent.idea_id == idea_id, IdeaEvent.send_once == form_id)
        return db.session.scalar(again)

    before = sent(send_once)
    if before is None or (before.state, before.words) == (said.state, said.words):
        return before is not None, send_once
    own_id = own_id_of(send_once, said.state.value, said.words)
    return sent(own_id) is not None, own_id


def _locked_idea(idea_id: UUID) -> Idea:
    return db.session.get_one(Idea, idea_id, with_for_update=True, populate_existing=True)


def _decide(piece_id: UUID, held: Held, deciding: Deciding) -> Piece:
    piece = db.session.get_one(Piece, piece_id, with_for_update=True, populate_existing=True)
    if why := rules.why_not_decide(piece.held):
        raise Refused(why)
    if held is Held.SHOWN:
        _look_whether_it_may_be_shown(piece, deciding)
    piece.held, piece.held_at, piece.decided_by_id = held, deciding.now, deciding.by
    db.session.execute(
        sa.update(PieceReport)
        .where(
            PieceReport.piece_id == piece_id,
            PieceReport.looked_at.is_(None),
            PieceReport.id.in_(deciding.seen),
        )
        .values(looked_at=deciding.now, looked_by_id=deciding.by)
    )
    drop(piece.id, *TOLD_AT_ONCE)
    db.session.flush()
    return piece


def _look_whether_it_may_be_shown(piece: Piece, deciding: Deciding) -> None:
    """Not while something that was told about it is unread; but whoever was heard once hides nothing by
    telling again. What is said about an idea that is gone is shown to nobody."""
    told = db.session.scalars(sa.select(PieceReport).where(PieceReport.piece_id == piece.id)).all()
    heard = {one.young_person_id for one in told if one.looked_at}
    if any(
        one.looked_at is None and one.id not in deciding.seen and one.young_person_id not in heard
        for one in told
    ):
        raise Refused(WhyNot.TOLD_MEANWHILE)
    if piece.idea_id and _locked_idea(piece.idea_id).taken_back_at:
        raise Refused(WhyNot.NOT_LIVE)


def _open(idea: Idea, state: IdeaState, send_once: UUID, deciding: Deciding) -> None:
    """It waits for an answer by a day."""
    note_event(idea, state, send_once=send_once, by=deciding.by, now=deciding.now)
    clock = deadlines.start_clock(
        CLOCK,
        idea.id,
        deciding.today,
        count=deciding.answer_days,
        young_person_id=idea.young_person_id,
        round=deadlines.next_round(CLOCK, idea.id),
        by=deciding.by,
    )
    idea.answer_by_on, idea.reminded_on = clock.due_on, None


@deadlines.follows(CLOCK)
def _follow(clock: Deadline) -> None:
    """The day it was promised for moves with its clock."""
    idea = db.session.get(Idea, clock.about_id)
    if idea:
        idea.answer_by_on = clock.due_on


def _answer_them(piece: Piece, words: AnswerWords, deciding: Deciding) -> bool:
    """What they typed is a statement that waits for an answer. Where the desk saw nothing in it but an idea,
    the decision is that answer; otherwise whoever answers it answers it."""
    statement = db.session.scalar(
        sa.select(Statement)
        .where(Statement.id == piece.statement_id)
        .options(
            selectinload(Statement.answers),
            selectinload(Statement.handlings),
            selectinload(Statement.concerns),
        )
        .execution_options(populate_existing=True)
    )
    if statement is None or statement.read_at is None or statement.taken_back_at or statement.answers:
        return False
    only_read = all(one.outcome is Outcome.NOTHING_NEEDED for one in statement.handlings)
    if statement.level is not Level.REST or statement.concerns or not only_read:
        return False
    send_answer(statement, words, piece.id, by=deciding.by, now=deciding.now, on=deciding.today)
    return True


def _tell_author(piece: Piece, *, mail: bool) -> None:
    account = account_of(piece.young_person_id)
    if account is not None and piece.idea_id:
        drop(piece.idea_id, NoticeKind.IDEA_NEWS, account_id=account.id)
        notify(account.id, NoticeKind.IDEA_NEWS, piece.idea_id, mail=mail)
    db.session.flush()


def _tell(idea: Idea, *, but: UUID | None = None) -> None:
    """Its author and whoever is for it: something is new, and no more."""
    theirs = set(
        db.session.scalars(sa.select(IdeaSupport.young_person_id).where(IdeaSupport.idea_id == idea.id))
    )
    for young_person_id in sorted(({idea.young_person_id} | theirs) - {but}, key=str):
        account = account_of(young_person_id)
        if account is not None and account.is_open:
            drop(idea.id, NoticeKind.IDEA_NEWS, account_id=account.id)
            notify(account.id, NoticeKind.IDEA_NEWS, idea.id)
    db.session.flush()


def _note(action: str, piece: Piece, deciding: Deciding) -> None:
    audit.record(
        action,
        by=deciding.by,
        role="staff",
        young_person_id=piece.young_person_id,
        subject=("idea_piece", piece.id),
    )
    db.session.flush()
