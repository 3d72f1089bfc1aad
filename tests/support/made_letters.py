"""Letters after reviews, by the commands that write, approve and send them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import flask
import flask_babel

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.reviews.commands import actions, sending, writing
from portal.reviews.commands.actions import Line
from portal.reviews.commands.sending import Sender
from portal.reviews.commands.writing import Choices
from portal.reviews.models import AgreedAction, Letter, Review
from portal.reviews.queries import sending as queries
from portal.reviews.queries.writing import fingerprint_of
from portal.reviews.rules import Preset, SectionKey, Way
from portal.reviews.rules.sending import Going
from portal.reviews.rules.writing import Section
from portal.settings import Settings
from tests.support.rows import keep


@contextmanager
def inside() -> Iterator[None]:
    """An app that knows the council's day, for commands given outside any page; also as a decorator. Not the
    app of the pages: what a page remembers would stay from one to the next."""
    bare = flask.Flask("bare")
    bare.extensions["heard.settings"] = Settings(var_dir=Path(), master_key_file=Path("key"))
    flask_babel.Babel(bare)
    with bare.app_context():
        yield


SECTIONS = (
    Section(SectionKey.TOLD_ME, words="You told me that you like your room. You want to see Mia more."),
    Section(SectionKey.GOING_WELL, words="You swim every week. Your teacher says that you work hard."),
    Section(SectionKey.WILL_HAPPEN),
    Section(SectionKey.REACH_ME, words="Ring me on 01632 960 001."),
    Section(SectionKey.NOT_HAPPY, words="Tell me, or ask an advocate to help you."),
)
HOME = "1 Made Up Road\nFictown\nZZ1 1ZZ"


def as_viewer(account: Account, *roles: Role) -> Viewer:
    return Viewer(account.id, frozenset(roles or {Role.IRO}), name=account.name)


def sender(account: Account) -> Sender:
    now = clock.now()
    return Sender(account.id, "iro", now, now.date())


@inside()
def agreed(review: Review, by: Account, words: str = "See Mia each month", **more: Any) -> AgreedAction:
    """Something that was agreed at the review."""
    with db.transaction() as session:
        due = more.pop("due_on", clock.now().date() + timedelta(days=30))
        line = Line(words=words, due_on=due, **{"owner_name": "Lee Hart", **more})
        rows = actions.agree(
            review.young_person_id,
            [line],
            send_once=uuid.uuid4(),
            by=by.id,
            review_id=review.id,
            today=clock.now().date(),
        )
        return keep(session, rows[0])


@inside()
def draft(
    review: Review,
    iro: Account,
    sections: Sequence[Section] = SECTIONS,
    *,
    preset: Preset = Preset.TEEN,
    **looks: Any,
) -> Letter:
    with db.transaction() as session:
        row = writing.start(
            review,
            sections,
            Choices(preset, **looks),
            send_once=uuid.uuid4(),
            by=as_viewer(iro),
            now=clock.now(),
        )
        return keep(session, row)


@inside()
def approve(letter: Letter, by: Account) -> Letter:
    with db.transaction() as session:
        row = queries.locked(letter.id)
        writing.approve(
            row,
            as_viewer(by),
            number=row.number,
            seen=fingerprint_of(row).hex(),
            left=(),
            reading_age=8.0,
            now=clock.now(),
        )
        return keep(session, row)


def approved(review: Review, iro: Account, sections: Sequence[Section] = SECTIONS, **looks: Any) -> Letter:
    """Written, read and approved."""
    return approve(draft(review, iro, sections, **looks), iro)


@inside()
def send(letter: Letter, by: Account, *goings: Going, send_once: UUID | None = None) -> Letter:
    """Sent: on their page, if no way is given."""
    with db.transaction() as session:
        row = sending.send(
            letter,
            goings or (Going(Way.PAGE),),
            send_once=send_once or uuid.uuid4(),
            by=sender(by),
        )
        return keep(session, row)


def sent(review: Review, iro: Account, *goings: Going, **looks: Any) -> Letter:
    return send(approved(review, iro, **looks), iro, *goings)


@inside()
def done(letter: Letter, by: Account, on: date | None = None) -> None:
    """Its first way that waits for somebody is written down as gone."""
    with db.transaction():
        row = queries.locked(letter.id)
        waits = next(one for one in queries.live_sendings(row.id) if one.done_on is None)
        sending.done(row, waits, on or clock.now().date(), by=sender(by))
