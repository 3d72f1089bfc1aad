"""How young people see what was done, from their answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal import db
from portal.kit import clock
from portal.outcomes import commands
from portal.outcomes.figures import Seen, seen_by_young_people
from portal.outcomes.rules import Did, Difference
from portal.policy.roles import Role
from tests.support import did
from tests.support.factories import Make


def test_each_outcome_by_its_own_answers_and_words_only(make: Make) -> None:
    officer = make.staff(Role.MANAGER)
    seen, few, none = (did.outcome(officer, published_at=clock.now()) for _ in range(3))
    people = [make.young_person() for _ in range(10)]
    for person in people:
        did.difference(seen, person, Difference.YES)
    for person in people[:9]:
        did.difference(few, person, Difference.NO)
    assert seen_by_young_people([seen.id, few.id, none.id]) == {
        seen.id: Seen.MOST_BETTER,
        few.id: Seen.TOO_FEW,
        none.id: Seen.TOO_FEW,
    }
    assert seen_by_young_people([]) == {}


@pytest.mark.parametrize(
    "words",
    [
        commands.Words(Did.DONE, "", "We gave every child a new bike.", ""),
        commands.Words(Did.PARTLY, "", "Somebody rings you the same day.", "Two teams have not begun."),
    ],
)
def test_other_words_do_not_borrow_what_was_said_of_the_old_ones(make: Make, words: commands.Words) -> None:
    officer, now = make.staff(Role.MANAGER), clock.now()
    row = did.outcome(officer, published_at=now - timedelta(days=9), all_from_on=now.date())
    people = [make.young_person() for _ in range(10)]
    for person in people:
        did.difference(row, person, Difference.YES)
    same = commands.Words(Did.DONE, "", "Somebody rings you the same day.", "")
    with db.transaction():
        commands.change_state(row.id, same, by=officer.id, now=clock.now())
    assert seen_by_young_people([row.id]) == {row.id: Seen.MOST_BETTER}
    with db.transaction():
        commands.change_state(row.id, words, by=officer.id, now=clock.now())
    assert seen_by_young_people([row.id]) == {row.id: Seen.TOO_FEW}
    for person in people:
        account = make.account_for(person)
        with db.transaction():
            commands.say_difference(
                row.id, Difference.NO, young_person_id=person.id, account_id=account.id, now=clock.now()
            )
    assert seen_by_young_people([row.id]) == {row.id: Seen.MOST_NOT}
