"""A young person's reviews in their words: when, who leads it, what they want of it, how it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from portal.accounts.queries.around import names_of
from portal.people import queries as people
from portal.policy.viewer import Viewer
from portal.reviews.presenters.reviews import has
from portal.reviews.presenters.wishes_words import wish_words
from portal.reviews.queries import reviews as queries
from portal.reviews.queries import wishes
from portal.reviews.rules import ReviewKind, ReviewState
from portal.voice.presenters.asking import look_now
from portal.voice.queries.speaking import Around, around
from portal.voice.rules import Look


@dataclass(frozen=True)
class OwnReview:
    """One of theirs. `at_time` is HH:MM; `is_over`: its day has passed and nobody said yet how it was. While
    nobody has checked that it is them there is its day, and neither time nor place nor who comes."""

    id: UUID
    kind: str
    on: date | None
    at_time: str
    where: str
    who: str
    due_on: date | None
    is_over: bool
    was_moved: bool
    is_planned: bool
    iro: str
    wants: list[tuple[str, str]]
    has_wish: bool
    has_draft: bool
    brings_advocate: bool


@dataclass(frozen=True)
class HeldReview:
    id: UUID
    on: date
    kind: str
    face: str


def own_page(viewer: Viewer) -> dict[str, Any]:
    """Everything `/reviews` shows."""
    assert viewer.young_person_id
    today = people.today()
    near = around(viewer.young_person_id, today)
    found = wishes.own_reviews(viewer)
    return {
        "next": own_review(found.next, viewer, near) if found.next else None,
        "held": [_held(one) for one in found.held],
        "some_are_shut": found.some_are_shut,
        "is_little": is_little(near),
        "has": has,
    }


def is_little(near: Around) -> bool:
    return look_now(near) is Look.LITTLE


def own_review(review: Any, viewer: Viewer, near: Around) -> OwnReview:
    today = people.today()
    meeting = queries.next_meeting(review.id)
    wish = wishes.own_wish(viewer, review.id)
    iro_id = queries.iro_of(review.young_person_id, today)
    moved = [one for one in queries.meetings_of(review.id) if one.state.value in ("moved", "adjourned")]
    return OwnReview(
        id=review.id,
        kind=review_words(review.kind),
        on=meeting.on if meeting else None,
        at_time=meeting.at_time if meeting and not viewer.past_is_shut else "",
        where=meeting.where if meeting and not viewer.past_is_shut else "",
        who=meeting.who if meeting and not viewer.past_is_shut else "",
        due_on=review.due_on if review.due_on and review.due_on >= today else None,
        is_over=bool(meeting and meeting.on < today),
        was_moved=bool(moved),
        is_planned=meeting is not None,
        iro=names_of({iro_id}).get(iro_id, "") if iro_id else "",
        wants=_wants(wish) if wish else [],
        has_wish=bool(wish and _wants(wish)),
        has_draft=bool(wishes.draft_of(review, viewer)),
        brings_advocate=bool(wish and wish.brings == "advocate" and near.has_advocate),
    )


def review_words(kind: ReviewKind) -> str:
    if kind is ReviewKind.CHILD_PROTECTION:
        return str(_("A meeting about keeping you safe"))
    return str(_("Your review"))


def _held(review: Any) -> HeldReview:
    felt = queries.felt_of(review.id)
    return HeldReview(review.id, review.completed_on, review_words(review.kind), felt.face if felt else "")


def _wants(wish: Any) -> list[tuple[str, str]]:
    """What they said they want, in their words."""
    picked = [
        (_("Do you want to be there?"), wish_words("coming", wish.coming)),
        (_("Do you want to lead it?"), wish_words("chair", wish.chair)),
        (_("Who do you want to bring?"), wish_words("brings", wish.brings)),
        (_("Who should be there?"), wish.who),
        (_("Who should not be there?"), wish.who_not),
        (_("Where should it be?"), wish.where),
        (_("What else would help?"), wish.anything),
    ]
    return [(question, answer) for question, answer in picked if answer]


def is_closed(review: Any) -> bool:
    """Whether it was held or called off, so that nothing can be wished any more."""
    return review.state in (ReviewState.HELD, ReviewState.CALLED_OFF)


def felt_people(near: Around, review: Any) -> tuple[list[tuple[str, str]], list[str]]:
    """Who can get what they write about it, and who is ticked: whoever led it."""
    choices = [(str(one.account_id), one.name) for one in near.can_be_picked]
    led = str(review.iro_id)
    return choices, [value for value, _name in choices if value == led]
