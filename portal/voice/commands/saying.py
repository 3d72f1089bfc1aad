"""Sending what a young person says, once; changing who gets it; taking it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from portal import db
from portal.accounts.queries.around import PersonAround, people_around, too_close_to
from portal.audit import commands as audit
from portal.clocks.reading import Hours, local_day, read_by
from portal.deadlines import commands as deadlines
from portal.deadlines import queries as due
from portal.deadlines.models import Deadline
from portal.kit.errors import Refused
from portal.people import commands as people
from portal.voice.commands import becoming, calls, files, telling
from portal.voice.commands import saying_rows as rows
from portal.voice.commands.drafts import let_go, one_at_a_time
from portal.voice.commands.once import sent_already
from portal.voice.models import Statement
from portal.voice.queries import sent as sent_queries
from portal.voice.rules import Desk, Way
from portal.voice.rules import saying as rules
from portal.voice.rules.saying import Said


@dataclass(frozen=True)
class Speaker:
    """The young person who speaks, and who writes it down: themselves, or (with another `role`) a worker."""

    young_person_id: UUID
    account_id: UUID
    language: str = "en"
    past_shut_at: datetime | None = None
    by_old_way: bool = False
    role: str = "young_person"


@dataclass(frozen=True)
class Promises:
    """What the council promises: when it reads, on whose clocks, and in how many working days it answers."""

    hours: Hours
    zone: ZoneInfo
    answer_days: int


@dataclass(frozen=True)
class Receipt:
    """What was sent: the statement to show, and how many people were called about it now."""

    statement_id: UUID
    called: int = 0
    is_new: bool = True
    is_advocates: bool = False
    """The words are with the advocate, and only with them."""


def send(
    speaker: Speaker,
    send_once: UUID,
    said: Said,
    *,
    promises: Promises,
    themes: frozenset[str],
    now: datetime,
) -> Receipt:
    """Send it, once. Raises Refused when nothing was written or somebody picked is not around any more."""
    one_at_a_time(speaker.young_person_id)
    said = replace(said, topics=said.topics & themes)
    sent, own_id = sent_already(speaker.young_person_id, send_once, said)
    if sent:
        return _again(sent)
    around = people_around(speaker.young_person_id, local_day(now, promises.hours.zone))
    can_be_picked = [person.account_id for person in around if person.kind in rules.CAN_BE_PICKED]
    if why := rules.why_not_send(said, [person.account_id for person in around], can_be_picked):
        raise Refused(why)
    # Sent once more with other answers: by now the draft is another one.
    stays = own_id != send_once
    return store(speaker, own_id, said, around, promises, themes, now, draft_stays=stays, form_id=send_once)


def send_not_safe(
    speaker: Speaker,
    send_once: UUID,
    said: Said,
    *,
    promises: Promises,
    themes: frozenset[str],
    now: datetime,
    draft_stays: bool = False,
) -> Receipt:
    """ "I'm not safe": sent at once, whatever is filled in and however. What cannot be used is left out.

    `draft_stays`: what was kept is no part of this and is kept on."""
    one_at_a_time(speaker.young_person_id)
    around = people_around(speaker.young_person_id, local_day(now, promises.hours.zone))
    said = _only_what_holds(said, around, themes)
    sent, own_id = sent_already(speaker.young_person_id, send_once, said)
    if sent:
        return _again(sent)
    return store(
        speaker, own_id, said, around, promises, themes, now, draft_stays=draft_stays, form_id=send_once
    )


def _receipt(sent: Sequence[Statement], called: int, *, is_new: bool = True) -> Receipt:
    shown = sent_queries.shown_of(sent)
    return Receipt(shown.id, called, is_new, is_advocates=shown.desk is Desk.ADVOCATE)


def _again(sent: Sequence[Statement]) -> Receipt:
    return _receipt(sent, sent_queries.how_many_called(sent), is_new=False)


def _only_what_holds(said: Said, around: Sequence[PersonAround], themes: frozenset[str]) -> Said:
    known = {person.account_id for person in around}
    picked = tuple(p.account_id for p in around if p.account_id in said.to and p.kind in rules.CAN_BE_PICKED)
    # Whoever was picked may have left meanwhile: what was meant for the council stays the council's.
    return replace(
        said,
        to=picked,
        for_council=bool(said.to),
        about=said.about & known,
        topics=said.topics & themes,
        not_safe_button=True,
    )


def store(
    speaker: Speaker,
    send_once: UUID,
    said: Said,
    around: Sequence[PersonAround],
    promises: Promises,
    themes: frozenset[str],
    now: datetime,
    *,
    draft_stays: bool = False,
    way: Way = Way.OWN,
    is_shown_to_them: bool = True,
    form_id: UUID | None = None,
) -> Receipt:
    """What was said becomes a statement at each desk it goes to; whoever has to know is told.

    `form_id`: the form's own id, where it is sent under another: files wait under that."""
    today = local_day(now, promises.hours.zone)
    close = too_close_to(said.about, today)
    statements: list[Statement] = []
    with_files: list[Statement] = []
    for desk, part in rules.parts_of(said).items():
        statement = _statement(speaker, send_once, desk, part, promises, now)
        statement.way, statement.is_shown_to_them = way, is_shown_to_them
        rows.add_what_it_says(statement, part, around, themes, now)
        if part.has_files:
            with_files.append(statement)
        # At once, not when a reader marks it: nobody named, nor anybody close to them, gets in before that.
        people.keep_apart(speaker.young_person_id, statement.id, close)
        statements.append(statement)
    files.claim(speaker.young_person_id, form_id or send_once, with_files, now)
    called = sum(_set_going(speaker, s, promises, set(close), now) for s in statements)
    for statement in statements:
        becoming.become(statement, said, now, today)
    if not draft_stays and way is Way.OWN:
        let_go(speaker.young_person_id, past_shut_at=speaker.past_shut_at)
    return _receipt(statements, called)


