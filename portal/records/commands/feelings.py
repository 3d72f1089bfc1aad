"""How asking felt: asked once, a month after the last part; answered, or skipped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from portal import db
from portal.accounts.queries.around import account_of
from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.records.commands.outside import tell_of_news
from portal.records.models import Feeling, RecordsRequest
from portal.records.queries.feelings import to_ask
from portal.records.queries.theirs import is_theirs
from portal.records.rules.feelings import Felt, FeltQuestion, ask_on


def ask_how_it_felt(now: datetime, today: date) -> int:
    """Ask everybody whose month is over, once each; returns how many."""
    asked = 0
    for request in to_ask(today):
        if request.ended_on is None or ask_on(request.ended_on) > today:
            continue
        db.session.add(Feeling(request_id=request.id, ask_on=today))
        _tell(request, now)
        asked += 1
    db.session.flush()
    return asked


def say_how_it_felt(
    feeling: Feeling, answers: Mapping[FeltQuestion, Felt], words: str, *, now: datetime
) -> None:
    """Their answers, as many as they like; none at all is "I would rather not". Said again: the newer."""
    feeling.answers = {question.value: felt.value for question, felt in answers.items()}
    feeling.words = words or None
    feeling.at = now
    drop(feeling.request_id, NoticeKind.RECORDS_FELT)
    db.session.flush()


def _tell(request: RecordsRequest, now: datetime) -> None:
    account = account_of(request.young_person_id) if request.young_person_id else None
    if account is not None and is_theirs(request):
        notify(account.id, NoticeKind.RECORDS_FELT, request.id)
    else:
        tell_of_news(request, now=now)
