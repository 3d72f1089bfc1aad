"""How a viewer stands to a young person: what the policy asks about."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people.models import CareLink, KeptApart, YoungPerson
from portal.people.queries.facts import today
from portal.people.queries.links import links_of
from portal.people.rules import WORKER_KINDS, LinkKind
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer


def kept_apart(young_person_id: UUID) -> set[UUID]:
    """Accounts that any of their statements concerns, or that are too close to those."""
    return set(
        db.session.scalars(
            sa.select(KeptApart.account_id).where(KeptApart.young_person_id == young_person_id).distinct()
        )
    )


def kept_apart_from(statement_id: UUID) -> dict[UUID, str]:
    """Accounts kept apart from one statement, and why: concerned, household, manager, stand_in."""
    rows = db.session.execute(
        sa.select(KeptApart.account_id, KeptApart.why).where(KeptApart.statement_id == statement_id)
    )
    return {row.account_id: row.why for row in rows}


def relations_to(viewer: Viewer, young_person_id: UUID) -> frozenset[Relation]:
    """How the viewer stands to a young person today.

    A link counts only with the role it stands for: whoever is a social worker no longer, but a
    participation worker still, does not work with them through the old link."""
    if viewer.young_person_id is not None:
        own = viewer.young_person_id == young_person_id
        return frozenset({Relation.OWN}) if own else frozenset()
    found = {relation for link in links_of(young_person_id, today()) for relation in _by_link(viewer, link)}
    if viewer.account_id in kept_apart(young_person_id):
        found.add(Relation.CONFLICTED)
    return frozenset(found)


def _by_link(viewer: Viewer, link: CareLink) -> set[Relation]:
    found = set()
    if link.account_id == viewer.account_id and link.kind.value in viewer.roles:
        if link.kind in WORKER_KINDS:
            found.add(Relation.WORKS_WITH)
            if link.kind is LinkKind.IRO:
                found.add(Relation.LEADS)
        elif link.kind is LinkKind.FOSTER_CARER:
            found.add(Relation.LOOKED_AFTER_BY)
    if link.kind in WORKER_KINDS:
        if link.account_id in viewer.stands_in_for:
            found.add(Relation.STANDS_IN)
            if link.kind is LinkKind.IRO:
                found.add(Relation.LEADS)
        if link.account_id in viewer.manages:
            found.add(Relation.MANAGES_WORKER)
    return found


def young_person_subject(viewer: Viewer, young_person_id: UUID) -> Subject | None:
    """A young person as the guard's subject; its `thing` is the `YoungPerson`. None: there is none, or it was
    found to be the same as another."""
    person = db.session.get(YoungPerson, young_person_id)
    if person is None or person.merged_into_id is not None:
        return None
    relations = relations_to(viewer, young_person_id)
    return Subject(person, young_person_id, relations, "young_person", young_person_id)
