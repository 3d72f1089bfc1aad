"""A complaint of somebody without a name: it comes here when the desk has read it. The talk goes on there."""

from __future__ import annotations

from datetime import datetime

from portal.complaints.commands.receiving import NewComplaint, receive
from portal.complaints.rules import Came, Complainer, Track
from portal.nameless.commands.reading import Done, hands_on
from portal.nameless.models import NamelessTalk


@hands_on
def hand_on(talk: NamelessTalk, words: str, done: Done, now: datetime) -> None:
    """Outside the statutory stages: there is nobody to go through them with. Handed on once, with whom the
    desk found it to be about; what is written later is in the talk."""
    if not words.strip():
        return
    new = NewComplaint(
        came=Came.NAMELESS,
        complainer=Complainer.NOBODY,
        track=Track.ANONYMOUS,
        came_from_id=talk.id,
        send_once=talk.id,
        words=words,
        concerned=done.concerns,
    )
    receive(new, by=None, now=now, outside_days=done.complaint_days)
