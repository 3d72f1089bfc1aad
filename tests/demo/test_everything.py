"""The demo shows every way of saying it and what comes of it, by the product's own commands."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import StandIn
from portal.deadlines.models import Deadline
from portal.demo import at_home, cohort, everything, past, seed, staff
from portal.demo.lines import lines
from portal.kit import clock
from portal.nameless.models import GroupSaying, NamelessMessage
from portal.nameless.queries.talk import talk_with
from portal.people.models import ReviewPlanned, SupportSpan
from portal.people.queries.merging import waiting_to_merge
from portal.people.rules import Support
from portal.policy.roles import Role
from portal.reviews.models import AgreedAction, Letter, ReviewMeeting
from portal.reviews.rules import LetterState
from portal.reviews.rules.writing import GOOD_AT_MOST
from portal.settings import Settings
from portal.voice.models import (
    Addition,
    Answer,
    AskedToAnswer,
    Attachment,
    BoardCard,
    Capture,
    Filing,
    PersonPhoto,
    Reply,
    Statement,
)
from portal.voice.rules import AnswerState, FileKind, Look, Way
from portal.voice.rules.alone import ASKED
from portal.voice.rules.occasions import OCCASIONS


def all_of(what: Any) -> list[Any]:
    return list(db.session.scalars(sa.select(what)))


@pytest.mark.once
def test_it_shows_every_way_of_saying_it_and_what_came_of_it(settings: Settings) -> None:
    now = clock.now()
    today = now.astimezone(settings.time_zone).date()
    with db.transaction():
        team = staff.make_staff(today - timedelta(days=700))
        people = cohort.make_cohort(team, today)
        home = at_home.add(team, today)
        accounts, entries = seed._give_ways_in(people, [person for person, _ in home])
    demo = past.Demo(settings, team, people, random.Random(4), lines())
    talks = everything.tell(demo, accounts, home, now)
    with db.transaction() as session:
        assert set(all_of(Letter.state)) == {LetterState.SENT, LetterState.DRAFT}
        assert all(age < GOOD_AT_MOST for age in all_of(Letter.reading_age) if age)
        assert set(all_of(Statement.asked)) >= {occasion.key for occasion in OCCASIONS} | {ASKED}
        assert {*all_of(Statement.way)} == set(Way)
        assert {*all_of(Statement.look)} >= set(Look)
        assert {*all_of(Answer.state)} == set(AnswerState)
        assert {*all_of(Attachment.kind)} == set(FileKind)
        assert {*all_of(SupportSpan.kind)} >= {Support.PROTECTION, Support.IN_NEED}
        drawn = session.scalars(sa.select(Attachment).where(Attachment.kind == FileKind.DRAWING)).one()
        assert drawn.first_opened_at is None
        assert session.get_one(Statement, drawn.statement_id).read_at is None
        assert len([one for one in all_of(Capture) if one.why_not_told]) == 1
        carers = {one.id for one in team.by_role[Role.FOSTER_CARER]}
        assert carers & set(all_of(AgreedAction.owner_id)), "something agreed is a carer's to do"
        (there,) = all_of(ReviewPlanned)
        meetings = {(one.young_person_id, one.on) for one in all_of(ReviewMeeting) if one.by_id is None}
        assert meetings == {(there.young_person_id, there.planned_on)}, "planned in the case system"
        for kind in (Reply, BoardCard, PersonPhoto, AskedToAnswer, StandIn):
            assert all_of(kind), kind
        assert [one.read_at for one in all_of(Addition)] == [None]
        assert 0 < len({one.statement_id for one in all_of(Filing)}) < len(all_of(Statement))
        assert any(
            one.kind == "promise" and one.due_on < today and one.done_at is None for one in all_of(Deadline)
        )
        assert sorted(not one.answer for one in all_of(GroupSaying)) == [False, True, True]
        waiting = waiting_to_merge()
        assert len(waiting.extracts.rows) == 2
        assert waiting.pairs
        opened = [talk_with(tuple(entry["secret"].split())) for entry in talks]
        assert len([talk for talk in opened if talk]) == 2
        unread = [one for one in all_of(NamelessMessage) if not one.is_ours and one.read_at is None]
        assert len(unread) == 1
    assert [entry["role"] for entry in entries] == [Role.YOUNG_PERSON.value] * 5
