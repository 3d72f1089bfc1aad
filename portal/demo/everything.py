"""Everybody in the demo who shows a way of saying something, and the order in which it is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

import flask
import flask_babel

from portal import db
from portal.accounts.models import Account
from portal.complaints.commands import said as _said  # noqa: F401  # what is said becomes a complaint
from portal.demo import (
    advocacy,
    after_sent,
    at_home,
    complaints,
    group_meetings,
    groups,
    ideas,
    nobodys,
    reviews_actions,
    reviews_challenges,
    reviews_dates,
    reviews_letters,
    rights,
    rooms,
    surveys,
    ways,
)
from portal.demo.past import Demo
from portal.demo.signin import Entry
from portal.demo.voices import Voices
from portal.people.models import YoungPerson
from portal.people.rules import Support, age_on
from portal.voice.rules import Look

AtHome = list[tuple[YoungPerson, Support]]


def tell(demo: Demo, accounts: dict[UUID, Account], home: AtHome, now: datetime) -> list[Entry]:
    """Tell it all. Gives the words of the talks without a name, to be printed."""
    words = flask.Flask("words")  # questions are stored as they were read: in words, outside any page
    flask_babel.Babel(words)
    with words.app_context():
        entries = _tell(Voices(demo, accounts, now), home)
        told = reviews_dates.tell(demo, accounts, now)
        reviews_actions.tell(demo, accounts, told, now)
        reviews_letters.tell(demo, accounts, told, now)
        reviews_challenges.tell(demo, now)
        surveys.tell(demo, accounts, now)
        groups.tell(demo, accounts, now)
        rooms.tell(demo, accounts, now)
        complaints.tell(demo, now)
        advocacy.tell(demo, accounts, now)
        ideas.tell(demo, accounts, now)
        group_meetings.tell(demo, now)  # after the groups were made
        rights.tell(demo, accounts, now)
        return entries


def _tell(voices: Voices, home: AtHome) -> list[Entry]:
    cohort, today = voices.demo.cohort, voices.now.date()
    robin, jo, by_name = cohort.robin, cohort.jo, small_ones(cohort.young)
    if robin is None or jo is None:
        return []
    dot, pip, maya, elsie = (by_name[name] for name in ("Dot", "Pip", "Maya", "Elsie"))
    theo = home[0][0]
    in_care = [(one, Support.IN_CARE) for one in (maya, robin, *older(cohort.young, voices, today))]
    ways.choose_looks(voices, [(robin, Look.OLDER), (jo, Look.LEAVER), (maya, Look.YOUNGER)])
    ways.every_occasion(voices, [*in_care, (jo, Support.CARE_LEAVER), *home])
    ways.pictures_and_a_voice(voices, drew=maya, spoke=robin)
    ways.little_ones(voices, taps=dot, alone_child=pip)
    ways.written_down(voices, beside=robin, small=elsie, told_of=theo)
    after_sent.carry_on(voices, robin)
    entries = nobodys.tell(voices)
    with db.transaction():
        at_home.read_extract(cohort, today)
    return entries


def small_ones(young: Iterable[YoungPerson]) -> dict[str, YoungPerson]:
    """The small children whom the demo added by hand, by what they are called."""
    return {one.called: one for one in young if one.child_ref.endswith("S")}


def older(young: Iterable[YoungPerson], voices: Voices, today: date) -> list[YoungPerson]:
    """A few of 12 to 17 who have an account."""
    found = [
        one
        for one in list(young)[1:]
        if one.id in voices.accounts and 12 <= (age_on(one.born_on, today) or 0) < 18
    ]
    return found[:4]
