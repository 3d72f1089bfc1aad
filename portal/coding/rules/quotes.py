"""When words of a young person may be shown to the panel: what may be done to them, and by whom. Pure.

Words they did not allow anybody to change stay as they were said: parts may be left out, in plain sight, and
somebody or some place may be named by what they are, in brackets. Everything else is refused by code.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from portal.coding.rules import QuoteState, Recognised
from portal.policy.roles import Role


class WhyNot(StrEnum):
    """Why words cannot be shown, approved, agreed to or stopped."""

    NO_WORDS = "no_words"
    CHANGED_WORDS = "changed_words"
    KNOWN_NAME = "known_name"
    NOT_LOOKED = "not_looked"
    ENDED = "ended"  # the young person said no or took it back, or staff decided against it
    APPROVED_ALREADY = "approved_already"
    NOT_ASKED = "not_asked"
    OTHER_WORDS = "other_words"  # what they said yes or no to is not what the words are now
    NOT_AGREED = "not_agreed"
    SAME_PERSON = "same_person"
    RECOGNISED = "recognised"  # somebody who works with them could tell from the words who it is
    NOT_SAID = "not_said"  # nobody said whether somebody could


CAN_BE_SHOWN = (QuoteState.SUGGESTED, QuoteState.ASKED, QuoteState.AGREED)
"""States in which the words may still be worked on. Shown anew, they need a new yes."""
CAN_BE_TURNED_DOWN = (*CAN_BE_SHOWN, QuoteState.APPROVED)
APPROVERS = (Role.READER, Role.SAFETY_LEAD, Role.PARTICIPATION_WORKER)
SAID_YES = (QuoteState.AGREED, QuoteState.APPROVED)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LITTLE = _words("my our their his her a an the another this that some one other old new")
ROLES = _words(
    "sister brother sibling siblings brothers sisters mum mother dad father parent parents stepmum stepdad"
    " nan nana gran grandma grandad grandmother grandfather grandparents aunt auntie uncle cousin cousins"
    " family relative friend friends mate mates boyfriend girlfriend partner baby child children person"
    " somebody someone boy girl teenager people carer carers foster worker workers social personal adviser"
    " staff manager keyworker key advocate reviewing officer iro teacher teachers tutor coach doctor nurse"
    " dentist therapist counsellor solicitor judge police school college university nursery club team home"
    " house flat place unit hospital court town city village area street country church mosque temple job"
    " work pet dog cat name names date day number age language"
)
"""What a bracket may hold: who or what it is, never anything that says more than the words it stands for."""

_QUOTE_MARKS = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"'})
_CUT = re.compile(r"\[\s*…\s*\]|…|\[([^\[\]]*)\]")


@dataclass(frozen=True)
class _Cut:
    """A place where something was left out. `needs_word`: a bracket stands for a word at least."""

    needs_word: bool


def why_not_words(original: str, words: str, *, may_change: bool) -> WhyNot | None:
    """Why these words cannot be used for what was said; None when they can.

    Where they may not be changed, the words are the original but for cuts ("…" or "[…]") and brackets that
    say who or what it is ("[my sister]"). Spaces, line ends and kinds of quotation marks do not matter."""
    if not any(c.isalnum() for c in _CUT.sub(" ", _even(words))):
        return WhyNot.NO_WORDS
    if may_change:
        return None
    return None if _only_cut(_even(original), _even(words)) else WhyNot.CHANGED_WORDS


def is_exact(original: str, words: str) -> bool:
    """Whether the words are what was said to the letter: only spaces and kinds of quotation marks differ."""
    return _even(original) == _even(words)


_WHOSE = re.compile(
    r"\b(?:my|our)\s+(?:(?:foster|step|half|best|big|little|older|younger|old|new|social|personal)[\s-]+)?"
    r"([a-z]+)(?:['’]s)?[\s,:]*(?:is called|called|named)?\s*$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\s*(school|academy|college|nursery|hospital|club|church|mosque|road|street|lane|avenue|close)\b",
    re.IGNORECASE,
)
_PLACE_TOKENS = {
    "school": "[my school]",
    "academy": "[my school]",
    "college": "[my college]",
    "nursery": "[a nursery]",
    "hospital": "[a hospital]",
    "club": "[my club]",
    "church": "[my church]",
    "mosque": "[my mosque]",
}
_STREET = "[a street]"


@dataclass(frozen=True)
class Token:
    """Who or what it is, in brackets, in the place of these letters of what was said."""

    start: int
    end: int
    words: str


def token_for(original: str, start: int, end: int) -> Token | None:
    """What may stand in the place of a name at these letters: "my sister Keira" is [my sister], "Elm Road
    School" is [my school]. None where the words around it do not say who or what it is."""
    if place := _PLACE.match(original, end):
        word = place[1].casefold()
        return Token(start, place.end(), _PLACE_TOKENS.get(word, _STREET))
    before = _WHOSE.search(original[max(0, start - 60) : start])
    if before and before[1].casefold() in ROLES:
        begins = max(0, start - 60) + before.start()
        whose = original[begins:start].split()[0].casefold()
        return Token(begins, end, f"[{whose} {before[1].casefold()}]")
    return None


