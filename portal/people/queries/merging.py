"""Records that may be the same young person: the yearly return's and the case system's share no key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.kit.pages import Page
from portal.people.models import Episode, Identifier, Merge, NotTheSame, SupportSpan, YoungPerson
from portal.people.queries.finding import matching
from portal.people.rules import Support
from portal.people.rules.merging import Half, WhyNotMerge, why_not_undo
from portal.people.rules.numbers import NumberKind
from portal.policy.viewer import Subject, Viewer
from portal.vault import keys

SIZE = 25
RETURN = "ssda903"
"""What the yearly return brought says so in its `source`."""
MOST_COMPARED = 2_000
"""Of each side so many are opened to find days of birth that agree: more would make the page slow."""
MOST_PAIRS = 25
_IMPORTED = frozenset(
    {
        *("name_tokens", "episodes", "reviews_held", "support_spans", "care_links", "identifiers"),
        *("reviews_planned", "merges", "not_the_same", "audit_events"),
    }
)
"""Tables that imports fill, or that only say what was done. A row in any other means somebody lives here."""
_BY_CLOCKS = frozenset({"reviews", "deadlines"})
"""What the worker makes of what was imported: the next review and its day. What a person does about either
has a row of its own in another table."""
_BY_SOMEBODY = {"review_meetings": "by_id", "advocate_offers": "reply"}
"""Tables in which a row without this was made by the worker: a meeting that the case system has planned, an
advocate offered at it to somebody who has not answered."""
_NOT_COUNTED = frozenset({"merges", "audit_events"}) | _BY_CLOCKS

Pair = tuple[YoungPerson, YoungPerson]


@dataclass(frozen=True)
class Waiting:
    """What the merge page shows: both lists, pairs born the same day, what was merged lately."""

    has_extract: bool
    """Whether an extract of the case system was ever read: before, there is nothing to compare with."""
    returns: Page[YoungPerson]
    extracts: Page[YoungPerson]
    pairs: list[Pair]
    merged: list[tuple[Merge, YoungPerson]]

    @property
    def can_choose(self) -> bool:
        """Whether there is somebody on both sides."""
        return self.has_extract and bool(self.returns.rows and self.extracts.rows)


def waiting_to_merge(*, asked: str = "", number: int = 1) -> Waiting:
    """Who waits on the merge page. A search narrows both lists. The same few queries for however many."""
    only_returns, only_extracts = _only_returns(), _only_extracts()
    return Waiting(
        bool(db.session.scalar(sa.select(sa.exists().where(Identifier.kind == NumberKind.SSD)))),
        _page(only_returns, asked, number),
        _page(only_extracts, asked, number),
        [] if asked else _born_the_same_day(only_returns, only_extracts),
        _merged_lately(),
    )


def _has_ssd() -> sa.ColumnElement[bool]:
    return sa.exists().where(Identifier.young_person_id == YoungPerson.id, Identifier.kind == NumberKind.SSD)


def _only_returns() -> sa.Select[YoungPerson]:
    """Brought by the return, unknown to the case system's extract. Somebody added by hand with a number is in
    no return yet."""
    in_return = sa.exists().where(Episode.young_person_id == YoungPerson.id, Episode.source == RETURN)
    return sa.select(YoungPerson).where(
        YoungPerson.child_ref_hash.is_not(None),
        YoungPerson.merged_into_id.is_(None),
        sa.or_(YoungPerson.source == RETURN, in_return),
        ~_has_ssd(),
    )


def _only_extracts() -> sa.Select[YoungPerson]:
    """From the extract, in or after care, without a number of the return. Others are in no return anyway."""
    in_care = sa.exists().where(Episode.young_person_id == YoungPerson.id)
    left = sa.exists().where(
        SupportSpan.young_person_id == YoungPerson.id, SupportSpan.kind == Support.CARE_LEAVER
    )
    return sa.select(YoungPerson).where(
        YoungPerson.child_ref_hash.is_(None),
        YoungPerson.merged_into_id.is_(None),
        _has_ssd(),
        sa.or_(in_care, left),
    )


def _page(wanted: sa.Select[YoungPerson], asked: str, number: int) -> Page[YoungPerson]:
    if asked.strip():
        wanted = wanted.where(matching(asked))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    rows = db.session.scalars(
        wanted.order_by(YoungPerson.made_at.desc(), YoungPerson.id).limit(SIZE).offset((number - 1) * SIZE)
    ).all()
    keys.preload(person.id for person in rows)
    return Page(rows, number, total, SIZE)


def _born_the_same_day(returns: sa.Select[YoungPerson], extracts: sa.Select[YoungPerson]) -> list[Pair]:
    """Pairs worth a look: a hint for a person, never a match."""
    born = defaultdict(list)
    for person in _opened(returns):
        born[person.born_on].append(person)
    apart = {(row.one_id, row.other_id) for row in db.session.scalars(sa.select(NotTheSame))}
    pairs: list[Pair] = []
    for person in _opened(extracts):
        for other in born.get(person.born_on, []) if person.born_on else []:
            if _ordered(other.id, person.id) not in apart:
                pairs.append((other, person))
    return pairs[:MOST_PAIRS]


def _opened(wanted: sa.Select[YoungPerson]) -> Sequence[YoungPerson]:
    rows = db.session.scalars(wanted.order_by(YoungPerson.made_at.desc()).limit(MOST_COMPARED)).all()
    keys.preload(person.id for person in rows)
    return rows


def _merged_lately() -> list[tuple[Merge, YoungPerson]]:
    rows = db.session.execute(
        sa.select(Merge, YoungPerson)
        .join(YoungPerson, YoungPerson.id == Merge.kept_id)
        .where(Merge.undone_at.is_(None))
        .order_by(Merge.at.desc())
        .limit(SIZE)
    ).all()
    keys.preload(row[1].id for row in rows)
    return [(row[0], row[1]) for row in rows]


def _ordered(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    return (one, other) if one.hex < other.hex else (other, one)


def are_not_the_same(one: UUID, other: UUID) -> NotTheSame | None:
    """What a person said about these two, if they said that they are not the same."""
    first, second = _ordered(one, other)
    return db.session.scalar(
        sa.select(NotTheSame).where(NotTheSame.one_id == first, NotTheSame.other_id == second)
    )


def pair_subject(viewer: Viewer, one_id: UUID, other_id: UUID) -> Subject | None:
    """Two records as the guard's subject. None when either is not there or is part of another."""
    one, other = db.session.get(YoungPerson, one_id), db.session.get(YoungPerson, other_id)
    if one is None or other is None or one.merged_into_id or other.merged_into_id or one is other:
        return None
    return Subject((one, other), one.id, frozenset(), "young_person", one.id)


