"""What a young person says, whose desk it goes to, in which order it stands, and how it stands now. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from portal.themes.order import order_of
from portal.voice.rules import Desk, Face, Going, Level, Look, QuoteConsent, SafeNow, Says
from portal.voice.rules.occasions import GOOD_NEWS, PLAIN, is_worrying
from portal.voice.rules.standing import GROWN_UP

ADVOCATE = "advocate"
"""The choice on the form that means "an advocate, not the council"."""

CAN_BE_PICKED = ("social_worker", "personal_adviser", "participation_worker", "iro")
"""Capacities a young person can send to, in the order in which they answer. Also values of `LinkKind`."""

PICKED_FOR_THEM = ("social_worker", "personal_adviser")
"""Ticked on the form until they choose otherwise."""

_FACES = {face: worth for worth, face in enumerate(reversed(Face), start=1)}
"""From 1, the worst, to 5, as the engine counts."""


class WhyNot(StrEnum):
    """Why something about what was said was refused."""

    NO_WORDS = "nothing was said, in whatever way"
    NOT_AROUND = "somebody picked does not work with them now"
    NOTHING_TO_TAKE_BACK = "it was taken back already"
    ANSWERED_ALREADY = "it was answered, so who gets it stays"
    NEWER_ANSWER = "a newer answer has come"
    NOT_READ_YET = "the answer was not opened yet"


class State(StrEnum):
    """How something that was said stands, as its young person sees it."""

    WAITING = "waiting to be read"
    READ = "read, waiting for an answer"
    NEW_ANSWER = "answered, not opened yet"
    ANSWERED = "answered"
    SORTED = "sorted"
    PARTLY = "partly sorted"
    NOT_SORTED = "not sorted, open again"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True)
class Replied:
    """An answer to one prompt of an occasion, with the question as it was asked."""

    prompt: str
    question: str
    choice: str = ""
    words: str = ""


@dataclass(frozen=True)
class Placed:
    """A card of the sorting board and where it was put. `words` only for a card of their own ("own")."""

    card: str
    going: Going
    words: str = ""


@dataclass(frozen=True)
class Said:
    """Everything a young person may say in one go. One thing is enough, and in need not even that."""

    face: Face | None = None
    topics: frozenset[str] = frozenset()
    words: str = ""
    wants: str = ""
    safe_now: SafeNow | None = None
    wants_call: bool = False
    call_when: str = ""
    call_who: str = ""
    call_number: str = ""
    to: tuple[UUID, ...] = ()
    for_council: bool = False  # somebody of the council was picked, even one who has left since
    to_advocate: bool = False
    about: frozenset[UUID] = frozenset()
    about_name: str = ""
    quote: QuoteConsent = QuoteConsent.NO
    not_safe_button: bool = False
    asked: str = PLAIN
    look: Look | None = None
    replies: tuple[Replied, ...] = ()
    board: tuple[Placed, ...] = ()
    has_files: bool = False
    beside: tuple[str, ...] = ()
    """What somebody else wrote about it: for the order of the desk's list, never shown as their words."""

    @property
    def says_something(self) -> bool:
        """One thing is enough, in whatever way: words, an answer, a card on the board, a picture, a voice."""
        return bool(self.words.strip() or self.wants.strip() or self.replies or self.board or self.has_files)

    @property
    def is_not_safe(self) -> bool:
        """They answered it directly: by the button or the question."""
        return self.not_safe_button or self.safe_now is SafeNow.NO

    @property
    def free_texts(self) -> tuple[str, ...]:
        """Everything that was typed, wherever it was typed."""
        on_the_form = (self.call_when, self.call_who, self.call_number, self.about_name)
        answers = (*(reply.words for reply in self.replies), *(card.words for card in self.board))
        return (self.words, self.wants, *answers, *on_the_form, *self.beside)


def why_not_send(said: Said, around: Iterable[UUID], can_be_picked: Iterable[UUID]) -> WhyNot | None:
    """What stands in the way of sending. Never asked of "I'm not safe"."""
    if not said.says_something:
        return WhyNot.NO_WORDS
    if not set(said.to) <= set(can_be_picked) or not said.about <= set(around):
        return WhyNot.NOT_AROUND
    return None


