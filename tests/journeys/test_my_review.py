"""A young person on a phone: how they want their review, then, after it, whether they were listened to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from portal.kit import clock
from portal.policy.roles import Role
from portal.reviews.models import ReviewFelt, ReviewWish
from tests.support.factories import Make
from tests.support.visitors import Visitor
from tests.voice.young import rows

Visit = Callable[..., Visitor]


def test_how_i_want_it_and_how_it_was(make: Make, visitor: Visit) -> None:
    today = clock.now().date()
    person = make.young_person(called="Robin")
    make.in_care(person, today - timedelta(days=200))
    make.held_before(person, today - timedelta(days=180), today - timedelta(days=100))
    iris = make.worker_of(person, Role.IRO, name="Iris Holt")
    make.staff(Role.READER)
    make.review(person, "planned", on=today, iro=iris)

    young = visitor(width=320, scripts=False).is_signed_in_as(make.account_for(person))
    young.goes_to("/start").follows("My reviews").sees("Iris Holt leads it.")
    young.follows("How do you want it?").picks("Yes, some of it").picks("A friend")
    young.types("Who should not be there?", "Not my old teacher").presses("Tell them")
    young.sees("Thank you. We have it.").sees("Not my old teacher")

    make.review(person, "held", on=today, iro=iris)
    young.goes_to("/start").sees("Were you listened to?").follows("My reviews")
    young.follows("Were you listened to?").picks("A bit").presses("Tell them")
    young.sees("Thank you. We have it.").sees("You told us how it was.")
    assert [one.coming for one in rows(ReviewWish) if one.young_person_id == person.id] == ["part"]
    assert [one.face for one in rows(ReviewFelt) if one.young_person_id == person.id] == ["ok"]
