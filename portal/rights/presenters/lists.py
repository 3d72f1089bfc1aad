"""The check-lists in words, for whose they are and for who helps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext
from flask_babel import gettext as _

from portal.policy.viewer import Viewer
from portal.rights.forms.theirs import DoneForm
from portal.rights.offer.lists import LINES
from portal.rights.presenters.asks import AskedLine, asked_lines
from portal.rights.queries.around import age_of
from portal.rights.queries.theirs import Note, notes_of, ticks_of, when_asked
from portal.rights.rules.lists import CheckList, Has, lines_for


@dataclass(frozen=True)
class Shown:
    """One line as it stands. `asked`: what they sent about it last."""

    key: str
    title: str
    how: str
    has: Has | None
    since: datetime | None
    notes: Sequence[Note]
    asked: AskedLine | None = None
    asked_at: datetime | None = None


@dataclass(frozen=True)
class ShownList:
    """A list with its lines."""

    key: str
    title: str
    lines: Sequence[Shown]

    @property
    def in_hand(self) -> int:
        return sum(line.has is Has.HAVE for line in self.lines)

    @property
    def of(self) -> int:
        return sum(line.has is not Has.NOT_FOR_ME for line in self.lines)


def own_lists(viewer: Viewer, on: date) -> list[ShownList]:
    """A young person's own."""
    if viewer.young_person_id is None:
        return []
    asked = {one.key: one for one in reversed(asked_lines(viewer))}
    return _lists(viewer.young_person_id, on, asked, {})


def lists_of(young_person_id: UUID, viewer: Viewer, on: date) -> list[ShownList]:
    """The same for their worker; what was asked for is read where it was sent to."""
    found = _lists(young_person_id, on, {}, when_asked(young_person_id, viewer.account_id, on))
    return [replace(one, title=_staff_title(CheckList(one.key))) for one in found]


def done_form(lists: Sequence[ShownList]) -> DoneForm:
    """What can be said something of: what is missing comes first."""
    form = DoneForm()
    lines = sorted((line for one in lists for line in one.lines), key=lambda line: line.has is not Has.NEED)
    form.line.choices = [("", _("Pick one")), *((line.key, line.title) for line in lines)]
    form.give_id()
    return form


def has_words(has: Has | None) -> str:
    """How it stands, to staff."""
    if has is None:
        return str(_("Not said yet"))
    words = {Has.HAVE: _("They have it"), Has.NEED: _("They need it"), Has.NOT_FOR_ME: _("Not for them")}
    return str(words[has])


def _lists(whose: UUID, on: date, asked: dict[str, AskedLine], asked_at: dict[str, Any]) -> list[ShownList]:
    ticks, notes = ticks_of(whose), notes_of(whose)
    found = []
    for one, lines in lines_for(LINES, age_of(whose, on)).items():
        shown = [
            Shown(
                line.key,
                gettext(line.title),
                gettext(line.how),
                ticks[line.key].has if line.key in ticks else None,
                ticks[line.key].at if line.key in ticks else None,
                notes.get(line.key, ()),
                asked.get(f"list:{line.key}"),
                asked_at.get(f"list:{line.key}"),
            )
            for line in lines
        ]
        found.append(ShownList(one.value, _title(one), shown))
    return found


def _title(one: CheckList) -> str:
    words = {
        CheckList.PAPERS: _("My papers"),
        CheckList.HEALTH: _("My health passport"),
        CheckList.PLAN: _("My pathway plan"),
    }
    return str(words[one])


def _staff_title(one: CheckList) -> str:
    words = {
        CheckList.PAPERS: _("Papers"),
        CheckList.HEALTH: _("Health passport"),
        CheckList.PLAN: _("Pathway plan"),
    }
    return str(words[one])
