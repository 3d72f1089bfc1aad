"""Reading a paper: who may, what it says, that each number explains itself, and what it costs."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import flask
import pytest

from portal import db
from portal.coding.codebook import codebook
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.notices.queries import unseen
from portal.outcomes import commands as outcomes
from portal.outcomes.commands import Words
from portal.outcomes.queries import from_json, to_json
from portal.outcomes.rules import Did, Difference
from portal.panels.models import Meeting
from portal.policy.roles import Role
from tests.support import challenged, did
from tests.support.factories import Make
from tests.support.page_checks import text_of, walk
from tests.support.pages import Page
from tests.support.papers import Panel, last_quarter, panel, printed, today
from tests.support.queries import counted


@pytest.fixture
def council(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


@pytest.fixture
def member(council: Panel, page: Page) -> Page:
    """The browser of a member."""
    return page.sign_in(council.member)


def asker(council: Panel) -> challenged.Panel:
    """A panel that met long ago and asks now."""
    officer = council.make.staff(Role.MANAGER)
    met = challenged.meeting(council.support, days_ago=300)
    return challenged.Panel(council.make, council.member, council.support, officer, met)


def rows(page: Page) -> list[list[str]]:
    """The cells of the page's tables, without what a number explains."""
    found = []
    for line in (e for e in page.everything if e.tag == "tr"):
        cells = [e for e in walk(line) if e.tag in ("th", "td")]
        found.append([_shown(cell) for cell in cells])
    return found


def _shown(cell: Any) -> str:
    numbers = [e for e in walk(cell) if "num__n" in (e.get("class") or "").split()]
    return text_of(numbers[0]) if numbers else text_of(cell)


def paper(page: Page, meeting_id: UUID, more: str = "") -> Page:
    return page.visit(f"/staff/panel/{meeting_id}{more}")


def test_the_paper_says_what_the_frozen_numbers_say(council: Panel, member: Page) -> None:
    paper(member, council.published())
    assert "about 120 of about 225 young people said something" in member.main
    assert rows(member)[1:7] == [
        ["Family time", "50", "up from about 25 of 110"],
        ["Home and carers", "35", "no clear change"],
        ["Social worker or personal adviser", "25", "no clear change"],
        ["Moving and stability", "10", "down from about 25 of 110"],
        ["They say", "Young people"],
        ["It is sorted", "35"],
    ]
    others = member.main.partition("Fewer than 5, or not shown:")[2]
    assert "Friends; " in others
    assert others.count("Fewer than 5 can be nobody.") == 1
    for theme in codebook().tiles():
        (link,) = [e for e in member.links() if (e.get("href") or "").endswith(f"/theme/{theme.key}")]
        assert text_of(link)
    assert ["It is sorted", "35"] in rows(member)
    assert "restricted" in member.main


def test_every_number_explains_itself(council: Panel, member: Page) -> None:
    meeting_id = council.published()
    for more in ("", "?age=12_15", "/theme/family_time", "/theme/records"):
        paper(member, meeting_id, more)
        numbers = [e for e in member.everything if e.tag == "details"]
        figures = [e for e in member.everything if "num__n" in (e.get("class") or "").split()]
        assert len(figures) == len(numbers) > 1
        for number in numbers:
            words = text_of(number)
            assert "what this number is" in words
            assert "between" in words
            assert re.search("Rounded to the nearest 5|point to one young person|worked out from", words)
    assert "which can be nobody" in member.main


def test_a_filter_shows_the_same_page_for_that_age(council: Panel, member: Page) -> None:
    meeting_id = council.published()
    paper(member, meeting_id).follow("12 to 15")
    assert member.heading == "What young people spoke of: 12 to 15"
    assert "about 30 of about 55 young people said something" in member.main
    assert rows(member)[1] == ["Family time", "10"]
    assert "Moving and stability" in member.main.partition("Fewer than 5, or not shown:")[2]
    assert f"Only those aged 12 to 15 on {last_quarter().last.day} " in member.main
    assert [link.get("aria-current") for link in member.links("12 to 15")] == ["page"]
    paper(member, meeting_id, "?age=nonsense")
    assert member.heading == "What young people most want you to know"


def of_few(council: Panel) -> UUID:
    """A published paper of fifteen who said something, at most three of each age."""
    meeting_id = council.ready()
    period, themes = last_quarter(), {"family_time": 10}
    with db.transaction() as session:
        stored = session.get_one(Meeting, meeting_id)
        assert stored.draft
        before = [from_json(each).period for each in stored.draft["quarters"]]
        stored.draft = stored.draft | {
            "paper": to_json(printed(period, themes, said=12)),
            "quarters": [to_json(printed(each, themes, said=15, by_age=False)) for each in before],
        }
    return council.publish(meeting_id)