RARE_BELOW = 5
"""Words that fewer people than this ever used could tell who said them."""
ENOUGH_PEOPLE = 50
"""From fewer people than this nobody can say which words are rare."""


def words_to_ask_about(text: str) -> list[str]:
    """The words of a text of which it may be worth asking how many people used them: none in brackets, each
    once and as it is written."""
    outside = _CUT.sub(" ", text)
    found = {word.casefold(): word for word in re.findall(r"[^\W\d_][^\W\d_'’-]{3,}", outside)}
    return list(found.values())


def why_not_recognised(recognised: Recognised | None) -> WhyNot | None:
    """Whoever prepares words says whether somebody who works with them could tell who it is; words by which
    somebody could are changed or not used."""
    if recognised is None:
        return WhyNot.NOT_SAID
    return WhyNot.RECOGNISED if recognised is Recognised.YES else None


def why_not_approve(state: QuoteState, prepared_by: UUID | None, by: UUID) -> WhyNot | None:
    """A second person approves, and only words the young person said yes to."""
    if state is not QuoteState.AGREED:
        return WhyNot.NOT_AGREED
    return WhyNot.SAME_PERSON if prepared_by == by else None


def why_not_show(state: QuoteState) -> WhyNot | None:
    """Whether the words may still be worked on and shown to the young person."""
    if state in CAN_BE_SHOWN:
        return None
    return WhyNot.APPROVED_ALREADY if state is QuoteState.APPROVED else WhyNot.ENDED


def why_not_decide(state: QuoteState, shown: str, now: str) -> WhyNot | None:
    """Whether they can say yes or no. `shown` and `now`: marks of the words they read and of those it has."""
    if state is not QuoteState.ASKED:
        return WhyNot.NOT_ASKED
    return None if shown == now else WhyNot.OTHER_WORDS


def _even(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).translate(_QUOTE_MARKS).replace("...", "…")
    return " ".join(plain.split())


def _only_cut(original: str, words: str) -> bool:
    """The pieces between the cuts stand in the original, in order, the first at its start, the last at its
    end. The earliest place for each piece is always the best one: it leaves most for what follows."""
    pieces = _pieces(words)
    if pieces is None:
        return False
    place, gap = 0, None
    for number, piece in enumerate(pieces):
        if isinstance(piece, _Cut):
            gap = _Cut(piece.needs_word or bool(gap and gap.needs_word))
            continue
        is_last = number == len(pieces) - 1
        found = _find(original, piece, place, gap, at_end=is_last)
        if found is None:
            return False
        place, gap = found + len(piece), None
    return _is_gap(original, place, len(original), gap)


def _pieces(words: str) -> list[str | _Cut] | None:
    """The words cut up at their gaps; None when a bracket holds what it may not."""
    found: list[str | _Cut] = []
    end = 0
    for match in _CUT.finditer(words):
        if match[1] is not None and not _names_a_role(match[1]):
            return None
        found += [words[end : match.start()].strip(), _Cut(needs_word=match[1] is not None)]
        end = match.end()
    found.append(words[end:].strip())
    return [piece for piece in found if piece]


def _names_a_role(inside: str) -> bool:
    words = inside.casefold().replace("'s", "").split()
    return 0 < len(words) <= 5 and not set(words) - LITTLE - ROLES and bool(set(words) & ROLES)


def _find(original: str, piece: str, place: int, gap: _Cut | None, *, at_end: bool) -> int | None:
    if gap is None:
        start = place
        fits = original.startswith(piece, start) and _is_edge(original, start + len(piece))
        return start if fits and (not at_end or start + len(piece) == len(original)) else None
    start = len(original) - len(piece) if at_end else original.find(piece, place)
    while start >= place and original.startswith(piece, start):
        ends_well = _is_edge(original, start + len(piece))
        if ends_well and _is_edge(original, start) and _is_gap(original, place, start, gap):
            return start
        if at_end:
            return None
        start = original.find(piece, start + 1)
    return None


def _is_gap(original: str, first: int, last: int, gap: _Cut | None) -> bool:
    """Whether what lies between may be left out here: without a cut nothing may."""
    left_out = original[first:last]
    if gap is None:
        return not left_out.strip()
    return not gap.needs_word or any(c.isalnum() for c in left_out)


def _is_edge(text: str, place: int) -> bool:
    """No cut goes through a word: "can" out of "can't" would say the opposite."""
    if place <= 0 or place >= len(text):
        return True
    return not (_in_word(text, place - 1) and _in_word(text, place))


def _in_word(text: str, place: int) -> bool:
    return text[place].isalnum() or unicodedata.combining(text[place]) > 0 or text[place] in "'-\u200c\u200d"
