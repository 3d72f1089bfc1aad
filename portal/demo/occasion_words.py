"""Made-up words for each occasion of the demo and for the prompts that take words."""

from __future__ import annotations

from typing import NamedTuple


class Spoken(NamedTuple):
    """What was said on an occasion, and which themes it is about."""

    words: str
    themes: tuple[str, ...] = ()
    wants: str = ""


SPOKEN = {
    "how_things_are": Spoken("its ok here but i miss my dog", ("home",)),
    "want_sorted": Spoken("my bike has been broken since august", ("activities",), "somebody to fix it"),
    "talk_to_somebody": Spoken("i want to ask something about my brother", ("family_time",)),
    "good_news": Spoken("i got into the choir and mo came to listen", ("activities",)),
    "before_review": Spoken("can we not do it in school this time", ("listened",), "do it at home"),
    "after_review": Spoken("they asked me first this time", ("listened",)),
    "before_conference": Spoken("i dont want everybody to read out what i said", ("listened",)),
    "safety_plan": Spoken("", ("safety",)),
    "before_visit": Spoken("come when my tea is done", ("social_worker",)),
    "before_assessment": Spoken("mum is trying really hard", ("family_time",)),
    "before_pathway": Spoken("i need to know what happens to my flat if i get the job", ("leaving_care",)),
    "before_school_plan": Spoken("i need more time in tests", ("school",)),
    "before_meeting": Spoken("its the one about my new bus", ("school",)),
    "family_time": Spoken("two hours is too short when the bus takes one", ("family_time",), "a whole day"),
    "move": Spoken("my posters are still at the old house", ("moving",), "get my posters"),
    "complaint": Spoken("nobody asked me before they moved my visit", ("family_time",), "ask me first"),
    "after_missing": Spoken("i went to my mates because nobody asked what was wrong", ("home",)),
}
PROMPTS = {
    "one_good": "pancakes on sunday",
    "who_can": "my social worker i think",
    "talk_when": "after school but not wednesday",
    "thanks_for": "mo, for coming",
    "review_talk": "my phone and my nan",
    "review_not_there": "my old school",
    "review_missed": "they ran out of time for family time",
    "review_next": "somebody rings my nan by friday",
    "conference_know": "that i like it at home most days",
    "conference_safer": "if somebody picked me up on fridays",
    "visit_ask": "when do i hear about the summer",
    "assessment_good": "my sister and my room",
    "assessment_change": "less shouting",
    "pathway_help": "somebody to look at the letters with me",
    "pathway_year": "in my own place with a dog",
    "school_change": "not sit at the front",
    "school_helps": "headphones",
    "meeting_which": "the transport one",
    "meeting_know": "i can go on my own",
    "family_who": "my nan and both cousins",
    "family_change": "not in the centre, somewhere outside",
    "move_help": "my posters, and my key",
    "missing_help": "somebody to ask me before it gets bad",
    "missing_why": "i had enough",
}
