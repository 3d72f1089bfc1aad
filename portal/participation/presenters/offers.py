"""Being in the room, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.kit import clock
from portal.participation.figures import influence
from portal.participation.forms.offers import CHANGED, COMING, FOR_WHOM, KINDS, NEEDS, TRUTH, OfferForm
from portal.participation.queries import offers as queries
from portal.participation.queries.groups import all_groups
from portal.participation.queries.offers import Comer, Mine
from portal.participation.rules import room as rules
from portal.participation.rules.room import Coming, Need, RoomKind, WhyNot
from portal.people.queries import today, zone
from portal.policy.viewer import Viewer

WORDS = {
    "kinds": KINDS,
    "coming": COMING,
    "needs": NEEDS,
    "changed": CHANGED,
    "truth": TRUTH,
    "whom": FOR_WHOM,
}
WHY = {
    WhyNot.CALLED_OFF: _l("This was called off."),
    WhyNot.TOO_LATE: _l("The last day to answer has passed."),
    WhyNot.FULL: _l("There is no place for you this time. We will tell you about the next one."),
    WhyNot.NOT_OVER: _l("It has not been yet."),
    WhyNot.NOT_THERE: _l("Only somebody who was there can say this."),
    WhyNot.NOTHING_SAID: _l("Nobody has said yet what changed."),
    WhyNot.NAMES_IN_IT: _l("There is still a name in it that is known here. Take it out."),
}


@dataclass(frozen=True)
class Shown:
    """An offer as a young person reads it."""

    mine: Mine
    ends_at: Any
    is_over: bool
    can_answer: bool

    @property
    def offer(self) -> Any:
        return self.mine.offer

    @property
    def place(self) -> Any:
        return self.mine.place

    @property
    def coming(self) -> Coming | None:
        return self.mine.place.coming if self.mine.place else None

    @property
    def took_part(self) -> bool:
        return bool(self.mine.place and self.mine.place.took_part)

    @property
    def waits(self) -> bool:
        """Whether something is for them to do: answer, or say whether it is true."""
        place = self.mine.place
        if place and place.took_part:
            return self.offer.changed is not None and place.truth is None
        return self.can_answer and self.coming is None and bool(place and place.invited_at)


def shown(mine: Mine) -> Shown:
    offer, now = mine.offer, clock.now()
    why = rules.why_not_answer(
        called_off=bool(offer.called_off_at),
        reply_by_on=offer.reply_by_on,
        starts_at=offer.starts_at,
        now=now,
        today=today(),
    )
    return Shown(
        mine, offer.starts_at + timedelta(minutes=offer.minutes), offer.starts_at <= now, why is None
    )


def all_shown(viewer: Viewer) -> dict[str, list[Shown]]:
    """What one young person sees: to come, and what was. What they cannot answer and did not is left out."""
    if viewer.young_person_id is None:
        return {"ahead": [], "past": []}
    found = [
        shown(one) for one in queries.offers_for(viewer.young_person_id, past_is_shut=viewer.past_is_shut)
    ]
    ahead = [one for one in found if not one.is_over and (one.can_answer or one.coming)]
    return {
        "ahead": sorted(ahead, key=lambda one: (one.offer.starts_at, str(one.offer.id))),
        "past": [one for one in found if one.is_over and one.took_part],
    }


def hub(viewer: Viewer, on: object) -> dict[str, Any]:
    """What the hub shows: how many offers there are and how many wait."""
    found = all_shown(viewer)
    every = [*found["ahead"], *found["past"]]
    return {"offers_ahead": len(found["ahead"]), "offers_waiting": sum(one.waits for one in every)}


def waits(viewer: Viewer, on: date) -> int:
    """How many offers wait for a young person: for the number on their start page."""
    if viewer.young_person_id is None or viewer.past_is_shut:
        return 0
    return queries.how_many_wait(viewer.young_person_id, clock.now(), on)


def why_words(why: Enum) -> str:
    return str(WHY[why]) if why in WHY else str(_("This cannot be done just now."))


def group_choices() -> list[tuple[Any, str]]:
    return [(one.id, one.name) for one in all_groups(today())]


def offer_form(offer: Any = None) -> OfferForm:
    """Empty, or filled with what stands in an offer."""
    if offer is None or flask.request.method == "POST":
        form = OfferForm()
    else:
        begins = offer.starts_at.astimezone(zone())
        form = OfferForm(
            data={
                "kind": offer.kind.value,
                "title": offer.title,
                "what_for": offer.what_for,
                "on": begins.date(),
                "at": f"{begins:%H:%M}",
                "minutes": str(offer.minutes),
                "where": offer.where,
                "you_get": offer.you_get,
                "briefing": offer.briefing,
                "for_whom": offer.for_whom.value,
                "group": str(offer.group_id or ""),
                "youngest": _text(offer.youngest),
                "oldest": _text(offer.oldest),
                "places": _text(offer.places),
                "reply_by_on": offer.reply_by_on,
            }
        )
    form.offer_groups(group_choices())
    form.give_id()
    return form


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def needs_words(place: Any) -> list[str]:
    return [str(NEEDS[Need(one)]) for one in place.needs if one in set(Need)]


def what_is_needed(comers: Iterable[Comer]) -> list[tuple[str, int]]:
    """How often each thing is needed by those who come: for whoever arranges it."""
    many: dict[str, int] = {}
    for one in comers:
        if one.place.coming in (Coming.YES, Coming.MAYBE):
            for need in one.place.needs:
                many[need] = many.get(need, 0) + 1
    return [(str(NEEDS[Need(key)]), number) for key, number in sorted(many.items()) if key in set(Need)]


def influence_shown() -> dict[str, Any] | None:
    """The newest quarter that was counted, for the workers' page."""
    found = influence.newest()
    if found is None:
        return None
    kinds = [(str(words), found.printed["offers"].get(kind.value, 0)) for kind, words in KINDS.items()]
    return {
        "first": found.first,
        "last": found.last,
        "kinds": kinds,
        "took_part": found.printed["took_part"],
        "asked": found.printed["asked"],
        "said": found.printed["said"],
        "words": [(str(KINDS[RoomKind(kind)]), text) for kind, text in found.words],
    }
