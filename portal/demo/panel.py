"""The demo's panel: two meetings that were held, one that is coming, challenges in several states, and what
was done about what young people said. All by the product's own commands, with the clock set back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import db
from portal.accounts.models import Account
from portal.clocks.bank_holidays import add_working_days
from portal.demo.past import Demo
from portal.disclosure.counts import Period
from portal.home.jobs import tell_whose_words_led
from portal.kit import clock
from portal.outcomes.commands import writing as outcomes
from portal.outcomes.commands.difference import say_difference
from portal.outcomes.models import Outcome
from portal.outcomes.rules import Did, Difference
from portal.panels.commands import challenge_answers, challenges, packs, packs_signing, papers
from portal.panels.jobs import count_what_was_asked
from portal.panels.models import Challenge, Meeting
from portal.panels.presenters.preparing import proposed_lead, proposed_questions
from portal.panels.queries import challenges as challenge_queries
from portal.panels.queries.papers import Prepared, prepared, quotes_to_choose
from portal.panels.rules import Progress, StepKind
from portal.policy.roles import Role

A_QUARTER_OF_A_YEAR = timedelta(days=91)
MEETS_AFTER = timedelta(days=18)
OUT_BEFORE = timedelta(days=8)
MOST_QUOTES = 4
_SAYS = [Difference.YES, Difference.YES, Difference.YES, Difference.A_BIT, Difference.NO]


@dataclass(frozen=True)
class Asked:
    """A challenge to be asked: about what, in which words."""

    about: str
    words: str


FAMILY_TIME = Asked(
    "theme:family_time", "Why do young people hear last when family time changes, and who rings them?"
)
MOVING = Asked("theme:moving", "Can everybody see the house before they move, or at least photos of it?")
CARERS = Asked("said", "Are foster carers paid on time? It was said that a month was missed.")
WORKERS = Asked("theme:social_worker", "How many times does a young person change worker in a year, and why?")
NEW = Asked("theme:home", "What do we do when a young person says the house rules are not fair?")


def hold(demo: Demo, accounts: dict[UUID, Account], now: datetime) -> None:
    """Make it all, in the order in which it would have happened."""
    today = now.astimezone(demo.settings.time_zone).date()
    ends = [today - timedelta(days=1) - A_QUARTER_OF_A_YEAR * back for back in (2, 1, 0)]
    first, second, coming = (_prepare(demo, end, now) for end in ends)
    for meeting_id, end in ((first, ends[0]), (second, ends[1])):
        _count_and_word(demo, meeting_id, end)
        _publish(demo, meeting_id, end)
        if meeting_id == first:
            _after_the_first(demo, first, ends[0])
            _say_whether_it_helped(demo, accounts, _at(demo, end + MEETS_AFTER + timedelta(days=65)))
    _after_the_second(demo, first, second, ends[1], now)
    _count_and_word(demo, coming, today)


def _at(demo: Demo, day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), demo.settings.time_zone)


def _today(demo: Demo) -> date:
    return clock.today(demo.settings.time_zone)


def _support(demo: Demo) -> UUID:
    return demo.team.first(Role.PANEL_SUPPORT).id


def _prepare(demo: Demo, end: date, now: datetime) -> UUID:
    period = Period(end - A_QUARTER_OF_A_YEAR + timedelta(days=1), end)
    at = min(_at(demo, end + timedelta(days=1), 9), now)
    with clock.at(at), db.transaction():
        return papers.make(
            papers.Days(end + MEETS_AFTER, period), by=_support(demo), today=end + timedelta(days=1), now=at
        )


def _count_and_word(demo: Demo, meeting_id: UUID, end: date) -> None:
    at = min(_at(demo, end + timedelta(days=2)), clock.now())
    with clock.at(at):
        with db.transaction():
            papers.ask_for_numbers(meeting_id, by=_support(demo), now=at)
        count_what_was_asked(demo.settings.time_zone)
        with db.transaction():
            meeting = _prepared(meeting_id)
            papers.save_words(
                meeting_id, proposed_lead(meeting), proposed_questions(meeting), by=_support(demo)
            )
            different = {one.words: one.id for one in quotes_to_choose(meeting)}
            papers.choose_quotes(meeting_id, list(different.values())[:MOST_QUOTES], by=_support(demo))


def _prepared(meeting_id: UUID) -> Prepared:
    asked = sa.select(Meeting).options(selectinload(Meeting.quotes)).where(Meeting.id == meeting_id)
    return prepared(db.session.scalars(asked).one())


def _publish(demo: Demo, meeting_id: UUID, end: date) -> None:
    at = _at(demo, end + MEETS_AFTER - OUT_BEFORE)
    officer = demo.team.first(Role.MANAGER).id
    with clock.at(at), db.transaction():
        packs.ask_for_sign_off(meeting_id, officer, by=_support(demo), today=at.date(), now=at)
        packs_signing.give(meeting_id, by=officer, now=at)
    with clock.at(at), db.transaction():
        papers.publish(meeting_id, by=_support(demo), today=at.date(), now=at)
        packs.open_to_all(meeting_id, by=_support(demo), now=at)


def _ask(demo: Demo, meeting_id: UUID, asked: Asked, day: date, member: int = 0) -> UUID:
    at = _at(demo, day, 18)
    by = demo.team.by_role[Role.PANEL_MEMBER][member].id
    with clock.at(at), db.transaction():
        asked_for = challenges.ask(meeting_id, asked.about, asked.words, uuid4(), by=by, now=at, on=day)
        challenge_id: UUID = asked_for.id
    return challenge_id


def _hand_on(demo: Demo, challenge_id: UUID, day: date) -> None:
    at = _at(demo, day, 11)
    with clock.at(at), db.transaction():
        challenge = _the(challenge_id)
        challenges.hand_on(
            challenge, demo.team.first(Role.MANAGER).id, uuid4(), steps_seen=len(challenge.steps),
            answer_by_on=add_working_days(day, demo.settings.challenge_answer_days),
            by=_support(demo), now=at, on=day,
        )  # fmt: skip


def _answer(demo: Demo, challenge_id: UUID, day: date, action: str, owner: str, due_on: date) -> None:
    at, by = _at(demo, day, 15), demo.team.first(Role.MANAGER).id
    words = challenge_answers.AnswerWords(action, owner, due_on)
    with clock.at(at), db.transaction():
        challenge_answers.answer(_the(challenge_id), words, uuid4(), by=by, now=at, on=day)


def _progress(demo: Demo, challenge_id: UUID, day: date, progress: Progress, words: str) -> None:
    at, by = _at(demo, day, 16), demo.team.first(Role.MANAGER).id
    with clock.at(at), db.transaction():
        challenge_answers.say_progress(_the(challenge_id), progress, words, uuid4(), by=by, now=at)


def _the(challenge_id: UUID) -> Challenge:
    found = challenge_queries.load(challenge_id)
    if found is None:
        raise RuntimeError("the challenge that was just asked is not there")
    return found


def _after_the_first(demo: Demo, meeting_id: UUID, end: date) -> None:
    """Three were asked at the first meeting: one is partly done, one was done, one is late by now."""
    met = end + MEETS_AFTER
    days = [met + timedelta(days=each) for each in (1, 3, 9, 30, 60)]
    family, moving, carers = (
        _ask(demo, meeting_id, asked, days[0]) for asked in (FAMILY_TIME, MOVING, CARERS)
    )
    for each in (family, moving, carers):
        _hand_on(demo, each, days[1])
    _answer(demo, family, days[2], "Ring the young person the same day when family time changes.",
            "Head of Children in Care", _today(demo) + timedelta(days=20))  # fmt: skip
    _answer(demo, moving, days[2], "Everybody sees the house, or photos and a letter from the people there.",
            "Head of Fostering", days[3])  # fmt: skip
    late_since = _today(demo) - timedelta(days=12)
    _answer(demo, carers, days[2], "Pay foster carers on time every month.", "Head of Finance", late_since)
    _progress(demo, moving, days[3], Progress.DONE, "All the homes we use have photos and a letter now.")
    _progress(demo, family, days[4], Progress.PARTLY, "Two of the three teams ring the same day.")
    first_on = end - A_QUARTER_OF_A_YEAR + timedelta(days=1)
    _tell(demo, days[3], outcomes.About("moving", first_on, end, moving), outcomes.Words(
        Did.DONE, "We want to see the house before we move.",
        "Now you see the house first. If that can’t be, you get photos and a letter.", "",
    ))  # fmt: skip
    _tell(demo, days[4], outcomes.About("family_time", first_on, end, family), outcomes.Words(
        Did.PARTLY, "Family time gets moved and we find out last.",
        "Your worker rings you on the same day, and tells you why.",
        "One team does not have enough people yet. They start in spring.",
    ))  # fmt: skip


def _after_the_second(demo: Demo, first: UUID, second: UUID, end: date, now: datetime) -> None:
    """The panel closed what was done; one waits for its officer, one was asked yesterday."""
    today = now.astimezone(demo.settings.time_zone).date()
    met = end + MEETS_AFTER
    at = _at(demo, met + timedelta(days=2))
    with clock.at(at), db.transaction() as session:
        done = session.scalars(sa.select(Challenge).where(Challenge.progress == Progress.DONE)).one()
        decision = challenge_answers.Decision(True, second, "The panel saw the photos and thanks everybody.")
        challenge_answers.decide(_the(done.id), decision, uuid4(), by=_support(demo), now=at, on=at.date())
        partly = session.scalars(sa.select(Challenge).where(Challenge.progress == Progress.PARTLY)).one()
        member = demo.team.first(Role.PANEL_MEMBER).id
        challenge_answers.say(_the(partly.id), StepKind.SAYS_KEEP_OPEN, by=member, now=at)
    workers = _ask(demo, second, WORKERS, today - timedelta(days=6), member=1)
    _hand_on(demo, workers, today - timedelta(days=5))
    _ask(demo, second, NEW, today - timedelta(days=1))
    first_on = end - A_QUARTER_OF_A_YEAR + timedelta(days=1)
    _tell(demo, today - timedelta(days=9), outcomes.About("school", first_on, end), outcomes.Words(
        Did.CANT, "We want a laptop each, for school work.",
        "Every home has a laptop to share. You can take it to your room.",
        "There is not enough money for one each this year. We asked twice. We ask again in April.",
    ))  # fmt: skip


def _tell(demo: Demo, day: date, about: outcomes.About, words: outcomes.Words) -> None:
    at, by = _at(demo, day, 12), demo.team.first(Role.MANAGER).id
    with clock.at(at):
        with db.transaction():
            row = outcomes.write(words, about, uuid4(), by=by, now=at, today=day)
            outcomes.publish(row.id, by=by, now=at, today=day, first_days=demo.settings.outcome_first_days)
        with db.transaction():
            tell_whose_words_led(at)


def _say_whether_it_helped(demo: Demo, accounts: dict[UUID, Account], now: datetime) -> None:
    """Some say whether it made a difference."""
    with db.transaction() as session:
        told: Sequence[Outcome] = session.scalars(
            sa.select(Outcome)
            .where(Outcome.all_from_on.is_not(None), Outcome.state != Did.CANT)
            .order_by(Outcome.published_at)
        ).all()
        for outcome in told:
            for person in demo.cohort.everybody()[2:30]:
                if person.id in accounts:
                    says = demo.dice.choice(_SAYS)
                    say_difference(
                        outcome.id,
                        says,
                        young_person_id=person.id,
                        account_id=accounts[person.id].id,
                        now=now,
                    )
