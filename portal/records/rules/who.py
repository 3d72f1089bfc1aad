"""Who asks, and may they: the questions that must be decided, each with a reason. Pure.

There is no fixed age at which a child may ask: the right is the child's at any age, and competence is
understanding. A parent asks for the child's file only on the child's behalf."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from portal.records.rules.request import Asker, Came


class Question(StrEnum):
    """A line to be weighed."""

    DOUBT = "doubt"  # is there real doubt about who they are?
    AUTHORITY = "authority"  # may they ask for them?
    COMPETENCE = "competence"  # does the child understand what they ask for?
    WISHES = "wishes"  # what does the child want?
    ORDERS = "orders"  # court orders about contact, residence, who may know what
    CARE_ORDER = "care_order"  # does the council share parental responsibility?
    CONFLICT = "conflict"  # do the parent's and the child's interests part?
    ALLEGATION = "allegation"  # does the file hold one against whoever asks?
    DIED = "died"  # has the person died, and what are they to whoever asks?
    ADOPTED = "adopted"  # is there an adoption file?
    KNOWS = "knows"  # of an adoption file that was set apart: does whoever asked know of it?
    ENTITLED = "entitled"  # so: may they have it?


class Answer(StrEnum):
    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_KNOWN = "not_known"


_PARENT = (
    Question.WISHES,
    Question.COMPETENCE,
    Question.ORDERS,
    Question.CARE_ORDER,
    Question.CONFLICT,
    Question.ALLEGATION,
    Question.ENTITLED,
)
_NEEDED: dict[Asker, tuple[Question, ...]] = {
    Asker.SELF: (),
    Asker.PARENT: _PARENT,
    Asker.ADVOCATE: (Question.AUTHORITY,),
    Asker.SOLICITOR: (Question.AUTHORITY,),
    Asker.SOMEBODY_ELSE: (Question.AUTHORITY,),
    Asker.FAMILY: (Question.DIED, Question.ENTITLED),
}
_OFFERED: dict[Asker, tuple[Question, ...]] = {
    Asker.SELF: (Question.DOUBT, Question.COMPETENCE, Question.ADOPTED),
    Asker.PARENT: (Question.DOUBT, *_PARENT[:-1], Question.ADOPTED, Question.ENTITLED),
    Asker.ADVOCATE: (Question.DOUBT, Question.AUTHORITY, Question.COMPETENCE, Question.ADOPTED),
    Asker.SOLICITOR: (Question.DOUBT, Question.AUTHORITY, Question.COMPETENCE, Question.ADOPTED),
    Asker.SOMEBODY_ELSE: (Question.DOUBT, Question.AUTHORITY, Question.COMPETENCE, Question.ADOPTED),
    Asker.FAMILY: (Question.DOUBT, Question.DIED, Question.ADOPTED, Question.ENTITLED),
}


def needed(asker: Asker, came: Came) -> tuple[Question, ...]:
    """What must be decided before anything is given to this kind of asker. Who was signed in has shown who
    they are; of everybody else somebody must have weighed it."""
    return _NEEDED[asker] if came is Came.OWN_PAGE else (Question.DOUBT, *_NEEDED[asker])


def offered(asker: Asker, *, is_adoption: bool = False) -> tuple[Question, ...]:
    """What the page asks about, the compulsory lines among them."""
    return (Question.KNOWS, *_OFFERED[asker]) if is_adoption else _OFFERED[asker]


def decision(question: Question, answer: Answer) -> str:
    """How a decision is kept in an event's `reason`."""
    return f"{question}:{answer}"


def read(reason: str) -> tuple[Question, Answer] | None:
    """The other way round; None for what is no decision."""
    question, _colon, answer = reason.partition(":")
    if question in set(Question) and answer in set(Answer):
        return Question(question), Answer(answer)
    return None


def decided(reasons: Iterable[str]) -> dict[Question, Answer]:
    """The newest answer to each question, of decisions in order."""
    return dict(pair for reason in reasons if (pair := read(reason)))


OWN_ASKERS = (Asker.SELF, Asker.ADVOCATE, Asker.SOLICITOR)
"""Who may ask in the young person's own name. A parent's asking is not among them."""


def is_own(came: Came, asker: Asker, reasons: Iterable[str]) -> bool:
    """Whether the young person themselves asks, or somebody with their authority: it came from their own
    page, or somebody decided so. That the records are theirs does not say that they asked for them."""
    if came is Came.OWN_PAGE or asker not in OWN_ASKERS:
        return asker in OWN_ASKERS
    if asker is Asker.SELF:
        return decided(reasons).get(Question.DOUBT) is Answer.NO
    return decided(reasons).get(Question.AUTHORITY) is Answer.YES


def is_in_doubt(came: Came, reasons: Iterable[str]) -> bool:
    """Whether nobody has weighed yet if whoever asked is who they say, or there is doubt. Who was signed in
    has shown it."""
    settled = (Answer.NO, Answer.PARTLY)
    return came is not Came.OWN_PAGE and decided(reasons).get(Question.DOUBT) not in settled


def is_known(reasons: Iterable[str]) -> bool:
    """Whether an officer has said that whoever asked knows of the adoption file. Some do not know that they
    were adopted, and must not learn it from a web page."""
    return decided(reasons).get(Question.KNOWS) is Answer.YES


def undecided(asker: Asker, reasons: Iterable[str]) -> list[Question]:
    """What still stands between this asker and the records: not decided, not known, or decided against."""
    answers = decided(reasons)
    open_ones = [one for one in _NEEDED[asker] if answers.get(one, Answer.NOT_KNOWN) is Answer.NOT_KNOWN]
    against = [
        one
        for one in (Question.AUTHORITY, Question.ENTITLED)
        if one in _NEEDED[asker] and answers.get(one) is Answer.NO
    ]
    return open_ones + against
