"""The plain-words check of an outcome letter: how hard it reads, and which words nobody outside would say."""

from __future__ import annotations

from dataclasses import dataclass

from portal.complaints.models import Complaint
from portal.people import queries as people
from portal.plainwords import Jargon, jargon_in, reading_age, sentences_in

LONGEST_SENTENCE = 20
"""Words."""
OF_A_GROWN_UP = 13
OF_A_CHILD = 11


@dataclass(frozen=True)
class Checked:
    """`age`: None where the letter is too short, or not in English, to say."""

    age: float | None
    target: int
    jargon: list[Jargon]
    long_sentences: list[str]

    @property
    def is_hard(self) -> bool:
        return self.age is not None and self.age > self.target

    @property
    def is_fine(self) -> bool:
        return not (self.is_hard or self.jargon or self.long_sentences)


def checked(complaint: Complaint, body: str) -> Checked:
    """What the check says. It never stops a letter: a person decides."""
    if complaint.language != "en":
        return Checked(None, _target(complaint), [], [])
    sentences = sentences_in(body)
    long = [one for one in sentences if len(one.split()) > LONGEST_SENTENCE]
    age = round(reading_age(body), 1) if len(body.split()) >= 20 else None
    return Checked(age, _target(complaint), jargon_in(body), long)


def _target(complaint: Complaint) -> int:
    child = people.get(complaint.young_person_id) if complaint.young_person_id else None
    age = people.age_on(child, people.today()) if child else None
    return OF_A_CHILD if age is not None and age < 18 else OF_A_GROWN_UP
