"""A young person makes a book of their story, and keeps it; a worker adds to it."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.sessions import SHARED_DEVICE
from portal.audit.models import Event
from portal.documents.pdf import pdf_of
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.models import Book, Chapter
from portal.vault.models import StoredFile
from portal.voice.models import Answer, Attachment, Statement
from portal.voice.rules import SafeNow, Way
from portal.voice.rules.files import SealWhy
from tests.support.factories import Make
from tests.support.made_files import photo as a_photo
from tests.support.pages import Page
from tests.support.queries import counted
from tests.support.world_files import A_DOT, give
from tests.voice.young import rows


@pytest.fixture
def account(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.fixture
def in_space(page: Page, account: Account) -> Page:
    """Sam is signed in."""
    return page.sign_in(account)


@pytest.fixture
def lee(make: Make, sam: YoungPerson) -> Account:
    """Sam's social worker."""
    worker = make.staff(Role.SOCIAL_WORKER, name="Lee Hart")
    make.link(sam, worker)
    return worker


def _write(page: Page, words: str, **more: object) -> Page:
    return page.visit("/story/chapter").submit("Put it in my book", words=words, **more)


def test_an_empty_book_says_how_to_begin(in_space: Page) -> None:
    in_space.visit("/start").follow("My story")
    assert "Your book is empty" in in_space.main
    assert "Nothing to pick yet" in in_space.visit("/story/pick").main
    assert "Your book is empty" in in_space.visit("/story/book").main
    assert "Your book is empty" in in_space.visit("/story/book/keep").main


def test_a_chapter_they_write_is_in_their_book_at_once(in_space: Page, sam: YoungPerson) -> None:
    _write(in_space, "We had a dog called Pip.", kind="cared", title="Pip")
    in_space.follow("See my book")
    assert in_space.heading == "My book"
    assert "We had a dog called Pip." in in_space.main
    assert "Who looked after me" in in_space.main
    [made] = rows(Chapter)
    assert (made.words, made.is_own, made.kind) == ("We had a dog called Pip.", True, "cared")
    assert b"dog" not in made.words_sealed


def test_a_chapter_sent_twice_is_one(in_space: Page) -> None:
    in_space.visit("/story/chapter")
    once = in_space.value("send_once")
    for _again in range(2):
        in_space.post("/story/chapter", {"send_once": once, "words": "Once"})
    assert len(rows(Chapter)) == 1
    [book] = rows(Book)
    assert len(book.chosen) == 1


def test_a_chapter_needs_words_and_days_that_can_be(in_space: Page) -> None:
    assert "Write something first" in _refused(in_space, words="")
    assert "too long" in _refused(in_space, words="a" * 10_001)
    assert "still to come" in _refused(in_space, words="a", from_on=clock.now().date() + timedelta(days=3))
    late = _refused(in_space, words="kept", **{"from_on-year": "2015", "until_on-year": "2014"})
    assert "real date" in late
    in_space.submit(
        "Put it in my book",
        {
            f"{name}-{part}": value
            for name, year in (("from_on", "2015"), ("until_on", "2014"))
            for part, value in (("day", "1"), ("month", "2"), ("year", year))
        },
        status=422,
    )
    assert "before the beginning" in in_space.mistakes[0]
    assert "kept" in in_space.html
    assert rows(Chapter) == []


def _refused(page: Page, **fields: object) -> str:
    page.visit("/story/chapter").submit("Put it in my book", status=422, **fields)
    return page.mistakes[0]


def test_what_they_said_goes_in_when_they_pick_it(
    in_space: Page, make: Make, sam: YoungPerson, lee: Account
) -> None:
    said = make.statement(sam, "I want to see my sister", to=[lee], read_by=lee)
    opened, unopened = make.answer(said, lee).id, make.answer(said, lee).id
    with db.transaction() as session:
        session.get_one(Answer, opened).read_at = clock.now()
    in_space.visit("/story/pick")
    assert "I want to see my sister" in in_space.main
    assert str(unopened) not in in_space.html
    in_space.submit("Put these in my book", pieces=[f"said:{said.id}", f"answer:{opened}"])
    in_space.visit("/story/book")
    assert "What I said" in in_space.main
    assert "I want to see my sister" in in_space.main
    assert "What Lee Hart answered" in in_space.main
    in_space.visit("/story/pick").submit("Put these in my book", pieces=[])
    assert "Your book is empty" in in_space.main


