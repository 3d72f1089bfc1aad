"""What every page needs: hashed asset addresses, pages of a long list, and the language's direction."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Generic, TypeVar
from urllib.parse import quote, urlencode

import brotli
import flask
from markupsafe import Markup

T = TypeVar("T")
_TEXT = {".css", ".js", ".svg", ".txt"}
_IDS = re.compile('<symbol id="([^"]+)"')
_A_YEAR = 31_536_000


@cache
def _symbol(drawing: str) -> re.Pattern[str]:
    return re.compile(f'<symbol id="{re.escape(drawing)}"([^>]*)>(.*?)</symbol>', re.DOTALL)


@dataclass(frozen=True)
class Asset:
    """One static file, ready to serve: its hashed name and its bytes."""

    name: str
    body: bytes
    is_text: bool
    mime: str

    @cached_property
    def small(self) -> bytes | None:
        """The same compressed, when somebody first asks for it; None for what is small already."""
        return brotli.compress(self.body, quality=9) if self.is_text else None


class Assets:
    """The static files, few and small, held in memory under names that change with their content."""

    def __init__(self, folder: Path) -> None:
        self.by_plain_name: dict[str, Asset] = {}
        self.by_name: dict[str, Asset] = {}
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self._add(path.relative_to(folder).as_posix(), path)

    def _add(self, plain: str, path: Path) -> None:
        body = path.read_bytes()
        stem, dot, ending = plain.rpartition(".")
        name = f"{stem}.{hashlib.sha256(body).hexdigest()[:12]}{dot}{ending}"
        asset = Asset(
            name, body, path.suffix in _TEXT, mimetypes.guess_type(plain)[0] or "application/octet-stream"
        )
        self.by_plain_name[plain] = self.by_name[name] = asset

    def url(self, plain: str) -> str:
        """The address of a file; a missing one is a fault of ours and fails the page."""
        return f"/static/{self.by_plain_name[plain].name}"

    def inline(self, plain: str) -> str:
        """A very small file as an address that holds it, so that it needs no request of its own."""
        asset = self.by_plain_name[plain]
        return f"data:{asset.mime},{quote(asset.body.decode().strip(), safe='')}"

    def drawn(self, sprite: str, drawing: str) -> tuple[Markup, Markup]:
        """One drawing of a sprite to be put into the page itself: what its frame says, and its lines. For
        pages that need a few of many: the whole sprite would weigh more than the page."""
        found = _symbol(drawing).search(self.by_plain_name[sprite].body.decode())
        if found is None:
            raise KeyError(f"{sprite} has no {drawing}")
        return Markup(found[1]), Markup(found[2])  # noqa: S704  # our own file, built from design/

    def is_drawn_in(self, sprite: str, drawing: str) -> bool:
        """Whether that sprite has this drawing."""
        return drawing in self._drawings(sprite)

    @cache  # noqa: B019  # there is one of these in a process
    def _drawings(self, sprite: str) -> frozenset[str]:
        return frozenset(_IDS.findall(self.by_plain_name[sprite].body.decode()))

    def serve(self, name: str) -> flask.Response:
        """The file by its hashed name, kept by browsers for a year; 404 for anything else."""
        asset = self.by_name.get(name)
        if asset is None:
            flask.abort(404)
        flask.g.is_static = True
        use_small = asset.is_text and "br" in flask.request.headers.get("Accept-Encoding", "")
        response = flask.Response(asset.small if use_small else asset.body, mimetype=asset.mime)
        response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
        response.headers["Vary"] = "Accept-Encoding"
        if use_small:
            response.headers["Content-Encoding"] = "br"
        return response


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list: its rows, and how to reach the others. Pages count from 1."""

    rows: Sequence[T]
    number: int
    total: int
    size: int = 25

    @cached_property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    def url(self, number: int) -> str:
        """This address with another page number."""
        others = {k: v for k, v in flask.request.args.items() if k != "page"}
        return f"{flask.request.path}?{urlencode({**others, 'page': number})}"


def page_number() -> int:
    """The page asked for; anything odd is page 1."""
    text = flask.request.args.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
