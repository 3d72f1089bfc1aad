"""Suggesting, supporting, talking about, changing, taking back, opening again. What is typed is a statement
first, read at the desk the same day, and others see it only when somebody has approved it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import people_around
from portal.audit import commands as audit
from portal.clocks.reading import local_day
from portal.deadlines import commands as deadlines
from portal.kit.errors import Refused
from portal.notices.commands import drop
from portal.notices.rules import NoticeKind
from portal.participation.models.ideas import Idea, IdeaEvent, IdeaSupport, Piece
from portal.participation.rules import ideas as rules
from portal.participation.rules.ideas import Held, IdeaState, PieceKind, Pool, WhyNot
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.commands.once import sent_already
from portal.voice.commands.saying import Promises, Speaker, store
from portal.voice.queries import sent as sent_queries
from portal.voice.rules.saying import Said

CLOCK = "idea_answer"
ASKED = {
    PieceKind.IDEA: "idea",
    PieceKind.COMMENT: "idea_talk",
    PieceKind.AGAIN: "idea_talk",
    PieceKind.ON_DRAFT: "draft_talk",
}
"""What a statement was said in answer to, at the desk."""


@dataclass(frozen=True)
class Writer:
    """Who types it, in which pool, and what the council promises whoever says something."""

    speaker: Speaker
    pool: Pool | None
    promises: Promises
    themes: frozenset[str]
    now: datetime


@dataclass(frozen=True)
class Typed:
    """What was typed, in a form of this id."""

    send_once: UUID
    words: str
    title: str = ""

    @property
    def whole(self) -> str:
        return "\n\n".join(filter(None, (self.title, self.words)))


def suggest(writer: Writer, typed: Typed, *, group_id: UUID | None = None) -> UUID:
    """An idea, once however often it is sent; other words are another idea. Raises Refused where their age is
    not known."""
    pool = _pool(writer)
    sent, typed = _sent_already(writer, typed)
    if sent and sent.idea_id:
        return sent.idea_id
    idea = Idea(
        young_person_id=writer.speaker.young_person_id,
        group_id=group_id,
        pool=pool,
        state=IdeaState.WAITING,
        made_at=writer.now,
        state_at=writer.now,
    )
    db.session.add(idea)
    db.session.flush()
    _write(writer, typed, PieceKind.IDEA, pool, idea_id=idea.id)
    note("suggest_idea", writer, "idea", idea.id)
    return idea.id


def talk(writer: Writer, typed: Typed, *, idea_id: UUID) -> Piece:
    """A short comment on an idea of their own pool."""
    pool = _pool(writer)
    sent, typed = _sent_already(writer, typed)
    if sent:
        return sent
    idea = db.session.get_one(Idea, idea_id)
    if why := rules.why_not_support(idea.state, taken_back=idea.taken_back_at is not None):
        raise Refused(why)
    piece = _write(writer, typed, PieceKind.COMMENT, pool, idea_id=idea_id)
    note("talk_about_idea", writer, "idea", idea_id)
    return piece


def open_again(writer: Writer, typed: Typed, *, idea_id: UUID) -> Piece:
    """Ask that an answered idea is looked at again. It is open again once somebody approved the words."""
    pool = _pool(writer)
    sent, typed = _sent_already(writer, typed)
    if sent:
        return sent
    idea = db.session.get_one(Idea, idea_id)
    if why := rules.why_not_open_again(idea.state):
        raise Refused(why)
    piece = _write(writer, typed, PieceKind.AGAIN, pool, idea_id=idea_id)
    note("ask_to_open_idea", writer, "idea", idea_id)
    return piece


def say_of_part(writer: Writer, typed: Typed, *, part_id: UUID) -> Piece:
    """What they think of a part of a draft."""
    pool = _pool(writer)
    sent, typed = _sent_already(writer, typed)
    if sent:
        return sent
    piece = _write(writer, typed, PieceKind.ON_DRAFT, pool, part_id=part_id)
    note("comment_on_draft", writer, "consultation_part", part_id)
    return piece


def change(writer: Writer, typed: Typed, *, piece_id: UUID) -> Piece:
    """Its author writes it anew, and it waits again, among those of their age today. Raises Refused when it
    was approved meanwhile, or is about an idea they have grown out of."""
    pool = _pool(writer)
    sent, anew = _sent_already(writer, typed)
    if sent:
        return sent
    # The same form with other words is about what it became the first time.
    piece = locked(_sent_as(writer, typed.send_once) or piece_id)
    if why := rules.why_not_change(piece.held):
        raise Refused(why)
    if piece.idea_id:
        _move(db.session.get_one(Idea, piece.idea_id), piece.kind, pool)
    hold(piece, Held.CHANGED, writer.now)
    new = _write(writer, anew, piece.kind, pool, idea_id=piece.idea_id, part_id=piece.part_id)
    note("change_idea", writer, "idea_piece", new.id)
    return new


def _move(idea: Idea, kind: PieceKind, pool: Pool) -> None:
    """What somebody writes now is read by those of their age now: an idea goes with its words. What is said
    about somebody's idea cannot go elsewhere."""
    if kind is PieceKind.IDEA:
        idea.pool = pool
    elif idea.pool is not pool:
        raise Refused(WhyNot.NOT_YOURS_TO_CHANGE)