def test_safety_and_what_was_taken_back_are_picked_by_themselves(
    in_space: Page, make: Make, sam: YoungPerson, lee: Account
) -> None:
    back = make.statement(sam, "Never mind", to=[lee], read_by=lee, taken_back_at=clock.now())
    unsafe = make.statement(sam, "It was loud", to=[lee], safe_now=SafeNow.NO)
    in_space.visit("/story/pick").submit(
        "Put these in my book", left_out=[f"said:{unsafe.id}", f"said:{back.id}"]
    )
    in_space.visit("/story/book")
    assert "It was loud" in in_space.main
    assert "Never mind" in in_space.main
    assert "Are you safe" not in in_space.main
    in_space.visit("/story/pick").submit("Put these in my book", left_out=[f"safety:{unsafe.id}"])
    assert "Are you safe? No" in in_space.visit("/story/book").main
    assert "Never mind" not in in_space.main


def test_what_is_kept_from_them_is_never_offered(
    in_space: Page, make: Make, sam: YoungPerson, lee: Account
) -> None:
    hidden = make.statement(sam, "Hidden words", to=[lee], is_shown_to_them=False, way=Way.OBSERVED)
    waits = make.statement(sam, "Waiting words", to=[lee], way=Way.PASSED_ON)
    give(hidden, says="hidden photo")
    assert "idden" not in in_space.visit("/story/pick").main
    assert "Waiting words" not in in_space.main
    in_space.post("/story/pick", {"pieces": [f"said:{hidden.id}", f"said:{waits.id}"]}, status=422)
    _force(sam, [f"said:{hidden.id}", f"said:{waits.id}", "said:nothing", "letter:1"])
    assert "words" not in in_space.visit("/story/book").main


def _force(person: YoungPerson, keys: list[str]) -> None:
    with db.transaction() as session:
        session.add(Book(young_person_id=person.id, cover="", chosen=keys, changed_at=clock.now()))


def test_order_is_by_buttons_and_a_double_tap_is_one_step(in_space: Page) -> None:
    for words in ("First", "Second", "Third"):
        _write(in_space, words)
    assert _order(in_space) == ["First", "Second", "Third"]
    in_space.visit("/story").submit("Up: A piece of my story: Third")
    assert _order(in_space) == ["First", "Third", "Second"]
    key = rows(Book)[0].chosen[0]
    for _again in range(2):
        in_space.post("/story/order", {"move": f"1 {key}"})
    assert _order(in_space) == ["Third", "First", "Second"]
    in_space.visit("/story").submit("Take out: A piece of my story: First")
    assert _order(in_space) == ["Third", "Second"]
    assert "First" in in_space.visit("/story").main  # not lost
    for bad in ("x said:1", "99999999 said:1", "", "1"):
        in_space.post("/story/order", {"move": bad})
    assert _order(in_space) == ["Third", "Second"]


def _order(page: Page) -> list[str]:
    text = page.visit("/story/book").main
    return sorted((w for w in ("First", "Second", "Third") if w in text), key=text.index)


def test_a_chapter_is_changed_put_away_and_brought_back(in_space: Page) -> None:
    _write(in_space, "Old words")
    [made] = rows(Chapter)
    in_space.visit(f"/story/chapter/{made.id}").submit("Keep it", words="New words")
    assert "New words" in in_space.visit("/story/book").main
    in_space.visit(f"/story/chapter/{made.id}").submit("Put it away")
    assert "New words" not in in_space.visit("/story/book").main
    in_space.visit("/story").submit("Bring it back: A piece of my story: New words")
    assert "New words" in in_space.visit("/story/book").main


