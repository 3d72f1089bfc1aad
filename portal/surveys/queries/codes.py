"""Who was asked in a confidential survey, each with the code that goes on their sheet of paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.kit.pages import Page
from portal.people import queries as people
from portal.policy.viewer import Subject, Viewer
from portal.surveys.models import Invitation
from portal.surveys.queries.invitations import code_of
from portal.surveys.queries.subjects import wave_subject
from portal.surveys.rules.kinds import Privacy, WaveState, WayIn

PAGE_SIZE = 100


@dataclass(frozen=True)
class CodeLine:
    """One of those asked. `who`: their name, or the address they were asked by."""

    who: str
    team: str
    code: str

    @property
    def cells(self) -> list[str]:
        return [self.who, self.team, self.code]


def codes_subject(viewer: Viewer, wave_id: UUID) -> Subject | None:
    """A survey with names that is being asked on paper too. Without names nobody may see a list."""
    found = wave_subject(viewer, wave_id)
    if found is None:
        return None
    wave = found.thing
    is_so = wave.privacy is Privacy.CONFIDENTIAL and WayIn.PAPER in wave.ways
    return found if is_so and wave.state is WaveState.OPEN else None


def codes_of(wave_id: UUID, page: int) -> Page[CodeLine]:
    """Everybody, whether they have answered or not: the list does not say that."""
    which = Invitation.wave_id == wave_id
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Invitation).where(which)) or 0
    rows = db.session.scalars(
        sa.select(Invitation)
        .where(which)
        .order_by(Invitation.team, Invitation.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    who = _who(rows)
    lines = [CodeLine(who.get(one.id) or one.address, one.team, _apart(code_of(one.id))) for one in rows]
    return Page(lines, page, total, PAGE_SIZE)


def _who(rows: Sequence[Invitation]) -> dict[UUID, str]:
    staff = names_of(one.account_id for one in rows if one.account_id)
    young = people.several(one.young_person_id for one in rows if one.young_person_id)
    found: dict[UUID, str] = {}
    for one in rows:
        if one.account_id in staff:
            found[one.id] = staff[one.account_id]
        elif one.young_person_id in young:
            found[one.id] = young[one.young_person_id].name
    return found


def _apart(code: str) -> str:
    """In two halves, so that it is copied right."""
    return f"{code[: len(code) // 2]}-{code[len(code) // 2 :]}"
