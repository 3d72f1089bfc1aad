"""What the pages about staff are about: loaders for the guard."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from portal import db
from portal.accounts.models import Account, DutyDay, DutyHours, RoleGrant, StandIn
from portal.people import queries as people
from portal.people.models import CareLink, YoungPerson
from portal.policy.roles import Role
from portal.policy.viewer import Subject, Viewer


@dataclass(frozen=True)
class OfAccount:
    """One row that belongs to a member of staff (a role, a stand-in, hours), with their account."""

    account: Account
    row: RoleGrant


@dataclass(frozen=True)
class LinkHere:
    """A care link with the young person and the worker's name."""

    person: YoungPerson
    link: CareLink
    name: str


def staff_subject(viewer: Viewer, account_id: UUID) -> Subject | None:
    """A member of staff as the guard's subject; its `thing` is the `Account`. Young people are not here."""
    account = db.session.get(Account, account_id)
    if account is None or account.young_person_id is not None:
        return None
    return Subject(account, kind="account", id=account_id)


def grant_subject(viewer: Viewer, account_id: UUID, grant_id: UUID) -> Subject | None:
    """A role somebody has; the `thing` is an `OfAccount`."""
    subject = staff_subject(viewer, account_id)
    grant = db.session.get(RoleGrant, grant_id)
    if subject is None or grant is None or grant.account_id != account_id:
        return None
    return Subject(OfAccount(subject.thing, grant), kind="account", id=account_id)


def link_subject(viewer: Viewer, young_person_id: UUID, link_id: UUID) -> Subject | None:
    """A care link; the `thing` is a `LinkHere`."""
    subject = people.young_person_subject(viewer, young_person_id)
    link = people.link_of(young_person_id, link_id)
    if subject is None or link is None:
        return None
    account = db.session.get(Account, link.account_id)
    here = LinkHere(subject.thing, link, account.name if account else "")
    return Subject(here, young_person_id, subject.relations, "young_person", young_person_id)


def stand_in_subject(viewer: Viewer, stand_in_id: UUID) -> Subject | None:
    """A stand-in the viewer may end: any for an administrator, of their own people for a manager."""
    row = db.session.get(StandIn, stand_in_id)
    if row is None or not may_arrange_for(viewer, row.account_id):
        return None
    return Subject(row, kind="account", id=row.account_id)


def duty_subject(viewer: Viewer, hours_id: UUID) -> Subject | None:
    """Weekly hours of somebody on duty."""
    row = db.session.get(DutyHours, hours_id)
    return None if row is None else Subject(row, kind="account", id=row.account_id)


def duty_line_subject(viewer: Viewer, line_id: UUID) -> Subject | None:
    """Hours of somebody on one date; the mark of a different day is nobody's hours."""
    row = db.session.get(DutyDay, line_id)
    return None if row is None or row.account_id is None else Subject(row, kind="account", id=row.account_id)


def may_arrange_for(viewer: Viewer, account_id: UUID) -> bool:
    """Whose leave a viewer arranges: everybody's, or their own and their people's."""
    if Role.ADMINISTRATOR in viewer.roles:
        return True
    return account_id == viewer.account_id or account_id in viewer.manages
