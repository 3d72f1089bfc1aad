"""The second half of the loop: from a child's words to the member's page, the challenge, the officer's
answer, and back to the child's own page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from portal import db
from portal.accounts.models import Account
from portal.coding.commands import confirm
from portal.coding.rules import Stance
from portal.kit import clock
from portal.panels import jobs
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from tests.support import site as sites
from tests.support.factories import Make
from tests.support.time_goes_by import days_go_by
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]
WORDS = "They move family time with my mum and I find out last"
OTHERS = 14
NARROW_BY_KEYBOARD: dict[str, object] = {"width": 320, "how": "keyboard"}
WITHOUT_SCRIPTS: dict[str, object] = {"scripts": False}
ROLES = (Role.READER, Role.PARTICIPATION_WORKER, Role.PANEL_SUPPORT, Role.PANEL_MEMBER, Role.MANAGER)


@pytest.fixture
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[sites.Site]:
    """A site of its own for each journey: a paper counts everybody there is, and a day has one meeting."""
    with sites.running(tmp_path, kind=getattr(request, "param", "sqlite")) as running:
        yield running


def others_spoke_of_family_time(make: Make, reader: Account) -> None:
    """Given others who said the like, read and sorted: of one child alone no paper speaks."""
    for _number in range(OTHERS):
        person = make.young_person()
        said = make.statement(person, "family time was moved again", read_by=reader)
        with db.transaction():
            confirm(
                said.id, person.id, said_on=said.sent_at.date(), themes=["family_time"], stance=Stance.WORRY,
                by=reader.id, now=clock.now(),
            )  # fmt: skip


def says_it(young: Visitor) -> None:
    """When they say it, and that their words may be used."""
    young.goes_to("/say").picks("Up and down").presses("Next")
    young.types("Say it in your own words", WORDS).presses("Next")
    young.picks("Yes", of="Are you safe right now?").picks("Yes", of="May we use your words?").presses("Send")
    assert young.heading == "Sent"


def reads_and_sorts_it(reader: Visitor, name: str) -> None:
    """When a reader marks it read and says what it is about; the theme is offered with its reason."""
    reader.goes_to("/staff/desk").follows(name).sees(WORDS, "family time")
    reader.page.get_by_label("What was done").first.select_option(label="Nothing more is needed")
    reader.picks("Family time").picks("A worry").picks("These words could be a quote")
    reader.picks("It concerns nobody here").presses("Mark as read")


def makes_it_safe(worker: Visitor) -> None:
    """When somebody looks at what could give them away, and shows them the words."""
    worker.goes_to("/staff/quotes")
    worker.page.locator("main a[href*='/staff/quotes/']").first.click()
    worker.picks("No", of="Could somebody who works with them tell who it is?")
    worker.looks().sees(WORDS).presses("Show it to the young person")


def says_yes(young: Visitor) -> None:
    """When they see exactly the words, on their own page, and say yes."""
    young.goes_to("/start")
    young.page.locator("a[href='/my-quotes']").first.click()
    young.looks()
    young.page.locator("main a[href*='/my-quotes/']").first.click()
    young.looks().sees(WORDS).presses("Yes, use these words")


def approves_it(reader: Visitor) -> None:
    """When a second person approves them."""
    reader.goes_to("/staff/quotes?tab=to_approve")
    reader.page.locator("main a[href*='/staff/quotes/']").first.click()
    reader.looks().sees(WORDS).presses("Approve the")


def publishes_a_paper(support: Visitor, officer: Visitor, name: str) -> None:
    """When panel support prepares a paper, has the numbers worked out and it signed off, and publishes it."""
    today = date.today()  # noqa: DTZ011  # the person's own calendar
    support.goes_to("/staff/panel/new")
    for of, day in (
        ("The panel meets on", today + timedelta(days=9)),
        ("First day of the period", today - timedelta(days=40)),
        ("Last day of the period", today - timedelta(days=1)),
    ):
        writes_a_day(support, of, day)
    support.presses("Begin this paper").presses("Work out the numbers")
    jobs.count_what_was_asked(support.site.settings.time_zone)  # as the worker does
    support.goes_to(support.page.url)
    support.page.locator("main a[href$='/words']").first.click()
    support.looks().types("What matters, in a sentence or two", "Family time changes and nobody says why.")
    support.presses("Save")
    support.page.locator("main a[href$='/quotes']").first.click()
    support.looks()
    support.page.get_by_label("Where in the paper?").first.select_option(label="Place 1")
    support.presses("Save").follows("Look at the sections").looks().sees("What it was about")
    support.follows("Back to preparing").follows("Ask for sign-off").looks()
    support.page.get_by_label("Who is to look at it?").select_option(label=name)
    support.presses("Ask them")
    preparing = support.page.url
    officer.goes_to("/staff/panel").follows("Paper for").looks().sees(WORDS).presses("Sign it off")
    support.goes_to(preparing).follows("Go on to publishing").presses("Publish it")
    support.follows("Public version").looks().presses("Let everybody read it")


def reads_it_without_signing_in(anybody: Visitor) -> None:
    """Then everybody may read the public version, without anybody's words, and the easy one."""
    anybody.goes_to("/panel/papers").looks().follows("For young people").looks().sees("My family")
    anybody.goes_to("/panel/papers")
    anybody.page.locator("main table a[href*='/panel/papers/']").first.click()
    anybody.looks().sees("Family time changes and nobody says why").does_not_see(WORDS)


