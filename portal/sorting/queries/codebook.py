"""The codebook as it is changed: its newest version, its history, one theme of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.coding.codebook import Codebook, Theme
from portal.coding.codebook.published import as_book, newest
from portal.coding.codebook.shipped import shipped
from portal.coding.models import CodebookVersion
from portal.coding.rules import ThemeChange
from portal.policy.viewer import Subject, Viewer


@dataclass(frozen=True)
class Past:
    """One version: what it changed, who did it, when and why."""

    version: int
    kind: ThemeChange
    label: str
    other: str
    by: str
    at: datetime
    why: str


@dataclass(frozen=True)
class OneTheme:
    """A theme in use, and the version it is of."""

    theme: Theme
    book: Codebook


def newest_book() -> Codebook:
    """The newest version, straight from the database: whoever changes it must see what is there."""
    return newest()


def theme_to_change(viewer: Viewer, theme_key: str) -> Subject | None:
    """A theme of the newest version; also one that is gone, so that a form sent twice gets the same
    answer."""
    book = newest()
    if theme_key not in {one.key for one in book.themes}:
        return None
    return Subject(OneTheme(book.theme(theme_key), book), None, frozenset(), "theme", None)


def history(most: int = 100) -> Sequence[Past]:
    """The versions, newest first; the release's own stands last and has no row."""
    rows = db.session.scalars(
        sa.select(CodebookVersion).order_by(CodebookVersion.version.desc()).limit(most)
    ).all()
    names = names_of({row.by_id for row in rows})
    return [_past(row, names.get(row.by_id, "")) for row in rows]


def _past(row: CodebookVersion, by: str) -> Past:
    book = as_book(row)
    labels = {theme.key: theme.label for theme in book.themes}
    label, other = labels.get(row.theme, ""), labels.get(row.other, "")
    return Past(row.version, row.kind, label, other, by, row.at, row.why)


def book_of(version: int) -> Codebook | None:
    """One version as it was published."""
    if version == shipped().version:
        return shipped()
    row = db.session.scalars(
        sa.select(CodebookVersion).where(CodebookVersion.version == version)
    ).one_or_none()
    return as_book(row) if row else None
