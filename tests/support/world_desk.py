"""The duty desk's own work in the small council: a note for the next one, a day that differs."""

from __future__ import annotations

import uuid
from datetime import time, timedelta
from typing import TYPE_CHECKING

from portal import db
from portal.accounts.models import DutyDay, ReadsLanguage
from portal.kit import clock
from portal.policy.roles import Role
from portal.voice.models import Firing, HandOver, Proved
from portal.voice.rules import Level
from portal.voice.rules.desk_proved import Proof

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """Notes about a statement and in general, somebody on a day to come, what fired and proved true."""
    day, read = clock.now().date() + timedelta(days=3), world.statements["read"]
    duty, reader = world[Role.DUTY_WORKER], world[Role.READER]
    with db.transaction() as session:
        session.add(DutyDay(day=day, account_id=None, starts=time(0), ends=time(0), step=0))
        line = DutyDay(day=day, account_id=duty.id, starts=time(9), ends=time(17), step=1)
        general = HandOver(send_once=uuid.uuid4(), by_id=reader.id, at=clock.now())
        general.note = "The printer is broken"
        about = HandOver(
            send_once=uuid.uuid4(),
            statement_id=read.id,
            young_person_id=read.young_person_id,
            by_id=reader.id,
            at=clock.now(),
        )
        about.note = "The phone was off"
        session.add_all([line, general, about, ReadsLanguage(account_id=reader.id, language="ar")])
        session.add(Firing(statement_id=read.id, kind="face", at=read.sent_at))
        session.add(
            Proved(
                statement_id=read.id,
                level=Level.REST,
                paged=False,
                proof=Proof.NOTHING_URGENT,
                sent_at=read.sent_at,
                by_id=reader.id,
                at=clock.now(),
            )
        )
        session.flush()
        world.ids |= {"day": day.isoformat(), "line_id": line.id, "note_id": general.id}
