"""What serves: a version put to use, rolled back to, let go; and forgetting those who are gone."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.people.models import YoungPerson
from portal.sorting.models import LearnedModel
from portal.sorting.queries.learning import versions
from portal.sorting.queries.material import was_set_aside_since
from portal.sorting.rules.learning import State, Version, to_let_go, why_not_roll_back
from portal.vault.models import DataKey


def use(row: LearnedModel) -> None:
    """This version serves from now on, and no other."""
    for one in versions():
        one.serves = one.id == row.id
    db.session.flush()


def roll_back(row: LearnedModel, *, by: UUID) -> None:
    """Somebody chooses a version: it serves, and newer ones wait until the choice is left to the figures
    again.

    Raises Refused for one that serves already or is not there any more."""
    if why := why_not_roll_back(Version(row.version, row.state, row.serves)):
        raise Refused(why)
    _let_all_loose()
    use(row)
    row.held_by_id = by
    audit.record("rolled back what is learned", by=by, subject=("learned model", row.id))
    db.session.flush()


def words_only(*, by: UUID) -> None:
    """Nothing learned serves: the codebook's words do, until the choice is left to the figures again. Done
    to a whole list, so twice is the same as once."""
    found = versions()
    if not any(one.serves for one in found):
        return
    _let_all_loose()
    for one in found:
        if one.serves:
            one.serves, one.held_by_id = False, by
    audit.record("put aside what is learned", by=by)
    db.session.flush()


def leave_to_figures(*, by: UUID) -> None:
    """Newer versions may serve again when their figures are no worse."""
    if _let_all_loose():
        audit.record("left to the figures what is learned", by=by)
        db.session.flush()


def let_old_go(now: datetime) -> int:
    """Destroy the words of all but the newest versions; their figures stay. Returns how many."""
    found = {one.version: one for one in versions()}
    gone = to_let_go(Version(one.version, one.state, one.serves) for one in found.values())
    for number in gone:
        _let_go(found[number], now)
    db.session.flush()
    return len(gone)


def forget(young_person_ids: Collection[UUID], now: datetime) -> int:
    """Somebody is erased: every version that learned from their words is destroyed, the one that serves too.
    The codebook's words serve until the next night. Returns how many versions."""
    wanted = {str(one) for one in young_person_ids}
    known = [one for one in versions() if one.state is not State.LET_GO and wanted & set(_knew(one))]
    for row in known:
        _let_go(row, now)
    db.session.flush()
    return len(known)


def forget_who_is_gone(now: datetime) -> int:
    """The same for everybody whose record or key is not there any more, however that came about."""
    asked: set[UUID] = set()
    for row in versions():
        if row.state is not State.LET_GO:
            asked |= {UUID(one) for one in _knew(row)}
    here = set(
        db.session.scalars(sa.select(YoungPerson.id).join(DataKey, DataKey.owner_id == YoungPerson.id))
    )
    return forget(asked - here, now) if asked - here else 0


def forget_taken_back(now: datetime) -> int:
    """Every version that learned from a statement that was set aside since is destroyed: a word of three
    people is a word of one when two took theirs back. The codebook's words serve until the next is made."""
    wanted = [
        row
        for row in versions()
        if row.state is not State.LET_GO and row.made_at and was_set_aside_since(row.made_at)
    ]
    for row in wanted:
        _let_go(row, now)
    db.session.flush()
    return len(wanted)


def _knew(row: LearnedModel) -> list[str]:
    return list(json.loads(row.knew or "[]"))


def _let_go(row: LearnedModel, now: datetime) -> None:
    row.model, row.knew = None, None
    row.state, row.serves, row.held_by_id, row.let_go_at = State.LET_GO, False, None, now


def _let_all_loose() -> bool:
    held = [one for one in versions() if one.held_by_id]
    for one in held:
        one.held_by_id = None
    return bool(held)