def writes_a_day(visitor: Visitor, of: str, day: date) -> None:
    group = visitor.page.get_by_role("group", name=of)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(value))


def reads_it_and_challenges(member: Visitor) -> None:
    """When a member reads the paper, finds the words, and asks about the theme."""
    member.goes_to("/staff/panel")
    member.page.locator("main a[href*='/staff/panel/']").first.click()
    member.looks().sees("Family time changes and nobody says why", WORDS, "Family time")
    member.page.locator("main a[href$='/theme/family_time']").first.click()
    member.looks().sees(WORDS)
    member.follows("Challenge this").types(
        "What do you want to ask, or to be done?", "Who rings the young person when it changes?"
    )
    member.presses("Send it to panel support")


def hands_it_on(support: Visitor, officer: Account) -> None:
    """When panel support has looked for names and gives it to an officer."""
    support.goes_to("/staff/challenges")
    support.page.locator("main a[href*='/staff/challenges/']").first.click()
    support.looks().page.get_by_label("Who answers it?").select_option(label=officer.name)
    support.presses("I have checked it: give it to them")


def answers_it(officer: Visitor) -> str:
    """When the officer answers with an action, who does it, and by when, and tells young people."""
    officer.goes_to("/staff/challenges")
    officer.page.locator("main a[href*='/staff/challenges/']").first.click()
    officer.looks().types("What will be done, or why it will not", "The worker rings on the same day.")
    officer.types("Who does it? A post, not a name", "Head of Service")
    writes_a_day(officer, "By which day?", date.today() + timedelta(days=30))  # noqa: DTZ011
    officer.presses("Send the answer to the panel")
    return officer.page.url


def tells_young_people(officer: Visitor, challenge: str) -> None:
    """When the officer writes what was done, to them."""
    officer.goes_to(challenge)
    officer.page.locator("main a[href*='/staff/we-did/new']").first.click()
    officer.looks().types("You said", "Family time moves and you find out last.").picks("Done")
    officer.types("We did", "Your worker rings you on the same day.")
    officer.presses("Keep it and see it as they will").presses("Publish it")


def sees_it_and_says_it_helped(young: Visitor) -> None:
    """Then it stands on the start page of the child whose words led to it, and they say whether it helped."""
    young.goes_to("/start").sees("Your worker rings you on the same day")
    young.goes_to("/we-did").sees("Because of what you", "Family time moves and you find out last")
    young.sees("Did it make a difference?").presses("Yes").sees("Thank you")


@pytest.mark.parametrize("way", [{"width": 360}, NARROW_BY_KEYBOARD], ids=["mouse", "narrow-by-keyboard"])
def test_from_a_childs_words_to_the_member_and_back(
    make: Make, visitor: Visit, way: dict[str, object]
) -> None:
    goes_all_the_way(make, visitor, way)


@pytest.mark.parametrize("site", ["postgresql"], indirect=True)
def test_the_same_on_postgresql_without_scripts(make: Make, visitor: Visit) -> None:
    goes_all_the_way(make, visitor, WITHOUT_SCRIPTS)


def goes_all_the_way(make: Make, visitor: Visit, way: dict[str, object]) -> None:
    """Everybody's part, one after the other."""
    person: YoungPerson = make.young_person(called="Robin")
    make.worker_of(person, Role.SOCIAL_WORKER)
    staff = {role: make.staff(role) for role in ROLES}
    others_spoke_of_family_time(make, staff[Role.READER])
    young = visitor(**way).is_signed_in_as(make.account_for(person))
    staff_way = {**way, "width": 1280} if way.get("width") != 320 else way
    reader, worker, support, member, officer = (
        visitor(**staff_way).is_signed_in_as(staff[role]) for role in ROLES
    )
    says_it(young)
    reads_and_sorts_it(reader, person.name)
    makes_it_safe(worker)
    says_yes(young)
    approves_it(reader)
    days_go_by(10)
    publishes_a_paper(support, officer, staff[Role.MANAGER].name)
    reads_it_without_signing_in(visitor(**way))
    reads_it_and_challenges(member)
    hands_it_on(support, staff[Role.MANAGER])
    tells_young_people(officer, answers_it(officer))
    sees_it_and_says_it_helped(young)
    member.goes_to("/staff/challenges").sees("The worker rings on the same day")
