"""Agreed actions of a period: kept, chased, late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from portal import db
from portal.accounts.models import Account
from portal.disclosure.counts import Period
from portal.reviews.figures.base import Part, in_two, number, within
from portal.reviews.models import (
    ActionEvent,
    AgreedAction,
)
from portal.reviews.rules import ActionEventKind, ActionKind, ActionState
from portal.reviews.rules.figures import InTime

_OPEN_ACTIONS = (ActionState.AGREED, ActionState.STARTED)


def counted(period: Period, zone: ZoneInfo) -> Part:
    waiting, promised = _open_late(period.last), _promised(period)
    return {
        "actions": _each((kind.value, kept) for kind, _, kept in promised),
        "action_teams": _each((str(team), kept) for _, team, kept in promised if team),
        "chased": _chased(period, zone),
        "oldest_days": max(((period.last - due_on).days for due_on in waiting), default=None),
        "open_late": len(waiting),
    }


def _promised(period: Period) -> list[tuple[ActionKind, UUID | None, bool]]:
    """What was first promised for a day of the period: its kind, its owner's manager, and whether it was done
    by that day. Moving the day does not make a promise kept."""
    moved = (
        sa.select(ActionEvent.due_before)
        .where(ActionEvent.action_id == AgreedAction.id, ActionEvent.due_before.is_not(None))
        .order_by(ActionEvent.at, ActionEvent.id)
        .limit(1)
        .correlate(AgreedAction)
        .scalar_subquery()
    )
    first_day = sa.func.coalesce(moved, AgreedAction.due_on)
    rows = db.session.execute(
        sa.select(AgreedAction.kind, Account.manager_id, AgreedAction.state, AgreedAction.ended_on, first_day)
        .outerjoin(Account, Account.id == AgreedAction.owner_id)
        .where(first_day.between(period.first, period.last))
    )
    return [
        (kind, team, state is ActionState.DONE and ended_on is not None and ended_on <= _day(day))
        for kind, team, state, ended_on, day in rows
    ]


def _day(day: date | str | None) -> date:
    """SQLite gives what was put together as text."""
    return date.fromisoformat(day) if isinstance(day, str) else day or date.max


def _each(marks: Iterable[tuple[str, bool]]) -> dict[str, InTime]:
    found: dict[str, list[bool]] = defaultdict(list)
    for key, kept in marks:
        found[key].append(kept)
    return {key: in_two(kept) for key, kept in found.items()}


def _chased(period: Period, zone: ZoneInfo) -> int:
    """Actions of which a young person said that they have not happened, and did not take it back."""
    later, between = aliased(ActionEvent), aliased(ActionEvent)
    another = (
        sa.select(between.id)
        .where(
            between.action_id == ActionEvent.action_id,
            between.kind == ActionEventKind.CHASED,
            between.at > ActionEvent.at,
            between.at < later.at,
        )
        .correlate(ActionEvent, later)
        .exists()
    )
    taken_back = (
        sa.select(later.id)
        .where(
            later.action_id == ActionEvent.action_id,
            later.kind == ActionEventKind.UNCHASED,
            later.at >= ActionEvent.at,
            ~another,
        )
        .correlate(ActionEvent)
        .exists()
    )
    return number(
        sa.select(sa.func.count(ActionEvent.action_id.distinct())).where(
            ActionEvent.kind == ActionEventKind.CHASED, ~taken_back, within(ActionEvent.at, period, zone)
        )
    )


def _open_late(last: date) -> list[date]:
    """The days of actions that were to be done by that day and, as far as is known now, were not."""
    return list(
        db.session.scalars(
            sa.select(AgreedAction.due_on).where(
                AgreedAction.due_on < last,
                sa.or_(AgreedAction.state.in_(_OPEN_ACTIONS), AgreedAction.ended_on > last),
            )
        )
    )
