"""Sorting by theme at the desk: what is suggested, who ticks, what counts, and the tab of what waits."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.coding.models import Coding, Quote
from portal.coding.rules import QuoteState, Stance
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Statement
from portal.voice.rules import Desk, Level, QuoteConsent, SafeNow
from tests.support.coded import coded, coding_of, themes_stored
from tests.support.factories import Make
from tests.support.page_checks import text_of
from tests.support.pages import Page
from tests.support.queries import counted

NOON = datetime(2026, 9, 22, 12, tzinfo=UTC)
BUS = "I can't afford the bus pass to see my friends"


@pytest.fixture
def at_desk(page: Page, rae: Account) -> Page:
    return page.sign_in(rae)


@pytest.fixture
def lee(make: Make, rae: Account) -> Account:
    """Somebody who answers."""
    return make.staff(Role.SOCIAL_WORKER, name="Lee Worker")


def _read(make: Make, sam: YoungPerson, rae: Account, words: str = BUS, **fields: object) -> Statement:
    return make.statement(sam, words, read_by=rae, sent_at=fields.pop("sent_at", NOON), **fields)


def _boxes(page: Page) -> dict[str, Element]:
    return {str(e.get("value")): e for e in page.everything if e.get("name") == "sort-themes"}


def _why(page: Page, theme: str) -> str:
    hint = _boxes(page)[theme].get("aria-describedby")
    return text_of(next((e for e in page.everything if hint and e.get("id") == hint), None))


def _in_details(page: Page) -> set[str]:
    details = [e for e in page.everything if e.tag == "details" and "Other themes" in text_of(e)]
    return {str(e.get("value")) for one in details for e in one.iter("input")}


# what is suggested


def test_three_suggestions_at_most_with_the_words_that_made_them_and_nothing_is_ticked(
    at_desk: Page, make: Make, sam: YoungPerson
) -> None:
    statement = make.statement(sam, BUS)
    at_desk.visit(f"/staff/desk/{statement.id}")
    boxes, rest = _boxes(at_desk), _in_details(at_desk)
    first = [key for key in boxes if key not in rest]
    assert len(boxes) == 19
    assert 1 <= len(first) <= 3
    assert "money" in first
    assert "because of: ‘" in _why(at_desk, "money")
    assert "afford" in _why(at_desk, "money")
    assert "‘friends’" in _why(at_desk, "friends")
    ticks = [e for e in at_desk.everything if (e.get("name") or "").startswith("sort-")]
    assert not [e for e in ticks if e.get("checked") is not None]


def test_what_they_picked_themselves_stands_first_and_says_so(
    at_desk: Page, make: Make, sam: YoungPerson
) -> None:
    statement = make.statement(sam, BUS, about=["school", "friends"])
    at_desk.visit(f"/staff/desk/{statement.id}")
    first = [key for key in _boxes(at_desk) if key not in _in_details(at_desk)]
    assert first[:2] == ["school", "friends"]
    assert _why(at_desk, "school") == "because they picked it themselves"
    assert _why(at_desk, "friends").startswith("because they picked it themselves; because of: ‘friends’")
    assert not [e for e in _boxes(at_desk).values() if e.get("checked") is not None]


def test_what_was_asked_is_a_reason_too(at_desk: Page, make: Make, sam: YoungPerson) -> None:
    statement = make.statement(sam, "It was fine", asked="moving")
    at_desk.visit(f"/staff/desk/{statement.id}")
    assert _why(at_desk, "moving") == "because of what was asked"


def test_where_no_word_fits_all_themes_are_open(at_desk: Page, make: Make, sam: YoungPerson) -> None:
    statement = make.statement(sam, "Hm")
    at_desk.visit(f"/staff/desk/{statement.id}")
    assert len(_in_details(at_desk)) == 19
    assert "No word of theirs fits" in at_desk.main


# in the form that marks it read


def _mark_read(page: Page, statement: Statement, fields: dict[str, object], status: int = 200) -> Page:
    done = {"done1-outcome": "nothing_needed", "nobody": True}
    return page.visit(f"/staff/desk/{statement.id}").submit("Mark as read", {**done, **fields}, status=status)


def test_marking_read_needs_no_theme(at_desk: Page, make: Make, sam: YoungPerson, lee: Account) -> None:
    statement = make.statement(sam, BUS, to=[lee])
    _mark_read(at_desk, statement, {})
    assert coding_of(statement) is None
    at_desk.visit("/staff/desk?tab=themes")
    assert sam.name in at_desk.main


def test_themes_ticked_while_marking_it_read_are_confirmed(
    at_desk: Page, make: Make, sam: YoungPerson, rae: Account, lee: Account
) -> None:
    # half an hour after midnight on the council's clocks, still the day before in UTC
    statement = make.statement(sam, BUS, to=[lee], sent_at=datetime(2026, 9, 21, 23, 30, tzinfo=UTC))
    _mark_read(at_desk, statement, {"sort-themes": ["money", "friends"], "sort-stance": "ask"})
    row = coding_of(statement)
    assert row is not None
    assert (row.stance, row.by_id, row.said_on.isoformat()) == (Stance.ASK, rae.id, "2026-09-22")
    assert themes_stored(statement) == {"money", "friends"}
    at_desk.visit("/staff/desk?tab=themes")
    assert "Everything that was read is sorted" in at_desk.main


@pytest.mark.parametrize(
    ("fields", "mistake"),
    [
        ({"sort-themes": ["money"]}, "Say how they speak of it."),
        ({"sort-stance": "ask"}, "Tick what they speak of too."),
        ({"sort-themes": ["money"], "sort-stance": "ask", "sort-none": True}, "Keep one of them."),
    ],
)
def test_half_a_sorting_is_shown_again_and_nothing_is_stored(
    at_desk: Page, make: Make, sam: YoungPerson, lee: Account, fields: dict[str, object], mistake: str
) -> None:
    statement = make.statement(sam, BUS, to=[lee])
    _mark_read(at_desk, statement, {**fields, "done1-note": "Rang the school"}, status=422)
    assert any(mistake in line for line in at_desk.mistakes)
    assert at_desk.value("done1-note") == "Rang the school"
    assert [(key, True) for key in fields.get("sort-themes", [])] == [  # type: ignore[attr-defined]
        (key, True) for key, box in _boxes(at_desk).items() if box.get("checked") is not None
    ]
    stored = db.session.get(Statement, statement.id, populate_existing=True)
    assert stored is not None
    assert stored.read_at is None
    assert coding_of(statement) is None


# the form of its own


def test_saving_goes_on_to_the_next_oldest_until_all_are_sorted(
    at_desk: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    old, middle, new = (
        _read(make, sam, rae, f"The bus pass {n}", sent_at=NOON + timedelta(hours=n)) for n in range(3)
    )
    at_desk.visit("/staff/desk?tab=themes").follow("Start with the first")
    assert f"{middle.id}" not in at_desk.url
    at_desk.visit(f"/staff/desk/{middle.id}")  # the first is passed over
    ticks = {"sort-themes": ["money"], "sort-stance": "worry"}
    assert "Saved." not in at_desk.main
    at_desk.submit("Save and next", ticks)
    assert at_desk.url.endswith(f"/staff/desk/{new.id}#said")
    assert "Saved. 2 wait to be sorted by theme." in at_desk.main
    assert "Saved." not in at_desk.visit(at_desk.url).main
    at_desk.submit("Save and next", {"sort-none": True})
    assert at_desk.url.endswith(f"/staff/desk/{old.id}#said")
    at_desk.submit("Save and next", ticks)
    assert "Everything that was read is sorted" in at_desk.main
    assert themes_stored(middle) == themes_stored(old) == {"money"}
    row = coding_of(new)
    assert row is not None
    assert row.stance is None
    assert themes_stored(new) == set()


def test_who_sorted_it_is_shown_and_saving_again_replaces(
    at_desk: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    statement, other = _read(make, sam, rae), make.staff(Role.READER, name="Ola Other")
    coded(statement, other, "money", "friends")
    at_desk.visit(f"/staff/desk/{statement.id}")
    assert "Friends, Money." in at_desk.main
    assert "Sorted by Ola Other" in at_desk.main
    ticked = {key for key, box in _boxes(at_desk).items() if box.get("checked") is not None}
    assert ticked == {"money", "friends"}
    at_desk.submit("Save the change", {"sort-themes": ["moving"], "sort-stance": "going_well"})
    row = coding_of(statement)
    assert row is not None
    assert (row.by_id, row.stance) == (rae.id, Stance.GOING_WELL)
    assert themes_stored(statement) == {"moving"}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Coding)) == 1
    events = db.session.scalars(sa.select(Event).where(Event.action == "code")).all()
    assert [(event.actor_id, event.subject_id, event.safety) for event in events] == [
        (rae.id, statement.id, True)
    ]


def test_an_empty_form_and_what_is_no_theme_are_refused(
    at_desk: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    statement = _read(make, sam, rae)
    at_desk.visit(f"/staff/desk/{statement.id}").submit("Save and next", status=422)
    assert at_desk.mistakes == ["Tick what it is about, or that it is about none of these."]
    url = f"/staff/desk/{statement.id}/themes"
    for bad in (
        {"sort-themes": ["weather"], "sort-stance": "ask"},
        {"sort-themes": "money", "sort-stance": "x"},
    ):
        at_desk.post(url, bad, status=422)
    assert coding_of(statement) is None


def test_the_other_form_of_the_page_is_as_it_was_when_this_one_is_shown_again(
    at_desk: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    statement = _read(make, sam, rae)
    at_desk.visit(f"/staff/desk/{statement.id}")
    day = at_desk.value("done1-happened_on-day")
    at_desk.submit("Save", status=422)
    assert at_desk.value("done1-happened_on-day") == day != ""
    coded(statement, rae, "money")
    at_desk.visit(f"/staff/desk/{statement.id}").submit("Add this", status=422)
    assert [key for key, box in _boxes(at_desk).items() if box.get("checked") is not None] == ["money"]


def test_only_what_was_read_and_is_still_theirs_to_count_is_sorted(
    at_desk: Page, make: Make, sam: YoungPerson, rae: Account, ade: Account
) -> None:
    unread = make.statement(sam, BUS)
    back = _read(make, sam, rae, taken_back_at=NOON)
    passed = _read(make, sam, rae, passed_by_id=ade.id)
    advocates = _read(make, sam, ade, desk=Desk.ADVOCATE)
    ticks = {"sort-themes": ["money"], "sort-stance": "worry"}
    for statement, status in ((unread, 409), (back, 409), (passed, 409), (advocates, 404)):
        at_desk.post(f"/staff/desk/{statement.id}/themes", ticks, status=status)
        assert coding_of(statement) is None
    at_desk.visit("/staff/desk?tab=themes")
    assert "Everything that was read is sorted" in at_desk.main
    for statement in (back, passed):
        at_desk.visit(f"/staff/desk/{statement.id}")
        assert not _boxes(at_desk)


def _quotes() -> int:
    db.session.remove()
    return db.session.scalar(sa.select(sa.func.count()).select_from(Quote)) or 0


ABOUT_HER = "It concerns somebody known here, so its words cannot be a quote."


def test_words_about_somebody_known_here_cannot_be_suggested_as_a_quote(
    at_desk: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    given = {"concerning": [make.staff(Role.SOCIAL_WORKER)], "quote_consent": QuoteConsent.CHANGED}
    statement = _read(make, sam, rae, "She shouts and never rings", **given)
    at_desk.visit(f"/staff/desk/{statement.id}")
    assert ABOUT_HER in at_desk.main
    assert not [e for e in at_desk.everything if e.get("name") == "sort-as_quote"]
    ticks = {"sort-themes": ["social_worker"], "sort-stance": "worry"}
    url = f"/staff/desk/{statement.id}/themes"
    at_desk.post(url, {**ticks, "sort-as_quote": "y"}, status=422)
    assert at_desk.mistakes == [ABOUT_HER]
    assert coding_of(statement) is None
    at_desk.submit("Save", {"sort-as_quote": False})
    assert themes_stored(statement) == {"social_worker"}
    assert _quotes() == 0


def test_nor_while_the_same_form_marks_whom_they_concern(
    at_desk: Page, make: Make, sam: YoungPerson, priya: Account
) -> None:
    iro = make.worker_of(sam, Role.IRO)
    statement = make.statement(sam, BUS, to=[priya], quote_consent=QuoteConsent.CHANGED)
    quoting = {"sort-themes": ["money"], "sort-stance": "ask", "sort-as_quote": True}
    _mark_read(at_desk, statement, {**quoting, "about": [str(iro.id)], "nobody": False}, status=422)
    assert at_desk.mistakes == [ABOUT_HER]
    assert _quotes() == 0
    at_desk.submit("Mark as read", {"sort-as_quote": False})
    assert themes_stored(statement) == {"money"}
    assert _quotes() == 0


def test_a_name_that_nobody_here_has_makes_no_quote_impossible(
    at_desk: Page, make: Make, sam: YoungPerson, lee: Account
) -> None:
    statement = make.statement(sam, BUS, to=[lee], quote_consent=QuoteConsent.CHANGED)
    quoting = {"sort-themes": ["money"], "sort-stance": "ask", "sort-as_quote": True}
    _mark_read(at_desk, statement, {**quoting, "about_names": "Mum", "nobody": False})
    assert _quotes() == 1


def test_what_was_suggested_before_can_still_be_sorted_anew(
    at_desk: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    statement = _read(make, sam, rae, quote_consent=QuoteConsent.CHANGED)
    at_desk.visit(f"/staff/desk/{statement.id}")
    at_desk.submit("Save", {"sort-themes": ["money"], "sort-stance": "ask", "sort-as_quote": True})
    make.kept_apart(sam, statement, make.staff(Role.SOCIAL_WORKER))
    at_desk.visit(f"/staff/desk/{statement.id}")
    at_desk.submit("Save the change", {"sort-themes": ["friends"], "sort-stance": "ask"})
    assert themes_stored(statement) == {"friends"}
    assert _quotes() == 1


def test_whoever_it_concerns_neither_sees_nor_sorts_it(
    page: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    concerned = make.staff(Role.READER)
    statement = _read(make, sam, rae, concerning=[concerned])
    page.sign_in(concerned).visit("/staff/desk?tab=themes")
    assert sam.name not in page.main
    page.post(f"/staff/desk/{statement.id}/themes", {"sort-none": "y"}, status=404)
    assert coding_of(statement) is None


def test_the_next_one_is_never_one_that_concerns_who_sorts(
    page: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    carer = make.staff(Role.READER)
    first = _read(make, sam, rae)
    _read(make, sam, rae, concerning=[carer], sent_at=NOON + timedelta(hours=1))
    last = _read(make, sam, rae, sent_at=NOON + timedelta(hours=2))
    page.sign_in(carer).visit(f"/staff/desk/{first.id}").submit("Save and next", {"sort-none": True})
    assert str(last.id) in page.url


def test_of_two_who_sort_it_at_once_one_row_is_left(
    app: flask.Flask, make: Make, sam: YoungPerson, rae: Account
) -> None:
    statement, other = _read(make, sam, rae), make.staff(Role.READER)
    browsers = [Page(app).sign_in(who) for who in (rae, other)]
    for browser in browsers:
        browser.visit(f"/staff/desk/{statement.id}")
    codes: list[int] = []

    def press(browser: Page, theme: str) -> None:
        data = {"csrf_token": browser.token(), "sort-themes": theme, "sort-stance": "worry"}
        answer = browser.client.post(f"/staff/desk/{statement.id}/themes", data=data)
        codes.append(answer.status_code)
        db.session.remove()

    pairs = zip(browsers, ("money", "moving"), strict=True)
    threads = [threading.Thread(target=press, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [302, 302]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Coding)) == 1
    assert themes_stored(statement) in ({"money"}, {"moving"})


# quotes


def test_a_quote_is_offered_only_where_they_let_us_use_their_words(
    at_desk: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    ticks = {"sort-themes": "money", "sort-stance": "worry", "sort-as_quote": "y"}
    for consent, words in ((QuoteConsent.YES, "yes, we may use"), (QuoteConsent.CHANGED, "if we change")):
        statement = _read(make, sam, rae, quote_consent=consent)
        at_desk.visit(f"/staff/desk/{statement.id}")
        assert words in at_desk.main
        at_desk.submit("Save", {"sort-themes": ["money"], "sort-stance": "worry", "sort-as_quote": True})
        quote = _quote_of(statement)
        assert quote is not None
        assert (quote.theme, quote.state, quote.may_change, quote.original) == (
            "money",
            QuoteState.SUGGESTED,
            consent is QuoteConsent.CHANGED,
            BUS,
        )
        assert "Its words were suggested as a quote" in at_desk.main
    for refused in (
        _read(make, sam, rae, quote_consent=QuoteConsent.NO),
        _read(make, sam, rae, "", quote_consent=QuoteConsent.YES),
    ):
        at_desk.visit(f"/staff/desk/{refused.id}")
        assert "could be a quote" not in at_desk.main
        at_desk.post(f"/staff/desk/{refused.id}/themes", ticks, status=422)
        assert _quote_of(refused) is None
        assert coding_of(refused) is None


def test_a_quote_of_several_themes_says_which(
    at_desk: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    statement = _read(make, sam, rae, quote_consent=QuoteConsent.YES)
    ticks = {"sort-themes": ["money", "friends"], "sort-stance": "worry", "sort-as_quote": True}
    at_desk.visit(f"/staff/desk/{statement.id}").submit("Save", ticks, status=422)
    assert at_desk.mistakes == ["Say under which of the themes you ticked the quote belongs."]
    at_desk.submit("Save", {"sort-quote_theme": "moving"}, status=422)
    at_desk.submit("Save", {"sort-quote_theme": "friends"})
    assert _theme_of_quote(statement) == "friends"


def test_a_suggested_quote_follows_the_sorting_until_somebody_works_on_it(
    at_desk: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    statement = _read(make, sam, rae, quote_consent=QuoteConsent.YES)
    ticks = {"sort-themes": ["money"], "sort-stance": "worry", "sort-as_quote": True}
    at_desk.visit(f"/staff/desk/{statement.id}").submit("Save", ticks)
    at_desk.submit("Save the change", {"sort-themes": ["moving"]})
    assert _theme_of_quote(statement) == "moving"
    at_desk.submit("Save the change", {"sort-themes": ["moving", "home"]}, status=422)
    at_desk.submit("Save the change", {"sort-quote_theme": "home"})
    assert _theme_of_quote(statement) == "home"
    with db.transaction() as session:
        session.execute(sa.update(Quote).values(state=QuoteState.ASKED))
    at_desk.visit(f"/staff/desk/{statement.id}")
    assert "on their way to the panel, under this theme: Home and carers." in at_desk.main
    at_desk.submit("Save the change", {"sort-themes": ["moving"]}, status=422)
    assert "Keep the theme they are under" in at_desk.mistakes[0]
    assert themes_stored(statement) == {"moving", "home"}
    assert _theme_of_quote(statement) == "home"
    at_desk.submit("Save the change", {"sort-themes": ["home"]})
    with db.transaction() as session:
        session.execute(sa.update(Quote).values(state=QuoteState.REFUSED))
    at_desk.visit(f"/staff/desk/{statement.id}")
    assert "will not be used" in at_desk.main
    at_desk.submit("Save the change", {"sort-themes": ["money"]})
    assert themes_stored(statement) == {"money"}


def test_a_double_tap_with_a_quote_is_the_same_as_one(
    at_desk: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    statement = _read(make, sam, rae, quote_consent=QuoteConsent.YES)
    ticks = {"sort-themes": "money", "sort-stance": "worry", "sort-as_quote": "y"}
    at_desk.visit(f"/staff/desk/{statement.id}")
    for _ in range(2):
        at_desk.post(f"/staff/desk/{statement.id}/themes", ticks)
    assert _theme_of_quote(statement) == "money"
    assert themes_stored(statement) == {"money"}


def _theme_of_quote(statement: Statement) -> str:
    quote = _quote_of(statement)
    assert quote is not None
    return quote.theme


def _quote_of(statement: Statement) -> Quote | None:
    with db.transaction() as session:
        row = session.scalars(sa.select(Quote).where(Quote.statement_id == statement.id)).one_or_none()
        if row:
            assert row.original is not None  # opened, so that it can be read afterwards
        return row


# taking it back


def test_what_is_taken_back_is_set_aside_with_its_quote(
    page: Page, make: Make, sam: YoungPerson, sam_account: Account, priya: Account, rae: Account
) -> None:
    statement = _read(make, sam, rae, to=[priya], quote_consent=QuoteConsent.YES)
    page.sign_in(rae).visit(f"/staff/desk/{statement.id}").submit(
        "Save", {"sort-themes": ["money"], "sort-stance": "worry", "sort-as_quote": True}
    )
    page.sign_out().sign_in(sam_account).post(f"/said/{statement.id}/take-back")
    row = coding_of(statement)
    assert row is not None
    assert row.set_aside_at is not None
    assert row.stance is None
    assert themes_stored(statement) == set()
    quote = _quote_of(statement)
    assert quote is not None
    assert quote.state is QuoteState.WITHDRAWN


# the list


def test_the_list_asks_the_same_number_of_questions_at_1_and_at_20(
    at_desk: Page, make: Make, rae: Account
) -> None:
    def one_more() -> None:
        _read(make, make.young_person(), rae)

    one_more()
    at_desk.visit("/staff/desk?tab=themes")
    with counted() as with_one:
        at_desk.visit("/staff/desk?tab=themes")
    for _ in range(19):
        one_more()
    with counted() as with_twenty:
        at_desk.visit("/staff/desk?tab=themes")
    assert "20 were read and are not sorted yet" in at_desk.main
    assert len(with_twenty) == len(with_one)


def test_the_list_has_pages_the_oldest_first(
    at_desk: Page, make: Make, sam: YoungPerson, rae: Account
) -> None:
    made = [_read(make, sam, rae, sent_at=NOON + timedelta(hours=n)) for n in range(26)]
    at_desk.visit("/staff/desk?tab=themes")
    assert str(made[0].id) in at_desk.html
    assert str(made[25].id) not in at_desk.html
    at_desk.visit("/staff/desk?tab=themes&page=2")
    assert str(made[25].id) in at_desk.html


@pytest.mark.parametrize(
    "danger", [{"level": Level.NOW}, {"not_safe_button": True}, {"safe_now": SafeNow.NO}], ids=str
)
def test_words_of_somebody_who_may_be_getting_hurt_are_never_a_quote(
    make: Make, page: Page, danger: dict[str, object]
) -> None:
    reader = make.staff(Role.READER)
    said = make.statement(
        make.young_person(), "he hits me", read_by=reader, quote_consent=QuoteConsent.YES, **danger
    )
    shown = page.sign_in(reader).visit(f"/staff/desk/{said.id}").main
    assert "These words could be a quote" not in shown
    assert "somebody may be getting hurt" in shown


def test_how_many_wait_to_be_sorted_is_said_where_one_sorts(make: Make, page: Page) -> None:
    reader = make.staff(Role.READER)
    said = [make.statement(make.young_person(), "more pocket money", read_by=reader) for _ in range(3)]
    page.sign_in(reader).visit("/staff/desk")
    assert "Everything is read. 3 wait to be sorted by theme." in page.main
    for tab in ("", "?tab=themes", "?tab=read"):
        assert "To sort (3)" in page.visit(f"/staff/desk{tab}").main
    page.visit(f"/staff/desk/{said[0].id}")
    assert "3 wait to be sorted by theme" in page.main
    coded(said[0], reader, "money")
    assert "2 wait to be sorted by theme" in page.visit(f"/staff/desk/{said[1].id}").main
    for one in said[1:]:
        coded(one, reader, "money")
    page.visit("/staff/desk")
    assert "To sort Read" in page.main
    assert "wait to be sorted" not in page.main
