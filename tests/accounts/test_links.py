"""Who works with whom, from and to: the pages by which links are made and end."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import CareLink, YoungPerson
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page

TODAY = clock.now().date()
DAY = timedelta(days=1)


@pytest.fixture
def person(make: Make) -> YoungPerson:
    return make.young_person(name="Kit Vale", born_on=date(2012, 1, 1))


@pytest.fixture
def at(page: Page, make: Make, person: YoungPerson) -> str:
    """An administrator is signed in; the address of the young person's links."""
    page.sign_in(make.staff(Role.ADMINISTRATOR))
    return f"/staff/young-people/{person.id}/people"


def links() -> list[CareLink]:
    with db.transaction():
        return list(db.session.scalars(sa.select(CareLink).order_by(CareLink.from_on)))


def typed(first: date | None, last: date | None = None, **more: str) -> dict[str, str]:
    found = dict(more)
    for name, day in (("from_on", first), ("until_on", last)):
        if day:
            found |= {
                f"{name}-day": str(day.day),
                f"{name}-month": str(day.month),
                f"{name}-year": str(day.year),
            }
    return found


def who(account: Account, kind: LinkKind) -> str:
    return f"{kind.value}:{account.id}"


def test_making_a_link_lets_somebody_in_at_once(
    page: Page, make: Make, person: YoungPerson, at: str, another_page: type[Page]
) -> None:
    worker = make.staff(Role.SOCIAL_WORKER, name="Sol Reed")
    theirs = another_page().sign_in(worker)  # type: ignore[call-arg]  # a fixture that makes pages
    theirs.visit(f"/staff/young-people/{person.id}", status=404)
    page.visit(at).follow("Add somebody").submit("Add them", who=who(worker, LinkKind.SOCIAL_WORKER))
    assert "Sol Reed" in page.main
    (link,) = links()
    assert (link.kind, link.from_on, link.until_on) == (LinkKind.SOCIAL_WORKER, TODAY, None)
    assert link.made_by is not None
    theirs.visit(f"/staff/young-people/{person.id}")


def test_ending_a_link_now_shuts_somebody_out_at_once(
    page: Page, make: Make, person: YoungPerson, at: str, another_page: type[Page]
) -> None:
    worker = make.staff(Role.SOCIAL_WORKER, name="Sol Reed")
    make.link(person, worker)
    theirs = another_page().sign_in(worker)  # type: ignore[call-arg]  # a fixture that makes pages
    theirs.visit(f"/staff/young-people/{person.id}")
    page.visit(at).follow("End the link with Sol Reed").submit("End the link", when="now")
    theirs.visit(f"/staff/young-people/{person.id}", status=404)
    (link,) = links()
    assert link.until_on == TODAY - DAY
    assert link.ended_by is not None


def test_a_link_that_began_today_is_gone_when_it_ends_now(
    page: Page, make: Make, person: YoungPerson, at: str
) -> None:
    make.link(person, make.staff(Role.IRO, name="Ira"), from_on=TODAY)
    page.visit(at).follow("End the link with Ira").submit("End the link", when="now")
    assert links() == []


def test_ending_at_the_end_of_a_day(page: Page, make: Make, person: YoungPerson, at: str) -> None:
    link = make.link(person, make.staff(Role.IRO, name="Ira"))
    end = f"{at}/{link.id}/end"
    page.post(end, {}, status=422)
    assert page.mistakes == ["Choose when it ends."]
    page.post(end, {"when": "day"}, status=422)
    assert page.mistakes == ["Write the last day."]
    page.post(end, {"when": "never"}, status=422)
    page.post(end, typed(None, link.from_on - DAY, when="day"), status=422)
    assert page.mistakes == ["The last day is before the first."]
    page.post(end, typed(None, TODAY + DAY, when="day"))
    assert links()[0].until_on == TODAY + DAY


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, "Write the first day."),
        (date(2011, 12, 31), None, "This is before they were born. Check the year."),
        (TODAY + 400 * DAY, None, "This is more than a year from now. Check the year."),
        (TODAY, TODAY - DAY, "The last day is before the first."),
    ],
)
def test_nonsense_days_are_refused_and_kept(
    page: Page, make: Make, at: str, first: date | None, last: date | None, words: str
) -> None:
    worker = make.staff(Role.IRO)
    page.post(f"{at}/add", typed(first, last, who=who(worker, LinkKind.IRO)), status=422)
    assert page.mistakes == [words]
    assert page.value("who") == who(worker, LinkKind.IRO)
    if first:
        assert page.value("from_on-year") == str(first.year)
    assert links() == []


def test_only_people_with_the_role_can_be_chosen(page: Page, make: Make, at: str) -> None:
    iro, gone = make.staff(Role.IRO), make.staff(Role.SOCIAL_WORKER, until_on=TODAY - DAY)
    young = make.account_for(make.young_person())
    for value in (
        "",
        who(iro, LinkKind.SOCIAL_WORKER),
        who(gone, LinkKind.SOCIAL_WORKER),
        who(young, LinkKind.IRO),
        f"iro:{uuid.uuid4()}",
        "iro:",
        "\u0000",
        "manager:1",
    ):
        page.post(f"{at}/add", typed(TODAY, who=value), status=422)
        assert len(page.mistakes) == 1
    page.post(f"{at}/add", {}, status=422)
    assert links() == []


def test_the_same_link_twice_is_refused(page: Page, make: Make, person: YoungPerson, at: str) -> None:
    iro = make.staff(Role.IRO, Role.SOCIAL_WORKER)
    make.link(person, iro, LinkKind.IRO, from_on=TODAY - 9 * DAY, until_on=TODAY)
    page.post(f"{at}/add", typed(TODAY, who=who(iro, LinkKind.IRO)), status=422)
    assert page.mistakes == ["They work together already in those days."]
    page.post(f"{at}/add", typed(TODAY + DAY, who=who(iro, LinkKind.IRO)))
    page.post(f"{at}/add", typed(TODAY, who=who(iro, LinkKind.SOCIAL_WORKER)))
    assert len(links()) == 3


def test_other_peoples_links_and_wrong_ids_are_not_there(
    page: Page, make: Make, person: YoungPerson, at: str
) -> None:
    other = make.link(make.young_person(), make.staff(Role.IRO))
    for url in (f"{at}/{other.id}/end", f"{at}/{uuid.uuid4()}/end"):
        page.visit(url, status=404)
        page.post(url, {"when": "now"}, status=404)
    page.visit(f"/staff/young-people/{uuid.uuid4()}/people", status=404)
    assert links()[0].until_on is None


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.YOUNG_PERSON, Role.ADMINISTRATOR}))
def test_nobody_else_says_who_works_with_whom(
    role: Role, make: Make, page: Page, person: YoungPerson
) -> None:
    worker = make.staff(role)
    if role.value in set(LinkKind):
        make.link(person, worker)
    page.sign_in(worker).visit(f"/staff/young-people/{person.id}/people", status=404)
    page.visit(f"/staff/young-people/{person.id}/people/add", status=404)