def test_a_photo_they_sent_is_in_the_book_but_never_a_sealed_one(
    in_space: Page, make: Make, sam: YoungPerson, lee: Account, another_page: Callable[[], Page]
) -> None:
    said = make.statement(sam, "My room", to=[lee], read_by=lee)
    shown = give(said, says="my room in May")
    sealed = give(said, place=2, says="sealed", sealed_at=clock.now(), seal_why=SealWhy.HARM.value)
    in_space.visit("/story/pick")
    assert "my room in May" in in_space.main
    assert "sealed" not in in_space.main
    in_space.submit("Put these in my book", pieces=[f"picture:{shown}"])
    assert f"/story/picture/{shown}" in in_space.visit("/story/book").html
    assert in_space.client.get(f"/story/picture/{shown}").mimetype == "image/png"
    assert in_space.client.get(f"/story/picture/{sealed}").status_code == 404
    with db.transaction() as session:
        session.get_one(Attachment, shown).sealed_at = clock.now()
    assert "/story/picture/" not in in_space.visit("/story/book").html


def test_title_and_front_are_theirs(in_space: Page, make: Make, sam: YoungPerson, lee: Account) -> None:
    in_space.visit("/story/cover").submit("Keep this front", title="All of me", cover="stars")
    assert "All of me" in in_space.main
    assert "All of me" not in in_space.html.partition("</title>")[0]
    in_space.post("/story/cover", {"cover": "gold"}, status=422)
    photo = give(make.statement(sam, "My room", to=[lee], read_by=lee), says="my room")
    in_space.post("/story/cover", {"cover": f"picture:{photo}"}, status=422)  # not in the book
    in_space.visit("/story/pick").submit("Put these in my book", pieces=[f"picture:{photo}"])
    in_space.visit("/story/cover").submit("Keep this front", cover=f"picture:{photo}")
    assert in_space.html.count(f"/story/picture/{photo}") == 2


@pytest.mark.once  # drawing has nothing to do with the database
def test_the_book_is_kept_as_a_page_or_a_tagged_pdf(
    in_space: Page, make: Make, sam: YoungPerson, lee: Account
) -> None:
    photo = give(make.statement(sam, "My room", to=[lee], read_by=lee), says="my room")
    in_space.visit("/story/pick").submit("Put these in my book", pieces=[f"picture:{photo}"])
    token = in_space.token()
    page = in_space.client.post("/story/book/keep", data={"csrf_token": token, "kind": "html"})
    assert "attachment" in page.headers["Content-Disposition"]
    assert b"data:image/png;base64," in page.data
    pdf = in_space.client.post("/story/book/keep", data={"csrf_token": token, "kind": "pdf"})
    assert pdf.mimetype == "application/pdf"
    assert pdf.data.startswith(b"%PDF-")
    drawn = pypdfium2.PdfDocument(pdf.data)
    assert drawn.is_tagged()
    kinds = {one.type for sheet in drawn for one in sheet.get_objects()}
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE in kinds
    kept = [e for e in rows(Event) if e.action == "keep a copy of their story"]
    assert len(kept) == 2


def test_no_file_on_a_phone_that_others_use(in_space: Page) -> None:
    _write(in_space, "Mine")
    with in_space.client.session_transaction() as session:
        session[SHARED_DEVICE] = True
    assert "other people use this phone" in in_space.visit("/story/book/keep").main
    in_space.post("/story/book/keep", {"kind": "html"}, status=409)
    assert "Mine" in in_space.visit("/story/book").main


def test_while_the_past_is_shut_nothing_of_it_is_shown(
    page: Page, make: Make, sam: YoungPerson, lee: Account, another_page: Callable[[], Page]
) -> None:
    account = make.account_for(sam)
    _write(page.sign_in(account), "Before")
    [made] = rows(Chapter)
    with db.transaction() as session:
        session.get_one(Account, account.id).past_shut_at = clock.now()
    shut = another_page().sign_in(account)
    for url in ("/story", "/story/pick", "/story/chapter", "/story/cover", "/story/book", "/story/book/keep"):
        shut.visit(url)
        assert "shut for now" in shut.main, url
        assert "Before" not in shut.html
    shut.visit(f"/story/chapter/{made.id}", status=404)
    shut.post("/story/order", {"out": f"chapter:{made.id}"}, status=409)
    assert len(rows(Book)[0].chosen) == 1


