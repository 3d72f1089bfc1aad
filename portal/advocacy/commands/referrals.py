"""A young person wants an advocate; the provider says somebody is there; it ends, and did it help?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import account_of, people_around, with_role
from portal.advocacy.commands import offers
from portal.advocacy.models import AdvocateOffer, Referral
from portal.advocacy.queries.referrals import OPEN, age_of, open_referral
from portal.advocacy.rules import (
    Helped,
    Helps,
    Reach,
    Reply,
    State,
    WhyNot,
    why_not_ask,
    why_not_be_there,
    why_not_end,
    why_not_say_helped,
    why_not_take_back,
)
from portal.audit import commands as audit
from portal.clocks.reading import local_day
from portal.deadlines import commands as deadlines
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice.commands import saying
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.commands.once import sent_already
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.queries.apart import kept_from
from portal.voice.queries.sent import shown_of
from portal.voice.rules.saying import Said

CLOCK = "advocate_answer"
KIND = "advocate_referral"


@dataclass(frozen=True)
class Wish:
    """What stands on the page. Only how to reach them is needed."""

    reach: Reach
    words: str = ""
    number: str = ""
    speaks: str = ""
    helps: Sequence[Helps] = ()


def ask(
    speaker: Speaker,
    send_once: UUID,
    wish: Wish,
    *,
    offer: AdvocateOffer | None,
    promises: Promises,
    days: int,
    now: datetime,
) -> Referral:
    """They want one. Their words are a statement on the provider's own desk, with all that guards one; sent
    twice it is one. Asked again while one goes on, what is new goes to the advocates too, and the one that
    goes on is given back. Raises Refused."""
    one_at_a_time(speaker.young_person_id)
    today = local_day(now, promises.hours.zone)
    if goes_on := _asked_before(speaker, send_once):
        _take_in(goes_on, speaker, send_once, wish, offer, promises, today, now)
        return goes_on
    if why := why_not_ask(has_open=False, age=age_of(speaker.young_person_id, today)):
        raise Refused(why)
    row = Referral(
        send_once=_free(send_once),
        young_person_id=speaker.young_person_id,
        offer_id=offer.id if offer else None,
        reach=wish.reach,
        helps=[one.value for one in wish.helps],
        language=speaker.language[:8],
        asked_at=now,
        due_on=today,
    )
    row.number, row.speaks = wish.number, wish.speaks
    row.statement_id = _said(speaker, send_once, wish, promises, today, now)
    db.session.add(row)
    db.session.flush()
    clock = deadlines.start_clock(
        CLOCK, row.id, today, count=days, young_person_id=row.young_person_id, by=speaker.account_id
    )
    row.due_on = clock.due_on or today
    if offer:
        offers.reply(offer, Reply.YES, by=speaker.account_id, now=now)
    _note("advocate: asked for", row, speaker.account_id)
    _tell_provider(row, today)
    return row


def ask_for_them(
    young_person_id: UUID, offer: AdvocateOffer, *, promises: Promises, days: int, by: UUID, now: datetime
) -> None:
    """They said yes to a worker who offered one: it is asked for, so that the yes is not lost on paper. Where
    one goes on already nothing is added. Raises Refused."""
    if open_referral(young_person_id) is not None:
        offers.reply(offer, Reply.YES, by=by, now=now)
        return
    worker = Speaker(young_person_id, by, role="staff")
    ask(worker, offer.about_id, Wish(Reach.MEET), offer=offer, promises=promises, days=days, now=now)


def be_there(row: Referral, *, by: UUID, now: datetime) -> None:
    """An advocate has it, and is in touch. Raises Refused."""
    if row.state is State.THERE and row.there_id == by:
        return
    if why := why_not_be_there(row.state):
        raise Refused(why)
    row.state, row.there_id, row.first_answer_at = State.THERE, by, now
    _close(row, by)
    _note("advocate: is there", row, by)
    if account := account_of(row.young_person_id):
        notices.notify(account.id, NoticeKind.ADVOCATE_NEWS, row.id)


def end(row: Referral, *, by: UUID, now: datetime) -> None:
    """It is done; the young person is asked whether it helped. Raises Refused."""
    if row.state is State.ENDED:
        return
    if why := why_not_end(row.state):
        raise Refused(why)
    row.state, row.ended_at = State.ENDED, now
    _note("advocate: ended", row, by)
    if account := account_of(row.young_person_id):
        notices.notify(account.id, NoticeKind.ADVOCATE_NEWS, row.id)


def take_back(row: Referral, *, by: UUID, now: datetime) -> None:
    """They do not want one any more. Raises Refused."""
    if row.state is State.TAKEN_BACK:
        return
    if why := why_not_take_back(row.state):
        raise Refused(why)
    row.state, row.ended_at = State.TAKEN_BACK, now
    _close(row, by)
    _note("advocate: taken back", row, by)


def say_helped(row: Referral, helped: Helped, *, by: UUID) -> None:
    """Did it help? They may say it again. Raises Refused."""
    if why := why_not_say_helped(row.state):
        raise Refused(why)
    row.helped = helped
    _note("advocate: said whether it helped", row, by)


def _asked_before(speaker: Speaker, send_once: UUID) -> Referral | None:
    """The same form, or another one while the first wish goes on. While their past is shut nobody learns that
    something is there. Raises Refused for somebody else's form."""
    before = db.session.scalars(sa.select(Referral).where(Referral.send_once == send_once)).one_or_none()
    if before and before.young_person_id != speaker.young_person_id:
        raise Refused(WhyNot.ASKED_ALREADY)
    if before and before.state in OPEN:
        return before
    return open_referral(speaker.young_person_id) if speaker.past_shut_at is None else None


