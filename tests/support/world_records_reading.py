"""Documents of a request in the small council: read and waiting for a second look, to read, sent back, one
faulty, one taken out; people named; a question about harm."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from uuid import UUID

from portal import db
from portal.kit import clock
from portal.policy.roles import Role
from portal.records.commands import checking, covering, documents, people_named
from portal.records.jobs import documents as jobs
from portal.records.models import Document, RecordsRequest
from portal.records.queries.reading import OnPage, leaf_of
from portal.records.rules import DocumentState, TakenOut, Who, Why
from portal.records.rules.reading import Box
from tests.support.made_documents import make_document
from tests.support.world_records import LONDON

if TYPE_CHECKING:
    from tests.support.world import World

PAGES = (
    "Visit to Sam Vale on 3 May.\nMaria Dell said that Sam was happy.\nRing 020 7946 0018.\n",
    "Maria Dell came to the review.\nNobody was asked.\n",
    "A page that nobody read yet.\nMaria again.\n",
)


def build(world: World) -> None:
    """In the request that waits for an answer."""
    officer, second = world[Role.RECORDS_OFFICER], world[Role.DATA_PROTECTION_OFFICER]
    with db.transaction() as session:
        request = session.get_one(RecordsRequest, world.ids["request_id"])
        people_named.name_person(
            request, name="Maria Dell", other_names="", who=Who.FRIEND, by=officer.id, now=clock.now()
        )
        named = people_named.name_person(
            request, name="Lee Marsh", other_names="", who=Who.FRIEND, by=officer.id, now=clock.now()
        )
        harm = people_named.ask_about_harm(
            request, part="The report of May", is_health=True, whose="Dr Ash",
            asked_on=clock.today(LONDON), by=officer.id, now=clock.now(),
        )  # fmt: skip
        world.ids |= {"person_id": named.id, "harm_id": harm.id, "number": "1"}
    made = make_document(request, *PAGES, by=officer)
    out = make_document(request, "Of somebody else", by=officer, title="Another file")
    broken = make_document(request, by=officer, title="scan.pdf")
    jobs.find_names()
    with db.transaction() as session:
        request = session.get_one(RecordsRequest, request.id)
        documents.take_out(
            request,
            session.get_one(Document, out),
            why=TakenOut.ANOTHER_PERSON,
            by=officer.id,
            now=clock.now(),
        )
        faulty = session.get_one(Document, broken)
        faulty.state, faulty.fault = DocumentState.FAULTY, "encrypted"
        first = on_page(made, 1)
        covering.cover(
            first, [Box(0.05, 0.07, 0.3, 0.11)], Why.SOMEBODY_ELSE,
            send_once=uuid.uuid4(), by=officer.id, now=clock.now(), person_id=named.id,
        )  # fmt: skip
        _done(first, officer.id)
        sent = on_page(made, 2)
        _done(sent, officer.id)
        checking.send_back(sent, "Maria on the first line", seen=sent.leaf.version, by=second.id)
    world.ids["document_id"] = made


def on_page(document_id: UUID, number: int = 1) -> OnPage:
    """A page with its document and request, of the session that is open."""
    document = db.session.get_one(Document, document_id)
    leaf = leaf_of(document_id, number)
    assert leaf
    return OnPage(db.session.get_one(RecordsRequest, document.request_id), document, leaf)


def _done(there: OnPage, by: UUID) -> None:
    checking.mark_done(there, names_somebody=True, seen=there.leaf.version, by=by, now=clock.now())
