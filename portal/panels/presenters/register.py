"""The register of everything that was printed, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import flask
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.documents.sheets import sheet_of
from portal.panels.presenters import numbers
from portal.panels.presenters.annual import year_words
from portal.panels.presenters.numbers import settings
from portal.panels.queries import register as queries
from portal.panels.queries.register import PAGE_SIZE, Entry
from portal.panels.rules.annual import year_of
from portal.panels.rules.register import Kind, kind_named


@dataclass(frozen=True)
class Line:
    """One thing that was printed. `href`: where it can be read by whoever reads papers."""

    what: str
    between: str
    printed_on: str
    by: str
    href: str


@dataclass(frozen=True)
class Choice:
    """A filter that can be chosen."""

    label: str
    href: str
    is_here: bool


@dataclass(frozen=True)
class RegisterPage:
    """One page of the register."""

    lines: Sequence[Line]
    kinds: Sequence[Choice]
    years: Sequence[Choice]
    number: int
    pages: int
    total: int
    sheet_url: str
    kind: str
    year: int | None

    def url(self, number: int) -> str:
        """Another page of the same."""
        return _url(self.kind, self.year, number)


def register_page(kind: str, year: int | None, number: int) -> RegisterPage:
    """What was printed, filtered. A word that is no kind is none."""
    wanted = kind_named(kind)
    found = queries.printed(settings().time_zone, wanted, year)
    everything = queries.printed(settings().time_zone)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    number = min(max(1, number), pages)
    name = wanted.value if wanted else ""
    return RegisterPage(
        lines=[_line(one) for one in found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]],
        kinds=_kinds(everything, name, year),
        years=_years(everything, name, year),
        number=number,
        pages=pages,
        total=len(found),
        sheet_url=flask.url_for("panels.register_sheet", kind=name or None, year=year),
        kind=name,
        year=year,
    )


def register_sheet(kind: str, year: int | None) -> str:
    """The same as CSV, all of it."""
    found = queries.printed(settings().time_zone, kind_named(kind), year)
    head = [_("What"), _("First day"), _("Last day"), _("Printed on"), _("By")]
    rows = [
        [
            _what(one),
            one.period.first.isoformat(),
            one.period.last.isoformat(),
            one.at.astimezone(settings().time_zone).date().isoformat(),
            _by(one),
        ]
        for one in found
    ]
    return sheet_of([head, *rows])


def kind_words(kind: Kind) -> str:
    """What kind of thing it is."""
    words = {
        Kind.PAPER: _("Paper of a meeting"),
        Kind.COMPARISON: _("A time before, to compare with"),
        Kind.ANNUAL: _("Annual report"),
        Kind.SURVEY: _("Survey results"),
        Kind.RECORDS: _("Quarter: access to records"),
        Kind.REVIEWS: _("Quarter: reviews and letters"),
        Kind.LISTENING: _("Quarter: how well young people are heard"),
    }
    return str(words[kind])


def _line(one: Entry) -> Line:
    printed_on = numbers.day(one.at.astimezone(settings().time_zone).date())
    return Line(_what(one), numbers.span(one.period), printed_on, _by(one), _href(one))


def _what(one: Entry) -> str:
    title = one.titles.get(str(get_locale())) or one.titles.get("en", "")
    return f"{kind_words(one.kind)}: {title}" if title else kind_words(one.kind)


def _by(one: Entry) -> str:
    return one.by or str(_("counted by the site itself"))


def _href(one: Entry) -> str:
    if one.about_id is None:
        return ""
    if one.kind is Kind.ANNUAL:
        return flask.url_for("panels.annual_report", annual_id=one.about_id)
    return flask.url_for("panels.paper", meeting_id=one.about_id)


def _kinds(everything: Sequence[Entry], kind: str, year: int | None) -> list[Choice]:
    there = {one.kind for one in everything}
    found = [Choice(_("Everything"), _url("", year), not kind)]
    return found + [
        Choice(kind_words(each), _url(each.value, year), each.value == kind) for each in Kind if each in there
    ]


def _years(everything: Sequence[Entry], kind: str, year: int | None) -> list[Choice]:
    zone = settings().time_zone
    there = sorted({year_of(one.at.astimezone(zone).date()) for one in everything}, reverse=True)
    found = [Choice(_("All years"), _url(kind, None), year is None)]
    return found + [Choice(year_words(each), _url(kind, each), each == year) for each in there]


def _url(kind: str, year: int | None, number: int = 1) -> str:
    page = number if number > 1 else None
    return flask.url_for("panels.register", kind=kind or None, year=year, page=page)