def test_somebody_elses_story_is_not_there(
    in_space: Page, make: Make, another_page: Callable[[], Page], lee: Account, sam: YoungPerson
) -> None:
    _write(in_space, "Mine alone")
    [made] = rows(Chapter)
    photo = give(make.statement(sam, "My room", to=[lee], read_by=lee))
    other = another_page().sign_in(make.account_for(make.young_person()))
    for ending in (f"chapter/{made.id}", f"picture/{photo}", f"chapter/{uuid.uuid4()}"):
        other.visit(f"/story/{ending}", status=404)
    other.post(f"/story/chapter/{made.id}/away", status=404)
    other.post("/story/pick", {"pieces": [f"chapter:{made.id}"]}, status=422)
    staff = another_page().sign_in(lee)
    for url in ("/story", "/story/book", f"/story/chapter/{made.id}"):
        staff.visit(url, status=404)
    assert "Mine alone" not in staff.visit(f"/staff/young-people/{sam.id}/story").html


def test_a_worker_writes_a_piece_and_the_young_person_says_if_it_goes_in(
    in_space: Page, sam: YoungPerson, lee: Account, account: Account, another_page: Callable[[], Page]
) -> None:
    worker = another_page().sign_in(lee)
    worker.visit(f"/staff/young-people/{sam.id}").follow("Add to their story")
    worker.submit("Give it to them", words="You moved because your nan was ill.", kind="lived", title="Why")
    assert "They have it" in worker.text
    assert [n.account_id for n in rows(Notice) if n.kind is NoticeKind.STORY_WROTE] == [account.id]
    in_space.visit("/start").follow("My story")
    assert "your nan was ill" not in in_space.visit("/story/book").main
    in_space.visit("/story").follow("Why")
    assert "Written by Lee Hart" in in_space.main
    in_space.submit("Keep it so", own_side="I was sad.", is_in=True)
    in_space.visit("/story/book")
    assert "your nan was ill" in in_space.main
    assert "Written by Lee Hart" in in_space.main
    assert "I was sad." in in_space.main
    assert "I was sad." not in worker.visit(f"/staff/young-people/{sam.id}/story").html
    assert "wrote a piece for your story" in in_space.visit("/who-opened").main
    assert "Written for you" not in in_space.visit("/story").main


def test_they_leave_a_workers_piece_out_or_put_it_away(
    in_space: Page, sam: YoungPerson, lee: Account, another_page: Callable[[], Page]
) -> None:
    made = _given(another_page(), lee, sam)
    in_space.visit(f"/story/chapter/{made}").submit("Keep it so", is_in=False)
    assert "good day" not in in_space.visit("/story/book").main
    assert "good day" in in_space.visit("/story").main
    in_space.visit(f"/story/chapter/{made}").submit("Put it away")
    assert "Bring it back" in in_space.text
    in_space.post(f"/story/chapter/{made}/back")
    assert "good day" in in_space.visit("/story/book").main


def _given(worker: Page, lee: Account, sam: YoungPerson) -> uuid.UUID:
    worker.sign_in(lee).visit(f"/staff/young-people/{sam.id}/story")
    worker.submit("Give it to them", words="You had a good day.")
    return rows(Chapter)[-1].id


def test_a_worker_takes_it_back_only_before_it_was_looked_at(
    in_space: Page, sam: YoungPerson, lee: Account, another_page: Callable[[], Page]
) -> None:
    worker = another_page()
    made = _given(worker, lee, sam)
    address = f"/staff/young-people/{sam.id}/story/{made}/take-back"
    worker.submit("Take it back: Something else")
    assert "They have not seen it" in worker.text
    assert "good day" not in in_space.visit("/story").main
    worker.post(address, status=404)
    made = _given(worker, lee, sam)
    in_space.visit(f"/story/chapter/{made}").submit("Keep it so")
    worker.post(f"/staff/young-people/{sam.id}/story/{made}/take-back", status=409)
    assert "It is theirs now" in worker.visit(f"/staff/young-people/{sam.id}/story").main


def test_hard_words_are_said_before_a_piece_goes(
    sam: YoungPerson, lee: Account, another_page: Callable[[], Page]
) -> None:
    worker = another_page().sign_in(lee).visit(f"/staff/young-people/{sam.id}/story")
    worker.submit("Give it to them", words="Your placement broke down.", status=422)
    assert "say “home”" in worker.main
    assert rows(Chapter) == []
    worker.submit("Give it to them", anyway=True)
    assert len(rows(Chapter)) == 1


