"""You said, we did, of a wave: written, shown first to those who were asked, taken down."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.outcomes.queries.naming import pointing
from portal.surveys.models import Wave, WaveOutcome
from portal.surveys.rules import outcomes as rules
from portal.surveys.rules.kinds import Did, WhyNot


def tell(
    wave_id: UUID,
    did: Did,
    you_said: str,
    we_did: str,
    send_once: UUID,
    *,
    by: UUID,
    now: datetime,
    today: date,
    first_days: int,
) -> WaveOutcome:
    """Say what came of what many said; sent twice it is one. Raises Refused."""
    wave = db.session.get_one(Wave, wave_id)
    if before := _sent_before(wave_id, send_once):
        return before
    if why := rules.why_not_tell(wave.state):
        raise Refused(why)
    if pointing((you_said, we_did)).known:
        raise Refused(WhyNot.WORDS_POINT_AT_SOMEBODY)
    row = WaveOutcome(
        wave_id=wave_id,
        send_once=send_once,
        did=did,
        by_id=by,
        made_at=now,
        published_at=now,
        all_from_on=rules.all_from(today, first_days),
    )
    row.you_said, row.we_did = you_said, we_did
    db.session.add(row)
    db.session.flush()
    audit.record("said what came of a survey", by=by, subject=("survey_wave", wave_id))
    return row


def take_down(outcome_id: UUID, *, by: UUID) -> None:
    """It was wrong: nobody sees it any more."""
    row = db.session.get(WaveOutcome, outcome_id)
    if row is None:
        return
    wave_id = row.wave_id
    db.session.delete(row)
    db.session.flush()
    audit.record("took down what came of a survey", by=by, subject=("survey_wave", wave_id))


def _sent_before(wave_id: UUID, send_once: UUID) -> WaveOutcome | None:
    return db.session.scalar(
        sa.select(WaveOutcome).where(WaveOutcome.wave_id == wave_id, WaveOutcome.send_once == send_once)
    )
