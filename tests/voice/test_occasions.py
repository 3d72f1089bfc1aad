"""Each occasion through the pages: who sees it, what is stored with its question, what is never lost."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import SupportSpan, YoungPerson
from portal.people.rules import Support
from portal.policy.roles import Role
from portal.voice.models import Draft, Recipient, Reply
from portal.voice.presenters.occasions import choice_words, name_of, question_of
from portal.voice.presenters.occasions.choices import CHOICES
from portal.voice.presenters.occasions.names import NAMES, SAID_OF
from portal.voice.presenters.occasions.questions import QUESTIONS
from portal.voice.rules import Desk, Level, Look
from portal.voice.rules.little import FACE_PROMPT, WITH_PROMPT
from portal.voice.rules.occasion_kinds import Occasion
from portal.voice.rules.occasions import (
    BY_KEY,
    OCCASIONS,
    PLAIN,
    PROMPTS,
    SAFETY_PLAN,
    SSD_QUESTIONS,
    field_of,
)
from portal.voice.rules.standing import Standing
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import go_quiet, rows, statements, to_page_3


def years_old(age: int) -> date:
    today = clock.now().date()
    return today.replace(year=today.year - age, day=min(today.day, 28))


@pytest.fixture
def ian(make: Make, sam: YoungPerson) -> Account:
    """Sam is in care: an IRO runs the reviews."""
    return make.worker_of(sam, Role.IRO, name="Ian Ross")


def about(page: Page, key: str) -> Page:
    """Page 1 of an occasion, by its card."""
    page.visit("/say/about").submit(key)
    assert page.url.endswith("/say")
    return page


def answers_to(occasion: Occasion, *, picks: bool) -> dict[str, str]:
    return {
        field_of(prompt.key): prompt.choices[-1] if prompt.choices else f"words for {prompt.key}"
        for prompt in occasion.prompts
        if bool(prompt.choices) is picks
    }


def test_every_occasion_prompt_and_pick_has_words() -> None:
    assert set(NAMES) == set(BY_KEY)
    assert set(BY_KEY) - {PLAIN} <= set(SAID_OF)
    assert set(QUESTIONS) == set(PROMPTS)
    for key, prompt in PROMPTS.items():
        assert set(CHOICES.get(key, {})) == set(prompt.choices)
    assert {FACE_PROMPT, WITH_PROMPT} <= set(CHOICES), "what little ones tap"


IN_CARE = {"before_review", "after_review", "move", "family_time", "before_meeting", "after_missing"}
NOT_KNOWN = {PLAIN, "want_sorted", "good_news", "before_visit", "before_assessment", "before_school_plan"}
WHO: list[tuple[dict[str, Any], Role, set[str]]] = [
    ({}, Role.IRO, IN_CARE),
    ({}, Role.SOCIAL_WORKER, NOT_KNOWN),
    ({"born_on": years_old(19)}, Role.PERSONAL_ADVISER, {"before_pathway", "talk_to_somebody"}),
]
"""Those for whom an occasion is offered; what a child on a plan is asked has a test of its own."""


@pytest.mark.parametrize("case", range(len(WHO)))
def test_each_occasion_is_sent_and_stored_with_its_questions(page: Page, make: Make, case: int) -> None:
    facts, role, keys = WHO[case]
    make.staff(Role.READER)
    person = make.young_person(**facts)
    make.worker_of(person, role)
    page.sign_in(make.account_for(person))
    for key in sorted(keys):
        _sent_whole(page, BY_KEY[key])
        (said,) = [one for one in statements() if one.asked == key]
        replies = [reply for reply in rows(Reply) if reply.statement_id == said.id]
        assert {r.prompt for r in replies} == {prompt.key for prompt in BY_KEY[key].prompts}
        assert all(r.question and r.question in page.main for r in replies)
        for reply in replies:
            assert reply.choice in (*PROMPTS[reply.prompt].choices, "")
            assert reply.words == ("" if reply.choice else f"words for {reply.prompt}")


def _sent_whole(page: Page, occasion: Occasion) -> None:
    about(page, occasion.key).submit("Next", answers_to(occasion, picks=True))
    page.submit("Next", answers_to(occasion, picks=False)).submit("Send")
    assert page.heading == "Sent"
    page.follow("See what you said")


def test_the_conference_is_for_those_on_a_plan_and_offers_an_advocate(
    page: Page, make: Make, ade: Account
) -> None:
    who = Standing(age=13)
    assert name_of("before_conference", Look.OLDER, who) not in _cards(page, make)
    person = make.young_person()
    _on_a_plan(person)
    make.worker_of(person, name="Priya Shah")
    page.sign_in(make.account_for(person))
    about(page, "before_conference")
    assert "They do not work for the council" in page.main
    page.submit("Next", r_conference_go="part", r_conference_advocate="yes")
    page.submit("Next", r_conference_know="I feel better at nan's")
    assert {"Priya Shah", "An advocate, not the council"} <= _ticked(page)
    page.submit("Send")
    assert {said.desk for said in statements()} == {Desk.COUNCIL, Desk.ADVOCATE}
    assert all(said.asked == "before_conference" for said in statements())
    assert len(rows(Reply)) == 6


def _on_a_plan(person: YoungPerson) -> None:
    with db.transaction() as session:
        session.add(SupportSpan(young_person_id=person.id, kind=Support.PROTECTION, from_on=date(2020, 1, 1)))


def _cards(page: Page, make: Make) -> str:
    page.sign_in(make.account_for(make.young_person())).visit("/say/about")
    return page.main


def _ticked(page: Page) -> set[str]:
    form, _button = page.form_with("Send")
    ticked = {value for name, value in form.pairs() if name == "to"}
    labels = {e.get("for"): "".join(e.itertext()).strip() for e in page.everything if e.tag == "label"}
    return {labels[c.get("id")] for c in form.controls if c.get("name") == "to" and c.get("value") in ticked}


def test_nobody_is_offered_what_is_not_for_them(in_space: Page, ian: Account) -> None:
    in_space.visit("/say/about")
    assert "My review is coming" in in_space.main
    assert "child protection" not in in_space.main
    in_space.post("/say/about", {"asked": "before_conference"}, status=422)
    assert in_space.mistakes == ["Pick one of these."]
    in_space.post("/say/about", {"asked": "dragons"}, status=422)
    in_space.post("/say/about", {}, status=422)
    assert rows(Draft) == []


def test_no_review_for_somebody_who_is_not_in_care(in_space: Page) -> None:
    assert "My review" not in in_space.visit("/say/about").main


def test_the_words_follow_who_they_are(page: Page, make: Make) -> None:
    leaver = make.young_person(born_on=years_old(20), in_touch="YES")
    page.sign_in(make.account_for(leaver)).visit("/say/about")
    assert "My personal adviser is coming to see me" in page.main
    assert "social worker" not in page.main
    assert "My pathway plan" in page.main


def test_one_answer_is_enough_and_nothing_is_not(in_space: Page) -> None:
    about(in_space, "move").submit("Next").submit("Next", status=422)
    assert in_space.mistakes == ["Write something here. A few words are enough."]
    about(in_space, "move").submit("Next", r_move_saw="no").submit("Next").submit("Send")
    (said,) = statements()
    assert (said.words, said.asked, [r.choice for r in rows(Reply)]) == ("", "move", ["no"])
    in_space.visit("/said")
    assert "A move" in in_space.main


def test_picking_something_else_keeps_the_words_and_sends_no_answer_that_was_not_asked(
    in_space: Page,
) -> None:
    about(in_space, "move").submit("Next", r_move_saw="no")
    in_space.submit("Pick something else", words="they never told me", r_move_help="my bike")
    assert in_space.heading == "What is it about?"
    assert "What you wrote stays" in in_space.main
    in_space.submit("family_time").submit("Next", r_family_often="more")
    assert in_space.value("words") == "they never told me"
    in_space.submit("Next").submit("Send")
    (said,) = statements()
    assert (said.asked, said.words) == ("family_time", "they never told me")
    assert [reply.prompt for reply in rows(Reply)] == ["family_often"]


def test_answers_are_kept_page_by_page(in_space: Page, sam_account: Account) -> None:
    about(in_space, "move").submit("Next", r_move_saw="no")
    once = in_space.value("send_once")
    in_space.post(
        "/say/words",
        {"page": "words", "asked": "move", "back": "1", "r_move_help": "my bike", "send_once": once},
    )
    in_space.sign_out().sign_in(sam_account).visit("/start").follow("Go on with what you started")
    assert "My move" in in_space.main
    assert in_space.value("r_move_saw") == "no"
    in_space.visit("/say/words")
    assert in_space.value("r_move_help") == "my bike"
    (draft,) = rows(Draft)
    assert b"bike" not in draft.content_sealed


def test_answers_of_a_session_that_ran_out_are_kept(in_space: Page, sam_account: Account) -> None:
    about(in_space, "move").submit("Next")
    once = in_space.value("send_once")
    go_quiet(in_space, 25)
    in_space.post(
        "/say/words", {"page": "words", "asked": "move", "r_move_help": "my cat", "send_once": once}
    )
    in_space.sign_in(sam_account).visit("/say/words")
    assert in_space.value("r_move_help") == "my cat"


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        ("/say", {"r_move_saw": "dragons"}),
        ("/say", {"r_move_saw": ["yes", "no"]}),
        ("/say/words", {"words": "x", "r_move_help": "m" * 501}),
        ("/say/words", {"words": "x", "r_move_help": ["a", "b"]}),
    ],
)
def test_bad_answers_are_shown_and_said(in_space: Page, url: str, fields: dict[str, Any]) -> None:
    in_space.post(url, {"asked": "move", "send_once": str(uuid.uuid4()), **fields}, status=422)
    assert in_space.mistakes
    assert statements() == []


def test_an_unknown_occasion_on_a_page_is_the_plain_one(in_space: Page) -> None:
    in_space.post("/say/words", {"asked": "dragons", "words": "x", "send_once": str(uuid.uuid4())})
    in_space.submit("Send")
    assert [said.asked for said in statements()] == [PLAIN]


def test_sent_twice_is_once_and_another_answer_is_another(in_space: Page) -> None:
    about(in_space, "move").submit("Next", r_move_saw="no").submit("Next", r_move_help="my bike")
    fields = {"page": "send", "send_once": in_space.value("send_once")}
    for _tap in range(2):
        in_space.post("/say/send", fields)
    assert len(statements()) == 1
    in_space.post("/say/send", {**fields, "safe_now": "no"})
    first, second = statements()
    assert (first.asked, second.asked) == ("move", "move")
    assert len(rows(Reply)) == 4, "what was answered goes with both"


def test_not_safe_from_each_page_brings_the_answers(in_space: Page) -> None:
    about(in_space, "after_missing")
    in_space.submit("I'm not safe", r_missing_safe="no")
    assert in_space.heading == "We know you're not safe"
    about(in_space, "after_missing").submit("Next")
    in_space.submit("I'm not safe", r_missing_why="he shouts")
    about(in_space, "after_missing").submit("Next").submit("Next", words="please").submit("I'm not safe")
    said = statements()
    assert [one.asked for one in said] == ["after_missing"] * 3
    assert all(one.not_safe_button and one.pages_duty for one in said)
    assert {(r.choice, r.words) for r in rows(Reply)} == {("no", ""), ("", "he shouts")}
    about(in_space, "family_time")
    in_space.visit("/say/about").submit("I'm not safe")
    assert len(statements()) == 4


def test_not_safe_without_being_signed_in_shows_what_was_answered(page: Page) -> None:
    page.post("/not-safe", {"page": "words", "asked": "move", "r_move_help": "my bike"}, status=403)
    assert "my bike" in page.main


def test_an_answer_that_worries_is_read_soon(in_space: Page) -> None:
    about(in_space, "after_missing").submit("Next", r_missing_safe="no").submit("Next").submit("Send")
    assert statements()[0].level is Level.SOON


def test_only_an_advocate_keeps_the_answers_from_the_council(in_space: Page) -> None:
    about(in_space, "move").submit("Next", r_move_saw="no").submit("Next")
    in_space.submit("Send", to=["advocate"], safe_now="no")
    council, advocate = sorted(statements(), key=lambda s: s.desk is Desk.ADVOCATE)
    assert (council.asked, council.words) == (PLAIN, "")
    assert [r.statement_id for r in rows(Reply)] == [advocate.id]
    assert "It went to the advocate, not to the council" in in_space.main


def test_talking_to_somebody_asks_nothing_twice(in_space: Page, ian: Account) -> None:
    about(in_space, "talk_to_somebody")
    assert "My personal adviser" not in in_space.main, "nobody of that kind works with them"
    in_space.submit("Next", r_talk_who="iro", r_talk_how="ring").submit("Next", r_talk_when="after school")
    assert _ticked(in_space) == {"Ian Ross"}
    assert (in_space.value("wants_call"), in_space.value("call_when")) == ("yes", "after school")
    in_space.submit("Send")
    (said,) = statements()
    assert (said.wants_call, said.call_when, said.level) == (True, "after school", Level.SOON)
    assert [r.account_id for r in rows(Recipient)] == [ian.id]


def test_who_wants_a_text_is_not_promised_a_call(in_space: Page) -> None:
    about(in_space, "talk_to_somebody").submit("Next", r_talk_how="text").submit("Next").submit("Send")
    assert not statements()[0].wants_call


def test_talking_to_an_advocate_ticks_only_the_advocate(in_space: Page) -> None:
    about(in_space, "talk_to_somebody").submit("Next", r_talk_who="advocate").submit("Next")
    assert _ticked(in_space) == {"An advocate, not the council"}


def test_a_thank_you_goes_to_the_people_ticked_and_is_good_news(in_space: Page, priya: Account) -> None:
    about(in_space, "good_news").submit("Next", r_news_kind="thanks").submit(
        "Next", r_thanks_for="Priya took me to town"
    )
    assert "Tick the people you want to thank." in in_space.main
    in_space.submit("Send")
    (said,) = statements()
    assert said.is_good_news
    assert [r.account_id for r in rows(Recipient)] == [priya.id]


def test_staff_read_the_question_beside_the_answer(in_space: Page, rae: Account, ian: Account) -> None:
    about(in_space, "after_review").submit("Next", r_review_listened="some")
    in_space.submit("Next", r_review_missed="my sister").submit("Send")
    (said,) = statements()
    in_space.sign_in(rae).visit(f"/staff/desk/{said.id}")
    for text in ("After a review", "Did they listen to you?", "A bit", "What did they miss?", "my sister"):
        assert text in in_space.main


def test_an_answer_with_markup_is_text(in_space: Page) -> None:
    about(in_space, "move").submit("Next").submit("Next", r_move_help="<b>bike</b>").submit("Send")
    assert "<b>bike</b>" in in_space.follow("See what you said").main


def test_a_question_is_kept_as_it_was_read(page: Page, make: Make) -> None:
    child = make.young_person(born_on=years_old(9))
    page.sign_in(make.account_for(child))
    about(page, "move").submit("Next", r_move_saw="yes").submit("Next").submit("Send")
    (reply,) = rows(Reply)
    assert reply.question == "Did you see your new home before you moved?"
    assert reply.question == question_of("move_saw", Look.YOUNGER, Standing())
    assert choice_words(reply.prompt, reply.choice) == "Yes"


def test_throwing_away_throws_the_answers_away(in_space: Page) -> None:
    about(in_space, "move").submit("Next", r_move_saw="no")
    in_space.visit("/say")
    assert "You have started something" in in_space.main
    in_space.visit("/say/throw-away").submit("Throw it away")
    in_space.visit("/say")
    assert (in_space.heading, rows(Draft)) == ("How are things?", [])


def test_from_another_page_to_the_plain_one_changes_nothing(in_space: Page) -> None:
    to_page_3(in_space, words="plain words").submit("Send")
    (said,) = statements()
    assert (said.asked, said.look, rows(Reply)) == (PLAIN, Look.OLDER, [])
    assert len(OCCASIONS) == len(BY_KEY)


def test_the_five_questions_of_a_plan_are_asked_whole_in_every_look(page: Page, make: Make) -> None:
    person = make.young_person()
    _on_a_plan(person)
    make.look(person, Look.YOUNGER)
    about(page.sign_in(make.account_for(person)), SAFETY_PLAN)
    asked = [name for name in SSD_QUESTIONS if f'name="{field_of(name)}"' in page.html]
    assert asked == list(SSD_QUESTIONS)


def test_the_desk_does_not_say_that_no_words_came_where_questions_were_answered(
    in_space: Page, another_page: Callable[[], Page], rae: Account
) -> None:
    about(in_space, "talk_to_somebody")
    in_space.submit("Next", r_talk_how="meet").submit("Next").submit("Send")
    (said,) = statements()
    reader = another_page().sign_in(rae).visit(f"/staff/desk/{said.id}")
    assert "Meet me" in reader.main
    assert "No words came with it." not in reader.main
