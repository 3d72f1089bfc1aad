"""Writing down what was agreed, carrying it on, and holding it back until a person told the child."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from portal import db
from portal.deadlines import commands as deadlines
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.reviews.commands.actions_noting import (
    KIND,
    held,
    moved,
    note,
    tell_owner,
    tell_who_leads,
    tell_young_person,
)
from portal.reviews.models import AgreedAction
from portal.reviews.queries import actions as queries
from portal.reviews.rules import ActionEventKind, ActionKind
from portal.reviews.rules.actions import (
    MOST_AT_ONCE,
    Line,
    WhyNot,
    Wording,
    is_hidden,
    why_not_hold_back,
    why_not_line,
)
from portal.voice.commands.drafts import one_at_a_time


def agree(
    young_person_id: UUID,
    lines: Sequence[Line],
    *,
    send_once: UUID,
    by: UUID,
    today: date,
    kind: ActionKind = ActionKind.REVIEW,
    review_id: UUID | None = None,
) -> list[AgreedAction]:
    """Write down what was agreed, one or many at once: each has its clock, each owner is told. Sent twice it
    is one. Raises Refused when any line has no words, nobody who does it, or no day to come."""
    db.session.flush()
    one_at_a_time(young_person_id)
    if before := queries.sent_with(young_person_id, send_once):
        return list(before)
    if why := why_not_agree_all(lines, today):
        raise Refused(why)
    rows = [
        _agreed(young_person_id, line, place, send_once, by, kind, review_id)
        for place, line in enumerate(lines)
    ]
    _tell_of_first(row for row in rows if not row.held_back_until)
    db.session.flush()
    return rows


def _tell_of_first(rows: Iterable[AgreedAction]) -> None:
    """One notice for all that was written down together, about what is on their page."""
    if row := next(iter(rows), None):
        tell_young_person(row.young_person_id, row.id)


def _tell_of_the_others(row: AgreedAction) -> None:
    """The notice was about this one, which is not on their page any more: it is about the next one now."""
    together = queries.sent_with(row.young_person_id, row.send_once)
    others = [one for one in together if not is_hidden(one.held_back_until, one.told_at)]
    if all(one.place > row.place for one in others):
        _tell_of_first(others)


def why_not_agree_all(lines: Sequence[Line], on: date) -> WhyNot | None:
    """Why these lines cannot all be written down."""
    if not lines:
        return WhyNot.NO_LINES
    if len(lines) > MOST_AT_ONCE:
        return WhyNot.TOO_MANY
    return next((why for line in lines if (why := why_not_line(line, on))), None)


def _agreed(
    young_person_id: UUID,
    line: Line,
    place: int,
    send_once: UUID,
    by: UUID,
    kind: ActionKind,
    review_id: UUID | None,
) -> AgreedAction:
    now = clock.now()
    assert line.due_on is not None
    row = AgreedAction(
        id=uuid.uuid4(),
        young_person_id=young_person_id,
        review_id=review_id,
        kind=kind,
        send_once=send_once,
        place=place,
        owner_id=line.owner_id,
        due_on=line.due_on,
        held_back_until=line.held_back_until,
        made_by_id=by,
        made_at=now,
        changed_at=now,
    )
    row.words, row.child_words, row.why = line.words, line.child_words, line.why
    row.owner_name, row.held_back_why = line.owner_name, line.held_back_why
    db.session.add(row)
    db.session.flush()
    deadlines.start(
        KIND, row.id, due_on=line.due_on, young_person_id=young_person_id, owner_id=line.owner_id, by=by
    )
    note(row, ActionEventKind.AGREED, by, "agreed action", send_once=send_once, due_after=line.due_on)
    if line.held_back_until:
        note(row, ActionEventKind.HELD_BACK, by, "held back agreed action")
    tell_owner(row, by)
    return row


def carry_on(action_id: UUID, review_id: UUID, *, by: UUID) -> None:
    """It goes on from an earlier review: the next one starts from it. Said twice it is one."""
    row = held(action_id)
    if row.carried_to_id == review_id:
        return
    row.carried_to_id = review_id
    note(row, ActionEventKind.CARRIED, by, "carried on agreed action")
    db.session.flush()


def word_anew(
    action_id: UUID,
    words: str,
    child_words: str,
    why: str,
    *,
    send_once: UUID,
    by: UUID,
    seen: str,
    today: date,
) -> None:
    """Make its words clearer. What was promised, by whom and by when stays as it is; its history keeps the
    old words, and the young person is told where they read others now."""
    row = held(action_id)
    if queries.done_with(action_id, send_once):
        return
    if queries.version_of(row) != seen:
        raise Refused(WhyNot.CHANGED_MEANWHILE)
    if not words.strip():
        raise Refused(WhyNot.NO_WORDS)
    old, new = Wording(row.words, row.child_words, row.why), Wording(words, child_words, why)
    row.words, row.child_words, row.why = words, child_words, why
    note(row, ActionEventKind.WORDED, by, "worded agreed action", words=old.as_text(), send_once=send_once)
    if old.as_they_read_it != new.as_they_read_it:
        moved(row)
    if old != new:
        tell_who_leads(row, by, today)
    db.session.flush()


def hold_back(
    action_id: UUID, until: date | None, reason: str, *, send_once: UUID, by: UUID, seen: str, today: date
) -> None:
    """Not yet: a person tells the child first, by that day. What they saw already cannot be held back."""
    row = held(action_id)
    if queries.done_with(action_id, send_once):
        return
    if queries.version_of(row) != seen:
        raise Refused(WhyNot.CHANGED_MEANWHILE)
    known = queries.is_known_to_them(row)
    if why := why_not_hold_back(until, reason, today, is_known_to_them=known):
        raise Refused(why)
    row.held_back_until, row.held_back_why, row.told_at = until, reason, None
    notices.drop(row.id, NoticeKind.ACTION_TO_TELL, NoticeKind.ACTION_NEWS)
    note(row, ActionEventKind.HELD_BACK, by, "held back agreed action", send_once=send_once)
    _tell_of_the_others(row)
    db.session.flush()


def told(action_id: UUID, *, send_once: UUID, by: UUID) -> None:
    """A person has told the child: from now on it is on their page. Raises Refused of what they saw."""
    row = held(action_id)
    if queries.done_with(action_id, send_once):
        return
    if not is_hidden(row.held_back_until, row.told_at):
        raise Refused(WhyNot.NOT_HELD_BACK)
    row.told_at = clock.now()
    notices.drop(row.id, NoticeKind.ACTION_TO_TELL)
    note(row, ActionEventKind.SHOWN, by, "told of agreed action", send_once=send_once)
    tell_young_person(row.young_person_id, row.id)
    db.session.flush()


def version_of(row: AgreedAction) -> str:
    """What a form carries, so that two who change it at once do not undo each other."""
    return f"{row.changed_at.timestamp():.6f}"
