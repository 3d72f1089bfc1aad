"""The demo's places in the room, thank-yous and pledge: by the product's own commands."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from portal import db
from portal.accounts.models import Account
from portal.demo.past import Demo
from portal.kit import clock
from portal.participation.commands import awards, offers, pledge
from portal.participation.models import PledgeRound, RoomOffer
from portal.participation.rules.awards import CertificateWords, Skill
from portal.participation.rules.pledge import PromiseWords, RoundDays
from portal.participation.rules.room import Changed, Coming, ForWhom, Need, OfferWords, RoomKind, Truth
from portal.policy.roles import Role

MARKED_BY = 24
_DICE = 9
_PROMISES = (
    ("Your home", "You have a home where you feel safe.", "home", "",
     "You see photos of a new home before you move there. You have a bag for your things, and nobody "
     "packs for you without asking. If a home is not right, we look for another one with you.",
     "Head of Fostering"),
    ("Your identity", "You can be who you are.", "identity", "",
     "We help you to know your story, your language, your faith and where you come from. You can see the "
     "people who matter to you.", "Head of Children in Care"),
    ("Your education", "You get help at school.", "school", "",
     "You have a plan for school that you helped to write, and a person who asks how it goes.",
     "Virtual School Head"),
    ("Your health", "You get help when you are ill or sad.", "health", "",
     "You see a doctor and a dentist each year, at a time that fits you. Help for worries does not stop "
     "when you move.", "Head of Health for Children in Care"),
    ("Your future", "We help you to get ready for later.", "work", "agreed",
     "You have a personal adviser until you are 25, and a plan for money, work and your own home.",
     "Head of Leaving Care"),
    ("Your involvement", "You have a say.", "listened", "rooms",
     "You are asked before we decide. You hear what came of it, and the true reason when the answer is no.",
     "Director of Children’s Services"),
)  # fmt: skip
_ANSWERS = (
    "Every home we use has photos now. Since January nobody moved by plan without seeing them.",
    "We have begun to write down what each of you wants to know of your story. It is done by the summer.",
)


def tell(demo: Demo, accounts: dict[UUID, Account], now: datetime) -> None:
    """Last year's pledge with its answers, this year's open; one meeting that was and one to come."""
    keeper = demo.team.first(Role.PARTICIPATION_WORKER).id
    people = [one for one in demo.cohort.young if one.id in accounts][: MARKED_BY + 4]
    _pledge(demo, accounts, [one.id for one in people][:MARKED_BY], now)
    robin = demo.cohort.robin
    if robin is None or robin.id not in accounts:
        return
    _was_there(demo, robin.id, accounts[robin.id].id, keeper, now)
    with db.transaction():
        _offer(
            RoomKind.CARER_INTERVIEW,
            "Choosing new carers",
            _after_school(now + timedelta(days=18)),
            keeper,
            now,
        )
        for name, what in (
            ("A day out chosen by the group", "Once a year, for everybody in a group."),
            ("A voucher", "When you came to a meeting."),
        ):
            awards.add(name, what, uuid4(), by=keeper, now=now)


def _after_school(day: datetime) -> datetime:
    return (day + timedelta(days=18)).replace(hour=16, minute=30, second=0, microsecond=0)


def _offer(kind: RoomKind, title: str, starts_at: datetime, keeper: UUID, now: datetime) -> RoomOffer:
    said = OfferWords(
        kind=kind,
        title=title,
        what_for="You ask questions and say whom you would choose. Your view counts like everybody’s.",
        where="Town hall, room 2. There are no steps.",
        you_get="Food, a voucher, and your bus paid. You can have a certificate.",
        briefing="Three grown-ups and one other young person sit at a table. We meet 20 minutes before. You "
        "can stop at any time.",
        for_whom=ForWhom.EVERYBODY,
        group_id=None,
        youngest=11,
        oldest=25,
        places=4,
        starts_at=starts_at,
        minutes=60,
        reply_by_on=(starts_at - timedelta(days=3)).date(),
    )
    return offers.make(said, uuid4(), by=keeper, now=now)


def _was_there(demo: Demo, person: UUID, account: UUID, keeper: UUID, now: datetime) -> None:
    """Robin helped to choose a team manager; the chair said what changed."""
    began, chair = now - timedelta(days=60), demo.team.first(Role.MANAGER).id
    on = began - timedelta(days=20)
    with clock.at(on), db.transaction():
        offer = _offer(RoomKind.STAFF_INTERVIEW, "Choosing a new team manager", began, keeper, on)
        needs = [Need.TRAVEL, Need.BREAKS]
        offers.answer(offer, person, Coming.YES, needs, by=account, now=on, today=on.date())
    after = began + timedelta(days=1)
    with clock.at(after), db.transaction() as session:
        offer = session.get_one(RoomOffer, offer.id)
        offers.note_who_came(
            offer, {person}, "Thank you. Your questions were the best of the day.", by=keeper, now=after
        )
        offers.ask_what_changed(offer, chair, (after + timedelta(days=28)).date(), by=keeper, now=after)
        said = CertificateWords(
            "Helping to choose a team manager",
            "Asked four people questions, listened to their answers, and gave reasons for the choice.",
            "Kit Joiner, participation worker",
            (Skill.ASKED, Skill.LISTENED, Skill.FAIR),
        )
        awards.certify(person, said, uuid4(), by=keeper, now=after)
    later = after + timedelta(days=12)
    with clock.at(later), db.transaction() as session:
        offer = session.get_one(RoomOffer, offer.id)
        words = "We chose the person you liked best. Young people now sit in every interview for managers."
        offers.say_what_changed(offer, Changed.CHANGED, words, by=chair, now=later)
        offers.say_whether_true(offer, person, Truth.TRUE, by=account, now=later)


def _pledge(demo: Demo, accounts: dict[UUID, Account], people: list[UUID], now: datetime) -> None:
    support = demo.team.first(Role.PANEL_SUPPORT).id
    began = now - timedelta(days=200)
    today, ids = began.date(), []
    with clock.at(began), db.transaction():
        for title, easy, picture, evidence, means, who in _PROMISES:
            words = PromiseWords(title, easy, means, who, picture, evidence)
            ids.append(pledge.write(words, uuid4(), by=support, now=began).id)
        days = RoundDays(
            today.year if today.year < now.year else now.year - 1,
            today,
            today + timedelta(days=30),
            today + timedelta(days=90),
        )
        last = pledge.begin(days, by=support, now=began).id
    dice = random.Random(_DICE)  # noqa: S311  # made-up marks, the same each time
    with clock.at(began), db.transaction() as session:
        round_ = session.get_one(PledgeRound, last)
        for person in people:
            given = {str(one): _mark(dice, place) for place, one in enumerate(ids)}
            pledge.mark(round_, person, given, by=accounts[person].id, now=began, today=today)
    over = began + timedelta(days=31)
    with clock.at(over), db.transaction() as session:
        round_ = session.get_one(PledgeRound, last)
        pledge.count(round_, now=over, today=over.date())
        for promise_id, words_ in zip(ids, _ANSWERS, strict=False):
            pledge.answer(round_, promise_id, words_, uuid4(), by=support, now=over)
    first = now.date() - timedelta(days=5)
    with db.transaction():
        this = RoundDays(now.year, first, first + timedelta(days=30), first + timedelta(days=90))
        pledge.begin(this, by=support, now=now)


def _mark(dice: random.Random, place: int) -> str:
    """Homes and school are kept better than involvement."""
    weights = (7 - place, 4, 1 + place, 1)
    return dice.choices(("kept", "partly", "not", "dont_know"), weights=weights)[0]
