"""How reviews, letters and agreed actions went, in words: the newest quarter that was counted when the paper
was frozen. What is small is not in its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.disclosure.counts import Period
from portal.outcomes.presenters import number_words, share_words
from portal.panels.presenters import numbers
from portal.panels.presenters.records import how_counted
from portal.panels.rules.packs import Audience, Row, Section, Table


def section(kept: Mapping[str, Any], audience: Audience) -> Section:
    """Reviews and what was agreed, as it is printed."""
    one = kept["printed"]
    between = numbers.span(Period(date.fromisoformat(kept["first"]), date.fromisoformat(kept["last"])))
    how = how_counted(between)
    table = Table(
        str(_("Reviews, letters and agreed actions")),
        (str(_("What")), str(_("How many"))),
        tuple(Row(label, (value,), how) for label, value in _rows(one)),
    )
    return Section(
        key="reviews",
        title=str(_("Reviews, and what was agreed")),
        story=_kept(one.get("actions", {}).get("review")),
        tables=(table,),
        how=(
            *how,
            str(
                _(
                    "Reviews that were not written down here are not counted. Only young people who "
                    "looked at "
                    "their letter or their agreed actions could say how it was for them."
                )
            ),
        ),
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
