"""Files in the small council: opened and not opened, sealed, heard, and one that waits in a draft."""

from __future__ import annotations

import base64
import uuid
from typing import TYPE_CHECKING, Any
from uuid import UUID

from portal import db
from portal.kit import clock
from portal.vault.files import keeping
from portal.voice.models import Attachment, Statement
from portal.voice.rules import FileKind
from portal.voice.rules.files import SealWhy

if TYPE_CHECKING:
    from tests.support.world import World

A_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
TYPES = {FileKind.VOICE: "audio/mpeg"}


def build(world: World) -> None:
    """A file of each kind, on statements that others read."""
    said = world.statements
    give(said["new"], says="my room")
    give(said["new"], FileKind.VOICE, place=2, seconds=65)
    give(said["new"], FileKind.DRAWING, place=3, sealed_at=clock.now(), seal_why=SealWhy.INDECENT.value)
    give(said["advocate"])
    give(said["shared"], first_opened_at=clock.now())
    world.ids["file_id"] = give(said["read"], first_opened_at=clock.now())


def give(statement: Statement, kind: FileKind = FileKind.PHOTO, *, says: str = "", **fields: Any) -> UUID:
    """A statement with a file, as if it had been sent with it."""
    now, owner = clock.now(), statement.young_person_id
    with db.transaction() as session:
        kept = keeping.keep(owner, A_DOT, TYPES.get(kind, "image/png"), now=now)
        row = Attachment(
            **{
                "id": uuid.uuid4(),
                "young_person_id": owner,
                "send_once": statement.send_once,
                "statement_id": statement.id,
                "kind": kind,
                "place": 1,
                "made_at": now,
                "shown_id": kept.id,
                "width": 1,
                "height": 1,
                **fields,
            }
        )
        row.says = says
        session.add(row)
        return row.id
