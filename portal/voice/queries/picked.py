"""Who answers, of those a young person picked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from portal.accounts.queries.around import people_around
from portal.voice.models import Statement
from portal.voice.rules.desk import answerer_among


def first_answerer(statement: Statement, apart: Mapping[UUID, str], on: date) -> UUID | None:
    """The first who may and still works with them; None when nobody is left or it was taken back."""
    if statement.taken_back_at:
        return None
    around = {person.account_id for person in people_around(statement.young_person_id, on)}
    picked = [
        (r.account_id, r.kind)
        for r in statement.recipients
        if r.account_id in around and r.removed_at is None
    ]
    return answerer_among(picked, apart)
