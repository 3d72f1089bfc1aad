"""The demo's lists of a care leaver, what their adviser did, and cards of people of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import people_around
from portal.clocks.reading import local_day
from portal.demo.past import Demo
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.people.rules import LinkKind
from portal.rights.commands import theirs
from portal.rights.rules.lists import Has

_TICKS = (
    ("birth_certificate", Has.HAVE),
    ("bank_account", Has.HAVE),
    ("ni_number", Has.HAVE),
    ("passport", Has.NEED),
    ("doctor", Has.HAVE),
    ("health_story", Has.NEED),
    ("adviser", Has.HAVE),
    ("plan", Has.HAVE),
    ("licence", Has.NOT_FOR_ME),
)


def tell(demo: Demo, accounts: Mapping[UUID, Account], now: datetime) -> None:
    """Nothing where nobody has a way in."""
    today = local_day(now, demo.promises.hours.zone)
    for person in (demo.cohort.jo, demo.cohort.robin):
        if person is None or person.id not in accounts:
            continue
        at = now - timedelta(days=12)
        with db.transaction(), clock.at(at):
            _tick(person, accounts[person.id], at)
        workers = [one for one in people_around(person.id, today) if one.kind in _HELP]
        if workers:
            with db.transaction(), clock.at(now - timedelta(days=3)):
                theirs.say_done(
                    person.id,
                    "passport",
                    "The form is here. We fill it in together when I see you next.",
                    send_once=uuid4(),
                    by=workers[0].account_id,
                    now=now - timedelta(days=3),
                )


_HELP = (LinkKind.PERSONAL_ADVISER, LinkKind.SOCIAL_WORKER)


def _tick(person: YoungPerson, account: Account, at: datetime) -> None:
    for line, has in _TICKS:
        theirs.tick(person.id, line, has, by=account.id, now=at)
    theirs.add_card(
        person.id,
        "Coach Invented",
        "my football coach",
        "01632 960 321",
        send_once=uuid4(),
        by=account.id,
        now=at,
    )
