"""Adding photos, drawings and voice notes to what is said."""

from __future__ import annotations

import io
import os
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import flask
import pytest
import sqlalchemy as sa
from PIL import Image

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.voice import jobs
from portal.voice.models import Attachment, Draft
from portal.voice.rules import FileKind, Level
from portal.voice.rules.files import SealWhy
from tests.support.counting import count_queries
from tests.support.factories import Make
from tests.support.made_files import bomb, photo, scanner, tone, voice
from tests.support.mail import free_port
from tests.support.pages import Page
from tests.voice.test_saying_drafts import lose_the_way_in
from tests.voice.with_files import attachments, send_it, shown_bytes, stored, upload
from tests.voice.young import go_quiet, rows, statements

MakeApp = Callable[..., flask.Flask]
CANARY = "Canary Phone of Sam"


def test_a_photo_is_added_kept_and_sent_without_what_was_hidden_in_it(in_space: Page) -> None:
    upload(in_space, photo(hidden=CANARY), says="my room")
    assert "It is added" in in_space.text
    assert "my room" in in_space.main
    statement = send_it(in_space)
    (one,) = attachments()
    assert (one.statement_id, one.kind, one.says) == (statement.id, FileKind.PHOTO, "my room")
    assert (one.width, one.height) == (40, 60)
    assert CANARY.encode() not in shown_bytes(one)
    assert one.original_id is not None
    in_space.visit(f"/said/{statement.id}")
    in_space.visit(f"/said/{statement.id}/file/{one.id}")
    assert in_space.response is not None
    assert Image.open(io.BytesIO(in_space.response.data)).size == (40, 60)


def test_a_voice_note_and_a_drawing_can_be_all_that_is_said(in_space: Page) -> None:
    upload(in_space, voice(), what="voice", name="voice")
    upload(in_space, photo(form="PNG"), what="drawing", name="drawing.png")
    in_space.visit("/say/words").submit("Next")
    in_space.submit("Send")
    (statement,) = statements()
    assert [one.kind for one in attachments()] == [FileKind.VOICE, FileKind.DRAWING]
    assert attachments()[0].seconds == 2
    # No engine can hear it: it never stands among the rest.
    assert statement.level is Level.SOON
    assert "only_files" in (statement.level_why or "")
    assert not statement.is_good_news


def test_nothing_of_it_can_be_read_in_the_database(in_space: Page, database: Any) -> None:
    came = photo(hidden=CANARY)
    upload(in_space, came, says="a private canary")
    folder: Path = database.settings.var_dir
    held = [row.sealed for row in stored()] + [row.says_sealed for row in attachments()]
    for path in folder.glob("heard.sqlite3*"):
        held.append(path.read_bytes())
    for piece in (CANARY.encode(), b"private canary", came[200:260]):
        assert all(piece not in one for one in held)


