"""What no theme explains well, for somebody who may read it, and the words on the rise in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from portal import db
from portal.coding.models import SuggestedThemes
from portal.coding.queries.coded import has_theme
from portal.coding.queries.suggested import text_of
from portal.policy.viewer import Viewer
from portal.sorting.models import Unexplained
from portal.themes.alike import near_duplicates
from portal.themes.unexplained import Rising
from portal.vault import keys
from portal.vault.models import DataKey
from portal.voice.models import Statement
from portal.voice.queries.desk import Row, as_rows, listed_for, shut_to_viewer

POORLY = 0.3
"""Below this no theme explains a text well."""
MOST = 40
"""A person can read so many; they hold most of a theme that is new (see docs/decisions.md)."""
LATELY = timedelta(days=182)


@dataclass(frozen=True)
class Alike:
    """Statements that say nearly the same: one to read, and how many more there are."""

    rows: tuple[Row, ...]


def not_well_explained(viewer: Viewer, now: datetime) -> list[Alike]:
    """The least explained statements of the last half year, least first, those that say nearly the same
    together.

    Only what was read, and only what this person may read."""
    has_key = sa.select(DataKey.owner_id).where(DataKey.owner_id == Statement.young_person_id)
    asked = (
        listed_for(viewer)
        .join(SuggestedThemes, SuggestedThemes.statement_id == Statement.id)
        .where(
            Statement.read_at.is_not(None),
            Statement.taken_back_at.is_(None),
            Statement.passed_by_id.is_(None),
            Statement.sent_at >= now - LATELY,
            SuggestedThemes.explained < POORLY,
            ~has_theme(Statement.id),
            has_key.correlate(Statement).exists(),
        )
        .order_by(SuggestedThemes.explained, Statement.sent_at.desc(), Statement.id)
        .limit(2 * MOST)
    )
    found = db.session.scalars(asked).all()
    shut = shut_to_viewer(viewer, found)
    open_ = [one for one in found if one.id not in shut][:MOST]
    keys.preload(one.young_person_id for one in open_)
    return _together(open_, {row.id: row for row in as_rows(viewer, open_, now)})


def _together(statements: list[Statement], rows: dict[object, Row]) -> list[Alike]:
    groups = near_duplicates([text_of(one.words, one.wants) for one in statements])
    group_of = {at: tuple(sorted(some)) for some in groups for at in some}
    found = dict.fromkeys(group_of.get(at, (at,)) for at in range(len(statements)))
    return [
        Alike(tuple(rows[statements[at].id] for at in places if statements[at].id in rows))
        for places in found
    ]


def rising() -> tuple[datetime, list[Rising]] | None:
    """The words on the rise as they were last looked for, and when; None where nobody looked yet."""
    row = db.session.scalars(sa.select(Unexplained).order_by(Unexplained.looked_on.desc()).limit(1)).first()
    if row is None:
        return None
    return row.at, [Rising(one["word"], one["now"], one["before"]) for one in json.loads(row.words or "[]")]
