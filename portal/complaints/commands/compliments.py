"""A thank-you is passed on to whoever it is for, once it was read."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.complaints.models import Compliment
from portal.complaints.queries.compliments import is_read, kept
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.people.queries import today


class WhyNot(StrEnum):
    NOT_READ = "the duty desk has not read it yet"
    CONFLICTED = "it must not reach them"


def pass_on(row: Compliment, account_id: UUID, *, by: UUID, now: datetime) -> None:
    """It reaches them, and they are told. Passed on twice it is one. Raises Refused."""
    if not is_read(row):
        raise Refused(WhyNot.NOT_READ)
    if account_id in kept(row, today()):
        raise Refused(WhyNot.CONFLICTED)
    if row.passed_on_at and row.about_id == account_id:
        return
    notices.drop(row.id, NoticeKind.COMPLIMENT_YOURS)
    row.about_id, row.passed_on_at = account_id, now
    row.read_at, row.read_by_id = row.read_at or now, row.read_by_id or by
    notices.notify(account_id, NoticeKind.COMPLIMENT_YOURS, row.id)
    audit.record(
        "complaints: compliment passed on",
        by=by,
        young_person_id=row.young_person_id,
        subject=("compliment", row.id),
    )
    db.session.flush()


def see(account_id: UUID, compliment_ids: list[UUID]) -> None:
    """They have seen what was for them."""
    for compliment_id in compliment_ids:
        notices.see(account_id, compliment_id)
