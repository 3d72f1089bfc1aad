"""The plain-words check of one letter: what is on record for it, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import flask

from portal.accounts.queries.around import address_of, names_of, people_around
from portal.disclosure.mark_words import fold
from portal.people import queries as people
from portal.people.models import YoungPerson
from portal.policy.viewer import Viewer
from portal.reviews.models import Letter
from portal.reviews.queries import jargon
from portal.reviews.queries.actions import ShownAction, shown_for
from portal.reviews.rules import SectionKey
from portal.reviews.rules.plain import ACTION, WHOLE, Action, Known, Piece, Remark, check, reading_ages
from portal.reviews.rules.writing import LONGEST_SENTENCE, Section, sections_from, target_age
from portal.settings import Settings


@dataclass(frozen=True)
class Checked:
    """What the check says. `ages`: the reading age of each part that is long enough, by its place."""

    remarks: list[Remark]
    ages: dict[int, float]
    target: int
    can_read: bool
    """Whether it could be told how hard it is to read: in English only."""
    actions: list[ShownAction]

    @property
    def age(self) -> float | None:
        return self.ages.get(WHOLE)

    def at(self, place: int) -> list[Remark]:
        return [one for one in self.remarks if one.place == place]


def checked(letter: Letter, viewer: Viewer, typed: Sequence[Section] | None = None) -> Checked:
    """The letter as it is kept now, or as it was `typed`."""
    actions = shown_for(letter.review_id, people.today())
    pieces = _pieces(sections_from(letter.sections) if typed is None else typed, actions)
    known = known_for(letter, viewer, [one.who for one in actions])
    asked = [
        Action(ACTION + place, str(one.id), one.who, one.due_on)
        for place, one in enumerate(actions)
        if one.is_open
    ]
    remarks = check(pieces, known, asked, today=people.today(), language=letter.language)
    can_read = letter.language == "en"
    return Checked(remarks, reading_ages(pieces) if can_read else {}, known.age, can_read, actions)


def _pieces(sections: Iterable[Section], actions: Iterable[ShownAction]) -> list[Piece]:
    found = [
        Piece(
            place,
            one.words,
            name=one.heading or one.key.value,
            is_promises=one.key is SectionKey.WILL_HAPPEN,
            may_have_numbers=one.key in (SectionKey.REACH_ME, SectionKey.NOT_HAPPY),
        )
        for place, one in enumerate(sections)
        if one.says_something
    ]
    found += [Piece(ACTION + place, one.child_words, name=str(one.id)) for place, one in enumerate(actions)]
    return found


def known_for(letter: Letter, viewer: Viewer, owners: Iterable[str]) -> Known:
    """What is on record for this letter."""
    person = people.get(letter.young_person_id)
    today, settings = people.today(), _settings()
    around = [one.name for one in people_around(letter.young_person_id, today)]
    signs = names_of([letter.by_id, viewer.account_id]).values()
    ours = [settings.council_name, settings.advocacy_name, "Childline"]
    return Known(
        child=tuple(name for name in (person.called, person.full_name) if name) if person else (),
        around=tuple(dict.fromkeys([*around, *owners, *signs, *ours])),
        other_children=_other_children(viewer, letter.young_person_id),
        numbers=_numbers(settings, letter.by_id),
        say_instead=jargon.say_instead(),
        age=target_age(letter.preset),
        longest_sentence=LONGEST_SENTENCE[letter.preset],
    )


def _other_children(viewer: Viewer, but: UUID) -> frozenset[str]:
    """First names of the other children the writer works with. Nobody else's are looked at."""
    mine = {viewer.account_id, *viewer.stands_in_for}
    links = people.young_people_of(mine, people.today())
    others = {link.young_person.id: link.young_person for link in links if link.young_person_id != but}
    return frozenset(name for one in others.values() for name in _first_names(one))


def _first_names(person: YoungPerson) -> set[str]:
    names = {person.called.split()[0] if person.called else "", (person.full_name.split() or [""])[0]}
    return {fold(name) for name in names if name}


def _numbers(settings: Settings, signer: UUID) -> frozenset[str]:
    ours = [
        settings.phone_day,
        settings.phone_night,
        settings.advocacy_phone,
        settings.interpreter_phone,
        settings.regulator_phone,
        address_of(signer) or "",
        "08001111",
    ]
    return frozenset(re.sub(r"\s", "", one.casefold()) for one in ours if one)


def _settings() -> Settings:
    settings: Settings = flask.current_app.extensions["heard.settings"]
    return settings
