"""What a meeting talks about: proposed, put in order, published, voted on, decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.accounts.queries import staffing
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices.commands import notify
from portal.notices.rules import NoticeKind
from portal.panels.models import Agenda, AgendaItem, Vote
from portal.panels.queries import agenda as queries
from portal.panels.queries.naming import has_known_name
from portal.panels.rules import Choice, ItemState, MemberKind
from portal.panels.rules.members import MOST_ITEMS, WhyNot, moved


def propose(
    meeting_id: UUID,
    words: str,
    send_once: UUID,
    *,
    kind: MemberKind | None,
    by_support: bool = False,
    needs_vote: bool = False,
    by: UUID,
    now: datetime,
) -> AgendaItem:
    """Bring something to a meeting. `kind`: as what a member sits on the panel, where that is written down.
    Sent twice it is one. Raises Refused without words, once the agenda is published, or without room."""
    if sent := db.session.get(AgendaItem, send_once):
        return sent
    if not words.strip():
        raise Refused(WhyNot.NO_WORDS)
    _check_not_out(meeting_id)
    if len(queries.rows(meeting_id)) >= MOST_ITEMS:
        raise Refused(WhyNot.TOO_MANY)
    row = AgendaItem(
        id=send_once,
        meeting_id=meeting_id,
        by_id=by,
        by_kind=kind,
        by_support=by_support,
        at=now,
        needs_vote=needs_vote,
    )
    row.words = words
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return db.session.get_one(AgendaItem, send_once)
    return row


def move(item: AgendaItem, *, up: bool) -> None:
    """One place further up or down. Raises Refused once the agenda is published."""
    _check_not_out(item.meeting_id)
    shown = queries.in_their_order(item.meeting_id)
    by_id = {row.id: row for row in shown}
    for place, one in enumerate(moved([row.id for row in shown], item.id, up=up), start=1):
        by_id[one].place = place
    db.session.flush()


def take(item: AgendaItem, *, by: UUID) -> None:
    """Panel support puts it on the agenda, or back on it."""
    _check_not_out(item.meeting_id)
    if has_known_name(item.words):
        raise Refused(WhyNot.NAMES_SOMEBODY)
    item.state, item.why = ItemState.ON, ""
    audit.record("put an item on an agenda", by=by, subject=("agenda_item", item.id))
    db.session.flush()


def leave_out(item: AgendaItem, why: str, *, by: UUID) -> None:
    """Panel support leaves it out and says why; whoever brought it reads it. What a young member brings is
    never left out: it is their meeting too. Raises Refused for that, without a reason, or when it is out."""
    _check_not_out(item.meeting_id)
    if item.by_kind is MemberKind.YOUNG_MEMBER:
        raise Refused(WhyNot.THEIRS)
    if not why.strip():
        raise Refused(WhyNot.NO_REASON)
    if has_known_name(why):
        raise Refused(WhyNot.NAMES_SOMEBODY)
    item.state, item.why = ItemState.LEFT_OUT, why
    audit.record("leave an item out of an agenda", by=by, subject=("agenda_item", item.id))
    db.session.flush()


def publish(meeting_id: UUID, *, by: UUID, now: datetime, on: date) -> None:
    """From now on its order stands, and every member is told. Doing it twice is doing it once."""
    if db.session.get(Agenda, meeting_id):
        return
    for row in queries.in_their_order(meeting_id):
        if has_known_name(row.words):
            raise Refused(WhyNot.NAMES_SOMEBODY)
        row.state = ItemState.ON
    try:
        with db.session.begin_nested():
            db.session.add(Agenda(meeting_id=meeting_id, published_at=now, by_id=by))
    except IntegrityError:
        return
    for account_id in staffing.members(on):
        notify(account_id, NoticeKind.AGENDA_READY, meeting_id)
    audit.record("publish an agenda", by=by, subject=("meeting", meeting_id))
    db.session.flush()


def vote(item: AgendaItem, choice: Choice, *, by: UUID, now: datetime) -> None:
    """A member votes; the last one counts. Raises Refused when it is decided, or nothing is voted on."""
    if item.decided_at is not None:
        raise Refused(WhyNot.DECIDED)
    if not item.needs_vote or db.session.get(Agenda, item.meeting_id) is None:
        raise Refused(WhyNot.NO_VOTE)
    row = db.session.get(Vote, (item.id, by), with_for_update=True)
    if row:
        row.choice, row.at = choice, now
    else:
        try:
            with db.session.begin_nested():
                db.session.add(Vote(item_id=item.id, account_id=by, choice=choice, at=now))
        except IntegrityError:  # two taps in the same moment
            mine = (Vote.item_id == item.id, Vote.account_id == by)
            db.session.execute(sa.update(Vote).where(*mine).values(choice=choice, at=now))
    db.session.flush()


@dataclass(frozen=True)
class Minuted:
    """What the panel decided, on which day it met."""

    words: str
    meets_on: date


def decide(item: AgendaItem, minuted: Minuted, *, by: UUID, now: datetime, on: date) -> None:
    """Panel support writes down what the panel decided; from then on nobody votes. It can be put right, and
    the audit says so. Raises Refused before the meeting, before the agenda is out, or without words."""
    if db.session.get(Agenda, item.meeting_id) is None:
        raise Refused(WhyNot.NOT_OUT)
    if minuted.meets_on > on:
        raise Refused(WhyNot.TOO_EARLY)
    if not minuted.words.strip():
        raise Refused(WhyNot.NO_WORDS)
    if has_known_name(minuted.words):
        raise Refused(WhyNot.NAMES_SOMEBODY)
    item.decided, item.decided_at = minuted.words, now
    audit.record("write down what the panel decided", by=by, subject=("agenda_item", item.id))
    db.session.flush()


def _check_not_out(meeting_id: UUID) -> None:
    if db.session.get(Agenda, meeting_id):
        raise Refused(WhyNot.IS_OUT)
