"""Writing down what happened to a request, and putting it right. Nothing that was written down is changed:
a correction is a row beside it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import account_of
from portal.audit import commands as audit
from portal.deadlines import queries as due
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.records.commands.clock import settle
from portal.records.commands.writing import tell_officer, tell_requester, write_to_requester
from portal.records.models import RecordsRequest, RequestEvent
from portal.records.queries import history
from portal.records.queries import requests as queries
from portal.records.queries.theirs import goes_on_in, hides_from_them, is_doubted
from portal.records.rules import EventKind
from portal.records.rules.life import Happened, WhyNot, why_not_happen, why_not_history, why_not_words
from portal.records.rules.receiving import why_not_receive
from portal.records.rules.who import Answer, Question, decision

K = EventKind
_TOLD_IN_WORDS = frozenset(
    {K.CLARIFICATION_ASKED, K.IDENTITY_ASKED, K.AUTHORITY_ASKED, K.FEE_ASKED, K.EXTENDED, K.REFUSED}
)
"""What is said to the requester in the words of the event itself."""
_IS_NEWS = frozenset({K.STAGE, K.PART_GIVEN, K.GIVEN, K.MERGED, K.REOPENED, K.PROVEN})
_IS_OURS_TO_KNOW = frozenset({K.CLARIFICATION_RECEIVED, K.WITHDRAWN, K.REOPENED})
"""What a requester may do themselves, and whoever has the request is told."""


def happen(
    request: RecordsRequest,
    kind: EventKind,
    on: date,
    *,
    send_once: UUID,
    by: UUID | None,
    now: datetime,
    today: date,
    words: str = "",
    reason: str = "",
    other_id: UUID | None = None,
    tells: bool = True,
) -> RequestEvent:
    """Write down that something happened on a day; clock, state and dates follow. Sent twice it is one.
    Without `tells` it is on their page and nobody is written to.

    Raises Refused with the rule's reason, also when somebody else wrote down something else meanwhile."""
    lock(request)
    if before := queries.sent_before(request.id, send_once):
        return before
    if why := why_not_now(request, kind, on, today=today, reason=reason, words=words, other_id=other_id):
        raise Refused(why)
    event = write_down(
        request, kind, on, send_once=send_once, by=by, now=now, words=words, reason=reason, other_id=other_id
    )
    if kind is K.REOPENED and request.merged_into_id:
        _leave(request, by=by, now=now)
    settle(request, by=by, why=kind.value)
    audit.record(
        f"records: {kind.value}",
        by=by,
        young_person_id=request.young_person_id,
        safety=hides_from_them(request),
        subject=_of(request),
    )
    if tells:
        _tell(request, event, by, now)
    return event


def why_not_now(
    request: RecordsRequest,
    kind: EventKind,
    on: date,
    *,
    today: date,
    reason: str = "",
    words: str = "",
    other_id: UUID | None = None,
) -> WhyNot | None:
    """Why this cannot happen to it now, or None."""
    other = queries.get(other_id) if kind is K.TOOK_IN and other_id else None
    new = Happened(kind, on, reason, words, history.counts_from(other) if other else None)
    if kind in (K.GIVEN, K.PART_GIVEN) and is_doubted(request):
        return WhyNot.WHO_UNDECIDED  # to have a mailbox is not to be somebody
    return why_not_happen(
        history.history_of(request.id), new, request.asker, today=today, extra=due.proclaimed()
    )


def correct(
    request: RecordsRequest,
    event: RequestEvent,
    *,
    on: date,
    words: str,
    reason: str,
    why: str,
    send_once: UUID,
    by: UUID,
    now: datetime,
    today: date,
    is_void: bool = False,
) -> RequestEvent:
    """Put an event right, or say that it did not happen. The old one stays, with who changed it and why; the
    clock is counted anew and the old dates stay in its history. Raises Refused, also when what is left could
    not have happened in that order."""
    lock(request)
    if before := queries.sent_before(request.id, send_once):
        return before
    row = RequestEvent(kind=event.kind, on=on, reason=reason, other_id=event.other_id, is_void=is_void)
    row.corrects_id = event.id
    if refusal := _why_not_correct(request, event, row, words=words, why=why, today=today):
        raise Refused(refusal)
    _add(request, row, words, send_once=send_once, by=by, now=now)
    row.why = why
    settle(request, by=by, why="corrected")
    if (onward := goes_on_in(request)).id != request.id:
        _follow(onward, today, by=by)
    audit.record(
        "records: corrected",
        by=by,
        young_person_id=request.young_person_id,
        safety=hides_from_them(request),
        subject=_of(request),
    )
    return row


