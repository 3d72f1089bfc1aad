"""For the small council: two learned versions of which none serves, a changed theme, a statement that no
theme explains, and a word on the rise."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from portal import db
from portal.coding.codebook.book import as_plain
from portal.coding.codebook.shipped import shipped
from portal.coding.models import CodebookVersion, SuggestedThemes
from portal.coding.rules import ThemeChange
from portal.kit import clock
from portal.policy.roles import Role
from portal.sorting.models import LearnedModel, Unexplained
from portal.sorting.rules.learning import State

if TYPE_CHECKING:
    from tests.support.world import World

_CELLS = {"micro_f1": 0.7, "macro_f1": 0.5, "average_precision": 0.75, "top3": 0.9}


def build(world: World) -> None:
    """The ids are the URLs' `learned_version` and `theme_key`."""
    now = clock.now()
    with db.transaction() as session:
        for number in (1, 2):
            row = LearnedModel(
                version=number,
                begun_on=now.date() - timedelta(days=10 - number),
                made_at=now,
                state=State.READY,
                codebook_version=1,
                comments=70,
                people=30,
                figures=_CELLS
                | {
                    "intervals": {one: [0.4, 0.95] for one in _CELLS},
                    "words": _CELLS,
                    "themes": {"home": 0.7},
                },
            )
            session.add(row)
        book = CodebookVersion(
            version=2,
            send_once=uuid4(),
            kind=ThemeChange.WORDS,
            theme="school",
            at=now,
            by_id=world[Role.PARTICIPATION_WORKER].id,
        )
        book.why, book.themes = "Asked for", json.dumps([as_plain(one) for one in shipped().themes])
        rising = Unexplained(looked_on=now.date(), at=now)
        rising.words = json.dumps([{"word": "drone", "now": 6, "before": None}])
        said = world.statements["answered"]
        strange = SuggestedThemes(
            statement_id=said.id,
            young_person_id=said.young_person_id,
            by_model=0,
            codebook_version=1,
            explained=-0.2,
            at=now,
        )
        strange.content = json.dumps({"digest": "", "themes": [], "nearest": []})
        session.add_all([book, rising, strange])
    world.ids |= {"learned_version": "1", "theme_key": "school"}
