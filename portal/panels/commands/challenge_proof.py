"""An officer shows that it happened; the panel opens again what it had closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from portal import db
from portal.accounts.queries import staffing
from portal.clocks.reading import LONDON
from portal.documents import harmless
from portal.kit.errors import Refused
from portal.notices.commands import see
from portal.notices.rules import NoticeKind
from portal.panels.commands.challenge_steps import (
    check_words,
    is_done_already,
    note,
    start_answer_clock,
    tell,
)
from portal.panels.models import Challenge, ChallengeEvidence
from portal.panels.queries.challenges import meets_on
from portal.panels.queries.proof import how_many
from portal.panels.rules import ChallengeState, StepKind
from portal.panels.rules.challenges import MAX_FILE_BYTES, WhyNot, pack
from portal.vault import keys
from portal.vault.files import faults, keeping, pictures, scanning
from portal.vault.files.kinds import PICTURES, kind_of

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST = 20
"""Pieces of evidence at one challenge."""
_LONDON = ZoneInfo(LONDON)
_ACTS_BY_ITSELF = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")


@dataclass(frozen=True)
class Looked:
    """A file that can be kept, and what it is by its content."""

    content: bytes
    media_type: str


def look_at(content: bytes, clamd: str = "") -> Looked:
    """A picture is made anew; a PDF or Word file is taken by what it holds, never by its name. Holds no lock,
    and comes before anything is written. Raises Refused for anything else, and for what acts by itself."""
    if len(content) > MAX_FILE_BYTES:
        raise Refused(WhyNot.FILE_TOO_BIG)
    db.hold_nothing()
    try:
        scanning.scan(content, clamd)
        if kind_of(content) in PICTURES:
            picture = pictures.remade(content)
            return Looked(picture.content, picture.media_type)
    except faults.TooBusy:
        raise Refused(WhyNot.BUSY) from None
    except (faults.Infected, faults.CannotScan):
        raise Refused(WhyNot.FILE_UNSAFE) from None
    except faults.Unusable:
        raise Refused(WhyNot.FILE_UNKNOWN) from None
    return _paper(content)


def _paper(content: bytes) -> Looked:
    is_pdf = content.startswith(b"%PDF-")
    if not is_pdf and not content.startswith(b"PK\x03\x04"):
        raise Refused(WhyNot.FILE_UNKNOWN)
    if is_pdf and any(word in content for word in _ACTS_BY_ITSELF):
        raise Refused(WhyNot.FILE_UNSAFE)
    try:
        return Looked(harmless.pdf(content), PDF) if is_pdf else Looked(harmless.word(content), WORD)
    except harmless.NotHarmless:
        raise Refused(WhyNot.FILE_UNSAFE) from None
    except harmless.NotReadable:
        raise Refused(WhyNot.FILE_UNKNOWN) from None


def show_proof(
    challenge: Challenge, words: str, file: Looked | None, send_once: UUID, *, by: UUID, now: datetime
) -> None:
    """The officer shows that it happened: words that say what it shows, and a file if there is one.

    Raises Refused before the answer, without words, when a name known here stands in them, or when there are
    as many as anybody looks through."""
    if is_done_already(challenge, send_once):
        return
    if challenge.state is not ChallengeState.ANSWERED:
        raise Refused(WhyNot.NOT_ANSWERED)
    if not words.strip():
        raise Refused(WhyNot.NOTHING_SHOWN)
    if how_many(challenge.id) >= MOST:
        raise Refused(WhyNot.TOO_MANY_FILES)
    check_words(words)
    step = note(challenge, StepKind.EVIDENCE, by=by, now=now, send_once=send_once)
    row = ChallengeEvidence(id=step.id, challenge_id=challenge.id, by_id=by, at=now)
    row.words = words
    if file:
        row.file_id = keeping.keep(keys.COUNCIL, file.content, file.media_type, now=now).id
    db.session.add(row)
    see(by, challenge.id)
    db.session.flush()


@dataclass(frozen=True)
class Again:
    """That the panel opened it again: at which meeting, why, and by when it is answered."""

    meeting_id: UUID
    words: str
    answer_by_on: date


def reopen(
    challenge: Challenge,
    again: Again,
    send_once: UUID,
    *,
    by: UUID,
    now: datetime,
    on: date,
    zone: ZoneInfo = _LONDON,
) -> None:
    """The panel opened again what it had closed: it waits for another answer, with a clock of its own.

    Raises Refused when it is not closed, the meeting was not held since then, or the words are missing or
    name somebody known here."""
    if is_done_already(challenge, send_once):
        return
    if challenge.state is not ChallengeState.CLOSED or challenge.closed_at is None:
        raise Refused(WhyNot.NOT_CLOSED)
    held_on = meets_on(again.meeting_id)
    if held_on is None or not challenge.closed_at.astimezone(zone).date() <= held_on <= on:
        raise Refused(WhyNot.NO_MEETING)
    if not again.words.strip():
        raise Refused(WhyNot.NO_WORDS)
    check_words(again.words)
    challenge.state, challenge.closed_at, challenge.reopened_at = ChallengeState.TO_ANSWER, None, now
    challenge.answer_by_on = again.answer_by_on
    note(challenge, StepKind.REOPENED, pack(held_on, again.words), by=by, now=now, send_once=send_once)
    start_answer_clock(challenge, on, by=by)
    officers = {account_id for account_id, _name in staffing.officers(on)}
    to = [challenge.officer_id] if challenge.officer_id in officers else staffing.support(on)
    tell([one for one in to if one], NoticeKind.CHALLENGE_TO_ANSWER, challenge)
    db.session.flush()