def test_an_upload_never_touches_the_disk_in_the_clear(
    in_space: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large one lies there in bytes that nobody can read; nothing else writes a file."""
    written: list[bytes] = []

    class Watched(io.FileIO):
        def write(self, some: Any) -> int:
            written.append(bytes(some))
            return super().write(some) or 0

    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a file on the disk")

    monkeypatch.setattr("tempfile.TemporaryFile", lambda **_: Watched(os.memfd_create("watched"), mode="w+b"))
    monkeypatch.setattr("tempfile.SpooledTemporaryFile", refuse)
    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", refuse, raising=False)
    content = tone(30)
    upload(in_space, content, what="voice")
    assert attachments()[0].seconds == 30
    assert written
    assert content[1_000:1_064] not in b"".join(written)


def test_the_same_upload_twice_is_one(in_space: Page) -> None:
    once = str(uuid.uuid4())
    upload(in_space, upload_id=once)
    upload(in_space, upload_id=once)
    assert len(attachments()) == 1
    send_it(in_space)
    upload(in_space, upload_id=once)
    assert len(attachments()) == 1


def test_scripts_get_a_short_answer_and_then_the_page(in_space: Page) -> None:
    upload(in_space, status=204, headers={"X-Requested-With": "upload"})
    assert "It is added" in in_space.visit("/say/files").text


@pytest.mark.parametrize(
    ("what", "content", "words"),
    [
        ("photo", b"%PDF-1.7 no picture", "We can't open this picture"),
        ("photo", photo()[:400], "We can't open this picture"),
        ("photo", tone(0.1), "We can't open this picture"),
        ("photo", bomb(), "This picture is too large"),
        ("photo", b"\0\0\0\x18ftypheic" + b"\0" * 99, "We can't open this kind of photo"),
        ("drawing", b"<svg/>", "We can't open this picture"),
        ("voice", photo(), "We can't play this"),
        ("voice", b"OggS broken", "We can't play this"),
        ("voice", b"", "Record something first"),
    ],
)
def test_what_cannot_be_taken_has_a_clear_answer(
    in_space: Page, what: str, content: bytes, words: str
) -> None:
    name = "" if not content else "holiday.jpg"
    upload(in_space, content, what=what, name=name, status=422)
    assert any(words in mistake for mistake in in_space.mistakes)
    assert attachments() == []
    assert stored() == []


def test_an_odd_form_is_an_answer_too(in_space: Page) -> None:
    in_space.post("/say/files", {"what": "nonsense"}, status=422)
    in_space.post("/say/files", {"what": "photo", "photo-file": "text where a file belongs"}, status=422)
    upload(in_space, upload_id="not an id", says="x" * 400, status=422)
    upload(in_space, upload_id="not an id")
    assert len(attachments()) == 1


def test_too_many(in_space: Page) -> None:
    for _ in range(4):
        upload(in_space)
    assert "That is all you can add" in in_space.main
    upload(in_space, status=422)
    assert len(attachments()) == 4
    in_space.visit("/say/files").submit("Take off number 2")
    assert len(attachments()) == 3
    assert len(stored()) == 6
    upload(in_space)


def test_enough_for_one_day_and_the_words_go_through(
    make: Make, make_app: MakeApp, sam_account: Account
) -> None:
    few = Page(make_app(max_files_day=2)).sign_in(sam_account)
    few.visit("/say").submit("Next")
    upload(few)
    send_it(few, "the first")
    last = str(uuid.uuid4())
    upload(few, upload_id=last)
    assert "That is all for today" in few.main
    upload(few, upload_id=last)  # a double tap is answered like the first
    upload(few, status=422)
    assert "You can still send your words." in few.main
    assert len(attachments()) == 2
    send_it(few, "the second")
    assert [one.words for one in statements()] == ["the first", "the second"]
    with db.transaction() as session:
        session.execute(sa.update(Attachment).values(made_at=clock.now() - timedelta(days=1)))
    upload(few)
    assert "That is all for today" not in few.main


def test_too_big_keeps_the_words_and_leads_back(
    in_space: Page, make_app: MakeApp, sam_account: Account
) -> None:
    small = Page(make_app(max_picture=1_000, max_sound=1_000, max_body=20_000)).sign_in(sam_account)
    small.visit("/say/words").submit("Next", words="my words are safe")
    upload(small, photo(400, 400), status=422)
    assert any("too big" in mistake for mistake in small.mistakes)
    upload(small, b"\xff\xd8\xff" + b"x" * 60_000, status=413)
    assert "What you wrote before is kept" in small.main
    small.follow("Go back and try again")
    assert small.heading == "Add a picture or your voice"
    assert small.visit("/say/words").value("words") == "my words are safe"


def test_elsewhere_no_more_may_come_than_before(in_space: Page) -> None:
    in_space.post("/say/words", {"words": "x" * 1_200_000}, status=413)
    assert "Go to the start" in in_space.main


def test_an_upload_that_breaks_off_leads_back(in_space: Page) -> None:
    broken = b'--b\r\nContent-Disposition: form-data; name="photo-file"; filename="a.jpg"\r\n\r\n\xff\xd8\xff'
    in_space._ask("POST", "/say/files", 400, data=broken, content_type="multipart/form-data; boundary=b")
    in_space.follow("Go back and try again")
    assert in_space.heading == "Add a picture or your voice"
    assert attachments() == []


def test_a_scanner_is_asked_and_says_no(in_space: Page, make_app: MakeApp, sam_account: Account) -> None:
    came = photo()
    with scanner() as (address, heard):
        upload(Page(make_app(clamd=address)).sign_in(sam_account), came)
        assert heard == [came]
    with scanner(b"stream: Eicar FOUND\0") as (address, _heard):
        page = Page(make_app(clamd=address)).sign_in(sam_account)
        upload(page, came, status=422)
        assert any("may harm" in mistake for mistake in page.mistakes)
    assert len(attachments()) == 1


def test_a_scanner_that_is_away_lets_nothing_in_and_the_words_are_fine(
    in_space: Page, make_app: MakeApp, sam_account: Account
) -> None:
    page = Page(make_app(clamd=f"127.0.0.1:{free_port()}")).sign_in(sam_account)
    upload(page, status=503)
    assert any("Your words are fine" in mistake for mistake in page.mistakes)
    assert attachments() == []
    send_it(page, words="only words")
    assert statements()[-1].words == "only words"


def test_thrown_away_with_what_was_started(in_space: Page) -> None:
    in_space.visit("/say/words").submit("Next", words="never mind")
    upload(in_space)
    in_space.visit("/say/throw-away").submit("Throw it away")
    assert (attachments(), stored(), rows(Draft)) == ([], [], [])


def test_never_sent_goes_after_a_month(in_space: Page) -> None:
    upload(in_space)
    with db.transaction():
        assert jobs.forget_files_never_sent(clock.now() + timedelta(days=29)) == 0
        assert jobs.forget_files_never_sent(clock.now() + timedelta(days=31)) == 1
    assert (attachments(), stored()) == ([], [])


def test_what_was_sent_is_never_removed(in_space: Page) -> None:
    upload(in_space)
    send_it(in_space)
    (one,) = attachments()
    in_space.post(f"/say/files/{one.id}/remove", status=404)
    with db.transaction():
        assert jobs.forget_files_never_sent(clock.now() + timedelta(days=365)) == 0
    assert len(attachments()) == 1


def test_changing_the_words_says_that_pictures_stay(in_space: Page) -> None:
    without = send_it(in_space, "no picture")
    assert "Pictures and voice notes stay" not in in_space.visit(f"/said/{without.id}/change").main
    in_space.visit("/say").submit("Next")
    upload(in_space)
    said = send_it(in_space, "look at this")
    assert "Pictures and voice notes stay with the people who have them." in (
        in_space.visit(f"/said/{said.id}/change").main
    )


def test_somebody_elses_is_not_there(in_space: Page, another_page: Callable[[], Page], make: Make) -> None:
    upload(in_space)
    (one,) = attachments()
    other = another_page().sign_in(make.account_for(make.young_person()))
    other.visit(f"/say/files/{one.id}", status=404)
    nothing_there = other.html
    other.visit(f"/say/files/{uuid.uuid4()}", status=404)
    assert other.html == nothing_there
    other.post(f"/say/files/{one.id}/remove", status=404)
    statement = send_it(in_space)
    other.visit(f"/said/{statement.id}/file/{one.id}", status=404)
    in_space.visit(f"/say/files/{one.id}", status=404)  # not a draft's any more
    in_space.visit(f"/said/{uuid.uuid4()}/file/{one.id}", status=404)
    elsewhere = send_it(in_space, words="another thing")
    in_space.visit(f"/said/{elsewhere.id}/file/{one.id}", status=404)


def test_it_is_sent_under_a_name_that_says_nothing_and_can_run_nothing(in_space: Page) -> None:
    upload(in_space, voice(), what="voice", name="Sam Vale tells.webm")
    (one,) = attachments()
    in_space.visit(f"/say/files/{one.id}", status=206, headers={"Range": "bytes=0-99"})
    assert in_space.response is not None
    headers = in_space.response.headers
    assert len(in_space.response.data) == 100
    assert headers["Content-Disposition"] == "inline; filename=voice.mp3"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff")
    in_space.visit(f"/say/files/{one.id}", status=416, headers={"Range": "bytes=999999999-"})


def test_only_this_page_may_use_the_microphone(in_space: Page) -> None:
    for url, may in (("/say/files", "microphone=(self)"), ("/say/words", "microphone=()")):
        in_space.visit(url)
        assert in_space.response is not None
        assert may in in_space.response.headers["Permissions-Policy"]
        assert ("/static/files." in in_space.html) == (url == "/say/files")


def test_to_an_advocate_only_the_council_gets_nothing_of_it(in_space: Page) -> None:
    upload(in_space, says="for Ade")
    send_it(in_space, to=["advocate"], safe_now="no")
    advocates = next(s for s in statements() if s.words)
    assert [one.statement_id for one in attachments()] == [advocates.id]


def test_to_both_it_is_stored_once(in_space: Page, priya: Account) -> None:
    upload(in_space, says="for both")
    send_it(in_space, to=["advocate", str(priya.id)])
    first, second = attachments()
    assert {first.statement_id, second.statement_id} == {one.id for one in statements()}
    assert (first.shown_id, first.original_id) == (second.shown_id, second.original_id)
    assert first.says == second.says == "for both"
    assert len(stored()) == 2


def test_what_was_added_before_a_lost_way_in_stays_shut(in_space: Page, sam_account: Account) -> None:
    upload(in_space, says="secret from before")
    (one,) = attachments()
    lose_the_way_in(sam_account)
    in_space.visit(f"/say/files/{one.id}", status=404)
    assert "secret from before" not in in_space.visit("/say/files").html
    in_space.post(f"/say/files/{one.id}/remove", status=404)
    assert len(attachments()) == 1


def test_a_session_that_ran_out_loses_no_words(in_space: Page, sam_account: Account) -> None:
    in_space.visit("/say/words").submit("Next", words="still here")
    go_quiet(in_space, 25)
    upload(in_space)
    assert in_space.url.endswith("/come-in")
    assert in_space.sign_in(sam_account).visit("/say/words").value("words") == "still here"


def test_what_they_say_may_be_indecent_is_sealed_unopened(in_space: Page) -> None:
    upload(in_space, photo()[:200], bare="y", says="he made me")
    assert "We locked it away" in in_space.text
    (one,) = attachments()
    assert (one.shown_id, one.seal_why, one.sealed_by_young_person) == (None, SealWhy.INDECENT.value, True)
    assert one.sealed_at
    in_space.visit(f"/say/files/{one.id}", status=404)
    statement = send_it(in_space, words="")
    assert (statement.level, "sealed_file" in (statement.level_why or "")) == (Level.NOW, True)
    in_space.visit(f"/said/{statement.id}")
    assert "locked away for the police" in in_space.main
    in_space.visit(f"/said/{statement.id}/file/{one.id}", status=404)


def test_the_page_asks_the_same_few_questions_with_files_and_without(in_space: Page) -> None:
    upload(in_space)
    with_one = count_queries(lambda: in_space.visit("/say/files"))
    upload(in_space)
    upload(in_space)
    assert count_queries(lambda: in_space.visit("/say/files")) == with_one