def _why_not_correct(
    request: RecordsRequest, event: RequestEvent, row: RequestEvent, *, words: str, why: str, today: date
) -> WhyNot | None:
    events = history.standing(history.all_events_of(request.id))
    if event.id not in {one.id for one in events}:
        return WhyNot.CORRECTED_ALREADY
    if not why.strip():
        return WhyNot.NO_WHY
    born = request.born_on_text
    born_on = date.fromisoformat(born) if born else None
    if event.kind is K.RECEIVED and (day := why_not_receive(row.on, born_on, today)):
        return day
    if row.is_void and event.kind in (K.RECEIVED, K.TOOK_IN, K.MERGED):
        return WhyNot.MUST_STAY
    others = []
    for one, seen in zip(events, history.happened(events), strict=True):
        if one.id != event.id:
            others.append(seen)
        elif not row.is_void:
            new = Happened(row.kind, row.on, row.reason, words, seen.other_on)
            if refusal := why_not_words(new):
                return refusal
            others.append(new)
    return why_not_history(others, request.asker, today, due.proclaimed())


def _follow(onward: RecordsRequest, today: date, *, by: UUID) -> None:
    """The day of what it took in was put right: its own clock follows. Raises Refused where its history could
    then not have happened."""
    lock(onward)
    if why := why_not_history(history.history_of(onward.id), onward.asker, today, due.proclaimed()):
        raise Refused(why)
    settle(onward, by=by, why="corrected")


def write_down(
    request: RecordsRequest,
    kind: EventKind,
    on: date,
    *,
    send_once: UUID,
    by: UUID | None,
    now: datetime,
    words: str = "",
    reason: str = "",
    other_id: UUID | None = None,
) -> RequestEvent:
    """The row itself, without asking: `happen` and receiving have asked."""
    row = RequestEvent(kind=kind, on=on, reason=reason, other_id=other_id)
    return _add(request, row, words, send_once=send_once, by=by, now=now)


def _add(
    request: RecordsRequest, row: RequestEvent, words: str, *, send_once: UUID, by: UUID | None, now: datetime
) -> RequestEvent:
    last = sa.select(sa.func.max(RequestEvent.number)).where(RequestEvent.request_id == request.id)
    row.number = (db.session.scalar(last) or 0) + 1
    row.request_id, row.send_once, row.by_id, row.at = request.id, send_once, by, now
    row.words = words.strip()
    db.session.add(row)
    db.session.flush()
    return row


def lock(request: RecordsRequest) -> None:
    """Whoever writes next about this request waits until we are through. (On SQLite everybody does.)"""
    db.session.flush()
    db.session.refresh(request, with_for_update=True)


def note_opened(request: RecordsRequest, *, by: UUID) -> None:
    """Somebody opened it: their notices about it are seen."""
    notices.see(by, request.id)


def _tell(request: RecordsRequest, event: RequestEvent, by: UUID | None, now: datetime) -> None:
    by_us = by is not None and not _is_requester(request, by)
    if by_us and by is not None and event.kind in _TOLD_IN_WORDS:
        write_to_requester(request, event.words, send_once=event.id, by=by, now=now, event_id=event.id)
    elif by_us and (event.kind in _IS_NEWS or _says_they_know(event)):
        tell_requester(request, now=now)
    elif not by_us and event.kind in _IS_OURS_TO_KNOW:
        tell_officer(request, NoticeKind.RECORDS_WROTE, now.date())


def _says_they_know(event: RequestEvent) -> bool:
    """A request that was kept quiet stands on their page from now on."""
    return event.kind is K.WHO_DECIDED and event.reason == decision(Question.KNOWS, Answer.YES)


def _is_requester(request: RecordsRequest, account_id: UUID) -> bool:
    account = account_of(request.young_person_id) if request.young_person_id else None
    return account is not None and account.id == account_id


def _leave(request: RecordsRequest, *, by: UUID | None, now: datetime) -> None:
    """It was merged by mistake and goes on by itself: the other one did not take it in after all."""
    other = db.session.get_one(RecordsRequest, request.merged_into_id)
    request.merged_into_id = None
    lock(other)
    for event in history.events_of(other.id):
        if event.kind is K.TOOK_IN and event.other_id == request.id:
            row = RequestEvent(kind=event.kind, on=event.on, other_id=event.other_id, is_void=True)
            row.corrects_id = event.id
            _add(other, row, "", send_once=row.id, by=by, now=now)
    settle(other, by=by, why="came apart")


def _of(request: RecordsRequest) -> tuple[str, UUID | None]:
    return (queries.KIND, request.id)
