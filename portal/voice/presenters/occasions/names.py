"""What an occasion is called: on its card, as they read it, and where something said is shown."""

from __future__ import annotations

from portal.kit.i18n import N_
from portal.voice.presenters.occasions.wording import Wording

NAMES = {
    "how_things_are": Wording(N_("How things are")),
    "want_sorted": Wording(N_("Something I want sorted")),
    "talk_to_somebody": Wording(N_("I want to talk to somebody")),
    "good_news": Wording(N_("Good news, or a thank you")),
    "complaint": Wording(N_("I want to complain")),
    "before_review": Wording(N_("My review is coming")),
    "after_review": Wording(N_("I had my review")),
    "before_conference": Wording(
        N_("My child protection conference is coming"),
        younger=N_("A big meeting about keeping me safe is coming"),
    ),
    "safety_plan": Wording(N_("My safety plan"), younger=N_("The plan to keep me safe")),
    "before_visit": Wording(
        N_("My social worker is coming to see me"), leaver=N_("My personal adviser is coming to see me")
    ),
    "before_assessment": Wording(
        N_("Somebody is finding out what help we need"), younger=N_("Somebody wants to find out what we need")
    ),
    "before_pathway": Wording(N_("My pathway plan")),
    "before_school_plan": Wording(N_("My school plan"), leaver=N_("My school or college plan")),
    "before_meeting": Wording(N_("Another meeting is coming")),
    "family_time": Wording(N_("Time with my family"), leaver=N_("My family")),
    "move": Wording(N_("My move")),
    "after_missing": Wording(N_("I was missing and came back"), younger=N_("I went away and came back")),
}

SAID_OF = {
    "see_me_alone": N_("Asked to be seen alone"),
    "letter_reply": N_("About a letter after a review"),
    "idea": N_("An idea"),
    "idea_talk": N_("About an idea"),
    "idea_report": N_("About something that somebody else wrote"),
    "draft_talk": N_("About something we asked young people"),
    "want_sorted": N_("Something to get sorted"),
    "talk_to_somebody": N_("Talking to somebody"),
    "good_news": N_("Good news or a thank you"),
    "complaint": N_("A complaint"),
    "before_review": N_("Before a review"),
    "after_review": N_("After a review"),
    "review_wish": N_("How they want a review"),
    "before_conference": N_("Before a child protection conference"),
    "safety_plan": N_("About the safety plan"),
    "before_visit": N_("Before a visit"),
    "before_assessment": N_("Before an assessment"),
    "before_pathway": N_("For a pathway plan"),
    "before_school_plan": N_("For a school plan"),
    "before_meeting": N_("Before a meeting"),
    "family_time": N_("Family time"),
    "move": N_("A move"),
    "after_missing": N_("After being missing"),
}
"""The same for all who read it, the young person and staff: short, and in nobody's voice."""
