"""Who must not meet a complaint: whom it is about, their household, manager and stand-in, and whoever the
young person's own words behind it are kept from. The same for a page, a list, a count, a file, a reminder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import too_close_to, with_role
from portal.complaints.models import Complaint, ComplaintConcern
from portal.people.models import CareLink
from portal.people.queries.links import holding
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from portal.voice.queries.apart import home_of, kept_from
from portal.voice.queries.apart import shut_to as statements_shut_to


def concerned_by(complaint_id: UUID) -> set[UUID]:
    """Accounts the complaint is about."""
    return set(
        db.session.scalars(
            sa.select(ComplaintConcern.account_id).where(ComplaintConcern.complaint_id == complaint_id)
        )
    )


def kept_from_complaint(complaint: Complaint, on: date, also: Iterable[UUID] = ()) -> dict[UUID, str]:
    """Everybody kept from it that day, and why. `also`: accounts it is about to concern."""
    concerned = concerned_by(complaint.id) | set(also)
    found = dict(kept_from(complaint.statement_id, on, concerned)) if complaint.statement_id else {}
    return _at_home(complaint, on) | found | too_close_to(concerned, on)


def shut_to(account_id: UUID, complaint_ids: Collection[UUID], on: date) -> set[UUID]:
    """Of these complaints, those that must not reach the account. The same few queries however many there
    are, unless the account is close to somebody concerned."""
    if not complaint_ids:
        return set()
    wanted = list(complaint_ids)
    shut = _close_to_concerned(account_id, wanted, on) | _by_their_words(account_id, wanted, on)
    return shut | _of_who_lives_with(account_id, wanted, on)


def is_shut_to(account_id: UUID, complaint_id: UUID, on: date) -> bool:
    """Whether this complaint must not reach the account."""
    return complaint_id in shut_to(account_id, [complaint_id], on)


def free_of(complaint: Complaint, on: date, *roles: Role) -> list[UUID]:
    """Open accounts with one of the roles that may meet it."""
    apart = kept_from_complaint(complaint, on)
    found = dict.fromkeys(one for role in roles for one in with_role(role, on))
    return [one for one in found if one not in apart]


def _at_home(complaint: Complaint, on: date) -> dict[UUID, str]:
    child_id = complaint.young_person_id or complaint.child_id
    return home_of(child_id, on) if child_id else {}


def _close_to_concerned(account_id: UUID, wanted: list[UUID], on: date) -> set[UUID]:
    about: dict[UUID, set[UUID]] = defaultdict(set)
    rows = db.session.execute(
        sa.select(ComplaintConcern.account_id, ComplaintConcern.complaint_id).where(
            ComplaintConcern.complaint_id.in_(wanted)
        )
    )
    for concerned_id, complaint_id in rows:
        about[concerned_id].add(complaint_id)
    if account_id not in too_close_to(about, on):
        return set()
    return {
        one
        for concerned_id, ids in about.items()
        if account_id in too_close_to({concerned_id}, on)
        for one in ids
    }


def _of_who_lives_with(account_id: UUID, wanted: list[UUID], on: date) -> set[UUID]:
    """Those of a young person, or about one, who lives with this account today."""
    household = sa.select(Account.household_id).where(Account.id == account_id).scalar_subquery()
    theirs = sa.or_(
        CareLink.young_person_id == Complaint.young_person_id, CareLink.young_person_id == Complaint.child_id
    )
    return set(
        db.session.scalars(
            sa.select(Complaint.id)
            .join(CareLink, theirs)
            .join(Account, Account.id == CareLink.account_id)
            .where(
                Complaint.id.in_(wanted),
                CareLink.kind == LinkKind.FOSTER_CARER,
                holding(on),
                sa.or_(Account.id == account_id, Account.household_id == household),
            )
        )
    )


def _by_their_words(account_id: UUID, wanted: list[UUID], on: date) -> set[UUID]:
    rows = db.session.execute(
        sa.select(Complaint.statement_id, Complaint.id).where(
            Complaint.id.in_(wanted), Complaint.statement_id.is_not(None)
        )
    )
    said = {statement_id: complaint_id for statement_id, complaint_id in rows if statement_id}
    return {said[one] for one in statements_shut_to(account_id, said, on)}
