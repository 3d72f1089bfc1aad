"""Choosing the look of the page."""

from __future__ import annotations

from datetime import datetime

from portal import db
from portal.audit import commands as audit
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.commands.saying import Speaker
from portal.voice.models import LookChosen
from portal.voice.rules import Look


def choose_look(speaker: Speaker, look: Look, *, now: datetime) -> None:
    """From now on their pages look like this. Choosing the same again changes nothing."""
    one_at_a_time(speaker.young_person_id)
    row = db.session.get(LookChosen, speaker.young_person_id, populate_existing=True)
    if row and row.look is look:
        return
    if row is None:
        row = LookChosen(young_person_id=speaker.young_person_id)
        db.session.add(row)
    row.look, row.chosen_at = look, now
    db.session.flush()
    audit.record(
        "choose_look",
        by=speaker.account_id,
        role=speaker.role,
        young_person_id=speaker.young_person_id,
        subject=("young_person", speaker.young_person_id),
    )
