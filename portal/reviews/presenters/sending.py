"""Words of sending a letter: why not, which ways, what became of each."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from portal.reviews.rules import Way
from portal.reviews.rules.sending import Tells, WhyNot

WHY_NOT = {
    WhyNot.NOT_READ: _l("Read it first, as they will see it. Then it can go."),
    WhyNot.CHANGED_SINCE: _l(
        "Something in it changed after it was read: an agreed action, a name, or the words. Read it again, "
        "then send it."
    ),
    WhyNot.READ_BY_ANOTHER: _l(
        "Whoever read and approved it does not lead this young person’s reviews today. Read it yourself, "
        "then send it."
    ),
    WhyNot.NO_WAY: _l("Pick how it gets to them."),
    WhyNot.NO_PAGE: _l(
        "They have no way in to a page of their own yet. Send it on paper, or have it read together with "
        "them."
    ),
    WhyNot.NOT_CHECKED: _l(
        "They came in with a new card, and nobody has checked in person yet that it is them. Until then it "
        "cannot be on their page. Send it on paper, or have it read together with them."
    ),
    WhyNot.NO_ADDRESS: _l("Write the address: street, town and postcode, a line each."),
    WhyNot.LONG_ADDRESS: _l("Make the address shorter: at most six lines fit the window of the envelope."),
    WhyNot.MOVED: _l(
        "They moved, or we heard of it, after this letter was read or addressed. Look up where they live "
        "now, then tick that you did."
    ),
    WhyNot.NOBODY_TO_READ: _l("Pick who reads it together with them."),
    WhyNot.NOT_WITH_THEM: _l("Whoever you picked does not work with them today. Pick somebody who does."),
    WhyNot.ONLY_TOGETHER: _l(
        "What is held until somebody reads it together with them goes no other way. Pick only that, or only "
        "other ways."
    ),
    WhyNot.NOT_SENT: _l("This letter is not on its way any more."),
    WhyNot.OPENED: _l("They have read it already. If something is wrong in it, write a corrected letter."),
    WhyNot.GIVEN: _l(
        "It was posted or handed over already. If something is wrong in it, write a corrected letter."
    ),
    WhyNot.NO_REASON: _l("Write why it is taken back."),
    WhyNot.BEFORE_SENT: _l("This day is before the letter was sent. Look at the date."),
    WhyNot.IN_FUTURE: _l("This day is still to come. Write the day on which it was done."),
    WhyNot.OVER: _l("It goes another way now."),
}

WAYS = {
    Way.PAGE: _l("On their page, now"),
    Way.TOGETHER: _l("Held until somebody reads it together with them"),
    Way.PAPER: _l("On paper, by post"),
    Way.HAND: _l("On paper, handed over"),
}
WAYS_DONE = {
    Way.PAGE: _l("On their page"),
    Way.TOGETHER: _l("Read together"),
    Way.PAPER: _l("Posted"),
    Way.HAND: _l("Handed over"),
}
WAYS_WAITING = {
    Way.PAGE: _l("On their page"),
    Way.TOGETHER: _l("To be read together"),
    Way.PAPER: _l("To be posted"),
    Way.HAND: _l("To be handed over"),
}
HELPED = {
    Tells.YES: _l("Yes"),
    Tells.BIT: _l("A bit"),
    Tells.NO: _l("No"),
}
FACES = {Tells.YES: "face-good", Tells.BIT: "face-mixed", Tells.NO: "face-bad"}


def why_words(why: object) -> str:
    """Why not, and what to do instead."""
    return str(WHY_NOT[why]) if isinstance(why, WhyNot) else ""
