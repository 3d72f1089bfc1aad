"""The five plain steps that a requester sees move by themselves as the work is done, and only forward."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from uuid import UUID

from portal.records.commands.happenings import happen
from portal.records.models import RecordsRequest
from portal.records.rules import EventKind, Stage
from portal.records.rules.request import State

_ORDER = {stage: place for place, stage in enumerate(Stage)}


def move_on(request: RecordsRequest, stage: Stage, *, by: UUID, now: datetime, today: date) -> None:
    """To this step, when it is not there yet: once, whoever does the work at the same time."""
    if request.state is not State.OPEN or _ORDER[request.stage] >= _ORDER[stage]:
        return
    happen(
        request,
        EventKind.STAGE,
        today,
        send_once=uuid.uuid5(request.id, f"{stage.value}, {now.isoformat()}"),
        by=by,
        now=now,
        today=today,
        reason=stage.value,
        tells=False,
    )
