"""Second opinions in the demo: every tenth of what was sorted, by somebody else, who mostly says the same."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from portal import db
from portal.coding.codebook import codebook
from portal.coding.models import Coding
from portal.people.queries.bands import bands_of
from portal.sorting.models import SecondSorting
from portal.sorting.rules.second import Settled, is_drawn, is_same
from portal.vault import keys

_STAY_OPEN = 2
"""So many that differ wait to be settled; the rest were."""


def sort_twice(by: UUID, dice: random.Random, now: datetime) -> None:
    """Call it inside a transaction, when all is sorted. `by`: a reader or safety lead who did not sort."""
    asked = sa.select(Coding).where(Coding.set_aside_at.is_(None), Coding.by_id != by)
    found = db.session.scalars(
        asked.options(selectinload(Coding.themes)).order_by(Coding.at.desc(), Coding.id)
    )
    differ = 0
    for row in found.all():
        if not is_drawn(keys.blind("sorted twice", str(row.statement_id))):
            continue
        second = _second(row, by, dice, now)
        if second.settled is None:
            differ += 1
            if differ > _STAY_OPEN:
                second.settled, second.settled_by_id, second.settled_at = Settled.FIRST, by, second.at
        db.session.add(second)
    db.session.flush()


def _second(row: Coding, by: UUID, dice: random.Random, now: datetime) -> SecondSorting:
    first = {one.theme for one in row.themes}
    themes = _nearly(first, dice)
    machine = _nearly(first, dice, most=0.65)
    stance = row.stance if themes else None
    at = min(row.at + timedelta(days=2), now)
    agree = is_same(themes, stance, first, row.stance)
    return SecondSorting(
        statement_id=row.statement_id,
        young_person_id=row.young_person_id,
        said_on=row.said_on,
        band=bands_of([row.young_person_id], row.said_on)[row.young_person_id],
        by_id=by,
        at=at,
        themes=sorted(themes),
        stance=stance,
        first_by_id=row.by_id,
        first_themes=sorted(first),
        first_stance=row.stance,
        machine_themes=sorted(machine),
        codebook_version=row.codebook_version,
        settled=Settled.AGREED if agree else None,
        settled_at=at if agree else None,
    )


def _nearly(themes: set[str], dice: random.Random, most: float = 0.85) -> set[str]:
    """The same, or with one theme more or less."""
    if dice.random() < most or not themes:
        return set(themes)
    if len(themes) > 1 and dice.random() < 0.5:
        return set(sorted(themes)[1:])
    return themes | {dice.choice(codebook().keys)}
