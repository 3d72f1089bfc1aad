"""Who must not meet a talk, or what a group said: those it concerns and those too close to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import flask
import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import too_close_to
from portal.kit import clock
from portal.nameless.models import NamelessCall, NamelessConcern
from portal.settings import Settings


def today() -> date:
    """The council's date now, inside a request or an app context."""
    settings: Settings = flask.current_app.extensions["heard.settings"]
    return clock.today(settings.time_zone)


def concerned_by(about_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Of each, the accounts that readers marked it to concern."""
    found: dict[UUID, set[UUID]] = {}
    rows = db.session.execute(
        sa.select(NamelessConcern.about_id, NamelessConcern.account_id).where(
            NamelessConcern.about_id.in_(list(about_ids))
        )
    )
    for about_id, account_id in rows:
        found.setdefault(about_id, set()).add(account_id)
    return found


def apart_from(about_id: UUID, on: date) -> dict[UUID, str]:
    """Everybody who is kept from this one, and why."""
    return too_close_to(concerned_by([about_id]).get(about_id, ()), on)


def apart_with(about_id: UUID, more: Iterable[UUID], on: date) -> dict[UUID, str]:
    """Everybody who is kept from this one when it concerns these too."""
    return too_close_to({*concerned_by([about_id]).get(about_id, ()), *more}, on)


def shut_to(account_id: UUID, on: date) -> set[UUID]:
    """Everything that is kept from this account: few queries, unless it is close to somebody concerned."""
    about: dict[UUID, set[UUID]] = {}
    for concerned_id, about_id in db.session.execute(
        sa.select(NamelessConcern.account_id, NamelessConcern.about_id)
    ):
        about.setdefault(concerned_id, set()).add(about_id)
    if account_id not in too_close_to(about, on):
        return set()
    return {
        about_id
        for concerned_id, ids in about.items()
        if account_id in too_close_to({concerned_id}, on)
        for about_id in ids
    }


def is_called(about_id: UUID, account_id: UUID) -> bool:
    return bool(
        db.session.scalar(
            sa.select(
                sa.exists().where(NamelessCall.about_id == about_id, NamelessCall.account_id == account_id)
            )
        )
    )


def called_to(account_id: UUID) -> set[UUID]:
    """What this account was called to."""
    return set(
        db.session.scalars(sa.select(NamelessCall.about_id).where(NamelessCall.account_id == account_id))
    )
