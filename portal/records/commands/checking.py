"""A page is read by one person and, where it names somebody else or holds something back, checked by
another."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portal import db
from portal.clocks.reading import local_day
from portal.kit.errors import Refused
from portal.records.commands.covering import box_makers, lock
from portal.records.commands.found import count_found
from portal.records.commands.moving import move_on
from portal.records.models import Leaf
from portal.records.queries.reading import (
    OnPage,
    boxes_on,
    people_named,
    suggestions,
    words_of,
)
from portal.records.rules import PageRead, Stage
from portal.records.rules.reading import WhyNot, why_not_change, why_not_check


def mark_done(there: OnPage, *, names_somebody: bool, seen: int, by: UUID, now: datetime) -> None:
    """The first reader is through with it: what is left in is left in on purpose. Raises Refused."""
    leaf = lock(there)
    is_same = leaf.done_by_id == by and leaf.names_somebody == names_somebody and leaf.version == seen
    if leaf.done_at and is_same:
        return
    if refusal := why_not_change(leaf.version, seen):
        raise Refused(refusal)
    if leaf.read is PageRead.NOT_YET:
        raise Refused(WhyNot.BEING_READ)
    if leaf.find_again:  # the worker has not come by since the last box: nobody waits for it
        count_found(leaf, people_named(there.request.id))
    if not names_somebody and (boxes_on([leaf.id]) or _somebody_listed_is_on(there)):
        raise Refused(WhyNot.SAYS_NOBODY)
    if leaf.names_somebody is not None and leaf.names_somebody != names_somebody:
        leaf.version += 1
    leaf.names_somebody = names_somebody
    leaf.done_at, leaf.done_by_id = now, by
    leaf.suggested_when_done, leaf.back = leaf.suggested, ""
    db.session.flush()
    move_on(there.request, Stage.READING, by=by, now=now, today=local_day(now))


def _somebody_listed_is_on(there: OnPage) -> bool:
    """Whether a name on the list that is normally covered stands there: then a second person must look."""
    found = suggestions(words_of(there.leaf), [], people_named(there.request.id))
    return any(one.person is not None for one in found)


def check(there: OnPage, *, seen: int, by: UUID, now: datetime) -> None:
    """A second person looked at this page as it is now, and it may be given so. Raises Refused."""
    leaf = lock(there)
    if leaf.checked_by_id == by and leaf.checked_version == leaf.version == seen:
        return
    _may_check(leaf, seen, by)
    leaf.checked_version, leaf.checked_by_id, leaf.checked_at = leaf.version, by, now
    leaf.back = ""
    db.session.flush()
    move_on(there.request, Stage.CHECKING, by=by, now=now, today=local_day(now))


def send_back(there: OnPage, words: str, *, seen: int, by: UUID) -> None:
    """The second person wants it looked at again, and says what. Raises Refused."""
    leaf = lock(there)
    if not words.strip():
        raise Refused(WhyNot.NO_REASON)
    _may_check(leaf, seen, by)
    leaf.back = words.strip()
    leaf.done_at, leaf.checked_version = None, None
    db.session.flush()


def _may_check(leaf: Leaf, seen: int, by: UUID) -> None:
    if refusal := why_not_change(leaf.version, seen):
        raise Refused(refusal)
    makers = box_makers(leaf)
    needed = bool(leaf.names_somebody or leaf.left_out_why or makers)
    first = leaf.done_by_id if leaf.done_at else None
    if refusal := why_not_check(checker=by, first_reader=first, box_makers=makers, is_needed=needed):
        raise Refused(refusal)