def test_an_age_of_which_too_few_spoke_has_a_sentence_and_no_table(council: Panel, member: Page) -> None:
    meeting_id = of_few(council)
    paper(member, meeting_id, "?age=12_15")
    assert "Too few people of this age spoke here to show numbers." in member.main
    assert rows(member) == []
    assert "or not shown:" not in member.main
    member.follow("All ages")
    assert "Too few people of this age" not in member.main


def test_what_cannot_be_said_of_a_change_is_said_in_words(council: Panel, member: Page) -> None:
    paper(member, of_few(council))
    assert "cannot tell yet" in str(rows(member))
    assert "the numbers vary too much to say" in member.main


def test_each_number_is_challenged_where_it_is_explained(council: Panel, member: Page) -> None:
    meeting_id = council.published()
    paper(member, meeting_id)
    links = [link.get("href", "") for link in member.links() if text_of(link).startswith("Challenge this")]
    found = [href.partition("about=")[2] for href in links]
    assert "said" in found
    for theme in ("family_time", "moving"):
        assert f"theme:{theme}" in found
    assert {"verdict:sorted", "verdict:partly", "verdict:not_sorted"} <= set(found)
    for about in found:
        member.visit(f"/staff/panel/{meeting_id}/challenge?about={about}")
    assert paper(member, meeting_id).links("Challenge the paper as a whole")
    assert "Challenge this number" in paper(member, meeting_id, "/theme/family_time").main


def test_what_cannot_be_done_has_its_reason_first_and_nobody_is_asked(council: Panel, member: Page) -> None:
    officer = council.make.staff(Role.MANAGER)
    did.outcome(
        officer,
        state=Did.CANT,
        why="There is no house for it.",
        we_did="You can ring us.",
        published_at=clock.now(),
        all_from_on=today(),
    )
    shown = paper(member, council.published()).main
    assert "We can't do this" in shown
    assert shown.index("Young people said:") < shown.index("Why:") < shown.index("Instead:")
    assert "We did:" not in shown
    assert "How young people see it" not in shown


def test_a_theme_has_its_ages_words_deeds_and_challenges(council: Panel, member: Page) -> None:
    quote = council.quote("family_time", "they keep changing it.")
    other = council.quote("home", "I like my room.", of=1)
    officer = council.make.staff(Role.MANAGER)
    told = did.outcome(officer, published_at=clock.now(), all_from_on=today(), theme="family_time")
    for person in council.young_people(11):
        did.difference(told, person, Difference.YES)
    meeting_id = council.published(quotes=[quote, other])
    paper(member, meeting_id).follow("Family time")
    assert member.heading == "Family time"
    assert ["12 to 15", "10"] in rows(member)
    assert ["All ages", "50"] in rows(member)
    assert "they keep changing it." in member.main
    assert "I like my room." not in member.main
    assert "Tell us before a visit is moved." in member.main
    assert "most young people say it is better" in member.main
    assert member.links("Challenge this")[0].get("href", "").endswith("about=theme:family_time")
    member.visit(f"/staff/panel/{meeting_id}/theme/nonsense", status=404)


def test_what_was_done_is_frozen_with_how_it_was_seen_and_taken_down_ones_go(
    council: Panel, member: Page
) -> None:
    officer = council.make.staff(Role.MANAGER)
    told = did.outcome(officer, published_at=clock.now(), all_from_on=today())
    meeting_id = council.published()
    for person in council.young_people(11):
        did.difference(told, person, Difference.YES)
    assert "too few young people have said whether it helped" in paper(member, meeting_id).main
    assert "most young people say it is better" not in member.main


def test_a_paper_lends_its_approval_to_no_other_words(council: Panel, member: Page) -> None:
    asked = asker(council)
    challenge = asked.answered(about="theme:moving")
    told = did.outcome(
        asked.officer, published_at=clock.now(), all_from_on=today(), theme="moving", challenge_id=challenge
    )
    for person in council.young_people(11):
        did.difference(told, person, Difference.YES)
    meeting_id = council.published()
    assert paper(member, meeting_id).main.count("most young people say it is better") == 2
    other = Words(Did.DONE, "", "We gave every child a new bike.", "")
    with db.transaction():
        outcomes.change_state(told.id, other, by=asked.officer.id, now=clock.now())
    for more in ("", "/theme/moving"):
        shown = paper(member, meeting_id, more).main
        assert "We gave every child a new bike." in shown
        assert "most young people say it is better" not in shown
        assert shown.count("what was done was changed since this paper") == 2


def test_what_is_opened_to_all_after_a_paper_stands_in_the_next(council: Panel, member: Page) -> None:
    officer, period = council.make.staff(Role.MANAGER), last_quarter()
    told = did.outcome(officer, theme="home", period=period, published_at=clock.now() - timedelta(days=9))
    first = council.published()
    with db.transaction():
        assert outcomes.show_to_all(told.id, by=officer.id, now=clock.now(), today=today(), first_days=7)
    second = council.published(council.meeting(Period(period.last + timedelta(days=1), _days(2, 1).last)))
    assert told.you_said not in paper(member, first).main
    assert told.you_said in paper(member, second).main


