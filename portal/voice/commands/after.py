"""What a young person does with what they have sent: add to it, change it, say if its words may be used; and
what the desk does with that."""

from __future__ import annotations

import json
from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.accounts.queries.around import people_around
from portal.audit import commands as audit
from portal.clocks.reading import local_day, read_by
from portal.coding.commands import quotes
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.voice.commands import calls, delivery, telling
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.models import Addition, Statement
from portal.voice.queries import after as queries
from portal.voice.queries import sent as sent_queries
from portal.voice.queries.apart import kept_from
from portal.voice.queries.desk import reasons_of
from portal.voice.rules import Desk, QuoteConsent
from portal.voice.rules import after as rules
from portal.voice.rules.after import WhyNot
from portal.voice.rules.desk import PASSED_ON
from portal.voice.rules.saying import Place, Said, place_of


def add(
    speaker: Speaker,
    statement_id: UUID,
    send_once: UUID,
    words: str,
    *,
    replaces: bool = False,
    promises: Promises,
    now: datetime,
) -> None:
    """More words, or with `replaces` these in place of the first. A trained person reads them too, and before
    that nobody else does. It reopens nothing. Sent twice it is one.

    What an advocate has is read by an advocate: nobody at the council is told or called.
    Raises Refused for no words, when it was taken back, and for others' words."""
    statement = sent_queries.locked(statement_id)
    if queries.sent_before(statement_id, send_once):
        return
    if why := _why_not(statement, words, replaces=replaces):
        raise Refused(why)
    place = place_of(Said(words=words))
    row = Addition(
        statement_id=statement_id,
        young_person_id=statement.young_person_id,
        send_once=send_once,
        at=now,
        replaces=replaces,
        read_by_at=read_by(promises.hours, now),
        level=place.level,
        pages_duty=place.pages and statement.desk is Desk.COUNCIL,
    )
    row.words = words
    db.session.add(row)
    _raise_order(statement, place)
    if replaces:  # what they allowed was the use of other words
        quotes.withdraw_of(statement_id, now=now)
    db.session.flush()
    _tell_desk(statement, promises, now, calls_duty=row.pages_duty)
    _note("change what they said" if replaces else "add to what they said", speaker, statement)


def _tell_desk(statement: Statement, promises: Promises, now: datetime, *, calls_duty: bool) -> None:
    on = local_day(now, promises.hours.zone)
    apart = kept_from(statement.id, on).keys()
    if statement.desk is Desk.ADVOCATE:
        notices.drop(statement.id, NoticeKind.FOR_ADVOCATE)
        telling.tell_advocates(statement.id, on, apart)
        return
    telling.tell_readers(statement.id, promises.hours, apart, now)
    if calls_duty:
        calls.call_next(statement, now=now, zone=promises.zone)


def _why_not(statement: Statement, words: str, *, replaces: bool) -> WhyNot | None:
    if not words.strip():
        return WhyNot.NO_WORDS
    if replaces:
        return rules.why_not_change(taken_back_at=statement.taken_back_at, way=statement.way)
    return rules.why_not_add(taken_back_at=statement.taken_back_at)


def _raise_order(statement: Statement, place: Place) -> None:
    """What was said stands where its gravest words put it; nothing ever moves it down."""
    statement.level = rules.graver(statement.level, place.level)
    if place.why:
        statement.level_why = json.dumps([*reasons_of(statement), *place.why])
    if place.pages and statement.read_at is None and statement.desk is Desk.COUNCIL:
        statement.pages_duty = True


def read_addition(statement: Statement, addition: Addition, *, by: UUID, now: datetime, on: date) -> None:
    """A trained person has read what was added: from now on those who have the statement see it, and are
    told. Doing it twice is doing it once."""
    if addition.read_at:
        return
    addition.read_at, addition.read_by_id = now, by
    db.session.flush()
    if statement.read_at is None:
        return
    if not any(one.read_at is None for one in queries.additions_of(statement.id)):
        waits = (NoticeKind.TO_READ, NoticeKind.CALLED, NoticeKind.ARRANGE, NoticeKind.FOR_ADVOCATE)
        notices.drop(statement.id, *waits)
    if statement.taken_back_at is None and statement.desk is Desk.COUNCIL:
        _tell_holders(statement, on)
    db.session.flush()


def _tell_holders(statement: Statement, on: date) -> None:
    """Whoever answers it, and everybody who has it: nobody whose part in it has ended."""
    around = {person.account_id for person in people_around(statement.young_person_id, on)}
    have_it = {
        r.account_id
        for r in statement.recipients
        if r.delivered_at and not r.removed_at and (r.kind == PASSED_ON or r.account_id in around)
    }
    if statement.answerer_id and delivery.may_answer(statement, statement.answerer_id, on):
        have_it.add(statement.answerer_id)
    for account_id in sorted(have_it - kept_from(statement.id, on).keys(), key=str):
        notices.drop(statement.id, NoticeKind.ADDED, account_id=account_id)
        notices.notify(account_id, NoticeKind.ADDED, statement.id)


def let_use(speaker: Speaker, statement_id: UUID, consent: QuoteConsent, *, now: datetime) -> None:
    """May we use their words? Said anew at any time; the last word counts. A quote that rests on more than
    they allow now ends at once. Doing it twice is doing it once. Raises Refused when it was taken back."""
    statement = sent_queries.locked(statement_id)
    before = statement.quote_consent
    if before is consent:
        return
    if why := rules.why_not_let_use(desk=statement.desk, taken_back_at=statement.taken_back_at):
        raise Refused(why)
    statement.quote_consent = consent
    if rules.ends_a_quote(before, consent):
        quotes.withdraw_of(statement_id, now=now)
    db.session.flush()
    _note("say if their words may be used", speaker, statement)


def note_copied(speaker: Speaker, *, now: datetime) -> None:
    """They kept a copy of what they said: that it happened, not of what."""
    audit.record(
        "keep a copy of what they said",
        by=speaker.account_id,
        role="young_person",
        young_person_id=speaker.young_person_id,
        subject=("young_person", speaker.young_person_id),
    )
    db.session.flush()


def _note(action: str, speaker: Speaker, statement: Statement) -> None:
    audit.record(
        action,
        by=speaker.account_id,
        role="young_person",
        young_person_id=speaker.young_person_id,
        # Another kind for an advocate's: the council's own pages about the log must be able to leave it out.
        subject=("advocate_statement" if statement.desk is Desk.ADVOCATE else "statement", statement.id),
    )
