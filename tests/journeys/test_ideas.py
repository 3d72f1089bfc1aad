"""An idea: suggested on a phone, read at the desk, sent back with a reason, changed, approved, supported by
another young person, answered, and its author sees what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from portal.kit import clock
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]


def test_an_idea_from_a_phone_to_its_answer(make: Make, visitor: Visit) -> None:
    born = date(clock.now().year - 13, 1, 1)
    person = make.young_person(name="Ari Vale", born_on=born)
    make.worker_of(person, Role.SOCIAL_WORKER, name="Wan Work")
    ari = visitor(width=360).is_signed_in_as(make.account_for(person))
    bo = visitor(width=320, scripts=False).is_signed_in_as(make.account_for(make.young_person(born_on=born)))
    reader = visitor(width=1280).is_signed_in_as(make.staff(Role.READER, name="Rea Desk"))
    pat = visitor(width=1280).is_signed_in_as(make.staff(Role.PARTICIPATION_WORKER, name="Pat Tak"))

    ari.goes_to("/groups").looks().follows("Ideas").looks().follows("Tell us an idea").looks()
    ari.types("Your idea in a few words", "Bikes for Quillmere home").presses("Send my idea")
    ari.sees("Others cannot see it yet").looks()
    reads_at_the_desk(reader, "Bikes for Quillmere home")

    pat.goes_to("/staff/ideas/to-approve").looks().follows("Read and decide")
    pat.picks("Send it back, with the reason").types("as its author reads it", "Please take the place out.")
    pat.looks().presses("Decide").sees("Nothing waits")

    ari.goes_to("/ideas").follows("Bikes for Quillmere home").sees("Please take the place out.").looks()
    ari.follows("Change it and send it again").types("Your idea in a few words", "Bikes for each home")
    ari.looks().presses("Send it again").sees("Others cannot see it yet")
    reads_at_the_desk(reader, "Bikes for each home")
    pat.goes_to("/staff/ideas/to-approve").follows("Read and decide")
    pat.picks("Others can read it").presses("Decide")

    bo.goes_to("/ideas").looks().follows("Bikes for each home").presses("I am for it")
    bo.sees("Nobody sees that it was you").looks()

    pat.goes_to("/staff/ideas").looks().follows("Bikes for each home").picks("We did it")
    pat.types("In plain words", "Each home has four bikes now.").looks().presses("Tell young people")

    ari.goes_to("/ideas").sees("Something is new").follows("Bikes for each home")
    ari.sees("We did it", "Each home has four bikes now.", "What happened to this idea").looks()


def reads_at_the_desk(reader: Visitor, words: str) -> None:
    """A trained person reads it like everything else."""
    reader.goes_to("/staff/desk").follows("Ari Vale").sees(words)
    reader.page.get_by_label("What was done").first.select_option(label="Nothing more is needed")
    reader.picks("It concerns nobody here").presses("Mark as read")
