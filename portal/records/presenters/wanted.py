"""What somebody asks for and how they are reached, as lines of an officer's page."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.kit.dates import short_day
from portal.records.presenters import words
from portal.records.rules import Format, Scope


def wishes(request: Any) -> list[tuple[str, str]]:
    """What they want, and how they would like it."""
    company = {True: _("Yes"), False: _("No")}.get(request.wants_company, _("Not said"))
    lines = [
        (_("What"), ", ".join(words.listed(request.scopes, words.SCOPE, Scope)) or _("All of it")),
        (_("Years"), _years(request)),
        (_("In their words"), request.words),
        (_("How"), ", ".join(words.listed(request.formats, words.FORMAT, Format)) or _("Not said")),
        (_("Company while reading"), company),
        (_("Notes in front of hard parts"), _("Yes") if request.wants_trigger_notes else ""),
        (_("A ring two weeks later"), _("Yes") if request.wants_ring_after else ""),
        (_("Anything we should know"), request.anything),
    ]
    return [(label, value) for label, value in lines if value]


def born_words(request: Any) -> str:
    """The birthday that was given, or ""."""
    return short_day(date.fromisoformat(request.born_on_text)) if request.born_on_text else ""


def _years(request: Any) -> str:
    first, last = request.years_from, request.years_until
    if first and last:
        return str(_("%(first)s to %(last)s", first=first, last=last))
    if first:
        return str(_("From %(first)s", first=first))
    return str(_("Until %(last)s", last=last)) if last else ""


def reach(request: Any) -> list[tuple[str, str]]:
    """Who asks, for whom, and where they are reached."""
    lines = [
        (_("Asked by"), str(words.ASKER[request.asker])),
        (_("Their name"), request.asker_name),
        (_("Records of"), request.name),
        (_("Other names"), request.other_names),
        (_("Born"), born_words(request)),
        (_("E-mail"), request.email),
        (_("Phone"), request.phone),
        (_("Letters"), request.post),
        (_("It came by"), str(words.CAME[request.came])),
    ]
    return [(label, value) for label, value in lines if value]
