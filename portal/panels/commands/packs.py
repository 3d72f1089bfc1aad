"""The sections of a paper: written, placed, left out; frozen when sign-off is asked; opened to everybody."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.kit import clock
from portal.kit.errors import NotFound, Refused
from portal.panels.commands import packs_signing
from portal.panels.models import Meeting, PackSection, PublicPaper
from portal.panels.queries import papers
from portal.panels.queries.packs import rows_of
from portal.panels.queries.packs_sources import gathered
from portal.panels.queries.told import would_be_told
from portal.panels.rules import Stage
from portal.panels.rules.packs import Gathering, Placed
from portal.panels.rules.papers import WhyNot, why_not_change

_LOOKED_AT = "looked_at"


def change_section(meeting_id: UUID, one: Placed, *, by: UUID) -> None:
    """Its story line, whether it stands, and whether the public version has it. Raises Refused once the paper
    is published."""
    meeting = to_change(meeting_id)
    row = _section(meeting_id, one.key)
    row.story, row.left_out, row.is_public = one.story.strip(), one.left_out.strip(), one.is_public
    changed(meeting.id, by=by)
    _record("change a section of a paper", by, meeting_id)


def place_sections(meeting_id: UUID, keys: Sequence[str], *, by: UUID) -> None:
    """The sections in this order."""
    meeting = to_change(meeting_id)
    for place, key in enumerate(keys):
        _section(meeting_id, key).place = place
    changed(meeting.id, by=by)
    _record("put a paper's sections in order", by, meeting_id)


def changed(meeting_id: UUID, *, by: UUID | None) -> None:
    """Something of the paper was changed: who did may not sign it off, a sign-off falls, and figures are read
    anew until it is asked again."""
    packs_signing.wrote(meeting_id, by)
    packs_signing.fall(meeting_id, by=by, now=clock.now())
    for row in rows_of(meeting_id):
        row.kept = None
    db.session.flush()


def ask_for_sign_off(meeting_id: UUID, of: UUID, *, by: UUID, today: date, now: datetime) -> None:
    """Freeze the figures of every section as they are now, and ask somebody to look. Raises Refused unless
    everything else is there."""
    meeting = to_change(meeting_id)
    ready = papers.prepared(meeting)
    is_ready = papers.why_not_publish(ready) in (None, WhyNot.NOT_SIGNED_OFF)
    packs_signing.ask(meeting_id, of, by=by, today=today, now=now, is_ready=is_ready)
    for key, found in gathered(Gathering(meeting_id, ready.period, now, today)).items():
        _section(meeting_id, key).kept = json.dumps(found)
    if ready.draft:
        meeting.told = {_LOOKED_AT: shown_of(would_be_told(ready.draft, today=today, now=now))}
    db.session.flush()


def shown_of(told: Mapping[str, Any]) -> list[str]:
    """What was done, and which challenges something came of, as whoever signs the paper off sees them."""
    return sorted(found for found, _seen in (*told["outcomes"], *told["challenges"]))


def is_as_signed(meeting: Meeting, told: Mapping[str, Any]) -> bool:
    """Whether the same was done as when the paper was looked at. Where nobody noted it: yes."""
    looked_at = (meeting.told or {}).get(_LOOKED_AT)
    return looked_at is None or looked_at == shown_of(told)


def fall_if_more_was_told(meeting_id: UUID, *, by: UUID, today: date, now: datetime) -> bool:
    """Something was told to all young people since the paper was signed off, and would stand in it unseen:
    the sign-off counts no more. Says whether."""
    meeting = to_change(meeting_id)
    draft = papers.prepared(meeting).draft
    if draft is None or is_as_signed(meeting, would_be_told(draft, today=today, now=now)):
        return False
    packs_signing.fall(meeting_id, by=by, now=now)
    return True


def open_to_all(meeting_id: UUID, *, by: UUID, now: datetime) -> None:
    """Everybody may read the public version of this published paper. Once more changes nothing."""
    meeting = db.session.get(Meeting, meeting_id, with_for_update=True)
    if meeting is None:
        raise NotFound
    if meeting.stage is not Stage.PUBLISHED:
        raise Refused(WhyNot.NOT_SIGNED_OFF)
    row = db.session.get(PublicPaper, meeting_id)
    if row is None:
        db.session.add(PublicPaper(meeting_id=meeting_id, opened_at=now, opened_by_id=by))
    elif row.closed_at is not None:
        row.opened_at, row.opened_by_id, row.closed_at, row.closed_by_id = now, by, None, None
    else:
        return
    _record("open a paper's public version", by, meeting_id)


def close_to_all(meeting_id: UUID, *, by: UUID, now: datetime) -> None:
    """The public version is not shown any more. Who has read it keeps it."""
    row = db.session.get(PublicPaper, meeting_id, with_for_update=True)
    if row is None or row.closed_at is not None:
        return
    row.closed_at, row.closed_by_id = now, by
    _record("close a paper's public version", by, meeting_id)


def to_change(meeting_id: UUID) -> Meeting:
    """The meeting, locked. Raises Refused once it is published, NotFound when there is none."""
    meeting = db.session.get(
        Meeting, meeting_id, options=papers.with_quotes(), with_for_update=True, populate_existing=True
    )
    if meeting is None:
        raise NotFound
    if why := why_not_change(meeting.stage):
        raise Refused(why)
    return meeting


def _section(meeting_id: UUID, key: str) -> PackSection:
    row = next((one for one in rows_of(meeting_id) if one.key == key), None)
    if row is None:
        row = PackSection(meeting_id=meeting_id, key=key)
        db.session.add(row)
        db.session.flush()
    return row


def _record(action: str, by: UUID, meeting_id: UUID) -> None:
    audit.record(action, by=by, subject=("meeting", meeting_id))
    db.session.flush()
