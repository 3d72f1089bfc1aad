"""The whole way through the pages with a file full of traps: what is covered is nowhere in what they get."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pikepdf
import pytest

from portal import db
from portal.accounts.models import Account
from portal.documents.leaves import prove_clean
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.records.commands import checking, covering
from portal.records.jobs import documents, making
from portal.records.models import Document, RecordsRequest, Release
from portal.records.queries import reading
from portal.records.queries.reading import OnPage
from portal.records.rules import ReleaseState, Why
from portal.records.rules.reading import Box
from portal.vault.files import keeping
from tests.support import made_pdfs
from tests.support.factories import Make
from tests.support.made_documents import make_document
from tests.support.made_pdfs import say
from tests.support.pages import Page
from tests.support.world_records import make_request
from tests.voice.young import rows

SECRET = "Quillon"


def full_of_traps() -> bytes:
    """The name stands on the page, unseen beside it, in the file's facts, in an attachment, in a note and in
    what an earlier saving left behind."""
    pdf = made_pdfs.pikepdf.new()
    hidden = say(f"{SECRET} hidden", y=300, mode=3)
    page = made_pdfs.sheet(pdf, say("Visit on 3 May") + say(f"{SECRET} was here", y=640) + hidden)
    note = made_pdfs.Dictionary(
        Type=made_pdfs.Name.Annot,
        Subtype=made_pdfs.Name.Text,
        Rect=made_pdfs.Array([10, 10, 30, 30]),
        Contents=made_pdfs.String(f"ask {SECRET}"),
    )
    page.Annots = made_pdfs.Array([pdf.make_indirect(note)])
    pdf.docinfo["/Author"] = SECRET
    pdf.attachments["notes.txt"] = f"{SECRET} told us".encode()
    first = made_pdfs.saved(pdf)
    return first + b"\n%% earlier: " + SECRET.encode() + b"\n%%EOF\n"


@pytest.mark.once
def test_nothing_that_is_covered_is_in_what_they_get(
    page: Page, another_page: Callable[[], Page], make: Make, sam: YoungPerson, rowan: Account, dana: Account
) -> None:
    request = make_request(person=sam, officer=rowan, name="Sam Vale")
    read_and_covered(request, rowan, dana)
    desk = page.sign_in(rowan)
    desk.visit(f"/staff/records/{request.id}/give").submit("Put it together")
    desk.submit("Keep the letter")
    desk.submit("Have it made")
    assert making.make_releases() == 1
    assert rows(Release)[0].state is ReleaseState.MADE
    desk.visit(f"/staff/records/{request.id}/give")
    link = next(a for a in desk.links() if "/volumes/" in str(a.get("href")))
    desk.client.get(str(link.get("href")))
    desk.visit(f"/staff/records/{request.id}/give")
    desk.submit("Give the last part and close the request", how="online", has_read=True)
    theirs = another_page().sign_in(make.account_for(sam))
    theirs.visit(f"/records/{request.id}").submit("Get your records")
    assert theirs.response is not None
    content = theirs.response.data
    assert prove_clean(content, [SECRET]) == []
    assert no_trace(content)


def read_and_covered(request: RecordsRequest, rowan: Account, dana: Account) -> None:
    made = make_document(request, f"Visit on 3 May\n{SECRET} was here", by=rowan)
    with db.transaction() as session:
        document = session.get_one(Document, made)
        file = keeping.keep(request.id, full_of_traps(), "application/pdf", now=clock.now())
        document.file_id, document.kind = file.id, "pdf"
        leaf = reading.leaf_of(made, 1)
        assert leaf
        there = OnPage(session.get_one(RecordsRequest, request.id), document, leaf)
        everything = Box(0.05, 0.2, 0.95, 0.3)  # the line at 640 points of 842
        covering.cover(
            there,
            [everything, Box(0.05, 0.05, 0.95, 0.1)],
            Why.SOMEBODY_ELSE,
            send_once=uuid.uuid4(),
            by=rowan.id,
            now=clock.now(),
        )
    documents.find_names()
    with db.transaction() as session:
        leaf = reading.leaf_of(made, 1)
        assert leaf
        there, now = (
            OnPage(session.get_one(RecordsRequest, request.id), session.get_one(Document, made), leaf),
            clock.now(),
        )
        checking.mark_done(there, names_somebody=True, seen=leaf.version, by=rowan.id, now=now)
        checking.check(there, seen=leaf.version, by=dana.id, now=now)


def no_trace(content: bytes) -> bool:
    """Looked for by other means than the product's own: each object unpacked, each picture left out."""
    ways = [SECRET.encode(), SECRET.encode("utf-16-be"), SECRET.encode().hex().encode()]
    with pikepdf.open(made_pdfs.io.BytesIO(content)) as pdf:
        assert "/Names" not in pdf.Root or "/EmbeddedFiles" not in pdf.Root.Names
        assert "/AcroForm" not in pdf.Root
        assert len(pdf.attachments) == 0
        bodies = [content]
        for one in pdf.objects:
            bodies.append(one.unparse() if not isinstance(one, pikepdf.Stream) else repr(dict(one)).encode())
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != "/Image":
                bodies.append(one.read_bytes())
    assert content.count(b"%%EOF") == 1
    return not any(way in body for way in ways for body in bodies)
