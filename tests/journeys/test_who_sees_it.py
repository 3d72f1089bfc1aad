"""Nobody's page shows more than it should: whom it concerns never meets it, a carer sees what was shared."""

from __future__ import annotations

from collections.abc import Callable

from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]
WORDS = "My worker shouts at me in the car"
GOOD = "I want to start judo on Mondays"


def says(young: Visitor, words: str, about: str | None = None) -> None:
    """When they say it, and whom it is about if they like."""
    young.goes_to("/say/words").types("Say it in your own words", words).presses("Next")
    if about:
        young.picks(about, of="Is it about one of these people?")
    young.presses("Send")
    assert young.heading == "Sent"


def marks_it_read(reader: Visitor, name: str) -> None:
    """When a reader has nothing to add about whom it concerns and marks it read."""
    reader.goes_to("/staff/desk").follows(name)
    reader.page.get_by_label("What was done").first.select_option(label="Nothing more is needed")
    reader.picks("It concerns nobody here").presses("Mark as read")


def test_the_worker_it_is_about_never_meets_it_and_a_safety_lead_answers(make: Make, visitor: Visit) -> None:
    person = make.young_person(name="Robin Vale", called="Robin")
    worker = make.worker_of(person, Role.SOCIAL_WORKER, name="Wanda Worker")
    lead, reader = make.staff(Role.SAFETY_LEAD, name="Lena Lead"), make.staff(Role.READER)
    young = visitor().is_signed_in_as(make.account_for(person))
    says(young, WORDS, about="Wanda Worker")
    at_desk = visitor(width=1280).is_signed_in_as(reader)
    at_desk.goes_to("/staff/desk").follows("Robin Vale").sees("Wanda Worker", WORDS)
    at_desk.page.get_by_label("What was done").first.select_option(label="Nothing more is needed")
    at_desk.picks("It concerns nobody here")
    at_desk.page.get_by_label("Who answers", exact=True).select_option(label="Lena Lead (safety lead)")
    at_desk.presses("Mark as read")
    told = visitor(width=1280).is_signed_in_as(worker)
    told.goes_to("/staff").does_not_see("Robin Vale")
    told.goes_to("/staff/statements").does_not_see("Robin Vale")
    visitor(width=1280).is_signed_in_as(lead).goes_to("/staff/statements").follows("Robin Vale").sees(WORDS)
    young.goes_to("/said").page.locator("main a[href*='/said/']").first.click()
    young.looks().sees("Lena Lead").sees("They do not get this")


def test_a_carer_sees_what_was_shared_with_them_and_nothing_else(make: Make, visitor: Visit) -> None:
    person = make.young_person(name="Robin Vale", called="Robin")
    worker = make.worker_of(person, Role.SOCIAL_WORKER)
    carer = make.worker_of(person, Role.FOSTER_CARER, name="Carol Carer")
    young = visitor().is_signed_in_as(make.account_for(person))
    reader = visitor(width=1280).is_signed_in_as(make.staff(Role.READER))
    for words in (GOOD, WORDS):
        says(young, words)
        marks_it_read(reader, "Robin Vale")
    at_home = visitor().is_signed_in_as(carer)
    at_home.goes_to("/staff/shared").does_not_see("Robin Vale", GOOD, WORDS)
    sharing = visitor(width=1280).is_signed_in_as(worker)
    sharing.goes_to("/staff/statements").follows("Robin Vale")
    sharing.page.get_by_label("Carol Carer").check()
    shown = GOOD if GOOD in sharing.page.content() else WORDS
    sharing.presses("Share it")
    at_home.goes_to("/staff/shared").follows("Robin").sees(shown)
    at_home.does_not_see(WORDS if shown == GOOD else GOOD)
    young.goes_to("/said").sees(GOOD, WORDS)
