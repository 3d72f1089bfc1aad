"""Reading and covering, on the officer's pages and without a script."""

from __future__ import annotations

import html
import re
import tempfile
import uuid
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import flask
import pytest
import sqlalchemy as sa
from werkzeug.datastructures import FileStorage, MultiDict

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import RECORDS, STAFF, Role
from portal.records.jobs import documents as jobs
from portal.records.models import Document, HarmQuestion, Leaf, PersonNamed, RecordsRequest, Redaction
from portal.records.rules import Balance, EventKind, HarmAnswer, Who, Why
from tests.support import made_pdfs
from tests.support.factories import Make
from tests.support.made_documents import make_document
from tests.support.pages import Page
from tests.support.queries import counted
from tests.support.world_records import make_event, make_request
from tests.voice.young import rows

PAGE = "Visit to Sam Vale on 3 May.\nMaria Dell said that Sam was happy.\nRing 020 7946 0018.\n"
SECOND = "Maria Dell came again.\nNothing was decided.\n"
NewPage = Callable[[], Page]


@pytest.fixture
def asked(rowan: Account, sam: YoungPerson) -> RecordsRequest:
    return make_request(officer=rowan, person=sam, name="Sam Vale")


@pytest.fixture
def notes(asked: RecordsRequest, rowan: Account) -> UUID:
    made = make_document(asked, PAGE, SECOND, by=rowan)
    jobs.find_names()
    return made


def at(request: RecordsRequest, *more: object) -> str:
    return "/".join(["/staff/records", str(request.id), "read", *map(str, more)])


def boxes() -> list[Redaction]:
    return [box for box in rows(Redaction) if box.off_at is None]


def leaf(number: int = 1) -> Leaf:
    return next(one for one in rows(Leaf) if one.number == number)


def a_file(content: bytes, name: str) -> FileStorage:
    return FileStorage(BytesIO(content), filename=name)


def name_maria(page: Page, asked: RecordsRequest) -> None:
    page.visit(at(asked, "people"))
    page.submit("Put them on the list", name="Maria Dell", who=Who.FRIEND.value)
    jobs.find_names()


# documents


def test_several_files_are_put_in_at_once_and_their_pages_come(
    page: Page, rowan: Account, asked: RecordsRequest
) -> None:
    page.sign_in(rowan).visit(at(asked))
    assert "nothing in the file yet" in page.main
    token = {"csrf_token": page.token(), "send_once": str(uuid.uuid4())}
    files = lambda: [a_file(PAGE.encode(), "notes.txt"), a_file(b"", "empty.txt"), a_file(b"x", "b.txt")]  # noqa: E731
    for _ in range(2):  # a double tap
        page.client.post(at(asked, "add"), data={**token, "files": files()})
    page.visit(at(asked))
    assert [flash for flash in page.flashes if "empty.txt is not in: There is nothing in it." in flash]
    assert len(rows(Document)) == 2
    assert "is looked at" in page.main
    jobs.look_at_documents()
    jobs.read_pages()
    page.visit(at(asked)).follow("notes.txt").follow("Page 1")
    assert "Maria Dell said that Sam was happy." in page.main


@pytest.mark.parametrize(("files", "says"), [([], "Pick at least one file."), ([b""], "nothing in it")])
def test_nothing_or_only_an_empty_file_is_shown_again(
    page: Page, rowan: Account, asked: RecordsRequest, files: list[bytes], says: str
) -> None:
    page.sign_in(rowan)
    sent = [a_file(content, "a.pdf") for content in files]
    page.post(at(asked, "add"), {"files": sent} if sent else {}, status=422)
    assert any(says in mistake for mistake in page.mistakes)
    assert rows(Document) == []


