"""After it is sent: adding, changing, and whether we may use their words."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.clocks.reading import Hours, Window
from portal.coding.commands.quotes import suggest_quote
from portal.coding.models import Quote
from portal.coding.rules import QuoteState
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import CareLink, YoungPerson
from portal.policy.roles import Role
from portal.voice.jobs import look_for_additions
from portal.voice.models import Addition, BoardCard, Call, Capture, Recipient, Reply, Statement
from portal.voice.queries.desk_themes import quotable
from portal.voice.rules import Desk, FileKind, Going, Level, QuoteConsent, Way
from portal.voice.rules.desk import PASSED_ON
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_files import give
from tests.voice.young import rows

FIRST, NEW = "I want to see my sister", "I want to see my brother too"


@pytest.fixture
def said(make: Make, sam: YoungPerson, priya: Account, rae: Account) -> Statement:
    """Read, and delivered to Priya."""
    return make.statement(sam, FIRST, to=[priya], read_by=rae)


def _add(page: Page, said: Statement, words: str = NEW) -> Page:
    return page.visit(f"/said/{said.id}").follow("Add something").submit("Send it", words=words)


def _change(page: Page, said: Statement, words: str = NEW) -> Page:
    return page.visit(f"/said/{said.id}").follow("Change what I said").submit("Change it", words=words)


def _read_it(page: Page, said: Statement, **fields: bool) -> Page:
    return page.visit(f"/staff/desk/{said.id}").submit("I have read it", **(fields or {"checked": True}))


def _look(minutes: int) -> int:
    """So much later, what the worker does. Reading hours are over: only what cannot wait is called."""
    hours = Hours(week=(Window(time(9), time(9, 1)),) * 7, zone="Europe/London", last_minutes=0)
    later = clock.now() + timedelta(minutes=minutes)
    with db.transaction():
        return look_for_additions(later, hours=hours, zone=ZoneInfo("Europe/London"), wait_minutes=10)


def _notices(kind: NoticeKind) -> list[Notice]:
    return [one for one in rows(Notice) if one.kind is kind]


def test_what_is_added_reaches_nobody_before_the_desk_has_read_it(
    in_space: Page, another_page: Callable[[], Page], said: Statement, rae: Account, priya: Account
) -> None:
    assert NEW in _add(in_space, said).main
    assert "has not read the new words yet" in in_space.main
    worker, reader = another_page().sign_in(priya), another_page().sign_in(rae)
    assert NEW not in worker.visit(f"/staff/statements/{said.id}").main
    assert "Added to what was read" in reader.visit("/staff/desk").main
    assert NEW in _read_it(reader, said).main
    assert "Added to what was read" not in reader.visit("/staff/desk").main
    assert "A young person added to what they told you" in worker.visit("/staff").main
    main = worker.visit(f"/staff/statements/{said.id}").main
    assert NEW in main
    assert FIRST in main
    assert [one.account_id for one in _notices(NoticeKind.ADDED)] == [priya.id]


def test_reading_it_asks_first_whom_it_concerns(
    in_space: Page, another_page: Callable[[], Page], said: Statement, rae: Account
) -> None:
    _add(in_space, said)
    page = _read_it(another_page().sign_in(rae), said, checked=False)
    assert "Tick that you looked at whom it concerns" in page.text
    assert [one.read_at for one in rows(Addition)] == [None]


def test_changed_words_take_the_place_of_the_first_for_everybody_but_the_desk(
    in_space: Page, another_page: Callable[[], Page], said: Statement, rae: Account, priya: Account
) -> None:
    main = _change(in_space, said).main
    assert NEW in main
    assert FIRST not in main
    assert "Your first words stay with our safety team" in main
    assert NEW in in_space.visit("/said").main
    worker, reader = another_page().sign_in(priya), another_page().sign_in(rae)
    before = worker.visit(f"/staff/statements/{said.id}").main
    assert FIRST not in before
    assert NEW not in before
    assert "They changed what they said" in before
    at_desk = _read_it(reader, said).main
    assert FIRST in at_desk
    assert NEW in at_desk
    after = worker.visit(f"/staff/statements/{said.id}").main
    assert NEW in after
    assert FIRST not in after
    assert "changed on" in after


def test_changed_again_only_the_newest_counts(
    in_space: Page, another_page: Callable[[], Page], said: Statement, rae: Account, priya: Account
) -> None:
    _change(in_space, said)
    _read_it(another_page().sign_in(rae), said)
    _change(in_space, said, "Third words")
    waiting = another_page().sign_in(priya).visit(f"/staff/statements/{said.id}").main
    assert NEW not in waiting
    assert FIRST not in waiting


def test_what_was_shared_is_hidden_once_it_is_changed(
    in_space: Page,
    another_page: Callable[[], Page],
    make: Make,
    sam: YoungPerson,
    said: Statement,
    priya: Account,
) -> None:
    carer = make.worker_of(sam, Role.FOSTER_CARER, name="Casey Carer")
    make.share(said, carer, priya)
    assert FIRST in another_page().sign_in(carer).visit(f"/staff/shared/{said.id}").main
    _change(in_space, said)
    main = another_page().sign_in(carer).visit(f"/staff/shared/{said.id}").main
    assert FIRST not in main
    assert "has changed what they said" in main


def test_after_an_answer_it_reopens_nothing_but_tells_who_answered(
    in_space: Page,
    another_page: Callable[[], Page],
    make: Make,
    said: Statement,
    rae: Account,
    priya: Account,
) -> None:
    make.answer(said, priya, read_at=clock.now())
    _add(in_space, said)
    _read_it(another_page().sign_in(rae), said)
    db.session.remove()
    assert db.session.get_one(Statement, said.id).round == 1
    assert [one.account_id for one in _notices(NoticeKind.ADDED)] == [priya.id]
    assert "Answered" in in_space.visit("/said").main


def test_the_same_form_sent_twice_is_one(in_space: Page, said: Statement) -> None:
    once = str(uuid.uuid4())
    for _ in range(2):
        in_space.post(f"/said/{said.id}/add", {"words": NEW, "send_once": once})
    assert len(rows(Addition)) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [("", "Write something first"), ("  \x00 ", "Write something first"), ("x" * 10_001, "too long")],
)
def test_nothing_or_too_much_is_shown_again(in_space: Page, said: Statement, words: str, says: str) -> None:
    for page in ("add", "change"):
        in_space.visit(f"/said/{said.id}/{page}")
        in_space.post(f"/said/{said.id}/{page}", {"words": words}, status=422)
        assert says in in_space.mistakes[0]
    assert rows(Addition) == []


def test_broken_bytes_are_mended(in_space: Page, said: Statement) -> None:
    in_space.post(f"/said/{said.id}/add", {"words": "well\x07\x00 then"})
    assert [one.words for one in rows(Addition)] == ["well then"]


def test_what_was_taken_back_takes_nothing_more(
    in_space: Page, make: Make, sam: YoungPerson, priya: Account
) -> None:
    back = make.statement(sam, "Never mind", to=[priya], taken_back_at=clock.now())
    assert not in_space.visit(f"/said/{back.id}").links("Add something")
    for page in ("add", "change", "my-words"):
        in_space.post(f"/said/{back.id}/{page}", {"words": NEW, "quote": "yes"}, status=409)
    assert rows(Addition) == []


def test_what_an_advocate_was_told_is_never_used(in_space: Page, make: Make, sam: YoungPerson) -> None:
    theirs = make.statement(sam, "Between us", desk=Desk.ADVOCATE, to=[])
    assert not in_space.visit(f"/said/{theirs.id}").links("Use my words: yes or no")
    in_space.post(f"/said/{theirs.id}/my-words", {"quote": "yes"}, status=409)


def test_what_somebody_else_saw_cannot_be_changed_but_added_to(
    in_space: Page, make: Make, sam: YoungPerson
) -> None:
    seen = make.statement(sam, "He smiled", way=Way.OBSERVED)
    assert not in_space.visit(f"/said/{seen.id}").links("Change what I said")
    in_space.post(f"/said/{seen.id}/change", {"words": NEW}, status=409)
    assert NEW in _add(in_space, seen).main


def test_nobody_else_may(page: Page, make: Make, said: Statement, priya: Account) -> None:
    other = make.account_for(make.young_person())
    for somebody in (other, priya):
        page.sign_in(somebody)
        for what in ("add", "change", "my-words"):
            page.visit(f"/said/{said.id}/{what}", status=404)
            page.post(f"/said/{said.id}/{what}", {"words": NEW}, status=404)
    assert rows(Addition) == []


def test_a_shut_past_stays_shut(page: Page, make: Make, sam: YoungPerson, said: Statement) -> None:
    account = make.account_for(sam, past_shut_at=clock.now() + timedelta(hours=1))
    page.sign_in(account).post(f"/said/{said.id}/add", {"words": NEW}, status=404)


def test_words_of_danger_call_whoever_is_on_duty(in_space: Page, make: Make, said: Statement) -> None:
    duty = make.staff(Role.DUTY_WORKER, name="Dee Duty")
    make.on_duty(duty)
    _add(in_space, said, "I want to kill myself tonight")
    assert [call.account_id for call in rows(Call)] == [duty.id]
    db.session.remove()
    assert db.session.get_one(Statement, said.id).level is Level.NOW


def test_an_urgent_addition_calls_the_next_until_it_is_read(
    in_space: Page, another_page: Callable[[], Page], make: Make, said: Statement, rae: Account
) -> None:
    first, second = make.staff(Role.DUTY_WORKER), make.staff(Role.SAFETY_LEAD)
    make.on_duty(first)
    _add(in_space, said, "I want to kill myself tonight")
    assert _look(5) == 0
    assert _look(11) == 1
    assert {call.account_id for call in rows(Call)} == {first.id, second.id}
    _read_it(another_page().sign_in(rae), said)
    assert _look(60) == 0


def test_whoever_no_longer_works_with_them_is_not_told(
    in_space: Page, another_page: Callable[[], Page], said: Statement, rae: Account, priya: Account
) -> None:
    with db.transaction() as session:
        ended = sa.update(CareLink).where(CareLink.account_id == priya.id)
        session.execute(ended.values(until_on=clock.now().date() - timedelta(days=1)))
    _add(in_space, said)
    _read_it(another_page().sign_in(rae), said)
    assert _notices(NoticeKind.ADDED) == []


def test_to_whom_the_desk_passed_it_is_told(
    in_space: Page, another_page: Callable[[], Page], make: Make, said: Statement, rae: Account
) -> None:
    other = make.staff(Role.SOCIAL_WORKER)
    with db.transaction() as session:
        fields = {"statement_id": said.id, "account_id": other.id, "kind": PASSED_ON}
        session.add(Recipient(**fields, delivered_at=clock.now()))
    _add(in_space, said)
    _read_it(another_page().sign_in(rae), said)
    assert other.id in {one.account_id for one in _notices(NoticeKind.ADDED)}


def test_one_of_somebody_kept_apart_does_not_tell_them(
    in_space: Page,
    another_page: Callable[[], Page],
    make: Make,
    sam: YoungPerson,
    priya: Account,
    rae: Account,
) -> None:
    about = make.statement(sam, "It is about her", to=[priya], read_by=rae, concerning=[priya])
    _add(in_space, about)
    _read_it(another_page().sign_in(rae), about)
    assert _notices(NoticeKind.ADDED) == []
    another_page().sign_in(priya).visit(f"/staff/statements/{about.id}", status=404)


def test_the_desk_of_whom_it_concerns_has_no_line_of_it(
    in_space: Page, another_page: Callable[[], Page], make: Make, sam: YoungPerson, rae: Account
) -> None:
    reader = make.staff(Role.READER, name="Kept Apart")
    about = make.statement(sam, "It is about a reader", read_by=rae, concerning=[reader])
    _add(in_space, about)
    page = another_page().sign_in(reader)
    assert "Added to what was read" not in page.visit("/staff/desk").main
    addition = rows(Addition)[0]
    page.post(f"/staff/desk/{about.id}/additions/{addition.id}/read", {"checked": "y"}, status=404)


def test_an_addition_of_another_statement_is_not_there(
    in_space: Page,
    another_page: Callable[[], Page],
    make: Make,
    sam: YoungPerson,
    said: Statement,
    rae: Account,
) -> None:
    other = make.statement(sam, "Another", read_by=rae)
    _add(in_space, said)
    addition = rows(Addition)[0]
    page = another_page().sign_in(rae)
    page.post(f"/staff/desk/{other.id}/additions/{addition.id}/read", {"checked": "y"}, status=404)


def test_a_session_that_ran_out_shows_what_was_typed(in_space: Page, said: Statement) -> None:
    in_space.visit(f"/said/{said.id}/add")
    with in_space.client.session_transaction() as session:
        session["seen"] -= 60 * 60
    in_space.post(f"/said/{said.id}/add", {"words": "These words must not be lost"}, status=400)
    assert "These words must not be lost" in in_space.main


# may we use your words?


def _quote(said: Statement, rae: Account, state: QuoteState = QuoteState.APPROVED) -> None:
    with db.transaction():
        suggest_quote(
            said.id, said.young_person_id, said_on=date.today(), theme="family", original=FIRST,  # noqa: DTZ011  # a day, not a moment
            may_change=False, by=rae.id, now=clock.now(),
        ).state = state  # fmt: skip


def _allow(page: Page, said: Statement, quote: str, status: int = 200) -> Page:
    page.visit(f"/said/{said.id}").follow("Use my words: yes or no")
    return page.submit("Save my answer", quote=quote, status=status)


def test_a_no_ends_the_quote_at_once(in_space: Page, make: Make, sam: YoungPerson, rae: Account) -> None:
    said = make.statement(sam, FIRST, read_by=rae, quote_consent=QuoteConsent.YES)
    _quote(said, rae)
    assert "We do not use your words anywhere" in _allow(in_space, said, "no").main
    assert [one.state for one in rows(Quote)] == [QuoteState.WITHDRAWN]


def test_a_yes_only_lets_it_be_prepared(in_space: Page, said: Statement) -> None:
    assert quotable(said) == ""
    _allow(in_space, said, "yes")
    db.session.remove()
    assert quotable(db.session.get_one(Statement, said.id)) == FIRST
    assert rows(Quote) == []


def test_another_kind_of_yes_ends_what_rested_on_the_first(
    in_space: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    said = make.statement(sam, FIRST, read_by=rae, quote_consent=QuoteConsent.CHANGED)
    _quote(said, rae, QuoteState.ASKED)
    _allow(in_space, said, "changed")
    assert [one.state for one in rows(Quote)] == [QuoteState.ASKED]
    _allow(in_space, said, "yes")
    assert [one.state for one in rows(Quote)] == [QuoteState.WITHDRAWN]


def test_changed_words_end_the_quote_and_only_new_ones_may_be_used(
    in_space: Page, another_page: Callable[[], Page], make: Make, sam: YoungPerson, rae: Account
) -> None:
    said = make.statement(sam, FIRST, read_by=rae, quote_consent=QuoteConsent.YES)
    _quote(said, rae)
    _change(in_space, said)
    assert [one.state for one in rows(Quote)] == [QuoteState.WITHDRAWN]
    assert quotable(db.session.get_one(Statement, said.id)) == ""
    _read_it(another_page().sign_in(rae), said)
    db.session.remove()
    assert quotable(db.session.get_one(Statement, said.id)) == NEW


def test_none_picked_is_asked_again(in_space: Page, said: Statement) -> None:
    in_space.visit(f"/said/{said.id}/my-words").post(
        f"/said/{said.id}/my-words", {"quote": "maybe"}, status=422
    )
    assert in_space.mistakes


# how it stands


def test_who_read_it_is_named_when_that_is_safe(
    in_space: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    said = make.statement(sam, FIRST, read_by=rae)
    assert "They read this on" in in_space.visit(f"/said/{said.id}").main
    assert "Rae Desk" not in in_space.main
    shown = make.statement(sam, "Shown", read_by=rae, safe_to_show_at=clock.now())
    assert "Rae Desk read this on" in in_space.visit(f"/said/{shown.id}").main


@pytest.mark.parametrize(("is_read", "says"), [(True, "has read it once"), (False, "reads it once")])
def test_taken_back_says_that_the_desk_reads_it_once(
    in_space: Page, make: Make, sam: YoungPerson, rae: Account, is_read: bool, says: str
) -> None:
    back = make.statement(sam, FIRST, read_by=rae if is_read else None, taken_back_at=clock.now())
    assert says in in_space.visit(f"/said/{back.id}").main


def test_changed_words_hide_the_first_from_whoever_wrote_them_down_too(
    in_space: Page,
    another_page: Callable[[], Page],
    make: Make,
    sam: YoungPerson,
    priya: Account,
    rae: Account,
) -> None:
    together = make.statement(sam, FIRST, to=[priya], read_by=rae, way=Way.TOGETHER)
    with db.transaction() as session:
        session.add(
            Capture(
                statement_id=together.id,
                young_person_id=sam.id,
                by_id=priya.id,
                by_role="social_worker",
                happened_at=clock.now(),
            )
        )
    url = f"/staff/written-down/{together.id}"
    assert FIRST in another_page().sign_in(priya).visit(url).main
    _change(in_space, together)
    assert FIRST not in another_page().sign_in(priya).visit(url).main


def test_changed_words_hide_what_was_typed_into_questions_cards_and_beside_them(
    in_space: Page,
    another_page: Callable[[], Page],
    make: Make,
    sam: YoungPerson,
    priya: Account,
    rae: Account,
) -> None:
    said = make.statement(sam, FIRST, to=[priya], read_by=rae, way=Way.TOGETHER)
    make.capture(said, priya, understands="Sam wants out")
    _came_with(said)
    url = f"/staff/statements/{said.id}"
    first = ("my first answer", "my first card", "Sam wants out")
    assert all(text in another_page().sign_in(priya).visit(url).main for text in first)
    _change(in_space, said)
    main = another_page().sign_in(priya).visit(url).main
    assert not [text for text in first if text in main]
    desk = another_page().sign_in(rae).visit(f"/staff/desk/{said.id}").main
    own = in_space.visit(f"/said/{said.id}").main
    assert all(text in desk for text in first)
    assert all(text in own for text in first[:2])


def _came_with(said: Statement) -> None:
    """An answer they typed, and a card of their own."""
    of = {"statement_id": said.id, "young_person_id": said.young_person_id, "place": 0}
    with db.transaction() as session:
        reply = Reply(**of, prompt="family_who", question="Who?", choice="")
        card = BoardCard(**of, going=Going.WELL, card="own")
        reply.words, card.words = "my first answer", "my first card"
        session.add_all([reply, card])


def test_files_that_were_shared_are_shut_once_it_is_changed(
    in_space: Page,
    another_page: Callable[[], Page],
    make: Make,
    sam: YoungPerson,
    said: Statement,
    priya: Account,
) -> None:
    carer = make.worker_of(sam, Role.FOSTER_CARER)
    make.share(said, carer, priya)
    photo = give(said, first_opened_at=clock.now())
    cards = give(said, FileKind.BOARD)
    theirs, workers = another_page().sign_in(carer), another_page().sign_in(priya)
    shared, delivered = (f"/staff/{kind}/{said.id}/file" for kind in ("shared", "statements"))
    theirs.visit(f"{shared}/{photo}")
    workers.visit(f"{delivered}/{cards}")
    _change(in_space, said)
    theirs.visit(f"{shared}/{photo}", status=404)
    workers.visit(f"{delivered}/{cards}", status=404)
    assert str(cards) not in workers.visit(f"/staff/statements/{said.id}").html
