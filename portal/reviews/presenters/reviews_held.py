"""The page "it was held", filled as far as is known: the day, who was asked, how they seem to have come."""

from __future__ import annotations

from typing import Any

import flask

from portal.people.queries import today
from portal.policy.viewer import Viewer
from portal.reviews.forms.reviews_held import HeldForm
from portal.reviews.presenters import reviews_words as words
from portal.reviews.presenters.reviews import name_of
from portal.reviews.queries import reviews as queries
from portal.reviews.queries import wishes
from portal.reviews.queries.wishes_shown import shown_to
from portal.reviews.rules import ReviewKind, TalkHow, WhyLate, WhyNoTalk
from portal.reviews.rules.reviews_took_part import CODES, UNDER, suggested


def page_of(review: Any, viewer: Viewer, form: HeldForm) -> dict[str, Any]:
    """Choices set up, first answers filled in."""
    on = today()
    seen = wishes.seen_of(review, viewer, on)
    code = suggested(seen)
    form.set_up(code_choices(seen.age), talk_choices(), late_choices())
    planned = queries.next_meeting(review.id)
    if flask.request.method != "POST":
        _fill(form, planned, code, on)
    return {
        "name": name_of(review.young_person_id),
        "kind": words.kind_words(review.kind),
        "suggested": words.part_words(code),
        "sent_words": seen.sent_words,
        "wish": shown_to(review, viewer.account_id, on, leads=True),
        "asks_talk": review.kind is not ReviewKind.CHILD_PROTECTION and not queries.talks_of(review.id),
        "is_late": bool(review.due_on and review.due_on < on) or bool(form.why_late.data),
    }


def _fill(form: HeldForm, planned: Any, code: str, on: Any) -> None:
    form.on.process(None, planned.on if planned and planned.on <= on else on)
    form.took_part.data, form.done.data = code, "yes"
    if planned:
        form.who.data = planned.who


def code_choices(age: int | None = None) -> list[tuple[str, str]]:
    """The return's codes in words; of a child's age only those that can be theirs."""
    fits = [code for code in CODES if age is None or (code == "PN0") == (age < UNDER)]
    # On the fourth birthday's side nobody should have to guess: both are offered to children near it.
    if age in (UNDER - 1, UNDER):
        fits = list(CODES)
    return [(code, f"{words.part_words(code)} ({code})") for code in fits]


def talk_choices() -> list[tuple[str, str]]:
    return [
        *((how.value, words.how_words(how)) for how in TalkHow),
        *((why.value, words.no_talk_words(why)) for why in WhyNoTalk),
    ]


def late_choices() -> list[tuple[str, str]]:
    return [(why.value, words.late_words(why)) for why in WhyLate]
