"""Letters: what is shown of one, what a young person has of theirs, what came of each."""

from portal.reviews.queries.letters.facts import LetterFacts, due_for, facts_of, replies_to
from portal.reviews.queries.letters.made import as_sent, made_of
from portal.reviews.queries.letters.own import (
    correction_of,
    has_reached,
    helped_by,
    is_there,
    new_letters,
    own_letter,
    own_letters,
    own_replies,
    was_taken_back,
)

__all__ = [
    "LetterFacts",
    "as_sent",
    "correction_of",
    "due_for",
    "facts_of",
    "has_reached",
    "helped_by",
    "is_there",
    "made_of",
    "new_letters",
    "own_letter",
    "own_letters",
    "own_replies",
    "replies_to",
    "was_taken_back",
]
