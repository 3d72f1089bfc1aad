"""What is said of a part that is given: how far it is, how it reached them, why it could not be made."""

from __future__ import annotations

from enum import Enum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.records.presenters import reading_words
from portal.records.presenters.words import Words
from portal.records.rules import ReleaseState
from portal.records.rules.giving import WhyNotGiven
from portal.records.rules.reading import WhyNot

STATE: Words = {
    ReleaseState.DRAFT: _l("not made yet"),
    ReleaseState.MAKING: _l("is being made"),
    ReleaseState.MADE: _l("made, not given yet"),
    ReleaseState.GIVEN: _l("given"),
    ReleaseState.FAILED: _l("could not be made"),
    ReleaseState.TAKEN_BACK: _l("taken back"),
}
_FAULT: dict[str, object] = {
    "Changed": _l("A page or the letter changed while it was made. Nothing is lost. Have it made again."),
    "NotClean": _l(
        "Something that is covered could still be found in the file, so it was thrown away. Nobody had it. "
        "Look at the boxes on that part: is a word covered in full? Then have it made again. If it fails "
        "again, tell your IT team."
    ),
    "NotDrawn": _l(
        "One page cannot be drawn. Open the documents of this part and hold that page back whole, or upload "
        "a better copy. Then have it made again."
    ),
    "NotMade": _l("The letter could not be drawn. Shorten it, then have it made again."),
}


def fault_words(fault: str) -> str:
    """Why a part could not be made, and what to do."""
    again = _("Something broke while it was made. Nothing is lost. Have it made again in some minutes.")
    return str(_FAULT.get(fault, again))


def why_words(why: Enum) -> str:
    """Why a part is not begun, made or given, and what to do."""
    words: dict[Enum, str] = {
        WhyNotGiven.NO_LETTER: _("Write the letter first."),
        WhyNotGiven.NOT_MADE: _("It is not made yet. Have it made first."),
        WhyNotGiven.IS_MADE: _("It is made or given already. Look at it again."),
        WhyNotGiven.CHANGED_SINCE: _("A page changed since it was made. Have it made again."),
        WhyNotGiven.NOT_OPENED: _("Nobody has opened it yet. Open volume 1, read the letter, then give it."),
        WhyNotGiven.TAKEN_BACK: _("It was taken back. Begin a new part."),
        WhyNotGiven.NOT_ONLINE: _("It was not given online."),
        WhyNotGiven.OPEN_ALREADY: _("Another part is not given yet. Give it, or throw it away."),
        WhyNotGiven.ENDED: _("The request is closed. Open it again first."),
        WhyNot.NO_PAGES: _("There is nothing to give yet: upload what was found."),
        WhyNot.NOT_DONE: _("A page is not read yet. The list above says what is missing."),
        WhyNot.UNDECIDED: _("Somebody who is named is not decided on. Weigh their interests first."),
        WhyNot.HARM_OPEN: _("A question about serious harm has no answer yet."),
        WhyNot.SENT_BACK: _("The second person sent a page back. Look at it again."),
        WhyNot.NOT_CHECKED: _("A page waits for a second person."),
        WhyNot.BEING_READ: _("The machine still reads pages. Try again in a minute."),
    }
    return words.get(why) or reading_words.why_not_words(why)
