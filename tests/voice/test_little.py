"""Little ones: one picture a screen, sent with the last tap; photos of their people."""

from __future__ import annotations

import io
import uuid

import pytest
from PIL import Image

from portal.accounts.models import Account
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.vault.models import StoredFile
from portal.voice.models import BoardCard, PersonPhoto, Recipient, Reply
from portal.voice.rules import Face, Going, Look
from portal.voice.rules.little import STEPS, choices_of, step_after, step_before
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import go_quiet, rows, statements


def test_each_screen_leads_to_the_next_and_back() -> None:
    assert [step_after(step) for step in STEPS] == [*STEPS[1:], None]
    assert [step_before(step) for step in STEPS] == [None, *STEPS[:-1]]


def test_the_choices_are_those_of_every_other_face_of_the_form() -> None:
    assert choices_of("face") == tuple(Face)
    assert choices_of("home") == tuple(Going)


def all_the_way(page: Page, who: str = "Priya Shah") -> Page:
    """Seven taps from the first screen to sent."""
    page.visit("/little").submit("Not good").submit("Good").submit("So-so").submit("Skip")
    return page.submit("Somebody from home").submit(who)


def test_seven_taps_say_it(in_space: Page, priya: Account) -> None:
    all_the_way(in_space)
    assert in_space.heading == "Thank you"
    (sent,) = statements()
    assert (sent.look, sent.face, sent.words, sent.asked) == (Look.LITTLE, Face.BAD, "", "how_things_are")
    assert {(one.card, one.going) for one in rows(BoardCard)} == {
        ("home", Going.WELL),
        ("family", Going.SO_SO),
    }
    assert {(one.prompt, one.question, one.choice) for one in rows(Reply)} >= {
        ("how_are_you", "How are you?", "bad"),
        ("who_is_here", "Who is with you now?", "home"),
    }
    assert [one.account_id for one in rows(Recipient)] == [priya.id]


def test_one_tap_is_enough(in_space: Page) -> None:
    in_space.visit("/little").submit("Really bad")
    for _ in range(4):
        in_space.submit("Skip")
    in_space.submit("Anybody who helps children")
    assert in_space.heading == "Thank you"
    (sent,) = statements()
    assert sent.face is Face.VERY_BAD
    assert rows(Recipient) == []


def test_nothing_tapped_sends_nothing(in_space: Page) -> None:
    in_space.visit("/little")
    for _ in range(5):
        in_space.submit("Skip")
    in_space.submit("Anybody who helps children")
    assert in_space.heading == "How are you?"
    assert statements() == []


def test_the_last_tap_twice_is_one_sending(in_space: Page, priya: Account) -> None:
    in_space.visit("/little").submit("Good").visit("/little/who")
    form = next(form for form in in_space.forms() if "send_once" in dict(form.pairs()) and not form.action)
    send_once = dict(form.pairs())["send_once"]
    for _ in range(2):
        in_space.post("/little/who", {"send_once": send_once, "choice": str(priya.id)})
        assert in_space.heading == "Thank you"
    assert len(statements()) == 1


def test_what_was_tapped_before_is_shown_and_can_be_changed(in_space: Page) -> None:
    in_space.visit("/little").submit("Good").submit("Not good").visit("/little/home")
    pressed = [e.get("value") for e in in_space.everything if e.get("aria-pressed") == "true"]
    assert pressed == ["not_well"]
    in_space.submit("So-so").visit("/little/home")
    assert [e.get("value") for e in in_space.everything if e.get("aria-pressed") == "true"] == ["so_so"]


def test_what_was_not_offered_is_nothing(in_space: Page, make: Make, rae: Account) -> None:
    in_space.visit("/little").submit("Good")
    in_space.post("/little/home", {"choice": "terrible"})
    assert in_space.url.endswith("/little/family")
    in_space.post("/little/who", {"choice": str(rae.id)})  # nobody around them
    assert rows(Recipient) == []
    in_space.visit("/little/unknown", status=404)


def test_words_from_another_look_are_not_lost(in_space: Page) -> None:
    in_space.visit("/say/words").submit("Back", words="I miss my dog")
    in_space.visit("/little").submit("Good").visit("/little/who").submit("Anybody who helps children")
    assert [one.words for one in statements()] == ["I miss my dog"]


