"""A manager reads a few letters that were sent, drawn by chance; the IRO sees what came of theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import flask
import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import CareLink, YoungPerson
from portal.policy.roles import Role
from portal.reviews.models import Letter, LetterSample
from portal.reviews.queries.writing_samples import drawn_for
from portal.reviews.rules.writing_samples import DRAWN, Asked, Mark, WhyNot, why_not_say
from tests.support import made_letters
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

GOOD = dict.fromkeys(("plain", "kind", "true", "clear"), "yes")


@pytest.fixture
def manager(make: Make) -> Account:
    return make.staff(Role.MANAGER)


@pytest.fixture
def iris(make: Make, manager: Account) -> Account:
    return make.staff(Role.IRO, name="Iris Holt", manager=manager)


def sent_to(app: flask.Flask, make: Make, iris: Account, **looks: Any) -> tuple[YoungPerson, Letter]:
    person = make.young_person()
    make.link(person, iris)
    make.account_for(person)
    review = make.review(person, "held", iro=iris)
    with app.app_context():
        return person, made_letters.sent(review, iris, **looks)


def test_every_question_is_answered_and_what_is_not_good_is_explained() -> None:
    good: dict[Asked, Mark | None] = dict.fromkeys(Asked, Mark.YES)
    assert why_not_say(good, "") is None
    assert why_not_say({**good, Asked.KIND: Mark.PARTLY}, " ") is WhyNot.NO_WORDS
    assert why_not_say({**good, Asked.KIND: Mark.NO}, "Say it kindly.") is None
    assert why_not_say({**good, Asked.TRUE: None}, "Fine.") is WhyNot.NOT_ALL


def test_a_manager_says_how_a_letter_is_and_its_writer_reads_that(
    app: flask.Flask, page: Page, make: Make, manager: Account, iris: Account
) -> None:
    person, letter = sent_to(app, make, iris)
    page.sign_in(manager).visit("/staff/reviews/samples").follow("Iris Holt to")
    assert "You swim every week." in page.main
    page.submit("Tell whoever wrote it", GOOD | {"kind": "partly"}, status=422)
    page.submit("Tell whoever wrote it", GOOD | {"kind": "partly", "words": "Say what you liked."})
    assert [one.account_id for one in rows(Notice) if one.kind is NoticeKind.LETTER_FEEDBACK] == [iris.id]
    assert "sample_letters" in {one.action for one in rows(Event) if one.young_person_id == person.id}
    page.sign_in(iris).visit("/staff/reviews/letters")
    assert "Say what you liked." in page.main
    page.submit("I have read it")
    assert rows(LetterSample)[0].seen_at
    assert rows(LetterSample)[0].letter_id == letter.id
    assert "I have read it" not in page.main


def test_said_twice_it_is_one_and_the_newest_holds(
    app: flask.Flask, page: Page, make: Make, manager: Account, iris: Account
) -> None:
    _person, letter = sent_to(app, make, iris)
    page.sign_in(manager)
    for words in ("First.", "Second."):
        page.visit(f"/staff/reviews/samples/{letter.id}").submit(
            "Tell whoever wrote it", GOOD | {"words": words}
        )
    with db.transaction():
        assert [one.words for one in db.session.query(LetterSample)] == ["Second."]
    assert len([one for one in rows(Notice) if one.kind is NoticeKind.LETTER_FEEDBACK]) == 1


def test_only_a_few_are_drawn_and_no_other_letter_can_be_opened(
    app: flask.Flask, page: Page, make: Make, manager: Account, iris: Account
) -> None:
    letters = [sent_to(app, make, iris)[1] for _ in range(DRAWN + 2)]
    page.sign_in(manager).visit("/staff/reviews/samples")
    opened = [one for one in letters if str(one.id) in page.html]
    assert len(opened) == DRAWN
    for one in letters:
        page.visit(f"/staff/reviews/samples/{one.id}", status=200 if one in opened else 404)


def test_nobody_elses_letters_drafts_and_those_of_whom_they_are_kept_apart(
    app: flask.Flask, page: Page, make: Make, manager: Account, iris: Account
) -> None:
    other = make.staff(Role.IRO)
    _someone, theirs = sent_to(app, make, other)
    person, letter = sent_to(app, make, iris)
    said = make.statement(person, to=[iris], read_by=make.staff(Role.READER))
    make.kept_apart(person, said, manager)
    page.sign_in(manager).visit("/staff/reviews/samples")
    assert "No letters to read" in page.main
    for one in (theirs, letter):
        page.visit(f"/staff/reviews/samples/{one.id}", status=404)
    page.visit(f"/staff/reviews/samples/{uuid4()}", status=404)
    page.sign_in(iris).visit("/staff/reviews/samples", status=404)


def test_an_officer_sees_how_their_letters_went_until_the_link_ends(
    app: flask.Flask, page: Page, make: Make, iris: Account
) -> None:
    person, letter = sent_to(app, make, iris)
    with db.transaction() as session:
        row = session.get_one(Letter, letter.id)
        row.first_opened_at = clock.now()
    page.sign_in(iris).visit("/staff/reviews/letters")
    assert person.name in page.main
    assert "in time" in page.main
    with db.transaction() as session:
        for link in session.query(CareLink):
            link.until_on = clock.now().date() - timedelta(days=1)
    page.visit("/staff/reviews/letters")
    assert person.name not in page.main
    assert "No letters yet" in page.main


def test_what_is_drawn_costs_the_same_for_one_and_for_many(
    app: flask.Flask, make: Make, manager: Account, iris: Account
) -> None:
    sent_to(app, make, iris)
    with app.app_context():
        viewer = made_letters.as_viewer(manager, Role.MANAGER)
        viewer = type(viewer)(viewer.account_id, viewer.roles, manages=frozenset({iris.id}))
        assert len(drawn_for(viewer)) == 1
