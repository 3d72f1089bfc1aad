"""Names: nearly one on record, another child's, or nobody's who is known around this child.

Nothing is looked up of children whom the writer does not work with: that a name is remarked tells nothing
about who is known here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from portal.disclosure.mark_patterns import patterns
from portal.disclosure.mark_words import Word, fold, word_set, words_in
from portal.reviews.rules.plain.remarks import Known, Piece, Remark, What
from portal.reviews.rules.plain.sentences import unquoted

_SHORTEST = 3
_PLACES = word_set(
    "school college academy university nursery hospital surgery clinic park road street lane avenue "
    "city town united rovers club centre center library church mosque temple council county station "
    "hall house farm bank island beach river lake sea bay cup league team group project service "
    "services court"
)
_KNOWN_WORDS = word_set(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday christmas easter eid ramadan diwali hanukkah "
    "english maths science french spanish german history geography art music drama computing xbox "
    "playstation nintendo minecraft fortnite roblox lego youtube tiktok instagram snapchat whatsapp "
    "netflix england wales scotland ireland britain uk nhs gp gcse gcses btec sats tv ps4 ps5 lol "
    "ok dj bbc year childline ofsted cafcass mum dad mummy daddy nan nana nanna gran grandma "
    "grandad grandpa granny auntie aunty aunt uncle baby miss mr mrs ms mx dr sir madam islam "
    "muslim christian hindu jewish sikh british asian african caribbean iro pep ehcp camhs senco"
)
_NUMBERS = frozenset({"email", "phone", "postcode", "number", "link", "handle"})


def names(piece: Piece, known: Known) -> Iterator[Remark]:
    """One remark a name and a piece."""
    on_record = _on_record(known)
    seen = _of_the_child(piece.words) - known.other_children
    for word in _could_be_names(piece.words):
        name = word.folded
        if name in seen or name in on_record:
            continue
        seen.add(name)
        bare = piece.words[word.start : word.end]
        shown = re.sub(r"['’]s$", "", bare)
        end = word.start + len(shown)
        if name in known.other_children:
            yield Remark(What.OTHER_CHILD, piece.place, word.start, end, shown, anchor=name)
        elif near := _near(name, on_record):
            yield Remark(What.NAME_SPELLED, piece.place, word.start, end, shown, near, near, anchor=name)
        else:
            yield Remark(What.UNKNOWN_NAME, piece.place, word.start, end, shown, anchor=name)


def _of_the_child(text: str) -> set[str]:
    """Words that the child is quoted with: whom they name, they know."""
    own = unquoted(text)
    return {word.folded for word in words_in(text) if not own[word.start : word.end].strip()}


def _on_record(known: Known) -> dict[str, str]:
    """Each word of a name on record, folded -> as it is written."""
    return {
        fold(part).replace(" ", ""): part
        for whole in (*known.child, *known.around)
        for part in re.split(r"[\s,-]+", whole)
        if part
    }


def _could_be_names(text: str) -> list[Word]:
    """Capitals that are not there by grammar and not part of a place's name."""
    found: list[Word] = []
    run: list[Word] = []
    for word in words_in(text):
        if run and not _follows(text, run[-1], word):
            found += _people(run)
            run = []
        if word.is_capital and not word.is_all_capitals:
            run.append(word)
        elif run and word.folded in _PLACES:
            run = []
        elif run:
            found += _people(run)
            run = []
    return found + _people(run)


def _follows(text: str, before: Word, word: Word) -> bool:
    return text[before.end : word.start] == " "


def _people(run: list[Word]) -> list[Word]:
    if any(word.folded in _PLACES for word in run):
        return []
    return [word for word in run if not _is_no_name(word)]


def _is_no_name(word: Word) -> bool:
    name = word.folded
    if len(name) < 2 or name in _KNOWN_WORDS or word.typed.lower() in _KNOWN_WORDS:
        return True
    if word.is_ordinary:
        return word.starts_sentence or not word.is_name_too
    return word.starts_sentence and name.endswith(("ing", "tion", "ment", "ness", "ly", "ful", "able", "ous"))


def _near(name: str, on_record: dict[str, str]) -> str:
    """The name on record that this one nearly is: a letter more, less, other or changed places; two in a long
    one. Both begin with the same letter when they are short."""
    if len(name) < _SHORTEST:
        return ""
    for recorded, written in on_record.items():
        longest = max(len(name), len(recorded))
        if len(recorded) < _SHORTEST or (longest < 6 and name[0] != recorded[0]):
            continue
        most = 1 if longest < 6 else 2
        if longest == _SHORTEST:
            continue
        if 0 < OSA.distance(name, recorded, score_cutoff=most) <= most:
            return written
    return ""


def numbers(piece: Piece, known: Known) -> Iterator[Remark]:
    """Addresses, numbers and links, but for the council's own where they belong."""
    seen = bytearray(len(piece.words))  # 1: a letter of what was found already
    for kind, pattern in patterns():
        for found in pattern.finditer(piece.words) if kind in _NUMBERS else ():
            start, end = found.span(1 if pattern.groups else 0)
            if any(seen[start:end]):
                continue
            seen[start:end] = b"\1" * (end - start)
            if not _is_ours(piece.words[start:end], known):
                yield Remark(What.ADDRESS, piece.place, start, end, piece.words[start:end], about=kind)


def _is_ours(text: str, known: Known) -> bool:
    plain = re.sub(r"\s", "", text.casefold()).strip(".,;:()")
    return plain in known.numbers
