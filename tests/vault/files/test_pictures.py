"""Pictures: known by their content, made anew, and nothing hidden in them left."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from portal.vault.files import pictures
from portal.vault.files.faults import IsHeic, NotAPicture, TooBig, TooManyPixels
from tests.support.made_files import bomb, photo, see_through, tone

CANARY = "Canary Phone of Sam"


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_each_kind_comes_out_as_something_every_browser_shows(form: str) -> None:
    made = pictures.remade(photo(form=form))
    assert made.media_type in ("image/jpeg", "image/png")
    assert opened(made.content).size == (made.width, made.height) == (60, 40)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_place_device_and_comments_are_gone_and_it_stands_upright(form: str) -> None:
    came = photo(form=form, hidden=CANARY)
    assert CANARY.encode() in came
    made = pictures.remade(came)
    assert CANARY.encode() not in made.content
    shown = opened(made.content)
    assert dict(shown.getexif()) == {}
    assert "comment" not in shown.info
    assert shown.size == (40, 60)  # it said "turn me"
    red, green, blue = shown.convert("RGB").getpixel((20, 5))  # type: ignore[misc]  # three numbers
    assert red > 200
    assert max(green, blue) < 60  # the left side is on top now


def test_a_large_one_is_made_small_enough_for_a_page() -> None:
    made = pictures.remade(photo(3000, 1500))
    assert (made.width, made.height) == (2000, 1000)


def test_a_drawing_on_nothing_lies_on_white() -> None:
    made = pictures.remade(see_through())
    assert opened(made.content).convert("RGB").getpixel((70, 50)) == (255, 255, 255)


def test_a_bomb_is_told_by_its_head_and_never_opened() -> None:
    small = bomb()
    assert len(small) < 100_000
    with pytest.raises(TooManyPixels):
        pictures.remade(small)


@pytest.mark.parametrize(
    "content",
    [b"", b"GIF89a" + b"x" * 50, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff", tone(0.1)],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        pictures.remade(content)


def test_a_truncated_one_is_refused() -> None:
    whole = photo(400, 300)
    with pytest.raises(NotAPicture):
        pictures.remade(whole[: len(whole) // 2])


def test_one_kind_dressed_as_another_is_refused() -> None:
    with pytest.raises(NotAPicture):
        pictures.remade(b"\x89PNG\r\n\x1a\n" + photo())


def test_what_an_iphone_keeps_has_an_answer_of_its_own() -> None:
    with pytest.raises(IsHeic):
        pictures.remade(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 50)


def test_too_many_bytes() -> None:
    with pytest.raises(TooBig):
        pictures.remade(photo(), most_bytes=10)
