"""What children wrote in surveys without names, as the desk reads it: page by page, and one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.nameless.models import SurveySaying
from portal.nameless.queries.apart import apart_from, called_to, shut_to, today
from portal.nameless.queries.desk import Done, concerns_about, done_about, relations_to
from portal.nameless.queries.sayings_unread import open_to
from portal.nameless.rules import order_for
from portal.policy.roles import Relation, Role
from portal.policy.viewer import Subject, Viewer
from portal.themes.order import Level, Reason

AT_ONCE = 20
"""So many are read on one page."""

_READERS = frozenset({Role.READER, Role.SAFETY_LEAD})
_PLACE = sa.case({Level.NOW: 0, Level.SOON: 1}, value=SurveySaying.level, else_=2)


@dataclass(frozen=True)
class ToReadNow:
    """The next to be read, and how many wait behind them."""

    sayings: Sequence[SurveySaying]
    left: int

    @property
    def together(self) -> Sequence[SurveySaying]:
        """Those that may be marked read together: what cannot wait gets its own mark, with what was done."""
        return [one for one in self.sayings if one.level is not Level.NOW]


@dataclass(frozen=True)
class SayingAtDesk:
    """One, with all its page needs."""

    saying: SurveySaying
    why: Sequence[Reason]
    done: Sequence[Done]
    concerns: Sequence[str]
    apart: dict[UUID, str]


def next_to_read(viewer: Viewer) -> Subject | None:
    """The next page of them as the guard's subject; its `thing` is a `ToReadNow`."""
    if viewer.is_young_person:
        return None
    mine = _theirs(viewer)
    found = db.session.scalars(
        sa.select(SurveySaying)
        .where(*mine)
        .order_by(_PLACE, SurveySaying.read_by_at, SurveySaying.id)
        .limit(AT_ONCE)
    ).all()
    count = db.session.scalar(sa.select(sa.func.count()).select_from(SurveySaying).where(*mine)) or 0
    is_called = bool(called_to(viewer.account_id) & {one.id for one in found})
    relations = frozenset({Relation.PAGED}) if is_called else frozenset()
    return Subject(ToReadNow(found, count - len(found)), None, relations, "survey_saying", None)


def saying_at_desk(viewer: Viewer, survey_saying_id: UUID) -> Subject | None:
    """One of them as the guard's subject; its `thing` is a `SayingAtDesk`."""
    saying = db.session.get(SurveySaying, survey_saying_id)
    if saying is None:
        return None
    apart = apart_from(survey_saying_id, today())
    found = SayingAtDesk(
        saying,
        order_for(saying.words).why,
        done_about(survey_saying_id),
        concerns_about(survey_saying_id),
        apart,
    )
    relations = relations_to(viewer, survey_saying_id, None, apart)
    return Subject(found, None, relations, "survey_saying", survey_saying_id)


def _theirs(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    """Unread, and not kept from the viewer; of those who are only called, what they were called to."""
    only = None if viewer.roles & _READERS else called_to(viewer.account_id)
    return open_to(shut_to(viewer.account_id, today()), only)