def test_two_gigabytes_are_refused_before_they_are_read(
    page: Page, rowan: Account, asked: RecordsRequest
) -> None:
    class Endless(BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            self.taken += size or 0
            return b"x" * max(size or 0, 0)

    page.sign_in(rowan)
    stream = Endless()
    response = page.client.post(
        at(asked, "add"),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": "2000000000", "wsgi.input": stream},
    )
    assert response.status_code == 413
    assert at(asked) in response.text
    assert stream.taken <= 64_000_000


def test_a_file_of_too_many_pages_says_what_to_do(page: Page, rowan: Account, asked: RecordsRequest) -> None:
    page.sign_in(rowan).post(at(asked, "add"), {"files": [a_file(made_pdfs.bare(4), "many.pdf")]})
    jobs.look_at_documents(most_pages=3)
    page.visit(at(asked))
    assert "It has too many pages." in page.main
    assert "Split it into volumes of at most 20,000 pages" in page.main


def test_no_room_for_what_is_sent_is_said_and_nothing_is_kept(
    page: Page, app: flask.Flask, rowan: Account, asked: RecordsRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.sign_in(rowan).visit(at(asked))
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
    sent = head + bytes(2_000_000) + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    answer = page.client.post(at(asked, "add"), data=sent, content_type=kind)
    assert answer.status_code == 503
    assert rows(Document) == []


def test_a_file_with_a_password_says_what_to_do_and_is_looked_at_again(
    page: Page, rowan: Account, asked: RecordsRequest
) -> None:
    made = make_document(asked, by=rowan, title="scan.pdf")
    with db.transaction() as session:
        session.execute(sa.update(Document).values(state="faulty", fault="encrypted"))
    page.sign_in(rowan).visit(at(asked))
    assert "This PDF has a password." in page.main
    assert "print it as a PDF without one" in page.main
    page.submit("Look at it again")
    assert "is looked at" in page.main
    page.visit(at(asked, made))
    assert "No page here." in page.main


def test_a_document_is_described_moved_taken_out_and_put_back(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    make_document(asked, SECOND, by=rowan, title="Letters")
    page.sign_in(rowan).visit(at(asked)).submit("Letters: one place up")
    assert page.main.index("Letters") < page.main.index("Notes")
    page.visit(at(asked, notes))
    day = {f"{name}-{part}": "1" for name in ("from_on", "until_on") for part in ("day", "month")}
    page.submit("Keep this", {**day, "from_on-year": "2012", "until_on-year": "2011"}, status=422)
    assert page.mistakes == ["This day is before the first one. Look at both days again."]
    page.submit("Keep this", {"until_on-year": "2013", "title": "Visits", "note": "Of an illness"})
    assert page.heading == "Visits"
    page.submit("Take it out of the file", status=422)
    assert page.mistakes == ["Choose a reason."]
    page.submit("Take it out of the file", why="twice")
    assert "It is in the file already" in page.main
    page.visit(at(asked, notes, 1), status=404)
    page.visit(at(asked)).submit("Put Visits back").visit(at(asked, notes, 1))


# one page


def test_words_are_picked_by_their_place_and_covered(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1))
    page.submit("Cover these", status=422)
    assert page.mistakes[0] == "Choose a reason."
    page.submit("Cover these", why="court", status=422)
    assert page.mistakes == ["Say what to cover: words, lines, or a part of the page."]
    page.submit("Cover these", {"first": "7", "last": "8", "why": "somebody_else"})
    assert "Maria Dell" in page.main.split("Covered")[-1]
    assert [box.why for box in boxes()] == [Why.SOMEBODY_ELSE]
    page.submit("Take box 1 off")
    assert boxes() == []


def test_typed_words_are_covered_wherever_they_stand_on_the_page(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1))
    page.submit("Cover these", typed="Robin", why="court", status=422)
    assert "do not stand on this page" in page.mistakes[0]
    page.submit("Cover these", typed=" SAM ", why="court")
    assert len(boxes()) == 2


@pytest.mark.parametrize("edges", ["10 20 60", "a b c d", "10 20 60 101", "10 20 10 20", "1e9 nan 3 -4"])
def test_a_part_of_the_page_needs_four_edges(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID, edges: str
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1))
    typed = dict(zip(("left", "top", "right", "bottom"), edges.split(), strict=False))
    page.submit("Cover these", {**typed, "why": "court"}, status=422)
    assert "Write all four edges" in page.mistakes[0]
    assert boxes() == []


