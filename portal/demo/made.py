"""Plainly drawn pictures and a tone for the demo: nobody's photo, nobody's voice."""

from __future__ import annotations

import io
import math
import struct
import wave

from PIL import Image, ImageDraw

_RATE = 8_000
_SKY, _GRASS, _WALL, _ROOF, _LINE = "#cfe6f5", "#a9cf8f", "#f3d9b1", "#b5563c", "#22313f"


def house(*, as_photo: bool = False) -> bytes:
    """A house with a sun: a child's drawing, or with a frame around it a "photo" of one."""
    image = Image.new("RGB", (640, 480), "white" if not as_photo else "#8a7a66")
    pen = ImageDraw.Draw(image)
    if as_photo:
        pen.rectangle((40, 30, 600, 450), fill="white")
    pen.rectangle((60, 50, 580, 300), fill=_SKY)
    pen.rectangle((60, 300, 580, 430), fill=_GRASS)
    pen.ellipse((470, 70, 550, 150), fill="#f2c230")
    pen.rectangle((180, 200, 400, 370), fill=_WALL, outline=_LINE, width=6)
    pen.polygon([(160, 205), (290, 100), (420, 205)], fill=_ROOF, outline=_LINE)
    pen.rectangle((265, 280, 315, 370), fill=_ROOF, outline=_LINE, width=4)
    for left, height in ((450, 60), (500, 90)):  # two people, one small
        pen.ellipse((left, 370 - height - 26, left + 26, 370 - height), outline=_LINE, width=5)
        pen.line((left + 13, 370 - height, left + 13, 375), fill=_LINE, width=5)
    return _bytes(image, "JPEG" if as_photo else "PNG")


def face(colour: str) -> bytes:
    """A drawn face, where a worker would put a photo."""
    image = Image.new("RGB", (240, 240), colour)
    pen = ImageDraw.Draw(image)
    pen.ellipse((30, 30, 210, 210), fill="#f7e3c8", outline=_LINE, width=6)
    for left in (85, 135):
        pen.ellipse((left, 95, left + 20, 115), fill=_LINE)
    pen.arc((80, 110, 160, 170), 20, 160, fill=_LINE, width=6)
    return _bytes(image, "PNG")


def tone(seconds: int = 3) -> bytes:
    """A soft tone that swells and fades, as a WAV file."""
    count = seconds * _RATE
    samples = (
        int(9_000 * math.sin(math.pi * n / count) * math.sin(2 * math.pi * 330 * n / _RATE))
        for n in range(count)
    )
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return made.getvalue()


def _bytes(image: Image.Image, form: str) -> bytes:
    made = io.BytesIO()
    image.save(made, form)
    return made.getvalue()