def test_on_every_screen_see_me_on_my_own_is_the_first_thing(in_space: Page) -> None:
    for step in ("", *[f"/{step}" for step in STEPS], "/thanks", "/said"):
        in_space.visit(f"/little{step}")
        main = next(e for e in in_space.everything if e.tag == "main")
        first = next(e for e in main.iter() if e.tag == "button")
        assert "little__alone" in (first.get("class") or ""), step


def test_each_screen_says_who_reads_it_before_anything_is_sent(in_space: Page) -> None:
    for step in ("face", "who"):
        assert "Our safety team reads this first" in in_space.visit(f"/little/{step}").main


def test_what_they_said_is_a_list_of_pictures(in_space: Page) -> None:
    all_the_way(in_space)
    in_space.visit("/little/said")
    shown = {(e.get("href") or "").partition("#")[2] for e in in_space.everything if e.tag.endswith("use")}
    assert {"face-bad", "home", "face-good", "family_time", "letter"} <= shown
    assert "Priya" not in in_space.main


def test_on_its_page_the_face_stands_once_and_no_area_is_empty(in_space: Page) -> None:
    in_space.visit("/little").submit("Not good").submit("Good").visit("/little/who")
    in_space.submit("Anybody who helps children").visit(f"/said/{statements()[0].id}")
    assert in_space.main.count("Not good") == 1
    assert "How are you" not in in_space.main
    assert "Nothing was put here." not in in_space.main


def test_staff_have_no_such_pages(page: Page, priya: Account) -> None:
    page.sign_in(priya)
    for address in ("/little", "/little/home", "/little/thanks", "/little/said"):
        page.visit(address, status=404)


# photos of their people


def picture(kind: str = "JPEG", colour: str = "#8e2a5b") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, kind)
    return out.getvalue()


def _photos_on(page: Page) -> list[str]:
    """Where the pictures on the page are asked for."""
    return [str(e.get("href")) for e in page.everything if str(e.tag).endswith("image")]


def puts(page: Page, child: YoungPerson, who: Account, content: bytes, *, status: int = 200) -> Page:
    page.visit(f"/staff/young-people/{child.id}/little")
    return page.post(
        f"/staff/young-people/{child.id}/little/photos",
        {"who": str(who.id), "photo": (io.BytesIO(content), "priya.jpg")},
        status=status,
    )


@pytest.fixture
def priyas_page(in_space: Page, priya: Account) -> Page:
    return Page(in_space.app).sign_in(priya)


def test_a_photo_is_shown_to_its_child_to_tap(
    in_space: Page, priyas_page: Page, sam: YoungPerson, priya: Account
) -> None:
    puts(priyas_page, sam, priya, picture())
    assert "Has a photo put there by Priya Shah" in priyas_page.main
    in_space.visit("/little/who")
    answer = in_space.client.get(_photos_on(in_space)[0])
    assert answer.status_code == 200
    assert Image.open(io.BytesIO(answer.data)).size == (120, 120)


def test_all_photos_come_in_one_request_each_at_its_own_place(
    in_space: Page, priyas_page: Page, make: Make, sam: YoungPerson, priya: Account
) -> None:
    iro = make.worker_of(sam, Role.IRO, name="Ira Officer")
    puts(priyas_page, sam, priya, picture(colour="#ff0000"))
    puts(priyas_page, sam, iro, picture(colour="#0000ff"))
    in_space.visit("/little/who")
    assert len(set(_photos_on(in_space))) == 1
    answer = in_space.client.get(_photos_on(in_space)[0])
    sheet = Image.open(io.BytesIO(answer.data)).convert("RGB")
    assert sheet.size == (240, 120)
    assert len(answer.data) < 12_000
    for person, colour in ((priya, 0), (iro, 2)):
        buttons = [e for e in in_space.everything if e.tag == "button"]
        button = next(b for b in buttons if b.get("value") == str(person.id))
        (shown,) = [e for e in button.iter() if str(e.tag).endswith("svg")]
        left = int((shown.get("viewBox") or shown.get("viewbox") or "").split()[0])
        seen = sheet.getpixel((left + 60, 60))
        assert isinstance(seen, tuple)
        assert seen.index(max(seen)) == colour


def test_after_a_change_the_page_from_before_shows_no_face_at_somebody_elses_place(
    in_space: Page, priyas_page: Page, make: Make, sam: YoungPerson, priya: Account
) -> None:
    puts(priyas_page, sam, priya, picture())
    before = _photos_on(in_space.visit("/little/who"))[0]
    puts(priyas_page, sam, make.worker_of(sam, Role.IRO), picture())
    assert in_space.client.get(before).status_code == 404
    assert _photos_on(in_space.visit("/little/who"))[0] != before


