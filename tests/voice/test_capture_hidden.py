"""What a young person is not told of is nowhere in their space; what came of it reaches who passed it on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.coding.queries import speakers, themes_spoken_of
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.voice.jobs.telling import ask_to_tell
from portal.voice.models import Answer
from portal.voice.queries.own import new_answers
from portal.voice.rules import Way
from tests.support.coded import coded
from tests.support.crawl import crawl
from tests.support.factories import Make
from tests.support.page_checks import text_of
from tests.support.pages import Page
from tests.voice.captures import READ, TOLD, hidden, passed_on, the_capture, the_statement
from tests.voice.young import rows

CANARY = "quillzebra"


@pytest.fixture
def fay(make: Make, sam: YoungPerson) -> Account:
    """Sam's foster carer."""
    return make.worker_of(sam, Role.FOSTER_CARER, name="Fay Carer")


def _answer(page: Page, statement_id: Any) -> None:
    page.visit(f"/staff/statements/{statement_id}")
    fields = {"understood": f"We heard {CANARY}", "state": "will_do", "will_do": f"I look into it {CANARY}"}
    page.submit("Send it to", fields, by_when=clock.now().date() + timedelta(days=7))


def _is_read(page: Page, rae: Account) -> Page:
    """The safety team has read what was written down last."""
    page.sign_out().sign_in(rae).visit(f"/staff/desk/{the_statement().id}")
    return page.submit("Mark as read", READ)


def test_what_was_passed_on_is_in_their_space_only_once_somebody_trained_has_read_it(
    page: Page, sam: YoungPerson, sam_account: Account, priya: Account, fay: Account, rae: Account
) -> None:
    """The tablet Sam looks at may be the carer's."""
    page.sign_in(sam_account)
    before = _space(page)
    passed_on(page.sign_out().sign_in(fay), sam, words=f"Words {CANARY}")
    said = the_statement()
    page.visit(f"/staff/written-down/{said.id}")
    page.sign_out().sign_in(sam_account)
    after = _space(page)
    assert set(after) == set(before)
    for url, main in after.items():
        assert CANARY not in main, url
        assert main.count("Fay Carer") == before[url].count("Fay Carer"), url
    for url in (f"/said/{said.id}", f"/sent/{said.id}", f"/said/{said.id}/take-back"):
        page.visit(url, status=404)
    _is_read(page, rae).sign_out().sign_in(sam_account).visit("/said").follow(f"Words {CANARY}")
    assert "Fay Carer" in page.visit("/who-opened").main


def test_what_they_add_to_what_was_passed_on_stands_apart_from_it(
    page: Page, sam: YoungPerson, sam_account: Account, fay: Account, rae: Account
) -> None:
    passed_on(page.sign_in(fay), sam)
    _is_read(page, rae).sign_out().sign_in(sam_account).visit(f"/said/{the_statement().id}")
    page.follow("Add something").submit("Send it", words=f"That is wrong {CANARY}")
    page.visit(f"/said/{the_statement().id}")
    turns = [e for e in page.everything if "speech" in (e.get("class") or "").split()]
    holding = [e for e in turns if CANARY in text_of(e)]
    assert [e.get("class") for e in holding] == ["speech speech--mine"]
    assert text_of(holding[0]).startswith("You")


def test_whom_they_told_is_named(
    page: Page, sam: YoungPerson, sam_account: Account, fay: Account, rae: Account
) -> None:
    passed_on(page.sign_in(fay), sam, told_to="other", told_name="Mx Lake, a teacher")
    _is_read(page, rae).sign_out().sign_in(sam_account).visit(f"/said/{the_statement().id}")
    assert "You told Mx Lake, a teacher on" in page.main


def test_they_are_told_who_passed_it_on(
    page: Page, sam: YoungPerson, sam_account: Account, fay: Account, rae: Account
) -> None:
    passed_on(page.sign_in(fay), sam, was_told=True)
    assert the_capture().told_at
    _is_read(page, rae)
    page.sign_out().sign_in(sam_account).visit("/said").follow(TOLD)
    assert "Fay Carer told us that you said this." in page.main
    assert "You told Fay Carer on" in page.main


def test_whom_the_writer_names_was_not_named_by_them(
    page: Page, sam: YoungPerson, sam_account: Account, fay: Account, rae: Account
) -> None:
    passed_on(page.sign_in(fay), sam, about_name="Zed Neighbour")
    page.sign_out().sign_in(rae).visit(f"/staff/desk/{the_statement().id}")
    assert "Zed Neighbour named by whoever wrote it down" in page.main
    _is_read(page, rae)
    page.sign_out().sign_in(sam_account).visit(f"/said/{the_statement().id}")
    assert "Zed Neighbour" not in page.main


