"""A made-up extract of the Standard Safeguarding Dataset that fits the small return in `tests/data/ssda903`.

Amina Vale is the return's 1001 (by her older number), Ben Stone its 1002 (by a case number), Cara Field is in
need and in no return, Dan Marsh has left care.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

from portal import db
from portal.people import commands, queries
from portal.people.models import Episode, Identifier, YoungPerson
from tests.support.factories import Make

TABLES: dict[str, list[dict[str, str]]] = {
    "ssd_person": [
        {"pers_person_id": "P1", "pers_forename": "Amina", "pers_surname": "Vale", "pers_sex": "F",
         "pers_ethnicity": "WBRI", "pers_dob": "2010-03-27T00:00:00", "pers_legacy_id": "1001",
         "pers_death_date": ""},
        {"pers_person_id": "P2", "pers_forename": "Ben", "pers_surname": "Stone", "pers_sex": "Male",
         "pers_ethnicity": "MWBA", "pers_dob": "09/09/2011", "pers_legacy_id": "", "pers_death_date": ""},
        {"pers_person_id": "P3", "pers_forename": "Cara", "pers_surname": "Field", "pers_sex": "F",
         "pers_ethnicity": "White British", "pers_dob": "2014-05-06", "pers_legacy_id": "77123",
         "pers_death_date": ""},
        {"pers_person_id": "P4", "pers_forename": "Dan", "pers_surname": "Marsh", "pers_sex": "M",
         "pers_ethnicity": "Purple", "pers_dob": "2006-02-28", "pers_legacy_id": "", "pers_death_date": ""},
    ],
    "ssd_linked_identifiers": [
        {"link_person_id": "P2", "link_identifier_type": "Case Number", "link_identifier_value": "1002",
         "link_valid_to_date": ""},
        {"link_person_id": "P2", "link_identifier_type": "NHS Number", "link_identifier_value": "9434765919",
         "link_valid_to_date": ""},
    ],
    "ssd_disability": [
        {"disa_person_id": "P1", "disa_table_id": "1", "disa_disability_code": "VIS"},
        {"disa_person_id": "P1", "disa_table_id": "2", "disa_disability_code": "AUT"},
        {"disa_person_id": "P3", "disa_table_id": "3", "disa_disability_code": "NONE"},
    ],
    "ssd_immigration_status": [
        {"immi_person_id": "P2", "immi_immigration_status": "UASC",
         "immi_immigration_status_end_date": "2029-09-08"},
    ],
    "ssd_cla_placement": [
        {"clap_cla_placement_id": "H1", "clap_cla_placement_type": "U6",
         "clap_cla_placement_distance": "31.5",
         "clap_cla_placement_provider": "PR1", "clap_cla_placement_postcode": "WD10 6ZQ",
         "clap_cla_placement_urn": "", "clap_cla_placement_change_reason": ""},
    ],
    "ssd_cla_episodes": [
        {"clae_person_id": "P1", "clae_cla_episode_start_date": "2026-02-03",
         "clae_cla_episode_start_reason": "P", "clae_cla_primary_need_code": "N1",
         "clae_cla_episode_ceased_date": "", "clae_cla_episode_ceased_reason": "",
         "clae_cla_placement_id": "H1", "clae_cla_id": "C1"},
    ],
    "ssd_cla_reviews": [
        {"clar_cla_review_id": "V1", "clar_cla_id": "C1", "clar_cla_review_due_date": "2026-03-03",
         "clar_cla_review_date": "2026-02-27T10:00:00", "clar_cla_review_cancelled": "N",
         "clar_cla_review_participation": "PN1 - Child attends and speaks"},
    ],
    "ssd_care_leavers": [
        {"clea_person_id": "P4", "clea_care_leaver_in_touch": "Y",
         "clea_care_leaver_eligibility": "Former relevant"},
    ],
    "ssd_cp_plans": [
        {"cppl_person_id": "P3", "cppl_cp_plan_start_date": "2026-06-01", "cppl_cp_plan_end_date": ""},
    ],
    "ssd_department": [{"dept_team_id": "T1", "dept_team_name": "Team West"}],
    "ssd_professionals": [
        {"prof_professional_id": "W1", "prof_staff_id": "S-1", "prof_professional_name": "Sam Rivers",
         "prof_social_worker_registration_no": "SW12345", "prof_professional_job_title": "Social Worker",
         "prof_professional_department": "T1"},
        {"prof_professional_id": "W2", "prof_staff_id": "S-2", "prof_professional_name": "Ina Brook",
         "prof_social_worker_registration_no": "SW99", "prof_professional_job_title": "IRO",
         "prof_professional_department": "T1"},
        {"prof_professional_id": "W3", "prof_staff_id": "S-3", "prof_professional_name": "Nobody Here",
         "prof_social_worker_registration_no": "", "prof_professional_job_title": "Social Worker",
         "prof_professional_department": "T1"},
    ],
    "ssd_involvements": [
        {"invo_person_id": "P1", "invo_professional_id": "W1",
         "invo_professional_role_id": "Allocated Case Worker",
         "invo_involvement_start_date": "2026-01-05", "invo_involvement_end_date": ""},
        {"invo_person_id": "P1", "invo_professional_id": "W2",
         "invo_professional_role_id": "Independent Reviewing Officer",
         "invo_involvement_start_date": "2026-01-05", "invo_involvement_end_date": ""},
        {"invo_person_id": "P3", "invo_professional_id": "W1", "invo_professional_role_id": "Social Worker",
         "invo_involvement_start_date": "2026-05-01", "invo_involvement_end_date": ""},
    ],
}  # fmt: skip


class Extract:
    """The extract as a folder of CSV files; change `tables` and write it again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables = {name: [dict(row) for row in rows] for name, rows in TABLES.items()}
        folder.mkdir(exist_ok=True)
        self.write()

    def add(self, table: str, **fields: str) -> None:
        """One more row; what is not given is as in the table's first row, blank but for that."""
        columns = self.tables[table][0] if self.tables[table] else TABLES[table][0]
        self.tables[table].append({**dict.fromkeys(columns, ""), **fields})

    def change(self, table: str, row: int, **fields: str) -> None:
        self.tables[table][row].update(fields)

    def write(self) -> Path:
        for name, rows in self.tables.items():
            write_table(self.folder / f"{name}.csv", list(TABLES[name][0]), rows)
        return self.folder


def write_table(path: Path, columns: list[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


def may_be_one(make: Make, name: str, number: str) -> tuple[YoungPerson, YoungPerson]:
    """A young person of the return and one of the case system, born the same day: no number in common."""
    born_on = date(2011, 4, 5)
    returned = make.young_person(name=f"{name} Return", born_on=born_on)
    known = make.young_person(name=f"{name} System", born_on=born_on, source="ssd")
    with db.transaction() as session:
        known = session.merge(known)
        known.child_ref, known.child_ref_hash = "", None
        row = Identifier(young_person_id=known.id, kind="ssd", value_hash=queries.number_hash(number))
        row.value = number
        session.add_all([row, Episode(young_person_id=known.id, started_on=date(2024, 1, 1), source="ssd")])
    return returned, known


def who_may_be_one(make: Make) -> dict[str, UUID | str]:
    """Two that wait on the merge page, and two that were put together: their ids as addresses name them."""
    one, other = may_be_one(make, "Robin", "P-901")
    pair = may_be_one(make, "Wren", "P-902")
    with db.transaction():
        first, second = queries.several(person.id for person in pair).values()
        merged = commands.merge(first, second, by=None)
    return {"one_id": one.id, "other_id": other.id, "merge_id": merged.id}
