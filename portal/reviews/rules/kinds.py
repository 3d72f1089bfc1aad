"""The short lists everything about reviews is said in. Pure; what they read like is in the presenters."""

from __future__ import annotations

from enum import StrEnum


class ReviewKind(StrEnum):
    """Which clock a review has: SI 2010/959 reg 33; a child protection conference's review has its own."""

    FIRST = "first"  # within 20 working days of coming into care
    SECOND = "second"  # not more than three months after the first was held
    LATER = "later"  # not more than six months after the one before was held
    CHILD_PROTECTION = "child_protection"


class ReviewState(StrEnum):
    PLANNED = "planned"
    BEGUN = "begun"  # a meeting was held, and it goes on in another: completed at the last
    HELD = "held"  # completed
    CALLED_OFF = "called_off"


class MeetingState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    MOVED = "moved"  # to another day, before it began
    ADJOURNED = "adjourned"  # begun and broken off; nothing was decided
    CALLED_OFF = "called_off"


class TalkHow(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"


class WhyNoTalk(StrEnum):
    """Why the IRO did not talk with the child alone before the review (reg 36: a reason is kept)."""

    DID_NOT_WANT = "did_not_want"
    TOO_YOUNG = "too_young"
    WOULD_HARM = "would_harm"
    NOT_REACHED = "not_reached"


class Between(StrEnum):
    """What an IRO does for a child between reviews."""

    VISIT = "visit"
    TALK = "talk"
    CHECK = "check"  # looked whether what was agreed is done


class Response(StrEnum):
    """What the manager says to the decisions. Silence for five working days is agreement."""

    AGREED = "agreed"
    NOT_ALL = "not_all"


class WhatLate(StrEnum):
    """What may be late; a true reason is kept for each."""

    REVIEW = "review"
    DECISIONS = "decisions"
    RESPONSE = "response"
    DECISIONS_OUT = "decisions_out"
    RECORD = "record"
    DISTRIBUTION = "distribution"
    LETTER = "letter"


class WhyLate(StrEnum):
    CHILD_ASKED = "child_asked"
    CHILD_AWAY = "child_away"
    IRO_AWAY = "iro_away"
    WORKER_AWAY = "worker_away"
    NO_PAPERS = "no_papers"  # the reports did not come
    COURT = "court"
    MOVED_HOME = "moved_home"
    TOO_MUCH_WORK = "too_much_work"
    TOLD_LATE = "told_late"  # nobody told the IRO in time
    OTHER = "other"


class Preset(StrEnum):
    """For whom a letter is written: how it looks and how hard it may be to read."""

    LITTLE = "little"
    YOUNGER = "younger"
    TEEN = "teen"
    LEAVER = "leaver"


class SectionKey(StrEnum):
    """The parts of a letter, in the order a new one has them."""

    TOLD_ME = "told_me"
    GOING_WELL = "going_well"
    TALKED_ABOUT = "talked_about"
    LAST_TIME = "last_time"  # what was agreed last time, and how it went
    WILL_HAPPEN = "will_happen"  # the agreed actions: filled from them, never typed twice
    REACH_ME = "reach_me"
    NOT_HAPPY = "not_happy"
    OWN = "own"  # a part with a heading of the writer's


class LetterState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"  # a person read the preview and said so; any change takes it back to draft
    SENT = "sent"
    RECALLED = "recalled"  # before it was opened
    REPLACED = "replaced"  # by a corrected one


class Way(StrEnum):
    """How a letter reaches the child."""

    PAGE = "page"  # on their page, with a neutral notice
    PAPER = "paper"  # by post, in a window envelope
    HAND = "hand"  # handed over
    TOGETHER = "together"  # held until somebody reads it together with them


class ActionKind(StrEnum):
    REVIEW = "review"
    CHILD_PROTECTION = "child_protection"
    PATHWAY = "pathway"
    SCHOOL = "school"  # personal education plan (PEP)


class ActionState(StrEnum):
    AGREED = "agreed"
    STARTED = "started"
    DONE = "done"
    CHANGED = "changed"  # something else was agreed instead, with the reason
    NOT_DONE = "not_done"  # it will not be done, with the true reason


class ActionEventKind(StrEnum):
    """What happened to an agreed action. Never changed; the newest is what holds."""

    AGREED = "agreed"
    STARTED = "started"
    DONE = "done"
    CHANGED = "changed"
    NOT_DONE = "not_done"
    MOVED = "moved"  # another date, with the reason
    HANDED_ON = "handed_on"  # another owner
    WORDED = "worded"  # its words were made clearer
    HELD_BACK = "held_back"  # not shown to the child yet: a person tells them first
    SHOWN = "shown"
    CHASED = "chased"  # the young person said: this hasn't happened
    UNCHASED = "unchased"  # a tap by mistake, taken back
    SAID_DONE = "said_done"  # the young person said: yes, it has happened
    REOPENED = "reopened"
    CARRIED = "carried"  # the next review starts from it


class About(StrEnum):
    """What an IRO challenges."""

    DRIFT = "drift"
    PLAN = "plan"
    MOVE = "move"
    EDUCATION = "education"
    HEALTH = "health"
    FAMILY_TIME = "family_time"
    RECORDS = "records"
    MISSING_VIEWS = "missing_views"
    OTHER = "other"


class ChallengeOutcome(StrEnum):
    SORTED = "sorted"
    PARTLY = "partly"
    NOT_SORTED = "not_sorted"
    TAKEN_BACK = "taken_back"
