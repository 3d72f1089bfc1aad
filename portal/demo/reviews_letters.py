"""The demo's letters: one that Robin read and that helped, one that waits to be sent. All made up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import flask

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import address_of, names_of
from portal.demo.past import Demo
from portal.demo.reviews_dates import Told
from portal.kit import clock
from portal.people.rules import age_on
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.reviews.commands import letters, sending, writing
from portal.reviews.commands.sending import Sender
from portal.reviews.models import Letter, Review
from portal.reviews.presenters.writing_first import first_sections
from portal.reviews.queries import writing as queries
from portal.reviews.queries.plain import checked
from portal.reviews.queries.writing_start import agreed_before, quotes_for
from portal.reviews.rules import Preset, SectionKey, Way
from portal.reviews.rules.sending import Going, Tells
from portal.reviews.rules.writing import Choices, Section, preset_for

ROBINS = {
    SectionKey.TOLD_ME: (
        "You told me that you like it here. You want to see your brother more. You said: “I want to know "
        "before things change.”"
    ),
    SectionKey.GOING_WELL: (
        "You helped to plan the garden at school. Your teacher told me how you explained it to the others. "
        "I would have liked to hear it."
    ),
    SectionKey.TALKED_ABOUT: (
        "We talked about your brother. You asked why you cannot see him each week. The true reason is that "
        "the two homes are far apart. We looked for a way, and you see him each month from now on.\n\n"
        "We also talked about being told things early. You are right about that. I asked everybody to tell "
        "you first, before they tell anybody else."
    ),
}
NEXT_ONE = {
    SectionKey.TOLD_ME: (
        "You told me what you like and what you would change. I wrote it down the way you said it."
    ),
    SectionKey.GOING_WELL: "You get to school on time now. You do it on your own, and that is not easy.",
    SectionKey.TALKED_ABOUT: (
        "We talked about your room. You want to paint it. You can, and you pick the colour."
    ),
}


def tell(demo: Demo, accounts: Mapping[UUID, Account], told: Told, now: datetime) -> None:
    """After the reviews and what was agreed at them."""
    flask.current_app.extensions.setdefault("heard.settings", demo.settings)
    if told.iro_id is None:
        return
    if told.robins:
        _robins(demo, accounts, told.robins, told.iro_id, now)
    if told.letter:
        with db.transaction() as session, clock.at(now - timedelta(days=7)):
            review = session.get_one(Review, told.letter)
            _draft(demo, review, told.iro_id, NEXT_ONE)


def _robins(
    demo: Demo, accounts: Mapping[UUID, Account], review_id: UUID, iro_id: UUID, now: datetime
) -> None:
    """Sent twelve days after the review, read the day after."""
    at = now - timedelta(days=138)
    with db.transaction() as session, clock.at(at):
        letter = _draft(demo, session.get_one(Review, review_id), iro_id, ROBINS)
        _approve(letter, iro_id)
        by = Sender(iro_id, Role.IRO.value, at, at.astimezone(demo.settings.time_zone).date())
        sending.send(letter, [Going(Way.PAGE)], send_once=uuid4(), by=by)
        letter_id = letter.id
    me = accounts.get(letter.young_person_id)
    if me:
        with db.transaction() as session, clock.at(at + timedelta(days=1)):
            opened = session.get_one(Letter, letter_id)
            letters.open_letter(opened, by=me.id, now=clock.now())
            letters.say_helped(opened, Tells.YES, by=me.id, now=clock.now())


def _draft(demo: Demo, review: Review, iro_id: UUID, words: Mapping[SectionKey, str]) -> Letter:
    viewer = _viewer(iro_id)
    person = next(one for one in demo.cohort.young if one.id == review.young_person_id)
    preset = preset_for(age_on(person.born_on, clock.now().date()))
    quotes = quotes_for(viewer, review)[:1]
    first = first_sections(
        preset,
        "en",
        quotes=quotes,
        before=agreed_before(review),
        name=viewer.name,
        email=address_of(iro_id) or "",
        settings=demo.settings,
    )
    return writing.start(
        review,
        [Section(one.key, words=words.get(one.key, one.words)) for one in first],
        Choices(preset, has_pictures=preset in (Preset.LITTLE, Preset.YOUNGER)),
        send_once=uuid4(),
        by=viewer,
        now=clock.now(),
        quoted=[one.id for one in quotes],
    )


def _approve(letter: Letter, iro_id: UUID) -> None:
    viewer = _viewer(iro_id)
    found = checked(letter, viewer)
    writing.approve(
        letter,
        viewer,
        number=letter.number,
        seen=queries.fingerprint_of(letter).hex(),
        left=found.remarks,
        reading_age=found.age,
        now=clock.now(),
    )


def _viewer(iro_id: UUID) -> Viewer:
    return Viewer(iro_id, frozenset({Role.IRO}), name=names_of([iro_id])[iro_id])
