"""Reading age: the age at which most children read a text with ease, by the Flesch–Kincaid grade.

Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas" (1975): grade =
0.39 × words a sentence + 11.8 × syllables a word − 15.59. A pupil of grade n is about n + 5 years old.
A formula sees length, not meaning: it finds pages that are too hard, it proves none easy."""

from __future__ import annotations

import re
from functools import lru_cache

YOUNGEST = 5.0
"""Below this the formula says nothing: nobody reads before they go to school."""

_SENTENCE = re.compile(r"[.!?…]+(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+", re.UNICODE)
_VOWELS = re.compile(r"[aeiouy]+")
# What the rule below gets wrong among the words that our own pages use most.
_COUNTED = {
    "advocate": 3,
    "area": 3,
    "being": 2,
    "create": 2,
    "doing": 2,
    "every": 2,
    "evening": 2,
    "going": 2,
    "idea": 3,
    "ideas": 3,
    "maybe": 2,
    "people": 2,
    "quiet": 2,
    "science": 2,
    "seeing": 2,
    "something": 2,
    "someone": 2,
    "sometimes": 2,
    "somewhere": 2,
    "yourself": 2,
}


def reading_age(text: str) -> float:
    """The reading age in years of a text; 5 for a text without words."""
    sentences = sentences_in(text)
    words = [word for sentence in sentences for word in words_in(sentence)]
    if not words:
        return YOUNGEST
    syllables = sum(syllables_in(word) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return max(YOUNGEST, grade + 5)


def sentences_in(text: str) -> list[str]:
    """Its sentences; a line of its own (a heading, a button) counts as one."""
    return [part.strip() for part in _SENTENCE.split(text) if _WORD.search(part)]


def words_in(text: str) -> list[str]:
    """Its words; a number is one word."""
    return _WORD.findall(text)


@lru_cache(maxsize=20_000)
def syllables_in(word: str) -> int:
    """How many syllables a word has, by its groups of vowels; at least one."""
    word = word.casefold().replace("’", "'")
    if word in _COUNTED:
        return _COUNTED[word]
    bare = re.sub(r"'(s|re|ve|ll|d|m|t)$", "", word)
    bare = re.sub(r"^(som|hom|car|ther|wher|saf)e(?=[^\Waeiourdsl])", r"\1", bare)  # some-body, home-work
    found = len(_VOWELS.findall(bare)) + len(re.findall(r"i(?:a(?!n)|o(?!u|n))|[aeiou]ing$|eo|uou", bare))
    if re.search(r"[^aeiouylsxzcgh]es$|[^aeioutd]ed$|[^aeiouyl]e$|[aeiou]le$", bare):
        found -= 1
    return max(1, found)