def parts_of(said: Said) -> dict[Desk, Said]:
    """What each desk gets.

    What is for an advocate only stays with the provider. If they say that they are not safe, the council's
    safety team is told that and nothing else: no word, no topic, no name. A call is made by the council when
    anybody there was picked, otherwise by the advocate. What an advocate is told is never quoted."""
    council = bool(said.to) or said.for_council or not said.to_advocate
    parts = {}
    if council:
        parts[Desk.COUNCIL] = replace(said, to_advocate=False)
    elif said.is_not_safe:
        parts[Desk.COUNCIL] = Said(safe_now=SafeNow.NO, not_safe_button=said.not_safe_button)
    if said.to_advocate:
        own = replace(said, to=(), quote=QuoteConsent.NO)
        parts[Desk.ADVOCATE] = without_call(own) if council else own
    return parts


def without_call(said: Said) -> Said:
    return replace(said, wants_call=False, call_when="", call_who="", call_number="")


def says_more(said: Said, before: Said) -> bool:
    """Whether something new is said since the same form was sent: "I'm not safe" pressed on an empty page,
    and again on the same page with words in it, are two things; so are two answers to "Are you safe?".
    A double tap is one. Leaving out what was said is nothing new: it can be taken back."""
    answered_anew = any(
        now is not None and now is not then
        for now, then in ((said.safe_now, before.safe_now), (said.face, before.face))
    )
    asks_more = (
        (said.is_not_safe and not before.is_not_safe)
        or (said.wants_call and not before.wants_call)
        or (said.to_advocate and not before.to_advocate)
        or (said.has_files and not before.has_files)
    )
    more = (
        set(filter(None, said.free_texts)) - set(before.free_texts)
        or said.topics - before.topics
        or said.about - before.about
        or set(said.to) - set(before.to)
        or _choices(said) - _choices(before)
        or set(said.board) - set(before.board)
    )
    return bool(more or answered_anew or asks_more)


def _choices(said: Said) -> set[tuple[str, str]]:
    return {(reply.prompt, reply.choice) for reply in said.replies if reply.choice}


@dataclass(frozen=True)
class Place:
    """Where it stands in the list, what put it there, and whether it calls whoever is on duty."""

    level: Level
    why: tuple[dict[str, Any], ...]
    pages: bool


def place_of(said: Said) -> Place:
    """The engine's order over all that was typed, and two things more: "not sure" whether they are safe, and
    an answer that worries ("were you safe while you were away?" "no"), are never among the rest."""
    order = order_of(
        "\n".join(said.free_texts),
        not_safe=said.is_not_safe,
        wants_call=said.wants_call,
        face=_FACES[said.face] if said.face else None,
    )
    why = tuple(asdict(reason) for reason in order.why)
    level = Level(order.level.value)
    if worry := _answers_that_worry(said):
        why = (*worry, *why)
        level = Level.SOON if level is Level.REST else level
    return Place(level, why, order.pages)


def _answers_that_worry(said: Said) -> tuple[dict[str, Any], ...]:
    unsure: tuple[dict[str, Any], ...] = ()
    if said.safe_now is SafeNow.NOT_SURE:
        unsure = ({"kind": "not_sure_safe"},)
    picked = any(is_worrying(reply.prompt, reply.choice) for reply in said.replies)
    return (*unsure, {"kind": "reply"}) if picked else unsure


def is_good_news(said: Said, level: Level) -> bool:
    """Good news is for the trained readers and never wakes the duty worker."""
    happy = said.face in (Face.VERY_GOOD, Face.GOOD) or (said.face is None and said.asked == GOOD_NEWS)
    return happy and level is Level.REST and not said.wants_call and said.safe_now in (None, SafeNow.YES)


def speaks_as_grown_up(age: int | None, kinds: Iterable[str]) -> bool:
    """Whose lines to show. A care leaver of 16 or 17 is still a child in law: the children's lines are true.

    Where no day of birth is known, a personal adviser without a social worker means a care leaver."""
    if age is not None:
        return age >= GROWN_UP
    return "personal_adviser" in kinds and "social_worker" not in kinds


def state_of(
    *,
    taken_back_at: datetime | None,
    read_at: datetime | None,
    answered: bool,
    answer_read_at: datetime | None,
    says: Says | None,
) -> State:
    """How it stands, from the latest answer (`answered` says whether there is one)."""
    if taken_back_at:
        return State.TAKEN_BACK
    if not answered:
        return State.READ if read_at else State.WAITING
    if answer_read_at is None:
        return State.NEW_ANSWER
    verdicts = {Says.SORTED: State.SORTED, Says.PARTLY: State.PARTLY, Says.NOT_SORTED: State.NOT_SORTED}
    return verdicts[says] if says else State.ANSWERED
