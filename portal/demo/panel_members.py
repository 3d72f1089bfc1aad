"""The demo's panel as people: who sits there as what, what they talk about next, what helps them to come; and
challenges that were not accepted, shown to have happened, or asked aloud."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa

from portal import db
from portal.demo.past import Demo
from portal.kit import clock
from portal.panels.commands import agenda, challenge_answers, challenge_proof, challenges, members
from portal.panels.commands.members import Had, Seat
from portal.panels.models import Challenge, Meeting
from portal.panels.queries.challenges import load
from portal.panels.rules import MemberKind, Progress, Stage
from portal.policy.roles import Role

_SEATS = (
    Seat(MemberKind.COUNCILLOR, None, None, chairs=True),
    Seat(MemberKind.CO_OPTEE, None, None),
    Seat(MemberKind.YOUNG_MEMBER, None, None),
)


def sit(demo: Demo, now: datetime) -> None:
    """All of it. Comes after `panel.hold`, which makes the meetings and the first challenges."""
    today = now.astimezone(demo.settings.time_zone).date()
    with clock.at(now), db.transaction():
        _seats(demo, now, today)
        _next_meeting(demo, now, today)
        _challenges(demo, now, today)


def _seats(demo: Demo, now: datetime, today: date) -> None:
    support, people = demo.team.first(Role.PANEL_SUPPORT).id, demo.team.by_role[Role.PANEL_MEMBER]
    since = today - timedelta(days=400)
    for account, held in zip(people, _SEATS, strict=False):
        seat = Seat(held.kind, since, None, held.chairs)
        members.seat(account.id, seat, uuid4(), by=support, now=now, on=today)
        had = Had("Being a corporate parent", today - timedelta(days=330), today + timedelta(days=35))
        members.train(account.id, had, uuid4(), by=support, now=now, on=today)
    members.set_terms(
        [MemberKind.COUNCILLOR, MemberKind.YOUNG_MEMBER],
        "Terms of reference, agreed in May.",
        uuid4(),
        by=support,
        now=now,
    )


def _next_meeting(demo: Demo, now: datetime, today: date) -> None:
    """The young member brought something, so did support; the young member asked for the bus."""
    coming = sa.select(Meeting.id).where(Meeting.meets_on >= today).order_by(Meeting.meets_on)
    meeting_id = db.session.scalars(coming).first()
    if meeting_id is None:
        return
    young, support = demo.team.by_role[Role.PANEL_MEMBER][-1].id, demo.team.first(Role.PANEL_SUPPORT).id
    agenda.propose(
        meeting_id, "the paper on how young people are heard", uuid4(), kind=None, by_support=True,
        by=support, now=now,
    )  # fmt: skip
    agenda.propose(
        meeting_id, "phones at night: who decides, and can it be the same everywhere?", uuid4(),
        kind=MemberKind.YOUNG_MEMBER, needs_vote=True, by=young, now=now,
    )  # fmt: skip
    members.ask_cost(
        meeting_id, "Travel: tickets, petrol or a lift\nthe 14 bus, both ways.", uuid4(), by=young, now=now,
        on=today,
    )  # fmt: skip


def _challenges(demo: Demo, now: datetime, today: date) -> None:
    """One was asked aloud and not accepted; what is partly done is shown."""
    newest = sa.select(Meeting.id).where(Meeting.stage == Stage.PUBLISHED).order_by(Meeting.meets_on.desc())
    meeting_id = db.session.scalars(newest).first()
    if meeting_id is None:
        return
    support, officer = demo.team.first(Role.PANEL_SUPPORT).id, demo.team.first(Role.MANAGER).id
    asked = challenges.write_down(
        meeting_id, "page:else", "can every home have a second car?", uuid4(),
        member_id=demo.team.by_role[Role.PANEL_MEMBER][1].id, by=support, now=now, on=today,
    )  # fmt: skip
    challenges.hand_on(
        asked, officer, uuid4(), steps_seen=len(asked.steps), answer_by_on=today + timedelta(days=14),
        by=support, now=now, on=today,
    )  # fmt: skip
    no = "There is no money for it this year. Homes share a pool of cars from January instead."
    words = challenge_answers.AnswerWords(no, "", None, accepts=False)
    challenge_answers.answer(asked, words, uuid4(), by=officer, now=now, on=today)
    for challenge_id in _partly():
        if challenge := load(challenge_id):
            challenge_proof.show_proof(
                challenge, "the calls two teams made in the last month, counted.", None, uuid4(),
                by=officer, now=now,
            )  # fmt: skip


def _partly() -> list[UUID]:
    partly = sa.select(Challenge.id).where(Challenge.progress == Progress.PARTLY)
    return list(db.session.scalars(partly))
