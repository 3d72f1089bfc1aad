"""Whether it made a difference, as a young person says: one answer each, changed as often as they like."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from portal import db
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.outcomes.models import Outcome, SaidOfOutcome
from portal.outcomes.rules import Difference, WhyNot, is_asked_about


def say_difference(
    outcome_id: UUID, says: Difference, *, young_person_id: UUID, account_id: UUID, now: datetime
) -> None:
    """Keep what they say of an outcome that they may see; what they said of it before is replaced.

    Raises Refused where nothing was done."""
    if not is_asked_about(db.session.get_one(Outcome, outcome_id).state):
        raise Refused(WhyNot.NOTHING_DONE)
    if not _change(outcome_id, young_person_id, says, now):
        row = SaidOfOutcome(outcome_id=outcome_id, young_person_id=young_person_id, says=says, at=now)
        try:
            with db.session.begin_nested():
                db.session.add(row)
        except IntegrityError:  # two taps in the same moment: the later one counts
            if not _change(outcome_id, young_person_id, says, now):
                raise
    notices.see(account_id, outcome_id)
    db.session.flush()


def _change(outcome_id: UUID, young_person_id: UUID, says: Difference, now: datetime) -> bool:
    row = db.session.get(SaidOfOutcome, (outcome_id, young_person_id), with_for_update=True)
    if row is not None:
        row.says, row.at = says, now
    return row is not None
