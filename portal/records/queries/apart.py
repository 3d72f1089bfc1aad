"""Who must not meet a request: whom a statement of that young person concerns, whoever is close to them, and
whoever looks after them at home. The same for one page, a list, a count, a reminder."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, StandIn
from portal.accounts.queries.around import too_close_to, with_role
from portal.accounts.queries.sessions import roles_on
from portal.people.models import CareLink, KeptApart
from portal.people.queries.links import holding
from portal.people.rules import LinkKind
from portal.policy.roles import RECORDS, Role
from portal.records.models import RecordsRequest
from portal.voice.models import Concern, Statement


def people_shut_to(account_id: UUID, on: date) -> set[UUID]:
    """Young people whose requests this account must not meet that day. The same few queries, however many
    requests there are, unless the account is close to somebody a statement concerns."""
    return _written_down_for(account_id) | _at_home_with(account_id, on) | _close_to_concerned(account_id, on)


def is_shut_to(account_id: UUID, young_person_id: UUID | None, on: date) -> bool:
    """Whether a request about this young person must not reach the account."""
    return young_person_id is not None and young_person_id in people_shut_to(account_id, on)


def officers_for(request: RecordsRequest, on: date, *roles: Role) -> list[UUID]:
    """Open accounts with one of the roles (records officers, unless said otherwise) that may see it."""
    wanted = dict.fromkeys(one for role in roles or (Role.RECORDS_OFFICER,) for one in with_role(role, on))
    return [one for one in wanted if not is_shut_to(one, request.young_person_id, on)]


_BESIDE = (Role.RECORDS_OFFICER, Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER, Role.PARTICIPATION_WORKER)


def supporters(request: RecordsRequest, on: date) -> list[UUID]:
    """Who could be the named person beside whoever asked, before, while and after they read."""
    return officers_for(request, on, *_BESIDE)


def has_it(request: RecordsRequest, on: date) -> list[UUID]:
    """Whoever works on it: the officer, and while they are away who stands in. Nobody, before one took it or
    when they left."""
    if request.officer_id is None:
        return []
    theirs = [request.officer_id, *_standing_in_for(request.officer_id, on)]
    return [
        one for one in theirs if gives_records(one, on) and not is_shut_to(one, request.young_person_id, on)
    ]


def gives_records(account_id: UUID, on: date) -> bool:
    """Whether somebody still is here and gives records that day."""
    account = db.session.get(Account, account_id)
    return account is not None and account.is_open and bool(roles_on(account_id, on) & RECORDS)


def works_on_it(request: RecordsRequest, on: date) -> UUID | None:
    """The officer who has it, unless they left, or must not meet it any more."""
    return request.officer_id if request.officer_id in has_it(request, on) else None


def shut_by_officer(on: date) -> dict[UUID, set[UUID]]:
    """Officers who have requests, and the young people whose they must not meet."""
    having = sa.select(RecordsRequest.officer_id).where(RecordsRequest.officer_id.is_not(None)).distinct()
    found = {one: people_shut_to(one, on) for one in db.session.scalars(having) if one is not None}
    return {one: shut for one, shut in found.items() if shut}


def _standing_in_for(account_id: UUID, on: date) -> list[UUID]:
    return list(
        db.session.scalars(
            sa.select(StandIn.stand_in_id)
            .where(StandIn.account_id == account_id, StandIn.from_on <= on, StandIn.until_on >= on)
            .order_by(StandIn.until_on.desc(), StandIn.id)
        )
    )


def _written_down_for(account_id: UUID) -> set[UUID]:
    return set(
        db.session.scalars(sa.select(KeptApart.young_person_id).where(KeptApart.account_id == account_id))
    )


def _at_home_with(account_id: UUID, on: date) -> set[UUID]:
    """Young people who live with this account, or with somebody of its household."""
    household = sa.select(Account.household_id).where(Account.id == account_id).scalar_subquery()
    return set(
        db.session.scalars(
            sa.select(CareLink.young_person_id)
            .join(Account, Account.id == CareLink.account_id)
            .where(
                CareLink.kind == LinkKind.FOSTER_CARER,
                holding(on),
                sa.or_(Account.id == account_id, Account.household_id == household),
            )
        )
    )


def _close_to_concerned(account_id: UUID, on: date) -> set[UUID]:
    """Young people with a request and a statement that concerns somebody this account is close to today."""
    about = _concerned_where_asked()
    if account_id not in too_close_to(about, on):
        return set()
    return {
        young_person_id
        for concerned_id, ids in about.items()
        if account_id in too_close_to({concerned_id}, on)
        for young_person_id in ids
    }


def _concerned_where_asked() -> dict[UUID, Collection[UUID]]:
    """Whom statements concern, of young people whose records somebody asked for."""
    asked = sa.select(RecordsRequest.young_person_id).where(RecordsRequest.young_person_id.is_not(None))
    rows = db.session.execute(
        sa.select(Concern.account_id, Statement.young_person_id)
        .join(Statement, Statement.id == Concern.statement_id)
        .where(Concern.account_id.is_not(None), Statement.young_person_id.in_(asked))
        .distinct()
    )
    found: dict[UUID, set[UUID]] = {}
    for concerned_id, young_person_id in rows:
        if concerned_id is not None:
            found.setdefault(concerned_id, set()).add(young_person_id)
    return dict(found)
