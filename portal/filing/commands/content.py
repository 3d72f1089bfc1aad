"""What a file for the record holds: one statement with its answers, or several, as plain values.

Only what whoever it was delivered to sees: nothing of the desk's work, no file that the desk did not open or
that was sealed, and of what the young person changed nothing they said at first."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.coding.codebook import codebook
from portal.filing.queries.deciding import verdict_of
from portal.filing.rules import Verdict
from portal.people import queries as people
from portal.vault.files import keeping
from portal.vault.models import StoredFile
from portal.voice.models import Answer, Attachment, Capture, Statement, Topic
from portal.voice.queries.files import standing_of
from portal.voice.queries.more import More, more_of
from portal.voice.rules import Way
from portal.voice.rules.files import Where, may_be_shown

FORMAT = "heard-filing/1"
_ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/svg+xml": "svg",
    "audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/webm": "webm", "audio/mp4": "m4a", "audio/wav": "wav",
}  # fmt: skip


@dataclass(frozen=True)
class Along:
    """A picture or voice note that came with it, as it may be shown."""

    name: str
    media_type: str
    content: bytes
    says: str


@dataclass(frozen=True)
class Made:
    """Who makes the file, where, when; and of what days when it is of a period."""

    council: str
    by: str
    at: datetime
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Paper:
    """One file: its values, to be signed, and what goes along with it."""

    content: dict[str, Any]
    along: Sequence[Along]

    @property
    def name(self) -> str:
        return str(self.content["young_person"]["name"])


def paper_of(statements: Sequence[Statement], young_person_id: UUID, made: Made) -> Paper:
    """The values of these statements, all of one young person."""
    person = people.get(young_person_id)
    parts = [_statement(one, number) for number, one in enumerate(statements, 1)]
    content = {
        "format": FORMAT,
        "council": made.council,
        "made_at": made.at.isoformat(timespec="seconds"),
        "made_by": made.by,
        "young_person": {
            "name": person.name if person else "",
            "council_number": person.child_ref if person else "",
        },
        "period": {"from": _day(made.since), "until": _day(made.until)} if made.since else None,
        "statements": [values for values, _ in parts],
    }
    return Paper(content, [one for _, along in parts for one in along])


def statements_with(ids: Sequence[UUID]) -> list[Statement]:
    """These statements, oldest first."""
    rows = db.session.scalars(
        sa.select(Statement).where(Statement.id.in_(ids)).order_by(Statement.sent_at, Statement.id)
    )
    return list(rows)


def _statement(row: Statement, number: int) -> tuple[dict[str, Any], list[Along]]:
    more = more_of(row.id)
    along = [_along(one, number, place) for place, one in enumerate(_may_leave(row, more), 1)]
    answers = db.session.scalars(
        sa.select(Answer).where(Answer.statement_id == row.id).order_by(Answer.at, Answer.id)
    ).all()
    capture = more.capture
    names = names_of({one.by_id for one in answers} | ({capture.by_id} if capture else set()))
    values = {
        "id": str(row.id),
        "sent_at": row.sent_at.isoformat(timespec="seconds"),
        "way": row.way.value,
        "known_to_young_person": row.is_shown_to_them,
        "restriction": "restricted" if verdict_of(row.id) is Verdict.RESTRICTED else "",
        "occasion": row.asked,
        "language": row.language,
        **_words(row, more),
        "feeling": row.face.value if row.face else "",
        "safe_now": "no" if row.not_safe_button else row.safe_now.value if row.safe_now else "",
        "about": _topics(row.id),
        **_picked(more),
        "added": [
            {"at": _moment(a.at), "words": a.words} for a in more.additions if a.read_at and not a.replaces
        ],
        "written_down_by": _capture(capture, names, row, more) if capture else None,
        "files": [
            {
                "name": one.name,
                "media_type": one.media_type,
                "sha256": hashlib.sha256(one.content).hexdigest(),
                "says": one.says,
            }
            for one in along
        ],
        "answers": [_answer(one, names.get(one.by_id, "")) for one in answers],
    }
    return values, along


def _words(row: Statement, more: More) -> dict[str, Any]:
    """Their words; once changed, the new ones when the safety team has read them, and never the first."""
    changed = more.changed
    if changed is None:
        return {"words": row.words, "wants": row.wants, "changed_at": ""}
    return {"words": changed.words if changed.read_at else "", "wants": "", "changed_at": _moment(changed.at)}


def _picked(more: More) -> dict[str, Any]:
    """Their answers to questions and their cards: first words too, so none once these were changed."""
    if more.changed:
        return {"replies": [], "cards": []}
    return {
        "replies": [{"question": r.question, "choice": r.choice, "words": r.words} for r in more.replies],
        "cards": [{"card": c.card, "going": c.going.value, "words": c.words} for c in more.board],
    }


def _topics(statement_id: UUID) -> list[str]:
    labels = {theme.key: theme.label for theme in codebook().themes}
    keys = db.session.scalars(
        sa.select(Topic.theme).where(Topic.statement_id == statement_id).order_by(Topic.theme)
    )
    return [labels[key] for key in keys if key in labels]


def _capture(row: Capture, names: dict[UUID, str], statement: Statement, more: More) -> dict[str, str]:
    """What whoever wrote it down adds; of what was written together and changed, not what was told then."""
    is_hidden = statement.way is Way.TOGETHER and more.changed is not None
    return {
        "by": names.get(row.by_id, ""),
        "happened_at": _moment(row.happened_at),
        "present": row.present,
        "where": row.where,
        "saw": "" if is_hidden else row.saw,
        "told_to": "" if is_hidden else row.told_to,
        "understands": "" if is_hidden else row.understands,
        "how_sure": row.how_sure.value if row.how_sure else "",
    }


def _answer(row: Answer, by: str) -> dict[str, Any]:
    return {
        "by": by,
        "at": _moment(row.at),
        "state": row.state.value,
        "can_do": row.can_do,
        "understood": row.understood,
        "will_do": row.will_do,
        "by_when": _day(row.by_when),
        "reason": row.reason,
        "opened_at": _moment(row.read_at),
        "verdict": row.says.value if row.says else "",
        "verdict_words": row.says_words,
    }


def _may_leave(row: Statement, more: More) -> list[Attachment]:
    """Only what whoever it was delivered to could open here; never the untouched original. What came with
    words that were changed stays: a voice note or a picture of cards says them again."""
    if more.changed:
        return []
    return [one for one in more.files if may_be_shown(standing_of(one, row), Where.DELIVERED)]


def _along(row: Attachment, number: int, place: int) -> Along:
    file = db.session.get_one(StoredFile, row.shown_id)
    name = f"{number}-{row.kind.value}-{place}.{_ENDINGS.get(file.media_type, 'bin')}"
    return Along(name, file.media_type, keeping.content_of(file), row.says)


def _moment(value: datetime | None) -> str:
    return value.isoformat(timespec="seconds") if value else ""


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
