"""Which occasions there are for whom, what a look asks, what an answer does to the order: pure."""

from __future__ import annotations

import re

import pytest

from portal.people.rules import Support
from portal.voice.rules import Face, Going, Level, Look
from portal.voice.rules.occasions import (
    BY_KEY,
    FIELD,
    FOR_THE_YOUNGEST,
    GOOD_NEWS,
    OCCASIONS,
    PLAIN,
    PROMPTS,
    SAFETY_PLAN,
    field_of,
    is_worrying,
    occasion_of,
    offered_to,
    prompt_of,
    prompts_for,
)
from portal.voice.rules.saying import Placed, Replied, Said, is_good_news, parts_of, place_of, says_more
from portal.voice.rules.standing import Standing, look_by_age, looks_for, speaks_to_a_leaver, support_seen

IN_CARE = Standing(Support.IN_CARE, 13, 13)


def keys(who: Standing) -> set[str]:
    return {occasion.key for occasion in offered_to(who)}


def test_every_occasion_has_two_to_four_short_prompts_and_a_key_that_fits_its_column() -> None:
    for occasion in OCCASIONS:
        assert 2 <= len(occasion.prompts) <= (5 if occasion.key == SAFETY_PLAN else 4)
        assert len(occasion.key) <= 40
    assert all(re.fullmatch("[a-z_]{1,40}", key) for key in PROMPTS)
    assert len(PROMPTS) == sum(len(occasion.prompts) for occasion in OCCASIONS), "a key belongs to one prompt"


@pytest.mark.parametrize(
    ("who", "there", "not_there"),
    [
        (Standing(Support.IN_NEED, 12), {"before_assessment", "before_visit"}, {"before_review", "move"}),
        (Standing(Support.PROTECTION, 12), {"before_conference"}, {"before_review", "before_pathway"}),
        (IN_CARE, {"before_review", "after_review", "move"}, {"before_conference", "before_pathway"}),
        (Standing(Support.IN_CARE, 15, 15), set(), {"before_pathway"}),
        (Standing(Support.IN_CARE, 15, 16), {"before_pathway"}, set()),
        (Standing(Support.CARE_LEAVER, 17, 17), {"before_pathway", "move"}, {"before_review"}),
        (Standing(Support.CARE_LEAVER, 22, 22), {"before_pathway"}, {"after_missing", "before_school_plan"}),
        (Standing(), {PLAIN, "move", "after_missing"}, {"before_review", "before_pathway"}),
    ],
)
def test_what_is_offered_follows_who_they_are(who: Standing, there: set[str], not_there: set[str]) -> None:
    assert there <= keys(who)
    assert not not_there & keys(who)


def test_anyone_can_say_how_things_are_share_good_news_and_ask_to_talk() -> None:
    for support in (None, *Support):
        for age in (None, 4, 12, 16, 25):
            assert {PLAIN, "want_sorted", GOOD_NEWS, "talk_to_somebody"} <= keys(Standing(support, age, age))


def test_who_works_with_them_says_it_where_no_return_does() -> None:
    assert support_seen(None, ["iro", "social_worker"]) is Support.IN_CARE
    assert support_seen(None, ["personal_adviser"]) is Support.CARE_LEAVER
    assert support_seen(None, ["personal_adviser", "social_worker"]) is None
    assert support_seen(Support.IN_NEED, ["iro"]) is Support.IN_NEED


def test_younger_looks_ask_less_of_the_same() -> None:
    for occasion in OCCASIONS:
        few = prompts_for(occasion, Look.YOUNGER)
        assert 1 <= len(few) <= (len(occasion.prompts) if occasion.is_whole else FOR_THE_YOUNGEST)
        assert set(few) <= set(prompts_for(occasion, Look.OLDER)) == set(prompts_for(occasion, Look.LEAVER))


@pytest.mark.parametrize(
    ("who", "look"),
    [
        (Standing(age=5), Look.LITTLE),
        (Standing(age=8), Look.YOUNGER),
        (Standing(age=12), Look.OLDER),
        (Standing(Support.CARE_LEAVER, 16), Look.LEAVER),
        (Standing(age=18), Look.LEAVER),
        (Standing(), None),
    ],
)
def test_their_age_says_which_look_until_they_choose(who: Standing, look: Look | None) -> None:
    assert look_by_age(who) is look
    assert look is None or look in looks_for(who)


def test_words_for_care_leavers_are_for_care_leavers() -> None:
    assert speaks_to_a_leaver(Standing(Support.CARE_LEAVER, 17), Look.OLDER)
    assert not speaks_to_a_leaver(Standing(Support.IN_CARE, 17), Look.LEAVER)
    assert speaks_to_a_leaver(Standing(age=19), Look.LEAVER)


def test_an_unknown_occasion_or_field_is_none_of_ours() -> None:
    assert occasion_of("dragons") is BY_KEY[PLAIN]
    assert prompt_of(field_of("move_saw")) == "move_saw"
    assert prompt_of(FIELD + "dragons") == prompt_of("words") == ""


def test_an_answer_that_worries_is_never_among_the_rest() -> None:
    assert is_worrying("missing_safe", "no")
    place = place_of(Said(replies=(Replied("missing_safe", "Were you safe?", "no"),)))
    assert (place.level, place.why[0]["kind"]) == (Level.SOON, "reply")
    assert place_of(Said(replies=(Replied("missing_safe", "Were you safe?", "yes"),))).level is Level.REST


@pytest.mark.parametrize(
    "said",
    [
        Said(replies=(Replied("visit_ask", "What?", words="I want to kill myself"),)),
        Said(board=(Placed("own", Going.WELL, "I want to kill myself"),)),
        Said(beside=("she says I want to kill myself",)),
        Said(call_when="I want to kill myself"),
    ],
)
def test_the_order_looks_at_everything_that_was_typed(said: Said) -> None:
    assert place_of(said).level is Level.NOW


def test_one_thing_is_enough_and_a_face_alone_is_not() -> None:
    assert Said(replies=(Replied("move_saw", "?", "no"),)).says_something
    assert Said(has_files=True).says_something
    assert Said(wants="a call").says_something
    assert not Said(face=Face.BAD, words=" ").says_something


def test_good_news_needs_no_face_but_a_bad_one_speaks_against_it() -> None:
    assert is_good_news(Said(words="x", asked=GOOD_NEWS), Level.REST)
    assert not is_good_news(Said(words="x", asked=GOOD_NEWS), Level.SOON)
    assert not is_good_news(Said(words="x", asked=GOOD_NEWS, face=Face.BAD), Level.REST)


def test_another_answer_on_the_same_form_is_more_and_the_same_is_not() -> None:
    before = Said(replies=(Replied("move_saw", "?", "no"), Replied("move_help", "?", words="my bike")))
    assert not says_more(before, before)
    assert says_more(Said(replies=(Replied("move_saw", "?", "yes"),)), before)
    assert says_more(Said(replies=(Replied("move_help", "?", words="my cat"),)), before)
    assert says_more(Said(has_files=True), before)
    assert not says_more(Said(replies=(Replied("move_saw", "asked in other words", "no"),)), before)


def test_an_answer_for_an_advocate_is_for_the_advocate_only() -> None:
    said = Said(
        replies=(Replied("move_saw", "?", "no"),),
        has_files=True,
        asked="move",
        to_advocate=True,
        not_safe_button=True,
    )
    council, advocate = parts_of(said).values()
    assert (council.replies, council.has_files, council.asked) == ((), False, PLAIN)
    assert (advocate.replies, advocate.has_files, advocate.asked) == (said.replies, True, "move")