def _statement(
    speaker: Speaker, send_once: UUID, desk: Desk, part: Said, promises: Promises, now: datetime
) -> Statement:
    order = rules.place_of(part)
    answer_by_on = due.day_for("answer", local_day(now, promises.hours.zone), promises.answer_days)
    statement = Statement(
        young_person_id=speaker.young_person_id,
        desk=desk,
        send_once=send_once,
        sent_at=now,
        language=speaker.language[:8],
        by_old_way=speaker.by_old_way,
        asked=part.asked[:40],
        look=part.look,
        face=part.face,
        safe_now=part.safe_now,
        not_safe_button=part.not_safe_button,
        wants_call=part.wants_call,
        quote_consent=part.quote,
        level=order.level,
        pages_duty=order.pages and desk is Desk.COUNCIL,
        is_good_news=rules.is_good_news(part, order.level),
        read_by_at=read_by(promises.hours, now),
        answer_by_on=answer_by_on,
    )
    statement.words, statement.wants = part.words, part.wants
    statement.call_when, statement.call_who = part.call_when, part.call_who
    statement.call_number = part.call_number
    statement.level_why = json.dumps(order.why)
    db.session.add(statement)
    db.session.flush()
    return statement


def _set_going(
    speaker: Speaker, statement: Statement, promises: Promises, kept_apart: set[UUID], now: datetime
) -> int:
    """Whoever has to know is told, and the clock of the answer starts. Gives how many people were called."""
    today: date = local_day(now, promises.hours.zone)
    if statement.desk is Desk.ADVOCATE:
        # Another kind of record in the log: the council's own pages about it must be able to leave it out.
        _note("say", speaker, statement.id, kind="advocate_statement")
        telling.tell_advocates(statement.id, today, kept_apart)
        return 0
    _note("say", speaker, statement.id)
    deadlines.start_clock(
        "answer",
        statement.id,
        today,
        count=promises.answer_days,
        young_person_id=speaker.young_person_id,
        by=speaker.account_id,
    )
    telling.tell_readers(statement.id, promises.hours, kept_apart, now)
    return calls.call_next(statement, now=now, zone=promises.zone) if statement.pages_duty else 0


@deadlines.follows("answer")
def _follow(clock: Deadline) -> None:
    """The first day they were promised moves with its clock."""
    statement = db.session.get(Statement, clock.about_id)
    if statement and clock.round == 1:
        statement.answer_by_on = clock.due_on


def _note(action: str, speaker: Speaker, statement_id: UUID, kind: str = "statement") -> None:
    audit.record(
        action,
        by=speaker.account_id,
        role=speaker.role,
        young_person_id=speaker.young_person_id,
        subject=(kind, statement_id),
    )
