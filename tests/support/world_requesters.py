"""The requester's side in the small council: something questioned, the three questions asked, a way in."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.policy.roles import Role
from portal.records.commands.outside import give_way_in
from portal.records.commands.questioning import question
from portal.records.commands.writing import write_from_requester, write_to_requester
from portal.records.models import Feeling, RecordsRequest
from portal.records.rules import QuestionKind, State
from tests.support.world_records import LONDON

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """After `world_records.build`."""
    now, today, officer = clock.now(), clock.today(LONDON), world[Role.RECORDS_OFFICER]
    with db.transaction() as session:
        theirs = session.get_one(RecordsRequest, world.ids["request_id"])
        mine, ours = uuid.uuid4(), uuid.uuid4()
        write_to_requester(theirs, "We have begun.", send_once=ours, by=officer.id, now=now)
        write_from_requester(theirs, "Thank you", send_once=mine, by=None, now=now)
        row = question(
            theirs,
            QuestionKind.COMPLAINT,
            "It takes so long",
            send_once=uuid.uuid4(),
            by=world[Role.YOUNG_PERSON].id,
            now=now,
            today=today,
            answer_days=20,
        )
        world.ids |= {"question_id": row.id, "about": "review", "page": "how"}
        session.add(Feeling(request_id=theirs.id, ask_on=today - timedelta(days=1)))
        unproven = session.scalars(
            sa.select(RecordsRequest).where(RecordsRequest.state == State.UNPROVEN)
        ).first()
        if unproven is not None:
            give_way_in(unproven, send_once=uuid.uuid4(), by=officer.id, now=now)
