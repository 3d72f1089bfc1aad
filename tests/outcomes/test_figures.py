"""How young people see what was done, from their answers."""

from __future__ import annotations

from portal.kit import clock
from portal.outcomes.figures import Seen, seen_by_young_people
from portal.outcomes.rules import Difference
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
