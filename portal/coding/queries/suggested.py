"""What the machine makes of a statement: the row the worker wrote, or else the codebook's words on the spot.

No page loads the learned model for it; that is the worker's business.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.coding.codebook import codebook
from portal.coding.models import SuggestedThemes
from portal.themes.suggest import LIKELY, Why, suggest


@dataclass(frozen=True)
class Offered:
    """A theme offered, how likely it is, whether the machine would tick it, and why: words with their place
    in the text, what was asked, and the sorted statements that are most like it. `by_model`: 0 for the
    codebook's words."""

    key: str
    score: float
    ticks: bool
    why: tuple[Why, ...]
    nearest: tuple[UUID, ...] = ()
    by_model: int = 0


def text_of(words: str, wants: str) -> str:
    """The text of a statement as the engine reads it."""
    return "\n".join(part for part in (words, wants) if part)


def digest_of(text: str) -> str:
    """By this a row knows the text it was made of: places in another text would be wrong."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def suggested(statement_id: UUID, text: str, asked: str | None) -> list[Offered]:
    """The three themes to offer first, most likely first; none where nothing fits. `asked`: the occasion."""
    row = db.session.scalars(
        sa.select(SuggestedThemes).where(SuggestedThemes.statement_id == statement_id)
    ).one_or_none()
    kept = json.loads(row.content) if row else {}
    if row is None or row.codebook_version != codebook().version or kept["digest"] != digest_of(text):
        return by_words(text, asked)
    known = set(codebook().keys)
    return [_offered(one, kept, text, asked, row.by_model) for one in kept["themes"] if one["key"] in known]


def by_words(text: str, asked: str | None) -> list[Offered]:
    """What the codebook's words say: the engine of the first day. It ticks what is likely, or else the
    first."""
    book = codebook()
    question = asked if asked in book.keys else None
    found = suggest(text, question, codebook=book.for_suggesting())
    return [
        Offered(one.key, one.score, one.score >= LIKELY or at == 0, one.why) for at, one in enumerate(found)
    ]


def machine_said(statement_ids: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    """What the machine would have ticked of these before a person sorted them; not those it never saw."""
    rows = db.session.scalars(
        sa.select(SuggestedThemes).where(SuggestedThemes.statement_id.in_(list(statement_ids)))
    )
    return {
        row.statement_id: frozenset(
            codebook().now(one["key"]) for one in json.loads(row.content)["themes"] if one["ticks"]
        )
        for row in rows
    }


def _offered(
    one: dict[str, Any], kept: dict[str, Any], text: str, asked: str | None, by_model: int
) -> Offered:
    why = [Why(text[start:end], start, end) for start, end in one["spans"]]
    if one["asked"]:
        why.append(Why(asked or "", asked=True))
    nearest = tuple(UUID(other) for other in kept.get("nearest", ()))
    return Offered(one["key"], one["score"], one["ticks"], tuple(why), nearest, by_model)
