"""The request as the app reads it. What is uploaded stays in memory: the usual parser writes larger files to
the disk, in plain, before anybody has looked at them."""

from __future__ import annotations

from io import BytesIO
from typing import IO

import flask

_DRAINED = 64_000_000
_PIECE = 65_536


class Request(flask.Request):
    """Flask's, without files on disk. How much may come is limited beforehand (`max_content_length`)."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()

    def allow(self, most: int) -> None:
        """Let this much in. Of more, what comes is thrown away unread: a browser shows our answer only when
        it could say everything it had to say."""
        self.max_content_length = most
        left = min(self.content_length or 0, _DRAINED)
        if (self.content_length or 0) > most:
            stream = self.environ["wsgi.input"]
            while left > 0 and (piece := stream.read(min(_PIECE, left))):
                left -= len(piece)
