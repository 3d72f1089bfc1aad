"""What each prompt asks, in the words of each look: short, and in words a child of nine reads."""

from __future__ import annotations

from portal.kit.i18n import N_
from portal.voice.presenters.occasions.wording import Wording

QUESTIONS = {
    "since_last": Wording(
        N_("How is it now, next to last month?"), younger=N_("Is it better or worse than before?")
    ),
    "one_good": Wording(N_("What is one good thing?"), leaver=N_("What is going well?")),
    "told_before": Wording(N_("Did you tell anyone before?")),
    "who_can": Wording(N_("Who could sort it?"), younger=N_("Who could help?")),
    "talk_who": Wording(N_("Who do you want to talk to?")),
    "talk_how": Wording(N_("How do you want to talk?")),
    "talk_when": Wording(N_("When is a good time?")),
    "news_kind": Wording(N_("What is it?")),
    "thanks_for": Wording(
        N_("Is it a thank you? Say who it is for, and what they did"),
        younger=N_("Who do you want to thank? What did they do?"),
    ),
    "complaint_told": Wording(N_("Did you tell anyone about it before?")),
    "complaint_advocate": Wording(
        N_("Do you want an advocate? They don't work for the council. They help you complain"),
        younger=N_("Do you want an advocate? They help you say it"),
    ),
    "review_go": Wording(N_("Do you want to be at your review?")),
    "review_talk": Wording(N_("What should we talk about?")),
    "review_speak": Wording(N_("How do you want to say it there?")),
    "review_not_there": Wording(N_("Is there anyone you don't want there?")),
    "review_listened": Wording(N_("Did they listen to you?"), leaver=N_("Were you listened to?")),
    "review_missed": Wording(N_("What did they miss?")),
    "review_clear": Wording(N_("Was it clear what happens next?")),
    "review_next": Wording(N_("What did they say will happen?"), leaver=N_("What was agreed?")),
    "conference_go": Wording(
        N_("Do you want to be there, or have your say another way?"), younger=N_("Do you want to be there?")
    ),
    "conference_know": Wording(N_("What do you want them to know?")),
    "conference_advocate": Wording(N_("Do you want an advocate?")),
    "conference_safer": Wording(N_("What would help you feel safe?")),
    # The dataset's five questions, in plainer words: what they ask stays the same.
    "voch_explained_worries": Wording(
        N_("Did somebody explain why people are worried for your family, in a way you understand?"),
        younger=N_("Did somebody tell you why people worry about your family?"),
    ),
    "voch_story_help_understand": Wording(
        N_("Does your story in words and pictures help you understand what happened in your family?"),
        younger=N_("Does your story with pictures help you see what happened?"),
    ),
    "voch_agree_worker": Wording(
        N_("Do you agree with what your worker says must happen to keep you safe?"),
        younger=N_("Is your worker right about what will keep you safe?"),
    ),
    "voch_plan_safe": Wording(
        N_("Does the plan tell everyone what they need to do to keep you safe?"),
        younger=N_("Does the plan tell everyone how to keep you safe?"),
    ),
    "voch_tablet_help_explain": Wording(
        N_("Did writing or drawing on a tablet help you say what you think and want?"),
        younger=N_("Did writing or drawing here help you say what you want?"),
    ),
    "visit_alone": Wording(
        N_("Do you want time on your own with them?"), younger=N_("Do you want to talk with just them?")
    ),
    "visit_ask": Wording(N_("What do you want to ask or tell them?")),
    "visit_where": Wording(N_("Where do you want to meet?")),
    "assessment_why": Wording(N_("Do you know what it is for?"), younger=N_("Do you know why they ask?")),
    "assessment_good": Wording(N_("What is good at home?")),
    "assessment_change": Wording(N_("What should change?")),
    "pathway_first": Wording(N_("What comes first for you?")),
    "pathway_help": Wording(N_("What help do you need?")),
    "pathway_year": Wording(N_("Where do you want to be in a year?")),
    "school_going": Wording(N_("How is school?"), leaver=N_("How is school or college?")),
    "school_change": Wording(N_("What should change?")),
    "school_helps": Wording(N_("What helps you learn?")),
    "meeting_go": Wording(N_("Do you want to be there?")),
    "meeting_which": Wording(N_("What is the meeting?")),
    "meeting_know": Wording(N_("What do you want them to know?")),
    "family_often": Wording(
        N_("Do you see your family as much as you want?"),
        leaver=N_("Do you see your family as much as you want to?"),
    ),
    "family_who": Wording(N_("Who do you want to see?")),
    "family_after": Wording(N_("How do you feel after you see them?")),
    "family_change": Wording(N_("What should change?")),
    "move_saw": Wording(
        N_("Did you get to see it first?"), younger=N_("Did you see your new home before you moved?")
    ),
    "move_things": Wording(N_("Do you have all your things?")),
    "move_told": Wording(N_("When were you told?")),
    "move_help": Wording(N_("What would help you now?")),
    "missing_safe": Wording(N_("Were you safe while you were away?")),
    "missing_help": Wording(N_("What would help you now?")),
    "missing_talk": Wording(N_("Who do you want to talk to about it?")),
    "missing_why": Wording(N_("Why did you go? You don't have to say")),
}
