"""The duty desk: who is called and in what order, who answers, how long a taking holds. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from portal.voice.rules import Level, Outcome

LEVEL_ORDER = (Level.NOW, Level.SOON, Level.REST)

READERS_STEP, LEADS_STEP, MANAGERS_STEP, LAST_STEP = 80, 90, 91, 92
"""Steps of the line after those on duty (whose steps the council numbers itself, 1 first). At the last one
stands who may read it when everybody else is kept apart."""

GRAVEST = ("concerned", "household", "manager", "stand_in")
"""Why somebody is kept apart, what weighs most first."""

LAST_RESORT = GRAVEST[2:]
"""Whoever is kept apart for one of these only is called when nobody else is left. The others never get in."""

UNREAD_STEP = timedelta(hours=1)
"""How long each step has with what is merely unread past its time. Urgent ones have the council's setting."""

TAKING_HOLDS = timedelta(hours=2)
"""A taker stops the calling. If it is past its promise and still unread this long after, it goes on:
somebody may have taken it and gone home."""

ANSWERERS = (
    frozenset({"social_worker", "personal_adviser"}),
    frozenset({"participation_worker"}),
    frozenset({"iro"}),
)
"""Who answers, first come first: a reviewing officer only when nobody else was picked."""

PASSED_ON = "passed_on"
"""The capacity of somebody the desk passed a statement to, whom the young person had not picked."""

Line = Sequence[tuple[int, Sequence[UUID]]]


class WhyNot(StrEnum):
    """Why something at the desk was refused."""

    ALREADY_READ = "somebody marked it read meanwhile"
    NOT_READ_YET = "nobody has marked it read yet"
    TAKEN = "somebody else has it"
    NOT_YOURS = "you have not taken it"
    NOT_CALLED = "nobody called you about it"
    NO_OUTCOME = "say what was done"
    NO_TO_WHOM = "say to whom it was passed on"
    TO_WHOM_IN_CONFLICT = "it concerns them or somebody close to them"
    IN_FUTURE = "this has not happened yet"
    BEFORE_SENT = "this was before it was sent"
    NO_ABOUT = "say whom it concerns, or that it is nobody here"
    ABOUT_AND_NOBODY = "it cannot concern somebody and nobody"
    NO_ANSWERER = "choose who answers"
    ANSWERER_IN_CONFLICT = "it concerns the one who would answer"
    SAID_BY_THEM = "the young person said so themselves"


def why_not_mark_read(read_at: datetime | None) -> WhyNot | None:
    return WhyNot.ALREADY_READ if read_at else None


def why_not_add_to(read_at: datetime | None) -> WhyNot | None:
    """More is written down only after the first reading."""
    return None if read_at else WhyNot.NOT_READ_YET


def why_not_take(*, taken_by: UUID | None, by: UUID, read_at: datetime | None) -> WhyNot | None:
    if read_at:
        return WhyNot.ALREADY_READ
    return WhyNot.TAKEN if taken_by not in (None, by) else None


def why_not_release(*, taken_by: UUID | None, by: UUID) -> WhyNot | None:
    return None if taken_by == by else WhyNot.NOT_YOURS


def why_not_decline(
    *, was_called: bool, taken_by: UUID | None, by: UUID, read_at: datetime | None
) -> WhyNot | None:
    """ "I can't" is for whoever was called, while it waits for somebody."""
    if read_at:
        return WhyNot.ALREADY_READ
    if taken_by not in (None, by):
        return WhyNot.TAKEN
    return None if was_called or taken_by == by else WhyNot.NOT_CALLED


def why_not_done(
    outcome: Outcome | None,
    *,
    passed_to: UUID | None,
    happened_at: datetime | None,
    sent_at: datetime,
    now: datetime,
    apart: Collection[UUID],
) -> WhyNot | None:
    """What is wrong with one thing that was done."""
    if outcome is None:
        return WhyNot.NO_OUTCOME
    if outcome is Outcome.PASSED_ON and passed_to is None:
        return WhyNot.NO_TO_WHOM
    if passed_to in apart:
        return WhyNot.TO_WHOM_IN_CONFLICT
    if happened_at and happened_at > now + timedelta(minutes=5):
        return WhyNot.IN_FUTURE
    # The minute's own seconds are not asked for, so a call in the minute of sending is not "before".
    if happened_at and happened_at < sent_at - timedelta(minutes=1):
        return WhyNot.BEFORE_SENT
    return None


