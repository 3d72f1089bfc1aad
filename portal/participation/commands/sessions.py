"""A session with younger children, or some who do not read: which pictures they picked, what they said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.nameless.commands.groups import GroupSaid, write
from portal.nameless.commands.talking import Moment
from portal.nameless.rules import GroupKind, SaidBy
from portal.participation.models import GroupMeeting, SessionPick, SessionQuote
from portal.participation.queries.minutes import quotes_of
from portal.participation.rules.meetings import WhyNot, is_over


@dataclass(frozen=True)
class SessionSaid:
    """What a session gave. `quotes`: words, and whether there is a yes to others reading these very words."""

    name: str
    held_on: date
    how_many: int
    picks: Mapping[str, int]
    quotes: Sequence[tuple[str, bool]]


def write_down(
    meeting: GroupMeeting, said: SessionSaid, *, send_once: UUID, by: UUID, moment: Moment
) -> None:
    """Keep it, once. What the children said goes to the desk as what a group said, and is answered as that;
    for one child alone, or none, there is nothing a group said, and the words go on a form of that child."""
    if meeting.saying_id or quotes_of(meeting.id):
        raise Refused(WhyNot.SENT_ALREADY)
    if not is_over(meeting.starts_at, moment.now):
        raise Refused(WhyNot.NOT_YET)
    if not said.quotes and not any(said.picks.values()):
        raise Refused(WhyNot.NO_WORDS)
    db.session.execute(sa.delete(SessionPick).where(SessionPick.meeting_id == meeting.id))
    for picture, count in said.picks.items():
        if count:
            db.session.add(SessionPick(meeting_id=meeting.id, picture=picture, count=count))
    for place, (words, said_yes) in enumerate(said.quotes, start=1):
        quote = SessionQuote(meeting_id=meeting.id, place=place, said_yes=said_yes)
        quote.words = words
        db.session.add(quote)
    if said.quotes:
        meeting.saying_id = write(send_once, _as_a_group(said), by=by, moment=moment).id
    meeting.came, meeting.changed_at = said.how_many, moment.now
    audit.record("wrote down a session", by=by, role="staff", subject=("group_meeting", meeting.id))
    db.session.flush()


def _as_a_group(said: SessionSaid) -> GroupSaid:
    return GroupSaid(
        kind=GroupKind.OTHER,
        name=said.name,
        held_on=said.held_on,
        place="",
        how_many=said.how_many,
        ages=[],
        prompts=[],
        points=[(words, SaidBy.ONE) for words, _yes in said.quotes],
        wants="",
        promised="",
    )
