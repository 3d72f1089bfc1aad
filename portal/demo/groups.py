"""The demo's groups: Care4Us, care leavers, younger children, a task group. Members are of eleven and over,
so that the list of who is missing has the youngest in it; a closed quarter is counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from portal import db
from portal.accounts.models import Account
from portal.demo.past import Demo
from portal.kit import clock
from portal.participation.commands import groups, members, notes
from portal.participation.commands.groups import GroupWords
from portal.participation.commands.members import Chosen
from portal.participation.jobs.coverage import count_quarters
from portal.participation.models import Group, Membership
from portal.participation.rules.groups import GroupKind, Joining, Told
from portal.people.models import YoungPerson
from portal.people.rules import age_on
from portal.policy.roles import Role

BEGAN_AGO = 300
IN_CARE4US, IN_LEAVERS = 26, 8

_CARE4US = GroupWords(
    GroupKind.CARE4US,
    Joining.ASKING,
    "Care4Us",
    "We meet every month, eat pizza and tell the council what should change. Then we check if it did.",
    11,
    18,
)
_LEAVERS = GroupWords(
    GroupKind.LEAVERS,
    Joining.ASKING,
    "Next Steps",
    "For people who have left care or soon will. Money, homes, work: what should be better?",
    17,
    25,
)
_YOUNGER = GroupWords(
    GroupKind.YOUNGER,
    Joining.INVITED,
    "Tree House group",
    "You play, paint and tell us what is good and what should be different.",
    5,
    10,
)


def tell(demo: Demo, accounts: Mapping[UUID, Account], now: datetime) -> None:
    """From the first meeting to an invitation that waits today."""
    today, by = now.astimezone(demo.settings.time_zone).date(), demo.team.first(Role.PARTICIPATION_WORKER).id
    began = today - timedelta(days=BEGAN_AGO)
    first = [one for one in (demo.cohort.robin, demo.cohort.jo) if one is not None]
    others = [one for one in demo.cohort.everybody() if one.id not in {each.id for each in first}]
    who = [one for one in (*first, *others) if one.id in accounts]
    with clock.at(_at(demo, began)), db.transaction():
        care4us, leavers, younger = (
            groups.make(said, uuid4(), by=by, today=began) for said in (_CARE4US, _LEAVERS, _YOUNGER)
        )
        _join(care4us, _of_ages(who, 11, 17, began)[:IN_CARE4US], accounts, by, began)
        _join(leavers, _of_ages(who, 18, 25, began)[:IN_LEAVERS], accounts, by, began)
    count_quarters(now, demo.settings.time_zone)
    with clock.at(now - timedelta(days=3)), db.transaction():
        words = "The welcome pack is old. Five of us write a new one."
        pack = GroupWords(
            GroupKind.TASK, Joining.INVITED, "The welcome pack", words, ends_on=today + timedelta(days=90)
        )
        task = groups.make(pack, uuid4(), by=by, today=today)
        if demo.cohort.robin is not None:
            members.invite(task, demo.cohort.robin.id, "You had good ideas about this.", by=by, today=today)
        for one in _of_ages(who, 5, 9, today)[:1]:
            members.invite(younger, one.id, "We paint on Saturday.", by=by, today=today)


def _join(
    group: Group, who: list[YoungPerson], accounts: Mapping[UUID, Account], by: UUID, day: date
) -> None:
    for number, one in enumerate(who):
        place: Membership = members.invite(group, one.id, "", by=by, today=day)
        tells = [Told.CARERS, Told.WORKER][: number % 3]
        chosen = Chosen(tells, may_photo=number % 2 == 0, may_quote=number % 4 != 0)
        members.say_yes(place, chosen, by=accounts[one.id].id, today=day)
        if number == 0:
            notes.write(place, "A seat near the door helps. Please ask before photos.", uuid4(), by=by)


def _of_ages(who: list[YoungPerson], youngest: int, oldest: int, day: date) -> list[YoungPerson]:
    return [one for one in who if youngest <= (age_on(one.born_on, day) or 0) <= oldest]


def _at(demo: Demo, day: date) -> datetime:
    return datetime.combine(day, time(16, 30), demo.settings.time_zone)
