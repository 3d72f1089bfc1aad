"""A draft is written, opened to young people of some ages, closed, and answered part by part, in a new
version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.participation.models.consultations import Consultation, ConsultationPart
from portal.participation.rules import consultations as rules
from portal.participation.rules.consultations import Asking, PartTyped, WhyNot


@dataclass(frozen=True)
class Draft:
    """A draft as it was typed."""

    title: str
    about: str
    youngest: int
    oldest: int
    closes_on: date
    parts: Sequence[PartTyped]


def write(draft: Draft, send_once: UUID, *, by: UUID, now: datetime) -> Consultation:
    """A new draft, once for a form. Nobody sees it before it is opened."""
    before = db.session.scalar(sa.select(Consultation).where(Consultation.send_once == send_once))
    if before:
        return before
    row = Consultation(send_once=send_once, made_by_id=by, made_at=now, version=1, state=Asking.DRAFT)
    _fill(row, draft)
    db.session.add(row)
    db.session.flush()
    _write_parts(row, draft.parts)
    _note("write_consultation", row, by)
    return row


def change(asking_id: UUID, draft: Draft, *, by: UUID) -> None:
    """Write it anew while nobody has seen it. Raises Refused once it was opened."""
    row = _locked(asking_id)
    if row.state is not Asking.DRAFT:
        raise Refused(WhyNot.NOT_A_DRAFT)
    _fill(row, draft)
    db.session.execute(sa.delete(ConsultationPart).where(ConsultationPart.consultation_id == row.id))
    _write_parts(row, draft.parts)
    _note("change_consultation", row, by)


def open_it(asking_id: UUID, *, by: UUID, now: datetime, today: date, closes_on: date | None = None) -> None:
    """Young people of these ages see it, until its last day. A new version can be opened again."""
    row = _locked(asking_id)
    last = closes_on or row.closes_on
    if why := rules.why_not_open(row.state, _how_many(row), last, today):
        raise Refused(why)
    row.state, row.opened_at, row.closes_on = Asking.OPEN, now, last
    _note("open_consultation", row, by)


def close(asking_id: UUID, *, by: UUID, today: date) -> None:
    """No more comments. It also closes by itself after its last day."""
    row = _locked(asking_id)
    if row.state is not Asking.OPEN:
        raise Refused(WhyNot.NOT_OPEN)
    row.state = Asking.CLOSED
    row.closes_on = min(row.closes_on, today)
    _note("close_consultation", row, by)


def tell(asking_id: UUID, parts: Sequence[PartTyped], *, by: UUID, now: datetime, today: date) -> None:
    """What changed because of what they said, part by part, in a new version. Each part says what changed or
    why nothing did."""
    row = _locked(asking_id)
    if why := rules.why_not_tell(row.state, row.closes_on, today):
        raise Refused(why)
    if not parts or not all(part.changed.strip() for part in parts):
        raise Refused(WhyNot.NO_CHANGE_WORDS)
    row.version += 1
    row.state, row.told_at = Asking.TOLD, now
    _write_parts(row, parts)
    _note("answer_consultation", row, by)


def _fill(row: Consultation, draft: Draft) -> None:
    if why := rules.why_not_ages(draft.youngest, draft.oldest):
        raise Refused(why)
    row.title, row.about = draft.title, draft.about
    row.youngest, row.oldest, row.closes_on = draft.youngest, draft.oldest, draft.closes_on


def _write_parts(row: Consultation, parts: Sequence[PartTyped]) -> None:
    for place, typed in enumerate(parts):
        part = ConsultationPart(consultation_id=row.id, version=row.version, place=place)
        part.heading, part.words, part.changed = typed.heading, typed.words, typed.changed
        db.session.add(part)
    db.session.flush()


def _how_many(row: Consultation) -> int:
    wanted = sa.select(sa.func.count()).where(
        ConsultationPart.consultation_id == row.id, ConsultationPart.version == row.version
    )
    return db.session.scalar(wanted) or 0


def _locked(asking_id: UUID) -> Consultation:
    return db.session.get_one(Consultation, asking_id, with_for_update=True, populate_existing=True)


def _note(action: str, row: Consultation, by: UUID) -> None:
    audit.record(action, by=by, role="staff", subject=("consultation", row.id))
    db.session.flush()