def test_a_copy_says_who_wrote_it_down_and_holds_nothing_they_do_not_know_of(
    page: Page, sam: YoungPerson, sam_account: Account, fay: Account, rae: Account
) -> None:
    passed_on(page.sign_in(fay), sam)
    _is_read(page, rae).sign_out().sign_in(fay)
    hidden(page, sam, words=f"Words {CANARY}")
    page.sign_out().sign_in(sam_account).visit("/said").follow("Keep a copy")
    assert CANARY not in page.html
    said = [one.get("value") for one in page.everything if one.get("name") == "said"]
    assert len(said) == 1
    page.post("/said/keep-a-copy", {"said": said, "kind": "html"})
    assert "Fay Carer told us that you said this." in page.html
    assert CANARY not in page.html


def test_in_the_writers_words_it_is_not_shown_as_theirs(
    page: Page, sam: YoungPerson, sam_account: Account, fay: Account, rae: Account
) -> None:
    passed_on(page.sign_in(fay), sam, words="", saw="That he likes the dog")
    _is_read(page, rae)
    said = the_statement()
    assert (said.way, said.words) == (Way.PASSED_ON, "")
    page.sign_out().sign_in(sam_account).visit(f"/said/{said.id}")
    assert "Fay Carer told us about it, in their own words:" in page.main
    assert "That he likes the dog" in page.main


def test_what_they_are_not_told_of_is_nowhere_in_their_space(
    page: Page, make: Make, sam: YoungPerson, sam_account: Account, priya: Account, fay: Account, rae: Account
) -> None:
    """Passed on, read, sorted, answered, told about, opened by everybody: no page of theirs changes."""
    page.sign_in(sam_account)
    before = _space(page)
    hidden(page.sign_out().sign_in(fay), sam, why=f"Why {CANARY}", words=f"Words {CANARY}", where=CANARY)
    said = the_statement()
    assert not said.is_shown_to_them
    page.sign_out().sign_in(rae).visit(f"/staff/desk/{said.id}")
    assert "Sam does not know of this" in page.main
    assert f"Why {CANARY}" in page.main
    page.submit("Mark as read", READ)
    coded(said, rae, "home")
    page.sign_out().sign_in(priya)
    _answer(page, said.id)
    page.sign_out().sign_in(fay).visit("/staff/written-down").follow("Sam")
    assert f"Words {CANARY}" in page.main
    assert rows(Answer)
    page.sign_out().sign_in(sam_account)
    after = _space(page)
    assert set(after) == set(before)
    for url, main in after.items():
        assert CANARY not in main, url
        assert main.count("Fay Carer") == before[url].count("Fay Carer"), url
    assert "Rae Desk" not in after.get("/who-opened", "")
    assert after["/start"] == before["/start"]
    page.visit(f"/said/{said.id}", status=404)
    page.visit(f"/sent/{said.id}", status=404)
    page.post(f"/said/{said.id}/take-back", status=404)


def test_no_notice_count_or_reminder_tells_them(
    page: Page, make: Make, sam: YoungPerson, sam_account: Account, priya: Account, fay: Account, rae: Account
) -> None:
    hidden(page.sign_in(fay), sam)
    page.sign_out().sign_in(rae).visit(f"/staff/desk/{the_statement().id}").submit("Mark as read", READ)
    coded(the_statement(), rae, "home")
    _answer(page.sign_out().sign_in(priya), the_statement().id)
    kinds = {row.kind for row in rows(Notice)}
    assert NoticeKind.ANSWER_READY not in kinds
    assert NoticeKind.PLEASE_TELL not in kinds
    assert ask_to_tell(clock.now(), days=0) == 0
    today = clock.now().date()
    assert themes_spoken_of(sam.id) == []
    assert speakers("home", today.replace(day=1), today) == []
    viewer = _viewer(sam_account, sam)
    assert new_answers(viewer) == 0


def _space(page: Page) -> dict[str, str]:
    """Every page of a young person's own space, and what it says."""
    found = {}
    for url in crawl(page, "/start"):
        found[url] = page.main
    return found


def _viewer(account: Account, sam: YoungPerson) -> Any:
    return Viewer(account.id, frozenset({Role.YOUNG_PERSON}), young_person_id=sam.id)


def test_the_safety_lead_can_let_them_see_it(
    page: Page, make: Make, sam: YoungPerson, sam_account: Account, fay: Account, rae: Account
) -> None:
    hidden(page.sign_in(fay), sam)
    said, lead = the_statement(), make.staff(Role.SAFETY_LEAD, name="Lee Lead")
    page.sign_out().sign_in(rae).visit(f"/staff/desk/{said.id}")
    page.post(f"/staff/desk/{said.id}/let-them-see", status=404)
    page.sign_out().sign_in(lead).visit(f"/staff/desk/{said.id}").submit("It is safe: let them see it")
    page.post(f"/staff/desk/{said.id}/let-them-see", status=409)
    assert the_statement().is_shown_to_them
    _is_read(page, rae)
    page.sign_out().sign_in(sam_account).visit("/said").follow(TOLD)
    assert "Lee Lead" not in page.main
    assert "He would be hurt for telling" not in page.main, "why not is not theirs to read"


