"""Small square pictures of people, side by side in one: a page loads one picture for all of them.

Only ever of pictures that were made anew already (see `pictures`): nothing from outside is opened here."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

SIDE = 120
"""As large as a face is shown, on the screens of most phones."""


def face_of(picture: bytes) -> bytes:
    """The middle of a picture as a small square JPEG."""
    from PIL import Image, ImageOps  # when there is a picture: the start of the site does not wait for it

    with Image.open(io.BytesIO(picture)) as opened:
        opened.draft("RGB", (4 * SIDE, 4 * SIDE))
        square = ImageOps.fit(opened.convert("RGB"), (SIDE, SIDE), Image.Resampling.LANCZOS)
    return _jpeg(square)


def sheet_of(pictures: Sequence[bytes]) -> bytes:
    """All of them in one row, in this order."""
    from PIL import Image, ImageOps

    sheet = Image.new("RGB", (SIDE * max(1, len(pictures)), SIDE), "white")
    for place, picture in enumerate(pictures):
        with Image.open(io.BytesIO(picture)) as face:
            sheet.paste(ImageOps.fit(face, (SIDE, SIDE)), (place * SIDE, 0))
    return _jpeg(sheet)


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=72, optimize=True)
    return out.getvalue()
