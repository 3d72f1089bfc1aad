"""Offers of a place in the room: made, changed, called off, answered; who came, and what it changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import account_of
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.outcomes.queries.naming import pointing
from portal.participation.models import RoomOffer, RoomPlace
from portal.participation.queries import offers as queries
from portal.participation.rules import room as rules
from portal.participation.rules.room import Changed, Coming, Need, OfferWords, Truth, WhyNot


def make(said: OfferWords, send_once: UUID, *, by: UUID, now: datetime) -> RoomOffer:
    """A new offer; sent twice it is one."""
    before = db.session.scalar(
        sa.select(RoomOffer).where(RoomOffer.made_by_id == by, RoomOffer.send_once == send_once)
    )
    if before:
        return before
    row = RoomOffer(send_once=send_once, made_by_id=by, made_at=now)
    _fill(row, said)
    db.session.add(row)
    db.session.flush()
    _note("made an offer to be in the room", row, by)
    return row


def change(offer: RoomOffer, said: OfferWords, *, by: UUID) -> None:
    """Put it right. Whoever said yes or maybe is told when the day, the time or the place is another."""
    before = _when_and_where(offer)
    _fill(offer, said)
    if _when_and_where(offer) != before and not offer.called_off_at:
        _tell_who_comes(offer)
    db.session.flush()
    _note("changed an offer to be in the room", offer, by)


def _when_and_where(offer: RoomOffer) -> tuple[datetime, int, str]:
    to_the_minute = offer.starts_at.replace(second=0, microsecond=0)  # as a form has it
    return to_the_minute, offer.minutes, offer.where


def _tell_who_comes(offer: RoomOffer) -> None:
    for place in queries.places_of(offer.id):
        if place.coming in (Coming.YES, Coming.MAYBE):
            _tell(place.young_person_id, NoticeKind.ROOM_NEWS, offer.id)


def opened(offer: RoomOffer, *, by: UUID) -> None:
    """A worker read who was invited, what they answered and what they need: an event of each of them."""
    for place in queries.places_of(offer.id):
        audit.record(
            "read who comes to be in the room",
            by=by,
            role="staff",
            young_person_id=place.young_person_id,
            subject=("room_offer", offer.id),
        )
    db.session.flush()


def _fill(row: RoomOffer, said: OfferWords) -> None:
    row.kind, row.for_whom, row.group_id = said.kind, said.for_whom, said.group_id
    row.youngest, row.oldest, row.places = said.youngest, said.oldest, said.places
    row.starts_at, row.minutes, row.reply_by_on = said.starts_at, said.minutes, said.reply_by_on
    row.title, row.what_for, row.where = said.title, said.what_for, said.where
    row.you_get, row.briefing = said.you_get, said.briefing


def call_off(offer: RoomOffer, *, by: UUID, now: datetime) -> None:
    """It does not happen. Whoever was invited or said yes or maybe sees that, and is told of it."""
    if offer.called_off_at:
        return
    offer.called_off_at = now
    notices.drop(offer.id, NoticeKind.ROOM_OFFER, NoticeKind.ROOM_CHANGE)
    for place in queries.places_of(offer.id):
        waits = place.invited_at is not None and place.coming is None
        if waits or place.coming in (Coming.YES, Coming.MAYBE):
            _tell(place.young_person_id, NoticeKind.ROOM_NEWS, offer.id)
    db.session.flush()
    _note("called off an offer to be in the room", offer, by)


def invite(offer: RoomOffer, young_people: Iterable[UUID], *, by: UUID, now: datetime) -> int:
    """Ask these young people; who was asked before is not asked again, and nobody together with somebody they
    must not meet. Gives how many were asked now. Raises Refused when it was called off."""
    if offer.called_off_at:
        raise Refused(WhyNot.CALLED_OFF)
    many = 0
    for young_person_id in young_people:
        place = queries.place_of(offer.id, young_person_id)
        if (place and place.invited_at) or queries.would_meet(offer.id, young_person_id):
            continue
        place = place or _place(offer.id, young_person_id)
        place.invited_at = now
        _tell(young_person_id, NoticeKind.ROOM_OFFER, offer.id)
        audit.record(
            "invited to be in the room",
            by=by,
            young_person_id=young_person_id,
            subject=("room_offer", offer.id),
        )
        many += 1
    db.session.flush()
    return many


def answer(
    offer: RoomOffer,
    young_person_id: UUID,
    coming: Coming,
    needs: Collection[Need],
    *,
    by: UUID,
    now: datetime,
    today: date,
) -> None:
    """Yes, maybe or no, and what they need. The newest word holds; no is always possible. Raises Refused."""
    place = queries.place_of(offer.id, young_person_id)
    if coming is not Coming.NO:
        why = rules.why_not_answer(
            called_off=bool(offer.called_off_at),
            reply_by_on=offer.reply_by_on,
            starts_at=offer.starts_at,
            now=now,
            today=today,
        )
        if why is None and coming is Coming.YES and not (place and place.coming is Coming.YES):
            why = rules.why_not_say_yes(offer.places, queries.how_many_come(offer.id))
        if why is None and queries.would_meet(offer.id, young_person_id):
            why = WhyNot.FULL  # to them it is the same: there is no place for them this time
        if why:
            raise Refused(why)
    place = place or _place(offer.id, young_person_id)
    place.coming, place.answered_at = coming, now
    place.needs = sorted(need.value for need in needs) if coming is not Coming.NO else []
    notices.see(by, offer.id)
    db.session.flush()
    audit.record(
        "answered an offer to be in the room",
        by=by,
        role="young_person",
        young_person_id=young_person_id,
        subject=("room_offer", offer.id),
    )


def note_who_came(offer: RoomOffer, came: Collection[UUID], thanks: str, *, by: UUID, now: datetime) -> None:
    """Who of those who were invited or answered took part, and a thank-you to them. Raises Refused."""
    if why := rules.why_not_note_who_came(
        called_off=bool(offer.called_off_at), starts_at=offer.starts_at, now=now
    ):
        raise Refused(why)
    is_first, offer.came_at, offer.thanks = offer.came_at is None, now, thanks
    for place in queries.places_of(offer.id):
        before, place.took_part = place.took_part, place.young_person_id in came
        if place.took_part and (is_first or not before):
            _tell(place.young_person_id, NoticeKind.ROOM_NEWS, offer.id)
    db.session.flush()
    _note("wrote down who was in the room", offer, by)


def ask_what_changed(offer: RoomOffer, chair_id: UUID, due_on: date, *, by: UUID, now: datetime) -> None:
    """Ask whoever chaired it, by a day. Somebody else who was asked before is not asked any more."""
    if why := rules.why_not_note_who_came(
        called_off=bool(offer.called_off_at), starts_at=offer.starts_at, now=now
    ):
        raise Refused(why)
    notices.drop(offer.id, NoticeKind.ROOM_CHANGE)
    offer.chair_id, offer.asked_at, offer.change_due_on, offer.reminded_on = chair_id, now, due_on, None
    notices.notify(chair_id, NoticeKind.ROOM_CHANGE, offer.id)
    db.session.flush()
    _note("asked what the view of young people changed", offer, by)


def say_what_changed(offer: RoomOffer, changed: Changed, words: str, *, by: UUID, now: datetime) -> None:
    """The chair's answer: those who took part are told, and say whether it is true. Raises Refused when a
    name known here is in it."""
    if pointing((words,)).known:
        raise Refused(WhyNot.NAMES_IN_IT)
    is_new = (changed, words) != (offer.changed, offer.changed_words)
    offer.changed, offer.changed_words, offer.changed_at = changed, words, now
    notices.drop(offer.id, NoticeKind.ROOM_CHANGE)
    for place in queries.places_of(offer.id):
        if place.took_part and is_new:
            place.truth, place.truth_at = None, None  # said of other words
            _tell(place.young_person_id, NoticeKind.ROOM_NEWS, offer.id)
    db.session.flush()
    _note("said what the view of young people changed", offer, by)


def say_whether_true(
    offer: RoomOffer, young_person_id: UUID, truth: Truth, *, by: UUID, now: datetime
) -> None:
    """Whoever was there says whether it is true. Raises Refused when they were not, or nothing was said."""
    place = queries.place_of(offer.id, young_person_id)
    if place is None or not place.took_part:
        raise Refused(WhyNot.NOT_THERE)
    if offer.changed is None:
        raise Refused(WhyNot.NOTHING_SAID)
    place.truth, place.truth_at = truth, now
    notices.see(by, offer.id)
    db.session.flush()
    audit.record(
        "said whether it is true what changed",
        by=by,
        role="young_person",
        young_person_id=young_person_id,
        subject=("room_offer", offer.id),
    )


def _place(offer_id: UUID, young_person_id: UUID) -> RoomPlace:
    row = queries.place_of(offer_id, young_person_id)
    if row is None:
        row = RoomPlace(offer_id=offer_id, young_person_id=young_person_id, needs=[])
        db.session.add(row)
        db.session.flush()
    return row


def _tell(young_person_id: UUID, kind: NoticeKind, offer_id: UUID) -> None:
    if account := account_of(young_person_id):
        notices.notify(account.id, kind, offer_id)


def _note(action: str, offer: RoomOffer, by: UUID) -> None:
    audit.record(action, by=by, subject=("room_offer", offer.id))
