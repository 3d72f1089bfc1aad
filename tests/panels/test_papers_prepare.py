"""Preparing a paper by its pages: each stage, each refusal, and that nothing changes once it is published."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.audit.models import Event
from portal.coding.commands import set_aside
from portal.coding.models import Quote
from portal.coding.rules import QuoteState
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.queries import unseen
from portal.notices.rules import NoticeKind
from portal.outcomes import queries as outcomes
from portal.panels import jobs
from portal.panels.commands import papers as commands
from portal.panels.commands.papers import Days
from portal.panels.queries.papers import waiting_for_numbers
from portal.panels.rules import Stage
from portal.panels.rules.papers import WhyNot
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.papers import LEAD, ZONE, Panel, last_quarter, panel, prepared, row, today


@pytest.fixture
def council(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


@pytest.fixture
def desk(council: Panel, page: Page) -> Page:
    """The browser of panel support."""
    return page.sign_in(council.support)


def test_from_a_new_meeting_to_a_published_paper(council: Panel, desk: Page, another_page: Any) -> None:
    council.spoke("family_time", 12)
    quote = council.quote("family_time", "they keep changing it and I find out last.")
    desk.visit("/staff/panel").follow("Prepare a new paper")
    desk.submit("Begin this paper", **_fields(last_quarter(), today() + timedelta(days=7)))
    assert "The numbers are not worked out yet." in desk.main
    desk.submit("Work out the numbers")
    assert desk.links("Look again")
    assert jobs.count_what_was_asked(ZONE) == 1
    desk.follow("Look again")
    desk.follow("See the paper as members will read it")
    assert "Not published" in desk.main
    assert "It is small, or a small one could be worked out from it." in desk.main
    desk.follow("Back to preparing").follow("Write the words")
    assert "Family time" in desk.value("lead")
    desk.submit("Save", lead=LEAD, questions="who decides when family time is moved?")
    desk.follow("Choose quotes").submit("Save", **{f"place_{quote.id.hex}": "1"})
    assert "1 quote is chosen." in desk.main
    officer = council.make.staff(Role.MANAGER, name="Mo Harrow")
    desk.follow("Ask for sign-off").submit("Ask them", officer=str(officer.id))
    assert "It is not signed off yet." in desk.main
    signs = another_page().sign_in(officer).visit("/staff/panel").follow("Paper for")
    assert LEAD in signs.main
    signs.submit("Sign it off")
    desk.visit(desk.url).follow("Go on to publishing")
    assert "It cannot be undone." in desk.main
    desk.submit("Publish it")
    assert LEAD in desk.main
    assert "they keep changing it" in desk.main
    assert desk.heading == "What young people most want you to know"
    member = another_page().sign_in(council.member).visit("/staff/panel")
    assert "No paper is published yet." not in member.main
    assert LEAD in member.visit(desk.url).main


def _fields(period: Period, meets_on: Any) -> dict[str, Any]:
    named = {"meets_on": meets_on, "first_on": period.first, "last_on": period.last}
    return {
        f"{name}-{part}": str(getattr(value, part))
        for name, value in named.items()
        for part in ("day", "month", "year")
    }


@pytest.mark.parametrize(
    ("first", "last", "meets", "said"),
    [
        (-10, 0, 5, "The period must be over"),
        (-10, -20, 5, "before the first"),
        (-500, -2, 5, "400 days at most"),
        (-20, -2, 5, "28 days at least"),
        (-40, -2, -2, "The meeting must be after the last day."),
        (-130, -100, 5, "overlap the period of another meeting"),
    ],
)
def test_days_that_cannot_be_are_said_on_the_form_and_kept(
    council: Panel, desk: Page, first: int, last: int, meets: int, said: str
) -> None:
    council.meeting(Period(today() - timedelta(days=200), today() - timedelta(days=100)))
    ends = [today() + timedelta(days=each) for each in (first, last, meets)]
    form = desk.visit("/staff/panel/new")
    if ends[1] < ends[0]:
        typed = _fields(Period(ends[1], ends[0]), ends[2])
        typed |= {f"first_on-{part}": str(getattr(ends[0], part)) for part in ("day", "month", "year")}
        typed |= {f"last_on-{part}": str(getattr(ends[1], part)) for part in ("day", "month", "year")}
    else:
        typed = _fields(Period(ends[0], ends[1]), ends[2])
    form.submit("Begin this paper", typed, status=422)
    assert said in " ".join(form.mistakes)
    assert form.value("first_on-day") == str(ends[0].day)


def test_a_form_sent_twice_makes_one_meeting(council: Panel, desk: Page) -> None:
    typed = _fields(last_quarter(), today() + timedelta(days=7))
    for _time in range(2):
        desk.visit("/staff/panel/new").submit("Begin this paper", typed)
    assert desk.visit("/staff/panel").main.count("Not counted yet") == 1


def test_no_period_is_proposed_before_enough_days_are_over(council: Panel, desk: Page) -> None:
    last = today() - timedelta(days=20)
    council.meeting(Period(last - timedelta(days=60), last))
    desk.visit("/staff/panel/new")
    earliest = last + timedelta(days=29)
    assert "The next paper can begin when 28 days are over, on " in desk.main
    assert f"{earliest.day} {earliest:%B}" in desk.main
    assert desk.value("first_on-day") == desk.value("last_on-day") == ""


def test_few_people_in_the_words_of_a_paper_need_the_tick(council: Panel, desk: Page) -> None:
    meeting_id = council.meeting()
    url = f"/staff/panel/{meeting_id}/prepare/words"
    typed = {"lead": "many spoke of visits.", "questions": "what happened to the two girls?"}
    desk.visit(url).submit("Save", typed, status=422)
    assert "two girls" in " ".join(desk.mistakes)
    assert prepared(meeting_id).lead == ""
    desk.submit("Save", checked=True)
    assert prepared(meeting_id).questions == typed["questions"]


def test_days_are_changed_before_they_are_counted_and_never_after(council: Panel, desk: Page) -> None:
    meeting_id, period = council.meeting(), last_quarter()
    url, meets_on = f"/staff/panel/{meeting_id}/prepare/days", period.last + timedelta(days=8)
    shorter = Period(period.first, period.last - timedelta(days=1))
    with db.transaction():
        commands.ask_for_numbers(meeting_id, now=clock.now())
    assert "were counted" not in desk.visit(url).main
    desk.submit("Save", _fields(shorter, meets_on))
    found = prepared(meeting_id)
    assert (found.stage, found.period, found.asked_at) == (Stage.PREPARING, shorter, None)
    council.ready(meeting_id)
    assert "These days were counted, so they stay." in desk.visit(url).main
    for other in (period, Period(shorter.first + timedelta(days=30), shorter.last)):
        desk.visit(url).submit("Save", _fields(other, meets_on), status=422)
        assert desk.mistakes == [
            "These days were counted, so they stay. For other days make another meeting."
        ]
        with pytest.raises(Refused) as refused, db.transaction():
            commands.change_days(meeting_id, Days(meets_on, other), today=today())
        assert refused.value.reason is WhyNot.WERE_COUNTED
    found = prepared(meeting_id)
    assert (found.stage, found.period, found.lead) == (Stage.COUNTED, shorter, LEAD)


def test_whether_all_is_sorted_is_said_of_counted_days_only_and_never_how_much(
    council: Panel, desk: Page
) -> None:
    council.spoke("family_time", 3)
    meeting_id = council.meeting()
    url = f"/staff/panel/{meeting_id}/prepare"
    assert "sorted" not in desk.visit(url).main
    council.drafted(meeting_id)
    assert "Everything that was read is sorted." in desk.visit(url).main
    at = clock.now() - timedelta(days=60)
    for person in council.young_people(7):
        council.make.statement(person, sent_at=at, read_by=council.reader)
        assert "Some of what was read is not sorted by theme yet: ask the readers." in desk.visit(url).main
        assert "7" not in desk.main.partition("not sorted")[0][-60:]


def test_who_did_what_with_a_paper_is_written_down(council: Panel, desk: Page) -> None:
    desk.visit("/staff/panel/new")
    desk.submit("Begin this paper", **_fields(last_quarter(), today() + timedelta(days=7)))
    desk.submit("Work out the numbers")
    (asked,) = waiting_for_numbers()
    council.drafted(asked.meeting_id)
    url = f"/staff/panel/{asked.meeting_id}/prepare"
    desk.visit(f"{url}/days").submit("Save", _fields(last_quarter(), today() + timedelta(days=8)))
    desk.visit(f"{url}/words").submit("Save")
    desk.post(f"{url}/quotes")
    council.signed(asked.meeting_id)
    desk.visit(f"{url}/publish").submit("Publish it")
    db.session.remove()
    events = sa.select(Event).where(Event.subject_kind == "meeting", Event.subject_id == asked.meeting_id)
    done = [each.action for each in db.session.scalars(events) if each.actor_id == council.support.id]
    assert {
        "make a meeting of the panel",
        "ask for a paper's numbers",
        "change a meeting's days",
        "write a paper's words",
        "choose a paper's quotes",
        "ask for sign-off",
        "publish a paper",
    } <= set(done)


def test_only_the_day_of_the_meeting_changes_and_the_numbers_stay(council: Panel, desk: Page) -> None:
    meeting_id = council.ready()
    desk.visit(f"/staff/panel/{meeting_id}/prepare/days")
    desk.submit("Save", _fields(last_quarter(), today() + timedelta(days=30)))
    found = prepared(meeting_id)
    assert found.stage is Stage.COUNTED
    assert found.meets_on == today() + timedelta(days=30)


def test_names_of_people_known_here_are_refused_and_what_looks_like_one_needs_a_tick(
    council: Panel, desk: Page
) -> None:
    council.make.staff(Role.FOSTER_CARER, name="Keziah Thornbury")
    meeting_id = council.meeting()
    url = f"/staff/panel/{meeting_id}/prepare/words"
    desk.visit(url).submit("Save", lead="many said what keziah said.", checked=True, status=422)
    assert desk.mistakes == ["A name may stand in it. Put it without names."]
    assert desk.value("lead") == "many said what keziah said."
    typed = "many said it at Bramblewick Lodge on 3 May."
    desk.visit(url).submit("Save", lead=typed, status=422)
    assert prepared(meeting_id).lead == ""
    desk.submit("Save", lead=typed, checked=True)
    assert prepared(meeting_id).lead == typed
    desk.visit(url).submit("Save", lead="", status=422)
    assert "Write a sentence" in " ".join(desk.mistakes)


def test_quotes_of_a_theme_without_a_number_are_never_offered(council: Panel, desk: Page) -> None:
    shown = council.quote("family_time", "tell me before it changes.")
    hidden = council.quote("records", "I packed in one night.", of=1)
    meeting_id = council.ready(quotes=[hidden, shown])
    assert prepared(meeting_id).quote_ids == (shown.id,)
    desk.visit(f"/staff/panel/{meeting_id}/prepare/quotes")
    assert "tell me before" in desk.main
    assert "packed in one night" not in desk.html


def test_quotes_stand_in_the_order_chosen(council: Panel, desk: Page) -> None:
    first = council.quote("family_time", "this one second.")
    second = council.quote("family_time", "this one first.", of=1)
    meeting_id = council.ready()
    desk.visit(f"/staff/panel/{meeting_id}/prepare/quotes")
    desk.submit("Save", {f"place_{first.id.hex}": "2", f"place_{second.id.hex}": "1"})
    assert prepared(meeting_id).quote_ids == (second.id, first.id)
    desk.visit(f"/staff/panel/{meeting_id}/prepare/quotes")
    desk.submit("Save", {f"place_{second.id.hex}": ""})
    assert prepared(meeting_id).quote_ids == (first.id,)


def test_a_paper_is_not_published_before_it_is_ready(council: Panel, desk: Page) -> None:
    meeting_id = council.meeting()
    url = f"/staff/panel/{meeting_id}/prepare/publish"
    assert "not worked out yet" in desk.visit(url).main
    with db.transaction():
        commands.ask_for_numbers(meeting_id, now=clock.now())
    assert "being worked out" in desk.visit(url).main
    council.drafted(meeting_id)
    assert "what matters is missing" in desk.visit(url).main
    desk.post(url)
    assert prepared(meeting_id).stage is Stage.COUNTED
    with pytest.raises(Refused) as refused:
        council.publish(meeting_id)
    assert refused.value.reason is WhyNot.NO_LEAD


def test_a_register_that_grew_asks_for_a_new_count(council: Panel, desk: Page) -> None:
    late = last_quarter()
    early = Period(late.first - timedelta(days=60), late.first - timedelta(days=1))
    waits = council.ready()
    council.published(council.meeting(early))
    with pytest.raises(Refused) as refused:
        council.publish(waits)
    assert refused.value.reason is WhyNot.REGISTER_GREW
    assert "Another paper was published" in desk.visit(f"/staff/panel/{waits}/prepare").main
    council.drafted(waits)
    assert row(council.publish(waits)).stage is Stage.PUBLISHED


@pytest.mark.parametrize("days_before", [0, 100])
def test_what_is_taken_back_after_the_count_asks_for_a_new_one(
    council: Panel, desk: Page, days_before: int
) -> None:
    said = council.spoke("family_time", 1, on=last_quarter().last - timedelta(days=days_before))
    later = council.spoke("family_time", 1, on=today())
    meeting_id = council.ready()
    with db.transaction():
        set_aside(later[0].id, clock.now())
    council.signed(meeting_id)
    assert "Everything is there." in desk.visit(f"/staff/panel/{meeting_id}/prepare").main
    with db.transaction():
        set_aside(said[0].id, clock.now())
    with pytest.raises(Refused) as refused:
        council.publish(meeting_id)
    assert refused.value.reason is WhyNot.TAKEN_BACK
    assert "was taken back since" in desk.visit(f"/staff/panel/{meeting_id}/prepare").main
    council.drafted(meeting_id)
    assert row(council.publish(meeting_id)).stage is Stage.PUBLISHED


def test_what_was_printed_before_stands_when_something_of_it_is_taken_back(council: Panel) -> None:
    period = last_quarter()
    before = Period(period.first - timedelta(days=90), period.first - timedelta(days=1))
    said = council.spoke("family_time", 1, on=before.last)
    council.published(council.meeting(before))
    meeting_id = council.ready()
    with db.transaction():
        set_aside(said[0].id, clock.now())
    assert row(council.publish(meeting_id)).stage is Stage.PUBLISHED


def test_publishing_enters_both_papers_tells_members_and_forgets_why(council: Panel) -> None:
    meeting_id = council.published()
    stored = row(meeting_id)
    assert stored.draft is None
    with db.transaction():
        assert len(outcomes.register()) == 5
    assert [one.kind for one in unseen(council.member.id)] == [NoticeKind.PAPER_READY]
    assert unseen(council.support.id) == []


def test_a_published_paper_is_never_changed(council: Panel, desk: Page) -> None:
    meeting_id = council.published()
    before = row(meeting_id).told, desk.visit(f"/staff/panel/{meeting_id}").main
    for step in ("", "/days", "/words", "/quotes", "/publish", "/preview"):
        desk.visit(f"/staff/panel/{meeting_id}/prepare{step}")
        assert desk.url.endswith(f"/staff/panel/{meeting_id}")
    desk.post(f"/staff/panel/{meeting_id}/prepare/count", status=409)
    other = Days(today(), Period(today() - timedelta(days=33), today() - timedelta(days=2)))
    for change in (
        lambda: commands.change_days(meeting_id, other, today=today()),
        lambda: commands.save_words(meeting_id, "other words", ""),
        lambda: commands.choose_quotes(meeting_id, []),
        lambda: commands.publish(meeting_id, by=council.support.id, today=today(), now=clock.now()),
    ):
        with pytest.raises(Refused) as refused, db.transaction():
            change()
        assert refused.value.reason is WhyNot.PUBLISHED
    council.spoke("family_time", 14)
    council.spoke("moving", 9)
    assert (row(meeting_id).told, desk.visit(f"/staff/panel/{meeting_id}").main) == before


def test_a_quote_that_is_withdrawn_is_gone_from_a_published_paper(council: Panel, desk: Page) -> None:
    quote = council.quote("family_time", "nobody says why.")
    meeting_id = council.published(quotes=[quote])
    assert "nobody says why" in desk.visit(f"/staff/panel/{meeting_id}").main
    with db.transaction() as session:
        stored = session.get(Quote, quote.id)
        assert stored
        stored.state, stored.ended_at = QuoteState.WITHDRAWN, clock.now()
    assert "nobody says why" not in desk.visit(f"/staff/panel/{meeting_id}").html
    assert "nobody says why" not in desk.visit(f"/staff/panel/{meeting_id}/theme/family_time").html


def test_a_fault_of_the_count_is_said_and_it_can_be_asked_again(council: Panel, desk: Page) -> None:
    meeting_id = council.meeting()
    with db.transaction():
        commands.ask_for_numbers(meeting_id, now=clock.now())
    with db.transaction():
        (asked,) = waiting_for_numbers()
        assert commands.keep_fault(asked, "ValueError")
    desk.visit(f"/staff/panel/{meeting_id}/prepare")
    assert "could not be worked out" in desk.main
    assert "ValueError" in desk.main
    desk.submit("Work out the numbers")
    assert prepared(meeting_id).stage is Stage.COUNTING
    assert "ValueError" not in desk.main


def test_the_words_proposed_are_those_of_the_numbers_and_need_no_tick(council: Panel, desk: Page) -> None:
    meeting_id = council.drafted()
    desk.visit(f"/staff/panel/{meeting_id}/prepare/words")
    assert desk.value("lead").startswith("Young people spoke most of: Family time; Home and carers; ")
    assert "More than in the quarters before spoke of: Family time." in desk.value("lead")
    assert "About 35 of 60" in desk.value("lead")
    assert "Records" not in desk.value("lead") + desk.value("questions")
    desk.submit("Save")
    assert prepared(meeting_id).lead