def test_a_part_of_the_page_is_covered_by_its_edges_or_as_a_script_drew_it(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1))
    page.submit("Cover these", {"left": "10", "top": "20.5 %", "right": "60", "bottom": "25", "why": "court"})
    page.visit(at(asked, notes, 1))
    drawn = "0.1,0.3,0.4,0.5;nonsense;0.9,0.9,0.8,0.95;nan,1,2,3"
    page.submit("Cover these", {"drawn": drawn, "why": "crime"})
    assert sorted((box.x0, box.y0, box.x1, box.y1) for box in boxes()) == [
        (0.1, 0.205, 0.6, 0.25),
        (0.1, 0.3, 0.4, 0.5),
        (0.8, 0.9, 0.9, 0.95),
    ]


def test_a_box_over_half_a_name_covers_all_of_it(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1))
    page.submit("Cover these", {"drawn": "0.08,0.08,0.2,0.1", "why": "somebody_else"})  # "Maria De"
    assert "Maria Dell" in page.main.split("Covered")[-1]
    assert boxes()[0].x1 >= 0.25


def test_what_was_found_is_ticked_and_covered_for_the_reason_that_fits(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan)
    name_maria(page, asked)
    page.visit(at(asked, notes, 1))
    assert "Maria Dell: Maria Dell, A friend" in page.main
    assert boxes() == []  # suggested, never applied without a person
    page.submit("Cover the ticked", status=422)
    page.submit("Cover the ticked", picked=["Maria Dell: Maria Dell, A friend"])
    assert [(box.why, box.is_suggestion) for box in boxes()] == [(Why.SOMEBODY_ELSE, True)]
    assert "Maria Dell: Maria Dell, A friend" not in page.main
    assert "020 7946 0018: Phone number" in page.main


def test_somebody_else_covered_meanwhile_both_are_kept_and_it_is_said(
    page: Page, another_page: NewPage, make: Make, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    first = page.sign_in(rowan).visit(at(asked, notes, 1))
    other = another_page().sign_in(make.staff(Role.RECORDS_OFFICER)).visit(at(asked, notes, 1))
    first.submit("Cover these", typed="Maria Dell", why="court")
    assert "Somebody else changed this page" not in first.text
    other.submit("Cover these", typed="happy.", why="crime")
    assert "Somebody else changed this page while you had it open. Look at it again." in other.text
    assert len(boxes()) == 2


def test_what_takes_something_away_holds_only_for_the_page_as_it_was_seen(
    page: Page, another_page: NewPage, make: Make, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1)).submit("Cover these", typed="Maria", why="court")
    late = another_page().sign_in(make.staff(Role.RECORDS_OFFICER)).visit(at(asked, notes, 1))
    page.submit("Cover these", typed="happy", why="court")
    late.submit("Take box 1 off", status=422)
    assert late.mistakes == ["Somebody else changed this page while you had it open. Look at it again."]
    assert "happy" in late.main.split("Covered")[-1]
    assert len(boxes()) == 2
    late.submit("Take box 1 off")
    assert len(boxes()) == 1


def test_harm_is_refused_without_an_opinion_and_what_was_picked_is_kept(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1))
    page.submit("Cover these", typed="happy", why="harm", status=422)
    assert "No opinion says yet" in page.mistakes[0]
    form, _button = page.form_with("Cover these")
    assert ("typed", "happy") in form.pairs(None)
    page.submit("Hold back the whole page", whole="harm", status=422)


def test_a_whole_page_is_held_back_and_put_back_in(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1))
    page.submit("Hold back the whole page", status=422)
    page.submit("Hold back the whole page", whole="adoption")
    assert "held back whole: From an adoption file" in page.main
    page.submit("Put the page back in")
    assert leaf().left_out_why is None


def test_done_goes_on_to_the_next_page_at_once_and_then_to_the_list(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1)).submit("Cover these", typed="Maria", why="court")
    assert "Done: nobody else is named" not in page.html
    page.submit("Done: it names somebody else, or holds something back")
    assert page.heading == "Notes, page 2 of 2"
    page.submit("Done: nobody else is named")
    assert page.heading == "Notes"
    assert leaf(1).names_somebody is True
    assert leaf(2).names_somebody is False


