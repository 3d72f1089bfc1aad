"""All that came with a statement besides its words, for whoever may open it: one loader, so that every page
shows the same. Each part lives in a file of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.voice.models import Addition, Attachment, BoardCard, Capture, Reply


@dataclass(frozen=True)
class More:
    """What came with it. `files`: those that may be shown here or are sealed; never their content."""

    statement_id: UUID
    replies: Sequence[Reply]
    board: Sequence[BoardCard]
    files: Sequence[Attachment]
    capture: Capture | None
    additions: Sequence[Addition]

    @property
    def written_by(self) -> str:
        """The name of whoever wrote it down with or for them."""
        return names_of([self.capture.by_id]).get(self.capture.by_id, "") if self.capture else ""

    @property
    def changed(self) -> Addition | None:
        """The words they put in place of the first ones, the newest. Before the desk has read them nobody
        else is shown any: neither these nor those they changed."""
        return next((one for one in reversed(self.additions) if one.replaces), None)

    @property
    def is_empty(self) -> bool:
        return not (self.replies or self.board or self.files or self.capture or self.additions)


def more_of(statement_id: UUID) -> More:
    """What came with one statement."""
    of = {
        kind: kind.statement_id == statement_id for kind in (Reply, BoardCard, Attachment, Capture, Addition)
    }
    return More(
        statement_id,
        db.session.scalars(sa.select(Reply).where(of[Reply]).order_by(Reply.place)).all(),
        db.session.scalars(sa.select(BoardCard).where(of[BoardCard]).order_by(BoardCard.place)).all(),
        db.session.scalars(sa.select(Attachment).where(of[Attachment]).order_by(Attachment.place)).all(),
        db.session.scalars(sa.select(Capture).where(of[Capture])).one_or_none(),
        db.session.scalars(sa.select(Addition).where(of[Addition]).order_by(Addition.at, Addition.id)).all(),
    )