def test_only_those_who_work_with_them_write_for_them(
    make: Make, sam: YoungPerson, another_page: Callable[[], Page], lee: Account
) -> None:
    strange = make.staff(Role.SOCIAL_WORKER)
    carer = make.staff(Role.FOSTER_CARER)
    make.link(sam, carer)
    for account in (strange, carer, make.staff(Role.RECORDS_OFFICER)):
        another_page().sign_in(account).visit(f"/staff/young-people/{sam.id}/story", status=404)


def test_pages_cost_the_same_however_long_the_story_is(
    in_space: Page, make: Make, sam: YoungPerson, lee: Account
) -> None:
    def costs(url: str) -> int:
        with counted() as seen:
            in_space.visit(url)
        return len(seen)

    def more() -> None:
        said = make.statement(sam, "More", to=[lee], read_by=lee)
        give(said)
        _write(in_space, "More")

    more()
    in_space.visit("/story/pick").submit("Put these in my book", pieces=_all(in_space))
    before = {url: costs(url) for url in ("/story", "/story/pick", "/story/book")}
    for _n in range(4):
        more()
    in_space.visit("/story/pick").submit("Put these in my book", pieces=_all(in_space))
    assert {url: costs(url) for url in before} == before


def _all(page: Page) -> list[str]:
    return [str(e.get("value")) for e in page.everything if e.tag == "input" and e.get("name") == "pieces"]


def test_no_statement_is_changed_by_a_book(
    in_space: Page, make: Make, sam: YoungPerson, lee: Account
) -> None:
    said = make.statement(sam, "Stay", to=[lee], read_by=lee)
    in_space.visit("/story/pick").submit("Put these in my book", pieces=[f"said:{said.id}"])
    in_space.visit("/story").submit("Take out: What I said: Stay")
    assert [row.words for row in rows(Statement)] == ["Stay"]


def test_a_workers_picture_comes_with_its_piece_and_into_the_file(
    in_space: Page, sam: YoungPerson, lee: Account, another_page: Callable[[], Page]
) -> None:
    worker = another_page().sign_in(lee).visit(f"/staff/young-people/{sam.id}/story")
    once = worker.value("send_once")
    sent = {"send_once": once, "words": "You had a good day.", "says": "You on the beach"}
    address = f"/staff/young-people/{sam.id}/story"
    broken = {**sent, "photo": (io.BytesIO(b"not a picture"), "a.jpg")}
    worker.post(address, broken, status=422, content_type="multipart/form-data")
    assert rows(Chapter) == []
    for _again in range(2):
        whole = {**sent, "photo": (io.BytesIO(a_photo(hidden="Lee's phone")), "a.jpg")}
        worker.post(address, whole, content_type="multipart/form-data")
    [made], [_kept_once] = rows(Chapter), rows(StoredFile)
    assert "You on the beach" in worker.main
    in_space.visit(f"/story/chapter/{made.id}")
    assert f"/story/chapter/{made.id}/picture" in in_space.html
    in_space.submit("Keep it so", is_in=True)
    bytes_shown = in_space.client.get(f"/story/chapter/{made.id}/picture").data
    assert bytes_shown.startswith(b"\xff\xd8")
    assert b"Lee's phone" not in bytes_shown
    assert worker.client.get(f"/story/chapter/{made.id}/picture").status_code == 404
    form = {"csrf_token": in_space.token(), "kind": "html"}
    assert b"data:image/jpeg;base64," in in_space.client.post("/story/book/keep", data=form).data


@pytest.mark.once
def test_a_page_that_becomes_a_pdf_still_opens_no_address(tmp_path: Path) -> None:
    secret = tmp_path / "a.png"
    secret.write_bytes(A_DOT)
    html = '<!doctype html><html lang="en"><title>a</title><body>'
    drawn = pypdfium2.PdfDocument(pdf_of(f'{html}<img alt="a" src="{secret.as_uri()}">'))
    kinds = {one.type for sheet in drawn for one in sheet.get_objects()}
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds
