"""Writing down that two young people must not meet, and that they may again."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.participation.models.apart import MustNotMeet
from portal.participation.queries.apart import apart_from
from portal.people import queries as people


class WhyNot(StrEnum):
    """Why two were not written down."""

    NOT_FOUND = "nobody has this number"
    THE_SAME = "it is one and the same"


def keep_apart(one: str, other: str, why: str, *, by: UUID, now: datetime) -> None:
    """Both by the council's own number. Said twice it is the same."""
    one_id, other_id = people.with_number(one), people.with_number(other)
    if one_id is None or other_id is None:
        raise Refused(WhyNot.NOT_FOUND)
    if one_id == other_id:
        raise Refused(WhyNot.THE_SAME)
    if other_id in apart_from(one_id):
        return
    row = MustNotMeet(one_id=one_id, other_id=other_id, by_id=by, at=now)
    row.why = why
    db.session.add(row)
    db.session.flush()
    for whose in (one_id, other_id):
        _note("keep_apart", row, whose, by)


def let_meet(pair_id: UUID, *, by: UUID, now: datetime) -> None:
    """It holds no longer."""
    row = db.session.get_one(MustNotMeet, pair_id)
    if row.ended_at:
        return
    row.ended_at = now
    for whose in (row.one_id, row.other_id):
        _note("let_meet", row, whose, by)


def _note(action: str, row: MustNotMeet, whose: UUID, by: UUID) -> None:
    """An entry of the safety team's: neither of the two learns from it."""
    audit.record(
        action,
        by=by,
        role="staff",
        young_person_id=whose,
        subject=("must_not_meet", row.id),
        safety=True,
    )
    db.session.flush()
