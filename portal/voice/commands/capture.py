"""Writing down what a young person says or shows; telling whoever passed it on what came of it; letting the
young person see what was kept from them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import PersonAround, people_around
from portal.audit import commands as audit
from portal.clocks.reading import local_day
from portal.kit.errors import Refused
from portal.notices.commands import notify, see
from portal.notices.rules import NoticeKind
from portal.themes.as_if_said import as_if_said
from portal.vault import keys
from portal.voice.commands import calls
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.commands.saying import Promises, Speaker, store
from portal.voice.models import Capture, Concern, Statement
from portal.voice.queries import sent as sent_queries
from portal.voice.queries.apart import kept_from
from portal.voice.queries.capture import capture_of
from portal.voice.rules import QuoteConsent, Way
from portal.voice.rules import saying as saying_rules
from portal.voice.rules.capture import (
    WhyNot,
    Worry,
    Written,
    may_be_quoted,
    raised,
    why_not_news,
    whys_not_write_down,
)
from portal.voice.rules.saying import Said


def write_down(
    speaker: Speaker,
    send_once: UUID,
    written: Written,
    said: Said,
    *,
    capacity: str,
    promises: Promises,
    themes: frozenset[str],
    now: datetime,
) -> UUID:
    """Write it down, once: the same form with the same in it is one statement. Gives the statement's id.

    Raises Refused when something is missing, or somebody picked is not around any more."""
    one_at_a_time(speaker.young_person_id)
    send_once = _id_of(send_once, written, said)
    if sent := sent_queries.sent_with(speaker.young_person_id, send_once):
        first: UUID = sent[0].id
        return first
    if whys := whys_not_write_down(written, now):
        raise Refused(whys[0])
    around = people_around(speaker.young_person_id, local_day(now, promises.hours.zone))
    said = _addressed(written.way, said, around)
    receipt = store(
        speaker,
        send_once,
        said,
        around,
        promises,
        themes,
        now,
        way=written.way,
        is_shown_to_them=written.is_told is not False,
    )
    statement = sent_queries.locked(receipt.statement_id)
    db.session.add(_capture(statement, written, speaker.account_id, capacity, now))
    if written.way is not Way.TOGETHER:
        _not_said_by_them(statement)
    _raise(statement, written, promises, now)
    db.session.flush()
    return receipt.statement_id


def send_news(statement: Statement, news: str, *, by: UUID, now: datetime, on: date) -> None:
    """Tell whoever passed it on what came of it, as far as they may know: once.

    Whoever is kept apart from it is told nothing, and whoever writes this is not told that they are."""
    capture = capture_of(statement.id, lock=True)
    if capture is None:
        raise Refused(WhyNot.NOBODY_TO_TELL)
    if why := why_not_news(statement.way, capture.news):
        raise Refused(why)
    capture.news, capture.news_by_id = news, by
    if capture.by_id not in kept_from(statement.id, on):
        capture.news_sent_at = now
        notify(capture.by_id, NoticeKind.NEWS, statement.id)
    db.session.flush()


def note_news_seen(statement_id: UUID, *, by: UUID) -> None:
    """They have opened the page where the news is."""
    see(by, statement_id, but=tuple(kind for kind in NoticeKind if kind is not NoticeKind.NEWS))


def let_them_see(statement: Statement, *, by: UUID) -> None:
    """The safety lead says that the young person may see what was kept from them. Raises Refused when they
    see it already, or nobody wrote it down for them."""
    if statement.is_shown_to_them:
        raise Refused(WhyNot.SHOWN_ALREADY)
    if capture_of(statement.id) is None:  # "See me on my own": whoever holds their tablet would find it
        raise Refused(WhyNot.NOT_WRITTEN_DOWN)
    statement.is_shown_to_them = True
    db.session.flush()
    audit.record(
        "let_them_see",
        by=by,
        role="safety_lead",
        young_person_id=statement.young_person_id,
        subject=("statement", statement.id),
        safety=True,
    )


def _id_of(send_once: UUID, written: Written, said: Said) -> UUID:
    """Made from the form's id and all that is in it: a double tap finds what was sent, and a page that was
    gone back to and changed is another statement."""
    text = json.dumps([str(send_once), repr(written), *_texts(said)])
    return uuid.UUID(bytes=keys.blind("written down", text)[:16], version=4)


def _texts(said: Said) -> list[str]:
    several = [sorted(map(str, values)) for values in (said.to, said.about)]
    return [str(said.face), said.asked, said.quote, *said.free_texts, *map(str, several)]


def _addressed(way: Way, said: Said, around: Sequence[PersonAround]) -> Said:
    """Said together goes to whom they picked; anything else to whoever works with them first."""
    known = {person.account_id for person in around}
    can_be_picked = {p.account_id for p in around if p.kind in saying_rules.CAN_BE_PICKED}
    if not set(said.to) <= can_be_picked or not said.about <= known:
        raise Refused(saying_rules.WhyNot.NOT_AROUND)
    if not may_be_quoted(way):
        said = replace(said, quote=QuoteConsent.NO)
    if way is Way.TOGETHER:
        return said
    theirs = (p.account_id for p in around if p.kind in saying_rules.PICKED_FOR_THEM)
    return replace(said, to=tuple(theirs), for_council=True)


def _capture(statement: Statement, written: Written, by: UUID, capacity: str, now: datetime) -> Capture:
    row = Capture(
        statement_id=statement.id,
        young_person_id=statement.young_person_id,
        by_id=by,
        by_role=capacity,
        happened_at=written.happened_at or now,
        how_sure=written.how_sure,
        worry=written.worry or Worry.NO,
        told_at=now if written.is_told and written.was_told_in_person else None,
    )
    row.present, row.where, row.saw = written.present, written.where, written.saw
    row.told_to, row.understands = written.told_to, written.understands
    row.why_not_told = "" if written.is_told else written.why_not_told
    return row


def _not_said_by_them(statement: Statement) -> None:
    """Whom it is about was named by the writer: nowhere does it say that the young person did."""
    db.session.execute(
        sa.update(Concern).where(Concern.statement_id == statement.id).values(by_young_person=False)
    )


def _raise(statement: Statement, written: Written, promises: Promises, now: datetime) -> None:
    """A worry of whoever wrote it down counts as much as the young person's own, and what they tell of them
    is read as if they had said it. Only the kind of a reason is kept of that: nobody said those words."""
    told = saying_rules.place_of(Said(words=as_if_said("\n".join(written.told))))
    kinds = list(dict.fromkeys(str(reason["kind"]) for reason in told.why))
    if written.worry in (Worry.YES, Worry.NOT_SURE):
        kinds = ["worried", *kinds]
    if not kinds:
        return
    worry = written.worry or Worry.NO
    statement.level = raised(raised(statement.level, worry), told.level)
    statement.is_good_news = False
    known = json.loads(statement.level_why or "[]")
    new = [{"kind": kind} for kind in kinds if kind not in {one["kind"] for one in known}]
    statement.level_why = json.dumps([*new, *known])
    if (worry is Worry.YES or told.pages) and not statement.pages_duty:
        statement.pages_duty = True
        db.session.flush()
        calls.call_next(statement, now=now, zone=promises.zone)
