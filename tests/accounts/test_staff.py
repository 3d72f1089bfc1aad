"""Staff: inviting, roles, managers and households, closing accounts."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account, Invitation, RoleGrant
from portal.accounts.queries.staff_door import staff_account
from portal.kit import clock
from portal.people import commands as people_commands
from portal.people import queries as people
from portal.policy.roles import Role
from tests.support.counting import count_queries
from tests.support.factories import Make
from tests.support.pages import Page

TODAY = clock.now().date()
DAY = timedelta(days=1)
STAFF = "/staff/people"


@pytest.fixture
def admin(page: Page, make: Make) -> Account:
    account = make.staff(Role.ADMINISTRATOR, name="Ada Min")
    page.sign_in(account)
    return account


def invited(**changes: Any) -> dict[str, Any]:
    return {
        "name": "Fay Carer",
        "email": "Fay@example.org",
        "organisation": "",
        "manager": "",
        "lives_with": "",
        "roles": ["foster_carer"],
        "send_once": str(uuid.uuid4()),
        **changes,
    }


def account(email: str) -> Account:
    with db.transaction():
        found = staff_account(email)
        assert found is not None
        return found


def count(table: type) -> int:
    with db.transaction():
        return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def fresh(one: Account) -> Account:
    with db.transaction() as session:
        return session.get_one(Account, one.id)


def link_on(page: Page) -> str:
    found = re.search(r"http\S+/staff/invitation/\S+", page.main)
    assert found is not None
    return found[0]


@pytest.mark.usefixtures("admin")
def test_inviting_shows_the_link_once_and_it_works(
    page: Page, another_page: Callable[[], Page], make: Make
) -> None:
    other = make.staff(Role.FOSTER_CARER, name="Flo Carer")
    boss = make.staff(Role.MANAGER, name="Bo Boss")
    page.visit(STAFF).follow("Invite somebody").submit(
        "Invite them",
        {
            "name": "Fay Carer",
            "email": "Fay@example.org",
            "roles": ["foster_carer", "partner"],
            "manager": str(boss.id),
            "lives_with": str(other.id),
        },
    )
    link = link_on(page)
    path = link[link.index("/staff/invitation") :]
    another_page().visit(path)
    fay = account("fay@EXAMPLE.org")
    assert (fay.manager_id, fay.household_id) == (boss.id, fresh(other).household_id)
    with db.transaction():
        roles = set(db.session.scalars(sa.select(RoleGrant.role).where(RoleGrant.account_id == fay.id)))
    assert roles == {Role.FOSTER_CARER, Role.PARTNER}
    page.visit(f"{STAFF}/{fay.id}")
    assert path not in page.html
    assert "They have not come in yet" in page.main
    page.submit("Make a new link")
    assert link_on(page) != link
    another_page().visit(path, status=404)


@pytest.mark.usefixtures("admin")
def test_a_double_tap_makes_one_account_and_a_link_that_works(page: Page) -> None:
    form = invited()
    page.post(f"{STAFF}/invite", form)
    first = link_on(page)
    page.post(f"{STAFF}/invite", form)
    assert link_on(page) != first
    assert count(Account) == 2
    assert count(RoleGrant) == 2
    page.post(f"{STAFF}/invite", invited(), status=422)
    assert page.mistakes == ["Another account has this address."]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Write their name."),
        ({"name": "x" * 121}, "This is too long. Use 120 letters or fewer."),
        ({"name": "\u0000"}, "Write their name."),
        ({"email": ""}, "Write their e-mail address."),
        ({"email": "nobody"}, "Write an e-mail address, like name@example.org."),
        ({"email": "ADA@example.org "}, "Another account has this address."),
        ({"organisation": "x" * 81}, "This is too long. Use 80 letters or fewer."),
        ({"roles": []}, "Choose one role or more."),
        ({"roles": ["young_person"]}, None),
        ({"roles": ["king"]}, None),
        ({"manager": "x"}, "Choose from the list."),
        ({"manager": str(uuid.uuid4())}, "Choose from the list."),
        ({"lives_with": str(uuid.uuid4())}, "Choose from the list."),
    ],
)
def test_bad_invitations_are_refused_and_kept(
    page: Page, make: Make, changes: dict[str, Any], words: str | None
) -> None:
    page.sign_in(make.staff(Role.ADMINISTRATOR, email="ada@example.org"))
    form = invited(**changes)
    page.post(f"{STAFF}/invite", form, status=422)
    assert len(page.mistakes) == 1
    if words:
        assert page.mistakes == [words]
    for name in ("name", "email", "organisation"):
        if "\u0000" not in form[name]:
            assert page.value(name).strip() == form[name].strip()
    assert (count(Account), count(Invitation)) == (1, 0)


@pytest.mark.usefixtures("admin")
def test_an_empty_and_a_damaged_form_are_answered(page: Page) -> None:
    page.post(f"{STAFF}/invite", {}, status=422)
    page.post(f"{STAFF}/invite", invited(send_once="nonsense"))
    page.post(f"{STAFF}/invite", invited(name=["One", "Two"], email="two@example.org"))
    assert account("two@example.org").name == "One"


def test_another_accounts_id_as_the_forms_id_gives_no_link_to_it(
    page: Page, admin: Account, make: Make
) -> None:
    other = make.staff(Role.READER, email="ria@example.org")
    page.post(f"{STAFF}/invite", invited(send_once=str(other.id)), status=409)
    page.post(f"{STAFF}/invite", invited(send_once=str(admin.id), email="new@example.org"), status=409)
    assert count(Invitation) == 0


def test_the_list_is_searched_and_filtered(page: Page, admin: Account, make: Make) -> None:
    make.staff(Role.READER, name="Ria Reed", organisation="Hill Team", manager=admin)
    make.staff(Role.IRO, name="Ivo Gone", is_open=False)
    make.account_for(make.young_person(name="Kit Vale"))

    def names() -> list[str]:
        links = (a for a in page.links() if re.search(r"/people/[0-9a-f-]{36}$", str(a.get("href"))))
        return [str(a.text) for a in links]

    page.visit(STAFF)
    assert names() == ["Ada Min", "Ria Reed"]
    page.submit("Search", asked="hil")
    assert names() == ["Ria Reed"]
    assert "Hill" not in page.url
    page.submit("Search", asked="", role="administrator")
    assert names() == ["Ada Min"]
    page.submit("Search", role="", state="closed")
    assert names() == ["Ivo Gone"]
    page.post(STAFF, {"asked": "x", "role": "king", "state": "odd"}, status=422)
    page.post(STAFF, {}, status=422)


def test_the_list_asks_the_database_as_often_for_50_as_for_1(page: Page, admin: Account, make: Make) -> None:
    page.visit(STAFF)
    one = count_queries(lambda: page.visit(STAFF))
    for _ in range(50):
        make.staff(Role.READER, manager=admin)
    assert count_queries(lambda: page.visit(STAFF)) == one


@pytest.mark.usefixtures("admin")
def test_a_role_is_given_and_ends_at_the_next_request(
    page: Page, another_page: Callable[[], Page], make: Make
) -> None:
    worker = make.staff(Role.IRO, name="Ivo Reed")
    theirs = another_page().sign_in(worker)
    theirs.visit("/staff/duty", status=404)
    page.visit(f"{STAFF}/{worker.id}").follow("Give a role").submit("Give this role", role="safety_lead")
    theirs.visit("/staff/duty")
    page.follow("End the role safety lead").submit("End this role")
    theirs.visit("/staff/duty", status=404)
    page.follow("End the role independent reviewing officer").submit("End this role")
    with db.transaction():
        (grant,) = db.session.scalars(sa.select(RoleGrant).where(RoleGrant.account_id == worker.id))
    assert grant.until_on == TODAY - DAY  # the one given today is gone, the old one ended yesterday
    page.post(f"{STAFF}/{worker.id}/roles/{grant.id}/end", {}, status=422)


def days(first: date | None, last: date | None = None) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, day in (("from_on", first), ("until_on", last)):
        if day:
            found |= {
                f"{name}-day": str(day.day),
                f"{name}-month": str(day.month),
                f"{name}-year": str(day.year),
            }
    return found


@pytest.mark.usefixtures("admin")
def test_bad_roles_are_refused_and_kept(page: Page, make: Make) -> None:
    worker = make.staff(Role.IRO)
    for role, some, words in (
        ("", days(TODAY), "Choose a role."),
        ("reader", days(None), "Write the first day."),
        ("reader", days(TODAY, TODAY - DAY), "The last day is before the first."),
        ("reader", days(TODAY + 400 * DAY), "This is more than a year from now. Check the year."),
        ("reader", days(TODAY - 400 * DAY), "This is more than a year ago. Check the year."),
        ("iro", days(TODAY), "They have this role already in those days."),
        ("young_person", days(TODAY), "Choose from the list."),
        ("\u0000", days(TODAY), "Choose from the list."),
    ):
        page.post(f"{STAFF}/{worker.id}/roles/give", {"role": role, **some}, status=422)
        assert page.mistakes == [words]
        assert page.value("from_on-day") == some.get("from_on-day", "")
    assert count(RoleGrant) == 2


def test_the_last_administrator_stays(page: Page, admin: Account, make: Make) -> None:
    with db.transaction():
        (grant,) = db.session.scalars(sa.select(RoleGrant).where(RoleGrant.account_id == admin.id))
    page.post(f"{STAFF}/{admin.id}/roles/{grant.id}/end", {}, status=422)
    assert "Nobody else could give roles then." in page.main
    page.post(f"{STAFF}/{admin.id}/close", {}, status=422)
    assert "You cannot close your own account." in page.main
    make.staff(Role.ADMINISTRATOR)
    page.post(f"{STAFF}/{admin.id}/roles/{grant.id}/end", {}, status=404)  # done, and so no longer theirs


@pytest.mark.usefixtures("admin")
def test_closing_signs_out_at_once_and_can_be_undone(
    page: Page, another_page: Callable[[], Page], make: Make
) -> None:
    worker = make.staff(Role.SAFETY_LEAD)
    theirs = another_page().sign_in(worker).visit("/staff/duty")
    page.visit(f"{STAFF}/{worker.id}").submit("Close this account")
    theirs.visit("/staff/duty", status=302)
    assert not fresh(worker).is_open
    page.post(f"{STAFF}/{worker.id}/invite", {}, status=409)
    page.visit(f"{STAFF}/{worker.id}").submit("Open this account again")
    assert fresh(worker).is_open
    theirs.visit("/staff/duty", status=302)  # the old session stays over


def test_changing_somebody_keeps_new_manager_and_household_from_old_statements(
    page: Page, admin: Account, make: Make
) -> None:
    carer, boss, home = make.staff(Role.FOSTER_CARER), make.staff(Role.MANAGER), make.staff(Role.FOSTER_CARER)
    person = make.young_person()
    statement, of_home = make.statement(person), make.statement(person)
    with db.transaction():
        people_commands.keep_apart(person.id, statement.id, {carer.id: "concerned"})
        people_commands.keep_apart(person.id, of_home.id, {home.id: "concerned"})
    page.visit(f"{STAFF}/{carer.id}/change").submit(
        "Save the changes", manager=str(boss.id), lives_with=str(home.id), organisation="North"
    )
    with db.transaction():
        assert people.kept_apart_from(statement.id) == {
            carer.id: "concerned",
            boss.id: "manager",
            home.id: "household",
        }
        assert people.kept_apart_from(of_home.id) == {home.id: "concerned", carer.id: "household"}
    changed = fresh(carer)
    assert changed.organisation == "North"
    assert changed.household_id == fresh(home).household_id is not None
    page.visit(f"{STAFF}/{carer.id}/change")
    assert page.value("lives_with") == str(home.id)
    page.submit("Save the changes", manager="", lives_with="")
    assert (fresh(carer).manager_id, fresh(carer).household_id) == (None, None)


def test_nobody_is_their_managers_manager(page: Page, admin: Account, make: Make) -> None:
    top = make.staff(Role.MANAGER, name="Top")
    middle = make.staff(Role.MANAGER, manager=top)
    below = make.staff(Role.MANAGER, manager=middle)
    page.visit(f"{STAFF}/{top.id}/change").submit("Save the changes", manager=str(below.id), status=422)
    assert page.mistakes == ["They cannot be their own manager, or their manager’s manager."]
    page.visit(f"{STAFF}/{top.id}/change")
    page.post(
        f"{STAFF}/{top.id}/change", {"name": "T", "email": top.email, "manager": str(top.id)}, status=422
    )


def test_an_address_can_be_kept_but_not_taken(page: Page, admin: Account, make: Make) -> None:
    worker = make.staff(Role.IRO, email="ivo@example.org")
    make.staff(Role.IRO, email="ira@example.org", is_open=False)
    page.visit(f"{STAFF}/{worker.id}/change").submit("Save the changes", name="Ivo Reed")
    page.visit(f"{STAFF}/{worker.id}/change").submit("Save the changes", email="IRA@example.org", status=422)
    assert page.mistakes == ["Another account has this address."]
    assert page.value("email") == "IRA@example.org"


@pytest.mark.usefixtures("admin")
def test_young_people_and_wrong_ids_are_not_staff(page: Page, make: Make) -> None:
    young = make.account_for(make.young_person())
    worker, other = make.staff(Role.IRO), make.staff(Role.IRO)
    with db.transaction():
        (grant,) = db.session.scalars(sa.select(RoleGrant).where(RoleGrant.account_id == other.id))
    for one in (young.id, uuid.uuid4()):
        for way in ("", "/change", "/roles/give"):
            page.visit(f"{STAFF}/{one}{way}", status=404)
        for way in ("/close", "/open", "/invite"):
            page.post(f"{STAFF}/{one}{way}", {}, status=404)
    page.post(f"{STAFF}/{worker.id}/roles/{grant.id}/end", {}, status=404)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.YOUNG_PERSON, Role.ADMINISTRATOR}))
def test_nobody_else_manages_staff(role: Role, make: Make, page: Page) -> None:
    worker = make.staff(role)
    page.sign_in(worker)
    for way in ("", "/invite", f"/{worker.id}", f"/{worker.id}/change", f"/{worker.id}/roles/give"):
        page.visit(STAFF + way, status=404)
    page.post(f"{STAFF}/{worker.id}/close", {}, status=404)
