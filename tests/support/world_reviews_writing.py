"""A letter in the small council that is still being written, with words that the check points out."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import flask
import flask_babel

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.policy.roles import Role
from portal.reviews.models import Review
from portal.reviews.rules import ReviewKind, ReviewState, SectionKey
from portal.reviews.rules.writing import Section
from portal.settings import Settings
from tests.support import made_letters as letters
from tests.support.rows import keep

if TYPE_CHECKING:
    from tests.support.world import World

WORDS = {
    SectionKey.GOING_WELL: "Your placement is good. You refused to stop reading.",
    SectionKey.NOT_HAPPY: "You can ask an advocate to help you.",
}


def build(world: World) -> None:
    """After the letters: an earlier review whose letter is late, and its writer has a manager."""
    bare = flask.Flask("bare")
    bare.extensions["heard.settings"] = Settings(var_dir=Path(), master_key_file=Path("key"))
    flask_babel.Babel(bare)
    iro, now = world[Role.IRO], clock.now()
    with bare.app_context():
        with db.transaction() as session:
            session.get_one(Account, iro.id).manager_id = world[Role.MANAGER].id
            review = keep(
                session,
                Review(
                    young_person_id=world.young.id,
                    send_once=uuid.uuid4(),
                    kind=ReviewKind.LATER,
                    state=ReviewState.HELD,
                    iro_id=iro.id,
                    completed_on=now.date() - timedelta(days=100),
                    made_at=now,
                    changed_at=now,
                ),
            )
        sections = [Section(key, words=WORDS.get(key, "")) for key in SectionKey if key is not SectionKey.OWN]
        letters.draft(review, iro, [*sections, Section(SectionKey.OWN, "Your cat", "Tom can come too.")])
    world.ids["language"] = "so"
