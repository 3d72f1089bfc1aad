"""The list of complaints as it is shown, and as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import flask
from flask_babel import gettext as _

from portal.complaints.forms import words
from portal.complaints.forms.handling import FilterForm, FindForm
from portal.complaints.queries import desk as queries
from portal.complaints.queries.desk import Line, RemedyLine
from portal.complaints.rules.desk import PER_PAGE, Light, Wanted
from portal.documents.sheets import sheet_of
from portal.documents.spreadsheet import spreadsheet
from portal.kit.pages import Page
from portal.policy.roles import Role
from portal.policy.viewer import Viewer


@dataclass(frozen=True)
class DeskPage:
    """Everything on it."""

    page: Page[Line]
    find: FindForm
    filters: FilterForm
    wanted: Wanted
    asked: str
    stats: list[tuple[Any, int, str | None, str]]
    remedies: list[RemedyLine]
    is_manager: bool


def desk_page(
    viewer: Viewer, wanted: Wanted, on: date, number: int, *, find: FindForm | None = None, asked: str = ""
) -> DeskPage:
    """What is open, the most pressing first, or what was asked for."""
    if asked:
        lines = queries.found(viewer, asked, on)
        page = Page(lines, 1, len(lines), max(PER_PAGE, len(lines)))
    else:
        lines, total = queries.listed(viewer, wanted, on, number)
        page = Page(lines, number, total, PER_PAGE)
    is_manager = Role.COMPLAINTS_MANAGER in viewer.roles
    return DeskPage(
        page=page,
        find=find or FindForm(formdata=None),
        filters=_filters(wanted),
        wanted=wanted,
        asked=asked,
        stats=_stats(viewer, on) if is_manager else [],
        remedies=queries.remedies_for(viewer, on),
        is_manager=is_manager,
    )


def _filters(wanted: Wanted) -> FilterForm:
    return FilterForm(
        formdata=None,
        data={
            "state": wanted.state.value if wanted.state else "all",
            "stage": wanted.stage.value if wanted.stage else "",
            "track": wanted.track.value if wanted.track else "",
            "light": wanted.light.value if wanted.light else "",
        },
    )


def _stats(viewer: Viewer, on: date) -> list[tuple[Any, int, str | None, str]]:
    counts = queries.counts(viewer, on)
    shown = (
        (Light.LATE, _("Late"), "stop"),
        (Light.SOON, _("Due within three days"), "warn"),
        (Light.UNSEEN, _("Not acknowledged"), "warn"),
        (Light.NOBODYS, _("Nobody has it"), "warn"),
    )
    return [
        (
            label,
            counts[light],
            tone if counts[light] else None,
            flask.url_for("complaints.desk", light=light.value),
        )
        for light, label, tone in shown
    ]


def as_csv(viewer: Viewer, wanted: Wanted, on: date) -> str:
    """The list for a spreadsheet, without a name."""
    return sheet_of(_lines(viewer, wanted, on))


def as_ods(viewer: Viewer, wanted: Wanted, on: date) -> bytes:
    """The same as OpenDocument."""
    return spreadsheet(_("Complaints"), _("Complaints"), _lines(viewer, wanted, on))


def _lines(viewer: Viewer, wanted: Wanted, on: date) -> list[list[str]]:
    head = [
        _("Reference"),
        _("Who complains"),
        _("How it came"),
        _("How it is handled"),
        _("Stage"),
        _("How it stands"),
        _("Received"),
        _("Acknowledged"),
        _("Due"),
        _("Who has it"),
    ]
    return [head] + [_line(one) for one in queries.everything(viewer, wanted, on)]


def _line(one: Line) -> list[str]:
    row = one.row
    return [
        row.reference,
        str(words.COMPLAINERS[row.complainer]),
        str(words.CAME[row.came]),
        str(words.TRACKS[row.track]),
        str(words.STAGES_SHORT[row.stage]),
        str(words.STATES[row.state]),
        row.received_on.isoformat(),
        row.acknowledged_on.isoformat() if row.acknowledged_on else "",
        row.due_on.isoformat() if row.due_on else "",
        ", ".join(one.having),
    ]
