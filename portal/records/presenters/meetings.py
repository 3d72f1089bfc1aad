"""Talks beside a file, as both sides see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.accounts.queries.around import names_of
from portal.kit import clock
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.records.presenters.words import Words
from portal.records.queries import meetings as queries
from portal.records.rules import MeetingKind
from portal.records.rules.meetings import WhyNoTalk

KIND: Words = {
    MeetingKind.BEFORE: _l("Before they read"),
    MeetingKind.WHILE_READING: _l("While they read"),
    MeetingKind.AFTER: _l("After they have read"),
    MeetingKind.RING: _l("A ring two weeks later"),
}
KIND_THEIRS: Words = {
    MeetingKind.BEFORE: _l("A talk before you read"),
    MeetingKind.WHILE_READING: _l("Somebody sits with you while you read"),
    MeetingKind.AFTER: _l("A talk after you have read"),
    MeetingKind.RING: _l("We ring you, to hear how it is"),
}


@dataclass(frozen=True)
class TalkLine:
    """One talk. `state`: open, done, off or missed."""

    id: UUID
    what: str
    theirs: str
    at: datetime | None
    due_on: date | None
    where: str
    who: str
    note: str
    is_asked: bool
    state: str
    can_miss: bool
    reference: str = ""
    request_id: UUID | None = None


def talks_of(request: Any) -> list[TalkLine]:
    """Every talk of a request, for an officer."""
    return _lines([(row, request) for row in queries.meetings_of(request.id)])


def talks_shown(request: Any) -> list[TalkLine]:
    """Those to come, for whoever asked."""
    return _lines([(row, request) for row in queries.open_meetings_of(request.id)])


def my_talks(account_id: UUID) -> tuple[list[TalkLine], list[TalkLine]]:
    """Those in which this person sits beside somebody; and those that want a time, for an officer."""
    asked = queries.asked_for(account_id) if may(P.WORK_ON_REQUEST) else []
    return _lines(queries.mine(account_id)), _lines(asked)


def people(request: Any) -> list[SelectChoice]:
    """Who may sit with them, by name."""
    ids = queries.who_can_talk(request)
    names = names_of(ids)
    found = [SelectChoice(str(one), names[one]) for one in ids if one in names]
    return [SelectChoice("", _("Choose")), *found]


def why_words(why: Any) -> str:
    """Why a talk is not fixed."""
    words = {
        WhyNoTalk.IN_PAST: _("This time has passed. Write a later one."),
        WhyNoTalk.TOO_FAR: _("This is more than a year away. Write an earlier day."),
        WhyNoTalk.NOT_YET: _("Its time has not come yet."),
        WhyNoTalk.OVER: _("It was held or called off already."),
    }
    return str(words.get(why) or _("This cannot be done now. Look at it again."))


def _lines(rows: list[tuple[Any, Any]]) -> list[TalkLine]:
    names = names_of(row.with_id for row, _request in rows if row.with_id)
    return [
        TalkLine(
            id=row.id,
            what=str(KIND[row.kind]),
            theirs=str(KIND_THEIRS[row.kind]),
            at=row.at,
            due_on=row.due_on,
            where=row.where,
            who=names.get(row.with_id, ""),
            note=row.note,
            is_asked=row.is_asked,
            state=_state(row),
            can_miss=row.at is not None and row.at <= clock.now(),
            reference=request.reference,
            request_id=request.id,
        )
        for row, request in rows
    ]


def _state(row: Any) -> str:
    if row.done_at:
        return "done"
    return "missed" if row.is_missed else "off" if row.off_at else "open"
