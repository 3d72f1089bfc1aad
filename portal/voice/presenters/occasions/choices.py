"""What can be picked for a prompt, in words. The same at every age."""

from __future__ import annotations

from portal.kit.i18n import N_
from portal.voice.rules.occasions import SSD_QUESTIONS

_YES, _NO, _NOT_SURE = N_("Yes"), N_("No"), N_("I'm not sure")
_SOME = {"yes": _YES, "some": N_("A bit"), "no": _NO}
_GO = {"yes": _YES, "part": N_("For part of it"), "no": _NO, "not_sure": _NOT_SURE}

CHOICES: dict[str, dict[str, str]] = {
    # the little ones' screens, and their button
    "how_are_you": {
        "very_good": N_("Really good"),
        "good": N_("Good"),
        "mixed": N_("Up and down"),
        "bad": N_("Not good"),
        "very_bad": N_("Really bad"),
    },
    "who_is_here": {
        "alone": N_("Just me"),
        "home": N_("Somebody from home"),
        "school": N_("Somebody from school"),
        "worker": N_("My worker"),
    },
    "see_alone": {"pressed": N_("Pressed on their page"), "card": N_("Asked with the card")},
    "since_last": {"better": N_("Better"), "same": N_("The same"), "worse": N_("Worse")},
    "told_before": {
        "no": N_("No, this is the first time"),
        "yes_waiting": N_("Yes, and I'm still waiting"),
        "yes_no": N_("Yes, and they said no"),
    },
    "talk_who": {
        "social_worker": N_("My social worker"),
        "personal_adviser": N_("My personal adviser"),
        "iro": N_("Whoever runs my review"),
        "participation_worker": N_("The worker who helps us have our say"),
        "advocate": N_("An advocate, not the council"),
        "anyone": N_("Anyone who can help"),
    },
    "talk_how": {
        "ring": N_("Ring me"),
        "text": N_("Text me"),
        "meet": N_("Meet me"),
        "video": N_("Video call"),
    },
    "news_kind": {"news": N_("Good news"), "thanks": N_("A thank you"), "both": N_("Both")},
    "complaint_told": {
        "no": N_("No, this is the first time"),
        "yes_waiting": N_("Yes, and I'm still waiting"),
        "yes_no": N_("Yes, and they said no"),
    },
    "complaint_advocate": {"yes": _YES, "no": _NO, "not_sure": _NOT_SURE},
    "review_go": _GO,
    "review_speak": {
        "me": N_("I say it"),
        "together": N_("I say it with somebody's help"),
        "advocate": N_("An advocate says it for me"),
        "written": N_("Somebody reads out what I write here"),
    },
    "review_listened": _SOME,
    "review_clear": _SOME,
    "conference_go": _GO,
    "conference_advocate": {"yes": _YES, "no": _NO, "not_sure": _NOT_SURE},
    **{key: {"yes": _YES, "no": _NO} for key in SSD_QUESTIONS},
    "visit_alone": {"yes": _YES, "no": _NO, "dont_mind": N_("I don't mind")},
    "visit_where": {
        "home": N_("Where I live"),
        "out": N_("Out somewhere"),
        "school": N_("At school or college"),
        "call": N_("On a call"),
    },
    "assessment_why": _SOME,
    "pathway_first": {
        "home": N_("A place to live"),
        "money": N_("Money"),
        "work": N_("Work, school or college"),
        "health": N_("My health"),
        "people": N_("The people around me"),
    },
    "school_going": {"well": N_("Good"), "so_so": N_("So-so"), "not_well": N_("Not good")},
    "meeting_go": _GO,
    "family_often": {
        "more": N_("I want more"),
        "same": N_("It is right as it is"),
        "less": N_("I want less"),
        "differently": N_("I want it done another way"),
    },
    "family_after": {"good": N_("Good"), "mixed": N_("Up and down"), "bad": N_("Not good")},
    "move_saw": {"yes": _YES, "pictures": N_("Only pictures"), "no": _NO},
    "move_things": {"yes": _YES, "some": N_("Some of them"), "no": _NO},
    "move_told": {
        "early": N_("In good time"),
        "late": N_("A few days before"),
        "same_day": N_("On the day"),
        "not_told": N_("Nobody told me"),
    },
    "missing_safe": {"yes": _YES, "some": N_("Some of the time"), "no": _NO},
    "missing_talk": {
        "own_worker": N_("A worker I know"),
        "somebody_else": N_("Somebody I don't know yet"),
        "not_now": N_("Nobody right now"),
    },
}
"""Prompt -> pick -> what it says."""
