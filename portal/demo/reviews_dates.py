"""The demo's reviews: everybody in care has one to come; one IRO's list has one of each kind. All made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.demo.past import Demo
from portal.kit import clock
from portal.people.models import CareLink, ReviewHeld, ReviewPlanned, YoungPerson
from portal.people.rules import LinkKind, age_on
from portal.policy.roles import Role
from portal.reviews.commands import reviews, reviews_given, reviews_held, reviews_planned, talks, wishes
from portal.reviews.models import Review
from portal.reviews.queries import reviews as queries
from portal.reviews.rules import Between, TalkHow
from portal.reviews.rules.reviews import spell_on
from portal.reviews.rules.reviews_said import Held, Meeting, Wanted

_HALF_A_YEAR = timedelta(days=170)
_CASES = ("yesterday", "late", "adjourned", "soon", "planned", "was it held", "letter", "case system")
_LAST = {
    "late": 195,
    "yesterday": 150,
    "adjourned": 160,
    "soon": 172,
    "planned": 120,
    "was it held": 165,
    "case system": 140,
}
"""Days since the last review, by what is to show. Half a year later the next is due."""


@dataclass(frozen=True)
class Told:
    """Reviews that the letters and what was agreed go on from."""

    robins: UUID | None = None  # held five months ago: a letter was sent and read
    yesterday: UUID | None = None  # held yesterday, nothing is written
    letter: UUID | None = None  # held ten days ago: decisions given, a letter to be read and sent
    iro_id: UUID | None = None


def tell(demo: Demo, accounts: dict[UUID, Account], now: datetime) -> Told:
    """In a transaction of its own for each part, with the clock set back where something was before."""
    today = now.astimezone(demo.settings.time_zone).date()
    irene, robin = demo.team.first(Role.IRO), demo.cohort.robin
    mine = _led_by(irene.id, but=robin)
    shows = dict(zip(_CASES, mine, strict=False))
    with db.transaction():
        _everybodys_past(demo, {one.id: case for case, one in shows.items()}, today, now)
    found = {case: _show(case, person, irene.id, now, today) for case, person in shows.items()}
    robins = _robins(robin, accounts, irene.id, now, today) if robin else None
    return Told(robins, found.get("yesterday"), found.get("letter"), irene.id)


def _led_by(iro_id: UUID, but: YoungPerson | None) -> list[YoungPerson]:
    """Of school age, so that every kind of page fits them."""
    with db.transaction() as session:
        people = session.scalars(
            sa.select(YoungPerson)
            .join(CareLink, CareLink.young_person_id == YoungPerson.id)
            .where(CareLink.account_id == iro_id, CareLink.kind == LinkKind.IRO)
            .order_by(YoungPerson.made_at, YoungPerson.child_ref_hash)
        ).all()
        today = clock.now().date()
        fits = [one for one in people if 7 <= (age_on(one.born_on, today) or 0) <= 16]
        return [one for one in fits if (but is None or one.id != but.id) and _since_long(one.id, today)]


def _since_long(person_id: UUID, today: date) -> bool:
    spell = spell_on(queries.stays_of(person_id), today)
    return bool(spell) and spell[0].started_on < today - timedelta(days=400)


def _everybodys_past(demo: Demo, shows: dict[UUID, str], today: date, now: datetime) -> None:
    """Whoever is in care had reviews in time, the last in this half year."""
    for person in demo.cohort.young:
        spell = spell_on(queries.stays_of(person.id), today)
        if not spell or person is demo.cohort.robin:
            continue
        case = shows.get(person.id, "")
        last = today - timedelta(days=_LAST.get(case, demo.dice.randrange(12, 165)))
        later = sa.and_(ReviewHeld.young_person_id == person.id, ReviewHeld.held_on > last)
        db.session.execute(sa.delete(ReviewHeld).where(later))
        _held(person.id, _in_time(spell[0].started_on, last, today))
        reviews.ensure_review(person.id, today=today, now=now)


def _in_time(begun: date, last: date, today: date) -> list[date]:
    """Days that keep the law's times from coming into care to `last`; of a short time only the first ones."""
    first, second = begun + timedelta(days=18), begun + timedelta(days=98)
    days = {day for day in (first, second) if day <= today - timedelta(days=3)}
    while last > second:
        days.add(last)
        last -= _HALF_A_YEAR
    return sorted(days)


def _held(person_id: UUID, days: list[date]) -> None:
    there = set(queries.held_days(person_id))
    for day in days:
        if day not in there:
            db.session.add(ReviewHeld(young_person_id=person_id, held_on=day, participation="PN1"))
    db.session.flush()


