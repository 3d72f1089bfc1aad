"""Two roles given at the same moment cannot be two that nobody may have together."""

from __future__ import annotations

import contextlib
import threading
from datetime import timedelta

import flask
import sqlalchemy as sa

from portal import db
from portal.accounts.commands.staff import give_role
from portal.accounts.models import Account, RoleGrant
from portal.kit import clock
from portal.kit.errors import Refused
from portal.policy.roles import Role
from tests.support.factories import Make

_A_MOMENT = 0.4


def test_two_roles_at_once_are_given_one_after_the_other(app: flask.Flask, make: Make) -> None:
    by, account = make.staff(Role.ADMINISTRATOR).id, make.staff().id
    from_on = clock.now().date() + timedelta(days=1)
    both, found = threading.Barrier(2), list[str]()
    db.session.remove()

    def wait_for_the_other() -> None:
        with contextlib.suppress(threading.BrokenBarrierError):  # the database lets only one in, as it should
            both.wait(_A_MOMENT)

    def give(role: Role) -> None:
        try:
            with db.transaction() as session:
                theirs = session.get_one(Account, account)
                wait_for_the_other()
                give_role(theirs, role, from_on, None, by=by)
                wait_for_the_other()
            found.append("given")
        except Refused:
            found.append("refused")
        finally:
            db.session.remove()

    threads = [threading.Thread(target=give, args=(role,)) for role in (Role.PANEL_MEMBER, Role.READER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["given", "refused"]
    grants = sa.select(sa.func.count()).where(RoleGrant.account_id == account)
    assert db.session.scalar(grants) == 1
