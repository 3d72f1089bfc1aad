"""Sounds: known by their content, made anew, not too long."""

from __future__ import annotations

import io

import av
import pytest

from portal.vault.files import sounds
from portal.vault.files.faults import NotASound, TooBig, TooLong
from tests.support.made_files import photo, tone, voice

CANARY = "canary title"


@pytest.mark.parametrize(
    ("form", "codec"),
    [("webm", "libopus"), ("ogg", "libopus"), ("mp4", "aac"), ("adts", "aac"), ("mp3", "libmp3lame")],
)
def test_each_kind_comes_out_as_one_that_every_phone_plays(form: str, codec: str) -> None:
    came = voice(form, codec, title=CANARY)
    made = sounds.remade(came)
    assert (made.media_type, made.seconds) == ("audio/mpeg", 2)
    assert CANARY.encode() not in made.content
    with av.open(io.BytesIO(made.content)) as heard:
        assert heard.streams.audio[0].codec.name.startswith("mp3")
        assert "title" not in heard.metadata


def test_a_wav_too() -> None:
    assert sounds.remade(tone(1)).seconds == 1


def test_longer_than_may_be_is_refused() -> None:
    with pytest.raises(TooLong):
        sounds.remade(tone(5), most_seconds=3)


@pytest.mark.parametrize("content", [b"", b"OggS" + b"\x00" * 200, b"ID3", photo(), b"\x1a\x45\xdf\xa3" * 9])
def test_what_is_no_sound_is_refused(content: bytes) -> None:
    with pytest.raises(NotASound):
        sounds.remade(content)


def test_too_many_bytes() -> None:
    with pytest.raises(TooBig):
        sounds.remade(tone(1), most_bytes=10)
