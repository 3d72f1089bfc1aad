"""The list of reviews by what is next, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.documents.sheets import sheet_of
from portal.kit.dates import short_day
from portal.kit.pages import Page
from portal.people.queries import today
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.reviews.presenters.reviews_words import clock_words, kind_words
from portal.reviews.queries.caseload import caseload_of, how_many_led
from portal.reviews.rules.caseload import GUIDANCE, Line, Tab, in_order, is_in, matching
from portal.reviews.rules.reviews import Standing
from portal.settings import Settings

SIZE = 25


@dataclass(frozen=True)
class Row:
    """A line as it is shown. `tone` goes with the words, never alone."""

    id: UUID
    name: str
    age: int | None
    iro: str
    kind: str
    due_on: date | None
    planned_on: date | None
    is_planned_there: bool
    tag: str
    tone: str | None
    debts: list[str]
    has_new_wishes: bool


@dataclass(frozen=True)
class Caseload:
    page: Page[Row]
    tabs: list[tuple[str, str, int]]
    tab: str
    everybody: int
    counted: str


def caseload(viewer: Viewer, *, tab: str, asked: str, number: int, size: int = SIZE) -> Caseload:
    """What the page shows: the tab, who was asked for, a page of it."""
    on, warn = today(), _settings().review_warn_days
    lines = caseload_of(viewer, on)
    chosen = Tab(tab) if tab in set(Tab) else Tab.EVERYBODY
    wanted = [one for one in lines if asked or is_in(one, chosen, on, warn)]
    wanted = in_order(matching(wanted, asked), on)
    number = min(number, max(1, -(-len(wanted) // size)))
    rows = [_row(one, on, warn) for one in wanted[(number - 1) * size : number * size]]
    tabs = [
        (one.value, words, sum(is_in(line, one, on, warn) for line in lines))
        for one, words in _tabs().items()
    ]
    counted = _counted(viewer, on) if Role.IRO in viewer.roles else ""
    return Caseload(Page(rows, number, len(wanted), size), tabs, chosen.value, len(lines), counted)


def as_csv(viewer: Viewer, *, tab: str) -> str:
    """The whole list, one line a young person."""
    found = caseload(viewer, tab=tab, asked="", number=1, size=1_000_000)
    head = [_("Name"), _("Age"), _("Review"), _("Last day"), _("Planned"), _("How it stands")]
    rows = [
        [
            row.name,
            "" if row.age is None else str(row.age),
            row.kind,
            row.due_on.isoformat() if row.due_on else "",
            row.planned_on.isoformat() if row.planned_on else "",
            "; ".join([row.tag, *row.debts]),
        ]
        for row in found.page.rows
    ]
    return sheet_of([head, *rows])


def _tabs() -> dict[Tab, str]:
    return {
        Tab.EVERYBODY: _("Everybody"),
        Tab.LATE: _("Late"),
        Tab.SOON: _("Soon, not planned"),
        Tab.TO_HOLD: _("Was it held?"),
        Tab.TO_WRITE: _("To write"),
    }


def _counted(viewer: Viewer, on: date) -> str:
    """How many they lead themselves, next to what guidance says, with how sure that is."""
    count = how_many_led([viewer.account_id], on)
    low, high = GUIDANCE
    led = ngettext(
        "You lead the reviews of %(num)s young person.",
        "You lead the reviews of %(num)s young people.",
        count,
    )
    says = _(
        "Guidance says %(low)s to %(high)s for somebody full-time (to be confirmed).", low=low, high=high
    )
    more = _("That is more than guidance says. Tell your manager.") if count > high else ""
    return " ".join(part for part in (led, says, more) if part)


def _row(line: Line, on: date, warn: int) -> Row:
    tag, tone = _standing(line, on, warn)
    return Row(
        id=line.young_person_id,
        name=line.name,
        age=line.age,
        iro=line.iro,
        kind=kind_words(line.kind) if line.kind else "",
        due_on=line.due_on,
        planned_on=line.planned_on,
        is_planned_there=line.is_planned_there,
        tag=tag,
        tone=tone,
        debts=_debts(line, on),
        has_new_wishes=line.has_new_wishes,
    )


def _standing(line: Line, on: date, warn: int) -> tuple[str, str | None]:
    standing = line.standing(on, warn)
    if standing is None:
        return _("none is due: not in care"), None
    if standing is Standing.LATE and line.due_on:
        days = (on - line.due_on).days
        return ngettext("%(num)s day late", "%(num)s days late", days), "stop"
    words: dict[Standing, tuple[str, str | None]] = {
        Standing.LATE: (_("late"), "stop"),
        Standing.TO_HOLD: (_("its day has passed: was it held?"), "warm"),
        Standing.SOON: (
            _("planned after its last day") if line.planned_on else _("soon, and not planned"),
            "warm",
        ),
        Standing.PLANNED: (_("planned"), "go"),
        Standing.TO_PLAN: (_("not planned yet"), None),
    }
    return words[standing]


def _debts(line: Line, on: date) -> list[str]:
    found = []
    for debt in (*line.owed(), *line.beside()):
        what, day = clock_words(debt.kind), short_day(debt.due_on)
        late = debt.due_on < on
        found.append(
            _("%(what)s: late since %(day)s", what=what, day=day)
            if late
            else _("%(what)s: by %(day)s", what=what, day=day)
        )
    return found


def _settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found