def test_who_passed_it_on_sees_their_own_part_and_how_far_it_is(
    page: Page, make: Make, sam: YoungPerson, priya: Account, fay: Account, rae: Account
) -> None:
    other = make.worker_of(sam, Role.PARTNER, name="Ben Teacher")
    passed_on(page.sign_in(fay), sam)
    url = f"/staff/written-down/{the_statement().id}"
    assert "Waits to be read" in page.visit(url).main
    page.sign_out().sign_in(other).visit(url, status=404)
    page.visit("/staff/written-down")
    assert "Nothing yet" in page.main
    page.sign_out().sign_in(rae).visit(f"/staff/desk/{the_statement().id}").submit("Mark as read", READ)
    page.sign_out().sign_in(fay).visit(url)
    assert "Somebody is dealing with it" in page.main
    assert "Priya" not in page.main
    assert "Rae" not in page.main
    _answer(page.sign_out().sign_in(priya), the_statement().id)
    page.sign_out().sign_in(fay).visit(url)
    assert "Closed" in page.main
    assert CANARY not in page.main
    page.visit(f"/staff/statements/{the_statement().id}", status=404)
    page.visit(f"/staff/shared/{the_statement().id}", status=404)


def test_what_came_of_it_is_told_once_to_who_passed_it_on(
    page: Page, sam: YoungPerson, priya: Account, fay: Account, rae: Account
) -> None:
    passed_on(page.sign_in(fay), sam)
    said = the_statement()
    page.sign_out().sign_in(rae).visit(f"/staff/desk/{said.id}").submit("Mark as read", READ)
    page.sign_out().sign_in(priya).visit(f"/staff/statements/{said.id}")
    page.post(f"/staff/statements/{said.id}/news", {"news": " "}, status=422)
    assert page.mistakes == ["Write a line for them."]
    page.submit("Tell them", news="We spoke with him. Thank you.")
    page.post(f"/staff/statements/{said.id}/news", {"news": "And more"}, status=409)
    page.sign_out().sign_in(fay).visit("/staff").follow("There is news of something you passed on")
    page.follow("Sam")
    assert "We spoke with him. Thank you." in page.main
    page.visit("/staff")
    assert "There is news" not in page.main


def test_whoever_it_concerns_is_not_told_so_by_any_page(
    page: Page, sam: YoungPerson, priya: Account, fay: Account, rae: Account
) -> None:
    """A carer passed on something about themselves: the desk marks them, and what they see stays the same."""
    passed_on(page.sign_in(fay), sam)
    said = the_statement()
    mark = {"done1-outcome": "nothing_needed", "about": [str(fay.id)]}
    page.sign_out().sign_in(rae).visit(f"/staff/desk/{said.id}").submit("Mark as read", mark)
    page.visit(f"/staff/desk/{said.id}").submit("Tell them", news=f"News {CANARY}")
    assert the_capture().news_sent_at is None
    assert db.session.scalar(sa.select(sa.func.count()).where(Notice.account_id == fay.id)) == 0
    page.sign_out().sign_in(fay).visit(f"/staff/written-down/{said.id}")
    assert "Somebody is dealing with it" in page.main
    assert TOLD in page.main
    assert "Nothing is written for you yet" in page.main
    for url in crawl(page, "/staff"):
        assert CANARY not in page.html, url
        assert "concern" not in page.main.casefold(), url
    assert page.visit(f"/staff/young-people/{sam.id}/pass-on").heading


def test_news_that_was_told_stays_told_when_it_turns_out_to_concern_them(
    page: Page, make: Make, sam: YoungPerson, fay: Account, rae: Account
) -> None:
    """News that vanishes would say whom it is about."""
    passed_on(page.sign_in(fay), sam)
    said = the_statement()
    page.sign_out().sign_in(rae).visit(f"/staff/desk/{said.id}").submit("Mark as read", READ)
    page.visit(f"/staff/desk/{said.id}").submit("Tell them", news="We spoke with him. Thank you.")
    page.sign_out().sign_in(fay).visit(f"/staff/written-down/{said.id}")
    before = page.main
    make.kept_apart(sam, said, fay)
    assert "We spoke with him. Thank you." in page.visit(f"/staff/written-down/{said.id}").main
    assert page.main == before


def test_opening_ones_own_is_written_down_and_shown_unless_hidden(
    page: Page, sam: YoungPerson, sam_account: Account, fay: Account, priya: Account, rae: Account
) -> None:
    passed_on(page.sign_in(fay), sam)
    _is_read(page, rae)
    actions = {row.action for row in rows(Event) if row.actor_id == fay.id}
    assert "read_written_down" in actions
    page.sign_out().sign_in(sam_account).visit("/who-opened")
    assert "Fay Carer" in page.main
    assert "wrote something down with you or about you" in page.main
