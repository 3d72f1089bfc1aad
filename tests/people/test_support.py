"""Why the council works with a young person on a day, from what return, extract and hand say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people import commands, queries
from portal.people.models import Episode, Identifier, SupportSpan
from portal.people.rules import LinkKind, Support
from portal.people.rules.known import distance_of, is_disabled
from portal.people.rules.numbers import NumberKind, kind_of
from portal.people.rules.ssd import code_in, in_touch_of, role_of
from portal.people.rules.support import Known, Span, Stay, support_on
from portal.policy.roles import Role
from tests.support.counting import count_queries
from tests.support.factories import Make
from tests.support.pages import Page

TODAY = clock.now().date()
DAY = date(2026, 6, 1)
CHILD = date(2012, 5, 5)


@pytest.mark.parametrize(
    ("known", "support"),
    [
        (Known(CHILD), None),
        (Known(CHILD, stays=(Stay(date(2020, 1, 1), None),)), Support.IN_CARE),
        (Known(CHILD, stays=(Stay(date(2020, 1, 1), DAY),)), None),  # the day it ended is not in care
        (Known(CHILD, stays=(Stay(date(2020, 1, 1), DAY + timedelta(days=1)),)), Support.IN_CARE),
        (Known(CHILD, stays=(Stay(DAY + timedelta(days=1), None),)), None),
        (Known(CHILD, stays=(Stay(date(2020, 1, 1), None, "V4"),)), Support.IN_NEED),
        (Known(date(2008, 6, 1), stays=(Stay(date(2020, 1, 1), None),)), Support.CARE_LEAVER),  # 18 today
        (Known(date(2008, 6, 2), stays=(Stay(date(2020, 1, 1), None),)), Support.IN_CARE),
        (Known(date(2000, 5, 31), stays=(Stay(date(2014, 1, 1), date(2018, 5, 31)),)), None),  # 26
        (Known(date(2006, 1, 1), stays=(Stay(date(2014, 1, 1), date(2023, 1, 1)),)), Support.CARE_LEAVER),
        (Known(date(2006, 1, 1), stays=(Stay(date(2014, 1, 1), date(2021, 12, 31)),)), None),  # left at 15
        (Known(date(2006, 1, 1), stays=(Stay(date(2014, 1, 1), date(2023, 1, 1), "C2", "E11"),)), None),
        (Known(date(2000, 1, 1), in_touch="YES"), Support.CARE_LEAVER),
        (Known(date(2000, 1, 1), in_touch="DIED"), None),
        (Known(CHILD, died_on=DAY, stays=(Stay(date(2020, 1, 1), None),)), None),
        (Known(CHILD, spans=(Span(Support.IN_NEED, DAY, DAY),)), Support.IN_NEED),
        (Known(CHILD, spans=(Span(Support.IN_NEED, date(2020, 1, 1), DAY - timedelta(days=1)),)), None),
        (
            Known(
                CHILD,
                spans=(Span(Support.PROTECTION, DAY, None), Span(Support.IN_NEED, DAY, None)),
            ),
            Support.PROTECTION,
        ),
        (
            Known(CHILD, stays=(Stay(DAY, None),), spans=(Span(Support.PROTECTION, DAY, None),)),
            Support.IN_CARE,
        ),
        (Known(None, stays=(Stay(date(2020, 1, 1), None),)), Support.IN_CARE),
    ],
)
def test_the_strongest_reason_of_the_day(known: Known, support: Support | None) -> None:
    assert support_on(known, DAY) is support


def test_facts_of_many_take_the_same_queries(make: Make) -> None:
    first = make.young_person(language="ara", faith="musl", disability="AUT VIS")
    with db.transaction() as session:
        session.add(
            Episode(young_person_id=first.id, started_on=date(2024, 1, 1), home_kind="K2", distance="20_50")
        )
        session.add(
            SupportSpan(
                young_person_id=first.id, kind=Support.PROTECTION, from_on=date(2024, 1, 1), until_on=None
            )
        )
    others = [make.young_person().id for _ in range(12)]
    with db.transaction():
        few = count_queries(lambda: queries.facts_of([first.id], TODAY))
    with db.transaction():
        assert count_queries(lambda: queries.facts_of([first.id, *others], TODAY)) == few
        facts = queries.facts_of([first.id], TODAY)[first.id]
        assert queries.supports_of(others, TODAY) == dict.fromkeys(others)
    assert facts.support is Support.IN_CARE
    assert (facts.language, facts.faith, facts.disability, facts.home_kind, facts.distance) == (
        "ara", "musl", ("AUT", "VIS"), "K2", "20_50",
    )  # fmt: skip


def test_it_can_be_said_by_hand_and_history_stays(make: Make) -> None:
    person = make.young_person()
    before = TODAY - timedelta(days=9)
    with db.transaction():
        commands.set_support(person.id, Support.IN_NEED, today=before)
        commands.set_support(person.id, Support.PROTECTION, today=TODAY)
        commands.set_support(person.id, Support.PROTECTION, today=TODAY)
        assert queries.support_of(person, before) is Support.IN_NEED
        assert queries.support_of(person, TODAY) is Support.PROTECTION
        assert len(queries.spans_of(person.id)) == 2
        commands.set_support(person.id, None, today=TODAY)
        assert queries.support_of(person, TODAY) is None
        assert len(queries.spans_of(person.id)) == 1


def test_the_page_shows_and_changes_what_is_known(page: Page, make: Make) -> None:
    person = make.young_person()
    page.sign_in(make.staff(Role.ADMINISTRATOR)).visit(f"/staff/young-people/{person.id}")
    page.follow("Change these facts")
    page.submit(
        "Save the changes", support="protection", language="tir", faith="chri", disabilities=["AUT", "HEAR"]
    )
    for words in ("Child protection plan", "Tigrinya", "Christian", "Autism or Asperger syndrome · Hearing"):
        assert words in page.main
    page.follow("Change these facts")
    assert (page.value("support"), page.value("language")) == ("protection", "tir")


def test_what_is_on_no_list_is_refused(page: Page, make: Make) -> None:
    person = make.young_person()
    page.sign_in(make.staff(Role.ADMINISTRATOR)).visit(f"/staff/young-people/{person.id}/change")
    page.submit("Save the changes", disabilities=["NONE", "AUT"], status=422)
    assert page.mistakes == ["Choose “No disability” alone, or what there is."]
    base = {"full_name": "Sam Vale", "seen": page.value("seen")}
    page.post(page.url, {**base, "language": "klingon", "support": "nobody"}, status=422)
    assert page.mistakes == ["Choose from the list.", "Choose from the list."]


@pytest.fixture
def known_elsewhere(make: Make) -> Account:
    """A social worker of somebody whom the case system knows as P-77."""
    person = make.young_person(name="Sam Vale")
    with db.transaction() as session:
        row = Identifier(young_person_id=person.id, kind="ssd", value_hash=queries.number_hash("P-77"))
        row.value = "P-77"
        session.add(row)
    return make.worker_of(person)


def test_numbers_elsewhere_are_shown_to_administrators_only(
    page: Page, make: Make, known_elsewhere: Account
) -> None:
    page.sign_in(known_elsewhere).visit("/staff/young-people").follow("Sam Vale")
    assert "Case system’s number" in page.main
    assert "P-77" not in page.html
    page.sign_out().sign_in(make.staff(Role.ADMINISTRATOR)).visit("/staff/young-people").follow("Sam Vale")
    assert "P-77" in page.main


def test_distances_are_bands() -> None:
    found = [distance_of(miles) for miles in (0, 4.9, 5, 19.99, 20, 49.9, 50, 1_000, 1_001, -1, float("nan"))]
    assert found == ["under_5", "under_5", "5_20", "5_20", "20_50", "20_50", "50_over", "50_over", "", "", ""]


def test_disability_is_unknown_unless_said() -> None:
    assert (is_disabled(()), is_disabled(("NONE",)), is_disabled(("AUT",))) == (None, False, True)


@pytest.mark.parametrize(
    ("role", "job", "kind"),
    [
        ("Allocated Case Worker", "", LinkKind.SOCIAL_WORKER),
        ("Social worker (CLA)", "", LinkKind.SOCIAL_WORKER),
        ("IRO", "", LinkKind.IRO),
        ("Independent Reviewing Officer", "Social Worker", LinkKind.IRO),
        ("Leaving Care Personal Adviser", "", LinkKind.PERSONAL_ADVISER),
        ("PA", "", LinkKind.PERSONAL_ADVISER),
        ("", "Personal Advisor", LinkKind.PERSONAL_ADVISER),
        ("Participation Officer", "", LinkKind.PARTICIPATION_WORKER),
        ("Team Manager", "Social Worker", None),
        ("Supervising Social Worker", "", None),
        ("Health visitor", "", None),
        ("", "", None),
    ],
)
def test_roles_of_the_case_system_are_capacities_here(role: str, job: str, kind: LinkKind | None) -> None:
    assert role_of(role, job) is kind


def test_texts_of_the_case_system_are_codes() -> None:
    known = {"U6": "Foster home", "K2": "Children’s home"}
    found = [code_in(text, known) for text in ("u6", "U6 - Fostered", "U6: x", "foster home", "", "Tent")]
    assert found == ["U6", "U6", "U6", "U6", "", None]
    assert [in_touch_of(text, {"YES": "In touch", "NO": "Not"}) for text in ("Y", "n", "yes", "?")] == [
        "YES", "NO", "YES", None,
    ]  # fmt: skip


def test_numbers_nothing_here_needs_are_not_kept() -> None:
    words = ("Case Number", "NHS Number'", "Unique Pupil Number", "Our old id")
    assert [kind_of(one) for one in words] == [
        NumberKind.CASE, None, None, NumberKind.OTHER,
    ]  # fmt: skip
