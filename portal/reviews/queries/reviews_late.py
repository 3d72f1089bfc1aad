"""A review with one thing of it that may be late, for the guard."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from portal.policy.viewer import Subject, Viewer
from portal.reviews.queries.subjects import of_review
from portal.reviews.rules import WhatLate


def of_late(viewer: Viewer, review_id: UUID, what: str) -> Subject | None:
    """The review and what of it is meant; None for something that a review does not have."""
    subject = of_review(viewer, review_id) if what in set(WhatLate) else None
    return replace(subject, thing=(subject.thing, WhatLate(what))) if subject else None