def why_not_about(*, somebody: bool, nobody: bool) -> WhyNot | None:
    """Whom it concerns has to be said, and "nobody here" has to be said too."""
    if somebody and nobody:
        return WhyNot.ABOUT_AND_NOBODY
    return None if somebody or nobody else WhyNot.NO_ABOUT


def why_not_answerer(answerer: UUID | None, apart: Collection[UUID]) -> WhyNot | None:
    if answerer is None:
        return WhyNot.NO_ANSWERER
    return WhyNot.ANSWERER_IN_CONFLICT if answerer in apart else None


def answerer_among(recipients: Iterable[tuple[UUID, str]], apart: Collection[UUID]) -> UUID | None:
    """Who answers, of those picked (account, capacity) in their order; None when nobody is left."""
    left = [(account_id, kind) for account_id, kind in recipients if account_id not in apart]
    for kinds in ANSWERERS:
        for account_id, kind in left:
            if kind in kinds:
                return account_id
    return None


def urgent_line(
    duty: Iterable[tuple[int, UUID]],
    leads: Sequence[UUID],
    managers: Sequence[UUID],
    apart: Collection[UUID],
) -> Line:
    """Who is called to what cannot wait: those on duty by step, then safety leads, then managers."""
    steps: dict[int, list[UUID]] = {}
    for step, account_id in duty:
        steps.setdefault(step, []).append(account_id)
    return _without(
        [*sorted(steps.items()), (LEADS_STEP, leads), (MANAGERS_STEP, managers)],
        apart,
    )


def unread_line(
    readers: Sequence[UUID],
    leads: Sequence[UUID],
    managers: Sequence[UUID],
    apart: Collection[UUID],
    *,
    is_good_news: bool,
) -> Line:
    """Who is told of what is unread past its time. Good news is for trained readers only."""
    steps: list[tuple[int, Sequence[UUID]]] = [(READERS_STEP, readers)]
    if not is_good_news:
        steps += [(LEADS_STEP, leads), (MANAGERS_STEP, managers)]
    return _without(steps, apart)


def far_first(line: Line, near: Collection[UUID]) -> Line:
    """The line without those near the young person, whom it may be about before anybody has read it; the
    whole line when nobody else is in it."""
    return _without(line, near) or line


def last_of_all(anybody: Iterable[UUID], apart: Mapping[UUID, str]) -> Line:
    """Where the line is empty: anybody of these who is not kept apart; if nobody is left, those who are so
    only as a manager of somebody it concerns or as a stand-in."""
    everybody = list(dict.fromkeys(anybody))
    left = [one for one in everybody if one not in apart]
    left = left or [one for one in everybody if apart[one] in LAST_RESORT]
    return [(LAST_STEP, left)] if left else []


def gravest(*found: Mapping[UUID, str]) -> dict[UUID, str]:
    """Everybody kept apart in any of these, each for what weighs most."""
    reasons: dict[UUID, str] = {}
    for one in found:
        for account_id, why in one.items():
            known = reasons.get(account_id, why)
            reasons[account_id] = min(known, why, key=_weight)
    return reasons


def _weight(why: str) -> int:
    return GRAVEST.index(why) if why in GRAVEST else -1


def next_in_line(line: Line, called: Collection[UUID]) -> list[tuple[int, UUID]]:
    """The first step with somebody who was not called yet; when all were, everybody again.

    Nobody is called twice in one go, even if they stand in two steps."""
    for step, account_ids in line:
        if fresh := [account_id for account_id in account_ids if account_id not in called]:
            return [(step, account_id) for account_id in fresh]
    again: dict[UUID, int] = {}
    for step, account_ids in line:
        for account_id in account_ids:
            again.setdefault(account_id, step)
    return [(step, account_id) for account_id, step in again.items()]


def is_time_to_call(last_called_at: datetime | None, now: datetime, wait: timedelta) -> bool:
    return last_called_at is None or now - last_called_at >= wait


def taking_holds(taken_at: datetime | None, now: datetime, holds: timedelta = TAKING_HOLDS) -> bool:
    """Whether somebody's taking still holds off the next call for something past its promise."""
    return taken_at is not None and now - taken_at < holds


def _without(line: Iterable[tuple[int, Sequence[UUID]]], apart: Collection[UUID]) -> Line:
    clear = [(step, [one for one in account_ids if one not in apart]) for step, account_ids in line]
    return [(step, account_ids) for step, account_ids in clear if account_ids]


def stands_before(level: Level, first: Level | None) -> bool:
    """Whether something at this level may stand above a list that begins at `first`; None: it is empty."""
    return first is None or LEVEL_ORDER.index(level) <= LEVEL_ORDER.index(first)
