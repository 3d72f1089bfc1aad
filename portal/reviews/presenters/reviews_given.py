"""The pages on what follows a review, in words."""

from __future__ import annotations

from typing import Any

from portal.deadlines import queries as due
from portal.people import queries as people
from portal.reviews.presenters import reviews_words as words
from portal.reviews.presenters.reviews import name_of
from portal.reviews.queries import actions
from portal.reviews.queries import reviews as queries
from portal.reviews.rules import WhatLate


def respond_page(review: Any) -> dict[str, Any]:
    """The decisions, by when an answer is due, and the answer there is."""
    clock = due.running("review_response", review.id)
    return {
        "review": review,
        "name": name_of(review.young_person_id),
        "kind": words.kind_words(review.kind),
        "decisions": actions.all_for(review.id, people.today()),
        "due_on": clock.due_on if clock else None,
        "answer": queries.response_of(review.id),
    }


def late_page(review: Any, what: WhatLate) -> dict[str, Any]:
    """What was due when, and what was said about it before."""
    kind = words.CLOCK_OF[what]
    clock = next((one for one in queries.clocks_of(review.id) if one.kind == kind), None)
    before = [one for one in queries.late_reasons_of(review.id) if one.what is what]
    return {
        "review": review,
        "name": name_of(review.young_person_id),
        "what": words.clock_words(kind),
        "due_on": clock.due_on if clock else None,
        "before": [(one.at, words.late_words(one.why), one.words) for one in before],
    }