def test_a_page_nobody_could_read_says_so_and_hidden_words_are_told(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    with db.transaction() as session:
        session.execute(sa.update(Leaf).values(read="not_readable", words_sealed=None, hidden_words=3))
    page.sign_in(rowan).visit(at(asked, notes, 1))
    assert "The machine could not read this page" in page.main
    assert "3 words on this page that cannot be seen" in page.main
    assert "From the word" not in page.main
    page.visit(at(asked, notes) + "?which=not_readable")
    assert "Page 2" in page.main


def test_the_picture_is_drawn_for_readers_only_is_never_stored_and_leaves_a_trace(
    page: Page, make: Make, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    url = at(asked, notes, 1, "picture")
    page.sign_in(make.staff(Role.ADMINISTRATOR)).visit(url, status=404)
    page.sign_in(rowan)
    answer = page.client.get(url + "?width=99999")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "records: looked at a page" in [event.action for event in rows(Event)]
    page.visit(at(asked, notes, 3, "picture"), status=404)


def picture_of(page: Page) -> str:
    found = re.search(r'<image href="([^"]+)"', page.html)
    assert found
    return html.unescape(found[1])


def test_opening_a_page_with_its_picture_is_one_event(
    page: Page, rowan: Account, dana: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1))
    before = len(rows(Event))
    picture = picture_of(page)
    for _ in range(2):
        assert page.client.get(picture).status_code == 200
    assert len(rows(Event)) == before
    forged = picture.partition("opened=")[0] + "opened=9999999999.ab"
    another = picture.replace(f"/{notes}/1/", f"/{notes}/2/")
    for number, url in enumerate((forged, another, picture.partition("&")[0]), 1):
        assert page.client.get(url).status_code == 200
        assert len(rows(Event)) == before + number
    page.sign_in(dana)
    before = len(rows(Event))
    page.client.get(picture)  # an address passed on says nothing of who has it now
    assert len(rows(Event)) == before + 1


def test_a_picture_long_after_its_page_was_opened_is_an_event(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1))
    picture, before = picture_of(page), len(rows(Event))
    later = clock.now() + timedelta(minutes=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    page.client.get(picture)
    assert len(rows(Event)) == before + 1


def test_a_form_shown_again_has_a_picture_that_is_an_event(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1))
    page.submit("Cover", status=422)
    assert "opened=" not in picture_of(page)


@pytest.mark.once
@pytest.mark.parametrize("role", sorted(STAFF - RECORDS))
def test_nobody_else_reads_a_file(
    page: Page, make: Make, asked: RecordsRequest, notes: UUID, role: Role
) -> None:
    page.sign_in(make.staff(role))
    for url in (at(asked), at(asked, notes), at(asked, notes, 1), at(asked, "people"), at(asked, "harm")):
        page.visit(url, status=404)


