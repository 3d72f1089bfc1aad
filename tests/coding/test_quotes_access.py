"""Who meets the words on their way to the panel: nobody they concern, nobody else's young person."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.audit.models import Event
from portal.coding.models import Quote
from portal.coding.queries.quotes import waiting_for
from portal.coding.rules import QuoteState, Recognised
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.quoted import made_quote


@pytest.fixture
def sam(app: flask.Flask, make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


def test_whoever_the_statement_it_is_of_concerns_does_not_meet_a_quote(
    make: Make, sam: YoungPerson, page: Page
) -> None:
    reader, other = make.staff(Role.READER), make.staff(Role.PARTICIPATION_WORKER)
    quote = made_quote(make, sam, by=reader)
    page.sign_in(other).visit("/staff/quotes").follow("Sam Vale")
    make.kept_apart(sam, SimpleNamespace(id=quote.statement_id), other)
    assert "Sam Vale" not in page.visit("/staff/quotes").main
    page.visit(f"/staff/quotes/{quote.id}", status=404)
    page.post(f"/staff/quotes/{quote.id}", {"words": "I want to see my sister more"}, status=404)
    page.post(f"/staff/quotes/{quote.id}/approve", {"shown": "x"}, status=404)
    page.post(f"/staff/quotes/{quote.id}/do-not-use", status=404)


def test_what_else_they_said_about_somebody_changes_nothing_that_one_sees(
    make: Make, sam: YoungPerson, page: Page
) -> None:
    other = make.staff(Role.PARTICIPATION_WORKER)
    quote = made_quote(make, sam, by=make.staff(Role.READER))
    before = [page.sign_in(other).visit("/staff/quotes").main, page.visit(f"/staff/quotes/{quote.id}").main]
    make.kept_apart(sam, make.statement(sam, "It is about them"), other)
    after = [page.visit("/staff/quotes").main, page.visit(f"/staff/quotes/{quote.id}").main]
    assert "Sam Vale" in after[0]
    assert "(1)" in after[0]
    assert before == after


def test_whoever_became_close_later_to_somebody_it_concerns_meets_none_either(
    make: Make, sam: YoungPerson, page: Page
) -> None:
    reader, concerned = make.staff(Role.READER), make.staff(Role.SOCIAL_WORKER)
    housemate = make.staff(Role.READER, household=concerned)
    quote = made_quote(make, sam, by=reader)
    page.sign_in(housemate).visit(f"/staff/quotes/{quote.id}")
    make.kept_apart(sam, SimpleNamespace(id=quote.statement_id), concerned)
    assert "Sam Vale" not in page.visit("/staff/quotes").main
    page.visit(f"/staff/quotes/{quote.id}", status=404)


def test_nobody_without_the_role_gets_in(make: Make, sam: YoungPerson, page: Page) -> None:
    quote = made_quote(make, sam, by=make.staff(Role.READER))
    for role in (Role.SOCIAL_WORKER, Role.MANAGER, Role.PANEL_MEMBER, Role.PANEL_SUPPORT, Role.DUTY_WORKER):
        page.sign_in(make.staff(role))
        page.visit("/staff/quotes", status=404)
        page.visit(f"/staff/quotes/{quote.id}", status=404)


def test_somebody_elses_words_are_not_there(
    make: Make, sam: YoungPerson, page: Page, another_page: Callable[[], Page]
) -> None:
    reader = make.staff(Role.READER)
    asked = made_quote(make, sam, by=reader, state=QuoteState.ASKED)
    only_suggested = made_quote(make, sam, "Not asked yet", by=reader)
    stranger = another_page().sign_in(make.account_for(make.young_person()))
    stranger.visit(f"/my-quotes/{asked.id}", status=404)
    stranger.post(f"/my-quotes/{asked.id}", {"says": "yes", "shown": ""}, status=404)
    stranger.post(f"/my-quotes/{asked.id}/stop", status=404)
    assert "Nothing here yet" in stranger.visit("/my-quotes").main
    page.sign_in(make.account_for(sam)).visit(f"/my-quotes/{asked.id}")
    page.visit(f"/my-quotes/{only_suggested.id}", status=404)
    assert "Not asked yet" not in page.visit("/my-quotes").main
    page.sign_in(reader).visit(f"/my-quotes/{asked.id}", status=404)


def test_a_past_that_is_shut_shows_no_old_words(make: Make, sam: YoungPerson, page: Page) -> None:
    quote = made_quote(make, sam, by=make.staff(Role.READER), state=QuoteState.ASKED)
    account = make.account_for(sam, past_shut_at=clock.now())
    page.sign_in(account).visit("/my-quotes")
    assert "This is shut for now" in page.main
    assert "sister" not in page.main
    page.visit(f"/my-quotes/{quote.id}", status=404)
    page.post(f"/my-quotes/{quote.id}", {"says": "yes", "shown": "x"}, status=404)
    db.session.remove()
    roles = frozenset({Role.YOUNG_PERSON})
    assert waiting_for(Viewer(account.id, roles, young_person_id=sam.id, past_is_shut=True)) == 0
    assert waiting_for(Viewer(account.id, roles, young_person_id=sam.id)) == 1


def test_they_see_who_looked_at_their_words(make: Make, sam: YoungPerson, page: Page) -> None:
    worker = make.staff(Role.PARTICIPATION_WORKER, name="Robin Worker")
    quote = made_quote(make, sam, by=make.staff(Role.READER))
    page.sign_in(worker).visit(f"/staff/quotes/{quote.id}")
    page.sign_in(make.account_for(sam)).visit("/who-opened")
    assert "Robin Worker" in page.main
    assert "looked at your words" in page.main


@pytest.mark.parametrize("role", [Role.READER, Role.SAFETY_LEAD])
def test_whoever_reads_at_the_desk_is_shown_only_when_the_safety_lead_says_it_is_safe(
    make: Make, sam: YoungPerson, page: Page, another_page: Callable[[], Page], role: Role
) -> None:
    opener = make.staff(role, Role.PARTICIPATION_WORKER, name="Robin Desk")
    quote = made_quote(make, sam, by=make.staff(Role.READER))
    another = made_quote(make, sam, by=make.staff(Role.READER))
    young = another_page().sign_in(make.account_for(sam))
    staff = page.sign_in(opener).visit(f"/staff/quotes/{quote.id}").visit(f"/staff/quotes/{another.id}")
    assert "Robin Desk" not in young.visit("/who-opened").main
    lead = another_page().sign_in(make.staff(Role.SAFETY_LEAD))
    lead.visit(f"/staff/desk/{quote.statement_id}").submit("It is safe to show")
    assert "Robin Desk" in young.visit("/who-opened").main
    staff.visit(f"/staff/quotes/{quote.id}")
    db.session.remove()
    seen = sa.select(Event.subject_id, Event.safety, Event.shown_at.is_not(None)).order_by(Event.at)
    opened = [tuple(row) for row in db.session.execute(seen.where(Event.action == "prepare_quote"))]
    assert opened == [(quote.id, True, True), (another.id, True, False), (quote.id, False, False)]


def test_words_that_are_not_theirs_are_put_right_on_the_page(
    make: Make, sam: YoungPerson, page: Page
) -> None:
    make.staff(Role.SOCIAL_WORKER, name="Keira Brown")
    quote = made_quote(make, sam, "I asked Amelia and keira for help", by=make.staff(Role.READER))
    staff = page.sign_in(make.staff(Role.READER)).visit(f"/staff/quotes/{quote.id}")
    show = "Show it to the young person"
    staff.submit(show, words="I asked nobody for help", status=422)
    assert "did not let us change their words" in staff.mistakes[0]
    assert staff.value("words") == "I asked nobody for help"
    staff.submit(show, words="I asked Amelia and keira for help", looked=True, recognised="no", status=422)
    assert "a name known here" in staff.main
    staff.submit(show, words="", status=422)
    staff.submit(show, words="I asked Amelia and […] for help", looked=False, recognised="no", status=422)
    assert "tick that you did" in staff.mistakes[0]
    staff.submit(show, words="I asked Amelia and […] for help", looked=True, recognised="yes", status=422)
    assert "Change the words until nobody could tell" in staff.mistakes[0]
    staff.submit(show, words="I asked Amelia and […] for help", looked=True, recognised="perhaps")
    db.session.remove()
    row = db.session.get_one(Quote, quote.id)
    assert (row.state, row.words) == (QuoteState.ASKED, "I asked Amelia and […] for help")
    assert row.recognised is Recognised.PERHAPS


def test_where_they_let_us_change_words_others_may_be_used(make: Make, sam: YoungPerson, page: Page) -> None:
    reader = make.staff(Role.READER)
    quote = made_quote(make, sam, "I live in Leeds and hate it", by=reader, may_change=True)
    page.sign_in(reader).visit(f"/staff/quotes/{quote.id}")
    page.submit("Show it to the young person", words="I live in a big town and hate it", recognised="no")
    db.session.remove()
    assert db.session.get_one(Quote, quote.id).state is QuoteState.ASKED


def test_bad_input_changes_nothing(make: Make, sam: YoungPerson, page: Page) -> None:
    quote = made_quote(make, sam, by=make.staff(Role.READER), state=QuoteState.ASKED)
    page.sign_in(make.account_for(sam))
    page.post(f"/my-quotes/{quote.id}", {"says": "maybe", "shown": "x"}, status=422)
    page.post(f"/my-quotes/{quote.id}/stop", status=409)
    page.sign_in(make.staff(Role.READER)).visit("/staff/quotes?tab=nonsense&page=99")
    db.session.remove()
    assert db.session.get_one(Quote, quote.id).state is QuoteState.ASKED


def test_the_words_can_still_be_changed_after_a_yes(make: Make, sam: YoungPerson, page: Page) -> None:
    quote = made_quote(make, sam, by=make.staff(Role.READER), state=QuoteState.AGREED)
    page.sign_in(make.staff(Role.READER)).visit(f"/staff/quotes/{quote.id}")
    page.submit("Show it to the young person", words="I want to see … more", recognised="perhaps")
    db.session.remove()
    row = db.session.get_one(Quote, quote.id)
    assert (row.state, row.agreed_at, row.words) == (QuoteState.ASKED, None, "I want to see … more")