def test_nobody_else_gets_the_photo(
    in_space: Page, priyas_page: Page, sam: YoungPerson, priya: Account, make: Make
) -> None:
    puts(priyas_page, sam, priya, picture())
    address = _photos_on(in_space.visit("/little/who"))[0]
    other = make.young_person()
    make.link(other, priya)
    for somebody in (priya, make.account_for(other), make.staff(Role.ADMINISTRATOR)):
        page = Page(in_space.app).sign_in(somebody)
        assert page.client.get(address).status_code == 404


def test_a_new_photo_takes_the_place_of_the_old_and_it_can_be_taken_away(
    priyas_page: Page, in_space: Page, sam: YoungPerson, priya: Account
) -> None:
    puts(priyas_page, sam, priya, picture())
    puts(priyas_page, sam, priya, picture("PNG"))
    assert len(rows(PersonPhoto)) == len(rows(StoredFile)) == 1
    priyas_page.submit("Take the photo away")
    assert rows(PersonPhoto) == rows(StoredFile) == []
    assert _photos_on(in_space.visit("/little/who")) == []
    for gone in ("/little/photos/", "/little/photos/" + "0" * 32):
        assert in_space.client.get(gone).status_code == 404


@pytest.mark.parametrize("content", [b"", b"not a picture", picture()[:200], b"%PDF-1.7"])
def test_what_is_no_photo_is_said_beside_it(
    priyas_page: Page, sam: YoungPerson, priya: Account, content: bytes
) -> None:
    puts(priyas_page, sam, priya, content, status=422)
    assert "This is not a photo we can use" in priyas_page.main
    assert rows(PersonPhoto) == []


def test_a_photo_that_is_too_big_is_answered(priyas_page: Page, sam: YoungPerson, priya: Account) -> None:
    priyas_page.visit(f"/staff/young-people/{sam.id}/little")
    edge, blank = "edge", b"\r\n"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="photo"; filename="p.jpg"'.encode()
    body = blank.join([head, b"", picture() + b"\0" * 9_000_000, f"--{edge}--".encode(), b""])
    kind = f"multipart/form-data; boundary={edge}"
    answer = priyas_page.client.post(
        f"/staff/young-people/{sam.id}/little/photos", data=body, content_type=kind
    )
    assert answer.status_code == 413
    assert rows(PersonPhoto) == []


def test_a_photo_of_somebody_who_is_not_around_is_not_taken(
    priyas_page: Page, sam: YoungPerson, rae: Account
) -> None:
    puts(priyas_page, sam, rae, picture(), status=404)
    priyas_page.post(f"/staff/young-people/{sam.id}/little/photos", {"who": str(uuid.uuid4())}, status=404)


def test_a_session_that_ran_out_leads_to_the_door(in_space: Page) -> None:
    in_space.visit("/little")
    go_quiet(in_space, 60)
    in_space.submit("Good")
    assert in_space.url.endswith("/come-in")


def test_that_is_all_goes_to_whom_to_tell_and_keeps_what_was_tapped(in_space: Page, priya: Account) -> None:
    in_space.visit("/little").submit("Not good").submit("Good")
    assert in_space.heading == "How is it with your family?"
    in_space.submit("That is all").submit("Priya Shah")
    assert in_space.heading == "Thank you"
    (sent,) = statements()
    assert sent.face is Face.BAD
    assert [(one.card, one.going) for one in rows(BoardCard)] == [("home", Going.WELL)]
    assert [one.account_id for one in rows(Recipient)] == [priya.id]


def test_that_is_all_leaves_an_answer_given_before_as_it_was(in_space: Page) -> None:
    in_space.visit("/little").submit("Good").submit("So-so").visit("/little/home").submit("That is all")
    in_space.submit("Anybody who helps children")
    assert [(one.card, one.going) for one in rows(BoardCard)] == [("home", Going.SO_SO)]


def test_before_anything_is_tapped_there_is_no_that_is_all(in_space: Page) -> None:
    in_space.visit("/little").submit("Skip")
    assert "That is all" not in in_space.main
    in_space.post("/little/home", {"done": "1"})
    in_space.submit("Anybody who helps children")
    assert statements() == []
    in_space.post("/little/who", {"done": "1"})
    assert statements() == []
