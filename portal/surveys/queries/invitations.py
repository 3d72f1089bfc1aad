"""Who was asked: by a code, by an account, as a young person; how often; and who has answered already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.surveys.models import (
    Invitation,
    SurveyAnswered,
    SurveyIntakeUsed,
    SurveyNamedAnswer,
    Wave,
)
from portal.surveys.rules.inviting import A_YEAR, as_typed, code_from
from portal.surveys.rules.kinds import WaveState
from portal.vault import keys

AT_ONCE = 500


def code_of(invitation_id: UUID) -> str:
    """The code of an invitation. It is worked out with the council's key each time and stored nowhere."""
    return code_from(keys.blind("survey code", str(invitation_id)))


def code_hash(code: str) -> bytes:
    """The keyed hash by which an invitation is found by what somebody typed."""
    return keys.blind("survey code typed", as_typed(code))


def address_hash(address: str) -> bytes:
    """The keyed hash by which an address is known to have been asked before."""
    return keys.blind("survey address", address.strip().casefold())


def invitation_with(code: str) -> Invitation | None:
    """The invitation whose code this is, whatever became of it and its wave."""
    return db.session.scalars(
        sa.select(Invitation).where(Invitation.code_hash == code_hash(code))
    ).one_or_none()


def invitation_of(
    wave_id: UUID, *, account_id: UUID | None = None, young_person_id: UUID | None = None
) -> Invitation | None:
    """Somebody's invitation to a wave."""
    whose = _whose(account_id, young_person_id)
    return db.session.scalars(sa.select(Invitation).where(Invitation.wave_id == wave_id, whose)).one_or_none()


def waves_for(*, account_id: UUID | None = None, young_person_id: UUID | None = None) -> Sequence[Wave]:
    """Open waves somebody was asked in, those that close first coming first."""
    return db.session.scalars(
        sa.select(Wave)
        .join(Invitation, Invitation.wave_id == Wave.id)
        .where(Wave.state == WaveState.OPEN, _whose(account_id, young_person_id))
        .order_by(Wave.closes_on, Wave.id)
    ).all()


def _whose(account_id: UUID | None, young_person_id: UUID | None) -> sa.ColumnElement[bool]:
    if young_person_id is not None:
        return Invitation.young_person_id == young_person_id
    return Invitation.account_id == account_id if account_id is not None else sa.false()


def is_used(invitation_id: UUID) -> bool:
    """Whether this invitation was answered, its batch made or not. For whoever answers, and nobody else."""
    tables = (SurveyIntakeUsed, SurveyAnswered, SurveyNamedAnswer)
    asked = (sa.select(sa.literal(1)).where(table.invitation_id == invitation_id) for table in tables)
    return db.session.scalar(sa.union_all(*asked).limit(1)) is not None


def of_wave(wave_id: UUID) -> Sequence[Invitation]:
    return db.session.scalars(
        sa.select(Invitation).where(Invitation.wave_id == wave_id).order_by(Invitation.id)
    ).all()


def unanswered(wave_id: UUID) -> set[UUID]:
    """Of a confidential wave: the invitations nobody has answered."""
    done = sa.select(SurveyNamedAnswer.invitation_id).where(SurveyNamedAnswer.wave_id == wave_id)
    return set(
        db.session.scalars(
            sa.select(Invitation.id).where(Invitation.wave_id == wave_id, Invitation.id.not_in(done))
        )
    )


def asked_on(
    column: str, wanted: Collection[UUID | bytes], today: date
) -> dict[UUID | bytes, list[date | None]]:
    """When each was asked in the last twelve months; None: is to be asked. `column`: account_id,
    young_person_id or address_hash."""
    key, found = getattr(Invitation, column), dict[UUID | bytes, list[date | None]]()
    recent = sa.or_(Invitation.sent_on.is_(None), Invitation.sent_on > today - A_YEAR)
    for some in _parts(wanted):
        rows = db.session.execute(sa.select(key, Invitation.sent_on).where(key.in_(some), recent))
        for one, on in rows:
            found.setdefault(one, []).append(on)
    return found


def asked_in(wave_id: UUID, column: str) -> set[UUID | bytes]:
    """Who was asked in this wave already."""
    key = getattr(Invitation, column)
    return set(db.session.scalars(sa.select(key).where(Invitation.wave_id == wave_id, key.is_not(None))))


def _parts(wanted: Collection[UUID | bytes]) -> Iterable[list[UUID | bytes]]:
    ids = sorted(wanted)
    return (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))
