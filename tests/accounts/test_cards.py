"""Cards: made by those who may, used once, by a button and not by opening a link."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta

import flask
import pytest
import sqlalchemy as sa
import time_machine

from portal import db
from portal.accounts import words as word_list
from portal.accounts.commands.cards import make_card
from portal.accounts.models import AccessCard, Account
from portal.audit.models import Event
from portal.kit import clock
from portal.kit.errors import Refused
from portal.policy.roles import Role
from portal.voice.rules import Desk
from tests.accounts.ways import card_for, fresh, use
from tests.support.factories import Make
from tests.support.pages import Page


def _cards() -> list[AccessCard]:
    db.session.remove()
    return list(db.session.scalars(sa.select(AccessCard)))


def test_a_participation_worker_makes_a_card_and_its_words_are_shown_once(page: Page, make: Make) -> None:
    person, worker = make.young_person(name="Robin Vale"), make.staff(Role.PARTICIPATION_WORKER)
    page.sign_in(worker).visit(f"/staff/young-people/{person.id}/card").submit("Make a card")
    assert page.heading == "The card is made"
    assert "<svg" in page.html
    words = _words_on(page)
    assert len(words) == 6
    assert word_list.read(" ".join(words)).words == words
    article = page.html[page.html.index("<article") : page.html.index("</article>")]
    assert "Robin" not in article
    page.visit(f"/staff/young-people/{person.id}/card")
    assert not any(" ".join(words) in text for text in (page.text, page.html))
    assert "Not used yet" in page.main


def _words_on(page: Page) -> tuple[str, ...]:
    start = page.html.index('card-a6__code">') + len('card-a6__code">')
    return tuple(page.html[start : page.html.index("</p>", start)].split())


def test_only_its_hash_is_kept(make: Make) -> None:
    card = card_for(make.young_person(), make.staff(Role.PARTICIPATION_WORKER))
    (row,) = _cards()
    assert len(row.code_hash) == 32
    assert not any(word.encode() in row.code_hash for word in card.words)


def test_a_form_sent_twice_makes_one_card_and_shows_the_same_words(page: Page, make: Make) -> None:
    person, worker = make.young_person(), make.staff(Role.PARTICIPATION_WORKER)
    once = str(uuid.uuid4())
    url = f"/staff/young-people/{person.id}/card"
    first = _words_on(page.sign_in(worker).post(url, {"send_once": once}))
    assert _words_on(page.post(url, {"send_once": once})) == first
    assert len(_cards()) == 1


def test_somebody_elses_form_id_makes_another_card(page: Page, make: Make) -> None:
    one, other = make.young_person(), make.young_person()
    once = str(uuid.uuid4())
    page.sign_in(make.staff(Role.PARTICIPATION_WORKER))
    first = _words_on(page.post(f"/staff/young-people/{one.id}/card", {"send_once": once}))
    second = _words_on(page.post(f"/staff/young-people/{other.id}/card", {"send_once": once}))
    assert first != second
    assert {card.young_person_id for card in _cards()} == {one.id, other.id}


@pytest.mark.parametrize("role", [Role.IRO, Role.ADMINISTRATOR, Role.READER, Role.FOSTER_CARER])
def test_others_make_none(page: Page, make: Make, role: Role) -> None:
    person = make.young_person()
    page.sign_in(make.staff(role)).visit(f"/staff/young-people/{person.id}/card", status=404)
    page.post(f"/staff/young-people/{person.id}/card", status=404)
    assert _cards() == []


def test_nobody_a_statement_concerns_makes_one(page: Page, make: Make) -> None:
    person = make.young_person()
    worker = make.worker_of(person, Role.SOCIAL_WORKER)
    make.kept_apart(person, make.statement(person), worker)
    page.sign_in(worker).post(f"/staff/young-people/{person.id}/card", status=404)
    assert _cards() == []


def test_whoever_a_statement_concerns_meets_the_same_page_and_neutral_words(page: Page, make: Make) -> None:
    person, worker = make.young_person(), make.staff(Role.PARTICIPATION_WORKER)
    other = make.staff(Role.PARTICIPATION_WORKER)
    card_for(person, other)
    make.kept_apart(person, make.statement(person, desk=Desk.ADVOCATE, to=[]), worker)
    page.sign_in(worker).visit(f"/staff/young-people/{person.id}").follow("Make an access card")
    page.submit("Make a card", status=409)
    assert "Please ask another participation worker" in page.main
    page.submit("Cancel", status=409)
    assert "Please ask another participation worker" in page.main
    assert [(card.made_by, card.cancelled_at) for card in _cards()] == [(other.id, None)]
    with pytest.raises(Refused), db.transaction():
        make_card(person.id, send_once=uuid.uuid4(), by=worker.id, days=14)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER])
def test_their_own_workers_are_never_offered_a_card(page: Page, make: Make, role: Role) -> None:
    """So that no button of theirs vanishes when a young person says something about them."""
    person = make.young_person()
    worker = make.worker_of(person, role)
    page.sign_in(worker).visit(f"/staff/young-people/{person.id}")
    before = page.main
    make.kept_apart(person, make.statement(person, desk=Desk.ADVOCATE, to=[]), worker)
    assert page.visit(f"/staff/young-people/{person.id}").main == before
    assert not page.links("Make an access card")
    page.visit(f"/staff/young-people/{person.id}/card", status=404)


def test_a_card_typed_in_any_way_lets_them_in_and_makes_their_account(page: Page, make: Make) -> None:
    person = make.young_person()
    card = card_for(person, make.staff(Role.PARTICIPATION_WORKER))
    typed = "\n".join(f"{n}. {word.capitalize()}," for n, word in enumerate(card.words, 1))
    page.visit("/card").submit("Use my card", words=typed)
    assert page.url.endswith("/my-words")
    assert fresh(person).young_person_id == person.id


def test_opening_the_link_does_nothing_and_its_button_lets_in(page: Page, make: Make) -> None:
    person = make.young_person()
    card = card_for(person, make.staff(Role.PARTICIPATION_WORKER))
    url = "/card/" + "-".join(card.words)
    for method in ("GET", "HEAD", "GET"):
        page.client.open(url, method=method, headers={"Purpose": "prefetch"})
    assert _cards()[0].used_at is None
    assert (
        db.session.scalar(
            sa.select(sa.func.count()).select_from(Account).where(Account.young_person_id.is_not(None))
        )
        == 0
    )
    assert page.visit(url).submit("Come in with my card").url.endswith("/my-words")
    assert _cards()[0].used_at is not None


def test_the_link_says_nothing_about_whether_there_is_such_a_card(page: Page, make: Make) -> None:
    card = card_for(make.young_person(), make.staff(Role.PARTICIPATION_WORKER))
    assert page.visit("/card/" + "-".join(card.words)).main == page.visit("/card/no-such-card").main


def test_a_used_card_is_refused_and_says_so(page: Page, make: Make, another_page: type[Page]) -> None:
    card = card_for(make.young_person(), make.staff(Role.PARTICIPATION_WORKER))
    use(page, card.words)
    assert "used already" in use(another_page(), card.words, status=422).mistakes[0]


def test_a_card_is_good_for_its_days_and_no_longer(page: Page, make: Make) -> None:
    card = card_for(make.young_person(), make.staff(Role.PARTICIPATION_WORKER))
    with time_machine.travel(card.expires_at + timedelta(seconds=1)):
        assert "too old" in use(page, card.words, status=422).mistakes[0]
    with time_machine.travel(card.expires_at - timedelta(minutes=1)):
        assert use(page, card.words).url.endswith("/my-words")


def test_a_cancelled_card_is_refused(page: Page, make: Make, another_page: type[Page]) -> None:
    person, worker = make.young_person(), make.staff(Role.PARTICIPATION_WORKER)
    card = card_for(person, worker)
    page.sign_in(worker).visit(f"/staff/young-people/{person.id}/card").submit("Cancel")
    assert "Cancelled" in page.main
    use(another_page(), card.words, status=422)
    assert _cards()[0].cancelled_by == worker.id


def test_a_card_of_somebody_else_cannot_be_cancelled_through_another(page: Page, make: Make) -> None:
    person, other = make.young_person(), make.young_person()
    worker = make.staff(Role.PARTICIPATION_WORKER)
    card_for(person, worker)
    card = _cards()[0]
    page.sign_in(worker).post(f"/staff/young-people/{other.id}/card/{card.id}/cancel", status=404)
    assert _cards()[0].cancelled_at is None


def test_a_card_whose_maker_was_kept_apart_since_is_refused(page: Page, make: Make) -> None:
    person, worker = make.young_person(), make.staff(Role.PARTICIPATION_WORKER)
    card = card_for(person, worker)
    make.kept_apart(person, make.statement(person), worker)
    use(page, card.words, status=422)
    assert _cards()[0].used_at is None


def test_using_one_card_ends_the_others(page: Page, make: Make, another_page: type[Page]) -> None:
    person, worker = make.young_person(), make.staff(Role.PARTICIPATION_WORKER)
    first, second = card_for(person, worker), card_for(person, worker)
    use(page, first.words)
    use(another_page(), second.words, status=422)


def test_of_two_who_use_a_card_at_once_one_comes_in(app: flask.Flask, make: Make) -> None:
    card = card_for(make.young_person(), make.staff(Role.PARTICIPATION_WORKER))
    browsers = [Page(app) for _ in range(4)]
    tokens = [browser.token() for browser in browsers]
    ready, found = threading.Barrier(4), []

    def press(browser: Page, token: str) -> None:
        ready.wait()
        answer = browser.client.post("/card", data={"words": " ".join(card.words), "csrf_token": token})
        found.append(answer.status_code)
        db.session.remove()

    threads = [threading.Thread(target=press, args=pair) for pair in zip(browsers, tokens, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [303, 422, 422, 422]


def test_using_a_card_is_written_down_without_its_words(page: Page, make: Make) -> None:
    person = make.young_person()
    use(page, card_for(person, make.staff(Role.PARTICIPATION_WORKER)).words)
    event = db.session.scalars(sa.select(Event).where(Event.action == "card used")).one()
    assert event.young_person_id == person.id
    assert event.at <= clock.now()
