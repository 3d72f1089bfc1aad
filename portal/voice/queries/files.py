"""Files that came with what was said: those of a draft, and one file for whoever may be shown it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.policy.viewer import Subject, Viewer
from portal.vault.files.keeping import content_of
from portal.vault.models import StoredFile
from portal.voice.models import Attachment, Statement
from portal.voice.queries import advocate, delivered, desk, own, sharing
from portal.voice.queries.after import changed_to
from portal.voice.queries.drafts import started
from portal.voice.rules import FileKind
from portal.voice.rules.files import MADE_BY_THEM, Standing, Where, is_shut, may_be_shown


@dataclass(frozen=True)
class FileFound:
    """One file, and what the page around it needs: the statement it came with (None: still a draft's)."""

    attachment: Attachment
    statement: Statement | None = None
    around: Any = None

    @property
    def is_shut(self) -> bool:
        return is_shut(standing_of(self.attachment, self.statement))


@dataclass(frozen=True)
class Content:
    """A file as it is shown."""

    body: bytes
    media_type: str
    kind: FileKind


_WAITING = sa.select(Attachment).where(
    Attachment.young_person_id == sa.bindparam("whose"),
    Attachment.send_once == sa.bindparam("form"),
    Attachment.statement_id.is_(None),
)
_HOW_MANY = _WAITING.with_only_columns(sa.func.count(Attachment.id))


def how_many(young_person_id: UUID, send_once: UUID) -> int:
    """How many files wait to be sent with this draft."""
    return db.session.scalar(_HOW_MANY, {"whose": young_person_id, "form": send_once}) or 0


def came_since(young_person_id: UUID, since: datetime) -> int:
    """How many files of theirs came since then, sent or not. What went to both desks came once."""
    return (
        db.session.scalar(
            sa.select(
                sa.func.count(sa.distinct(sa.func.coalesce(Attachment.shown_id, Attachment.original_id)))
            )
            .select_from(Attachment)
            .where(
                Attachment.young_person_id == young_person_id,
                Attachment.made_at >= since,
                Attachment.kind.in_(MADE_BY_THEM),
            )
        )
        or 0
    )


def waiting(young_person_id: UUID, send_once: UUID) -> Sequence[Attachment]:
    """The files that wait to be sent with this draft, in the order in which they came."""
    return db.session.scalars(
        _waiting(young_person_id, send_once).order_by(Attachment.place, Attachment.made_at)
    ).all()


def _waiting(young_person_id: UUID, send_once: UUID) -> sa.Select[Attachment]:
    return _WAITING.params(whose=young_person_id, form=send_once)


def of_draft(viewer: Viewer) -> Sequence[Attachment]:
    """The files of what the viewer has started and may go on with."""
    begun = started(viewer)
    return waiting(viewer.young_person_id, begun.send_once) if begun and viewer.young_person_id else []


def draft_file(viewer: Viewer, file_id: UUID) -> Subject | None:
    """A file of the viewer's own draft."""
    found = next((one for one in of_draft(viewer) if one.id == file_id), None)
    if found is None:
        return None
    return Subject(FileFound(found), viewer.young_person_id, kind="file", id=file_id)


def draft_file_to_show(viewer: Viewer, file_id: UUID) -> Subject | None:
    """The same when it may be looked at: not one that is sealed."""
    subject = draft_file(viewer, file_id)
    return subject if subject and _is_open(subject.thing, Where.OWN) else None


def own_file(viewer: Viewer, statement_id: UUID, file_id: UUID) -> Subject | None:
    """A file of something they said, for its own young person."""
    return _shown(own.own_statement(viewer, statement_id), statement_id, file_id, Where.OWN)


def file_at_desk(viewer: Viewer, statement_id: UUID, file_id: UUID) -> Subject | None:
    """A file for somebody who opens the statement at the council's desk."""
    return _shown(desk.at_desk(viewer, statement_id), statement_id, file_id, Where.DESK)


def opened_at_desk(viewer: Viewer, statement_id: UUID, file_id: UUID) -> Subject | None:
    """The same, once somebody has opened it on purpose: its bytes are sent to nobody before."""
    return _once_opened(file_at_desk(viewer, statement_id, file_id))


def file_to_seal(viewer: Viewer, statement_id: UUID, file_id: UUID) -> Subject | None:
    """A file for somebody who seals it at the council's desk."""
    return _any(desk.at_desk_to_change(viewer, statement_id), statement_id, file_id)


def file_for_advocate(viewer: Viewer, statement_id: UUID, file_id: UUID) -> Subject | None:
    """A file for an advocate: the provider's own desk."""
    return _shown(advocate.for_advocate(viewer, statement_id), statement_id, file_id, Where.DESK)


def opened_for_advocate(viewer: Viewer, statement_id: UUID, file_id: UUID) -> Subject | None:
    return _once_opened(file_for_advocate(viewer, statement_id, file_id))


def file_for_advocate_to_seal(viewer: Viewer, statement_id: UUID, file_id: UUID) -> Subject | None:
    return _any(advocate.for_advocate_to_change(viewer, statement_id), statement_id, file_id)


def delivered_file(viewer: Viewer, statement_id: UUID, file_id: UUID) -> Subject | None:
    """A file for somebody the statement was delivered to, after the desk."""
    about = _shown(delivered.delivered_subject(viewer, statement_id), statement_id, file_id, Where.DELIVERED)
    is_board = about and about.thing.attachment.kind is FileKind.BOARD
    return None if is_board and changed_to(statement_id) else about  # first words are on the cards


def shared_file(viewer: Viewer, statement_id: UUID, file_id: UUID) -> Subject | None:
    """A file for a foster carer or partner the statement was shared with, until it was changed."""
    if changed_to(statement_id):
        return None
    return _shown(sharing.shared_subject(viewer, statement_id), statement_id, file_id, Where.DELIVERED)


def _any(subject: Subject | None, statement_id: UUID, file_id: UUID) -> Subject | None:
    """The statement's subject, now about one file of it. None when it is of another statement."""
    found = db.session.get(Attachment, file_id, populate_existing=True)
    if subject is None or found is None or found.statement_id != statement_id:
        return None
    thing = FileFound(found, db.session.get(Statement, statement_id), subject.thing)
    return replace(subject, thing=thing)


def _shown(subject: Subject | None, statement_id: UUID, file_id: UUID, where: Where) -> Subject | None:
    about = _any(subject, statement_id, file_id)
    return about if about and _is_open(about.thing, where) else None


def _once_opened(subject: Subject | None) -> Subject | None:
    if subject is None:
        return None
    found: FileFound = subject.thing
    was_opened = found.attachment.first_opened_at or found.attachment.kind is FileKind.BOARD
    return subject if was_opened else None


def _is_open(found: FileFound, where: Where) -> bool:
    return may_be_shown(standing_of(found.attachment, found.statement), where)


def standing_of(attachment: Attachment, statement: Statement | None) -> Standing:
    """How a file stands, for the rules."""
    return Standing(
        kind=attachment.kind,
        has_shown=attachment.shown_id is not None,
        first_opened_at=attachment.first_opened_at,
        sealed_at=attachment.sealed_at,
        seal_why=attachment.seal_why,
        statement_read_at=statement.read_at if statement else None,
    )


def content_to_show(found: FileFound) -> Content:
    """What is shown of it. Only ever asked for what a loader above gave."""
    row = db.session.get_one(StoredFile, found.attachment.shown_id)
    return Content(content_of(row), row.media_type, found.attachment.kind)


def sharing_files_with(attachment: Attachment) -> Sequence[Attachment]:
    """This file and its twins: what went to both desks is stored once."""
    same = [
        column == value
        for column, value in (
            (Attachment.shown_id, attachment.shown_id),
            (Attachment.original_id, attachment.original_id),
        )
        if value is not None
    ]
    return db.session.scalars(
        sa.select(Attachment).where(sa.or_(*same, Attachment.id == attachment.id))
    ).all()


def sealed() -> Sequence[Attachment]:
    """Everything that waits for the police, oldest first. For the command line."""
    return db.session.scalars(
        sa.select(Attachment).where(Attachment.sealed_at.is_not(None)).order_by(Attachment.sealed_at)
    ).all()
