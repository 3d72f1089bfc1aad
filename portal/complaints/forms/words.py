"""What staff read for each state, step and reason of a complaint."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.complaints.rules import (
    Came,
    Complainer,
    Ending,
    EventKind,
    Finding,
    Helped,
    Holds,
    Part,
    RemedyKind,
    Stage,
    State,
    Track,
)
from portal.complaints.rules.clocks import Clock
from portal.complaints.rules.handling import WhyNot
from portal.complaints.rules.learning import WhyNot as WhyNotLearn
from portal.complaints.rules.receiving import WhyNot as WhyNotReceive

Words = Mapping[Any, Any]

STAGES: Words = {
    Stage.FIRST: _l("Stage 1: answered near where it happened"),
    Stage.SECOND: _l("Stage 2: an independent look"),
    Stage.PANEL: _l("Stage 3: a panel of three"),
    Stage.OMBUDSMAN: _l("With the Ombudsman, or another body outside"),
}
STAGES_SHORT: Words = {
    Stage.FIRST: _l("Stage 1"),
    Stage.SECOND: _l("Stage 2"),
    Stage.PANEL: _l("Stage 3"),
    Stage.OMBUDSMAN: _l("Outside the council"),
}
STATES: Words = {State.OPEN: _l("Open"), State.ANSWERED: _l("Answered"), State.ENDED: _l("Ended")}
TRACKS: Words = {
    Track.STATUTORY: _l("Under the Regulations (three stages)"),
    Track.ANONYMOUS: _l("No name given: looked into outside the stages"),
    Track.NOT_ELIGIBLE: _l("Not by somebody the Regulations cover: answered outside the stages"),
    Track.CORPORATE: _l("The council’s general complaints procedure"),
    Track.DATA_PROTECTION: _l("A data protection complaint (30 days to acknowledge)"),
}
CAME: Words = {
    Came.OWN_PAGE: _l("On their own page"),
    Came.SAID: _l("Said on their own page"),
    Came.NOT_SORTED: _l("From an answer that did not help"),
    Came.ACTION: _l("From an agreed action that did not happen"),
    Came.FAMILY_PAGE: _l("On the page for families"),
    Came.NAMELESS: _l("Without a name"),
    Came.PHONE: _l("By phone"),
    Came.IN_PERSON: _l("In person"),
    Came.LETTER: _l("By letter"),
    Came.EMAIL: _l("By e-mail"),
}
COMPLAINERS: Words = {
    Complainer.YOUNG_PERSON: _l("Young person"),
    Complainer.PARENT: _l("Parent"),
    Complainer.CARER: _l("Carer"),
    Complainer.FAMILY: _l("Somebody of the family"),
    Complainer.ADVOCATE: _l("Advocate"),
    Complainer.OTHER: _l("Somebody else"),
    Complainer.NOBODY: _l("No name given"),
}
ENDINGS: Words = {
    Ending.SORTED: _l("They say it is sorted"),
    Ending.WITHDRAWN: _l("They took it back"),
    Ending.ANSWERED: _l("Answered, and they want no more"),
    Ending.ELSEWHERE: _l("Somebody else answers it (a court, another council)"),
}
EVENTS: Words = {
    EventKind.RECEIVED: _l("It came"),
    EventKind.ACKNOWLEDGED: _l("They were told that it is here"),
    EventKind.WROTE: _l("They wrote"),
    EventKind.TOLD: _l("We wrote to them"),
    EventKind.HANDED: _l("Handed on"),
    EventKind.TRACK: _l("How it is handled was changed"),
    EventKind.LIMIT: _l("Older than twelve months: decided"),
    EventKind.EXTENDED: _l("It takes longer"),
    EventKind.AGREED: _l("The statement of complaint was agreed"),
    EventKind.ASKED_NEXT: _l("They asked for the next stage"),
    EventKind.PANEL_FIXED: _l("Day of the panel"),
    EventKind.REPORTED: _l("A report came"),
    EventKind.DECIDED: _l("Decided"),
    EventKind.LETTER: _l("The outcome letter was sent"),
    EventKind.REMEDY: _l("Something to put it right was agreed"),
    EventKind.REMEDY_DONE: _l("Something to put it right was done"),
    EventKind.HELPED: _l("They said whether it helped"),
    EventKind.SORTED: _l("They say it is sorted"),
    EventKind.WITHDRAWN: _l("They took it back"),
    EventKind.ENDED: _l("It ended"),
    EventKind.REOPENED: _l("They opened it again"),
    EventKind.CONCERNS: _l("Whom it is about was changed"),
}
PARTS: Words = {
    Part.ANSWERER: _l("Answers it at stage 1"),
    Part.INVESTIGATOR: _l("Investigating officer"),
    Part.INDEPENDENT: _l("Independent person"),
    Part.DECIDER: _l("Decides for the council"),
}
FINDINGS: Words = {
    Finding.UPHELD: _l("Upheld"),
    Finding.PARTLY: _l("Partly upheld"),
    Finding.NOT_UPHELD: _l("Not upheld"),
    Finding.NO_FINDING: _l("No finding"),
}
REMEDIES: Words = {
    RemedyKind.APOLOGY: _l("An apology"),
    RemedyKind.CHANGE: _l("Something is changed"),
    RemedyKind.PAYMENT: _l("A payment"),
    RemedyKind.OTHER: _l("Something else"),
}
HELPED: Words = {
    Helped.YES: _l("It helped"),
    Helped.PARTLY: _l("It helped a bit"),
    Helped.NO: _l("It did not help"),
}
HOLDS: Words = {
    Holds.YES: _l("It holds"),
    Holds.PARTLY: _l("It holds in part"),
    Holds.NO: _l("It does not hold"),
}
CLOCKS: Words = {
    Clock.FIRST: _l("Stage 1"),
    Clock.FIRST_LONGEST: _l("Stage 1, at the longest"),
    Clock.SECOND_TO_ASK: _l("Their time to ask for stage 2 (guidance, later is fine)"),
    Clock.SECOND_FROM_ASKING: _l("Stage 2, counted from the day they asked"),
    Clock.SECOND: _l("Stage 2, counted from the agreed statement of complaint"),
    Clock.SECOND_LONGEST: _l("Stage 2, at the longest"),
    Clock.PANEL_TO_ASK: _l("Their time to ask for a panel (guidance, later is fine)"),
    Clock.PANEL: _l("The panel meets"),
    Clock.PANEL_REPORT: _l("The panel’s report"),
    Clock.PANEL_RESPONSE: _l("The council answers the panel"),
    Clock.OUTSIDE: _l("Our own promise, outside the Regulations"),
    Clock.DATA_PROTECTION: _l("Acknowledge a data protection complaint"),
}
EXTENDED: Words = {
    "complex": _l("It is complex"),
    "advocate": _l("They want an advocate first"),
}
LIMIT: Words = {
    "taken": _l("It is looked into all the same"),
    "not_taken": _l("It is not looked into"),
}
_WHY: dict[Enum, Any] = {
    WhyNot.ENDED: _l("It has ended. Whoever complained may open it again."),
    WhyNot.NOT_ENDED: _l("It has not ended."),
    WhyNot.NO_WORDS: _l("Write it down."),
    WhyNot.TOO_LONG: _l("That is too long. Shorten it."),
    WhyNot.NO_DAY: _l("Write the day."),
    WhyNot.NOT_THAT_DAY: _l(
        "It cannot have been, or be, that day. Look at the other days of this complaint."
    ),
    WhyNot.NOT_THIS_STAGE: _l("It is not at that stage."),
    WhyNot.NOT_THESE_RULES: _l("It is not handled under the Regulations."),
    WhyNot.DONE_BEFORE: _l("That was done before."),
    WhyNot.CONFLICTED: _l("They cannot take this. Choose somebody else."),
    WhyNot.NOT_THEIR_WORK: _l("They do not have the role for it. Choose somebody else."),
    WhyNot.SAME_PERSON: _l("This has to be somebody else: they have, or had, another part in it."),
    WhyNot.NO_POINT: _l("Write at least one point of the complaint first."),
    WhyNot.NO_FINDING: _l("Say of each point what was found."),
    WhyNot.NO_LETTER: _l("Write the letter first."),
    WhyNot.SENT: _l("The letter of this stage was sent."),
    WhyNot.NO_FURTHER: _l("There is no further stage with the council."),
    WhyNot.TOO_MANY: _l("These are too many points. Put some together."),
    WhyNot.NOT_ANSWERED: _l("It has no answer yet. Answer it first."),
    WhyNot.CHANGED: _l(
        "Somebody else changed the letter. Read theirs. If you send yours again, yours is kept."
    ),
    WhyNotLearn.NO_WORDS: _l("Write it down."),
    WhyNotLearn.NO_OWNER: _l("Write who changed it."),
    WhyNotLearn.NO_DAY: _l("Write the day on which it changed."),
    WhyNotLearn.NOT_THAT_DAY: _l("Write the day on which it changed, today or before."),
    WhyNotLearn.TOO_LONG: _l("That is too long. Shorten it."),
    WhyNotLearn.NO_ANSWER: _l("Say whether it still holds."),
    WhyNotLearn.CHECKED: _l("It was checked."),
    WhyNotReceive.NO_WORDS: _l("Write what happened."),
    WhyNotReceive.TOO_LONG: _l("That is too long. Shorten it."),
    WhyNotReceive.NO_DAY: _l("Write the day on which it came."),
    WhyNotReceive.LATER_THAN_TODAY: _l("It cannot have come after today."),
    WhyNotReceive.LONG_AGO: _l("It cannot have come so long ago."),
    WhyNotReceive.NO_NAME: _l("Write who complains."),
}


def why_words(why: Enum) -> str:
    """A reason of the rules in words that say what to do."""
    return str(_WHY.get(why, why.value))
