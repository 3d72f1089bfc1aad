"""The demo's ideas in every state, an idea that waits to be approved, and a draft that young people are asked
about. By the product's own commands, with the clock set back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID, uuid4

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import people_around
from portal.clocks.reading import local_day
from portal.demo.past import Demo
from portal.kit import clock
from portal.participation.commands import consultations, ideas, moderation
from portal.participation.commands.consultations import Draft
from portal.participation.commands.ideas import Typed, Writer
from portal.participation.commands.moderation import Deciding, IdeaAnswer
from portal.participation.models.ideas import Piece
from portal.participation.queries.ideas_reader import pool_on
from portal.participation.rules.consultations import PartTyped
from portal.participation.rules.ideas import IdeaState, Pool
from portal.people.models import YoungPerson
from portal.people.rules import age_on
from portal.policy.roles import Role
from portal.voice.commands import desk
from portal.voice.commands.saying import Speaker
from portal.voice.queries.desk import load
from portal.voice.rules import AnswerState, Outcome
from portal.voice.rules.answers import AnswerWords

_UP = AnswerWords(
    "You wrote something for other young people to read.",
    AnswerState.DONE,
    did="We read it. Other young people can read it now.",
)
_SUPPORTERS = 6
_TEAM = "the fostering team"
_IDEAS = (
    ("A proper bag for each move", "not bin bags. a bag that is ours to keep.", IdeaState.DID,
     "Every home has bags now, and you keep yours."),
    ("Let us choose two meals a week", "we want to choose and help to cook.", IdeaState.WILL_DO,
     "Homes will ask you each Sunday what you want to eat."),
    ("A phone for everyone at ten", "all my friends have one.", IdeaState.CANNOT,
     "We cannot buy one for each of you: there is no money for it this year."),
    ("A day out for all of us", "all groups together, in summer.", None, ""),
)  # fmt: skip
_WAITING = ("Bikes for our home", "we could ride to school.")
_PARTS = (
    PartTyped("Your first night", "Somebody shows you your room. You can say what you like to eat."),
    PartTyped("Your people", "You get a card with the names of the people who look after you."),
)


def tell(demo: Demo, accounts: Mapping[UUID, Account], now: datetime) -> None:
    """All of them. Nothing where too few young people have a way in."""
    today = local_day(now, demo.promises.hours.zone)
    young = list(
        islice((one for one in demo.cohort.everybody() if _writes(one, accounts, today)), 2 * _SUPPORTERS)
    )
    if len(young) < _SUPPORTERS + 1:
        return
    for place, (title, words, state, said) in enumerate(_IDEAS):
        with db.transaction():
            _idea(demo, accounts, young, place, Typed(uuid4(), words, title), state, said, now)
    with db.transaction(), clock.at(now - timedelta(days=1)):
        at = now - timedelta(days=1)
        writer = _writer(demo, young[4], accounts, at)
        ideas.suggest(writer, Typed(uuid4(), _WAITING[1], _WAITING[0]))
        _desk_reads(demo, young[4], at)
    with db.transaction(), clock.at(now - timedelta(days=3)):
        _draft(demo, now - timedelta(days=3))


def _writes(one: YoungPerson, accounts: Mapping[UUID, Account], today: date) -> bool:
    """Of the pool of those under 18, with a way in and somebody who would answer."""
    age = age_on(one.born_on, today)
    has_people = any(person.kind.value == "social_worker" for person in people_around(one.id, today))
    return one.id in accounts and age is not None and 10 <= age < 18 and has_people


def _idea(
    demo: Demo,
    accounts: Mapping[UUID, Account],
    young: list[YoungPerson],
    place: int,
    typed: Typed,
    state: IdeaState | None,
    said: str,
    now: datetime,
) -> None:
    author = young[place]
    at = now - timedelta(days=40 - 5 * place)
    with clock.at(at):
        idea_id = ideas.suggest(_writer(demo, author, accounts, at), typed)
        _desk_reads(demo, author, at)
    later = at + timedelta(hours=5)
    with clock.at(later):
        moderation.approve(_piece(idea_id), _UP, _deciding(demo, later))
        for one in [person for person in young if person is not author][: _SUPPORTERS + place]:
            ideas.support(idea_id, young_person_id=one.id, by=accounts[one.id].id, now=later)
    if state is None:
        return
    answered = at + timedelta(days=12)
    with clock.at(answered):
        will_do = state is IdeaState.WILL_DO
        answer = IdeaAnswer(
            state, said, _TEAM if will_do else "", (now + timedelta(days=30)).date() if will_do else None
        )
        moderation.answer_idea(idea_id, answer, uuid4(), _deciding(demo, answered))


def _writer(demo: Demo, person: YoungPerson, accounts: Mapping[UUID, Account], at: datetime) -> Writer:
    pool = pool_on(person.id, at.date()) or Pool.UNDER_18
    return Writer(Speaker(person.id, accounts[person.id].id), pool, demo.promises, frozenset(), at)


def _desk_reads(demo: Demo, person: YoungPerson, at: datetime) -> None:
    """The newest piece of this young person is read at the desk."""
    piece = (
        db.session.query(Piece).filter_by(young_person_id=person.id).order_by(Piece.sent_at.desc()).first()
    )
    statement = load(piece.statement_id) if piece else None
    if statement is None:
        return
    reader = demo.team.first(Role.READER).id
    answers = next(
        p.account_id for p in people_around(person.id, at.date()) if p.kind.value == "social_worker"
    )
    done = desk.Done(Outcome.NOTHING_NEEDED, at)
    desk.mark_read(statement, [done], desk.About(), answerer_id=answers, by=reader, now=at, on=at.date())


def _piece(idea_id: UUID) -> UUID:
    found = db.session.query(Piece).filter_by(idea_id=idea_id).one()
    return UUID(str(found.id))


def _deciding(demo: Demo, at: datetime) -> Deciding:
    worker = demo.team.first(Role.PARTICIPATION_WORKER).id
    return Deciding(worker, at, at.date(), demo.settings.idea_answer_working_days)


def _draft(demo: Demo, at: datetime) -> None:
    by = demo.team.first(Role.PARTICIPATION_WORKER).id
    last = at.date() + timedelta(days=21)
    about = "Children who come into care get this book on their first day. Help us to write it well."
    asked = consultations.write(Draft("The welcome book", about, 8, 17, last, _PARTS), uuid4(), by=by, now=at)
    consultations.open_it(asked.id, by=by, now=at, today=at.date())
