"""Saving what somebody says a statement is about, and undoing the last one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.clocks.reading import local_day
from portal.coding.commands.undoing import unsort
from portal.coding.queries import quote_made, sorted_by
from portal.kit.errors import Refused
from portal.outcomes.models import PublishedPaper
from portal.sorting.commands import second
from portal.sorting.commands.taking import let_go_of, take
from portal.sorting.models import SortedPlace
from portal.sorting.queries.second import second_of
from portal.sorting.queries.waiting import Turn
from portal.sorting.rules.choosing import Choice, Place
from portal.sorting.rules.second import Settled
from portal.sorting.rules.taking import why_not_save, why_not_undo
from portal.voice.commands.desk_themes import Ticked, sort_by_theme
from portal.voice.models import Statement


def save(turn: Turn, choice: Choice, *, by: UUID, now: datetime, zone: ZoneInfo) -> None:
    """Keep it: as what counts, or as the second opinion that was asked for. The same again changes nothing.

    Raises Refused where somebody else was first or has it now, and for what the rules of sorting refuse."""
    statement = turn.found.statement
    if turn.was_done_by(by):
        return
    if why := why_not_save(
        has_it_as_second=turn.is_second,
        somebody_else_has_it=turn.somebody_else_has_it,
        is_sorted=turn.sorted is not None,
    ):
        raise Refused(why)
    if turn.is_second and turn.sorted:
        second.give(statement, turn.sorted, choice.themes, choice.stance, by=by, now=now, zone=zone)
    else:
        sort_by_theme(statement, Ticked(choice.themes, choice.stance), by=by, now=now, zone=zone)
        _keep_places(statement.id, choice.places)
    let_go_of(statement.id, by)


def undo(statement: Statement, *, by: UUID, now: datetime, zone: ZoneInfo) -> None:
    """Their last one is open again and before them. Raises Refused when it is too late for that."""
    later, first = second_of(statement.id), sorted_by(statement.id)
    if later and later.by_id == by:
        _may_undo(statement, later.at, now, zone, is_settled=later.settled not in (None, Settled.AGREED))
        db.session.delete(later)
        db.session.flush()
        take(statement.id, by, now=now, is_second=True)
    elif first and first.by_id == by:
        _may_undo(statement, first.at, now, zone, is_settled=later is not None)
        unsort(statement.id)
        _keep_places(statement.id, ())
        take(statement.id, by, now=now)


def _may_undo(
    statement: Statement, done_at: datetime, now: datetime, zone: ZoneInfo, *, is_settled: bool
) -> None:
    if why := why_not_undo(
        done_at=done_at,
        now=now,
        printed_at=_printed_at(local_day(statement.sent_at, zone.key)),
        is_quote=quote_made(statement.id) is not None,
        is_settled=is_settled,
    ):
        raise Refused(why)


def _printed_at(said_on: date) -> datetime | None:
    """When a paper that counts this day was printed last."""
    holds = (PublishedPaper.first_on <= said_on, PublishedPaper.last_on >= said_on)
    return db.session.scalar(sa.select(sa.func.max(PublishedPaper.at)).where(*holds))


def _keep_places(statement_id: UUID, places: Collection[Place]) -> None:
    db.session.execute(sa.delete(SortedPlace).where(SortedPlace.statement_id == statement_id))
    for one in sorted(set(places)):
        db.session.add(
            SortedPlace(statement_id=statement_id, theme=one.theme, starts=one.starts, ends=one.ends)
        )
    db.session.flush()
