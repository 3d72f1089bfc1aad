"""One block that says how to reach a young person who may be in danger or asked for a call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.policy.viewer import the_viewer
from portal.voice.queries.desk import AtDesk, today
from portal.voice.queries.desk_reach import Near, last_number, near
from portal.voice.rules import Level, SafeNow


@dataclass(frozen=True)
class Reach:
    """The number given now, the last one before, when to ring and who might pick up, and who is around."""

    number: str
    before: tuple[str, datetime] | None
    when: str
    who_else: str
    near: Sequence[Near]


def reach_of(found: AtDesk) -> Reach | None:
    """None where nobody needs to reach them: no call is wanted and nothing says that they are in danger."""
    statement = found.statement
    in_danger = statement.level is Level.NOW or statement.not_safe_button
    unsure = statement.safe_now in (SafeNow.NO, SafeNow.NOT_SURE)
    if not (in_danger or unsure or statement.wants_call):
        return None
    return Reach(
        number=statement.call_number,
        before=last_number(the_viewer(), statement),
        when=statement.call_when,
        who_else=statement.call_who,
        near=near(statement, found.apart, today()),
    )
