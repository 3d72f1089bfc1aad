"""An IRO pastes what was agreed, looks at each line and keeps it; by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.policy.roles import Role
from portal.reviews.models import AgreedAction
from tests.support.factories import Make
from tests.support.visitors import Visitor


def test_decisions_are_pasted_checked_and_kept_by_keyboard(
    visitor: Callable[..., Visitor], make: Make
) -> None:
    young = make.young_person(name="Sam Vale")
    worker, iro = make.worker_of(young, name="Jo Bell"), make.worker_of(young, Role.IRO)
    review = make.review(young, "held", iro=iro)
    day = clock.now().date() + timedelta(days=30)
    somebody = visitor(width=1280, how="keyboard").is_signed_in_as(iro)

    somebody.goes_to(f"/staff/reviews/{review.id}/agreed").looks()
    somebody.types("What was agreed", f"1. Ring the dentist – Jo Bell by {day:%d/%m/%Y}")
    somebody.presses("Look at the lines").looks()
    somebody.sees("Check what was agreed for Sam")
    somebody.presses("Keep what was agreed").looks()

    somebody.sees("Ring the dentist", "Jo Bell", "Go on to the letter")
    kept = db.session.scalars(sa.select(AgreedAction).where(AgreedAction.review_id == review.id)).one()
    assert (kept.owner_id, kept.due_on) == (worker.id, day)
