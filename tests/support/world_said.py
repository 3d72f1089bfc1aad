"""What came with what was said in the small council: answers to prompts and boards, other ways of saying it,
answers in every state, something handed on, something on the record, and why the council works with them."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import flask
import flask_babel

from portal import db
from portal.deadlines import commands as deadlines
from portal.filing.commands.records import mark_filed
from portal.kit import clock
from portal.people.commands import set_support
from portal.people.rules import Support
from portal.policy.roles import Role
from portal.vault.files import keeping
from portal.voice.commands import board
from portal.voice.models import AskedToAnswer, PersonPhoto, Recipient, Reply, Statement
from portal.voice.rules import AnswerState, Going, HowSure, Look, SafeNow, Way
from portal.voice.rules.answers import SAYS_NO
from portal.voice.rules.saying import Placed
from tests.support.factories import Make
from tests.support.world_files import A_DOT

if TYPE_CHECKING:
    from tests.support.world import World

PLACED = (Placed("home", Going.WELL), Placed("school", Going.SO_SO), Placed("own", Going.NOT_WELL, "Maths"))
ASKED = (("family_often", "Do you see them enough?", "more"), ("family_who", "Who do you want to see?", ""))


def build(make: Make, world: World) -> None:
    """Add it all to what `world.build` has made."""
    said, worker, now = world.statements, world[Role.SOCIAL_WORKER], clock.now()
    world.ids["step"] = "home"
    _other_ways(make, world)
    for statement in (said["new"], said["read"], said["shared"], said["advocate"]):
        came_with(statement.id)
    for state in AnswerState:
        no = "There is no money for it." if state in SAYS_NO else ""
        make.answer(said["answered"], worker, state=state, reason=no)
    said["handed on"] = make.statement(
        world.young, "Can I have a bus pass", to=[worker], read_by=world[Role.READER], sent_at=now
    )
    with db.transaction() as session:
        _hand_on(session.get_one(Statement, said["handed on"].id), world)
        filed = session.get_one(Statement, said["shared"].id)
        on_record = {"filed_on": now.date(), "reference": "CASE-1", "today": now.date(), "now": now}
        mark_filed([filed], uuid.uuid4(), by=worker.id, **on_record)
        deadlines.start(
            "promise",
            said["answered"].id,
            due_on=(now - timedelta(days=9)).date(),
            young_person_id=world.young.id,
            owner_id=worker.id,
        )
        photo = keeping.keep(world.young.id, A_DOT, "image/png", now=now)
        ids = {"young_person_id": world.young.id, "account_id": worker.id, "file_id": photo.id}
        session.add(PersonPhoto(**ids, made_by_id=worker.id, made_at=now))
        set_support(world.other.id, Support.PROTECTION, today=now.date())


def came_with(statement_id: UUID) -> None:
    """Answers to two prompts, and a board with a card of their own."""
    bare = flask.Flask("bare")
    flask_babel.Babel(bare)
    with bare.app_context(), db.transaction() as session:
        statement = session.get_one(Statement, statement_id)
        statement.asked, statement.look = "family_time", Look.OLDER
        for place, (prompt, question, choice) in enumerate(ASKED):
            row = Reply(
                statement_id=statement.id,
                young_person_id=statement.young_person_id,
                place=place,
                prompt=prompt,
                question=question,
                choice=choice,
            )
            row.words = "" if choice else "My nan"
            session.add(row)
        board.keep(statement, PLACED, clock.now())


def _other_ways(make: Make, world: World) -> None:
    said, worker, reader = world.statements, world[Role.SOCIAL_WORKER], world[Role.READER]
    said["together"] = make.statement(
        world.young,
        "I want to stay here",
        to=[worker],
        read_by=reader,
        way=Way.TOGETHER,
        safe_now=SafeNow.YES,
    )
    make.capture(said["together"], worker, by_role="social_worker", present="Me", understands="They settled")
    said["observed"] = make.statement(
        world.young, "", to=[worker], read_by=reader, way=Way.OBSERVED, look=Look.LITTLE
    )
    make.capture(
        said["observed"],
        worker,
        by_role="social_worker",
        saw="Turned away at the door",
        understands="Not sure yet",
        how_sure=HowSure.QUITE,
    )


def _hand_on(statement: Statement, world: World) -> None:
    """The social worker asked the personal adviser to answer."""
    worker, adviser, now = world[Role.SOCIAL_WORKER].id, world[Role.PERSONAL_ADVISER].id, clock.now()
    asked = AskedToAnswer(
        statement_id=statement.id, young_person_id=world.young.id, by_id=worker, to_id=adviser, at=now
    )
    asked.note = "You know the forms"
    statement.answerer_id = adviser
    db.session.add_all(
        [
            asked,
            Recipient(
                statement_id=statement.id,
                account_id=adviser,
                kind="personal_adviser",
                place=9,
                delivered_at=now,
            ),
        ]
    )
    deadlines.hand_to("answer", statement.id, adviser, by=worker)
