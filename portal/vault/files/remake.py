"""The child process that decodes a file: `python -m portal.vault.files.remake picture|sound KIND`.

Standard input: the file. Standard output: one line of JSON, then the file made anew. See `apart`."""

from __future__ import annotations

import io
import json
import resource
import sys
from typing import Any

MOST_MEMORY = 1_200_000_000
MOST_CPU_SECONDS = 40
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2_000
SOUND_RATE = 44_100
SOUND_BITS = 64_000
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_DEMUXERS = {
    "audio/webm": "matroska",
    "audio/ogg": "ogg",
    "audio/mp4": "mov",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/aac": "aac",
}

Made = tuple[dict[str, Any], bytes]


def main(arguments: list[str]) -> int:
    """Make it anew within the limits; a fault of any kind is an exit code and no more."""
    _be_small()
    what, kind, *more = arguments
    content = sys.stdin.buffer.read()
    try:
        facts, made = picture(content, kind) if what == "picture" else sound(content, kind, int(more[0]))
    except Exception:  # whatever a decoder trips over: the file is of no use
        return 1
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + made)
    return 0


def _be_small() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def picture(content: bytes, kind: str) -> Made:
    """Turned the right way up, on white, at most so large; only what is seen."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own limit, before anything is decoded
    with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            return {"fault": "too_many_pixels"}, b""
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is decoded smaller at once
        opened.load()
        turned = ImageOps.exif_transpose(opened)
        turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        seen = turned.convert("RGBA")
    flat = Image.new("RGB", seen.size, "white")
    flat.paste(seen, mask=seen.getchannel("A"))
    made, media_type = _smaller(flat, lines_only=kind == "image/png")
    return {"media_type": media_type, "width": flat.width, "height": flat.height}, made


def _smaller(flat: Any, *, lines_only: bool) -> tuple[bytes, str]:
    """As a JPEG; drawings, which come as PNG, may be smaller and sharper as what they are."""
    photo = io.BytesIO()
    flat.save(photo, "JPEG", quality=85, optimize=True)
    if lines_only:
        lines = io.BytesIO()
        flat.save(lines, "PNG", optimize=True)
        if lines.tell() < photo.tell():
            return lines.getvalue(), "image/png"
    return photo.getvalue(), "image/jpeg"


def sound(content: bytes, kind: str, most_seconds: int) -> Made:
    """The first sound in it, with one channel. A film's pictures are left out."""
    import av

    made = io.BytesIO()
    samples = 0
    with (
        av.open(io.BytesIO(content), "r", format=_DEMUXERS[kind], metadata_errors="ignore") as come,
        av.open(made, "w", format="mp3") as gone,
    ):
        come.streams.audio[0].codec_context.thread_count = 1
        track = gone.add_stream("libmp3lame", rate=SOUND_RATE)
        track.bit_rate, track.layout = SOUND_BITS, "mono"
        even = av.AudioResampler(format="fltp", layout="mono", rate=SOUND_RATE, frame_size=1152)
        for frame in come.decode(audio=0):
            frame.pts = None
            for part in even.resample(frame):
                samples += part.samples
                gone.mux(track.encode(part))
            if samples > (most_seconds + 1) * SOUND_RATE:
                return {"fault": "too_long"}, b""
        for part in even.resample(None):
            samples += part.samples
            gone.mux(track.encode(part))
        gone.mux(track.encode(None))
    if not samples:
        raise ValueError("no sound in it")
    return {"media_type": "audio/mpeg", "seconds": round(samples / SOUND_RATE)}, made.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
