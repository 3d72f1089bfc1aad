"""The list of challenges, what a paper gets of them, and what a page costs."""

from __future__ import annotations

from datetime import timedelta

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.panels.queries import challenges as queries
from portal.panels.rules import ChallengeState, Progress
from portal.policy.roles import Role
from tests.support import did
from tests.support.challenged import ACTION, OWNER, WORDS, Panel, panel
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted

MOST = 25


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


@pytest.mark.parametrize("who", ["member", "support", "officer"])
@pytest.mark.parametrize("tab", ["open", "closed"])
def test_the_list_costs_the_same_at_one_row_and_at_fifty(
    there: Panel, make: Make, page: Page, who: str, tab: str
) -> None:
    def one_more() -> None:
        by, to = make.staff(Role.PANEL_MEMBER), make.staff(Role.MANAGER)
        challenge_id = there.handed_on(by=by, to=to)
        if tab == "closed":
            there.answer(challenge_id, clock.now().date() + timedelta(days=30))
            there.decide(challenge_id, closes=True)

    url = f"/staff/challenges?tab={tab}"
    page.sign_in(getattr(there, who))
    one_more()
    page.visit(url)
    with counted() as with_one:
        short = len(page.visit(url).main)
    for _ in range(29):
        one_more()
    with counted() as with_fifty:
        long = len(page.visit(url).main)
    assert long > 2 * short
    assert len(with_fifty) == len(with_one) <= MOST, "\n".join(with_fifty)
    page.follow("Next")
    assert page.main.count(WORDS) == 5


def test_late_first_then_what_waits_for_a_check_then_what_is_due_next(there: Panel, page: Page) -> None:
    today = clock.now().date()
    done = there.answered(due_on=today)
    there.progress(done, Progress.DONE)
    later = there.answered(due_on=today + timedelta(days=9))
    with clock.at(clock.now() - timedelta(days=60)):
        later_still = there.answered(due_on=today + timedelta(days=20))
        late = there.answered(due_on=today - timedelta(days=5))
        later_late = there.answered(due_on=today - timedelta(days=2))
    waits = there.asked()
    page.sign_in(there.support).visit("/staff/challenges")
    found = [
        str(a.get("href")).rpartition("/")[2]
        for a in page.links()
        if "/staff/challenges/" in a.get("href", "")
    ]
    assert found == [str(one) for one in (late, later_late, waits, later, later_still, done)]
    assert [one.id for one in queries.open_ones(today)] == [late, later_late, later, later_still, done]


def test_mine_are_those_one_asked_or_answers(there: Panel, make: Make, page: Page) -> None:
    other, else_ = make.staff(Role.MANAGER), make.staff(Role.PANEL_MEMBER)
    there.handed_on("mine to answer?", by=else_)
    there.handed_on("asked by me?", to=other)
    there.handed_on("neither of them?", by=else_, to=other)
    for who, words in ((there.officer, "mine to answer?"), (there.member, "asked by me?")):
        page.sign_in(who).visit("/staff/challenges")
        assert page.main.count("?") >= 3
        page.follow("Show only mine")
        assert words in page.main
        assert "neither of them?" not in page.main
        page.follow("Closed")
        assert "None of yours here" in page.main


def test_empty_lists_say_so(there: Panel, page: Page) -> None:
    page.sign_in(there.officer).visit("/staff/challenges")
    assert "Nothing is open" in page.main
    page.follow("Closed")
    assert "None is closed yet" in page.main


def test_who_is_no_part_of_it_sees_no_list(there: Panel, make: Make, page: Page) -> None:
    for role in (Role.SOCIAL_WORKER, Role.READER, Role.ADMINISTRATOR, Role.FOSTER_CARER):
        page.sign_in(make.staff(role)).visit("/staff/challenges", status=404)


def test_what_a_paper_gets(there: Panel) -> None:
    today = clock.now().date()
    there.asked()
    answered = there.answered(due_on=today + timedelta(days=3))
    of_records = there.handed_on(about="theme:records")
    closed = there.closed()
    one = next(one for one in queries.open_ones(today) if one.id == answered)
    assert (one.state, one.action, one.words) == (ChallengeState.ANSWERED, ACTION, WORDS)
    assert (one.asked_by, one.owner, one.officer) == ("Cllr Quill", OWNER, "Ines Okafor")
    assert (one.due_on, one.days_late, one.progress) == (today + timedelta(days=3), 0, Progress.NOT_YET)
    assert (one.meeting_id, one.about, one.theme) == (there.meeting.id, "theme:moving", "moving")
    later = {one.id: one.days_late for one in queries.open_ones(today + timedelta(days=30))}
    assert later[answered] == 27
    assert {one.id for one in queries.of_theme("moving", today)} == {answered, closed}
    assert {one.id for one in queries.of_theme("records", today)} == {of_records}


def test_what_young_people_were_told_stands_with_it(there: Panel, page: Page) -> None:
    told, hidden = there.answered(), there.answered()
    now = clock.now()
    row = {"you_said": "ring us first.", "we_did": "we ring you now.", "published_at": now}
    did.outcome(there.officer, challenge_id=told, all_from_on=now.date(), **row)
    did.outcome(there.officer, challenge_id=hidden, **row)
    page.sign_in(there.member).visit(f"/staff/challenges/{told}")
    assert "What young people were told" in page.main
    assert "we ring you now." in page.main
    page.visit(f"/staff/challenges/{hidden}")
    assert "we ring you now." not in page.main


def test_only_its_officer_is_led_to_telling_young_people(there: Panel, make: Make, page: Page) -> None:
    url = f"/staff/challenges/{there.answered()}"
    page.sign_in(there.officer).visit(url)
    link = str(page.links("Tell young people what was done")[0].get("href"))
    assert link.startswith("/staff/we-did/new?")
    assert "theme=moving" in link
    for who in (make.staff(Role.MANAGER), there.member, there.support):
        page.sign_in(who).visit(url)
        assert not page.links("Tell young people what was done")


def test_a_forms_id_of_another_challenge_is_not_taken_for_its_own(there: Panel, page: Page) -> None:
    first, second = there.answered(), there.answered()
    taken = there.row(first).steps[-1].id
    page.sign_in(there.officer)
    page.post(f"/staff/challenges/{second}/progress", {"send_once": str(taken), "progress": "done"})
    assert there.row(second).progress is Progress.DONE
    assert there.row(first).progress is Progress.NOT_YET
    page.post(f"/staff/challenges/{second}/progress", {"send_once": "no id", "progress": "partly"})
    assert there.row(second).progress is Progress.PARTLY


def test_no_words_are_in_the_clear(there: Panel, make: Make) -> None:
    there.sent_back("too close to one home.")
    challenge_id = there.answered()
    there.progress(challenge_id, Progress.PARTLY, "half of the teams.")
    there.decide(challenge_id, closes=False, words="we wait for the rest.")
    rows = []
    for table in ("challenges", "challenge_steps", "notices", "deadlines", "deadline_changes"):
        rows += [bytes(str(tuple(row)), "utf8") for row in _every_row(table)]
    stored = b"".join(rows)
    for words in (WORDS, ACTION, OWNER, "too close", "half of", "we wait", str(there.officer.name)):
        assert words.encode() not in stored


def _every_row(table: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.session.execute(sa.select(sa.text("*")).select_from(sa.table(table)))]