def test_ids_of_another_request_are_not_found(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    other = make_request(officer=rowan)
    with db.transaction() as session:
        person = PersonNamed(id=uuid.uuid4(), request_id=asked.id, who=Who.FRIEND)
        person.by_id, person.at, person.name = rowan.id, asked.made_at, "Maria"
        session.add(person)
    page.sign_in(rowan)
    for more in ((notes,), (notes, 1), (notes, 1, "picture"), ("people", person.id)):
        page.visit(at(asked, *more)) if more[-1] != "picture" else None
        page.visit(at(other, *more), status=404)
    page.post(at(other, notes, 1, "cover"), {"typed": "Maria", "why": "court"}, status=404)
    for odd in (0, 3, 10**9, "-1"):
        page.visit(at(asked, notes, odd), status=404)


def test_the_data_protection_officer_looks_and_checks_but_covers_nothing(
    page: Page, dana: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(dana).visit(at(asked, notes, 1))
    assert "Cover something" not in page.main
    page.post(at(asked, notes, 1, "cover"), {"typed": "Maria", "why": "court"}, status=404)
    page.post(at(asked, notes, 1, "done"), {"names": "yes"}, status=404)


def test_whom_a_statement_concerns_meets_the_same_404(
    page: Page, make: Make, rowan: Account, sam: YoungPerson, asked: RecordsRequest, notes: UUID
) -> None:
    make.statement(sam, "It is about Rowan", concerning=[rowan])
    page.sign_in(rowan).visit(at(asked, notes, 1), status=404)
    page.visit(at(asked, notes, 1, "picture"), status=404)


def test_a_closed_request_is_read_and_not_changed(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1))
    make_event(asked, EventKind.WITHDRAWN, reason="asked", by=rowan)
    page.submit("Cover these", typed="Maria", why="court")
    assert "The request is closed." in page.text
    assert boxes() == []
    page.visit(at(asked, notes, 1))
    assert "Cover something" not in page.main


# the second person


def test_a_second_person_passes_or_sends_back_and_it_is_counted(
    page: Page, another_page: NewPage, rowan: Account, dana: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan).visit("/staff/records/check")
    assert "Nothing waits for a second look." in page.main
    for number in (1, 2):
        page.visit(at(asked, notes, number))
        page.submit("Done: it names somebody else, or holds something back")
    page.visit("/staff/records/check")
    assert "Your own work" in page.main
    page.visit(at(asked, notes, 1))
    assert "It may be given like this" not in page.html
    second = another_page().sign_in(dana).visit("/staff/records/check").follow("Check 2 pages")
    assert second.heading == "Notes, page 1 of 2"
    assert "020 7946 0018: Phone number" in second.main  # would be given: the second person is told
    second.submit("Send it back", status=422)
    second.submit("Send it back", words="Maria on line two")
    assert second.heading == "Notes, page 2 of 2"
    second.submit("It may be given like this")
    assert "Nothing more waits for your look here." in second.text
    page.visit(at(asked, notes, 1))
    assert "Maria on line two" in page.main
    page.submit("Cover these", typed="Maria Dell", why="somebody_else")
    page.submit("Done: it names somebody else, or holds something back")
    second.visit("/staff/records/check")
    assert "1 of 2" in second.main


def test_a_check_holds_only_for_what_was_seen(
    page: Page, another_page: NewPage, rowan: Account, dana: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1))
    page.submit("Done: it names somebody else, or holds something back")
    second = another_page().sign_in(dana).visit(at(asked, notes, 1))
    page.visit(at(asked, notes, 1)).submit("Cover these", typed="Maria", why="court")
    second.submit("It may be given like this", status=422)
    assert second.mistakes == ["Somebody else changed this page while you had it open. Look at it again."]
    assert leaf().checked_version is None


def test_the_requests_page_says_how_far_it_is(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan).visit(at(asked, notes, 1))
    page.submit("Done: it names somebody else, or holds something back")
    page.visit(f"/staff/records/{asked.id}")
    assert "Read by you: 1 of 2" in page.main
    assert "Second check: 0 of 1" in page.main


# people named, serious harm


def test_people_are_put_on_the_list_by_one_press_weighed_and_taken_off(
    page: Page, make: Make, rowan: Account, sam: YoungPerson, asked: RecordsRequest
) -> None:
    make.link(sam, make.staff(Role.SOCIAL_WORKER, name="Willa Works"))
    make.link(sam, make.staff(Role.ADVOCATE, name="Ada Speaks"))
    page.sign_in(rowan).visit(at(asked, "people"))
    assert "Ada Speaks" not in page.html
    page.submit("Add Willa Works")
    page.submit("Add Sam Vale")
    assert {(row.name, row.who) for row in kept(PersonNamed)} == {
        ("Willa Works", Who.PROFESSIONAL),
        ("Sam Vale", Who.THEMSELVES),
    }
    page.submit("Put them on the list", status=422)
    form, button = page.form_with("Put them on the list")
    form.fill("name", "Maria Dell")
    form.fill("who", Who.FRIEND.value)
    twice = MultiDict(pair for pair in form.pairs(button) if pair[0] != "csrf_token")
    page.post(at(asked, "people", "add"), twice).post(at(asked, "people", "add"), twice)
    assert [row.name for row in kept(PersonNamed)].count("Maria Dell") == 1
    assert "to weigh" in page.main
    page.follow("Maria Dell").submit("Keep the decision", balance="consented", status=422)
    assert page.mistakes == ["Write your reason. It is kept with the decision."]
    page.submit("Keep the decision", balance="consented", why="She said so on the phone")
    assert "Leave in: they agreed" in page.main
    assert Balance.CONSENTED in [row.balance for row in rows(PersonNamed)]
    page.follow("Maria Dell").submit("They are not in this file: take them off the list")
    assert "Maria Dell" not in page.main


