"""The demo's staff: one made-up person for each role, and enough colleagues for the cohort."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID, uuid4

import pyotp

from portal import db
from portal.accounts import words
from portal.accounts.commands import staff_secrets
from portal.accounts.models import Account, DutyHours, RoleGrant
from portal.demo.signin import Entry
from portal.kit import clock
from portal.policy.roles import Role
from portal.vault.keys import blind

LAST_MINUTE = time(23, 59, 59)


@dataclass
class Team:
    """The demo's accounts by role; the first of a role is the one whose sign-in is printed."""

    by_role: dict[Role, list[Account]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    def first(self, role: Role) -> Account:
        return self.by_role[role][0]


_PEOPLE: list[tuple[Role, list[str]]] = [
    (Role.SOCIAL_WORKER, ["Sunita Makebelieve", "Dan Pretendly", "Grace Inventa", "Omar Fictionby",
                          "Lucy Notareal", "Tomasz Madeupski", "Ffion Imagine", "Bea Storybook"]),
    (Role.PERSONAL_ADVISER, ["Marcus Makebelieve", "Hattie Pretendly", "Joel Inventa"]),
    (Role.IRO, ["Irene Fictionby", "Patrick Notareal", "Yetunde Storybook"]),
    (Role.ADVOCATE, ["Ade Imagine"]),
    (Role.PARTNER, ["Nurse Pat Examplar"]),
    (Role.FOSTER_CARER, ["Carol Homely-Example", "Ben Homely-Example", "Farah Warmhouse"]),
    (Role.PARTICIPATION_WORKER, ["Kit Joiner", "Mo Togetherson"]),
    (Role.READER, ["Rhian Readwell", "Samir Seenit"]),
    (Role.DUTY_WORKER, ["Della Dayshift", "Nico Nightwatch"]),
    (Role.SAFETY_LEAD, ["Sol Safeharbour"]),
    (Role.MANAGER, ["Mandy Overview", "Miles Otherteam"]),
    (Role.ADMINISTRATOR, ["Addy Keysmith"]),
    (Role.PANEL_MEMBER, ["Cllr Connie Example", "Cllr Desmond Notional", "Young member Ellis Invented"]),
    (Role.PANEL_SUPPORT, ["Pria Papersmith"]),
    (Role.BOARD_CHAIR, ["Carys Chairwell"]),
    (Role.BOARD_MEMBER, ["Wes Boardman-Example"]),
    (Role.OBSERVER, ["Odette Onlooker"]),
    (Role.SCRUTINY_MEMBER, ["Cllr Silas Scrutable"]),
    (Role.RECORDS_OFFICER, ["Rowan Shelfmark", "Ines Folderby"]),
    (Role.DATA_PROTECTION_OFFICER, ["Dana Fairview"]),
    (Role.COMPLAINTS_MANAGER, ["Cleo Fairhearing", "Colm Evenhand"]),
    (Role.INVESTIGATOR, ["Ivor Lookwell"]),
    (Role.INDEPENDENT_PERSON, ["Una Outsider-Example"]),
]  # fmt: skip
_ORGANISATION = {
    Role.ADVOCATE: "Example Advocacy",
    Role.PARTNER: "Example Health",
    Role.FOSTER_CARER: "Fostering",
}


def make_staff(since: date) -> Team:
    """Everybody who works with the cohort, with passwords and codes that can be used again and again."""
    team = Team()
    for role, names in _PEOPLE:
        for number, name in enumerate(names):
            account, entry = _make(role, name, number, since)
            team.by_role.setdefault(role, []).append(account)
            if number == 0:
                team.entries.append(entry)
    _arrange(team)
    db.session.flush()
    return team


def _make(role: Role, name: str, number: int, since: date) -> tuple[Account, Entry]:
    email = f"{role.value}{number + 1 if number else ''}@demo.example".replace("_", ".")
    account = Account(
        name=name, email=email, email_hash=blind("email", email), organisation=_ORGANISATION.get(role, ""),
        made_at=clock.now(),
    )  # fmt: skip
    db.session.add(account)
    db.session.add(RoleGrant(account_id=account.id, role=role, from_on=since))
    db.session.flush()
    entry: Entry = {
        "role": role.value, "name": name, "address": "/staff/sign-in", "identifier": email,
        "secret": "-".join(words.draw(4)), "totp": pyotp.random_base32(),
    }  # fmt: skip
    if number == 0:
        staff_secrets.set_password_and_totp(account, entry["secret"], entry["totp"])
    return account, entry


def _arrange(team: Team) -> None:
    """Who manages whom, who lives together, and who is on duty: days and nights, every day."""
    manager = team.first(Role.MANAGER).id
    for role in (Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER, Role.PARTICIPATION_WORKER):
        for account in team.by_role[role]:
            account.manager_id = manager
    together = uuid4()
    for carer in team.by_role[Role.FOSTER_CARER][:2]:
        carer.household_id = together
    day, night = (account.id for account in team.by_role[Role.DUTY_WORKER])
    lead = team.first(Role.SAFETY_LEAD).id
    for weekday in range(7):
        _on_duty(weekday, day, time(8), time(20), 1)
        _on_duty(weekday, night, time(20), LAST_MINUTE, 1)
        _on_duty(weekday, night, time(0), time(8), 1)
        _on_duty(weekday, lead, time(0), LAST_MINUTE, 2)


def _on_duty(weekday: int, account_id: UUID, starts: time, ends: time, step: int) -> None:
    db.session.add(DutyHours(account_id=account_id, weekday=weekday, starts=starts, ends=ends, step=step))
