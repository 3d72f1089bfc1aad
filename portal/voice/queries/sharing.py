"""What was shared with foster carers and partners, and with whom something can be shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import PersonAround, names_of, people_around
from portal.people import queries as people
from portal.people.models import CareLink
from portal.people.queries.links import holding
from portal.people.rules import LinkKind
from portal.policy.roles import Relation
from portal.policy.viewer import Subject, Viewer
from portal.voice.models import Share, Statement
from portal.voice.queries.after import changed_to
from portal.voice.queries.apart import is_written_down_for, kept_from, shut_to
from portal.voice.queries.desk import load
from portal.voice.queries.more import More, more_of
from portal.voice.rules import Way
from portal.voice.rules import answers as rules

SHARED_KINDS = (LinkKind.FOSTER_CARER, LinkKind.PARTNER)


@dataclass(frozen=True)
class SharedWith:
    """Somebody a statement was shared with."""

    account_id: UUID
    name: str
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class SharedRow:
    """A line of a foster carer's or partner's list."""

    id: UUID
    name: str
    shared_at: datetime
    shared_by: str


@dataclass(frozen=True)
class SharedThing:
    """A statement that was shared, for the one it was shared with."""

    statement: Statement
    name: str
    shared_at: datetime
    shared_by: str
    more: More
    is_changed: bool = False
    """Its young person put other words in place of those that were shared."""


def why_not_share(statement: Statement) -> rules.WhyNot | None:
    """Why it can be shared with nobody."""
    return rules.why_not_share(
        statement.way, is_shown_to_them=statement.is_shown_to_them, has_words=bool(statement.words)
    )


def can_be_shared_with(statement: Statement, on: date) -> list[PersonAround]:
    """Foster carers and partners around them now; nobody who is kept apart. Nobody at all when it must not be
    shared."""
    if why_not_share(statement):
        return []
    apart = kept_from(statement.id, on)
    return [
        person
        for person in people_around(statement.young_person_id, on)
        if person.kind in SHARED_KINDS and person.account_id not in apart
    ]


def shared_with(statement_id: UUID) -> list[SharedWith]:
    """Everybody a statement was shared with, the first first, those it no longer is shared with too."""
    rows = db.session.scalars(
        sa.select(Share).where(Share.statement_id == statement_id).order_by(Share.at, Share.id)
    ).all()
    names = names_of(row.account_id for row in rows)
    return [SharedWith(r.account_id, names.get(r.account_id, ""), r.at, r.ended_at) for r in rows]


def share_of(statement_id: UUID, account_id: UUID) -> Share | None:
    return db.session.scalars(
        sa.select(Share).where(Share.statement_id == statement_id, Share.account_id == account_id)
    ).one_or_none()


def shared_subject(viewer: Viewer, statement_id: UUID) -> Subject | None:
    """A statement for somebody it was shared with, who still is around the young person."""
    statement = load(statement_id)
    share = share_of(statement_id, viewer.account_id) if statement else None
    if statement is None or share is None:
        return None
    today = people.today()
    relations = set()
    around = {person.account_id for person in people_around(statement.young_person_id, today)}
    is_shared = share.ended_at is None and not why_not_share(statement)
    if is_shared and viewer.account_id in around:
        relations.add(Relation.SHARED_WITH)
    if viewer.account_id in kept_from(statement_id, today):
        relations.add(Relation.CONFLICTED)
    if statement.taken_back_at:
        relations.add(Relation.TAKEN_BACK)
    young = people.get(statement.young_person_id)
    name = (young.called or young.name) if young else ""
    by = names_of([share.shared_by]).get(share.shared_by, "")
    thing = SharedThing(
        statement, name, share.at, by, more_of(statement_id), changed_to(statement_id) is not None
    )
    return Subject(thing, statement.young_person_id, frozenset(relations), "statement", statement_id)


def shared_with_me(viewer: Viewer, on: date) -> Sequence[SharedRow]:
    """What is shared with the viewer, newest first."""
    rows = db.session.execute(
        sa.select(Share, Statement.young_person_id)
        .join(Statement, Statement.id == Share.statement_id)
        .where(
            Share.account_id == viewer.account_id,
            Share.ended_at.is_(None),
            Statement.taken_back_at.is_(None),
            Statement.is_shown_to_them.is_(True),
            Statement.way != Way.OBSERVED,
            ~is_written_down_for(viewer.account_id),
            sa.select(CareLink.id)
            .where(
                CareLink.young_person_id == Statement.young_person_id,
                CareLink.account_id == viewer.account_id,
                CareLink.kind.in_(SHARED_KINDS),
                holding(on),
            )
            .correlate(Statement)
            .exists(),
        )
        .order_by(Share.at.desc(), Share.id)
    ).all()
    shut = shut_to(viewer.account_id, [share.statement_id for share, _ in rows], on)
    young = people.several(person_id for _, person_id in rows)
    names = names_of(share.shared_by for share, _ in rows)
    return [
        SharedRow(
            share.statement_id,
            young[person_id].called or young[person_id].name,
            share.at,
            names.get(share.shared_by, ""),
        )
        for share, person_id in rows
        if share.statement_id not in shut
    ]
