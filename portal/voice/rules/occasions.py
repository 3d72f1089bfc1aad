"""What somebody may want to say something about, with the few prompts of each. Data and for whom; no prose.

A prompt's key is the same at every age and in every language, so that answers add up; what it reads like is
in `presenters/occasions`. A prompt has choices, or it takes a few words. Of `prompts` the first two are for
younger children; the others come from 12 on.
"""

from __future__ import annotations

from collections.abc import Iterator

from portal.voice.rules import Look
from portal.voice.rules.occasion_kinds import (
    Occasion,
    Prompt,
    at_school,
    children,
    everybody,
    in_care,
    may_be_missed,
    may_be_moved,
    on_a_plan,
    plans_to_leave,
)
from portal.voice.rules.standing import Standing

PLAIN = "how_things_are"
"""The occasion of whoever just wants to say something."""

GOOD_NEWS = "good_news"
COMPLAINT = "complaint"
"""What is said on this occasion becomes a complaint (portal.complaints)."""
THANKS = frozenset({"thanks", "both"})
"""Picks of `news_kind` that make good news a thank-you."""
TALK = "talk_to_somebody"
SAFETY_PLAN = "safety_plan"
SSD_QUESTIONS = (
    "voch_explained_worries",
    "voch_story_help_understand",
    "voch_agree_worker",
    "voch_plan_safe",
    "voch_tablet_help_explain",
)
FIELD = "r_"

FOR_THE_YOUNGEST = 2
"""So many prompts, at most, in the little and the younger look; an occasion that is whole keeps all."""


_GO = ("yes", "part", "no", "not_sure")
_SOME = ("yes", "some", "no")

OCCASIONS: tuple[Occasion, ...] = (
    Occasion(
        PLAIN,
        "say",
        (Prompt("since_last", ("better", "same", "worse")), Prompt("one_good")),
        everybody,
        has_face=True,
        has_topics=True,
    ),
    Occasion(
        "want_sorted",
        "pencil",
        (Prompt("told_before", ("no", "yes_waiting", "yes_no")), Prompt("who_can")),
        everybody,
        has_topics=True,
    ),
    Occasion(
        TALK,
        "phone",
        (
            Prompt(
                "talk_who",
                ("social_worker", "personal_adviser", "iro", "participation_worker", "advocate", "anyone"),
            ),
            Prompt("talk_how", ("ring", "text", "meet", "video")),
            Prompt("talk_when"),
        ),
        everybody,
    ),
    Occasion(
        GOOD_NEWS,
        "heart",
        (Prompt("news_kind", ("news", "thanks", "both")), Prompt("thanks_for")),
        everybody,
    ),
    Occasion(
        COMPLAINT,
        "rights",
        (
            Prompt("complaint_told", ("no", "yes_waiting", "yes_no")),
            Prompt("complaint_advocate", ("yes", "no", "not_sure")),
        ),
        everybody,
        offers_advocate=True,
    ),
    Occasion(
        "before_review",
        "people",
        (
            Prompt("review_go", _GO),
            Prompt("review_talk"),
            Prompt("review_speak", ("me", "together", "advocate", "written")),
            Prompt("review_not_there"),
        ),
        in_care,
        has_topics=True,
    ),
    Occasion(
        "after_review",
        "tick",
        (
            Prompt("review_listened", _SOME),
            Prompt("review_missed"),
            Prompt("review_clear", _SOME),
            Prompt("review_next"),
        ),
        in_care,
        has_face=True,
    ),
    Occasion(
        "before_conference",
        "shield",
        (
            Prompt("conference_go", _GO),
            Prompt("conference_know"),
            Prompt("conference_advocate", ("yes", "no", "not_sure")),
            Prompt("conference_safer"),
        ),
        on_a_plan,
        offers_advocate=True,
    ),
    # The five questions of the Standard Safeguarding Dataset's voice of the child, by its own names.
    Occasion(
        SAFETY_PLAN,
        "shield",
        tuple(Prompt(key, ("yes", "no")) for key in SSD_QUESTIONS),
        on_a_plan,
        is_whole=True,
    ),
    Occasion(
        "before_visit",
        "social_worker",
        (
            Prompt("visit_alone", ("yes", "no", "dont_mind")),
            Prompt("visit_ask"),
            Prompt("visit_where", ("home", "out", "school", "call")),
        ),
        everybody,
        has_topics=True,
    ),
    Occasion(
        "before_assessment",
        "eye",
        (
            Prompt("assessment_why", _SOME),
            Prompt("assessment_good"),
            Prompt("assessment_change"),
        ),
        children,
        has_topics=True,
    ),
    Occasion(
        "before_pathway",
        "leaving_care",
        (
            Prompt("pathway_first", ("home", "money", "work", "health", "people")),
            Prompt("pathway_help"),
            Prompt("pathway_year"),
        ),
        plans_to_leave,
    ),
    Occasion(
        "before_school_plan",
        "school",
        (
            Prompt("school_going", ("well", "so_so", "not_well")),
            Prompt("school_change"),
            Prompt("school_helps"),
        ),
        at_school,
    ),
    Occasion(
        "before_meeting",
        "letter",
        (Prompt("meeting_go", _GO), Prompt("meeting_which"), Prompt("meeting_know")),
        everybody,
        has_topics=True,
    ),
    Occasion(
        "family_time",
        "family_time",
        (
            Prompt("family_often", ("more", "same", "less", "differently")),
            Prompt("family_who"),
            Prompt("family_after", ("good", "mixed", "bad")),
            Prompt("family_change"),
        ),
        everybody,
        has_face=True,
    ),
    Occasion(
        "move",
        "moving",
        (
            Prompt("move_saw", ("yes", "pictures", "no")),
            Prompt("move_things", _SOME),
            Prompt("move_told", ("early", "late", "same_day", "not_told")),
            Prompt("move_help"),
        ),
        may_be_moved,
        has_face=True,
    ),
    Occasion(
        "after_missing",
        "home",
        (
            Prompt("missing_safe", _SOME, worries=("some", "no")),
            Prompt("missing_help"),
            Prompt("missing_talk", ("own_worker", "somebody_else", "not_now")),
            Prompt("missing_why"),
        ),
        may_be_missed,
        has_face=True,
    ),
)

