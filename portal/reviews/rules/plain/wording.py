"""Words of ours, words that blame, promises without a person, and "Sam is" where it should be "you are"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from portal.disclosure.mark_words import word_set
from portal.plainwords.jargon import jargon_in
from portal.reviews.rules.plain.remarks import Known, Piece, Remark, What
from portal.reviews.rules.plain.sentences import Sentence, sentences, unquoted
from portal.reviews.rules.plain.words import BLAMES, NOT_JARGON_AFTER, NOT_JARGON_BEFORE, VERBS

_IT_WAS = re.compile(
    r"\bit (?:was|is|has been|had been|was also|is also) (?:then )?"
    r"(?:agreed|decided|noted|felt|recommended|suggested|considered|acknowledged|hoped|planned|thought)\b"
    r"(?: (?:that|to))?",
    re.IGNORECASE,
)
_PARTICIPLE = (
    r"(?:[a-z]{2,20}ed|done|made|given|sent|told|put|found|kept|held|seen|taken|bought|set|written|shown"
    r"|brought|begun|got|paid|spoken|built|chosen|read)"
)
_WILL_BE = re.compile(
    rf"\b(?:will|should|must|is to|are to|needs? to|has to|have to) (?:also |now |then |soon |all )?be "
    rf"(?P<done>{_PARTICIPLE})\b|\bto be (?P<then>{_PARTICIPLE})\b",
    re.IGNORECASE,
)
_A_STATE = word_set(
    "excited pleased tired bored worried scared interested relaxed delighted married supposed "
    "allowed named called aged finished needed ashamed frightened surprised proud loved wanted "
    "listened confused upset embarrassed annoyed red"
)
_BY_SOMEBODY = re.compile(
    r"\bby (?:me|us|you|him|her|them|your|our|my|his|their"
    r"|the (?!end|time|start|next|date|beginning|middle|summer|autumn|winter|spring|weekend|new)[a-z]+"
    r"|(?!Mon|Tue|Wed|Thu|Fri|Sat|Sun|January|February|March|April|May|June|July|August|Sept|October|Nov"
    r"|December|Christmas|Easter|Half|Summer|Autumn|Winter|Spring|Bus|Train|Car)[A-Z][a-z]+)\b"
)
_THE_CHILD = re.compile(
    r"\b(?:the|this) (?:young person|child|boy|girl|young man|young woman|teenager)(?:['’]s)?\b",
    re.IGNORECASE,
)
_THIRD = re.compile(r"\b(?:he|she|him|her|hers|his|himself|herself)\b", re.IGNORECASE)
_BLAME = re.compile(
    r"(?<![\w-])("
    + "|".join(re.escape(one) for one in sorted(BLAMES, key=len, reverse=True))
    + r")(?![\w-])",
    re.IGNORECASE,
)
_NEXT = re.compile(r" ([a-z]+(?:['’]t)?)\b")
_IN_ADDRESS = re.compile(r"[\w.+-]{0,64}@")
_LAST_WORD = re.compile(r"(\w+)\W*$")


_MOST_IN_ONE = 4
"""Remarks of one kind in one sentence."""


def jargon(piece: Piece, known: Known) -> Iterator[Remark]:
    """Words nobody outside says. What the child is quoted with is theirs."""
    own = unquoted(piece.words)
    for one in jargon_in(own, known.say_instead):
        if not _is_ordinary_here(own, one.word.casefold(), one.start, one.end):
            yield Remark(What.JARGON, piece.place, one.start, one.end, one.word, _as_cased(one.say, one.word))


def _is_ordinary_here(text: str, word: str, start: int, end: int) -> bool:
    if "@" in (text[start - 1 : start] + text[end : end + 1]) or _IN_ADDRESS.match(text, end):
        return True
    before = _LAST_WORD.search(text[max(0, start - 30) : start])
    if before and before[1].casefold() in NOT_JARGON_BEFORE.get(word, ()):
        return True
    after = text[end : end + 30].strip().casefold()
    return any(re.match(rf"{re.escape(one)}\b", after) for one in NOT_JARGON_AFTER.get(word, ()))


def blame(piece: Piece) -> Iterator[Remark]:
    """Words that put it on the child."""
    for found in _BLAME.finditer(unquoted(piece.words)):
        say = _as_cased(BLAMES[found[0].casefold()], found[0])
        yield Remark(What.BLAME, piece.place, found.start(), found.end(), found[0], say)


def nobody_does_it(piece: Piece) -> Iterator[Remark]:
    """ "It was agreed that", "will be done": a promise nobody can be asked about."""
    for sentence in sentences(piece.words):
        found = _IT_WAS.search(sentence.own) or _promised(sentence)
        if found and not _BY_SOMEBODY.search(sentence.own):
            yield _at(What.NOBODY_DOES_IT, piece, sentence, found.start(), found.end())


def _promised(sentence: Sentence) -> re.Match[str] | None:
    return next(
        (
            found
            for found in _WILL_BE.finditer(sentence.own)
            if (found["done"] or found["then"] or "").casefold() not in _A_STATE
        ),
        None,
    )


def not_to_you(piece: Piece, known: Known) -> Iterator[Remark]:
    """Their name, "the child", and "she" after it: in a letter to them it is "you"."""
    name = _name_of(known)
    was_named = False
    for sentence in sentences(piece.words):
        named = False
        for found in islice(name.finditer(sentence.own) if name else (), _MOST_IN_ONE):
            if _is_spoken_to(sentence.own, found):
                continue
            named = True
            yield _instead_of_name(piece, sentence, found)
        for found in islice(_THE_CHILD.finditer(sentence.own), _MOST_IN_ONE):
            named = True
            yield _instead_of_name(piece, sentence, found)
        third = _THIRD.search(sentence.own) if named or was_named else None
        if third and (named or third.start() == 0):
            say = _as_cased(_YOU[third[0].casefold()], third[0])
            yield _at(What.NOT_TO_YOU, piece, sentence, third.start(), third.end(), say)
        was_named = named


_YOU = {
    "he": "you",
    "she": "you",
    "him": "you",
    "her": "you",
    "hers": "yours",
    "his": "your",
    "himself": "yourself",
    "herself": "yourself",
}


def _name_of(known: Known) -> re.Pattern[str] | None:
    names = {name for whole in known.child for name in (whole, whole.split()[0]) if len(name) > 1}
    if not names:
        return None
    longest_first = "|".join(re.escape(one) for one in sorted(names, key=lambda one: (-len(one), one)))
    return re.compile(rf"(?<![\w-])(?:{longest_first})(?:['’]s)?(?![\w-])")


def _is_spoken_to(text: str, found: re.Match[str]) -> bool:
    """ "Sam, you said", "Well done, Sam", "Dear Sam": their name as one says it to them."""
    before, after = text[: found.start()].rstrip(), text[found.end() :].lstrip()
    if re.search(r"\b(?:dear|hello|hi|thank you|thanks|well done|happy birthday),?$", before, re.IGNORECASE):
        return True
    return after.startswith(",") or (before.endswith(",") and (not after or after[0] in ".!?…,"))


def _instead_of_name(piece: Piece, sentence: Sentence, found: re.Match[str]) -> Remark:
    """With the verb after it, where we know how it goes: "Sam likes" → "you like"."""
    end, say = found.end(), ""
    if re.search(r"['’]s$", found[0]):
        say = "your"
    elif verb := _NEXT.match(sentence.text, found.end()):
        if verb[1].replace("’", "'") in VERBS:
            say, end = f"you {VERBS[verb[1].replace('’', chr(39))]}", verb.end()
    elif found.end() >= len(sentence.text.rstrip(".!?…")):
        say = "you"
    if say and not sentence.own[: found.start()].strip():
        say = say[0].upper() + say[1:]
    return _at(What.NOT_TO_YOU, piece, sentence, found.start(), end, say)


def _at(what: What, piece: Piece, sentence: Sentence, start: int, end: int, say: str = "") -> Remark:
    return Remark(
        what,
        piece.place,
        sentence.start + start,
        sentence.start + end,
        sentence.text[start:end],
        say,
        anchor=f"{sentence.text[:300].casefold()}|{start}",
    )


def _as_cased(say: str, instead_of: str) -> str:
    """With a capital where it takes the place of a word with one; an abbreviation says nothing."""
    if say and instead_of[:1].isupper() and not instead_of[1:2].isupper():
        return say[0].upper() + say[1:]
    return say
