"""How reviews, letters and agreed actions went, in a paper: the newest quarter that was counted when it was
printed. Numbers are as they were frozen; what is small is not in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from portal.disclosure.counts import Period
from portal.kit import clock
from portal.outcomes.presenters import number_words, share_words
from portal.panels.presenters import numbers
from portal.panels.queries.papers import Printed
from portal.reviews.figures import Quarter, as_it_stood


@dataclass(frozen=True)
class ReviewsShown:
    """Reviews and what was agreed, as a member reads it."""

    between: str
    sentence: str
    rows: Sequence[tuple[str, str]]


def reviews_of(printed: Printed) -> ReviewsShown | None:
    """None where nothing was counted by then."""
    found = as_it_stood(printed.period.last, printed.published_at or clock.now())
    return _shown(found) if found else None


def _shown(found: Quarter) -> ReviewsShown:
    one = found.printed
    return ReviewsShown(
        between=numbers.span(Period(found.first, found.last)),
        sentence=_kept(one.get("actions", {}).get("review")),
        rows=_rows(one),
    )


def _rows(one: Mapping[str, Any]) -> list[tuple[str, str]]:
    felt, helped = one.get("felt", {}), one.get("letters_helped", {})
    rows = [
        (_("Reviews held in time"), share_words(one.get("reviews"))),
        (_("Letters to children sent in time"), share_words(one.get("letters"))),
        (_("Letters read"), share_words(one.get("letters_read"))),
        (_("Children who said: this hasn’t happened"), number_words(one.get("chased"))),
        (_("Agreed actions late on the last day"), number_words(one.get("open_late"))),
        (_("Children who said they were listened to"), number_words(felt.get("good"))),
        (_("Children who said they were not"), number_words(felt.get("bad"))),
        (_("Children who said the letter helped"), number_words(helped.get("yes"))),
        (
            _("Challenges by Independent Reviewing Officers referred to Cafcass"),
            number_words(one.get("referred")),
        ),
    ]
    return [(str(label), value) for label, value in rows]


def _kept(share: int | str | None) -> str:
    if share is None:
        return str(_("Too few of the things agreed at reviews were due to say how many were done in time."))
    if share == "most":
        return str(_("Nearly all that was agreed at reviews was done in time: fewer than 5 were not."))
    if share == "few":
        return str(_("Fewer than 5 of the things agreed at reviews were done in time."))
    return str(_("About %(share)s%% of what was agreed at reviews was done in time.", share=share))
