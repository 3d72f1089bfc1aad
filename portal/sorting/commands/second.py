"""A second opinion, given blind, and settling two that differ."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from portal import db
from portal.clocks.reading import local_day
from portal.coding.codebook import codebook
from portal.coding.queries import Sorted
from portal.coding.queries.suggested import by_words, machine_said, text_of
from portal.coding.rules import Stance
from portal.kit.errors import Refused
from portal.people.queries.bands import bands_of
from portal.sorting.models import SecondSorting
from portal.sorting.queries.second import Two
from portal.sorting.rules.second import Settled, WhyNot, is_same
from portal.voice.commands.desk_themes import Ticked, sort_by_theme
from portal.voice.models import Statement


def give(
    statement: Statement,
    first: Sorted,
    themes: frozenset[str],
    stance: Stance | None,
    *,
    by: UUID,
    now: datetime,
    zone: ZoneInfo,
) -> None:
    """Keep it beside the first one's as that is now, and what the machine would have ticked."""
    said_on = local_day(statement.sent_at, zone.key)
    agree = is_same(themes, stance, first.themes, first.stance)
    db.session.add(
        SecondSorting(
            statement_id=statement.id,
            young_person_id=statement.young_person_id,
            said_on=said_on,
            band=bands_of([statement.young_person_id], said_on)[statement.young_person_id],
            by_id=by,
            at=now,
            themes=sorted(themes),
            stance=stance,
            first_by_id=first.by_id,
            first_themes=sorted(first.themes),
            first_stance=first.stance,
            machine_themes=sorted(_machine(statement)),
            codebook_version=codebook().version,
            settled=Settled.AGREED if agree else None,
            settled_at=now if agree else None,
        )
    )
    db.session.flush()


def _machine(statement: Statement) -> frozenset[str]:
    kept = machine_said([statement.id])
    if statement.id in kept:
        return kept[statement.id]
    offered = by_words(text_of(statement.words, statement.wants), statement.asked)
    return frozenset(one.key for one in offered if one.ticks)


def settle(
    two: Two, how: Settled, anew: Ticked | None = None, *, by: UUID, now: datetime, zone: ZoneInfo
) -> Settled:
    """Keep the first, take the second, or say something else: that counts from now on. How far the two agreed
    stays as it was. Where it was sorted anew meanwhile, that stands; gives how it was settled. The same again
    changes nothing. Raises Refused once it is settled another way."""
    second = two.second
    if second.settled is how and second.settled_by_id == by:
        return how
    if second.settled is not None:
        raise Refused(WhyNot.SETTLED_ALREADY)
    if not _is_as_it_was(two):
        how = Settled.ANEW
    elif how is Settled.SECOND:
        _sort(two, Ticked(frozenset(second.themes), second.stance), by=by, now=now, zone=zone)
    elif how is Settled.ANEW and anew:
        _sort(two, anew, by=by, now=now, zone=zone)
    second.settled, second.settled_by_id, second.settled_at = how, by, now
    db.session.flush()
    return how


def _sort(two: Two, ticked: Ticked, *, by: UUID, now: datetime, zone: ZoneInfo) -> None:
    sort_by_theme(two.found.statement, ticked, by=by, now=now, zone=zone)


def _is_as_it_was(two: Two) -> bool:
    now, then = two.counts, two.second
    return now is not None and is_same(now.themes, now.stance, then.first_themes, then.first_stance)
