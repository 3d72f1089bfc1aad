"""The whole way of a quote: suggested, made safe, the young person's yes, a second person's approval."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.coding.commands import quotes as commands
from portal.coding.figures.quotes import approved_quotes, quotes
from portal.coding.models import Quote
from portal.coding.queries.quotes import mark_of
from portal.coding.rules import EndedWhy, QuoteState
from portal.coding.rules.quotes import WhyNot
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted
from tests.support.quoted import made_quote

SAID = "I cant see my sister keira at the weekend, it makes me sad"


def _stored(quote: Quote) -> Quote:
    db.session.remove()
    return db.session.get_one(Quote, quote.id)


def _told(account: Account, kind: NoticeKind) -> int:
    db.session.remove()
    waiting = (Notice.seen_at.is_(None), Notice.dropped_at.is_(None))
    found = sa.select(sa.func.count()).where(Notice.account_id == account.id, Notice.kind == kind, *waiting)
    return db.session.scalar(found) or 0


def _in_papers(quote: Quote) -> dict[str, str]:
    db.session.remove()
    period = Period(quote.said_on - timedelta(days=1), quote.said_on + timedelta(days=1))
    listed = {one.theme: one.words for one in approved_quotes(period, [quote.theme])}
    assert {one.theme: one.words for one in quotes([quote.id], not_for=None).values()} == listed
    return listed


@pytest.fixture
def sam(app: flask.Flask, make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


def test_words_reach_the_panel_only_after_a_yes_and_a_second_person(
    make: Make, sam: YoungPerson, page: Page, another_page: Callable[[], Page]
) -> None:
    make.staff(Role.SOCIAL_WORKER, name="Keira Brown")
    reader, other = make.staff(Role.READER), make.staff(Role.PARTICIPATION_WORKER)
    account = make.account_for(sam)
    quote = made_quote(make, sam, SAID, by=reader)
    staff = page.sign_in(reader).visit("/staff/quotes").follow("Sam Vale")
    assert "keira (a name known here)" in staff.main
    assert staff.value("words") == "I cant see [my sister] at the weekend, it makes me sad"
    staff.submit("Show it to the young person", recognised="no")
    assert _stored(quote).state is QuoteState.ASKED
    assert _told(account, NoticeKind.QUOTE_TO_DECIDE) == 1
    assert _in_papers(quote) == {}

    young = another_page().sign_in(account).visit("/my-quotes")
    assert "We need your yes or no" in young.main
    young.follow("I cant see [my sister]")
    assert "Somebody who knows you well might still guess it is you." in young.main
    young.submit("Yes, use these words")
    assert _stored(quote).state is QuoteState.AGREED
    assert _told(account, NoticeKind.QUOTE_TO_DECIDE) == 0
    assert _told(other, NoticeKind.QUOTE_TO_APPROVE) == 1
    assert _told(reader, NoticeKind.QUOTE_TO_APPROVE) == 0
    assert _in_papers(quote) == {}

    staff.visit(f"/staff/quotes/{quote.id}")
    assert "somebody else approves" in staff.main
    assert "Approve these words" not in staff.main
    staff.post(f"/staff/quotes/{quote.id}/approve", {"shown": mark_of(_stored(quote))}, status=409)
    assert _in_papers(quote) == {}
    second = another_page().sign_in(other).visit("/staff/quotes?tab=to_approve").follow("Sam Vale")
    second.submit("Approve these words")
    assert _in_papers(quote) == {"family_time": "I cant see [my sister] at the weekend, it makes me sad"}
    assert _told(other, NoticeKind.QUOTE_TO_APPROVE) == 0

    young.visit(f"/my-quotes/{quote.id}").submit("Stop using my words")
    assert _stored(quote).state is QuoteState.WITHDRAWN
    assert _in_papers(quote) == {}
    assert "You stopped it" in young.visit("/my-quotes").main


def test_a_no_is_a_no(make: Make, sam: YoungPerson, page: Page) -> None:
    reader = make.staff(Role.READER)
    quote = made_quote(make, sam, by=reader, state=QuoteState.ASKED)
    page.sign_in(make.account_for(sam)).visit(f"/my-quotes/{quote.id}").submit("No, don’t")
    assert _stored(quote).state is QuoteState.REFUSED
    with db.transaction(), pytest.raises(Refused) as refused:
        commands.show_to_them(quote.id, "I want to see my sister more", by=reader.id, now=clock.now())
    assert refused.value.reason is WhyNot.ENDED
    again = {"said_on": quote.said_on, "theme": "home", "original": "Others", "may_change": True}
    with db.transaction():
        same = commands.suggest_quote(quote.statement_id, sam.id, **again, by=reader.id, now=clock.now())
        assert (same.id, same.state, same.theme) == (quote.id, QuoteState.REFUSED, "family_time")


def test_words_that_changed_after_a_yes_need_a_new_one(make: Make, sam: YoungPerson, page: Page) -> None:
    reader, other = make.staff(Role.READER), make.staff(Role.READER)
    account = make.account_for(sam)
    quote = made_quote(make, sam, by=reader, state=QuoteState.AGREED)
    with db.transaction():
        commands.show_to_them(quote.id, "I want to see … more", by=other.id, now=clock.now())
    assert _stored(quote).state is QuoteState.ASKED
    assert _stored(quote).agreed_at is None
    assert _told(account, NoticeKind.QUOTE_TO_DECIDE) == 1
    with db.transaction(), pytest.raises(Refused):
        commands.approve(quote.id, mark_of(_stored(quote)), by=reader.id, now=clock.now())
    page.sign_in(account).visit(f"/my-quotes/{quote.id}").submit("Yes, use these words")
    assert _stored(quote).state is QuoteState.AGREED


def test_a_yes_to_words_that_changed_meanwhile_counts_for_nothing(
    make: Make, sam: YoungPerson, page: Page
) -> None:
    reader = make.staff(Role.READER)
    quote = made_quote(make, sam, by=reader, state=QuoteState.ASKED)
    young = page.sign_in(make.account_for(sam)).visit(f"/my-quotes/{quote.id}")
    with db.transaction():
        commands.show_to_them(quote.id, "I want to see my sister…", by=reader.id, now=clock.now())
    young.submit("Yes, use these words", status=422)
    assert "We changed the words" in young.main
    assert _stored(quote).state is QuoteState.ASKED
    young.submit("Yes, use these words")
    assert _stored(quote).state is QuoteState.AGREED


def test_an_approval_of_words_that_changed_meanwhile_counts_for_nothing(make: Make, sam: YoungPerson) -> None:
    reader, other = make.staff(Role.READER), make.staff(Role.READER)
    quote = made_quote(make, sam, by=reader, state=QuoteState.AGREED)
    with db.transaction(), pytest.raises(Refused) as refused:
        commands.approve(quote.id, "another mark", by=other.id, now=clock.now())
    assert refused.value.reason is WhyNot.OTHER_WORDS


def test_the_same_words_shown_twice_ask_once(make: Make, sam: YoungPerson) -> None:
    reader, account = make.staff(Role.READER), make.account_for(sam)
    quote = made_quote(make, sam, by=reader)
    for _twice in range(2):
        with db.transaction():
            commands.show_to_them(quote.id, "I want to see my sister more", by=reader.id, now=clock.now())
    assert _told(account, NoticeKind.QUOTE_TO_DECIDE) == 1


def test_suggesting_twice_makes_one_quote(make: Make, sam: YoungPerson) -> None:
    reader = make.staff(Role.READER)
    statement = make.statement(sam, "I like it here", read_by=reader)
    given = {"said_on": clock.now().date(), "original": "I like it here", "may_change": False}
    ids = set()
    for theme in ("home", "family_time"):
        with db.transaction():
            row = commands.suggest_quote(
                statement.id, sam.id, **given, theme=theme, by=reader.id, now=clock.now()
            )
            ids.add((row.id, row.theme))
    assert len({one for one, _theme in ids}) == 1
    assert {theme for _one, theme in ids} == {"home", "family_time"}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Quote)) == 1


@pytest.mark.parametrize("state", [QuoteState.SUGGESTED, QuoteState.AGREED, QuoteState.APPROVED])
def test_taking_back_what_they_said_ends_its_quote(make: Make, sam: YoungPerson, state: QuoteState) -> None:
    quote = made_quote(make, sam, by=make.staff(Role.READER), state=state)
    with db.transaction():
        commands.withdraw_of(quote.statement_id, now=clock.now())
        commands.withdraw_of(quote.statement_id, now=clock.now())
    assert _stored(quote).state is QuoteState.WITHDRAWN
    assert _in_papers(quote) == {}


def test_a_no_from_an_older_page_still_counts(make: Make, sam: YoungPerson, page: Page) -> None:
    reader = make.staff(Role.READER)
    quote = made_quote(make, sam, by=reader, state=QuoteState.ASKED)
    young = page.sign_in(make.account_for(sam)).visit(f"/my-quotes/{quote.id}")
    with db.transaction():
        row = db.session.get_one(Quote, quote.id)
        row.state, row.agreed_at = QuoteState.APPROVED, clock.now()
    young.submit("No, don’t")
    assert _stored(quote).state is QuoteState.WITHDRAWN


def test_at_most_one_quote_of_one_young_person_and_theme_and_only_of_the_period(
    make: Make, sam: YoungPerson
) -> None:
    reader, now = make.staff(Role.READER), clock.now()
    given = {"by": reader, "state": QuoteState.APPROVED}
    made_quote(make, sam, "Old words", at=now - timedelta(days=5), **given)
    made_quote(make, sam, "New words", at=now - timedelta(days=2), **given)
    made_quote(make, sam, "About home", theme="home", at=now - timedelta(days=2), **given)
    made_quote(make, sam, "Too old", theme="home", at=now - timedelta(days=50), **given)
    made_quote(make, sam, "Not asked about", theme="health", at=now - timedelta(days=2), **given)
    other = make.young_person()
    made_quote(make, other, "Shared “words”", words='Shared  "words"', at=now - timedelta(days=3), **given)
    made_quote(make, other, "It was cut", words="It was…", theme="home", at=now - timedelta(days=3), **given)
    found = approved_quotes(Period((now - timedelta(days=9)).date(), now.date()), ["home", "family_time"])
    assert [one.theme for one in found] == ["home", "home", "family_time", "family_time"]
    assert {one.words: one.is_exact for one in found} == {
        "New words": True,
        "About home": True,
        'Shared  "words"': True,
        "It was…": False,
    }
    assert quotes([], not_for=None) == {}


def test_while_their_past_is_shut_and_they_cannot_stop_them_their_words_are_in_no_paper(
    make: Make, sam: YoungPerson
) -> None:
    account = make.account_for(sam)
    quote = made_quote(make, sam, by=make.staff(Role.READER), state=QuoteState.APPROVED)
    assert _in_papers(quote) == {"family_time": "I want to see my sister more"}
    for past_shut_at, listed in ((clock.now(), {}), (None, {"family_time": "I want to see my sister more"})):
        with db.transaction() as session:
            session.get_one(Account, account.id).past_shut_at = past_shut_at
        assert _in_papers(quote) == listed


def test_staff_can_decide_against_it(make: Make, sam: YoungPerson, page: Page) -> None:
    reader = make.staff(Role.READER)
    quote = made_quote(make, sam, by=reader, state=QuoteState.APPROVED)
    page.sign_in(reader).visit(f"/staff/quotes/{quote.id}").submit("Do not use it", status=422)
    assert page.mistakes == ["Say why these words are not used."]
    page.post(f"/staff/quotes/{quote.id}/do-not-use", {"why": "because"}, status=422)
    assert _stored(quote).state is QuoteState.APPROVED
    page.submit("Do not use it", why="said_already")
    assert _stored(quote).state is QuoteState.TURNED_DOWN
    assert _stored(quote).ended_why is EndedWhy.SAID_ALREADY
    assert _in_papers(quote) == {}
    assert "Staff decided against it" in page.visit("/staff/quotes?tab=ended").main
    assert "Others have said the same" in page.follow("Sam Vale").main


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (EndedWhy.GIVES_AWAY, "Somebody could guess that they are yours"),
        (EndedWhy.NAMES_SOMEBODY, "They are about somebody else too."),
        (EndedWhy.SAID_ALREADY, "Other young people have said the same already."),
        (EndedWhy.OTHER, "You can ask us why."),
        (None, "You can ask us why."),
    ],
)
def test_the_young_person_reads_why_their_words_are_not_used(
    make: Make, sam: YoungPerson, page: Page, why: EndedWhy | None, words: str
) -> None:
    reader = make.staff(Role.READER)
    quote = made_quote(make, sam, by=reader, state=QuoteState.TURNED_DOWN, ended_why=why)
    assert words in page.sign_in(make.account_for(sam)).visit(f"/my-quotes/{quote.id}").main


@pytest.mark.parametrize(
    ("state", "tab"),
    [
        (QuoteState.SUGGESTED, "to_prepare"),
        (QuoteState.ASKED, "with_them"),
        (QuoteState.AGREED, "to_approve"),
        (QuoteState.APPROVED, "approved"),
    ],
)
def test_after_a_decision_one_is_back_in_the_part_of_the_list_it_stood_in(
    make: Make, sam: YoungPerson, page: Page, state: QuoteState, tab: str
) -> None:
    reader = make.staff(Role.READER)
    quote = made_quote(make, sam, by=reader, state=state)
    page.sign_in(reader).visit(f"/staff/quotes?tab={tab}").follow("Sam Vale")
    assert page.submit("Do not use it", why="other").url.endswith(f"/staff/quotes?tab={tab}")
    assert _stored(quote).state is QuoteState.TURNED_DOWN


def test_all_that_may_be_a_name_is_left_out_of_the_words_one_begins_with(
    make: Make, sam: YoungPerson, page: Page
) -> None:
    reader, other = make.staff(Role.READER), make.staff(Role.READER)
    said = "I miss Torvald Vale and my friend wilma"
    quote = made_quote(make, sam, said, by=reader)
    page.sign_in(reader).visit(f"/staff/quotes/{quote.id}")
    assert "I miss Torvald" in page.main
    assert page.value("words") == "I miss […] and [my friend]"
    page.submit("Show it to the young person", words="I miss Torvald and my friend […]", status=422)
    page.submit(
        "Show it to the young person",
        words="I miss Torvald […] and my friend […]",
        looked=True,
        recognised="no",
    )
    with db.transaction():
        row = db.session.get_one(Quote, quote.id)
        row.state = QuoteState.AGREED
    page.sign_in(other).visit(f"/staff/quotes/{quote.id}")
    assert page.html.count("<mark>Torvald</mark>") >= 2
    assert "Approve these words" in page.main


def test_an_ended_quote_is_not_prepared_and_one_taken_back_is_not_shown(
    make: Make, sam: YoungPerson, page: Page
) -> None:
    reader, said = make.staff(Role.READER), "I miss the old house"
    hints = ("What is marked may give somebody away", "exact words only", "What members would read")
    open_one = made_quote(make, sam, said, by=reader)
    page.sign_in(reader).visit(f"/staff/quotes/{open_one.id}")
    assert all(words in page.main for words in (said, *hints))
    refused = made_quote(make, sam, said, by=reader, state=QuoteState.REFUSED)
    page.visit(f"/staff/quotes/{refused.id}")
    assert said in page.main
    assert not any(words in page.main for words in hints[:2])
    withdrawn = made_quote(make, sam, said, by=reader, state=QuoteState.WITHDRAWN)
    page.visit(f"/staff/quotes/{withdrawn.id}")
    assert not any(words in page.html for words in (said, *hints))
    assert "They took their words back." in page.main


def test_who_waits_for_a_yes_reads_that_no_answer_means_no(make: Make, sam: YoungPerson, page: Page) -> None:
    reader = make.staff(Role.READER)
    asked = made_quote(make, sam, by=reader, state=QuoteState.ASKED, at=clock.now() - timedelta(days=3))
    says = "Asked 3 days ago. No answer means no."
    assert says in page.sign_in(reader).visit("/staff/quotes?tab=with_them").main
    assert says in page.visit(f"/staff/quotes/{asked.id}").main
    young = page.sign_in(make.account_for(sam)).visit(f"/my-quotes/{asked.id}")
    assert "Your name is left out. Is anybody else’s name there?" in young.main
    assert "Other people on the panel read them too. Some are young people." in young.main


def test_the_list_costs_the_same_with_one_and_with_many(make: Make, page: Page) -> None:
    reader = make.staff(Role.READER)
    page.sign_in(reader)
    made_quote(make, make.young_person(), by=reader)
    page.visit("/staff/quotes")
    with counted() as one:
        short = len(page.visit("/staff/quotes").main)
    for _more in range(20):
        made_quote(make, make.young_person(), by=reader)
    with counted() as many:
        assert len(page.visit("/staff/quotes").main) > 2 * short
    assert len(one) == len(many) <= 25, "\n".join(many)


def test_the_young_persons_list_costs_the_same_with_one_and_with_many(
    make: Make, sam: YoungPerson, page: Page
) -> None:
    reader = make.staff(Role.READER)
    page.sign_in(make.account_for(sam))
    made_quote(make, sam, by=reader, state=QuoteState.ASKED)
    page.visit("/my-quotes")
    with counted() as one:
        page.visit("/my-quotes")
    for _more in range(10):
        made_quote(make, sam, by=reader, state=QuoteState.ASKED)
    with counted() as many:
        page.visit("/my-quotes")
    assert len(one) == len(many) <= 25, "\n".join(many)
