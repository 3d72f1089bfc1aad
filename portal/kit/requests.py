"""The request as the app reads it. The usual parser writes larger files to the disk, in plain, before anybody
has looked at them; here what is uploaded is in memory, or on disk in bytes that nobody can read."""

from __future__ import annotations

from typing import IO

import flask
from werkzeug.datastructures import MultiDict

from portal.kit.spool import NoRoom, Spool

_DRAINED = 64_000_000
_PIECE = 65_536


class Request(flask.Request):
    """Flask's, without files in plain on disk. How much may come is limited before (`max_content_length`)."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return Spool()  # type: ignore[return-value]  # it is read, sought and told like one

    def _load_form_data(self) -> None:
        try:
            super()._load_form_data()
        except NoRoom:
            # What was read of it is gone: whoever asks for it on the page that says so finds nothing.
            self.__dict__.update(form=MultiDict(), files=MultiDict())
            raise

    def allow(self, most: int) -> None:
        """Let this much in. Of more, what comes is thrown away unread: a browser shows our answer only when
        it could say everything it had to say."""
        self.max_content_length = most
        left = min(self.content_length or 0, _DRAINED)
        if (self.content_length or 0) > most:
            stream = self.environ["wsgi.input"]
            while left > 0 and (piece := stream.read(min(_PIECE, left))):
                left -= len(piece)