BY_KEY = {occasion.key: occasion for occasion in OCCASIONS}
PROMPTS = {prompt.key: prompt for occasion in OCCASIONS for prompt in occasion.prompts}


def field_of(prompt: str) -> str:
    """What a page and a draft call the answer to a prompt."""
    return FIELD + prompt


def prompt_of(field: str) -> str:
    """The prompt a field answers; "" for any other field."""
    prompt = field.removeprefix(FIELD) if field.startswith(FIELD) else ""
    return prompt if prompt in PROMPTS else ""


def occasion_of(key: str) -> Occasion:
    """The occasion with this key; the plain one where there is none."""
    return BY_KEY.get(key, BY_KEY[PLAIN])


def offered_to(who: Standing) -> Iterator[Occasion]:
    """What may be on somebody's mind, given who they are."""
    return (occasion for occasion in OCCASIONS if occasion.offered(who))


def prompts_for(occasion: Occasion, look: Look) -> tuple[Prompt, ...]:
    """The prompts of an occasion in this look."""
    is_short = look in (Look.LITTLE, Look.YOUNGER) and not occasion.is_whole
    return occasion.prompts[:FOR_THE_YOUNGEST] if is_short else occasion.prompts


def is_about_safety(prompt: str) -> bool:
    """Whether its answers tell how safe they are: kept off a copy unless they ask for that too."""
    return prompt in SSD_QUESTIONS or (prompt in PROMPTS and bool(PROMPTS[prompt].worries))


def is_worrying(prompt: str, choice: str) -> bool:
    """Whether this pick must not wait at the end of the list."""
    return prompt in PROMPTS and choice in PROMPTS[prompt].worries
