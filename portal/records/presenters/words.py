"""Words for what a request is and what happens to it: for staff; why it is late also for whoever asked."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.records.rules import Asker, Came, EventKind, Format, Regime, Scope, Stage, State
from portal.records.rules.reasons import (
    ClarifyAbout,
    ExtendReason,
    FeeReason,
    IdentityMeans,
    LateReason,
    RefusalReason,
    ReopenedReason,
    WithdrawnReason,
)
from portal.records.rules.who import Answer, Question, read

Words = dict[Any, Any]
K = EventKind

STATE: Words = {
    State.UNPROVEN: _l("Not proven yet"),
    State.OPEN: _l("Open"),
    State.GIVEN: _l("Given"),
    State.REFUSED: _l("Refused"),
    State.WITHDRAWN: _l("Withdrawn"),
    State.MERGED: _l("Goes on in another"),
}
STAGE: Words = {
    Stage.GOT_IT: _l("Received"),
    Stage.FINDING: _l("Finding"),
    Stage.READING: _l("Reading and covering"),
    Stage.CHECKING: _l("Second check"),
    Stage.READY: _l("Ready"),
}
SCOPE: Words = {
    Scope.ALL: _l("All of it"),
    Scope.TIME: _l("Some years"),
    Scope.QUESTION: _l("A question they want answered"),
    Scope.PHOTOS: _l("Photos and letters"),
    Scope.REVIEWS: _l("Their reviews"),
}
FORMAT: Words = {
    Format.ONLINE: _l("Online"),
    Format.PAPER: _l("On paper"),
    Format.IN_PERSON: _l("In person"),
    Format.BIT_BY_BIT: _l("A bit at a time"),
}
CAME: Words = {
    Came.OWN_PAGE: _l("Their own page"),
    Came.PUBLIC_PAGE: _l("The public page"),
    Came.VOICE: _l("Said in person or on the phone"),
    Came.LETTER: _l("A letter"),
    Came.MESSAGE: _l("An e-mail or a text"),
    Came.THROUGH_OTHERS: _l("Through an advocate or a solicitor"),
}
ASKER: Words = {
    Asker.SELF: _l("The person the records are about"),
    Asker.PARENT: _l("A parent"),
    Asker.ADVOCATE: _l("An advocate, for them"),
    Asker.SOLICITOR: _l("A solicitor, for them"),
    Asker.FAMILY: _l("Family of somebody who has died"),
    Asker.SOMEBODY_ELSE: _l("Somebody else, for them"),
}
REGIME: Words = {
    Regime.DATA_PROTECTION: _l("Data protection law"),
    Regime.DIED: _l("They have died: other rules, not this clock"),
    Regime.ADOPTION: _l("The adoption file: its own rules, not this clock"),
}
EVENT: Words = {
    K.RECEIVED: _l("It reached the council"),
    K.PROVEN: _l("We know they can be reached"),
    K.IDENTITY_ASKED: _l("We asked them to show who they are"),
    K.IDENTITY_RECEIVED: _l("They showed who they are"),
    K.AUTHORITY_ASKED: _l("We asked for proof that they may ask"),
    K.AUTHORITY_RECEIVED: _l("Proof came that they may ask"),
    K.FEE_ASKED: _l("We asked for a fee"),
    K.FEE_RECEIVED: _l("The fee came"),
    K.CLARIFICATION_ASKED: _l("We asked what they look for"),
    K.CLARIFICATION_RECEIVED: _l("They told us what they look for"),
    K.EXTENDED: _l("We told them it takes longer"),
    K.TAKEN_ON: _l("An officer has it"),
    K.STAGE: _l("It moved on"),
    K.WHO_DECIDED: _l("Decided: who asks"),
    K.REGIME: _l("Which rules apply"),
    K.LATE_REASON: _l("Why it is late"),
    K.PART_GIVEN: _l("A part was given"),
    K.GIVEN: _l("All of it was given"),
    K.REFUSED: _l("It was refused"),
    K.WITHDRAWN: _l("It was withdrawn"),
    K.REOPENED: _l("It was opened again"),
    K.MERGED: _l("It goes on in another request"),
    K.TOOK_IN: _l("Another request goes on in this one"),
}
CLARIFY: Words = {
    ClarifyAbout.WHICH_RECORDS: _l("Which records they mean"),
    ClarifyAbout.WHICH_TIME: _l("Which time they mean"),
    ClarifyAbout.WHICH_PLACES: _l("Which homes, schools or workers they mean"),
    ClarifyAbout.FORMAT: _l("How they would like to get it"),
    ClarifyAbout.IDENTITY: _l("Who they are"),
}
MEANS: Words = {
    IdentityMeans.KNOWN_TO_WORKER: _l("A worker who knows them meets or rings them"),
    IdentityMeans.ANSWERS: _l("They answer what only they would know"),
    IdentityMeans.KNOWN_ADDRESS: _l("A letter to the address we have"),
    IdentityMeans.VIDEO_CALL: _l("A video call"),
    IdentityMeans.VOUCHED_FOR: _l("Somebody we know vouches for them"),
    IdentityMeans.PAPERS: _l("Papers, if they have some and nothing else will do"),
}
EXTEND: Words = {
    ExtendReason.COMPLEX: _l("It is complex"),
    ExtendReason.SEVERAL: _l("They made several requests"),
}
FEE: Words = {
    FeeReason.FURTHER_COPIES: _l("Further copies of what they were given"),
    FeeReason.EXCESSIVE: _l("It is manifestly excessive"),
    FeeReason.UNFOUNDED: _l("It is manifestly unfounded"),
}
REFUSAL: Words = {
    RefusalReason.NO_AUTHORITY: _l("They may not ask for this person"),
    RefusalReason.NOT_ENTITLED: _l("A parent who may not have the child’s file"),
    RefusalReason.NOT_SHOWN_WHO: _l("There is real doubt who they are, and nothing came to end it"),
    RefusalReason.EXCESSIVE: _l("It is manifestly excessive"),
    RefusalReason.UNFOUNDED: _l("It is manifestly unfounded"),
}
LATE: Words = {
    LateReason.REACHED_US_LATE: _l("It lay elsewhere in the council before it reached us"),
    LateReason.TOO_FEW_PEOPLE: _l("Too few people work on requests"),
    LateReason.LARGE_FILE: _l("The file is large"),
    LateReason.ARCHIVE: _l("We waited for an archive"),
    LateReason.OTHER_BODY: _l("We waited for health, a school or another council"),
    LateReason.CONSENTS: _l("We waited for somebody named in the file"),
    LateReason.OPINION: _l("We waited for an opinion about harm"),
    LateReason.CHECKING: _l("The second check took long"),
    LateReason.SYSTEM: _l("A system failed"),
    LateReason.OUR_MISTAKE: _l("We made a mistake"),
}
LATE_THEIRS: Words = {
    LateReason.REACHED_US_LATE: _l("Your letter lay in another office before it reached us."),
    LateReason.TOO_FEW_PEOPLE: _l("Too few people here work on this."),
    LateReason.LARGE_FILE: _l("There is a lot to read."),
    LateReason.ARCHIVE: _l("We waited for a store of old papers."),
    LateReason.OTHER_BODY: _l("We waited for somebody else, like a school or a doctor."),
    LateReason.CONSENTS: _l("We waited for somebody who is named in your records."),
    LateReason.OPINION: _l("We had to ask somebody if reading it could do harm."),
    LateReason.CHECKING: _l("The second check took too long."),
    LateReason.SYSTEM: _l("A computer of ours broke down."),
    LateReason.OUR_MISTAKE: _l("We made a mistake."),
}
WITHDRAWN: Words = {
    WithdrawnReason.ASKED: _l("They said so"),
    WithdrawnReason.SUPERSEDED: _l("A newer request of theirs takes its place"),
}
REOPENED: Words = {
    ReopenedReason.OUR_MISTAKE: _l("Closing it was our mistake: the first date holds"),
    ReopenedReason.ASKED_AGAIN: _l("They ask again: a new clock from that day"),
}
QUESTION: Words = {
    Question.DOUBT: _l("Is there real doubt who they are?"),
    Question.AUTHORITY: _l("May they ask for this person?"),
    Question.COMPETENCE: _l("Does the child understand what this is about?"),
    Question.WISHES: _l("Does the child want the parent to have it?"),
    Question.ORDERS: _l("Is there a court order that stands against it?"),
    Question.CARE_ORDER: _l("Does the council share parental responsibility?"),
    Question.CONFLICT: _l("Do the parent’s and the child’s interests part?"),
    Question.ALLEGATION: _l("Does the file hold an allegation against them?"),
    Question.DIED: _l("Has the person died, and who are they to them?"),
    Question.ADOPTED: _l("Is there an adoption file?"),
    Question.KNOWS: _l("Do they know that there is an adoption file?"),
    Question.ENTITLED: _l("So: may they have it?"),
}
ANSWER: Words = {
    Answer.YES: _l("Yes"),
    Answer.PARTLY: _l("Partly"),
    Answer.NO: _l("No"),
    Answer.NOT_KNOWN: _l("Not known yet"),
}
TURN = {
    "us": _l("Us"),
    "them": _l("Them: we wait for an answer"),
    "others": _l("Others: a search waits for them"),
}
REASONS: dict[EventKind, Words] = {
    K.CLARIFICATION_ASKED: CLARIFY,
    K.IDENTITY_ASKED: MEANS,
    K.EXTENDED: EXTEND,
    K.FEE_ASKED: FEE,
    K.REFUSED: REFUSAL,
    K.LATE_REASON: LATE,
    K.WITHDRAWN: WITHDRAWN,
    K.REOPENED: REOPENED,
    K.STAGE: STAGE,
    K.REGIME: REGIME,
}


def reason_words(kind: EventKind, reason: str) -> str:
    """An event's reason, for staff; "" where it has none."""
    if kind is K.WHO_DECIDED:
        decided = read(reason)
        return f"{QUESTION[decided[0]]} {ANSWER[decided[1]]}" if decided else ""
    return str(REASONS.get(kind, {}).get(reason, ""))


def listed(values: list[str], words: Words, kind: type[StrEnum]) -> list[str]:
    """What was picked, in words and in the usual order; what we do not know is left out."""
    return [str(words[one]) for one in kind if one.value in values]


def choices(words: Words) -> list[SelectChoice]:
    """The same as choices of a form."""
    return [SelectChoice(one.value, label) for one, label in words.items()]
