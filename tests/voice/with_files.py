"""Adding files on the page as a browser without scripts does, and looking for them."""

from __future__ import annotations

import io
import uuid
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from portal import db
from portal.vault.files.keeping import content_of
from portal.vault.models import StoredFile
from portal.voice.models import Attachment, Statement
from tests.support.made_files import photo
from tests.support.pages import Page
from tests.voice.young import rows, statements


def upload(
    page: Page,
    content: bytes | None = None,
    *,
    what: str = "photo",
    name: str = "IMG_0001.jpg",
    upload_id: str = "",
    status: int = 200,
    headers: dict[str, str] | None = None,
    **fields: str,
) -> Page:
    """Fill in one of the three forms and send it."""
    data: dict[str, Any] = {
        "what": what,
        f"{what}-upload": upload_id or str(uuid.uuid4()),
        f"{what}-file": FileStorage(io.BytesIO(photo() if content is None else content), name),
        **{f"{what}-{field}": value for field, value in fields.items()},
    }
    # Encoded here: the test client itself would put a large one on the disk.
    boundary, body = encode_multipart({"csrf_token": page.token(), **data})
    kind = f"multipart/form-data; boundary={boundary}"
    return page._ask("POST", "/say/files", status, data=body, content_type=kind, headers=headers or {})


def attachments() -> list[Attachment]:
    return sorted(rows(Attachment), key=lambda one: one.place)


def stored() -> list[StoredFile]:
    found: list[StoredFile] = rows(StoredFile)
    return found


def shown_bytes(one: Attachment) -> bytes:
    row = db.session.get(StoredFile, one.shown_id)
    assert row is not None
    return content_of(row)


def send_it(page: Page, words: str = "look at this", **more: Any) -> Statement:
    """Say it, with whatever was added, to whoever is ticked."""
    page.visit("/say/words").submit("Next", words=words)
    page.submit("Send", **more)
    return statements()[-1]
