"""Words of reading and covering: reasons with their legal ground and what helps to decide, for staff."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.documents.leaves import Fault, Pattern
from portal.records.rules import (
    Balance,
    DocumentState,
    HarmAnswer,
    PageRead,
    SearchPlace,
    TakenOut,
    Who,
    Why,
)
from portal.records.rules.reading import WhyNot

Words = dict[Any, Any]


@dataclass(frozen=True)
class Reason:
    """Why something is covered: in plain words, its legal ground, and what to think of first."""

    label: object
    ground: object
    help: object


WHY: dict[Why, Reason] = {
    Why.SOMEBODY_ELSE: Reason(
        _l("About somebody else"),
        _l("DPA 2018 Sch 2 para 16 [to be confirmed]"),
        _l(
            "Only what identifies them and is about them. Not what the reader knows anyway, nor workers’ "
            "names as such."
        ),
    ),
    Why.ANOTHER_CHILD: Reason(
        _l("About another child"),
        _l("DPA 2018 Sch 2 para 16 [to be confirmed]"),
        _l(
            "A brother or sister is often known to the reader: what they shared may stay, what is only "
            "theirs may not."
        ),
    ),
    Why.CONFIDENCE: Reason(
        _l("Told to us in confidence"),
        _l("DPA 2018 Sch 2 para 16(3); for a parent who asks: Sch 3 Pt 3 para 10 [to be confirmed]"),
        _l("Somebody outside the council told it and expected it to stay with us. It must be so still."),
    ),
    Why.HARM: Reason(
        _l("It would do serious harm"),
        _l("DPA 2018 Sch 3 Pt 3 para 7; health: Pt 2 [to be confirmed]"),
        _l(
            "Serious harm to somebody’s health, not pain or anger. It needs an opinion that says so: ask on "
            "the page about serious harm first."
        ),
    ),
    Why.LEGAL_ADVICE: Reason(
        _l("Advice of our lawyers"),
        _l("DPA 2018 Sch 2 para 19 [to be confirmed]"),
        _l("Advice asked or given, not each letter with a solicitor in it."),
    ),
    Why.CRIME: Reason(
        _l("It would get in the way of the police"),
        _l("DPA 2018 Sch 2 para 2 [to be confirmed]"),
        _l("Ask the police whether it would, today. An old inquiry is mostly over."),
    ),
    Why.COURT: Reason(
        _l("A paper of the court"),
        _l("DPA 2018 Sch 3 Pt 3 para 9 [to be confirmed]"),
        _l("Reports given to the court that its rules keep back. Legal services know which."),
    ),
    Why.ADOPTION: Reason(
        _l("From an adoption file"),
        _l("DPA 2018 Sch 4 para 3 [to be confirmed]"),
        _l("It has rules of its own. Set the adoption file apart as a request beside this one."),
    ),
    Why.NOT_ABOUT_THEM: Reason(
        _l("Not about them at all"),
        _l("UK GDPR Art 15(1)"),
        _l("Nothing in it is about the person who asks. If in doubt, leave it in."),
    ),
}
WHO: Words = {
    Who.THEMSELVES: _l("The person the file is about"),
    Who.FAMILY: _l("Family"),
    Who.FRIEND: _l("A friend"),
    Who.CARER: _l("A foster carer or somebody who looked after them"),
    Who.PROFESSIONAL: _l("A professional, as such"),
    Who.ANOTHER_CHILD: _l("Another child"),
    Who.SOMEBODY_ELSE: _l("Somebody else"),
}
BALANCE: Words = {
    Balance.CONSENTED: _l("Leave in: they agreed"),
    Balance.REASONABLE: _l("Leave in: reasonable without asking them"),
    Balance.KNOWN_ALREADY: _l("Leave in: the reader knows it anyway"),
    Balance.NOT_REASONABLE: _l("Cover: not reasonable without their agreement"),
    Balance.REFUSED: _l("Cover: they said no"),
}
READ: Words = {
    PageRead.NOT_YET: _l("waits for the machine"),
    PageRead.TEXT: _l("words known"),
    PageRead.MACHINE: _l("read by machine"),
    PageRead.BLANK: _l("blank"),
    PageRead.NOT_READABLE: _l("words not known"),
}
STATE: Words = {
    DocumentState.WAITING: _l("is looked at"),
    DocumentState.READY: _l("ready"),
    DocumentState.FAULTY: _l("cannot be opened"),
}
TAKEN_OUT: Words = {
    TakenOut.ANOTHER_PERSON: _l("It is about another person"),
    TakenOut.TWICE: _l("It is in the file already"),
    TakenOut.ADOPTION: _l("It belongs to the adoption file"),
    TakenOut.NOT_ASKED_FOR: _l("It is not what was asked for"),
    TakenOut.FAULTY: _l("It cannot be opened; a better one is here"),
    TakenOut.OTHER: _l("Another reason, written in the messages"),
}
HARM: Words = {
    HarmAnswer.ASKED: _l("Not answered yet"),
    HarmAnswer.NO_HARM: _l("No serious harm: it is given"),
    HarmAnswer.HARM: _l("Serious harm is likely: that part is held back"),
}
PATTERN: Words = {
    Pattern.PHONE: _l("Phone number"),
    Pattern.POSTCODE: _l("Postcode"),
    Pattern.EMAIL: _l("E-mail address"),
    Pattern.NHS_NUMBER: _l("NHS number"),
    Pattern.NI_NUMBER: _l("National Insurance number"),
    Pattern.BIRTH_DATE: _l("Birth date"),
}
PLACE: Words = {
    SearchPlace.CASE_SYSTEM: _l("The case system"),
    SearchPlace.OLD_SYSTEM: _l("An older system"),
    SearchPlace.PAPER_STORE: _l("The paper store"),
    SearchPlace.ARCHIVE: _l("An archive"),
    SearchPlace.EMAIL: _l("E-mail"),
    SearchPlace.SCHOOL: _l("A school"),
    SearchPlace.HEALTH: _l("Health"),
    SearchPlace.OTHER_COUNCIL: _l("Another council"),
    SearchPlace.FORMER_HOME: _l("A former home"),
    SearchPlace.POLICE_OR_COURT: _l("The police or a court"),
    SearchPlace.ELSEWHERE: _l("Elsewhere"),
}
_OPEN_ELSEWHERE = _l("Open it where it came from, save it again as a PDF, and upload that one.")
FAULT: dict[str, tuple[object, object]] = {
    Fault.EMPTY.value: (_l("There is nothing in it."), _l("Look at the file where it came from.")),
    Fault.TOO_BIG.value: (_l("It is too big."), _l("Split it into parts and upload them one by one.")),
    Fault.TOO_MANY_PAGES.value: (
        _l("It has too many pages."),
        _l("Split it into volumes of at most 20,000 pages and upload them one by one."),
    ),
    Fault.ENCRYPTED.value: (
        _l("This PDF has a password."),
        _l("Open it with the password, print it as a PDF without one, and upload that one."),
    ),
    Fault.BROKEN.value: (_l("The file is broken."), _OPEN_ELSEWHERE),
    Fault.BOMB.value: (
        _l("It would grow beyond measure when opened, so we do not open it."),
        _l("Ask whoever sent it, and your IT team. Do not open it elsewhere."),
    ),
    Fault.WRONG_TYPE.value: (
        _l("It is not a PDF, a picture or plain text."),
        _l("Print or save it as a PDF where it came from, and upload that one."),
    ),
    Fault.IS_WORD.value: (
        _l("It is a Word document."),
        _l("Save it as a PDF, with its comments and changes shown if they are part of the record."),
    ),
    Fault.IS_HEIC.value: (
        _l("It is a picture in a phone’s own format (HEIC)."),
        _l("Save it as a JPEG and upload that one."),
    ),
    Fault.TOO_SLOW.value: (_l("It took too long to open."), _OPEN_ELSEWHERE),
}
FILTERS: dict[str, object] = {
    "all": _l("All pages"),
    "to_read": _l("To read"),
    "found": _l("Something found"),
    "not_readable": _l("Words not known"),
    "to_check": _l("For the second check"),
    "sent_back": _l("Sent back"),
}


def why_not_words(why: Enum) -> str:
    """Why a step was refused, and what to do."""
    words: dict[Enum, str] = {
        WhyNot.EMPTY: _("There is nothing in it."),
        WhyNot.TOO_BIG: _("It is too big. Split it and send the parts one by one."),
        WhyNot.ENDED: _("The request is closed. Open it again first."),
        WhyNot.NOT_READY: _("It is not ready yet. Try again in a minute."),
        WhyNot.TAKEN_OUT: _("Somebody took this document out of the file. Put it back first."),
        WhyNot.NO_REASON: _("Choose a reason, or write it down."),
        WhyNot.NO_BOX: _("Say what to cover: words, lines, or a part of the page."),
        WhyNot.NO_HARM_OPINION: _(
            "No opinion says yet that it would do serious harm. Ask for one on the page about serious harm."
        ),
        WhyNot.NO_NAME: _("Write a name."),
        WhyNot.NO_OPINION: _("Write the opinion down, and whose it is."),
        WhyNot.CHANGED_SINCE: changed_since(),
        WhyNot.NOT_DONE: _("The first reader is not through with this page."),
        WhyNot.SAYS_NOBODY: _(
            "Something is covered here. Say that the page names somebody else or holds something back, or "
            "take the boxes off."
        ),
        WhyNot.OWN_WORK: _("You read this page, or covered something on it. A second person checks it."),
        WhyNot.NOTHING_TO_CHECK: _("This page needs no second check."),
        WhyNot.BEING_READ: _("The machine has not read this page yet. Try again in a minute."),
    }
    return words.get(why) or _("This cannot be done now. Look at the page again.")


def changed_since() -> str:
    return str(_("Somebody else changed this page while you had it open. Look at it again."))


def label(words: Words, value: Any) -> str:
    """The words for a value, or nothing for one there is not."""
    return str(words[value]) if value in words else ""
