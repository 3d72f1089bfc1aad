"""An agreed action as it stands on a day: what letters, records and pages are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.reviews.models import ActionEvent, AgreedAction
from portal.reviews.rules import ActionEventKind, ActionKind, ActionState
from portal.reviews.rules.actions import (
    OPEN,
    PlainState,
    can_undo_chase,
    is_hidden,
    is_late,
    plain_state,
    why_not_chase,
    wording_from,
)

_SAYS_WHY = (ActionEventKind.CHANGED, ActionEventKind.NOT_DONE, ActionEventKind.MOVED)


@dataclass(frozen=True)
class ShownAction:
    """One agreed action as it stands that day. `who` and `child_words` are what the child reads; `reason` is
    the newest one given, `moved_from` the day it was to be done by before."""

    id: UUID
    young_person_id: UUID
    review_id: UUID | None
    carried_to_id: UUID | None
    kind: ActionKind
    words: str
    child_words: str
    why: str
    owner_id: UUID | None
    who: str
    due_on: date
    state: ActionState
    plain: PlainState
    is_late: bool
    is_held_back: bool
    held_back_until: date | None
    achieved: str
    reason: str
    moved_from: date | None
    ended_on: date | None
    made_at: datetime
    changed_at: datetime
    chased_at: datetime | None
    can_be_chased: bool
    can_undo_chase: bool
    worded_from: str  # how they read it before it was put into other words
    they_said_done: bool
    is_new: bool

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def shown(rows: Sequence[AgreedAction], on: date) -> list[ShownAction]:
    """Rows as they stand that day, with the newest reason of each: one query more, however many."""
    events = _events_of([row.id for row in rows])
    return [_shown(row, events.get(row.id, []), on) for row in rows]


def _shown(row: AgreedAction, events: Sequence[ActionEvent], on: date) -> ShownAction:
    now = clock.now()
    says = [one for one in events if one.kind in _SAYS_WHY and one.words]
    moved = [one for one in events if one.kind is ActionEventKind.MOVED]
    since_done = [one.kind for one in events]
    last_done = max((n for n, kind in enumerate(since_done) if kind is ActionEventKind.DONE), default=-1)
    return ShownAction(
        id=row.id,
        young_person_id=row.young_person_id,
        review_id=row.review_id,
        carried_to_id=row.carried_to_id,
        kind=row.kind,
        words=row.words,
        child_words=row.child_words or row.words,
        why=row.why,
        owner_id=row.owner_id,
        who=row.owner_name,
        due_on=row.due_on,
        state=row.state,
        plain=plain_state(row.state, row.due_on, on),
        is_late=is_late(row.state, row.due_on, on),
        is_held_back=is_hidden(row.held_back_until, row.told_at),
        held_back_until=row.held_back_until,
        achieved=row.achieved if row.state is ActionState.DONE else "",
        reason=says[-1].words if says else "",
        moved_from=moved[-1].due_before if moved else None,
        ended_on=row.ended_on,
        made_at=row.made_at,
        changed_at=row.changed_at,
        chased_at=row.last_chased_at,
        can_be_chased=why_not_chase(row.state, row.last_chased_at, now) is None,
        can_undo_chase=can_undo_chase(row.last_chased_at, last_undone(events), now),
        worded_from=_read_before(row, events),
        they_said_done=ActionEventKind.SAID_DONE in since_done[last_done + 1 :] if last_done >= 0 else False,
        is_new=any(
            one.seen_at is None and one.by_id is not None and (_moves(one.kind) or _reads_anew(one, row))
            for one in events
        ),
    )


def last_undone(events: Sequence[ActionEvent]) -> datetime | None:
    """When they last took back that it has not happened."""
    return max((one.at for one in events if one.kind is ActionEventKind.UNCHASED), default=None)


def _read_before(row: AgreedAction, events: Sequence[ActionEvent]) -> str:
    """How it read before, where it was put into other words than it has now; "" where it was not."""
    anew = [one for one in events if _reads_anew(one, row)]
    old = wording_from(anew[-1].words) if anew else None
    return old.as_they_read_it if old else ""


def _reads_anew(event: ActionEvent, row: AgreedAction) -> bool:
    """Whether they read other words now than before this was put into clearer ones."""
    if event.kind is not ActionEventKind.WORDED:
        return False
    old = wording_from(event.words)
    return old is not None and old.as_they_read_it != (row.child_words or row.words)


def _moves(kind: ActionEventKind) -> bool:
    """What a young person is shown as "this moved": not what they did themselves, nor what is looked at
    for itself."""
    return kind not in (
        ActionEventKind.CHASED,
        ActionEventKind.UNCHASED,
        ActionEventKind.SAID_DONE,
        ActionEventKind.WORDED,
        ActionEventKind.HELD_BACK,
        ActionEventKind.CARRIED,
    )


def _events_of(action_ids: Sequence[UUID]) -> dict[UUID, list[ActionEvent]]:
    found: dict[UUID, list[ActionEvent]] = {}
    if not action_ids:
        return found
    rows = db.session.scalars(
        sa.select(ActionEvent)
        .where(ActionEvent.action_id.in_(action_ids))
        .order_by(ActionEvent.at, ActionEvent.id)
    )
    for row in rows:
        found.setdefault(row.action_id, []).append(row)
    return found
