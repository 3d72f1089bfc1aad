"""What the pages of saying something show: choices, promises, what happens now to somebody not safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import flask
from flask_babel import gettext as _

from portal.clocks.reading import is_open, read_by
from portal.coding.codebook import codebook
from portal.settings import Settings
from portal.voice.commands.saying import Promises
from portal.voice.jobs import reading_hours
from portal.voice.queries.conversation import Own
from portal.voice.queries.speaking import Around, Duty
from portal.voice.rules.saying import ADVOCATE, PICKED_FOR_THEM

Choice = tuple[str, str]


@dataclass(frozen=True)
class WhatNow:
    """What happens now that somebody said they are not safe: only what is true at this moment."""

    is_on_duty: bool
    was_called: bool
    duty_from: datetime | None
    read_by: datetime | None  # None: there is nobody to read it
    ring: str


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def promises() -> Promises:
    """What the council's settings promise."""
    found = settings()
    return Promises(reading_hours(found), found.time_zone, found.answer_working_days)


def topic_choices(age: int | None) -> list[Choice]:
    """The tiles, in the codebook's order, with the labels for young people that fit this age."""
    return [(theme.key, _(theme.child_label)) for theme in codebook().tiles(age)]


def themes() -> frozenset[str]:
    """Every theme a young person may pick."""
    return frozenset(theme.key for theme in codebook().themes if theme.for_children)


def to_choices(around: Around) -> list[Choice]:
    """Their own people, and an advocate who is not the council when one can be reached here."""
    own = [(str(person.account_id), person.name) for person in around.can_be_picked]
    return [*own, (ADVOCATE, _("An advocate, not the council"))] if around.has_advocate else own


def about_choices(around: Around) -> list[Choice]:
    return [(str(person.account_id), person.name) for person in around.people]


def ticked_for_them(around: Around) -> list[str]:
    """Who gets it unless they say otherwise: their social worker or personal adviser."""
    return [str(person.account_id) for person in around.can_be_picked if person.kind in PICKED_FOR_THEM]


def kinds(around: Around) -> Sequence[tuple[str, str]]:
    """Account id and capacity, for the second line of a choice."""
    return [(str(person.account_id), person.kind.value) for person in around.people]


def what_now(duty: Duty, called: int, now: datetime) -> WhatNow:
    """Said full-screen, next to the numbers."""
    return WhatNow(
        is_on_duty=duty.is_here,
        was_called=called > 0,
        duty_from=duty.next_from,
        read_by=read_by(promises().hours, now) if duty.has_reader else None,
        ring=ring_now(now),
    )


def ring_now(now: datetime) -> str:
    """The council's number that is answered at this hour."""
    found = settings()
    return found.phone_day if is_open(promises().hours, now) else found.phone_night


def topic_labels(keys: Sequence[str]) -> list[str]:
    """What they said it is about, in the words of the tiles."""
    labels = {theme.key: theme.child_label for theme in codebook().themes}
    return [_(labels[key]) for key in keys if key in labels]


def pick_choices(around: Around, said: Own) -> list[Choice]:
    """Who can be picked now, and who was picked and works with them no longer."""
    now = [(str(person.account_id), person.name) for person in around.can_be_picked]
    before = [(str(p.account_id), p.name) for p in said.picked if str(p.account_id) not in dict(now)]
    return [choice for choice in [*now, *before] if choice[0] not in set(map(str, said.apart))]


def picked_now(said: Own) -> list[str]:
    return [str(person.account_id) for person in said.picked if not person.is_kept_apart]
