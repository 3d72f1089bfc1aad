"""A letter does not carry what a child said to whom it concerns, nor to somebody who may not be the child;
it stays as it was read."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import flask
import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import CareLink, YoungPerson
from portal.policy.roles import Role
from portal.reviews.commands import writing
from portal.reviews.models import Letter, LetterTranslation, Review
from portal.reviews.queries import sending as queries
from portal.reviews.queries.writing import words_fingerprint
from portal.reviews.rules import SectionKey, Way
from portal.reviews.rules.sending import Going
from portal.reviews.rules.sending import WhyNot as NotSent
from portal.reviews.rules.writing import Section, WhyNot
from portal.voice.models import Concern, Statement
from portal.voice.rules import alone
from tests.support import made_letters
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

SAID = "It is loud at night in my room."


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Iris Holt")


@pytest.fixture
def boss(make: Make) -> Account:
    return make.staff(Role.MANAGER, name="Bo Boss")


@pytest.fixture
def lee(make: Make, sam: YoungPerson, boss: Account) -> Account:
    return make.worker_of(sam, Role.SOCIAL_WORKER, name="Lee Hart", manager=boss)


@pytest.fixture
def me(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.fixture
def review(make: Make, sam: YoungPerson, iris: Account) -> Review:
    return make.review(sam, "held", iro=iris)


@pytest.fixture
def said(make: Make, sam: YoungPerson, iris: Account) -> Statement:
    return make.statement(sam, SAID, to=[iris], read_by=make.staff(Role.READER))


def editor_of(review: Review) -> str:
    return f"/staff/reviews/review/{review.id}/letter"


def quoting(page: Page, iris: Account, review: Review, said: Statement) -> Letter:
    page.sign_in(iris).visit(editor_of(review))
    page.submit("Begin the letter", {"quotes": [str(said.id)]})
    assert SAID in page.html
    return rows(Letter)[0]


def send(app: flask.Flask, letter: Letter, iris: Account, *goings: Going) -> None:
    with app.app_context():
        made_letters.send(made_letters.approve(letter, iris), iris, *goings)


def marked(said: Statement, account: Account) -> None:
    """The desk finds afterwards whom it concerns."""
    with db.transaction() as session:
        session.add(
            Concern(
                statement_id=said.id,
                young_person_id=said.young_person_id,
                account_id=account.id,
                at=clock.now(),
            )
        )


def test_what_concerns_somebody_or_is_asked_alone_is_not_offered_for_a_letter(
    page: Page, make: Make, sam: YoungPerson, iris: Account, lee: Account, review: Review, said: Statement
) -> None:
    reader = make.staff(Role.READER)
    about_lee = make.statement(sam, "Lee shouts at me.", to=[iris], read_by=reader, concerning=[lee])
    kept = make.statement(sam, "I am scared in the car.", to=[iris], read_by=reader)
    make.kept_apart(sam, kept, lee)
    alone_ = make.statement(sam, "See me on my own.", to=[iris], read_by=reader, asked=alone.ASKED)
    page.sign_in(iris).visit(editor_of(review))
    assert SAID in page.main
    for words in ("Lee shouts", "scared in the car", "See me on my own"):
        assert words not in page.main
    for one in (about_lee, kept, alone_):
        forged = {"quotes": str(one.id), "send_once": str(uuid4())}
        page.post(f"{editor_of(review)}/start", forged, status=422)
    assert rows(Letter) == []


def test_marked_afterwards_the_letter_is_shut_to_whom_it_concerns_and_those_close_to_them(
    page: Page,
    app: flask.Flask,
    iris: Account,
    lee: Account,
    boss: Account,
    me: Account,
    review: Review,
    said: Statement,
) -> None:
    letter = quoting(page, iris, review, said)
    send(app, letter, iris)
    url = f"/staff/reviews/letters/{letter.id}"
    page.sign_in(lee).visit(url)
    assert SAID in page.main
    marked(said, lee)
    for account in (lee, boss):
        page.sign_in(account).visit(url, status=404)
    page.sign_in(iris).visit(url)
    assert SAID in page.main
    page.sign_in(me).visit(f"/letters/{letter.id}").submit("Read my letter")
    assert SAID in page.main


def test_whoever_is_kept_from_a_quote_is_neither_asked_to_give_it_nor_finds_it_to_give(
    page: Page, app: flask.Flask, iris: Account, lee: Account, review: Review, said: Statement
) -> None:
    letter = quoting(page, iris, review, said)
    send(app, letter, iris, Going(Way.HAND, with_id=lee.id))
    page.sign_in(lee).visit("/staff/reviews/to-give")
    assert "Sam Vale" in page.main
    marked(said, lee)
    page.visit("/staff/reviews/to-give")
    assert "Sam Vale" not in page.main
    page.sign_in(iris).visit(f"/staff/reviews/letters/{letter.id}/send")
    assert "Lee Hart" not in page.main
    with app.app_context(), pytest.raises(Refused) as refused:
        made_letters.send(letter, iris, Going(Way.TOGETHER, with_id=lee.id))
    assert refused.value.reason is NotSent.NOT_WITH_THEM


def test_whoever_leads_the_reviews_next_does_not_read_a_draft_that_quotes_what_concerns_them(
    page: Page, make: Make, sam: YoungPerson, iris: Account, review: Review, said: Statement
) -> None:
    letter = quoting(page, iris, review, said)
    nia = make.staff(Role.IRO, name="Nia New")
    with db.transaction() as session:
        for link in session.query(CareLink).filter_by(account_id=iris.id):
            link.until_on = clock.now().date() - timedelta(days=1)
    make.link(sam, nia)
    page.sign_in(nia).visit(editor_of(review))
    assert SAID in page.html
    marked(said, nia)
    for url in (
        editor_of(review),
        f"{editor_of(review)}/read",
        f"/staff/reviews/letters/{letter.id}",
        f"/staff/reviews/letters/{letter.id}/in/fr",
        f"/staff/reviews/letters/{letter.id}/correct",
    ):
        page.visit(url, status=404)


def test_a_correction_is_shut_with_what_it_puts_right(
    page: Page,
    app: flask.Flask,
    iris: Account,
    lee: Account,
    me: Account,
    review: Review,
    said: Statement,
) -> None:
    letter = quoting(page, iris, review, said)
    send(app, letter, iris)
    page.visit(f"/staff/reviews/letters/{letter.id}/correct")
    page.submit("Begin the new letter", {"note": "The day was wrong."})
    new = next(one for one in rows(Letter) if one.id != letter.id)
    send(app, new, iris)
    marked(said, lee)
    page.sign_in(lee).visit(f"/staff/reviews/letters/{new.id}", status=404)


def translate(letter: Letter, iris: Account, words: str) -> None:
    with made_letters.inside(), db.transaction():
        row = queries.locked(letter.id)
        writing.translate(
            row,
            "fr",
            [Section(SectionKey.TOLD_ME, words=words)],
            "Ana Made-Up",
            seen=words_fingerprint(row).hex(),
            by=made_letters.as_viewer(iris),
            now=clock.now(),
        )


def test_a_translation_is_read_with_the_letter_and_stays_as_it_was_sent(
    page: Page, iris: Account, me: Account, review: Review
) -> None:
    letter = made_letters.draft(review, iris)
    translate(letter, iris, "Tu aimes ta chambre.")
    letter = made_letters.send(made_letters.approve(letter, iris), iris)
    with pytest.raises(Refused) as refused:
        translate(letter, iris, "Autre chose.")
    assert refused.value.reason is WhyNot.NOT_A_DRAFT
    page.sign_in(me).visit(f"/letters/{letter.id}").submit("Read my letter")
    page.visit(f"/letters/{letter.id}?in=fr")
    assert "Tu aimes ta chambre." in page.main


def test_no_translation_is_put_beside_a_letter_that_was_sent(
    page: Page, iris: Account, me: Account, review: Review
) -> None:
    letter = made_letters.sent(review, iris)
    url = f"/staff/reviews/letters/{letter.id}/in/fr"
    sent = {"translator": "Ana Made-Up", "parts-0-key": "told_me", "parts-0-words": "Tout autre chose."}
    page.sign_in(iris).post(url, sent, status=422)
    assert "This letter was sent." in page.main
    page.visit(url)
    assert "What they read" in page.main  # the letter's own page
    assert rows(LetterTranslation) == []


def shut_past(me: Account) -> None:
    with db.transaction() as session:
        session.get_one(Account, me.id).past_shut_at = clock.now() - timedelta(hours=1)


def test_while_nobody_has_checked_who_came_in_no_letter_goes_to_the_page(
    page: Page, iris: Account, me: Account, review: Review
) -> None:
    shut_past(me)
    letter = made_letters.approved(review, iris)
    with pytest.raises(Refused) as refused:
        made_letters.send(letter, iris)
    assert refused.value.reason is NotSent.NOT_CHECKED
    assert not [one for one in rows(Notice) if one.kind is NoticeKind.LETTER_READY]
    page.sign_in(iris).visit(f"/staff/reviews/letters/{letter.id}/send")
    assert "A lost way in waits to be checked" in page.main
    assert "On their page, now" not in page.main


def test_while_nobody_has_checked_who_came_in_no_letter_is_opened_sent_before_or_after(
    page: Page, iris: Account, me: Account, review: Review
) -> None:
    letter = made_letters.sent(review, iris)
    shut_past(me)  # an hour ago: the letter came after it
    page.sign_in(me).visit("/letters")
    assert "Letter from" not in page.main
    assert "Older letters are closed" in page.main
    page.visit(f"/letters/{letter.id}", status=404)
    page.post(f"/letters/{letter.id}/open", status=404)
    assert rows(Letter)[0].first_opened_at is None
    with db.transaction() as session:
        session.get_one(Account, me.id).past_shut_at = None
    page.visit(f"/letters/{letter.id}").submit("Read my letter")
    assert "You swim every week." in page.main
