"""Making and ending links, and keeping people apart from what concerns them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.kit import clock
from portal.kit.errors import Refused
from portal.people import queries
from portal.people.models import CareLink, KeptApart
from portal.people.rules import LinkKind, Reason, overlaps


def make_link(
    young_person_id: UUID,
    account_id: UUID,
    kind: LinkKind,
    from_on: date,
    until_on: date | None = None,
    *,
    by: UUID | None,
) -> CareLink:
    """Somebody works with a young person from and to (both days included).

    Raises Refused when it ends before it starts, or when they have the same link in those days."""
    if until_on and until_on < from_on:
        raise Refused(Reason.ENDS_BEFORE_START)
    if is_linked(young_person_id, account_id, kind, from_on, until_on):
        raise Refused(Reason.LINKED_ALREADY)
    link = CareLink(
        young_person_id=young_person_id,
        account_id=account_id,
        kind=kind,
        from_on=from_on,
        until_on=until_on,
        made_by=by,
    )
    db.session.add(link)
    db.session.flush()
    return link


def is_linked(
    young_person_id: UUID, account_id: UUID, kind: LinkKind, from_on: date, until_on: date | None
) -> bool:
    """Whether they have a link of this kind on any of those days."""
    return any(
        link.account_id == account_id
        and link.kind is kind
        and overlaps((link.from_on, link.until_on), (from_on, until_on))
        for link in queries.all_links_of(young_person_id)
    )


def end_link(link: CareLink, until_on: date, *, by: UUID | None) -> None:
    """The link's last day is `until_on`. Raises Refused when that is before its first."""
    if until_on < link.from_on:
        raise Refused(Reason.ENDS_BEFORE_START)
    link.until_on = until_on
    link.ended_by = by
    if by is not None:
        link.source = "hand"  # no extract opens again what a person ended
    db.session.flush()


def end_link_now(link: CareLink, *, by: UUID | None, today: date) -> None:
    """The link ends now: yesterday was its last day; one that had not held a whole day is gone."""
    if link.from_on >= today:
        db.session.delete(link)
        db.session.flush()
    else:
        end_link(link, today - timedelta(days=1), by=by)


def keep_apart(young_person_id: UUID, statement_id: UUID, accounts: Mapping[UUID, str]) -> None:
    """Keep these accounts from a statement and what follows from it; the text says why (concerned,
    household, manager or stand_in). Doing it twice changes nothing; being concerned weighs most."""
    known = {
        row.account_id: row
        for row in db.session.scalars(sa.select(KeptApart).where(KeptApart.statement_id == statement_id))
    }
    for account_id, why in accounts.items():
        row = known.get(account_id)
        if row is None:
            # Two readers may mark the same at the same moment: once is enough.
            with suppress(IntegrityError), db.session.begin_nested():
                db.session.add(_apart(young_person_id, statement_id, account_id, why))
        elif why == "concerned":
            row.why = why
    db.session.flush()


def keep_apart_too(concerned_id: UUID, account_id: UUID, why: str) -> None:
    """Somebody has become close (household, manager, stand_in) to a person whom statements concern:
    keep them from those statements as well."""
    rows = db.session.execute(
        sa.select(KeptApart.young_person_id, KeptApart.statement_id).where(
            KeptApart.account_id == concerned_id, KeptApart.why == "concerned"
        )
    )
    for young_person_id, statement_id in rows.all():
        keep_apart(young_person_id, statement_id, {account_id: why})


def _apart(young_person_id: UUID, statement_id: UUID, account_id: UUID, why: str) -> KeptApart:
    return KeptApart(
        young_person_id=young_person_id,
        statement_id=statement_id,
        account_id=account_id,
        why=why,
        at=clock.now(),
    )
