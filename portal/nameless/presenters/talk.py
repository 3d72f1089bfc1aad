"""What the pages without a name show: what is promised, who is there now, and the pass of an open talk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import flask
from itsdangerous import BadSignature, URLSafeSerializer

from portal.clocks.reading import is_open, read_by
from portal.kit import clock
from portal.nameless.commands.talking import Moment, Told
from portal.nameless.jobs import reading_hours
from portal.nameless.queries.talk import duty
from portal.settings import Settings

OPEN_FOR = timedelta(minutes=60)
"""How long a talk's page may lie open before the five words are asked for again."""


@dataclass(frozen=True)
class WhatNow:
    """What happens now that somebody said they are not safe: only what is true at this moment."""

    is_on_duty: bool
    was_called: bool
    duty_from: datetime | None
    read_by: datetime | None
    ring: str


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def this_moment() -> Moment:
    """Now, and what the council's settings promise."""
    return Moment(clock.now(), reading_hours(settings()))


def promised() -> datetime:
    """By when what is sent now is read."""
    moment = this_moment()
    return read_by(moment.hours, moment.now)


def what_now(told: Told) -> WhatNow:
    """Said next to the numbers."""
    now, own = clock.now(), settings()
    here = duty(now, own)
    return WhatNow(here.is_here, told.calls, here.next_from, told.read_by_at, ring_now())


def ring_now() -> str:
    """The council's number that is answered at this hour."""
    own = settings()
    return own.phone_day if is_open(reading_hours(own), clock.now()) else own.phone_night


def pass_for(talk_id: UUID) -> str:
    """What an open talk's page carries in its forms, in place of a cookie: it opens this talk for an hour.

    No cookie, because that would lie beside the one that says who is signed in."""
    return str(_passes().dumps([talk_id.hex, int((clock.now() + OPEN_FOR).timestamp())]))


def talk_in(pass_in: Any) -> UUID | None:
    """The talk a pass opens, or None when it is too old or not one of ours."""
    try:
        talk_id, until = _passes().loads(str(pass_in or "")[:400])
        return UUID(talk_id) if clock.now().timestamp() < until else None
    except (BadSignature, ValueError, TypeError):
        return None


def _passes() -> URLSafeSerializer:
    return URLSafeSerializer(flask.current_app.secret_key or "", salt="nameless talk")
