"""Challenging a silence about a young person: for whom somebody may, and to whom it goes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import manager_of, people_around, with_role
from portal.listening.models import SilenceChallenge
from portal.listening.queries.apart import kept_from_child
from portal.listening.queries.deciding import holding
from portal.listening.rules import lead_of
from portal.people import queries as people
from portal.people.models import YoungPerson
from portal.people.rules import WORKER_KINDS, LinkKind, fold
from portal.policy.roles import COUNCIL, Relation, Role
from portal.policy.viewer import Subject, Viewer

_WORKERS = {Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER, Role.IRO, Role.PARTICIPATION_WORKER}
_OTHERS = (LinkKind.FOSTER_CARER, LinkKind.PARTNER, LinkKind.ADVOCATE)


@dataclass(frozen=True)
class Child:
    """A young person somebody may speak up for. `name`: as the viewer may know them."""

    id: UUID
    name: str


def child_to_speak_for(viewer: Viewer, young_person_id: UUID) -> Subject | None:
    """A young person, for whoever works with them or is around them."""
    subject = people.young_person_subject(viewer, young_person_id)
    if subject is None:
        return None
    relations = set(subject.relations)
    for one in people_around(young_person_id, people.today()):
        if one.account_id == viewer.account_id and one.kind in _OTHERS:
            relations.add(Relation.AROUND)
    person = subject.thing
    knows_name = bool(relations & {Relation.WORKS_WITH, Relation.STANDS_IN})
    name = person.name if knows_name else person.called or person.name
    return Subject(
        Child(person.id, name), young_person_id, frozenset(relations), "young_person", young_person_id
    )


def known_by_name(viewer: Viewer, on: date) -> set[UUID]:
    """Young people whose full name the viewer may know: they work with them, or stand in for who does."""
    links = people.young_people_of([viewer.account_id, *viewer.stands_in_for], on)
    return {
        link.young_person_id
        for link in links
        if link.kind in WORKER_KINDS
        and (link.account_id != viewer.account_id or link.kind.value in viewer.roles)
    }


def name_for(person: YoungPerson, known: Collection[UUID]) -> str:
    """Their name as the viewer may know it: a carer and a partner know what they like to be called."""
    return person.name if person.id in known else person.called or person.name


def children_to_speak_for(viewer: Viewer, on: date) -> list[Child]:
    """Everybody the viewer works with, stands in for somebody for, or is around; by name."""
    found: dict[UUID, Child] = {}
    for link in people.young_people_of([viewer.account_id, *viewer.stands_in_for], on):
        person, own = link.young_person, link.account_id == viewer.account_id
        if person.merged_into_id or (own and link.kind.value not in viewer.roles):
            continue
        if link.kind in WORKER_KINDS:
            if viewer.roles & _WORKERS:  # as the policy asks of whoever stands in, too
                found[person.id] = Child(person.id, person.name)
        elif own:
            found.setdefault(person.id, Child(person.id, person.called or person.name))
    return sorted(found.values(), key=lambda child: (fold(child.name), child.id))


def goes_to(young_person_id: UUID, by: UUID, on: date) -> UUID | None:
    """Whoever works with them most closely; if that is who speaks up, their manager. Nobody whom anything the
    young person said concerns. A safety lead where nobody else is left; None where not even one is there."""
    apart = kept_from_child(young_person_id, on)
    workers = [
        (one.kind.value, one.account_id)
        for one in people_around(young_person_id, on)
        if one.kind in WORKER_KINDS and one.account_id not in apart
    ]
    lead = lead_of(workers)
    if lead is not None and lead != by:
        return lead
    manager = manager_of(by) if lead == by else None
    if manager and manager not in apart and holding(manager, on, COUNCIL):
        return manager
    next_one = lead_of(one for one in workers if one[1] != by)
    leads = (one for one in with_role(Role.SAFETY_LEAD, on) if one != by and one not in apart)
    return next_one or next(leads, None)


def has_open(young_person_id: UUID, by: UUID) -> bool:
    """Whether a challenge of theirs about this young person still waits."""
    theirs = sa.select(SilenceChallenge.id).where(
        SilenceChallenge.young_person_id == young_person_id,
        SilenceChallenge.by_id == by,
        SilenceChallenge.outcome.is_(None),
        SilenceChallenge.withdrawn_at.is_(None),
    )
    return db.session.scalar(theirs) is not None


def sent_before(send_once: UUID, by: UUID) -> SilenceChallenge | None:
    """What the same form made when it was sent the first time."""
    same = (SilenceChallenge.send_once == send_once, SilenceChallenge.by_id == by)
    return db.session.scalars(sa.select(SilenceChallenge).where(*same)).one_or_none()
