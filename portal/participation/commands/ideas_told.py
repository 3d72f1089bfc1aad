"""Something is wrong with what somebody else wrote: told to us, it is hidden until somebody has looked."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.participation.commands.ideas import Typed, Writer, desk_has, hold, locked, note
from portal.participation.models.ideas import PieceReport
from portal.participation.rules.ideas import Held
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.commands.once import sent_already
from portal.voice.rules.saying import Replied, Said

ASKED_TOLD = "idea_report"
"""What the statement was said in answer to, at the desk."""


def tell_about(writer: Writer, typed: Typed, *, piece_id: UUID, question: str) -> None:
    """ "Tell us about this": the desk reads it, and nobody sees the words until somebody has looked. A second
    time by the same person goes to the desk and hides nothing. The same form with other words is another."""
    theirs = writer.speaker.young_person_id
    one_at_a_time(theirs)
    reply = Replied(prompt=ASKED_TOLD, question=question, words=typed.words)
    said = Said(asked=ASKED_TOLD, replies=(reply,), for_council=True)
    sent, own_id = sent_already(theirs, typed.send_once, said)
    told = sa.select(PieceReport).where(PieceReport.young_person_id == theirs)
    if sent and db.session.scalar(told.where(PieceReport.statement_id.in_([one.id for one in sent]))):
        return
    before = db.session.scalar(told.where(PieceReport.piece_id == piece_id).limit(1))
    report = PieceReport(
        piece_id=piece_id,
        young_person_id=theirs,
        send_once=own_id,
        statement_id=desk_has(writer, own_id, said),
        at=writer.now,
    )
    report.words = typed.words
    db.session.add(report)
    piece = locked(piece_id)
    if before is None and piece.held is Held.SHOWN:
        hold(piece, Held.HIDDEN, writer.now)
        piece.told_at = piece.late_told_at = None
    note("report_idea", writer, "idea_piece", piece_id)
    db.session.flush()
