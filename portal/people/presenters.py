"""What the pages about young people show: the return's codes in words, who works with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from flask_babel import gettext

from portal.people.queries import Found
from portal.people.rules import LinkKind, Support, codes, holds_on, known
from portal.people.rules.merging import WhyNotMerge
from portal.people.rules.numbers import NUMBERS


class AnEpisode(Protocol):
    """The parts of an episode that a page shows."""

    @property
    def started_on(self) -> date: ...
    @property
    def ended_on(self) -> date | None: ...
    @property
    def home_kind(self) -> str: ...
    @property
    def distance(self) -> str: ...
    @property
    def provider(self) -> str: ...
    @property
    def legal_status(self) -> str: ...
    @property
    def reason_started(self) -> str: ...
    @property
    def reason_moved(self) -> str: ...


class ANumber(Protocol):
    """The parts of a number that a page shows."""

    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> str: ...


class ALink(Protocol):
    """The parts of a care link that a page shows."""

    @property
    def account_id(self) -> UUID: ...
    @property
    def kind(self) -> LinkKind: ...
    @property
    def from_on(self) -> date: ...
    @property
    def until_on(self) -> date | None: ...


@dataclass(frozen=True)
class HomeLine:
    """One home or episode, newest first on the page."""

    started_on: date
    ended_on: date | None
    home: str
    provider: str
    legal: str
    why: str


@dataclass(frozen=True)
class ReviewLine:
    held_on: date
    took_part: str


@dataclass(frozen=True)
class Worker:
    """Somebody who works with them now or will soon."""

    account_id: UUID
    name: str
    kind: LinkKind
    from_on: date
    until_on: date | None
    is_now: bool


def said(code: str, known: Mapping[Any, str]) -> str:
    """A code of the return in words; nothing for no code."""
    return str(gettext(known[code])) if code in known else code


def homes(episodes: Iterable[AnEpisode]) -> list[HomeLine]:
    """Episodes as lines."""
    return [
        HomeLine(
            one.started_on,
            one.ended_on,
            said(one.home_kind, codes.HOME),
            said(one.provider, codes.PROVIDER),
            said(one.legal_status, codes.LEGAL_STATUS),
            said(one.reason_moved, codes.REASON_MOVED) or said(one.reason_started, codes.REASON_STARTED),
        )
        for one in episodes
    ]


def home_now(episodes: Sequence[AnEpisode], on: date) -> str:
    """Where they live that day, in words; nothing when they are not looked after or it is unknown."""
    for one in episodes:
        if one.started_on <= on and (one.ended_on is None or one.ended_on > on):
            return said(one.home_kind, codes.HOME)
    return ""


def support_words(support: Support | None) -> str:
    """Why the council works with them, in words."""
    words = {
        Support.IN_NEED: gettext("Child in need"),
        Support.PROTECTION: gettext("Child protection plan"),
        Support.CARE_LEAVER: gettext("Care leaver"),
        Support.IN_CARE: gettext("In care"),
    }
    return words[support] if support else ""


def distance_now(episodes: Sequence[AnEpisode], on: date) -> str:
    """How far from their own home they live that day, in words."""
    now = (one for one in episodes if one.started_on <= on and (one.ended_on is None or one.ended_on > on))
    return next((said(one.distance, known.DISTANCES) for one in now), "")


def numbers(found: Iterable[ANumber], *, shows_all: bool) -> list[tuple[str, str]]:
    """Numbers other systems have for them: their kinds, and to administrators what they are."""
    return [(said(one.kind, NUMBERS), one.value if shows_all else "") for one in found]


def workers(links: Iterable[ALink], names: Mapping[UUID, str], on: date) -> list[Worker]:
    """Links that hold or will, in the order of the kinds."""
    order = list(LinkKind)
    found = [
        Worker(
            link.account_id,
            names.get(link.account_id, ""),
            link.kind,
            link.from_on,
            link.until_on,
            holds_on(link.from_on, link.until_on, on),
        )
        for link in links
        if link.until_on is None or link.until_on >= on
    ]
    return sorted(found, key=lambda one: (not one.is_now, order.index(one.kind), one.from_on))


def home_of(found: Found) -> str:
    """Where somebody in the list lives, in words."""
    return said(found.home_kind, codes.HOME)


def why_not_merge_words(why: WhyNotMerge) -> str:
    """What to do about two records that cannot be made one, or one that cannot be two again."""
    words = {
        WhyNotMerge.THE_SAME: gettext("This is one record already."),
        WhyNotMerge.MERGED_BEFORE: gettext(
            "One of them was put together with another record already. Go back to the list."
        ),
        WhyNotMerge.BORN_APART: gettext(
            "Their days of birth differ. If one is wrong, change it on that young person’s page first, then"
            " come back."
        ),
        WhyNotMerge.TWO_NUMBERS: gettext(
            "Both have a council’s number, and a number is one young person’s. If one is wrong, take it away"
            " on that young person’s page first, then come back."
        ),
        WhyNotMerge.BOTH_IN_USE: gettext(
            "Both have been used here: each has an account, or something that was said. Nothing said may"
            " change its owner. Choose with the data protection officer which one goes on; leave the other"
            " as it is."
        ),
        WhyNotMerge.UNDONE_ALREADY: gettext("This was undone already."),
        WhyNotMerge.SOMETHING_FOLLOWED: gettext(
            "This cannot be undone any more: something was said, changed or read in since. Write down what"
            " is wrong and ask the data protection officer."
        ),
    }
    return str(words[why])
