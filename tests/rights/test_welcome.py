"""The welcome pack: which one, for how long, in whose words."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path

import pytest

from portal import app as apps
from portal import db
from portal.kit import clock
from portal.people.models import Episode
from portal.plainwords import reading_age
from portal.policy.roles import Role
from portal.rights.offer import BadOffer
from portal.rights.offer.welcome import PACKS
from portal.rights.offer.welcome_own import packs
from portal.rights.rules.welcome import Pack, came_lately, pack_for
from portal.settings import CannotStart, Settings
from tests.support.factories import Make
from tests.support.pages import Page

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("age", "alone", "pack"),
    [
        (5, False, Pack.LITTLE),
        (5, True, Pack.LITTLE),
        (8, False, Pack.CHILD),
        (12, False, Pack.TEEN),
        (16, False, Pack.OLDER),
        (16, True, Pack.ALONE),
        (None, False, Pack.TEEN),
        (None, True, Pack.ALONE),
    ],
)
def test_each_has_their_own(age: int | None, alone: bool, pack: Pack) -> None:
    assert pack_for(age, came_alone=alone) is pack


def days(first: int, last: int | None = None) -> tuple[date, date | None]:
    return DAY - timedelta(days=first), None if last is None else DAY - timedelta(days=last)


@pytest.mark.parametrize(
    ("spells", "lately"),
    [
        ([], False),
        ([days(10)], True),
        ([days(42)], True),
        ([days(43)], False),
        ([days(10), days(400, 10)], False),
        ([days(10), days(400, 200)], True),
        ([days(10, 3)], False),
        ([days(-5)], False),
    ],
    ids=["never", "now", "six weeks", "longer", "a move", "back again", "left", "later"],
)
def test_a_move_is_no_coming_into_care(spells: list[tuple[date, date | None]], lately: bool) -> None:
    assert came_lately(spells, DAY, 6) is lately


def test_each_pack_says_the_same_nine_things() -> None:
    wanted = ["happening", "people", "things", "family", "school", "feelings", "rights", "tell", "words"]
    for pack, parts in PACKS.items():
        assert [part.key for part in parts] == wanted, pack


@pytest.mark.parametrize("pack", Pack)
def test_each_pack_is_read_at_nine(pack: Pack) -> None:
    words = " ".join(line for part in PACKS[pack] for line in part.lines)
    assert reading_age(words) <= (7 if pack is Pack.LITTLE else 9)


def test_a_council_puts_its_own_lines_in_the_place_of_a_part(tmp_path: Path) -> None:
    file = tmp_path / "welcome.toml"
    file.write_text('[[parts]]\npack = "8-11"\nkey = "things"\ntitle = "A bag"\nlines = ["You get a bag."]\n')
    found = packs(file)
    assert [part.lines for part in found[Pack.CHILD] if part.key == "things"] == [("You get a bag.",)]
    assert found[Pack.TEEN] == PACKS[Pack.TEEN]


@pytest.mark.parametrize(
    "broken",
    ["[[[", '[[parts]]\npack = "9"', "parts = [1]", '[[parts]]\npack="8-11"\nkey="a"\ntitle="b"\nlines="c"'],
    ids=["no file", "no pack", "no part", "no lines"],
)
def test_a_bad_file_says_so(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "welcome.toml"
    file.write_text(broken)
    with pytest.raises(BadOffer, match=r"welcome\.toml"):
        packs(file)


def test_a_bad_file_keeps_the_site_from_starting(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="HEARD_WELCOME_FILE"):
        apps.create_app(dataclasses.replace(settings, welcome_file=tmp_path / "not there.toml"))


def test_anybody_reads_it_and_nobody_signed_out_prints_it(page: Page) -> None:
    page.visit("/rights").follow("Welcome pack").follow("I am 8 to 11")
    assert "It is not your fault" in page.text
    assert "Save it to print" not in page.text
    page.visit("/welcome/99", status=404)


def test_who_is_new_in_care_meets_it_on_their_start_page(make: Make, page: Page) -> None:
    person = make.young_person(born_on=clock.now().date() - timedelta(days=9 * 365 + 30))
    account = make.account_for(person)
    page.sign_in(account).visit("/start")
    assert "You are new in care" not in page.text
    with db.transaction() as session:
        started = clock.now().date() - timedelta(days=8)
        session.add(Episode(young_person_id=person.id, started_on=started, legal_status="C2"))
    page.visit("/start").follow("You are new in care")
    assert "I am 8 to 11" in page.text
    page.submit("Save it to print")
    assert page.response is not None
    assert page.response.data.startswith(b"%PDF-")


def test_staff_print_one_for_a_child(make: Make, page: Page) -> None:
    page.sign_in(make.staff(Role.FOSTER_CARER)).visit("/staff/welcome")
    page.submit("Make the file: 4 to 7 years")
    assert page.response is not None
    assert page.response.data.startswith(b"%PDF-")
    page.visit("/staff/welcome").post("/staff/welcome/99/paper", {}, status=404)
