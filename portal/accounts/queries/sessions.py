"""Who is signed in. Read anew at each request, so that a role, a card or an account that ended is refused.

The session cookie is signed and holds: the account (Flask-Login's `_user_id`), the version of its ways in,
an id of its own, when it began and when it was last used. It holds no secret and no name.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import flask
import flask_login
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, EndedSession, RoleGrant, StandIn
from portal.accounts.rules.sessions import Standing, standing
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.settings import Settings
from portal.vault.models import DataKey


@dataclass(frozen=True)
class Pass:
    """What the session cookie says about who holds it."""

    account_id: UUID
    ways_version: int
    session_id: str
    began_at: datetime
    seen_at: datetime


class SignedIn(flask_login.UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """The signed-in person, as Flask-Login hands them about."""

    def __init__(self, viewer: Viewer, *, last_seen_at: datetime | None = None, language: str = "") -> None:
        self.viewer, self.last_seen_at, self.language = viewer, last_seen_at, language

    def get_id(self) -> str:
        return str(self.viewer.account_id)


def fresh_session(account_id: UUID, ways_version: int) -> dict[str, Any]:
    """What a session holds for somebody who signs in now, beside what Flask-Login adds."""
    now = int(clock.now().timestamp())
    return {
        "_user_id": str(account_id),
        "_fresh": True,
        "ways": ways_version,
        "sid": secrets.token_urlsafe(18),
        "began": now,
        "seen": now,
    }


def pass_in(session: Mapping[str, Any]) -> Pass | None:
    """Read the session; None if nobody is signed in by it or it is not one of ours."""
    try:
        return Pass(
            UUID(session["_user_id"]),
            int(session["ways"]),
            str(session["sid"]),
            datetime.fromtimestamp(session["began"], UTC),
            datetime.fromtimestamp(session["seen"], UTC),
        )
    except (KeyError, ValueError, TypeError, OverflowError, OSError):
        return None


SHARED_DEVICE = "shared"


def is_shared_device() -> bool:
    """Whether they said, on coming in, that other people use this phone or tablet: no file is saved on it."""
    return bool(flask.session.get(SHARED_DEVICE))


def viewer_from_session() -> Viewer | None:
    """Who is signed in in this request, or None."""
    somebody = flask_login.current_user
    return somebody.viewer if isinstance(somebody._get_current_object(), SignedIn) else None


@dataclass(frozen=True)
class Lapsed:
    """A young person's session that does not hold any more: for what goes in. Nothing is shown for it."""

    young_person_id: UUID
    account_id: UUID
    past_shut_at: datetime | None
    by_old_way: bool
    """Their ways in were renewed meanwhile: by themselves, or by somebody who holds a new card."""


def lapsed() -> Lapsed | None:
    """The young person whose session ran out by quiet time, or by a new way in, a little while ago.

    A new card must not silence whoever was writing when it was used. None once they were signed out."""
    shown = pass_in(flask.session)
    account = _account(shown, with_old_ways=True) if shown else None
    if shown is None or account is None or account.young_person_id is None:
        return None
    by_old_way = account.ways_version != shown.ways_version
    how = _standing(shown, account)
    if how is Standing.OVER or (how is Standing.OPEN and not by_old_way):
        return None
    return Lapsed(account.young_person_id, account.id, account.past_shut_at, by_old_way)


def lapsed_young_person_id() -> UUID | None:
    """Whose session it was, of one that has lapsed. Used to keep the words they had typed."""
    found = lapsed()
    return found.young_person_id if found else None


def signed_in() -> SignedIn | None:
    """The account the session belongs to, if the session still holds."""
    shown = pass_in(flask.session)
    account = _account(shown) if shown else None
    if shown is None or account is None or _standing(shown, account) is not Standing.OPEN:
        return None
    viewer = _young_viewer(account) if account.young_person_id else _staff_viewer(account)
    return SignedIn(viewer, last_seen_at=account.last_seen_at, language=account.language)


def _account(shown: Pass, *, with_old_ways: bool = False) -> Account | None:
    """The open account with this version of its ways in, unless somebody ended this session. A young person's
    own record and key come with it: every page of theirs needs them."""
    account: Account | None = db.session.scalars(
        _ACCOUNT,
        {"account": shown.account_id, "session": shown.session_id},
    ).one_or_none()
    if account is None:
        return None
    db.keep_at_hand(account)
    if account.young_person_id:  # never asked for staff: a panel's pages read no young person's row
        db.keep_at_hand(
            *(db.session.execute(_THEIRS, {"whose": account.young_person_id}).one_or_none() or ())
        )
    newer = account.ways_version - shown.ways_version
    return account if newer == 0 or (newer > 0 and with_old_ways) else None


# Made once: to put a question together costs more than to have it answered.
_ACCOUNT = sa.select(Account).where(
    Account.id == sa.bindparam("account"),
    Account.is_open.is_(True),
    ~sa.exists().where(EndedSession.session_id == sa.bindparam("session")),
)


_THEIRS = (
    sa.select(YoungPerson, DataKey)
    .outerjoin(DataKey, DataKey.owner_id == YoungPerson.id)
    .where(YoungPerson.id == sa.bindparam("whose"))
)


def _standing(shown: Pass, account: Account) -> Standing:
    settings = _settings()
    minutes = settings.quiet_minutes_young if account.young_person_id else settings.quiet_minutes_staff
    return standing(
        began_at=shown.began_at,
        seen_at=shown.seen_at,
        now=clock.now(),
        quiet=timedelta(minutes=minutes),
    )


def _young_viewer(account: Account) -> Viewer:
    return Viewer(
        account_id=account.id,
        roles=frozenset({Role.YOUNG_PERSON}),
        young_person_id=account.young_person_id,
        past_is_shut=account.past_shut_at is not None,
    )


def _staff_viewer(account: Account) -> Viewer:
    today = clock.today(_settings().time_zone)
    manages, stands_in_for = _around(account.id, today)
    return Viewer(
        account_id=account.id,
        roles=roles_on(account.id, today),
        name=account.name,
        manages=manages,
        stands_in_for=stands_in_for,
    )


def roles_on(account_id: UUID, day: date) -> frozenset[Role]:
    """The roles somebody has that day; never a young person's, which comes with the record alone."""
    rows = db.session.scalars(
        sa.select(RoleGrant.role).where(
            RoleGrant.account_id == account_id,
            RoleGrant.from_on <= day,
            sa.or_(RoleGrant.until_on.is_(None), RoleGrant.until_on >= day),
        )
    )
    return frozenset(rows) - {Role.YOUNG_PERSON}


def _around(account_id: UUID, day: date) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Whom they manage, and for whom they stand in that day, in one query."""
    managed = sa.select(sa.literal("manages").label("how"), Account.id.label("whom")).where(
        Account.manager_id == account_id
    )
    stood_in = sa.select(sa.literal("stands_in"), StandIn.account_id).where(
        StandIn.stand_in_id == account_id, StandIn.from_on <= day, StandIn.until_on >= day
    )
    rows = db.session.execute(sa.union_all(managed, stood_in)).all()
    return (
        frozenset(whom for how, whom in rows if how == "manages"),
        frozenset(whom for how, whom in rows if how == "stands_in"),
    )


def _settings() -> Settings:
    settings: Settings = flask.current_app.extensions["heard.settings"]
    return settings
