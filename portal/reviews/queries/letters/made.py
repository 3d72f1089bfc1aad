"""A letter as plain values: as it would be shown now, and as it was when it was sent."""

from __future__ import annotations

from portal import db
from portal.accounts.queries.around import names_of
from portal.clocks.reading import local_day
from portal.people import queries as people
from portal.reviews.models import Letter, Review
from portal.reviews.queries import actions
from portal.reviews.rules import SectionKey
from portal.reviews.rules.letters import ActionLine, Made, Part
from portal.reviews.rules.writing import sections_from


def made_of(letter: Letter) -> Made:
    """The letter as it would be shown now: its own words, what was agreed as it stands, the names."""
    review = db.session.get(Review, letter.review_id)
    person = people.get(letter.young_person_id)
    corrects = db.session.get(Letter, letter.corrects_id) if letter.corrects_id else None
    zone = people.zone().key
    return Made(
        dear=(person.called or person.name) if person else "",
        parts=_parts_of(letter),
        signed=names_of([letter.by_id]).get(letter.by_id, ""),
        preset=letter.preset,
        language=letter.language,
        has_pictures=letter.has_pictures,
        is_easy_read=letter.is_easy_read,
        is_large=letter.is_large,
        note=letter.note if letter.corrects_id else "",
        corrects_on=local_day(corrects.sent_at, zone).isoformat() if corrects and corrects.sent_at else "",
        review_on=review.completed_on.isoformat() if review and review.completed_on else "",
    )


def _parts_of(letter: Letter) -> tuple[Part, ...]:
    found_now = actions.shown_for(letter.review_id, people.today())
    names = names_of({one.owner_id for one in found_now if one.owner_id and not one.who})
    agreed = tuple(
        ActionLine(
            str(one.id),
            one.child_words,
            one.who or (names.get(one.owner_id, "") if one.owner_id else ""),
            one.due_on.isoformat(),
        )
        for one in found_now
    )
    found = []
    for section in sections_from(letter.sections):
        lines = agreed if section.key is SectionKey.WILL_HAPPEN else ()
        if section.is_in and (section.words.strip() or lines):
            found.append(Part(section.key, section.heading, section.words.strip(), lines))
    return tuple(found)


def as_sent(letter: Letter) -> Made:
    """As it was when it was sent, for ever; of a letter that was not sent, as it is now."""
    return Made.from_json(letter.shown) if letter.shown else made_of(letter)