def _free(send_once: UUID) -> UUID:
    """The form's id; sent again after that wish was taken back or had ended, it is a new wish."""
    taken = db.session.scalar(sa.select(Referral.id).where(Referral.send_once == send_once))
    return uuid4() if taken else send_once


def _take_in(
    row: Referral,
    speaker: Speaker,
    send_once: UUID,
    wish: Wish,
    offer: AdvocateOffer | None,
    promises: Promises,
    today: date,
    now: datetime,
) -> None:
    """Other words, another number: nothing they wrote is lost because they had asked already."""
    statement_id = _said(speaker, send_once, wish, promises, today, now)
    if row.state in OPEN:
        row.statement_id = row.statement_id or statement_id
        row.reach, row.number, row.speaks = wish.reach, wish.number or row.number, wish.speaks or row.speaks
        row.helps = sorted({*row.helps, *(one.value for one in wish.helps)})
        if offer:
            offers.reply(offer, Reply.YES, by=speaker.account_id, now=now)
    db.session.flush()


def _said(
    speaker: Speaker, send_once: UUID, wish: Wish, promises: Promises, today: date, now: datetime
) -> UUID | None:
    if not wish.words.strip():
        return None
    around = people_around(speaker.young_person_id, today)
    said = Said(words=wish.words, to_advocate=True)
    sent, own_id = sent_already(speaker.young_person_id, send_once, said)
    if sent:
        found: UUID = shown_of(sent).id
        return found
    receipt = saying.store(speaker, own_id, said, around, promises, frozenset(), now, draft_stays=True)
    return receipt.statement_id


def _tell_provider(row: Referral, today: date) -> None:
    """The advocates; with none here whom it does not concern, who keeps the groups, so that somebody rings
    the provider."""
    apart = set(kept_from(row.statement_id, today)) if row.statement_id else set()
    kind, told = NoticeKind.ADVOCATE_ASKED, set(with_role(Role.ADVOCATE, today)) - apart
    if not told:
        kind, told = NoticeKind.ADVOCATE_LATE, set(with_role(Role.PARTICIPATION_WORKER, today)) - apart
    for account_id in told:
        notices.notify(account_id, kind, row.id)


def _close(row: Referral, by: UUID) -> None:
    deadlines.finish(CLOCK, row.id, by=by)
    notices.drop(row.id, NoticeKind.ADVOCATE_ASKED, NoticeKind.ADVOCATE_LATE)
    db.session.flush()


def _note(action: str, row: Referral, by: UUID) -> None:
    db.session.flush()
    audit.record(action, by=by, young_person_id=row.young_person_id, subject=(KIND, row.id))
