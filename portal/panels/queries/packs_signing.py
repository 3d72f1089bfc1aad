"""Sign-offs of papers and annual reports: the last one, its history, and what waits for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries import staffing
from portal.panels.models import Meeting, SignOff
from portal.panels.queries import papers
from portal.panels.queries.packs_states import row_of
from portal.panels.queries.papers import Listed
from portal.panels.rules import Stage
from portal.panels.rules.packs import SignState
from portal.policy.viewer import Subject, Viewer


@dataclass(frozen=True)
class SignedOff:
    """One asking for sign-off, and what came of it."""

    id: UUID
    state: SignState
    asked_of: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    fallen_at: datetime | None
    words: str


def sign_off_of(about_id: UUID) -> SignedOff | None:
    """The last asking, with names."""
    row = row_of(about_id)
    return _named([row])[0] if row else None


def history(about_id: UUID) -> list[SignedOff]:
    """Every asking, newest first."""
    wanted = sa.select(SignOff).where(SignOff.about_id == about_id).order_by(SignOff.asked_at.desc())
    return _named(list(db.session.scalars(wanted)))


def _named(rows: list[SignOff]) -> list[SignedOff]:
    ids = {one for row in rows for one in (row.asked_of_id, row.asked_by_id, row.decided_by_id) if one}
    names = staffing.names(ids)
    return [
        SignedOff(
            row.id,
            row.state,
            names.get(row.asked_of_id, ""),
            names.get(row.asked_by_id, ""),
            row.asked_at,
            names.get(row.decided_by_id, "") if row.decided_by_id else "",
            row.decided_at,
            row.fallen_at,
            row.words,
        )
        for row in rows
    ]


def paper_to_sign(viewer: Viewer, meeting_id: UUID) -> Subject | None:
    """A paper whose sign-off was asked, for whoever may give it; what is only being made is not found."""
    row = row_of(meeting_id)
    if row is None or row.state is not SignState.ASKED:
        return None
    return papers.meeting_to_prepare(viewer, meeting_id)


def waiting_for_sign_off() -> list[Listed]:
    """Papers that wait for somebody to sign them off, the next meeting first."""
    wanted = (
        sa.select(Meeting)
        .join(SignOff, SignOff.about_id == Meeting.id)
        .where(SignOff.state == SignState.ASKED, Meeting.stage != Stage.PUBLISHED)
        .order_by(Meeting.meets_on)
    )
    return papers.listed(wanted)
