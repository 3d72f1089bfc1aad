"""Documents of a request: looked at, read, covered, checked; nothing is lost and nobody undoes anything."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.documents import leaves
from portal.kit import clock
from portal.kit.errors import Refused
from portal.records.commands import checking, covering, documents, people_named
from portal.records.jobs import documents as jobs
from portal.records.models import Document, Leaf, RecordsRequest, Redaction
from portal.records.queries import checking as missing
from portal.records.queries import reading
from portal.records.queries.reading import OnPage
from portal.records.rules import Balance, DocumentState, HarmAnswer, Stage, Who, Why
from portal.records.rules.reading import NAME_STEP, Box, WhyNot, in_steps, kept_in, why_not_release
from tests.support.made_documents import make_document
from tests.support.made_files import photo
from tests.support.world_records import make_request

PAGE = "Visit to Sam Vale on 3 May.\nMaria Dell said that Sam was happy.\nRing 020 7946 0018.\n"
BOX = Box(0.1, 0.1, 0.4, 0.2)


def upload(
    request: RecordsRequest, by: Account, content: bytes = PAGE.encode(), name: str = "notes.txt"
) -> UUID:
    with db.transaction():
        there = db.session.get_one(RecordsRequest, request.id)
        once = uuid.uuid4()
        row = documents.add(there, content, name, send_once=once, by=by.id, now=clock.now(), most_bytes=10**6)
        again = documents.add(
            there, content, name, send_once=once, by=by.id, now=clock.now(), most_bytes=10**6
        )
        assert row is again
        return row.id


def read_all() -> None:
    jobs.look_at_documents(30_000)
    jobs.read_pages()
    jobs.find_names()


def on_page(document_id: UUID, number: int = 1) -> OnPage:
    document = db.session.get_one(Document, document_id)
    leaf = reading.leaf_of(document_id, number)
    assert leaf
    return OnPage(db.session.get_one(RecordsRequest, document.request_id), document, leaf)


@pytest.fixture
def request_of(rowan: Account) -> RecordsRequest:
    return make_request(officer=rowan, name="Sam Vale")


@pytest.fixture
def page_of(request_of: RecordsRequest, rowan: Account) -> UUID:
    made = make_document(request_of, PAGE, by=rowan)
    jobs.find_names()
    return made


def test_a_text_is_looked_at_and_its_words_are_known(request_of: RecordsRequest, rowan: Account) -> None:
    page_of = upload(request_of, rowan)
    read_all()
    with db.transaction():
        there = on_page(page_of)
        words = [word.text for word in reading.words_of(there.leaf)]
        assert there.document.state is DocumentState.READY
        assert "Maria" in words
        assert there.leaf.suggested == 1  # the phone number: nobody is on the list yet


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"MZ\x90\x00" + b"\0" * 600, "wrong_type"),
        (b"%PDF-1.7\n1 0 obj\n<</Type/Catalog", "broken"),
        (photo()[:200], "broken"),
    ],
)
def test_a_file_that_cannot_be_read_says_so_and_stays(
    request_of: RecordsRequest, rowan: Account, content: bytes, fault: str
) -> None:
    made = upload(request_of, rowan, content, "notes.pdf")
    jobs.look_at_documents(30_000)
    with db.transaction():
        row = db.session.get_one(Document, made)
        assert (row.state, row.fault) == (DocumentState.FAULTY, fault)
        assert reading.leaf_of(made, 1) is None


@pytest.mark.parametrize(("size", "why"), [(0, WhyNot.EMPTY), (11, WhyNot.TOO_BIG)])
def test_empty_and_too_big_are_refused(
    request_of: RecordsRequest, rowan: Account, size: int, why: WhyNot
) -> None:
    with db.transaction(), pytest.raises(Refused) as refused:
        documents.add(
            db.session.get_one(RecordsRequest, request_of.id),
            b"x" * size,
            "a.txt",
            send_once=uuid.uuid4(),
            by=rowan.id,
            now=clock.now(),
            most_bytes=10,
        )
    assert refused.value.reason is why


def test_a_worker_killed_in_the_middle_goes_on_where_it_was(
    request_of: RecordsRequest, rowan: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = upload(request_of, rowan, "\n".join(f"line {n}" for n in range(120)).encode())
    jobs.look_at_documents(30_000)
    monkeypatch.setattr(jobs, "AT_ONCE", 1)
    real, calls = jobs._keep_words, []

    def killed(document_id: UUID, read: dict[int, leaves.Read | None]) -> None:
        calls.append(sorted(read))
        if len(calls) == 2:
            raise KeyboardInterrupt  # as kill does: nothing behind it runs
        real(document_id, read)

    monkeypatch.setattr(jobs, "_keep_words", killed)
    with pytest.raises(KeyboardInterrupt):
        jobs.read_pages()
    with db.transaction():
        row = db.session.get_one(Document, made)
        pages = row.pages
        assert row.pages_known == 1
        row.busy_until = None  # ten minutes later
    jobs.read_pages()
    with db.transaction():
        assert db.session.get_one(Document, made).pages_known == pages > 2


def test_a_name_on_the_list_is_found_and_covering_it_takes_it_off_the_count(
    page_of: UUID, rowan: Account, request_of: RecordsRequest
) -> None:
    with db.transaction():
        there = on_page(page_of)
        people_named.name_person(
            there.request, name="Maria Dell", other_names="", who=Who.FRIEND, by=rowan.id, now=clock.now()
        )
    jobs.find_names()
    with db.transaction():
        there = on_page(page_of)
        known = reading.people_named(request_of.id)
        found = reading.suggestions(reading.words_of(there.leaf), [], known)
        name = next(one for one in found if one.person)
        assert there.leaf.suggested == 2
        boxes = [Box(a.x0, a.y0, a.x1, a.y1) for a in name.hit.areas]
        covering.cover(
            there, boxes, Why.SOMEBODY_ELSE, send_once=uuid.uuid4(), by=rowan.id, now=clock.now(),
            person_id=known[0].id, is_suggestion=True,
        )  # fmt: skip
    jobs.find_names()
    with db.transaction():
        assert on_page(page_of).leaf.suggested == 1


def test_professionals_and_whoever_stays_in_are_not_suggested(
    page_of: UUID, rowan: Account, request_of: RecordsRequest
) -> None:
    with db.transaction():
        there = on_page(page_of)
        row = people_named.name_person(
            there.request,
            name="Maria Dell",
            other_names="",
            who=Who.PROFESSIONAL,
            by=rowan.id,
            now=clock.now(),
        )
        friend = people_named.name_person(
            there.request, name="Sam Vale", other_names="", who=Who.THEMSELVES, by=rowan.id, now=clock.now()
        )
        known = [row, friend]
        assert [s for s in reading.suggestions(reading.words_of(there.leaf), [], known) if s.person] == []
        row.who, row.balance = Who.FRIEND, Balance.CONSENTED
        assert [s for s in reading.suggestions(reading.words_of(there.leaf), [], known) if s.person] == []


def test_two_officers_on_one_page_lose_nothing(page_of: UUID, rowan: Account, dana: Account) -> None:
    with db.transaction():
        there = on_page(page_of)
        seen = there.leaf.version
        first = covering.cover(there, [BOX], Why.COURT, send_once=uuid.uuid4(), by=rowan.id, now=clock.now())[
            0
        ].id
    with db.transaction():  # the other one drew theirs on the page as it was before
        there = on_page(page_of)
        covering.cover(there, [BOX], Why.CRIME, send_once=uuid.uuid4(), by=dana.id, now=clock.now())
        box = db.session.get_one(Redaction, first)
        with pytest.raises(Refused) as refused:
            covering.uncover(there, box, seen=seen, by=dana.id, now=clock.now())
        assert refused.value.reason is WhyNot.CHANGED_SINCE
        assert len(reading.boxes_on([there.leaf.id])) == 2


def test_a_box_sent_twice_is_one_and_taking_it_off_keeps_the_row(page_of: UUID, rowan: Account) -> None:
    once = uuid.uuid4()
    with db.transaction():
        there = on_page(page_of)
        covering.cover(there, [BOX], Why.COURT, send_once=once, by=rowan.id, now=clock.now())
        box = covering.cover(there, [BOX], Why.COURT, send_once=once, by=rowan.id, now=clock.now())[0]
        assert len(reading.boxes_on([there.leaf.id])) == 1
        covering.uncover(there, box, seen=there.leaf.version, by=rowan.id, now=clock.now())
        assert reading.boxes_on([there.leaf.id]) == []
        assert len(reading.boxes_on([there.leaf.id], off=True)) == 1


def test_a_box_over_a_name_does_not_show_how_long_it_is(page_of: UUID, rowan: Account) -> None:
    """Short or long, at the end of a line or before another word, which it then holds whole."""
    short, long, other = Box(0.08, 0.5, 0.1, 0.52), Box(0.08, 0.6, 0.21, 0.62), Box(0.5, 0.7, 0.53, 0.72)
    with db.transaction():
        there = on_page(page_of)
        known = people_named.name_person(
            there.request, name="Jo", other_names="", who=Who.FRIEND, by=rowan.id, now=clock.now()
        )
        common = {"by": rowan.id, "now": clock.now()}
        names = covering.cover(
            there, [short, long], Why.COURT, send_once=uuid.uuid4(), person_id=known.id, **common
        )
        plain = covering.cover(there, [other], Why.COURT, send_once=uuid.uuid4(), **common)
        assert len({round(box.x1 - box.x0, 6) for box in names}) == 1
        assert [(box.x0, box.x1) for box in plain] == [(0.5, 0.53)]
        beside = covering.cover(
            there, [Box(0.08, 0.052, 0.1, 0.068)], Why.COURT,
            send_once=uuid.uuid4(), person_id=known.id, **common,
        )  # fmt: skip
        second = reading.words_of(there.leaf)[1].area  # the step ends in the middle of it
        assert second.x0 < 0.08 + NAME_STEP < second.x1 <= beside[0].x1


@pytest.mark.parametrize(
    ("width", "steps"), [(0.01, 1), (NAME_STEP, 1), (NAME_STEP + 0.01, 2), (2 * NAME_STEP, 2)]
)
def test_a_box_is_some_whole_steps_wide(width: float, steps: int) -> None:
    wide = in_steps(Box(0.1, 0.2, 0.1 + width, 0.3))
    assert round(wide.x1 - wide.x0, 6) == round(steps * NAME_STEP, 6)
    assert in_steps(Box(0.95, 0.2, 0.99, 0.3)).x1 == 1.0


def test_harm_needs_an_opinion_that_says_so(page_of: UUID, rowan: Account) -> None:
    def cover() -> None:
        covering.cover(
            on_page(page_of), [BOX], Why.HARM, send_once=uuid.uuid4(), by=rowan.id, now=clock.now()
        )

    with db.transaction():
        there = on_page(page_of)
        asked = people_named.ask_about_harm(
            there.request, part="page 1", is_health=True, whose="Dr Ash", asked_on=date(2026, 11, 2),
            by=rowan.id, now=clock.now(),
        )  # fmt: skip
        with pytest.raises(Refused) as refused:
            cover()
        assert refused.value.reason is WhyNot.NO_HARM_OPINION
        people_named.answer_about_harm(
            there.request, asked, answer=HarmAnswer.HARM, opinion="likely", on=date(2026, 11, 3), by=rowan.id
        )
        cover()


def test_a_second_person_checks_and_any_change_voids_it(page_of: UUID, rowan: Account, dana: Account) -> None:
    def why(command: Callable[[], object]) -> object:
        try:
            command()
        except Refused as refused:
            return refused.reason
        return None

    with db.transaction():
        there, now = on_page(page_of), clock.now()
        look = lambda by: checking.check(there, seen=there.leaf.version, by=by, now=now)  # noqa: E731
        done = lambda seen=None, names=True: checking.mark_done(  # noqa: E731
            there, names_somebody=names, seen=seen or there.leaf.version, by=rowan.id, now=now
        )
        assert why(lambda: look(dana.id)) is WhyNot.NOT_DONE
        assert why(lambda: done(seen=99)) is WhyNot.CHANGED_SINCE
        assert why(lambda: done(names=False)) is None
        assert why(lambda: look(dana.id)) is WhyNot.NOTHING_TO_CHECK
        assert why(done) is None
        assert why(lambda: look(rowan.id)) is WhyNot.OWN_WORK
        assert why(lambda: look(dana.id)) is None
        found = missing.what_is_missing(there.request.id, [page_of])
        assert why_not_release(found) is None
        covering.cover(there, [BOX], Why.COURT, send_once=uuid.uuid4(), by=dana.id, now=now)
        assert why_not_release(missing.what_is_missing(there.request.id, [page_of])) is WhyNot.BEING_READ
    jobs.find_names()
    with db.transaction():
        there, now = on_page(page_of), clock.now()
        assert why(lambda: done(names=False)) is WhyNot.SAYS_NOBODY
        done()
        assert why(lambda: look(dana.id)) is WhyNot.OWN_WORK  # she drew a box on it
        assert why_not_release(missing.what_is_missing(there.request.id, [page_of])) is WhyNot.NOT_CHECKED


def test_a_name_put_on_the_list_later_opens_a_page_that_was_done(
    page_of: UUID, rowan: Account, dana: Account
) -> None:
    with db.transaction():
        there, now = on_page(page_of), clock.now()
        checking.mark_done(there, names_somebody=True, seen=there.leaf.version, by=rowan.id, now=now)
        checking.check(there, seen=there.leaf.version, by=dana.id, now=now)
        people_named.name_person(
            there.request, name="Maria Dell", other_names="", who=Who.FRIEND, by=rowan.id, now=now
        )
    jobs.find_names()
    with db.transaction():
        leaf = on_page(page_of).leaf
        assert leaf.done_at is None
        assert leaf.checked_version is None


def test_nobody_is_named_cannot_be_said_of_a_page_where_somebody_listed_stands(
    page_of: UUID, rowan: Account
) -> None:
    with db.transaction():
        there, now = on_page(page_of), clock.now()
        people_named.name_person(
            there.request, name="Maria Dell", other_names="", who=Who.FRIEND, by=rowan.id, now=now
        )
    jobs.find_names()
    with db.transaction():
        there = on_page(page_of)
        with pytest.raises(Refused) as refused:
            checking.mark_done(there, names_somebody=False, seen=there.leaf.version, by=rowan.id, now=now)
        assert refused.value.reason is WhyNot.SAYS_NOBODY


def test_sent_back_stands_in_the_way_until_it_is_done_again(
    page_of: UUID, rowan: Account, dana: Account
) -> None:
    with db.transaction():
        there, now = on_page(page_of), clock.now()
        checking.mark_done(there, names_somebody=True, seen=there.leaf.version, by=rowan.id, now=now)
        with pytest.raises(Refused):
            checking.send_back(there, " ", seen=there.leaf.version, by=dana.id)
        checking.send_back(there, "Maria on line two", seen=there.leaf.version, by=dana.id)
        assert missing.what_is_missing(there.request.id, [page_of]).sent_back == 1
        checking.mark_done(there, names_somebody=True, seen=there.leaf.version, by=rowan.id, now=now)
        assert there.leaf.back == ""


@pytest.mark.parametrize(
    "box", [Box(0, 0, 0, 1), Box(float("nan"), 0, 1, 1), Box(2, 2, 3, 3), Box(0.1, 0.1, 0.1001, 0.9)]
)
def test_a_box_that_covers_nothing_is_none(box: Box) -> None:
    assert kept_in(box) is None


def test_a_box_drawn_backwards_or_over_the_edge_is_put_right() -> None:
    assert kept_in(Box(1.4, 0.5, 0.5, -1)) == Box(0.5, 0.0, 1.0, 0.5)


def test_words_and_names_are_sealed_in_the_database(page_of: UUID) -> None:
    with db.transaction():
        row = db.session.execute(sa.select(Leaf.words_sealed).where(Leaf.document_id == page_of)).scalar_one()
    assert row
    assert b"Maria" not in row


def test_the_requesters_steps_move_as_pages_are_read_and_checked(
    page_of: UUID, rowan: Account, dana: Account
) -> None:
    with db.transaction():
        there, now = on_page(page_of), clock.now()
        assert there.request.stage is Stage.FINDING  # an officer has it
        checking.mark_done(there, names_somebody=True, seen=there.leaf.version, by=rowan.id, now=now)
        assert there.request.stage is Stage.READING
        checking.check(there, seen=there.leaf.version, by=dana.id, now=now)
        assert there.request.stage is Stage.CHECKING
