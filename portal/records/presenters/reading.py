"""One page of a file as its reader sees it: the picture with its boxes, its words, what was found, forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.documents.leaves import Area, Word
from portal.policy.viewer import the_viewer
from portal.records.commands.covering import box_makers
from portal.records.presenters import reading_words as words
from portal.records.presenters.documents import may_work_on, title_of
from portal.records.presenters.reading_forms import forms_of, what_words
from portal.records.queries import checking, reading
from portal.records.queries.reading import OnPage, Suggestion
from portal.records.rules import DocumentState, PageRead, Why
from portal.records.rules.reading import usual_reason, why_not_check

WIDTHS = (700, 1000, 1600)
"""Pixels a page is drawn at: a fixed few."""
_TALL = 1000
"""The height of the drawing's own measure; its width follows the page's."""


@dataclass(frozen=True)
class BoxShown:
    """A box: where it is drawn, its number, its reason, what stands under it."""

    row: Any
    number: int
    why: str
    by: str
    person: str
    under: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class NumberedWord:
    """A word with its number on the page, as forms say it."""

    number: int
    text: str


@dataclass(frozen=True)
class FoundShown:
    """Something found, as a line with a tick."""

    key: str
    text: str
    what: str
    why: str
    is_sure: bool
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class LeafPage:
    """All the page shows."""

    there: OnPage
    title: str
    view: tuple[float, float]
    lines: list[list[NumberedWord]]
    boxes: list[BoxShown]
    found: list[FoundShown]
    left_out: str
    names: dict[UUID, str]
    may_cover: bool
    may_check: bool
    waits_for_other: bool
    is_done: bool
    is_checked: bool
    previous: int | None
    next: int | None
    next_found: int | None
    next_to_read: int | None
    next_to_check: tuple[UUID, int] | None
    newest: UUID | None = None  # the box that u takes off
    forms: dict[str, Any] = field(default_factory=dict)

    @property
    def hint(self) -> str:
        """What to know of how the page was read."""
        leaf = self.there.leaf
        said = {
            PageRead.NOT_YET: _("The machine has not read this page yet."),
            PageRead.MACHINE: _("Read by machine: a name may be missed or misspelt. Look at the picture."),
            PageRead.NOT_READABLE: _(
                "The machine could not read this page, so no name on it is found. Read the picture, and "
                "cover parts of it."
            ),
        }
        return str(said.get(leaf.read, ""))


def leaf_page(there: OnPage, **sent: Any) -> LeafPage:
    """The page with its forms, fresh but for the one that was sent."""
    leaf, document = there.leaf, there.document
    known = reading.people_named(there.request.id)
    boxes = reading.boxes_on([leaf.id])
    on_it = reading.words_of(leaf)
    found = reading.suggestions(on_it, [reading.area_of(box) for box in boxes], known)
    names = reading.readers_of([leaf], boxes)
    wide = round(_TALL * leaf.width / leaf.height, 1) if leaf.height else _TALL
    me, may_cover = the_viewer().account_id, may_work_on(there.request)
    is_done = leaf.done_at is not None
    needed = bool(leaf.names_somebody or leaf.left_out_why or boxes)
    refusal = why_not_check(
        checker=me,
        first_reader=leaf.done_by_id if is_done else None,
        box_makers=box_makers(leaf),
        is_needed=needed,
    )
    is_checked = is_done and leaf.checked_version == leaf.version
    around = {one for one in (leaf.number - 1, leaf.number + 1) if 1 <= one <= document.pages}
    return LeafPage(
        there=there,
        title=title_of(document),
        view=(wide, _TALL),
        lines=_lines(on_it),
        boxes=_boxes(boxes, on_it, names, {one.id: one.name for one in known}, wide),
        found=[_found(one, wide) for one in found],
        left_out=str(words.WHY[leaf.left_out_why].label) if leaf.left_out_why else "",
        names=names,
        may_cover=may_cover,
        may_check=refusal is None and not is_checked and not leaf.back,
        waits_for_other=is_done and needed and not is_checked and refusal is not None,
        is_done=is_done,
        is_checked=is_checked,
        previous=leaf.number - 1 if leaf.number - 1 in around else None,
        next=leaf.number + 1 if leaf.number + 1 in around else None,
        next_found=reading.next_page(document.id, leaf.number, "found"),
        next_to_read=reading.next_page(document.id, leaf.number, "to_read"),
        next_to_check=checking.next_to_check(me, there.request.id, there),
        newest=max(boxes, key=lambda box: box.at).id if boxes else None,
        forms=forms_of(there, on_it, found, known, sent),
    )


def role_of() -> str:
    return ",".join(sorted(the_viewer().roles))


def picture_url(there: OnPage, width: int, slip: str) -> str:
    """Where the picture is; with a slip it belongs to this opening of the page."""
    return flask.url_for(
        "records.page_picture",
        request_id=there.request.id,
        document_id=there.document.id,
        number=there.leaf.number,
        width=width,
        opened=slip or None,
    )


def is_ready(there: OnPage) -> bool:
    return bool(there.document.state is DocumentState.READY)


def _lines(on_it: list[Word]) -> list[list[NumberedWord]]:
    numbered = groupby(enumerate(on_it), key=lambda one: one[1].line)
    return [[NumberedWord(at, word.text) for at, word in line] for _line, line in numbered]


def _boxes(
    rows: Sequence[Any], on_it: list[Word], names: dict[UUID, str], people: dict[UUID, str], wide: float
) -> list[BoxShown]:
    return [
        BoxShown(
            row=row,
            number=number,
            why=str(words.WHY[Why(row.why)].label),
            by=names.get(row.by_id, ""),
            person=people.get(row.person_id, ""),
            under=_under(reading.area_of(row), on_it),
            x=round(row.x0 * wide, 1),
            y=round(row.y0 * _TALL, 1),
            width=round((row.x1 - row.x0) * wide, 1),
            height=round((row.y1 - row.y0) * _TALL, 1),
        )
        for number, row in enumerate(rows, 1)
    ]


def _under(area: Area, on_it: list[Word]) -> str:
    """What stands under a box, as far as the words are known."""
    held = [
        word.text
        for word in on_it
        if area.x0 < (word.area.x0 + word.area.x1) / 2 < area.x1
        and area.y0 < (word.area.y0 + word.area.y1) / 2 < area.y1
    ]
    return " ".join(held)


def _found(one: Suggestion, wide: float) -> FoundShown:
    area = one.hit.areas[0]
    return FoundShown(
        key=one.key,
        text=one.hit.text,
        what=what_words(one),
        why=str(words.WHY[usual_reason(one.person.who if one.person else None)].label),
        is_sure=one.hit.is_sure,
        x=round(area.x0 * wide, 1),
        y=round(area.y0 * _TALL, 1),
        width=round((area.x1 - area.x0) * wide, 1),
        height=round((area.y1 - area.y0) * _TALL, 1),
    )
