"""What the pages about young people show: the return's codes in words, who works with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from flask_babel import gettext

from portal.people.queries import Found
from portal.people.rules import LinkKind, codes, holds_on


class AnEpisode(Protocol):
    """The parts of an episode that a page shows."""

    @property
    def started_on(self) -> date: ...
    @property
    def ended_on(self) -> date | None: ...
    @property
    def home_kind(self) -> str: ...
    @property
    def provider(self) -> str: ...
    @property
    def legal_status(self) -> str: ...
    @property
    def reason_started(self) -> str: ...
    @property
    def reason_moved(self) -> str: ...


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


def said(code: str, known: Mapping[str, str]) -> str:
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
