"""The board in words: lights, who has what, what is waited for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.accounts.queries.around import names_of, with_role
from portal.kit.dates import short_day
from portal.kit.forms import SendOnceForm
from portal.kit.pages import Page
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.records.forms.board import FilterForm, FindRequestForm, TakeListForm
from portal.records.presenters import words
from portal.records.presenters.board_counts import LIGHT, STATS, TONE, Load, load, stats, turns
from portal.records.presenters.breaches import BreachLine, breach_lines
from portal.records.queries import board as queries
from portal.records.queries.board import Line
from portal.records.rules import State
from portal.records.rules.board import NOBODY, RUNNING, TURNS, Light, Wanted

_EMPTY = {
    "officer": _l("Anybody"),
    "state": _l("Running"),
    "stage": _l("Any step"),
    "turn": _l("Anybody’s"),
    "came": _l("Any way"),
    "regime": _l("Any rules"),
    "year": _l("Any year"),
    "light": _l("Any"),
}


@dataclass(frozen=True)
class Row:
    """One request of the list."""

    id: UUID
    reference: str
    name: str
    light: str
    tone: str
    due: date | None
    hint: str
    step: str
    turn: str
    officer: str
    received_on: date
    can_take: bool


@dataclass(frozen=True)
class BoardPage:
    """What the board shows."""

    page: Page[Row]
    filters: FilterForm
    find: FindRequestForm
    take: TakeListForm
    wanted: Wanted
    asked: str
    stats: list[tuple[str, int, str, str]]
    turns: list[tuple[str, int, str]]
    load: list[Load]
    light_names: list[str]
    ways: list[tuple[str, str]]
    once: SendOnceForm
    may_take: bool
    got_out: list[BreachLine]


def board_page(
    viewer: Viewer,
    wanted: Wanted,
    today: date,
    number: int,
    *,
    find: FindRequestForm | None = None,
    asked: str = "",
) -> BoardPage:
    """One page of the board; where somebody was looked for, those that were found."""
    if asked:
        lines = queries.found(viewer, asked, today)
        total, number = len(lines), 1
    else:
        lines, total = queries.lines(viewer, wanted, today, number)
    counts = queries.counts(viewer, today)
    officers = with_role(Role.RECORDS_OFFICER, today)
    theirs = {one.officer_id for one in counts if one.officer_id}
    names = names_of({*officers, *theirs, *(one.officer_id for one in lines if one.officer_id)})
    return BoardPage(
        page=Page([_row(one, names, today) for one in lines], number, total, queries.PAGE_SIZE),
        filters=FilterForm.of(wanted, _choices(names, queries.years(viewer, today))),
        find=find or FindRequestForm(formdata=None),
        take=TakeListForm(formdata=None),
        wanted=wanted,
        asked=asked,
        stats=stats(counts),
        turns=turns(counts),
        load=load(counts, {one: names.get(one, "") for one in {*officers, *theirs}}),
        light_names=[str(LIGHT[light]) for light in STATS],
        ways=_ways(viewer),
        once=_once(),
        may_take=Role.RECORDS_OFFICER in viewer.roles,
        got_out=breach_lines(viewer.account_id, today),
    )


def _once() -> SendOnceForm:
    form = SendOnceForm(formdata=None)
    form.give_id()
    return form


def rows_for_file(viewer: Viewer, wanted: Wanted, today: date, *, with_names: bool) -> list[list[str]]:
    """The same list as lines of a file, its headings first. Names only where they were asked for."""
    found = queries.every(viewer, wanted, today, with_names=with_names)
    officers = names_of({one.officer_id for one in found if one.officer_id})
    heads = [
        _("Reference"),
        *([_("Name")] if with_names else []),
        _("How it stands"),
        _("Received"),
        _("Due"),
    ]
    heads += [_("Aim for"), _("Step"), _("State"), _("Next move"), _("Who has it"), _("How it came")]
    heads += [_("Which rules"), _("Ended")]
    return [[str(one) for one in heads], *(_line(one, officers, with_names=with_names) for one in found)]


def _line(one: Line, officers: dict[UUID, str], *, with_names: bool) -> list[str]:
    request = one.request
    return [
        request.reference,
        *([request.name] if with_names else []),
        str(LIGHT[one.light]),
        _iso(request.received_on),
        _iso(request.due_on),
        _iso(request.aim_by_on),
        str(words.STAGE[request.stage]),
        str(words.STATE[request.state]),
        _turn(one),
        officers.get(one.officer_id, "") if one.officer_id else "",
        str(words.CAME[request.came]),
        str(words.REGIME[request.regime]),
        _iso(request.ended_on),
    ]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _row(one: Line, names: dict[UUID, str], today: date) -> Row:
    request = one.request
    is_open = request.state is State.OPEN
    return Row(
        id=request.id,
        reference=request.reference,
        name=request.name or str(_("Name not known")),
        light=str(LIGHT[one.light]),
        tone=TONE[one.light],
        due=request.due_on,
        hint=_hint(one, today),
        step=str(words.STAGE[request.stage] if is_open else words.STATE[request.state]),
        turn=_turn(one),
        officer=names.get(one.officer_id, "") if one.officer_id else "",
        received_on=request.received_on,
        can_take=is_open and one.officer_id is None,
    )


def _turn(one: Line) -> str:
    return "" if one.light is Light.ENDED else str(words.TURN.get(one.request.next_move_with, ""))


def _hint(one: Line, today: date) -> str:
    request, light = one.request, one.light
    if light is Light.LATE and request.due_on:
        return _days_late((today - request.due_on).days)
    if light is Light.STANDS_STILL and request.stands_still_since:
        return str(_("since %(day)s", day=short_day(request.stands_still_since)))
    if light is Light.ENDED:
        return str(_("ended %(day)s", day=short_day(request.ended_on))) if request.ended_on else ""
    if light is Light.AT_RISK and request.aim_by_on and request.aim_by_on < today:
        return str(_("the safer day, %(day)s, has passed", day=short_day(request.aim_by_on)))
    return _days_left((request.due_on - today).days) if request.due_on else ""


def _days_late(count: int) -> str:
    return str(ngettext("%(num)s day late", "%(num)s days late", count))


def _days_left(count: int) -> str:
    return str(ngettext("%(num)s day left", "%(num)s days left", count))


def _choices(names: dict[UUID, str], years: Sequence[int]) -> dict[str, list[SelectChoice]]:
    officers = sorted(((name, str(one)) for one, name in names.items()))
    states = [SelectChoice(RUNNING, _EMPTY["state"]), SelectChoice("", _l("All, ended ones too"))]
    return {
        "officer": [
            _any("officer"),
            SelectChoice(NOBODY, _l("Nobody yet")),
            *(SelectChoice(value, label) for label, value in officers),
        ],
        "state": [*states, *words.choices(words.STATE)],
        "stage": [_any("stage"), *words.choices(words.STAGE)],
        "turn": [_any("turn"), *(SelectChoice(one, words.TURN[one]) for one in TURNS)],
        "came": [_any("came"), *words.choices(words.CAME)],
        "regime": [_any("regime"), *words.choices(words.REGIME)],
        "year": [_any("year"), *(SelectChoice(str(one), str(one)) for one in years)],
        "light": [_any("light"), *words.choices(LIGHT)],
    }


def _any(name: str) -> SelectChoice:
    return SelectChoice("", _EMPTY[name])


def _ways(viewer: Any) -> list[tuple[str, str]]:
    ways = [
        ("records.questions_all", _("What is questioned")),
        ("records.figures", _("Figures")),
        ("records.calendar", _("Calendar")),
    ]
    if may(P.DECIDE_BREACH):
        ways.insert(0, ("records.breaches", _("Taken back, and somebody has it")))
    there = flask.current_app.view_functions
    return [(flask.url_for(endpoint), str(label)) for endpoint, label in ways if endpoint in there]
