"""Somebody's session ended while they wrote: what they send still goes in, and nothing is shown for it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import AccessCard, Account, IdentityCheck
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Draft
from tests.accounts.ways import card_for
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import go_quiet, rows, statements, to_page_3


def _use_a_new_card(account: Account) -> None:
    """Somebody came in by a card for a lost way in: the other sessions end and the past is shut."""
    with db.transaction() as session:
        row = session.get_one(Account, account.id)
        row.ways_version += 1
        row.past_shut_at = clock.now()


def _checked_in_person(account: Account) -> None:
    with db.transaction() as session:
        session.get_one(Account, account.id).past_shut_at = None


@pytest.fixture
def holder(another_page: Callable[[], Page]) -> Page:
    """The browser of whoever used the new card."""
    return another_page()


def _fresh(account: Account) -> Account:
    db.session.remove()
    return db.session.get_one(Account, account.id)


def test_not_safe_is_heard_after_somebody_used_a_new_card(
    in_space: Page, sam_account: Account, holder: Page
) -> None:
    in_space.visit("/say/words")
    _use_a_new_card(sam_account)
    in_space.post("/not-safe", {"page": "words", "words": "it was not me", "send_once": str(uuid.uuid4())})
    assert in_space.heading == "We know you're not safe"
    (said,) = statements()
    assert (said.words, said.not_safe_button) == ("it was not me", True)
    # Whoever has the card cannot see it; its young person can once somebody met them.
    holder.sign_in(_fresh(sam_account))
    assert "it was not me" not in holder.visit("/said").html
    assert "Some things are shut for now" in holder.main
    holder.visit(f"/said/{said.id}", status=404)
    _checked_in_person(sam_account)
    assert "it was not me" in holder.visit("/said").main


def test_words_typed_while_a_new_card_was_used_wait_unseen(
    in_space: Page, sam_account: Account, holder: Page
) -> None:
    in_space.visit("/say/words")
    once = in_space.value("send_once")
    _use_a_new_card(sam_account)
    in_space.post("/say/words", {"page": "words", "words": "my secret", "send_once": once})
    assert in_space.url.endswith("/come-in")
    holder.sign_in(_fresh(sam_account))
    for url in ("/say", "/say/words", "/say/throw-away", "/start"):
        assert "my secret" not in holder.visit(url).html
    to_page_3(holder, words="from the card").submit("Send")
    assert [said.words for said in statements()] == ["from the card"]
    _checked_in_person(sam_account)
    holder.visit("/say/words")
    assert holder.value("words") == "my secret"


def test_they_wait_behind_what_the_new_card_started(
    in_space: Page, sam_account: Account, holder: Page
) -> None:
    in_space.visit("/say/words")
    once = in_space.value("send_once")
    _use_a_new_card(sam_account)
    to_page_3(holder.sign_in(_fresh(sam_account)), words="from the card")
    for fields in ({"page": "words", "words": "my secret"}, {"page": "how", "face": "bad"}):
        in_space.post(f"/say/{'words' if 'words' in fields else 'keep'}", {**fields, "send_once": once})
    holder.visit("/say/words")
    assert holder.value("words") == "from the card"
    holder.visit("/say/send").submit("Send")
    (draft,) = rows(Draft)
    assert "my secret" in draft.content
    assert "bad" in draft.content


def test_an_old_session_overwrites_nothing_that_was_started_since(
    in_space: Page, sam_account: Account, holder: Page
) -> None:
    in_space.visit("/say/words")
    with db.transaction() as session:
        session.get_one(Account, sam_account.id).ways_version += 1  # Sam got new words: the past is open
    to_page_3(holder.sign_in(_fresh(sam_account)), words="on my new phone")
    in_space.post("/say/words", {"page": "words", "words": "on the old one"})
    holder.visit("/say/words")
    assert holder.value("words") == "on my new phone"
    holder.visit("/say/send").submit("Send")
    holder.visit("/say/words")
    assert holder.value("words") == "on the old one"


def test_a_session_they_ended_stays_ended(in_space: Page, sam_account: Account) -> None:
    in_space.visit("/say/words")
    with in_space.client.session_transaction() as session:
        held = dict(session)
    in_space.visit("/bye")
    with in_space.client.session_transaction() as session:
        session.update(held)
    _use_a_new_card(sam_account)
    in_space.post("/not-safe", {"page": "words", "words": "x"}, status=403)
    assert statements() == []


def test_an_old_session_is_heard_for_twelve_hours_only(in_space: Page, sam_account: Account) -> None:
    in_space.visit("/say/words")
    _use_a_new_card(sam_account)
    go_quiet(in_space, 60 * 13)
    in_space.post("/not-safe", {"page": "words", "words": "still mine"}, status=403)
    assert statements() == []
    assert "still mine" in in_space.main  # to be copied


def test_a_draft_is_never_sent_by_whoever_presses_later(in_space: Page, make: Make) -> None:
    to_page_3(in_space, words="only for me", topics=["home"])
    once = in_space.value("send_once")
    go_quiet(in_space, 60)
    in_space.post("/not-safe", {"send_once": once})
    (said,) = statements()
    assert (said.words, said.not_safe_button) == ("", True)
    (draft,) = rows(Draft)
    assert "only for me" in draft.content
    assert "with anything you wrote" not in in_space.main


def test_the_page_after_it_tells_nothing_of_the_draft(in_space: Page, make: Make, sam: YoungPerson) -> None:
    to_page_3(in_space, words="only for me")
    in_space.post("/say/keep", {"page": "send", "to": "advocate"}, status=204)
    go_quiet(in_space, 60)
    in_space.post("/not-safe", {"page": "how", "face": "bad"})
    assert "advocate" not in in_space.main
    assert "Only what was on that page was sent." in in_space.main


def test_clocks_are_whole(in_space: Page, sam_account: Account) -> None:
    """A draft kept by an old session is always from before the loss, however the clocks stand."""
    in_space.visit("/say/words")
    with db.transaction() as session:
        row = session.get_one(Account, sam_account.id)
        row.ways_version += 1
        row.past_shut_at = clock.now() - timedelta(hours=2)
    in_space.post("/say/keep", {"page": "words", "words": "late"})
    (draft,) = rows(Draft)
    assert draft.changed_at < clock.now() - timedelta(hours=2)


def test_the_desk_sees_what_was_said_before_it_was_found_that_it_was_not_them(
    page: Page, make: Make, sam: YoungPerson
) -> None:
    now, reader = clock.now(), make.staff(Role.READER)
    said, after = make.statement(sam, sent_at=now - timedelta(hours=2)), make.statement(sam, "later")
    card_for(sam, reader)
    with db.transaction() as session:
        card_id = session.scalars(sa.select(AccessCard.id)).one()
        check = {"young_person_id": sam.id, "card_id": card_id, "card_made_by": reader.id}
        times = {"opened_at": now - timedelta(hours=3), "ended_at": now - timedelta(hours=1)}
        session.add(IdentityCheck(**check, **times, refused_by=reader.id))
    page.sign_in(reader)
    assert "It may not be them who said this" in page.visit(f"/staff/desk/{said.id}").main
    assert "It may not be them" not in page.visit(f"/staff/desk/{after.id}").main