def merge_subject(viewer: Viewer, merge_id: UUID) -> Subject | None:
    """Something that was merged, as the guard's subject."""
    merge = db.session.get(Merge, merge_id)
    return Subject(merge, merge.kept_id, frozenset(), "merge", merge.id) if merge else None


def why_not_undo_now(merge: Merge) -> WhyNotMerge | None:
    """Whether these two may be two again now."""
    kept = db.session.get(YoungPerson, merge.kept_id)
    as_it_was = (
        kept is not None and kept.changed_at == merge.at and rows_about(kept.id) == merge.moved["rows"]
    )
    return why_not_undo(is_undone=merge.undone_at is not None, is_as_it_was=as_it_was)


def half_of(person: YoungPerson) -> Half:
    """What the rules ask of one of two records."""
    return Half(
        person.born_on,
        bool(person.child_ref_hash),
        bool(_rows(person.id, _living())),
        bool(person.merged_into_id),
    )


def rows_about(young_person_id: UUID) -> int:
    """How many rows of any table are about them: a number that grows when anything follows."""
    return _rows(young_person_id, [one for one in _about() if one[0].name not in _NOT_COUNTED])


def _living() -> list[tuple[sa.Table, str]]:
    return [one for one in _about() if one[0].name not in _IMPORTED | _BY_CLOCKS]


def _about() -> list[tuple[sa.Table, str]]:
    """Every table and column that names a young person, also of capabilities above: read from the tables."""
    found = []
    for table in db.Base.metadata.sorted_tables:
        for column in table.columns:
            refers = any(key.column.table.name == "young_people" for key in column.foreign_keys)
            if refers or column.name == "young_person_id":
                found.append((table, column.name))
    return found


def _rows(young_person_id: UUID, tables: list[tuple[sa.Table, str]]) -> int:
    counts = [
        sa.select(sa.func.count())
        .select_from(table)
        .where(table.c[column] == young_person_id, _is_somebodys(table))
        .scalar_subquery()
        for table, column in tables
    ]
    return sum(db.session.execute(sa.select(*counts)).one()) if counts else 0


def _is_somebodys(table: sa.Table) -> sa.ColumnElement[bool]:
    by = _BY_SOMEBODY.get(table.name)
    return table.c[by].is_not(None) if by else sa.true()
