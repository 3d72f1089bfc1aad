"""Files as phones and browsers send them, and a scanner to ask: made in the test, nothing carried with us."""

from __future__ import annotations

import io
import math
import socket
import struct
import threading
import wave
from collections.abc import Iterator
from contextlib import contextmanager

import av
from PIL import Image

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def photo(width: int = 60, height: int = 40, form: str = "JPEG", *, hidden: str = "") -> bytes:
    """A picture, red on its left and blue on its right. `hidden`: written into it where nobody looks, with a
    place and "turn me" as phones do."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    exif = image.getexif()
    if hidden:
        exif[ORIENTATION], exif[MAKE] = 6, hidden
        exif.get_ifd(GPS).update({1: "N", 2: (50.0, 22.0, 1.0), 3: "W", 4: (4.0, 8.0, 1.0)})
    made = io.BytesIO()
    image.save(made, form, exif=exif, **({"comment": hidden.encode()} if form == "JPEG" and hidden else {}))
    return made.getvalue()


def see_through() -> bytes:
    """A drawing on nothing: a PNG with lines and no paper."""
    image = Image.new("RGBA", (80, 60), (0, 0, 0, 0))
    image.paste((31, 35, 64, 255), (10, 10, 40, 14))
    made = io.BytesIO()
    image.save(made, "PNG")
    return made.getvalue()


def bomb(side: int = 12_000) -> bytes:
    """A few kilobytes that are 144 million pixels."""
    made = io.BytesIO()
    Image.new("1", (side, side)).save(made, "PNG", optimize=True)
    return made.getvalue()


def tone(seconds: float = 2, rate: int = 22_050) -> bytes:
    """A WAV that hums."""
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        wavelet = (int(9_000 * math.sin(i / 20)) for i in range(int(rate * seconds)))
        out.writeframes(b"".join(struct.pack("<h", value) for value in wavelet))
    return made.getvalue()


def voice(form: str = "webm", codec: str = "libopus", *, seconds: float = 2, title: str = "") -> bytes:
    """A voice note as a recorder makes it, with a title hidden in it."""
    made = io.BytesIO()
    frame = {"libopus": 960, "aac": 1024, "libmp3lame": 1152}[codec]
    with av.open(io.BytesIO(tone(seconds))) as come, av.open(made, "w", format=form) as gone:
        if title:
            gone.metadata["title"] = title
        track = gone.add_stream(codec, rate=48_000)
        track.layout = "mono"  # type: ignore[attr-defined]  # av's own types do not know which stream it is
        even = av.AudioResampler(format=track.format, layout="mono", rate=48_000, frame_size=frame)  # type: ignore[attr-defined]  # av cannot say which stream it is
        for come_frame in [*come.decode(audio=0), None]:
            for part in even.resample(come_frame):
                gone.mux(track.encode(part))  # type: ignore[attr-defined]  # av cannot say which stream it is
        gone.mux(track.encode(None))  # type: ignore[attr-defined]  # av cannot say which stream it is
    return made.getvalue()


@contextmanager
def scanner(answer: bytes = b"stream: OK\0") -> Iterator[tuple[str, list[bytes]]]:
    """A ClamAV daemon that always answers so; gives its address, and what it was sent."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)
        thread = threading.Thread(target=_serve, args=(server, answer, heard), daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}", heard
    thread.join(5)


def _serve(server: socket.socket, answer: bytes, heard: list[bytes]) -> None:
    while True:
        try:
            line, _ = server.accept()
        except OSError:
            return
        with line, line.makefile("rb") as read:
            assert read.read(10) == b"zINSTREAM\0"
            whole = b""
            while size := struct.unpack(">I", read.read(4))[0]:
                whole += read.read(size)
            heard.append(whole)
            line.sendall(answer)
