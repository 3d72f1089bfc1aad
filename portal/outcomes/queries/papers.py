"""The register of what was published: every paper as it was printed, for whoever prints the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import Cell, Period, What
from portal.disclosure.shown import Mark, Published, Reason, Rules, Shown
from portal.outcomes.models import PublishedPaper
from portal.outcomes.rules import PaperKind


@dataclass(frozen=True)
class Entry:
    """That a paper was printed: of which days, when, and by whom."""

    id: UUID
    kind: PaperKind
    period: Period
    at: datetime
    by_id: UUID | None


def entries() -> list[Entry]:
    """Every paper ever published, without its numbers, newest first."""
    wanted = sa.select(
        PublishedPaper.id,
        PublishedPaper.kind,
        PublishedPaper.first_on,
        PublishedPaper.last_on,
        PublishedPaper.at,
        PublishedPaper.by_id,
    ).order_by(PublishedPaper.at.desc(), PublishedPaper.id)
    return [
        Entry(row.id, row.kind, Period(row.first_on, row.last_on), row.at, row.by_id)
        for row in db.session.execute(wanted)
    ]


def register() -> list[Published]:
    """Every paper ever published, oldest first."""
    return [_published(row) for row in _rows(sa.true())]


def summaries() -> list[Published]:
    """The meetings' summaries among them, oldest first."""
    return [_published(row) for row in _rows(PublishedPaper.kind == PaperKind.SUMMARY)]


def paper(paper_id: UUID) -> Published | None:
    """One paper, or None."""
    row = db.session.get(PublishedPaper, paper_id)
    return _published(row) if row else None


def papers(paper_ids: Sequence[UUID]) -> list[Published]:
    """These papers, in this order; what the register does not hold is left out."""
    rows = {row.id: row for row in _rows(PublishedPaper.id.in_(paper_ids))} if paper_ids else {}
    return [_published(rows[each]) for each in paper_ids if each in rows]


def printed_periods() -> dict[Period, UUID]:
    """Every period that was ever printed, with the paper that printed it first."""
    asked = sa.select(PublishedPaper.first_on, PublishedPaper.last_on, PublishedPaper.id).order_by(
        PublishedPaper.at.desc(), PublishedPaper.id
    )
    return {Period(first, last): found for first, last, found in db.session.execute(asked)}


def to_json(published: Published) -> dict[str, Any]:
    """The paper as plain lists and texts; `from_json` gives the same paper again."""
    return {
        "first": published.period.first.isoformat(),
        "last": published.period.last.isoformat(),
        "cells": [
            [cell.what.value, cell.name, cell.by, cell.value, one.mark.value, one.reason.value, one.number]
            for cell, one in published.cells.items()
        ],
        "threshold": published.rules.threshold,
        "base": published.rules.base,
        "lasting": sorted(published.lasting),
        "everyone_has_a_theme": published.everyone_has_a_theme,
    }


def from_json(value: Mapping[str, Any]) -> Published:
    """The paper that `to_json` wrote down. Errors: ValueError or KeyError for anything else."""
    return Published(
        period=Period(date.fromisoformat(value["first"]), date.fromisoformat(value["last"])),
        cells=_cells(value["cells"]),
        rules=Rules(threshold=value["threshold"], base=value["base"]),
        lasting=frozenset(value["lasting"]),
        everyone_has_a_theme=value["everyone_has_a_theme"],
    )


def _cells(rows: Sequence[Sequence[Any]]) -> dict[Cell, Shown]:
    return {
        Cell(What(what), name, by, value): Shown(Mark(mark), Reason(reason), number)
        for what, name, by, value, mark, reason, number in rows
    }


def _rows(condition: sa.ColumnElement[bool]) -> Sequence[PublishedPaper]:
    return db.session.scalars(
        sa.select(PublishedPaper).where(condition).order_by(PublishedPaper.at, PublishedPaper.id)
    ).all()


def _published(row: PublishedPaper) -> Published:
    return Published(
        period=Period(row.first_on, row.last_on),
        cells=_cells(row.cells),
        rules=Rules(threshold=row.threshold, base=row.base),
        lasting=frozenset(row.lasting),
        everyone_has_a_theme=row.everyone_has_a_theme,
    )