def take_back(piece_id: UUID, *, by: UUID, now: datetime) -> None:
    """Nobody sees it any more. An idea goes with all that was said about it; the desk has read it."""
    piece = locked(piece_id)
    if piece.held in (Held.TAKEN_BACK, Held.CHANGED):
        return
    hold(piece, Held.TAKEN_BACK, now)
    if piece.kind is PieceKind.IDEA and piece.idea_id:
        idea = db.session.get_one(Idea, piece.idea_id)
        idea.taken_back_at = now
        deadlines.drop(CLOCK, idea.id, by=by, why="taken back")
        drop(idea.id, NoticeKind.IDEA_NEWS, NoticeKind.IDEA_DUE)
    drop(piece.id, NoticeKind.IDEA_TO_READ)
    _audit("take_back_idea", by, piece.young_person_id, "idea_piece", piece.id)
    db.session.flush()


def support(idea_id: UUID, *, young_person_id: UUID, by: UUID, now: datetime) -> None:
    """They are for it. Said twice it is the same."""
    one_at_a_time(young_person_id)
    idea = db.session.get_one(Idea, idea_id)
    if why := rules.why_not_support(idea.state, taken_back=idea.taken_back_at is not None):
        raise Refused(why)
    if _support(idea_id, young_person_id) is None:
        db.session.add(IdeaSupport(idea_id=idea_id, young_person_id=young_person_id, at=now))
        _audit("support_idea", by, young_person_id, "idea", idea_id)
    db.session.flush()


def support_no_more(idea_id: UUID, *, young_person_id: UUID, by: UUID) -> None:
    """They changed their mind: nothing of it stays but the event."""
    one_at_a_time(young_person_id)
    if found := _support(idea_id, young_person_id):
        db.session.delete(found)
        _audit("support_idea_no_more", by, young_person_id, "idea", idea_id)
    db.session.flush()


def note_event(
    idea: Idea, state: IdeaState, *, send_once: UUID, by: UUID | None, now: datetime, words: str = ""
) -> IdeaEvent:
    """A step of what happens to it."""
    idea.state, idea.state_at = state, now
    event = IdeaEvent(
        idea_id=idea.id,
        young_person_id=idea.young_person_id,
        send_once=send_once,
        state=state,
        at=now,
        by_id=by,
    )
    event.words = words
    db.session.add(event)
    db.session.flush()
    return event


def _pool(writer: Writer) -> Pool:
    if writer.pool is None:
        raise Refused(WhyNot.NO_POOL)
    return writer.pool


def _sent_already(writer: Writer, typed: Typed) -> tuple[Piece | None, Typed]:
    """What this form became already with the same words; else what to write, under an id of its own where it
    was sent with other words before."""
    theirs = writer.speaker.young_person_id
    one_at_a_time(theirs)
    sent, own_id = sent_already(theirs, typed.send_once, Said(words=typed.whole))
    found = sa.select(Piece).where(Piece.statement_id.in_([one.id for one in sent]))
    return db.session.scalar(found) if sent else None, replace(typed, send_once=own_id)


def _sent_as(writer: Writer, send_once: UUID) -> UUID | None:
    return db.session.scalar(
        sa.select(Piece.id).where(
            Piece.young_person_id == writer.speaker.young_person_id, Piece.send_once == send_once
        )
    )


def _write(
    writer: Writer,
    typed: Typed,
    kind: PieceKind,
    pool: Pool,
    *,
    idea_id: UUID | None = None,
    part_id: UUID | None = None,
) -> Piece:
    said = Said(asked=ASKED[kind], words=typed.whole, for_council=True)
    piece = Piece(
        idea_id=idea_id,
        part_id=part_id,
        kind=kind,
        young_person_id=writer.speaker.young_person_id,
        pool=pool,
        send_once=typed.send_once,
        statement_id=desk_has(writer, typed.send_once, said),
        sent_at=writer.now,
        held=Held.WAITING,
        held_at=writer.now,
    )
    piece.title, piece.words = typed.title, typed.words
    db.session.add(piece)
    db.session.flush()
    return piece


def desk_has(writer: Writer, send_once: UUID, said: Said) -> UUID:
    """As if they had said it on their own page, once: whoever reads at the desk reads this."""
    theirs = writer.speaker.young_person_id
    sent, own_id = sent_already(theirs, send_once, said)
    if sent:
        before: UUID = sent_queries.shown_of(sent).id
        return before
    around = people_around(theirs, local_day(writer.now, writer.promises.hours.zone))
    return store(
        writer.speaker,
        own_id,
        said,
        around,
        writer.promises,
        writer.themes,
        writer.now,
        draft_stays=True,
    ).statement_id


def locked(piece_id: UUID) -> Piece:
    return db.session.get_one(Piece, piece_id, with_for_update=True, populate_existing=True)


def hold(piece: Piece, held: Held, now: datetime) -> None:
    piece.held, piece.held_at = held, now


def _support(idea_id: UUID, young_person_id: UUID) -> IdeaSupport | None:
    return db.session.scalar(
        sa.select(IdeaSupport).where(
            IdeaSupport.idea_id == idea_id, IdeaSupport.young_person_id == young_person_id
        )
    )


def note(action: str, writer: Writer, kind: str, about_id: UUID) -> None:
    _audit(action, writer.speaker.account_id, writer.speaker.young_person_id, kind, about_id)


def _audit(action: str, by: UUID, young_person_id: UUID, kind: str, about_id: UUID) -> None:
    audit.record(
        action, by=by, role="young_person", young_person_id=young_person_id, subject=(kind, about_id)
    )
