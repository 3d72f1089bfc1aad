"""The desk's side: unread talks stand on top; one is read, handed on, answered, kept from some."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.nameless.models import NamelessConcern, NamelessHandling, NamelessMessage, NamelessTalk
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from tests.nameless.test_talk import five_words, rows, tell
from tests.support.factories import Make
from tests.support.pages import Page

New = Callable[[], Page]


@pytest.fixture
def rae(make: Make) -> Account:
    return make.staff(Role.READER, name="Rae Desk")


def opened(page: Page, rae: Account) -> Page:
    """The reader opens the one talk there is, from the desk."""
    talk = rows(NamelessTalk)[0]
    return page.sign_in(rae).visit("/staff/desk").visit(f"/staff/nameless/{talk.id}")


def test_it_stands_at_the_top_of_the_desk_by_worry_then_age(
    page: Page, another_page: New, rae: Account
) -> None:
    tell(page, "The food could be better")
    tell(page.sign_out(), "I want to kill myself")
    desk = another_page().sign_in(rae).visit("/staff/desk")
    assert desk.main.index("Without a name") < desk.main.index("Everything else is read.")
    first, second = [str(a.get("href")) for a in desk.links() if "/staff/nameless/" in str(a.get("href"))]
    assert "kill myself" in desk.visit(first).main
    assert "food" in desk.visit(second).main
    assert "to read, without a name" in desk.visit("/staff").main


def test_marked_read_with_what_was_done_and_handed_to_answer(
    page: Page, another_page: New, make: Make, rae: Account
) -> None:
    lena = make.staff(Role.SAFETY_LEAD, name="Lena Lead")
    code = tell(page)
    desk = opened(another_page(), rae)
    desk.submit(
        "Mark as read", {"outcome": "referral", "reference": "R 17", "answerer": str(lena.id), "note": "rang"}
    )
    (talk,) = rows(NamelessTalk)
    assert (talk.answerer_id, talk.answer_by_on is not None) == (lena.id, True)
    assert [(n.account_id, n.kind) for n in rows(Notice)] == [(lena.id, NoticeKind.NAMELESS_TO_ANSWER)]
    assert rows(NamelessMessage)[0].read_by_id == rae.id
    assert [(h.reference, h.note) for h in rows(NamelessHandling)] == [("R 17", "rang")]
    page.sign_out().visit("/nameless/back").submit("Open it", code=code)
    assert "A trained person has read this." in page.main
    assert "We answer you here by" in page.main


def test_the_answer_is_signed_and_read_by_the_words(page: Page, another_page: New, rae: Account) -> None:
    code = tell(page)
    desk = opened(another_page(), rae)
    desk.submit("Send the answer", words="Thank you. We look at it tomorrow.")
    desk.submit("Mark as read", outcome="nothing_needed", answerer="nobody")
    page.sign_out().visit("/nameless/back").submit("Open it", code=code)
    assert "Rae Desk, from the safety team" in page.main
    assert "We look at it tomorrow." in page.main
    assert {e.action for e in rows(Event)} >= {"read_nameless", "answer_nameless", "mark_nameless_read"}


def test_an_answer_sent_twice_is_one(page: Page, another_page: New, rae: Account) -> None:
    tell(page)
    desk, once = opened(another_page(), rae), str(uuid.uuid4())
    for _ in range(2):
        desk.post(
            f"{desk.url}/answer" if "answer" not in desk.url else desk.url,
            {"words": "Hello", "send_once": once},
        )
        desk.visit(f"/staff/nameless/{rows(NamelessTalk)[0].id}")
    assert sum(m.is_ours for m in rows(NamelessMessage)) == 1


def test_what_comes_while_it_is_read_stays_unread(page: Page, another_page: New, rae: Account) -> None:
    page.submit("Use my words", code=tell(page))
    desk = opened(another_page(), rae)
    page.submit("Send it", words="one more thing")
    desk.submit("Mark as read", outcome="nothing_needed")
    assert sorted((m.number, m.read_at is None) for m in rows(NamelessMessage)) == [(1, False), (2, True)]
    assert "Without a name" in desk.visit("/staff/desk").main


def test_an_empty_form_says_what_is_missing(page: Page, another_page: New, rae: Account) -> None:
    tell(page)
    desk = opened(another_page(), rae)
    desk.submit("Mark as read", status=422)
    assert desk.mistakes == ["Say what was done, even if nothing more is needed."]
    desk.submit("Send the answer", status=422)
    assert desk.mistakes == ["Write your answer."]
    assert rows(NamelessHandling) == []


def test_whoever_it_concerns_and_theirs_do_not_open_it(
    page: Page, another_page: New, make: Make, rae: Account
) -> None:
    boss = make.staff(Role.SAFETY_LEAD, name="Bo Boss")
    dana = make.staff(Role.READER, name="Dana Quill", manager=boss)
    home = make.staff(Role.READER, name="Hal Home", household=dana)
    tell(page, "Dana Quill shouts at us")
    desk = opened(another_page(), rae)
    assert "Dana Quill" in desk.main  # offered, because the words name her
    desk.submit("Mark as read", {"outcome": "designated_officer", "concerns": [str(dana.id)]})
    assert [c.account_id for c in rows(NamelessConcern)] == [dana.id]
    talk = rows(NamelessTalk)[0]
    for one in (dana, boss, home):
        other = another_page().sign_in(one)
        other.visit(f"/staff/nameless/{talk.id}", status=404)
        other.post(f"/staff/nameless/{talk.id}/answer", {"words": "x"}, status=404)
        assert str(talk.id) not in other.visit("/staff/nameless").html
        assert str(talk.id) not in other.visit("/staff/desk").html
    desk.visit(f"/staff/nameless/{talk.id}")


def test_whoever_it_concerns_is_not_chosen_to_answer(
    page: Page, another_page: New, make: Make, rae: Account
) -> None:
    dana = make.staff(Role.READER, name="Dana Quill")
    tell(page, "Dana Quill shouts at us")
    desk = opened(another_page(), rae)
    desk.submit(
        "Mark as read",
        {"outcome": "nothing_needed", "concerns": [str(dana.id)], "answerer": str(dana.id)},
        status=422,
    )
    assert "Choose somebody else" in desk.mistakes[0]
    assert rows(NamelessConcern) == []


def test_somebody_not_named_is_found_by_name(page: Page, another_page: New, make: Make, rae: Account) -> None:
    make.staff(Role.SOCIAL_WORKER, name="Quentin Farr")
    tell(page, "my worker never comes")
    desk = opened(another_page(), rae)
    assert "Quentin Farr" not in desk.main
    desk.submit("Look for them", find="quen")
    assert "Quentin Farr" in desk.main


@pytest.mark.parametrize(
    "role",
    [
        Role.SOCIAL_WORKER,
        Role.MANAGER,
        Role.DUTY_WORKER,
        Role.ADVOCATE,
        Role.FOSTER_CARER,
        Role.ADMINISTRATOR,
    ],
)
def test_others_do_not_open_it(page: Page, another_page: New, make: Make, role: Role) -> None:
    tell(page)
    talk = rows(NamelessTalk)[0]
    other = another_page().sign_in(make.staff(role))
    other.visit(f"/staff/nameless/{talk.id}", status=404)
    other.post(f"/staff/nameless/{talk.id}/read", {"outcome": "police"}, status=404)


def test_whoever_is_called_opens_it_and_the_calling_stops(page: Page, another_page: New, make: Make) -> None:
    duty = make.staff(Role.DUTY_WORKER)
    make.on_duty(duty)
    page.visit("/nameless").submit("I'm not safe", words="I am hurt")
    assert five_words(page)
    desk = another_page().sign_in(duty).visit("/staff/desk")
    assert "said they are not safe" in desk.main
    desk.visit(f"/staff/nameless/{rows(NamelessTalk)[0].id}")
    assert "I am hurt" in desk.main
    (talk,) = rows(NamelessTalk)
    assert not talk.pages_duty
    assert all(n.dropped_at or n.seen_at for n in rows(Notice))
    desk.submit("Mark as read", outcome="police", answerer="nobody")


def test_ending_it_from_our_side_waits_until_it_is_read(page: Page, another_page: New, rae: Account) -> None:
    code = tell(page)
    desk = opened(another_page(), rae)
    talk = rows(NamelessTalk)[0]
    desk.post(f"/staff/nameless/{talk.id}/close", status=409)
    desk.visit(f"/staff/nameless/{talk.id}").submit(
        "Mark as read", outcome="nothing_needed", answerer="nobody"
    )
    desk.visit(f"/staff/nameless/{talk.id}").submit("End this talk")
    page.sign_out().visit("/nameless/back").submit("Open it", code=code)
    assert "This talk has ended." in page.main


def test_the_list_has_an_empty_state_and_pages(page: Page, make: Make, rae: Account) -> None:
    page.sign_in(rae).visit("/staff/desk").follow("All talks without a name")
    assert "Nobody has told us anything without a name" in page.main
    with db.transaction() as session:
        for number in range(30):
            talk = NamelessTalk(code_hash=bytes([number]) * 32)
            message = NamelessMessage(
                talk_id=talk.id,
                number=1,
                send_once=uuid.uuid4(),
                at=datetime.now(UTC) - timedelta(days=number),
                read_at=datetime.now(UTC),
            )
            message.words = "x"
            session.add(talk)
            session.flush()
            session.add(message)
    page.visit("/staff/nameless")
    assert len([a for a in page.links() if "/staff/nameless/" in str(a.get("href"))]) == 25
    page.follow("Next")
    assert len([a for a in page.links() if "/staff/nameless/" in str(a.get("href"))]) == 5


def test_words_and_notes_are_sealed(page: Page, another_page: New, rae: Account) -> None:
    tell(page, "quokkaquokka")
    opened(another_page(), rae).submit(
        "Mark as read", outcome="police", reference="quokkaquokka", note="quokkaquokka"
    )
    with db.transaction() as session:
        for table in (
            "nameless_talks",
            "nameless_messages",
            "nameless_handlings",
            Event.__tablename__,
            "notices",
        ):
            for row in session.execute(sa.text(f"select * from {table}")):
                assert b"quokka" not in b" ".join(
                    value if isinstance(value, bytes) else str(value).encode() for value in row
                )


def test_answered_before_it_is_marked_read_nothing_more_is_owed(
    page: Page, another_page: New, rae: Account
) -> None:
    page.submit("Use my words", code=tell(page))
    desk = opened(another_page(), rae)
    desk.submit("Send the answer", words="We look at it tomorrow.")
    desk.submit("Mark as read", outcome="nothing_needed", answerer=str(rae.id))
    assert rows(NamelessTalk)[0].answer_by_on is None
    assert "You owe no answer." in desk.visit("/staff/statements").main
    page.submit("Send it", words="one more thing")
    talk = f"/staff/nameless/{rows(NamelessTalk)[0].id}"
    desk.visit(talk).submit("Mark as read", outcome="nothing_needed", answerer=str(rae.id))
    assert rows(NamelessTalk)[0].answer_by_on is not None  # they wrote again after our answer


def test_an_answer_owed_stands_where_one_sees_what_one_owes(
    page: Page, another_page: New, make: Make, rae: Account
) -> None:
    tell(page)
    desk = opened(another_page(), rae)
    desk.submit("Mark as read", outcome="nothing_needed", answerer=str(rae.id))
    assert "answer you owe" in desk.visit("/staff").main
    with clock.at(clock.now() + timedelta(days=60)):
        late = desk.sign_in(rae).visit("/staff")
        assert "1 is late" in late.main
        assert "days late" in late.visit("/staff/statements").main
    desk.sign_in(rae).visit("/staff/statements")
    (link,) = [str(a.get("href")) for a in desk.links() if "/staff/nameless/" in str(a.get("href"))]
    desk.visit(link).submit("Send the answer", words="Thank you.")
    assert "You owe no answer." in desk.visit("/staff/statements").main
    lena = make.staff(Role.SAFETY_LEAD)
    assert "You owe no answer." in another_page().sign_in(lena).visit("/staff/statements").main


def test_only_what_cannot_wait_stands_above_the_statements(
    page: Page, another_page: New, make: Make, rae: Account
) -> None:
    statement = make.statement(make.young_person(called="Sam"), words="The bus is late")
    tell(page, "The food could be better")
    tell(page.sign_out(), "I want to kill myself")
    desk = another_page().sign_in(rae).visit("/staff/desk")
    now, later = [str(a.get("href")) for a in desk.links() if "/staff/nameless/" in str(a.get("href"))]
    assert desk.html.index(now) < desk.html.index(f"/staff/desk/{statement.id}") < desk.html.index(later)
    assert "kill myself" in desk.visit(now).main
