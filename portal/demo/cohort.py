"""The demo's young people: a part of the sector's own made-up return, its dates moved to today, and names.

The return is read by the product's own import. Names are not in it; plainly made-up ones are given here.
"""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.demo.staff import Team
from portal.people import imports
from portal.people.commands import Facts, add_young_person, change_young_person, make_link
from portal.people.models import Episode, YoungPerson
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from portal.vault import keys

DATA = Path(__file__).parent / "data" / "ssda903"
LAST_DAY_OF_RETURN = date(2018, 3, 31)
EVERY = 6  # one child in six of the return: a middling council
_DATES = {"DOB", "DECOM", "DEC", "REVIEW", "DUC", "MC_DOB"}
_FIRST = (DATA.parent / "first_names.txt").read_text(encoding="utf-8").split()
_LAST = (DATA.parent / "last_names.txt").read_text(encoding="utf-8").split()
_SMALL = [
    ("Pip", 4),
    ("Dot", 5),
    ("Ravi", 6),
    ("Elsie", 7),
    ("Jun", 8),
    ("Maya", 9),
    ("Otis", 10),
    ("Hana", 11),
]


@dataclass
class Cohort:
    """Who is in the demo. `young` are in care today, `leavers` are care leavers."""

    young: list[YoungPerson] = field(default_factory=list)
    leavers: list[YoungPerson] = field(default_factory=list)
    robin: YoungPerson | None = None  # the young person whose sign-in is printed
    jo: YoungPerson | None = None  # the care leaver whose sign-in is printed

    def everybody(self) -> list[YoungPerson]:
        return [*self.young, *self.leavers]


def make_cohort(team: Team, today: date) -> Cohort:
    """Import, name, sort into children in care and care leavers, and link to their workers."""
    dice = random.Random(903)  # noqa: S311  # made-up people, the same each time
    _import_shifted(today)
    _name_them(dice)
    cohort = _sort(today)
    _add_small_ones(cohort, today)
    cohort.robin = _add("Robin Madeup", "Robin", 14, today, "H-0014")
    cohort.jo = _add("Jo Pretend", "Jo", 19, today, "H-0019")
    cohort.young.insert(0, cohort.robin)
    cohort.leavers.insert(0, cohort.jo)
    db.session.flush()
    _link(cohort, team, today)
    return cohort


def _import_shifted(today: date) -> None:
    shift = today - LAST_DAY_OF_RETURN - timedelta(days=14)
    children = [row["CHILD"] for row in _rows("header.csv")]
    kept = set(children[::EVERY])
    with tempfile.TemporaryDirectory() as folder:
        for name in ("header.csv", "episodes.csv", "reviews.csv", "uasc.csv"):
            _write_shifted(name, kept, shift, Path(folder))
        imports.import_903(Path(folder))


def _rows(name: str) -> Iterable[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _write_shifted(name: str, kept: set[str], shift: timedelta, folder: Path) -> None:
    rows = [row for row in _rows(name) if row["CHILD"] in kept]
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        for row in rows:
            writer.writerow(
                {key: _shift(text, shift) if key in _DATES else text for key, text in row.items()}
            )


def _shift(text: str, shift: timedelta) -> str:
    try:
        return (datetime.strptime(text, "%d/%m/%Y") + shift).strftime("%d/%m/%Y")  # noqa: DTZ007  # a day
    except ValueError:
        return text


def _name_them(dice: random.Random) -> None:
    people = db.session.scalars(sa.select(YoungPerson).where(YoungPerson.source == "ssda903")).all()
    keys.preload(person.id for person in people)
    for person in sorted(people, key=lambda person: person.child_ref):
        first = dice.choice(_FIRST)
        change_young_person(
            person,
            Facts(
                full_name=f"{first} {dice.choice(_LAST)}", called=first, born_on=person.born_on,
                child_ref=person.child_ref, sex=person.sex, ethnicity=person.ethnicity,
            ),
        )  # fmt: skip


def _sort(today: date) -> Cohort:
    """In care today: an episode without end. Care leavers: 16 to 24 with their last episode ended."""
    in_care = set(db.session.scalars(sa.select(Episode.young_person_id).where(Episode.ended_on.is_(None))))
    cohort = Cohort()
    for person in db.session.scalars(sa.select(YoungPerson).order_by(YoungPerson.made_at, YoungPerson.id)):
        if person.born_on is None:
            continue
        age = (today - person.born_on).days // 365.25
        if person.id in in_care and 4 <= age < 18:
            cohort.young.append(person)
        elif 16 <= age < 25:
            cohort.leavers.append(person)
    return cohort


def _add(full_name: str, called: str, age: int, today: date, ref: str) -> YoungPerson:
    born = date(today.year - age, 1, 15)
    person = add_young_person(Facts(full_name=full_name, called=called, born_on=born, child_ref=ref), by=None)
    db.session.flush()
    db.session.add(
        Episode(
            young_person_id=person.id, started_on=today - timedelta(days=700), reason_started="S",
            legal_status="C2", need="N1", home_kind="U6", provider="PR1",
            ended_on=date(today.year - age + 18, 1, 15) if age > 17 else None,
            reason_ended="E11" if age > 17 else "",
        )
    )  # fmt: skip
    return person


def _add_small_ones(cohort: Cohort, today: date) -> None:
    for number, (called, age) in enumerate(_SMALL):
        cohort.young.append(_add(f"{called} {_LAST[number]}", called, age, today, f"H-00{age:02d}S"))


def _link(cohort: Cohort, team: Team, today: date) -> None:
    since = today - timedelta(days=600)
    leavers = {person.id for person in cohort.leavers}
    for number, person in enumerate(cohort.everybody()):
        main = LinkKind.PERSONAL_ADVISER if person.id in leavers else LinkKind.SOCIAL_WORKER
        kinds = [main] if person.id in leavers else [main, LinkKind.IRO]
        for kind in [*kinds, LinkKind.PARTICIPATION_WORKER]:
            _link_one(person.id, team, kind, number, since)
        if number % 3 == 0 and person.id not in leavers:
            _link_one(person.id, team, LinkKind.FOSTER_CARER, 0 if number == 0 else number, since)
    robin = cohort.young[0]
    _link_one(robin.id, team, LinkKind.ADVOCATE, 0, since)
    _link_one(robin.id, team, LinkKind.PARTNER, 0, since)


def _link_one(person_id: UUID, team: Team, kind: LinkKind, number: int, since: date) -> None:
    accounts = team.by_role[Role(kind.value)]
    make_link(person_id, accounts[number % len(accounts)].id, kind, since, by=None)
