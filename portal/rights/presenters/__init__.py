"""What is owed, as a page says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import flask
from flask_babel import format_currency, gettext
from flask_babel import gettext as _

from portal.kit import clock
from portal.rights.offer import Offer, offer
from portal.rights.rules.owed import Amount, Entry, Group, Kind, owed
from portal.rights.rules.standing import Standing, Told, standings
from portal.settings import Settings

PICTURES = {
    Group.PEOPLE: "people",
    Group.MONEY: "money",
    Group.HOME: "home",
    Group.LEARNING: "school",
    Group.HEALTH: "health",
    Group.PAPERS: "records",
    Group.HEARD: "say",
}


@dataclass(frozen=True)
class Line:
    """One thing that is owed: what it is, how firm it is, where it stands."""

    key: str
    title: str
    words: str
    kind: str
    source: str
    is_checked: bool
    since: date | None


@dataclass(frozen=True)
class Heading:
    """A part of the page."""

    key: str
    title: str
    picture: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class OwedPage:
    """All of it. `names`: what the law calls them, more than one where something is not known."""

    names: Sequence[tuple[str, str]]
    is_sure: bool
    headings: Sequence[Heading]


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def the_offer() -> Offer:
    """What stands in this council."""
    own = settings().offer_file
    return offer(own if own != Path() else None)


def owed_page(told: Told) -> OwedPage:
    """What somebody who answered so is owed today."""
    found, held, today = standings(told), the_offer(), clock.today(settings().time_zone)
    headings = [
        Heading(group.value, _group(group), PICTURES[group], [_line(one, held, today) for one in entries])
        for group, entries in owed(held.entries, told).items()
    ]
    return OwedPage([_name(one) for one in found], len(found) == 1, headings)


def line_of(key: str) -> Line | None:
    """One thing by its key, or None."""
    held = the_offer()
    entry = held.entry(key)
    return _line(entry, held, clock.today(settings().time_zone)) if entry else None


def _line(entry: Entry, held: Offer, today: date) -> Line:
    amount = held.amount(entry.amount, today) if entry.amount else None
    words = gettext(entry.words)
    return Line(
        key=entry.key,
        title=gettext(entry.title),
        words=words.replace("%(amount)s", _pounds(amount)) if entry.amount else words,
        kind=_kind(amount.kind if amount and amount.kind is Kind.LOCAL else entry.kind),
        source=amount.source if amount else entry.source,
        is_checked=entry.kind is Kind.LOCAL or bool(amount and amount.is_sure),
        since=amount.since if amount else None,
    )


def _pounds(amount: Amount | None) -> str:
    """A figure, or the words that we tell it when asked."""
    if amount is None:
        return str(_("an amount that we tell you"))
    return str(format_currency(amount.pounds, "GBP", format="¤#,##0", currency_digits=False))


def _kind(kind: Kind) -> str:
    words = {
        Kind.LAW: _("It is the law"),
        Kind.GUIDANCE: _("The government tells councils to do it"),
        Kind.LOCAL: _("Our council does it"),
    }
    return str(words[kind])


def _group(group: Group) -> str:
    words = {
        Group.PEOPLE: _("People who help you"),
        Group.MONEY: _("Money"),
        Group.HOME: _("Your home"),
        Group.LEARNING: _("Learning"),
        Group.HEALTH: _("Your health"),
        Group.PAPERS: _("Your papers"),
        Group.HEARD: _("Being heard"),
    }
    return str(words[group])


def _name(standing: Standing) -> tuple[str, str]:
    """The law's name, and what it means."""
    words = {
        Standing.LOOKED_AFTER: (_("a looked-after child"), _("You are in care.")),
        Standing.ELIGIBLE: (
            _("an eligible child"),
            _("You are in care, you are 16 or 17, and you were in care for three months or more."),
        ),
        Standing.RELEVANT: (
            _("a relevant child"),
            _("You are 16 or 17, and you left care after you were 16."),
        ),
        Standing.FORMER_RELEVANT: (
            _("a former relevant young person"),
            _("You are 18 or older, and you were in care when you were 16 or 17, for three months or more."),
        ),
        Standing.QUALIFYING: (
            _("a person qualifying for advice and help"),
            _("You were in care, but not for as long as the law wants for the rest."),
        ),
        Standing.NONE: (_("none of the law's names"), _("You can still ask us for help.")),
    }
    name, means = words[standing]
    return str(name), str(means)
