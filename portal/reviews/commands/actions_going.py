"""A review starts from what is still open: each goes on, is done, was changed or will not be done."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from portal import db
from portal.reviews.commands.actions import carry_on
from portal.reviews.commands.actions_doing import move, say_how_far
from portal.reviews.commands.actions_noting import held
from portal.reviews.models import AgreedAction
from portal.reviews.queries import actions as queries
from portal.reviews.rules import ActionState
from portal.reviews.rules.actions import OPEN, Gone, WhyNot, why_not_go


def go_through(
    review_id: UUID, said: Mapping[UUID, Gone], *, send_once: UUID, by: UUID, today: date
) -> dict[UUID, WhyNot]:
    """Keep what was said of each, all or nothing: why not, by action, where any of it cannot be. What ended
    meanwhile is left as it is. Sent twice it is one."""
    rows = {action_id: held(action_id) for action_id in sorted(said, key=str)}
    refused = {
        row.id: why
        for row in rows.values()
        if row.state in OPEN and (why := why_not_go(said[row.id], row.state, row.due_on, today))
    }
    if refused:
        return refused
    for row in rows.values():
        if row.state in OPEN and said[row.id].what:
            _go(row, review_id, said[row.id], _own_id(send_once, row), by, today)
    db.session.flush()
    return {}


def _go(row: AgreedAction, review_id: UUID, gone: Gone, send_once: UUID, by: UUID, today: date) -> None:
    if gone.what != "carry":
        say_how_far(
            row.id,
            ActionState(gone.what),
            gone.words,
            send_once=send_once,
            by=by,
            seen=queries.version_of(row),
            today=today,
        )
    elif gone.due_on:
        move(
            row.id,
            gone.due_on,
            gone.words,
            send_once=send_once,
            by=by,
            seen=queries.version_of(row),
            today=today,
        )
    carry_on(row.id, review_id, by=by)


def _own_id(send_once: UUID, row: AgreedAction) -> UUID:
    """One form, many actions: each has an id of its own from the form's."""
    return uuid.uuid5(send_once, str(row.id))