def test_open_challenges_stand_in_the_newest_paper(council: Panel, member: Page) -> None:
    asked = asker(council)
    challenge = asked.answered(about="theme:moving")
    meeting_id = council.published()
    paper(member, meeting_id)
    assert challenged.WORDS[:40] in member.main.partition("What it was about")[0]  # on the front page, too
    today_part = member.main.partition("What the panel asked, as it stands today")[2]
    assert -1 < today_part.find(challenged.WORDS) < today_part.find(challenged.ACTION)
    assert "Cllr Quill asked in" in member.main
    assert member.links("history")[0].get("href") == f"/staff/challenges/{challenge}"
    assert challenged.ACTION in paper(member, meeting_id, "/theme/moving").main


@pytest.mark.parametrize("step", ["", "?age=12_15", "/theme/family_time"])
def test_nothing_unpublished_reaches_a_member(council: Panel, member: Page, step: str) -> None:
    meeting_id = council.ready()
    paper_404 = member.visit(f"/staff/panel/{meeting_id}{step}", status=404).main
    assert paper_404 == member.visit(f"/staff/panel/{UUID(int=7)}{step}", status=404).main
    for more in ("", "/days", "/preview", "/words", "/quotes", "/publish"):
        member.visit(f"/staff/panel/{meeting_id}/prepare{more}", status=404)
    member.visit("/staff/panel/new", status=404)
    assert str(meeting_id) not in member.visit("/staff/panel").html


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.READER, Role.ADMINISTRATOR, Role.FOSTER_CARER])
def test_others_have_no_papers(council: Panel, page: Page, role: Role) -> None:
    meeting_id = council.published()
    page.sign_in(council.make.staff(role))
    for url in ("/staff/panel", f"/staff/panel/{meeting_id}", f"/staff/panel/{meeting_id}/prepare"):
        page.visit(url, status=404)


def test_a_manager_reads_and_does_not_challenge(council: Panel, page: Page) -> None:
    meeting_id = council.published()
    page.sign_in(council.make.staff(Role.MANAGER))
    assert "Challenge th" not in paper(page, meeting_id).main
    assert not page.visit("/staff/panel").links("Prepare a new paper")


def test_a_member_who_has_read_it_is_not_told_again(council: Panel, member: Page) -> None:
    meeting_id = council.published()
    assert len(unseen(council.member.id)) == 1
    paper(member, meeting_id)
    assert len(unseen(council.member.id)) == 0


def test_a_paper_costs_the_same_with_one_and_with_twenty_of_everything(council: Panel, member: Page) -> None:
    themes = [theme.key for theme in codebook().tiles()]
    asked, officer = asker(council), council.make.staff(Role.MANAGER)

    def published(number: int, days: int) -> UUID:
        period = did.quarter()
        quotes = [
            council.quote(theme, f"words of {theme}", of=n, on=today() - timedelta(days=days + 15))
            for n, theme in enumerate(themes[:number])
        ]
        for theme in themes[:number]:
            did.outcome(officer, published_at=clock.now(), all_from_on=today(), theme=theme, period=period)
            asked.answered(about="theme:moving")
        meeting_id = council.meeting(_days(days + 40, days + 10), today() + timedelta(days=30 - days))
        return council.published(meeting_id, quotes, themes=dict.fromkeys(themes, 30))

    with_one = _cost(member, published(1, 31))
    with_many = _cost(member, published(20, 0))
    assert len(with_many) == len(with_one), "\n".join(with_many)
    assert len(with_one) <= 25, "\n".join(with_one)


def _cost(page: Page, meeting_id: UUID) -> list[str]:
    paper(page, meeting_id)
    with counted() as said:
        paper(page, meeting_id)
    return said


def test_the_list_of_papers_costs_the_same_at_one_and_at_four(council: Panel, page: Page) -> None:
    page.sign_in(council.support)
    council.published(council.meeting(_days(160, 131), today() - timedelta(days=70)))
    page.visit("/staff/panel")
    with counted() as with_one:
        page.visit("/staff/panel")
    for number, (first, last) in enumerate([(130, 101), (100, 71), (70, 41)], 1):
        council.published(council.meeting(_days(first, last), today() - timedelta(days=number)))
    with counted() as with_four:
        page.visit("/staff/panel")
    assert len(page.links()) > 4
    assert len(with_four) == len(with_one), "\n".join(with_four)


def _days(first: int, last: int) -> Period:
    return Period(today() - timedelta(days=first), today() - timedelta(days=last))
