"""What helps to decide who asks, and whether they may."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from portal.records.presenters.guidance import Guidance
from portal.records.rules.who import Question

QUESTIONS: dict[Question, Guidance] = {
    Question.DOUBT: Guidance(
        _l("Is there real doubt who they are?"),
        (
            _l("Signed in here, known to a worker, writing from the address we have: then there is none."),
            _l("If there is, ask at once, and for what they can show without papers."),
            _l("While there is doubt nothing is given. When you know, decide again."),
        ),
        _l("UK GDPR Art 12(6) [to be confirmed]"),
    ),
    Question.AUTHORITY: Guidance(
        _l("May they ask for this person?"),
        (
            _l("Did the person say so, in a way you can rely on? For a child, did they understand it?"),
            _l("Somebody who cannot decide for themselves: a deputy or an attorney, with their paper."),
        ),
        _l("UK GDPR Art 15; Mental Capacity Act 2005 [to be confirmed]"),
    ),
    Question.COMPETENCE: Guidance(
        _l("Does the child understand what this is about?"),
        (
            _l("There is no fixed age. Twelve is the law in Scotland, not here."),
            _l(
                "Understanding what records are, what asking means, and what reading them may bring. "
                "Ask somebody who knows them."
            ),
            _l("A child who understands decides for themselves, also against a parent’s wish."),
        ),
        _l("UK GDPR Art 15; the regulator’s guidance on children’s rights"),
    ),
    Question.WISHES: Guidance(
        _l("Does the child want the parent to have it?"),
        (
            _l("Ask the child, on their own, in a way they can answer. Write down their words."),
            _l("What a child said in confidence, or expected not to be told, stays with us."),
        ),
        _l("DPA 2018 Sch 3 Pt 3 para 10 [to be confirmed]"),
    ),
    Question.ORDERS: Guidance(
        _l("Is there a court order that stands against it?"),
        (
            _l(
                "Orders on where the child lives, whom they see, who may know the address. Ask legal "
                "services."
            ),
        ),
        _l("Children Act 1989 ss8, 34, 91 [to be confirmed]"),
    ),
    Question.CARE_ORDER: Guidance(
        _l("Does the council share parental responsibility?"),
        (_l("Under a care order a parent has no right to the file by parental responsibility alone."),),
        _l("Children Act 1989 s33; the regulator’s guidance"),
    ),
    Question.CONFLICT: Guidance(
        _l("Do the parent’s and the child’s interests part?"),
        (
            _l(
                "Proceedings, a dispute between parents, anger at somebody the child trusts. Is it "
                "the child they ask for?"
            ),
        ),
        _l("UK GDPR Art 15 [to be confirmed]"),
    ),
    Question.ALLEGATION: Guidance(
        _l("Does the file hold an allegation against them?"),
        (
            _l(
                "Look before anything is given. If it does, ask what giving it would mean for the "
                "child’s safety."
            ),
        ),
        _l("DPA 2018 Sch 3 Pt 5 [to be confirmed]"),
    ),
    Question.DIED: Guidance(
        _l("Has the person died, and who are they to them?"),
        (
            _l("Other rules apply, and no such clock. Confidence goes on after death."),
            _l("Write to them as to somebody who has lost a person."),
        ),
        _l("UK GDPR recital 27; Access to Health Records Act 1990 for health records [to be confirmed]"),
    ),
    Question.ADOPTED: Guidance(
        _l("Is there an adoption file?"),
        (
            _l("It is never given with the care file. Set it apart: it becomes a request of its own."),
            _l("All other records keep their clock."),
        ),
        _l("Adoption and Children Act 2002 ss56–65; DPA 2018 Sch 4 para 3 [to be confirmed]"),
    ),
    Question.KNOWS: Guidance(
        _l("Do they know that there is an adoption file?"),
        (
            _l("Some people do not know that they were adopted. Nobody should learn it from a web page."),
            _l("Until somebody says that they know, this request stands on no page of theirs."),
            _l("If they do not know, plan with their worker who tells them, where, and who is with them."),
        ),
        _l("Adoption and Children Act 2002 ss56–65 [to be confirmed]"),
    ),
    Question.ENTITLED: Guidance(
        _l("So: may they have it?"),
        (
            _l(
                "Look at all lines above together. “Partly” is an answer: then write which parts, "
                "and cover the rest."
            ),
        ),
    ),
}
