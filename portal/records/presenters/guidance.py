"""What helps at the point of decision, short, with its legal ground; part of it is still to be confirmed."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from portal.records.rules import EventKind

K = EventKind


@dataclass(frozen=True)
class Guidance:
    """Lines to read before deciding, and where they come from."""

    title: object
    lines: tuple[object, ...] = ()
    ground: object = ""
    button: object = ""
    legend: object = _l("Why?")
    words: object = _l("In words")


EVENTS: dict[EventKind, Guidance] = {
    K.CLARIFICATION_ASKED: Guidance(
        _l("Ask what they look for"),
        (
            _l(
                "Only if you truly need it to find the records. The clock stops from today until they answer."
            ),
            _l("How they would like to get it, or who they are, stops no clock: write a message instead."),
            _l("Ask once, early, and everything together. Offer help with the answer."),
            _l("They may say “all of it”. That is an answer."),
        ),
        _l("UK GDPR Art 12A; DPA 2018 s54(3C) as its twin [to be confirmed]. Both end days do not count."),
        _l("Ask them, and stop the clock"),
        legend=_l("What do you need to know?"),
        words=_l("What you write to them"),
    ),
    K.CLARIFICATION_RECEIVED: Guidance(
        _l("They told us what they look for"),
        (_l("The day on which their answer reached anyone at the council. The clock goes on."),),
        _l("UK GDPR Art 12A [to be confirmed]"),
        _l("Write it down, and let the clock go on"),
    ),
    K.IDENTITY_ASKED: Guidance(
        _l("Ask who they are"),
        (
            _l(
                "Only where there is real doubt, and at once. Whoever signed in, or is known to a "
                "worker, needs nothing."
            ),
            _l("Choose a way that needs no papers. Many people who were in care have none."),
            _l("Say in your words why there is doubt."),
            _l(
                "The month begins anew on the day they have shown it: so each day you wait to ask is "
                "their day."
            ),
        ),
        _l("UK GDPR Art 12(6) [to be confirmed]; DPA 2018 s54(3)"),
        _l("Ask them"),
        legend=_l("How could they show it?"),
        words=_l("What you write to them"),
    ),
    K.IDENTITY_RECEIVED: Guidance(
        _l("They showed who they are"),
        (_l("The month begins on this day. Keep no copy of papers: write down what you saw."),),
        _l("DPA 2018 s54(3)"),
        _l("Write it down"),
    ),
    K.AUTHORITY_ASKED: Guidance(
        _l("Ask for proof that they may ask"),
        (
            _l(
                "A solicitor or an advocate needs the person’s word: a signed note, an e-mail of "
                "theirs, a call with them."
            ),
            _l("The month begins on the day the proof comes, so ask at once."),
        ),
        _l("DPA 2018 s54(3)"),
        _l("Ask them"),
        words=_l("What you write to them"),
    ),
    K.AUTHORITY_RECEIVED: Guidance(
        _l("Proof came that they may ask"),
        (_l("Look that it is of this person, for these records, and that they meant it."),),
        _l("DPA 2018 s54(3)"),
        _l("Write it down"),
    ),
    K.FEE_ASKED: Guidance(
        _l("Ask for a fee"),
        (
            _l(
                "Care records are free. A fee is for further copies, or for what is manifestly "
                "excessive or unfounded."
            ),
            _l("Speak with the data protection officer first."),
        ),
        _l("UK GDPR Art 12(5), Art 15(3) [to be confirmed]"),
        _l("Ask for the fee"),
        words=_l("What you write to them"),
    ),
    K.FEE_RECEIVED: Guidance(
        _l("The fee came"), (_l("The month begins on this day."),), _l("DPA 2018 s54(3)"), _l("Write it down")
    ),
    K.EXTENDED: Guidance(
        _l("Tell them it takes longer"),
        (
            _l("Two more months, once: three months in all from the day the time began."),
            _l("Only if it is complex, or they made several requests. A large file alone is not complex."),
            _l("They must have the notice, with the true reasons, before the first month ends."),
            _l(
                "Too late for that? Tell them that it is late, say sorry, give what is ready, write "
                "down the true reason."
            ),
        ),
        _l("UK GDPR Art 12(3); DPA 2018 s54(3B) [to be confirmed]"),
        _l("Tell them, and move the date"),
        words=_l("What you write to them"),
    ),
    K.STAGE: Guidance(
        _l("It moved on"),
        (_l("They see these five steps on their page."),),
        "",
        _l("Show them this step"),
        legend=_l("Where is it now?"),
    ),
    K.REGIME: Guidance(
        _l("Which rules apply"),
        (
            _l(
                "Somebody who has died: data protection law does not reach them. Weigh confidence, "
                "family, and what they would have wanted. Write kindly."
            ),
            _l(
                "An adoption file has a regime of its own. If they ask for other records too, do not "
                "change this: set the adoption file apart."
            ),
        ),
        _l("UK GDPR recital 27; Adoption and Children Act 2002 ss56–65, SI 2005/888 [to be confirmed]"),
        _l("Use these rules"),
        legend=_l("Which rules?"),
        words=_l("What you know, and how"),
    ),
    K.LATE_REASON: Guidance(
        _l("Why it is late"),
        (
            _l("The true reason, as you would say it to them. They read your words on their page."),
            _l("It is counted, so that the council can put right what makes people wait."),
        ),
        "",
        _l("Write down the true reason"),
        words=_l("The reason in your words to them"),
    ),
    K.REFUSED: Guidance(
        _l("Refuse the whole request"),
        (
            _l("Very rarely. Strong words, old records or much work are no reason."),
            _l("Speak with the data protection officer first, and write down what you weighed."),
            _l("What they can do about it is added to your words: ask us again, the regulator, the court."),
        ),
        _l("UK GDPR Art 12(4) and (5) [to be confirmed]"),
        _l("Refuse, and tell them why"),
        words=_l("What you write to them"),
    ),
    K.WITHDRAWN: Guidance(
        _l("They take it back"),
        (_l("Only they can. No answer to a question of ours is not a withdrawal."),),
        "",
        _l("Close it as withdrawn"),
    ),
    K.REOPENED: Guidance(
        _l("Open it again"),
        (
            _l("If closing it was our mistake, the first clock goes on as if it had never been closed."),
            _l("If they ask again, it is a new request from the day they did."),
        ),
        _l("UK GDPR Art 12(3)"),
        _l("Open it again"),
        words=_l("What happened"),
    ),
}
