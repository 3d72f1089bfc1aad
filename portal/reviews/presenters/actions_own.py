"""What was agreed, as its young person sees it: what moved, what is to come, what was done; who was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import flask

from portal.accounts.queries.around import names_of
from portal.clocks.bank_holidays import add_working_days
from portal.deadlines.queries import proclaimed
from portal.kit import clock
from portal.people.queries import today, zone
from portal.policy.viewer import Viewer, the_viewer
from portal.reviews.queries import actions as queries
from portal.reviews.queries.actions import ShownAction
from portal.reviews.queries.actions_line import who_hears
from portal.reviews.queries.actions_subjects import shut_since
from portal.voice.presenters.asking import look_now
from portal.voice.queries.speaking import around
from portal.voice.rules import Look


@dataclass(frozen=True)
class OwnPage:
    """Their page: what moved since they looked, what is to be done, what ended."""

    moved: list[ShownAction]
    to_do: list[ShownAction]
    ended: list[ShownAction]
    is_shut: bool

    @property
    def is_empty(self) -> bool:
        return not (self.to_do or self.ended)


@dataclass(frozen=True)
class OwnOne:
    """One of them; after a tap, who was told and by when they look."""

    shown: ShownAction
    told: list[str]
    look_by: date | None


def page_of(viewer: Viewer, on: date) -> OwnPage:
    found = _theirs(viewer, on)
    return OwnPage(
        [one for one in found if one.is_new],
        [one for one in found if one.is_open],
        [one for one in found if not one.is_open],
        viewer.past_is_shut,
    )


@dataclass(frozen=True)
class OwnLine:
    """What the start page says: that there is something, and how many moved since they looked."""

    moved: int


def line_of(viewer: Viewer, on: date) -> OwnLine | None:
    found = _theirs(viewer, on)
    return OwnLine(sum(one.is_new for one in found)) if found else None


def ids_seen(viewer: Viewer, on: date) -> list[UUID]:
    return [one.id for one in _theirs(viewer, on) if one.is_new]


def one_of(row: Any, on: date) -> OwnOne:
    shown = queries.one_shown(row, on)
    if shown.chased_at is None or not shown.is_open:
        return OwnOne(shown, [], None)
    hears = who_hears(row, on)
    names = names_of(hears)
    chased_on = clock.local(shown.chased_at, zone()).date()
    days = flask.current_app.extensions["heard.settings"].action_chase_look_working_days
    return OwnOne(
        shown,
        [names[one] for one in hears if one in names],
        add_working_days(chased_on, days, proclaimed()),
    )


def is_little() -> bool:
    """Whether they have pictures to tap."""
    young = the_viewer().young_person_id
    return young is not None and look_now(around(young, today())) is Look.LITTLE


def template() -> str:
    return "reviews/agreed_own_little.html" if is_little() else "reviews/agreed_own.html"


def _theirs(viewer: Viewer, on: date) -> list[ShownAction]:
    if viewer.young_person_id is None:
        return []
    return queries.own(viewer.young_person_id, on, shut_since(viewer))
