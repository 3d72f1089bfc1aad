"""What was found for one of the demo's requests: notes of visits, partly read, a name covered, one page that
waits for a second look. Everybody in it is made up."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa

from portal import db
from portal.demo.past import Demo
from portal.documents import leaves
from portal.policy.roles import Role
from portal.records.commands import checking, covering, documents, people_named
from portal.records.jobs import documents as jobs
from portal.records.models import Document, RecordsRequest
from portal.records.queries.reading import OnPage, find_on, leaf_of
from portal.records.queries.reading import people_named as named_on
from portal.records.rules import Stage, Who

_MOST_BYTES = 1_000_000
_NOTES = """Visit to Mill Lane, 14 May 2012

Jo showed me her room. She has put up the drawings of the dog, Biscuit.
She asked again when she will see her brother Kip Inventa.
Mrs Fable said that Jo sleeps better since she has the top bunk.
Maisie Pretend, who shares the room, cried because her own visit was called off.

Telephone call with the school, 16 May 2012
Ms Storey says that Jo reads well and is often late. Ring her on 01632 960 987.
\fReview at Mill Lane, 2 July 2012

Present: Jo, Mrs Fable, Ms Storey, the reviewing officer.
Jo was asked where she would like to live. She said: here, with Biscuit.
Kip Inventa has moved to 12 Nowhere Gardens, EX1 2AB. Jo is not told the address for now.
Nobody could say why the move in June was planned without asking her.
"""
_LETTER = """Dear Jo,

thank you for your drawing. Biscuit sleeps under your old bed and waits for you.
We think of you every day.

Yours, Mrs Fable
"""


def tell(demo: Demo, now: datetime) -> None:
    """In Jo's request, which is being read."""
    officer = demo.team.first(Role.RECORDS_OFFICER).id
    with db.transaction():
        request = _jos(demo)
        if request is None:
            return
        for title, text, when in (
            ("Notes of visits", _NOTES, date(2012, 5, 14)),
            ("A letter from Mill Lane", _LETTER, date(2013, 1, 9)),
        ):
            row = documents.add(
                request, text.encode(), title, send_once=uuid4(), by=officer, now=now, most_bytes=_MOST_BYTES
            )
            row.from_on = row.until_on = when
        for name, who in (
            ("Kip Inventa", Who.FAMILY),
            ("Maisie Pretend", Who.ANOTHER_CHILD),
            ("Mrs Fable", Who.CARER),
            ("Ms Storey", Who.PROFESSIONAL),
        ):
            people_named.name_person(request, name=name, other_names="", who=who, by=officer, now=now)
        request_id = request.id
    jobs.look_at_documents(leaves.MOST_PAGES)
    jobs.read_pages()
    jobs.find_names()
    with db.transaction():
        _read_first_page(request_id, officer, now)


def _jos(demo: Demo) -> RecordsRequest | None:
    if demo.cohort.jo is None:
        return None
    return db.session.scalars(
        sa.select(RecordsRequest).where(
            RecordsRequest.young_person_id == demo.cohort.jo.id, RecordsRequest.stage == Stage.READING
        )
    ).first()


def _read_first_page(request_id: UUID, officer: UUID, now: datetime) -> None:
    """Another child's name is covered; the page waits for the second person."""
    document = db.session.scalars(
        sa.select(Document).where(Document.request_id == request_id).order_by(Document.place)
    ).first()
    leaf = leaf_of(document.id, 1) if document else None
    if document is None or leaf is None:
        return
    there = OnPage(db.session.get_one(RecordsRequest, request_id), document, leaf)
    found = find_on(leaf, named_on(request_id))
    theirs = [one for one in found if one.person and one.person.who is Who.ANOTHER_CHILD]
    covering.take(there, theirs, None, send_once=uuid4(), by=officer, now=now)
    checking.mark_done(there, names_somebody=True, seen=leaf.version, by=officer, now=now)
