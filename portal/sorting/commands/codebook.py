"""Changing the codebook: each change is a new version, with who, when and why. Nothing that was sorted is
touched: it keeps the key under which it was sorted."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import db
from portal.audit import commands as audit
from portal.coding.codebook import Codebook, Theme
from portal.coding.codebook.book import as_plain
from portal.coding.codebook.published import make_known, newest
from portal.coding.models import CodebookVersion
from portal.coding.rules import ThemeChange
from portal.kit.errors import Refused
from portal.sorting.rules.codebook import (
    Around,
    Told,
    WhyNot,
    why_not_merge,
    why_not_name,
    why_not_put_away,
)

Make = Callable[[Codebook], tuple[Sequence[Theme], str]]


def add(told: Told, around: Around) -> CodebookVersion:
    """A new theme. Raises Refused for a name that another one has."""
    return _publish(ThemeChange.NEW, lambda book: _with_new(book, [told], around), around)


def change(key: str, told: Told, around: Around) -> CodebookVersion:
    """The same theme in other words. Raises Refused."""

    def make(book: Codebook) -> tuple[Sequence[Theme], str]:
        _there(book, key)
        _named(book, key, told)
        themes = [replace(one, **_facts(told)) if one.key == key else one for one in book.themes]
        if tuple(themes) == book.themes:
            raise Refused(WhyNot.SAME)
        return themes, key

    return _publish(ThemeChange.WORDS, make, around)


def merge(key: str, into: str, around: Around) -> CodebookVersion:
    """One theme becomes part of another. What was sorted under it keeps its key and counts where it went,
    from the first period on that ends later. Raises Refused."""

    def make(book: Codebook) -> tuple[Sequence[Theme], str]:
        if why := why_not_merge(key, into, book.keys):
            raise Refused(why)
        return _without(book, key, around.on, into), key

    return _publish(ThemeChange.MERGED, make, around, other=into)


def split(key: str, parts: Sequence[Told], around: Around) -> CodebookVersion:
    """New themes in place of one. What was sorted under it stays there: only a person can say which of the
    new ones it would be. Raises Refused."""

    def make(book: Codebook) -> tuple[Sequence[Theme], str]:
        _there(book, key)
        themes, _ = _with_new(Codebook(book.version, tuple(_without(book, key, around.on))), parts, around)
        return themes, key

    return _publish(ThemeChange.SPLIT, make, around)


def put_away(key: str, around: Around) -> CodebookVersion:
    """A theme is not offered any more. Raises Refused."""

    def make(book: Codebook) -> tuple[Sequence[Theme], str]:
        if why := why_not_put_away(key, book.keys):
            raise Refused(why)
        return _without(book, key, around.on), key

    return _publish(ThemeChange.PUT_AWAY, make, around)


def _publish(kind: ThemeChange, make: Make, around: Around, *, other: str = "") -> CodebookVersion:
    """Sent twice it is one version. Of two who publish at once the second is told to look again."""
    sent = sa.select(CodebookVersion).where(CodebookVersion.send_once == around.send_once)
    if before := db.session.scalars(sent).one_or_none():
        return before
    book = newest()
    if book.version != around.based_on:
        raise Refused(WhyNot.STALE)
    themes, key = make(book)
    row = CodebookVersion(
        version=book.version + 1,
        send_once=around.send_once,
        kind=kind,
        theme=key,
        other=other,
        at=around.now,
        by_id=around.by,
    )
    row.why, row.themes = around.why, json.dumps([as_plain(one) for one in themes])
    db.session.add(row)
    try:
        db.session.flush()
    except sa.exc.IntegrityError:
        db.session.rollback()
        raise Refused(WhyNot.STALE) from None
    audit.record("published a codebook", by=around.by, subject=("codebook", row.id))
    # After the commit: another process must not look for what is not there yet.
    db.aside(lambda own: make_known(_newest_number(own)))
    return row


def _newest_number(own: Session) -> int:
    return own.scalar(sa.select(sa.func.max(CodebookVersion.version))) or 1


def _with_new(book: Codebook, parts: Sequence[Told], around: Around) -> tuple[list[Theme], str]:
    """Keys say nothing and are never used again: a name may change, and what is typed is sealed."""
    themes = list(book.themes)
    keys = [f"own_{book.version + 1}" + (f"_{number}" if number else "") for number in range(len(parts))]
    for key, told in zip(keys, parts, strict=True):
        _named(Codebook(book.version, tuple(themes)), key, told)
        themes.append(Theme(key=key, since=around.on, **_facts(told)))
    return themes, keys[0]


def _without(book: Codebook, key: str, on: date, into: str = "") -> list[Theme]:
    return [replace(one, gone_on=on, merged_into=into) if one.key == key else one for one in book.themes]


def _there(book: Codebook, key: str) -> None:
    if key not in book.keys:
        raise Refused(WhyNot.UNKNOWN)


def _named(book: Codebook, key: str, told: Told) -> None:
    for names, taken in (
        (told.label, {one.label: one.key for one in book.in_use}),
        (told.child_label, {one.child_label: one.key for one in book.in_use if one.for_children}),
    ):
        if why := why_not_name(key, [names], taken):
            raise Refused(why)


def _facts(told: Told) -> dict[str, Any]:
    return dict(vars(told))
