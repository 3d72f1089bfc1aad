"""Giving in the small council: one part given online, one made, one taken back when somebody had it; a talk
asked for and one fixed."""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.policy.roles import Role
from portal.records.commands import breaches, checking, giving, meetings, parts
from portal.records.jobs.pieces import keep
from portal.records.models import Document, Leaf, Meeting, RecordsRequest, Release
from portal.records.queries.giving import fingerprint_of, volumes_of
from portal.records.queries.reading import OnPage, leaf_of
from portal.records.rules import HowGiven, MeetingKind, ReleaseState
from tests.support.made_documents import make_document
from tests.support.world_records import LONDON

if TYPE_CHECKING:
    from tests.support.world import World

LETTER: dict[str, Any] = {
    "lang": "en", "dir": "ltr", "title": "Your records", "dear": "Dear Sam,", "signed": "Rowan",
    "parts": [{"heading": "What we looked for", "words": "Everything we have."}],
    "volume_words": ["Volume 1 of 1"], "key": [], "glossary": [],
    "contents_title": "What is in here", "contents_columns": ["What", "When", "Pages"],
    "contents": [{"title": "Notes", "time": "May 2012", "pages": "1 page", "note": "It tells of a move."}],
    "key_title": "Why", "glossary_title": "Words", "page_held_back": "We held back this page.",
}  # fmt: skip


def make_read(request: RecordsRequest, *pages: str, by: Account, title: str = "Notes") -> UUID:
    """A document whose pages are read and name nobody: ready to be given."""
    made = make_document(request, *pages, by=by, title=title)
    with db.transaction() as session:
        document = session.get_one(Document, made)
        there = session.get_one(RecordsRequest, request.id)
        for number in range(1, len(pages) + 1):
            leaf = leaf_of(made, number)
            assert isinstance(leaf, Leaf)
            leaf.find_again = False
            checking.mark_done(
                OnPage(there, document, leaf),
                names_somebody=False,
                seen=leaf.version,
                by=by.id,
                now=clock.now(),
            )
    return made


def make_part(
    request: RecordsRequest,
    *document_ids: UUID,
    by: Account,
    is_last: bool = False,
    content: bytes | None = b"%PDF-1.7 made up",
) -> UUID:
    """A part with its letter; with `content` it is made, without burning anything."""
    with db.transaction() as session:
        there = session.get_one(RecordsRequest, request.id)
        row = parts.prepare(there, document_ids, is_last=is_last, send_once=uuid.uuid4(), by=by.id)
        parts.save_letter(there, row, LETTER, by=by.id)
        if content is not None:
            parts.make(there, row, by=by.id)
            keep(row, 1, 0, row.pages, content, "application/pdf")
            row.state, row.made_at = ReleaseState.MADE, clock.now()
        return row.id


def give_part(release_id: UUID, by: Account, how: HowGiven = HowGiven.ONLINE) -> None:
    """Opened, read and given today."""
    with db.transaction() as session:
        row = session.get_one(Release, release_id)
        row.opened_at, today = clock.now(), clock.today(LONDON)
        there = session.get_one(RecordsRequest, row.request_id)
        giving.give(there, row, how, on=today, by=by.id, now=clock.now(), today=today)


def build(world: World) -> None:
    """After `world_records.build`: on the request that waits for an answer. The rows are put there as they
    would be: not everything on that request is read and decided."""
    officer = world[Role.RECORDS_OFFICER]
    with db.transaction() as session:
        request = session.get_one(RecordsRequest, world.ids["request_id"])
        session.expunge(request)
    first = make_read(request, "Visit of 3 May", by=officer)
    second = make_read(request, "Review of 9 June", by=officer, title="Reviews")
    with db.transaction() as session:
        now = clock.now()
        there = session.get_one(RecordsRequest, request.id)
        given = _row(there, 1, first, officer, ReleaseState.GIVEN)
        given.how, given.given_at, given.given_by_id = HowGiven.ONLINE, now, officer.id
        given.open_until = clock.today(LONDON) + timedelta(days=28)
        made = _row(there, 2, second, officer, ReleaseState.MADE)
        made.made_of = fingerprint_of(made)
        back = _row(there, 3, second, officer, ReleaseState.TAKEN_BACK)
        back.how = HowGiven.PAPER
        breaches.learned_of(there, back, by=officer.id, now=now)
        talk = _talks(there, officer, now)
        volume = volumes_of([given.id])[0]
        world.ids |= {"release_id": given.id, "volume_id": volume.id, "meeting_id": talk.id}


def _row(
    request: RecordsRequest, number: int, document_id: UUID, officer: Account, state: ReleaseState
) -> Release:
    row = Release(id=uuid.uuid4(), request_id=request.id, send_once=uuid.uuid4(), number=number)
    row.is_last, row.document_ids, row.by_id = number > 1, [str(document_id)], officer.id
    row.letter, row.pages, row.pages_done = json.dumps(LETTER), 1, 1
    row.state, row.made_at, row.opened_at = state, clock.now(), clock.now()
    db.session.add(row)
    db.session.flush()
    keep(row, 1, 0, 1, b"%PDF-1.7 made up", "application/pdf")
    return row


def _talks(request: RecordsRequest, officer: Account, now: datetime) -> Meeting:
    asked, fixed = uuid.uuid4(), uuid.uuid4()
    after, reading = MeetingKind.AFTER, MeetingKind.WHILE_READING
    meetings.ask(request, after, send_once=asked, by=None, now=now, today=clock.today(LONDON))
    at = now + timedelta(days=3)
    return meetings.fix(request, reading, at, "Room 2", officer.id, send_once=fixed, by=officer.id, now=now)
