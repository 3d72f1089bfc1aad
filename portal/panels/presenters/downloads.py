"""A published paper as it is carried away: for a member by name, or for everybody."""

from __future__ import annotations

from collections.abc import Sequence

import flask
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from portal.accounts.queries import staffing
from portal.disclosure.counts import Cell, What
from portal.kit import clock
from portal.panels.exports.files import Made, made
from portal.panels.exports.reports import Carried, Quoted, report_of
from portal.panels.presenters import numbers
from portal.panels.presenters.numbers import settings
from portal.panels.presenters.packs import sections_of
from portal.panels.queries import papers as queries
from portal.panels.queries.papers import Printed
from portal.panels.rules.downloads import Kind
from portal.panels.rules.packs import Audience
from portal.panels.rules.papers import themes_in_order
from portal.policy.viewer import the_viewer


def restricted_file(carried: Carried, kind: Kind, name: str) -> flask.Response:
    """For the person who asks for it, to be saved. Raises NotMade."""
    return as_attachment(made(report_of(carried), kind, name))


def public_file(carried: Carried, kind: Kind, name: str) -> flask.Response:
    """For everybody: the same for all who ask. Raises NotMade, or Busy."""
    return as_attachment(made(report_of(carried), kind, name, is_shared=True))


def restricted(printed: Printed) -> Carried:
    """The members' version: for the person who reads, with their name, and no words that concern them."""
    quotes = _quotes(printed)
    return Carried(
        title=_title(printed),
        language=language(),
        head=_("Corporate Parenting Panel · %(day)s · restricted", day=numbers.day(printed.meets_on)),
        foot=made_for(),
        author=_("Corporate Parenting Panel"),
        lead=printed.lead,
        between=_between(printed),
        sections=sections_of(printed, Audience.MEMBERS),
        quotes=quotes,
        quotes_note=_quotes_note(printed, quotes),
        questions=lines(printed.questions),
        counted=counted(printed),
        bars=_bars(printed),
    )


def public(printed: Printed) -> Carried:
    """Everybody's version: no words of anybody, and only what is public of the rest."""
    return Carried(
        title=_title(printed),
        language=language(),
        head=_("Corporate Parenting Panel · %(day)s", day=numbers.day(printed.meets_on)),
        foot=_("Public version."),
        author=_("Corporate Parenting Panel"),
        lead=printed.lead,
        between=_between(printed),
        sections=sections_of(printed, Audience.PUBLIC),
        counted=counted(printed),
        bars=_bars(printed),
    )


def made_for() -> str:
    """For whom a file was made, and that it is not for others."""
    reader = the_viewer().account_id
    name = staffing.names([reader]).get(reader, "")
    today = numbers.day(clock.today(settings().time_zone))
    return str(_("Restricted. Made for %(name)s on %(day)s. Please do not pass it on.", name=name, day=today))


def language() -> str:
    """As files say it."""
    found = str(get_locale())
    return "en-GB" if found == "en" else found


def counted(printed: Printed) -> list[str]:
    """How the numbers of a paper are counted."""
    rules = printed.paper.rules
    return [
        _(
            "People are counted, not messages. Each young person counts once a theme. A person read what "
            "they said and sorted it by theme. Numbers are rounded to the nearest %(base)s; fewer than "
            "%(least)s is never shown as a number, and some others are not shown because a small number "
            "could be worked out from them.",
            base=rules.base,
            least=rules.threshold,
        )
    ]


def as_attachment(file: Made) -> flask.Response:
    """To be saved, never opened inside our own pages."""
    response = flask.Response(file.content, mimetype=file.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def _title(printed: Printed) -> str:
    return str(_("What young people most want you to know: %(day)s", day=numbers.day(printed.meets_on)))


def _between(printed: Printed) -> str:
    return str(
        _(
            "Between %(between)s, %(said)s.",
            between=numbers.span(printed.period),
            said=numbers.said(printed.paper).text,
        )
    )


def lines(text: str) -> list[str]:
    """What was written one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _quotes(printed: Printed) -> list[Quoted]:
    exact, changed = _("used with consent, exact words"), _("used with consent, some words changed")
    return [
        Quoted(numbers.theme_label(one.theme), one.words, exact if one.is_exact else changed)
        for one in queries.quotes_of(printed, the_viewer().account_id)
    ]


def _quotes_note(printed: Printed, quotes: Sequence[Quoted]) -> str:
    gone = queries.quotes_taken_back(printed)
    if gone:
        words = ngettext(
            "%(num)s quote stood here when the paper was published. The young person has taken it back: "
            "please do not use it again.",
            "%(num)s quotes stood here when the paper was published. The young people have taken them back: "
            "please do not use them again.",
            gone,
        )
        return str(words)
    return "" if quotes else _("No words are used in this paper. Young people decide that themselves.")


def _bars(printed: Printed) -> dict[str, int]:
    """How long each theme's bar is, in steps of 5: from the numbers as they are printed."""
    found = {
        theme: printed.paper.cells[Cell(What.THEME, theme)].number or 0
        for theme in themes_in_order(printed.paper)
    }
    most = max(found.values(), default=0)
    return {numbers.theme_label(theme): max(5, 5 * round(20 * n / most)) for theme, n in found.items() if n}