def test_a_name_is_covered_wherever_it_stands_in_one_go(
    page: Page, rowan: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan)
    name_maria(page, asked)
    page.follow("Where it stands: Maria Dell")
    assert "Notes, page 2: [Maria Dell] came again." in page.main
    page.submit("Cover at the ticked places", picked=[], status=422)
    page.follow("People named").follow("Where it stands: Maria Dell")
    form, button = page.form_with("Cover at the ticked places")
    pairs = form.pairs(button)
    page.submit("Cover at the ticked places")
    assert "Covered at 2 places." in page.text
    assert "Nothing of it stands open here." in page.main
    page.post(page.url, MultiDict(pair for pair in pairs if pair[0] != "csrf_token"))  # the same once more
    assert len(boxes()) == 2


def test_an_opinion_on_harm_is_asked_and_written_down(
    page: Page, rowan: Account, asked: RecordsRequest
) -> None:
    page.sign_in(rowan).visit(at(asked, "harm"))
    page.submit("Write down that you asked", status=422)
    page.submit("Write down that you asked", part="The report of May", whose="Dr Ash", is_health=True)
    page.follow("Write the opinion down: Dr Ash")
    page.submit("Keep the opinion", answer="harm", status=422)
    page.submit("Keep the opinion", answer="harm", opinion="Likely to harm him")
    assert [row.answer for row in rows(HarmQuestion)] == [HarmAnswer.HARM]


# bounds


@pytest.mark.once
def test_lists_cost_the_same_however_long(
    page: Page, rowan: Account, dana: Account, asked: RecordsRequest, notes: UUID
) -> None:
    page.sign_in(rowan)
    urls = [at(asked), at(asked, notes), at(asked, notes, 1), at(asked, "people"), "/staff/records/check"]
    name_maria(page, asked)
    read_through(page)
    short = [_count(page, url) for url in urls]
    for number in range(3):
        other = make_request(officer=rowan)
        make_document(asked, PAGE, by=rowan, title=f"Part {number}")
        make_document(other, PAGE, by=rowan)
        page.visit(at(asked, "people")).submit("Put them on the list", name=f"Sam {number}", who="friend")
    read_through(page)
    assert [_count(page, url) for url in urls] == short


def read_through(page: Page) -> None:
    for made in rows(Document):
        page.visit(f"/staff/records/{made.request_id}/read/{made.id}/1")
        page.submit("Cover these", typed="Visit", why="court")
        page.submit("Done: it names somebody else, or holds something back")


def _count(page: Page, url: str) -> int:
    page.visit(url)
    with counted() as found:
        page.visit(url)
    return len(found)


def kept(model: type[PersonNamed]) -> list[PersonNamed]:
    """Rows with their sealed names still readable."""
    with db.transaction() as session:
        found = list(session.scalars(sa.select(model)))
        for row in found:
            row.name  # noqa: B018  # unsealed while the session is open
        session.expunge_all()
        return found


def test_the_body_may_be_larger_only_where_files_come(app: flask.Flask, page: Page, rowan: Account) -> None:
    request = make_request(officer=rowan)
    page.sign_in(rowan)
    big = {"name": "x" * 2_000_000, "csrf_token": page.token()}
    assert page.client.post(at(request, "people", "add"), data=big).status_code == 413