def _show(case: str, person: YoungPerson, iro_id: UUID, now: datetime, today: date) -> UUID | None:
    with db.transaction():
        review = queries.open_review(person.id)
        if review is None:
            return None
        review_id: UUID = review.id
    days = {"yesterday": -1, "letter": -10, "adjourned": -4, "planned": 16, "was it held": -2}
    if case in days:
        _plan(review_id, iro_id, today + timedelta(days=days[case]), now)
    if case == "case system":
        _plan_there(person.id, review_id, today + timedelta(days=24), now)
    if case in ("yesterday", "letter"):
        _hold(review_id, iro_id, today + timedelta(days=days[case]), now, code="PN1")
    if case == "adjourned":
        with db.transaction():
            meeting = Meeting(today + timedelta(days=6), "14:00", "At school", "Everybody asked before")
            why = "The health report had not come, so nothing could be decided."
            sent: dict[str, Any] = {"send_once": uuid4(), "by": iro_id, "now": now, "today": today}
            reviews.adjourn(review_id, why, meeting, **sent)
    if case == "letter":
        with db.transaction() as session, clock.at(now - timedelta(days=8)):
            day = today - timedelta(days=8)
            held = session.get_one(Review, review_id)
            reviews_given.decisions_given(held, by=iro_id, now=clock.now(), today=day)
    return review_id


def _plan(review_id: UUID, iro_id: UUID, on: date, now: datetime) -> None:
    before = min(now, now - timedelta(days=30))
    with db.transaction(), clock.at(before):
        meeting = Meeting(on, "15:30", "At home", "Carer, social worker, teacher")
        reviews.plan(review_id, meeting, send_once=uuid4(), by=iro_id, now=before, today=before.date())


def _plan_there(person_id: UUID, review_id: UUID, on: date, now: datetime) -> None:
    """The extract brought a day for it: the worker puts the meeting into the list."""
    with db.transaction() as session:
        plan = ReviewPlanned(young_person_id=person_id, planned_on=on)
        session.add(plan)
        session.flush()
        reviews_planned.follow(plan, review_id, now=now, today=now.date())


def _hold(review_id: UUID, iro_id: UUID, on: date, now: datetime, *, code: str) -> None:
    at = now - timedelta(days=(now.date() - on).days)
    with db.transaction() as session, clock.at(at):
        review = session.get_one(Review, review_id)
        sent: dict[str, Any] = {"send_once": uuid4(), "by": iro_id, "now": at, "today": on}
        talks.write_talk(review, TalkHow.IN_PERSON, on, "We talked in the garden first.", **sent)
        held = Held(on, code, "Carer, social worker, teacher", chaired=code == "PN1")
        reviews_held.hold(review_id, held, **sent)


def _robins(
    robin: YoungPerson, accounts: dict[UUID, Account], iro_id: UUID, now: datetime, today: date
) -> UUID:
    """Held five months ago with everything done; the next is in twelve days, and Robin said how."""
    held_on = today - timedelta(days=150)
    at = now - timedelta(days=150)
    with db.transaction(), clock.at(at):
        begun = spell_on(queries.stays_of(robin.id), held_on)[0].started_on
        _held(robin.id, _in_time(begun, held_on - _HALF_A_YEAR, held_on))
        review = reviews.ensure_review(robin.id, today=held_on, now=at)
        assert review is not None
        review_id: UUID = review.id
    _hold(review_id, iro_id, held_on, now, code="PN2")
    for days, give in ((3, "decisions"), (8, "out"), (12, "record"), (18, "given")):
        _follow_up(review_id, give, iro_id, at + timedelta(days=days))
    with db.transaction():
        coming = reviews.ensure_review(robin.id, today=today, now=now)
        assert coming is not None
        meeting = Meeting(
            today + timedelta(days=12), "16:00", "At Robin’s school", "Carol, Sunita, Mr Makeup"
        )
        reviews.plan(coming.id, meeting, send_once=uuid4(), by=iro_id, now=now, today=today)
        me = accounts.get(robin.id)
        if me:
            wanted = Wanted("room", "together", "advocate", "My brother, please", "", "Not in the big hall")
            wishes.wish(coming.id, wanted, by=me.id, now=now, today=today)
            wishes.feel(review_id, "good", statement_id=None, by=me.id, now=now)
        seen_on = today - timedelta(days=40)
        sent: dict[str, Any] = {"send_once": uuid4(), "by": iro_id, "now": now, "today": today}
        note = "Saw the new room. Robin showed me the plan of the garden."
        talks.write_between(robin.id, Between.VISIT, seen_on, note, saw_alone=True, **sent)
    return review_id


def _follow_up(review_id: UUID, what: str, iro_id: UUID, at: datetime) -> None:
    with db.transaction() as session, clock.at(at):
        review = session.get_one(Review, review_id)
        if what == "decisions":
            reviews_given.decisions_given(review, by=iro_id, now=at, today=at.date())
        elif what == "out":
            reviews_given.agree_by_silence(review, now=at)
            reviews_given.decisions_out(review, by=iro_id, now=at)
        elif what == "record":
            reviews_given.record_finished(review, by=iro_id, now=at)
        else:
            reviews_given.record_given_out(review, by=iro_id, now=at)
