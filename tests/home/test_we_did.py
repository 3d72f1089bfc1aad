"""What young people see of "you said, we did": whose words led to it first, then everybody, and one tap."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.coding.models import Quote
from portal.coding.rules import QuoteState
from portal.home.jobs import tell_whose_words_led
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.outcomes import commands
from portal.outcomes.models import SaidOfOutcome
from portal.outcomes.rules import Did, Difference
from portal.policy.roles import Role
from portal.voice.models import Statement
from tests.support import did
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted

THEIRS = "Because of what you and others said"
ASKED = "Did it make a difference?"


@pytest.fixture
def officer(make: Make) -> Any:
    return make.staff(Role.MANAGER)


@pytest.fixture
def speaker(make: Make) -> Any:
    """A young person whose words led to it, with an account."""
    person = make.young_person()
    did.spoke(make, person)
    return make.account_for(person)


def _other(make: Make) -> Any:
    return make.account_for(make.young_person())


def _today() -> date:
    return clock.now().date()


def _says(outcome_id: uuid.UUID) -> list[Difference]:
    db.session.remove()
    rows = sa.select(SaidOfOutcome.says).where(SaidOfOutcome.outcome_id == outcome_id)
    return list(db.session.scalars(rows))


def test_first_those_whose_words_led_to_it_then_everybody(
    page: Page, make: Make, officer: Any, speaker: Any
) -> None:
    row = did.outcome(officer, published_at=clock.now(), all_from_on=_today() + timedelta(days=7))
    other = _other(make)
    page.sign_in(speaker)
    for url in "/start", "/we-did":
        assert row.you_said in page.visit(url).main
        assert THEIRS in page.main
    page.sign_in(other)
    for url in "/start", "/we-did":
        assert row.you_said not in page.visit(url).main
    page.post(f"/we-did/{row.id}", {"says": "yes"}, status=404)
    with clock.at(clock.now() + timedelta(days=7)):
        page.sign_in(other)
        for url in "/start", "/we-did":
            assert row.you_said in page.visit(url).main
            assert THEIRS not in page.main


def test_what_points_to_a_few_is_never_told_to_all(
    page: Page, make: Make, officer: Any, speaker: Any
) -> None:
    row = did.outcome(officer, published_at=clock.now())
    with clock.at(clock.now() + timedelta(days=4000)):
        assert row.you_said in page.sign_in(speaker).visit("/we-did").main
        assert row.you_said not in page.sign_in(_other(make)).visit("/we-did").main


@pytest.mark.parametrize("how", ["another theme", "the day before", "the day after"])
def test_words_about_something_else_or_at_another_time_did_not_lead_to_it(
    page: Page, make: Make, officer: Any, how: str
) -> None:
    row, person, period = did.outcome(officer, published_at=clock.now()), make.young_person(), did.quarter()
    days = {
        "the day before": period.first - timedelta(days=1),
        "the day after": period.last + timedelta(days=1),
    }
    did.spoke(make, person, theme="food" if how == "another theme" else did.THEME, on=days.get(how))
    assert row.you_said not in page.sign_in(make.account_for(person)).visit("/we-did").main


def test_a_draft_and_what_was_taken_down_are_nowhere(page: Page, officer: Any, speaker: Any) -> None:
    draft = did.outcome(officer, you_said="A draft.", all_from_on=_today())
    gone = did.outcome(officer, you_said="It is gone.", published_at=clock.now(), all_from_on=_today())
    page.sign_in(speaker)
    assert "It is gone." in page.visit("/start").main
    with db.transaction():
        commands.take_down(gone.id, by=officer.id, now=clock.now())
    for url in "/start", "/we-did":
        shown = page.visit(url).main
        assert "It is gone." not in shown
        assert "A draft." not in shown
    for one in draft, gone:
        page.post(f"/we-did/{one.id}", {"says": "yes"}, status=404)
    page.post(f"/we-did/{uuid.uuid4()}", {"says": "yes"}, status=404)


def test_one_tap_says_whether_it_helped_and_another_changes_it(
    page: Page, make: Make, officer: Any, speaker: Any
) -> None:
    row = did.outcome(officer, published_at=clock.now())
    page.sign_in(speaker).visit("/we-did")
    page.submit("A bit")
    assert _says(row.id) == [Difference.A_BIT]
    assert "Thank you" in page.main
    page.submit("No")
    assert _says(row.id) == [Difference.NO]
    pressed = [b for b in page.everything if b.tag == "button" and b.get("aria-pressed") == "true"]
    assert [b.get("value") for b in pressed] == ["no"]
    page.post(f"/we-did/{row.id}", {"says": "maybe"}, status=422)
    assert page.mistakes == ["Pick one of these three."]
    assert _says(row.id) == [Difference.NO]


def test_whoever_said_it_is_asked_anew_when_other_words_are_told(
    page: Page, officer: Any, speaker: Any
) -> None:
    row = did.outcome(officer, published_at=clock.now())
    page.sign_in(speaker).visit("/we-did").submit("Yes")
    other = commands.Words(Did.DONE, "", "We gave every child a new bike.", "")
    with db.transaction():
        commands.change_state(row.id, other, by=officer.id, now=clock.now())
    assert "Say if it helped" in page.visit("/start").main
    shown = page.visit("/we-did").main
    assert ASKED in shown
    assert "Thank you" not in shown
    assert not [b for b in page.everything if b.tag == "button" and b.get("aria-pressed") == "true"]
    page.submit("No")
    assert "Thank you" in page.main
    assert _says(row.id) == [Difference.NO]


def test_the_true_state_is_said_and_nobody_is_asked_what_cannot_have_helped(
    page: Page, officer: Any, speaker: Any
) -> None:
    states = ((Did.DONE, ""), (Did.PARTLY, "Two homes wait for money."), (Did.CANT, "The law says no."))
    rows = [did.outcome(officer, state=state, why=why, published_at=clock.now()) for state, why in states]
    shown = page.sign_in(speaker).visit("/we-did").main
    for words in ("Done", "Partly done", "We can't do this", *(why for _, why in states)):
        assert words in shown
    assert shown.count(ASKED) == 2
    page.post(f"/we-did/{rows[2].id}", {"says": "yes"}, status=409)
    assert _says(rows[2].id) == []


def test_you_said_is_for_those_who_did_and_a_reason_comes_first(
    page: Page, make: Make, officer: Any, speaker: Any
) -> None:
    did.outcome(
        officer,
        state=Did.CANT,
        we_did="You can ring us.",
        why="There is no house for it.",
        published_at=clock.now(),
        all_from_on=_today(),
    )
    theirs = page.sign_in(speaker).visit("/we-did").main
    assert "You said:" in theirs
    assert "Young people said:" not in theirs
    assert theirs.index("Why:") < theirs.index("There is no house") < theirs.index("Instead:")
    assert "We did:" not in theirs
    for url in "/we-did", "/start":
        other = page.sign_in(_other(make)).visit(url).main
        assert "Young people said:" in other
        assert "You said:" not in other


def test_the_start_page_has_one_card_what_they_led_to_first(
    page: Page, make: Make, officer: Any, speaker: Any
) -> None:
    now = clock.now()
    theirs = did.outcome(officer, you_said="Theirs.", published_at=now - timedelta(days=9))
    did.outcome(
        officer, you_said="Newer.", theme="food", published_at=now - timedelta(days=1), all_from_on=_today()
    )
    shown = page.sign_in(speaker).visit("/start").main
    assert "Theirs." in shown
    assert "Newer." not in shown
    page.follow("Say if it helped, and see what else we did").submit("Yes")
    assert theirs.id
    shown = page.visit("/start").main
    assert "Newer." in shown or "Theirs." in shown
    assert shown.count("Theirs.") + shown.count("Newer.") == 1


def test_without_anything_done_the_start_page_says_nothing_of_it(page: Page, speaker: Any) -> None:
    assert "we did" not in page.sign_in(speaker).visit("/start").main
    assert "Nothing here yet" in page.visit("/we-did").main


def test_words_that_wait_for_their_yes_have_a_tile(page: Page, make: Make, speaker: Any) -> None:
    assert not page.sign_in(speaker).visit("/start").links("May we use your words?")
    person, reader = speaker.young_person_id, make.staff(Role.READER)
    asked = db.session.scalars(sa.select(Statement).where(Statement.young_person_id == person)).one().id
    with db.transaction() as session:
        session.add(
            Quote(
                statement_id=asked,
                young_person_id=person,
                theme=did.THEME,
                said_on=did.quarter().last,
                state=QuoteState.ASKED,
                suggested_by_id=reader.id,
                suggested_at=clock.now(),
            )
        )
    assert page.visit("/start").links("May we use your words?")


def test_while_the_past_is_shut_only_what_is_for_everybody(page: Page, officer: Any, speaker: Any) -> None:
    did.outcome(officer, you_said="Only theirs.", published_at=clock.now())
    both = did.outcome(officer, you_said="For all.", published_at=clock.now(), all_from_on=_today())
    page.sign_in(speaker).visit("/we-did")
    page.post(f"/we-did/{both.id}", {"says": "no"})
    with db.transaction() as session:
        session.execute(sa.update(Account).where(Account.id == speaker.id).values(past_shut_at=clock.now()))
    for url in "/start", "/we-did":
        shown = page.visit(url).main
        assert "Only theirs." not in shown
        assert THEIRS not in shown
        assert "Thank you" not in shown
        assert "For all." in shown
        assert "helped" not in shown
        assert ASKED not in shown
    page.post(f"/we-did/{both.id}", {"says": "yes"}, status=409)
    assert _says(both.id) == [Difference.NO]


def test_an_answer_is_their_own(page: Page, make: Make, officer: Any, speaker: Any) -> None:
    row = did.outcome(officer, published_at=clock.now(), all_from_on=_today())
    page.sign_in(speaker).post(f"/we-did/{row.id}", {"says": "no"})
    shown = page.sign_in(_other(make)).visit("/we-did")
    assert "Thank you" not in shown.main
    page.submit("Yes")
    assert sorted(_says(row.id)) == [Difference.NO, Difference.YES]


def test_only_young_people_see_it_here(page: Page, make: Make, officer: Any) -> None:
    row = did.outcome(officer, published_at=clock.now(), all_from_on=_today())
    page.sign_in(officer).visit("/we-did", status=404)
    page.post(f"/we-did/{row.id}", {"says": "yes"}, status=404)


@pytest.mark.parametrize("url", ["/start", "/we-did"])
def test_it_costs_the_same_with_one_and_with_fifty(
    page: Page, make: Make, officer: Any, speaker: Any, url: str
) -> None:
    did.outcome(officer, published_at=clock.now())
    page.sign_in(speaker).visit(url)
    with counted() as with_one:
        page.visit(url)
    for _ in range(49):
        did.outcome(officer, published_at=clock.now())
    with counted() as with_fifty:
        page.visit(url)
    assert len(with_fifty) == len(with_one), "\n".join(with_fifty)
    assert len(with_one) <= 30


def test_the_second_page_of_the_list_answers_in_its_place(page: Page, officer: Any, speaker: Any) -> None:
    now = clock.now()
    rows = [
        did.outcome(officer, you_said=f"Number {n}.", published_at=now - timedelta(days=n))
        for n in range(1, 13)
    ]
    page.sign_in(speaker).visit("/we-did").follow("Page 2")
    assert "Number 11." in page.main
    assert "Number 10." not in page.main
    page.submit("Yes")
    assert _says(rows[10].id) == [Difference.YES]
    assert "Number 11." in page.main


def _told(outcome_id: uuid.UUID) -> dict[uuid.UUID, bool]:
    """Who was told of it, and whether by mail, too."""
    db.session.remove()
    rows = db.session.scalars(
        sa.select(Notice).where(Notice.about_id == outcome_id, Notice.kind == NoticeKind.WE_DID)
    )
    return {row.account_id: row.send_after is not None for row in rows}


def _run() -> int:
    with db.transaction():
        return tell_whose_words_led(clock.now())


def test_those_whose_words_led_to_it_are_told_once(app: flask.Flask, make: Make, officer: Any) -> None:
    people = [make.young_person() for _ in range(5)]
    for person in people[:4]:
        did.spoke(make, person)
    did.spoke(make, people[0])  # said it twice, is told once
    written, silent, shut = (
        make.account_for(people[0], email="mail@example.org"),
        make.account_for(people[1]),
        make.account_for(people[2], past_shut_at=clock.now()),
    )
    make.account_for(people[4])  # spoke of nothing; people[3] never had a card
    row = did.outcome(officer, published_at=clock.now())
    did.outcome(officer)  # a draft is told to nobody
    assert _run() == 2
    assert _told(row.id) == {written.id: True, silent.id: False}
    assert _run() == 0
    with db.transaction() as session:
        session.execute(sa.update(Account).where(Account.id == shut.id).values(past_shut_at=None))
    assert _run() == 1
    assert len(_told(row.id)) == 3


def test_mail_goes_once_a_day_however_much_was_published(make: Make, app: flask.Flask, officer: Any) -> None:
    person = make.young_person()
    did.spoke(make, person)
    account = make.account_for(person, email="mail@example.org")
    first, second = (did.outcome(officer, published_at=clock.now()) for _ in range(2))
    assert _run() == 2
    assert sorted([_told(first.id)[account.id], _told(second.id)[account.id]]) == [False, True]
    with clock.at(clock.now() + timedelta(days=2)):
        third = did.outcome(officer, published_at=clock.now())
        _run()
    assert _told(third.id) == {account.id: True}


def test_what_was_taken_down_or_is_long_ago_is_told_to_nobody(
    make: Make, app: flask.Flask, officer: Any, speaker: Any
) -> None:
    did.outcome(officer, published_at=clock.now(), taken_down_at=clock.now())
    did.outcome(officer, published_at=clock.now() - timedelta(days=30))
    assert _run() == 0
    row = did.outcome(officer, published_at=clock.now())
    _run()
    with db.transaction():
        commands.take_down(row.id, by=officer.id, now=clock.now())
    dropped = db.session.scalars(sa.select(Notice.dropped_at).where(Notice.about_id == row.id)).one()
    assert dropped is not None


def test_a_long_list_is_told_in_parts(
    make: Make, app: flask.Flask, officer: Any, another_page: Callable[[], Page], monkeypatch: Any
) -> None:
    monkeypatch.setattr("portal.home.jobs.AT_ONCE", 2)
    for _ in range(5):
        person = make.young_person()
        did.spoke(make, person)
        make.account_for(person)
    row = did.outcome(officer, published_at=clock.now())
    assert [_run() for _ in range(4)] == [2, 2, 1, 0]
    assert len(_told(row.id)) == 5
