"""Young people of the demo who are not in care: in need, and on a plan to be kept safe. And an extract of the
case system of which two records wait on the merge page."""

from __future__ import annotations

import csv
import tempfile
from datetime import date, timedelta
from pathlib import Path

from portal.demo.cohort import Cohort
from portal.demo.staff import Team
from portal.people import imports
from portal.people.commands import Facts, add_young_person, make_link, set_support
from portal.people.models import YoungPerson
from portal.people.rules import LinkKind, Support
from portal.policy.roles import Role

_WHO = [
    ("Theo Notreal", 13, Support.PROTECTION, "H-1013"),
    ("Nia Storybook", 9, Support.PROTECTION, "H-1009"),
    ("Max Examplar", 15, Support.IN_NEED, "H-1015"),
    ("Cleo Imagine", 6, Support.IN_NEED, "H-1006"),
]
_SINCE = timedelta(days=240)


def add(team: Team, today: date) -> list[tuple[YoungPerson, Support]]:
    """They live at home; a social worker and a participation worker work with each."""
    made = []
    for number, (name, age, support, ref) in enumerate(_WHO):
        facts = Facts(
            full_name=name, called=name.split()[0], born_on=date(today.year - age, 1, 20), child_ref=ref
        )
        person = add_young_person(facts, by=None)
        set_support(person.id, support, today=today - _SINCE)
        for kind in (LinkKind.SOCIAL_WORKER, LinkKind.PARTICIPATION_WORKER):
            accounts = team.by_role[Role(kind.value)]
            make_link(person.id, accounts[number % len(accounts)].id, kind, today - _SINCE, by=None)
        made.append((person, support))
    return made


def read_extract(cohort: Cohort, today: date) -> None:
    """Two children in care whom no number joins to anybody here: one was born on the day of another child."""
    twin = cohort.young[-1].born_on or today
    since = (today - timedelta(days=90)).isoformat()
    tables = {
        "ssd_person": [
            _person("D1", "Ezra", "Doppelname", twin.isoformat()),
            _person("D2", "Wren", "Unmatched", date(today.year - 12, 3, 4).isoformat()),
        ],
        "ssd_cla_episodes": [_episode(number, since) for number in ("D1", "D2")],
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in tables.items():
            with (Path(folder) / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, rows[0].keys())
                writer.writeheader()
                writer.writerows(rows)
        imports.import_ssd(Path(folder))


def _person(number: str, forename: str, surname: str, born: str) -> dict[str, str]:
    return {
        "pers_person_id": number, "pers_forename": forename, "pers_surname": surname, "pers_sex": "F",
        "pers_ethnicity": "WBRI", "pers_dob": born, "pers_legacy_id": "", "pers_death_date": "",
    }  # fmt: skip


def _episode(number: str, since: str) -> dict[str, str]:
    return {
        "clae_person_id": number, "clae_cla_episode_start_date": since, "clae_cla_episode_start_reason": "S",
        "clae_cla_primary_need_code": "N1", "clae_cla_episode_ceased_date": "",
        "clae_cla_episode_ceased_reason": "", "clae_cla_placement_id": "",
    }  # fmt: skip
