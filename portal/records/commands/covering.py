"""Covering what must be held back on a page, and taking a cover off. Nothing is ever undone by two at once:
boxes are only added, and what takes something away holds for the page as its maker saw it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.documents import leaves
from portal.documents.leaves import Area
from portal.kit.errors import Refused
from portal.records.commands.noting import put_in_log
from portal.records.models import Document, Leaf, RecordsRequest, Redaction
from portal.records.queries.reading import OnPage, Suggestion, boxes_on, harm_answers, words_of
from portal.records.rules import Why
from portal.records.rules.reading import (
    Box,
    WhyNot,
    in_steps,
    kept_in,
    usual_reason,
    why_not_change,
    why_not_cover,
    why_not_hold_back,
)
from portal.records.rules.request import ENDED


def cover(
    there: OnPage,
    boxes: Sequence[Box],
    why: Why | None,
    *,
    send_once: UUID,
    by: UUID,
    now: datetime,
    person_id: UUID | None = None,
    is_suggestion: bool = False,
) -> list[Redaction]:
    """Put boxes on a page. They are added whoever else changed it meanwhile: covering more harms nobody.
    With a person they are over a name, and do not show how long it is.

    Sent twice they are the same boxes. Raises Refused."""
    leaf = lock(there)
    if before := _sent_before(leaf, send_once, len(boxes)):
        return before
    if refusal := why_not_cover(boxes, why, harm_answers(there.request.id)):
        raise Refused(refusal)
    assert why is not None
    rows = [
        Redaction(
            id=uuid.uuid4(),
            request_id=there.request.id,
            leaf_id=leaf.id,
            send_once=_part(send_once, number),
            x0=box.x0,
            y0=box.y0,
            x1=box.x1,
            y1=box.y1,
            why=why,
            person_id=person_id,
            is_suggestion=is_suggestion,
            by_id=by,
            at=now,
        )
        for number, box in enumerate(_as_kept(leaf, one, is_name=person_id is not None) for one in boxes)
        if box is not None
    ]
    db.session.add_all(rows)
    _changed(leaf)
    put_in_log("covered", there.request, by)
    return rows


def _as_kept(leaf: Leaf, box: Box, *, is_name: bool) -> Box | None:
    """As far as it lies on the page. Over a name it is some steps wide, and holds whole words: the end of a
    neighbour is no measure of the name."""
    kept = kept_in(box)
    if kept is None or not is_name:
        return kept
    wide = in_steps(kept)
    area = leaves.whole_words(Area(wide.x0, wide.y0, wide.x1, wide.y1), words_of(leaf))
    return Box(area.x0, area.y0, area.x1, area.y1)


def take(
    there: OnPage,
    found: Sequence[Suggestion],
    why: Why | None,
    *,
    send_once: UUID,
    by: UUID,
    now: datetime,
) -> list[Redaction]:
    """Cover what a person ticked of what was found; without a reason, for the one that fits each. Raises
    Refused."""
    rows: list[Redaction] = []
    for one in found:
        rows += cover(
            there,
            [Box(area.x0, area.y0, area.x1, area.y1) for area in one.hit.areas],
            why or usual_reason(one.person.who if one.person else None),
            send_once=uuid.uuid5(send_once, f"{there.leaf.id}:{one.key}"),
            by=by,
            now=now,
            person_id=one.person.id if one.person else None,
            is_suggestion=True,
        )
    return rows


def cover_everywhere(
    request: RecordsRequest,
    found: Sequence[tuple[Document, Leaf, Sequence[Suggestion]]],
    why: Why,
    *,
    send_once: UUID,
    by: UUID,
    now: datetime,
) -> int:
    """Cover a name at all the places that were ticked, in one go. Sent twice it is one. Raises Refused."""
    return sum(
        len(take(OnPage(request, document, leaf), places, why, send_once=send_once, by=by, now=now))
        for document, leaf, places in found
    )


def uncover(there: OnPage, box: Redaction, *, seen: int, by: UUID, now: datetime) -> None:
    """Take a box off: the row stays, with who did it. Raises Refused when the page changed since."""
    leaf = lock(there)
    db.session.refresh(box)
    if box.off_at is not None:
        return
    if refusal := why_not_change(leaf.version, seen):
        raise Refused(refusal)
    box.off_at, box.off_by_id = now, by
    _changed(leaf)
    put_in_log("uncovered", there.request, by)


def leave_out(there: OnPage, why: Why | None, *, seen: int, by: UUID) -> None:
    """Hold back the whole page, for a reason; or, without one, put it back in. Raises Refused."""
    leaf = lock(there)
    if why is not None and (refusal := why_not_hold_back(why, harm_answers(there.request.id))):
        raise Refused(refusal)
    if leaf.left_out_why is why:
        return
    if why is None and (refusal := why_not_change(leaf.version, seen)):
        raise Refused(refusal)
    leaf.left_out_why = why
    _changed(leaf)
    put_in_log("left a page out" if why else "put a page back", there.request, by)


def lock(there: OnPage) -> Leaf:
    """Whoever changes this page next waits until we are through. Raises Refused when the request is over."""
    db.session.flush()
    db.session.refresh(there.leaf, with_for_update=True)
    if there.request.state in ENDED:
        raise Refused(WhyNot.ENDED)
    if there.document.taken_out_at is not None:
        raise Refused(WhyNot.TAKEN_OUT)
    return there.leaf


def _changed(leaf: Leaf) -> None:
    """A change voids the second person's check, and the first reader looks once more."""
    leaf.version += 1
    leaf.done_at, leaf.done_by_id, leaf.suggested_when_done = None, None, 0
    leaf.find_again = True
    db.session.flush()


def _part(send_once: UUID, number: int) -> UUID:
    return uuid.uuid5(send_once, str(number))


def _sent_before(leaf: Leaf, send_once: UUID, count: int) -> list[Redaction]:
    ids = [_part(send_once, number) for number in range(count)]
    return list(
        db.session.scalars(
            sa.select(Redaction).where(Redaction.leaf_id == leaf.id, Redaction.send_once.in_(ids))
        )
    )


def box_makers(leaf: Leaf) -> set[UUID]:
    """Whoever drew a box that is on this page."""
    return {box.by_id for box in boxes_on([leaf.id])}
