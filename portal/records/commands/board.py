"""By which words a request is found, and noting that a list of requests left the site."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.people.rules import tokens_of
from portal.records.models import RecordsRequest, RequestName
from portal.records.queries.board import NAMES
from portal.vault import keys


def write_names(request: RecordsRequest) -> None:
    """By the words of these names it is found from now on: whose records they are, then and now, who asks."""
    wanted = {
        keys.blind(NAMES, word) for word in tokens_of(request.name, request.other_names, request.asker_name)
    }
    db.session.execute(sa.delete(RequestName).where(RequestName.request_id == request.id))
    db.session.add_all(RequestName(request_id=request.id, token=token) for token in wanted)
    db.session.flush()


def note_list_taken(*, by: UUID, with_names: bool) -> None:
    """Somebody took the list away as a file."""
    audit.record("records: list taken with names" if with_names else "records: list taken", by=by)
