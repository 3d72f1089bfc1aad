"""A very large file, made up: text pages by the thousand and scans; sent, read and covered, so that a worker
can take it over; and how much memory a process has held at most."""

from __future__ import annotations

import http.client
import io
import os
import random
import re
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pikepdf
import sqlalchemy as sa
from PIL import Image

from portal import db
from portal.accounts.models import Account
from portal.documents.leaves import Word, page_words
from portal.kit import clock
from portal.records.models import Document, Leaf, RecordsRequest, Redaction
from portal.records.queries.reading import words_as_kept
from portal.records.rules import PageRead, Why
from tests.support import made_pdfs
from tests.support.made_pdfs import say
from tests.support.site import Site

NAME = "Zebediah"
A5 = (0, 0, 420, 595)
COVERED_EVERY = 10
_LINE = "they came on that day and all were well"


def text_pages(first: int, count: int) -> bytes:
    """A PDF of so many typed pages; each has its number and a name on it."""
    pdf = pikepdf.new()
    for number in range(first, first + count):
        lines = [f"Page {number:05}", f"Visit by {NAME} to the home", *[f"{n:02} {_LINE}" for n in range(18)]]
        drawn = b"".join(say(line, 40, 540 - 26 * at, size=11) for at, line in enumerate(lines))
        made_pdfs.sheet(pdf, drawn, box=A5)
    return made_pdfs.saved(pdf)


def scans(count: int, *, dots: tuple[int, int] = (1240, 1754)) -> bytes:
    """A PDF of scanned leaves in colour, with the noise that makes scans large."""
    pdf, seeded = pikepdf.new(), random.Random(5)
    for _ in range(count):
        leaf = made_pdfs.handed([f"A letter by {NAME}"], size=dots).convert("RGB")
        noise = Image.frombytes("RGB", dots, seeded.randbytes(dots[0] * dots[1] * 3))
        packed = io.BytesIO()
        Image.blend(leaf, noise, 0.25).save(packed, "JPEG", quality=75)
        image = pdf.make_stream(
            packed.getvalue(),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=dots[0],
            Height=dots[1],
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceRGB,
            Filter=pikepdf.Name.DCTDecode,
        )
        made_pdfs.sheet(pdf, b"q 595 0 0 842 0 0 cm /Im Do Q\n", pictures={"Im": image})
    return made_pdfs.saved(pdf)


def is_read_and_covered(document_id: UUID, content: bytes, by: Account, second: Account) -> None:
    """Every page is read, the name on each tenth is covered, and a second person looked: without the hours
    that this takes."""
    with db.transaction() as session:
        document = session.get_one(Document, document_id)
        rows = session.scalars(sa.select(Leaf).where(Leaf.document_id == document_id).order_by(Leaf.number))
        pattern = list(page_words(content, 1, ocr=False).words)
        for leaf in rows:
            leaf.words = words_as_kept(_numbered(pattern, content, leaf.number))
            leaf.read = PageRead.TEXT if pattern else PageRead.MACHINE
            leaf.find_again, leaf.done_at, leaf.done_by_id = False, clock.now(), by.id
            leaf.names_somebody = leaf.number % COVERED_EVERY == 0
            if leaf.names_somebody:
                leaf.checked_version, leaf.checked_by_id = leaf.version, second.id
                session.add(_box(leaf, pattern, by))
        document.pages_known = document.pages


def _numbered(pattern: list[Word], content: bytes, number: int) -> list[Word]:
    """The words of the first page, with the number of another: they stand at the same places."""
    first = next((one.text for one in pattern if one.text.isdigit() and len(one.text) == 5), "")
    return [
        Word(f"{int(first) + number - 1:05}", one.area, one.line) if one.text == first else one
        for one in pattern
    ]


def _box(leaf: Leaf, pattern: list[Word], by: Account) -> Redaction:
    area = next((one.area for one in pattern if one.text == NAME), None)
    place = (area.x0, area.y0, area.x1, area.y1) if area else (0.1, 0.05, 0.9, 0.15)
    return Redaction(
        id=uuid.uuid4(),
        request_id=leaf.request_id,
        leaf_id=leaf.id,
        send_once=uuid.uuid4(),
        **dict(zip(("x0", "y0", "x1", "y1"), place, strict=True)),
        why=Why.SOMEBODY_ELSE,
        by_id=by.id,
        at=clock.now(),
    )


@dataclass
class Hand:
    """Somebody signed in who sends and fetches large files, without a browser."""

    site: Site
    account: Account
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cookies["session"] = str(self.site.cookie_of(self.account)["value"])

    def get(self, path: str) -> bytes:
        """A page, or all of a file."""
        return self._asked("GET", path, b"", "")

    def post(self, path: str, page: str, **fields: str) -> bytes:
        """A form of a page, sent."""
        parts = [_field(name, value) for name, value in {**self._hidden(page), **fields}.items()]
        return self._asked("POST", path, *_body(parts))

    def uploads(self, request: RecordsRequest, name: str, content: bytes) -> None:
        """A file, by the form for it."""
        at = f"/staff/records/{request.id}/read"
        parts = [_field(key, value) for key, value in {**self._hidden(at), "search": ""}.items()]
        head = f'Content-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
        self._asked("POST", f"{at}/add", *_body([*parts, head.encode() + content]))

    def _hidden(self, path: str) -> dict[str, str]:
        page = self.get(path).decode()
        names = ("csrf_token", "send_once")
        found = ((name, re.search(rf'name="{name}"[^>]*value="([^"]+)"', page)) for name in names)
        return {name: match[1] for name, match in found if match}

    def _asked(self, method: str, path: str, body: bytes, kind: str) -> bytes:
        connection = http.client.HTTPConnection(urlsplit(self.site.url).netloc, timeout=300)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        connection.request(method, path, body=body or None, headers=headers)
        answer = connection.getresponse()
        said = answer.read()
        for cookie in answer.msg.get_all("Set-Cookie", []):
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        assert answer.status < 400, f"{method} {path} answered {answer.status}: {said[:300]!r}"
        return said


_EDGE = b"a-line-that-is-in-no-file"


def _field(name: str, value: str) -> bytes:
    return f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()


def _body(parts: list[bytes]) -> tuple[bytes, str]:
    made = b"".join(b"--" + _EDGE + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + _EDGE + b"--\r\n"
    return made, f"multipart/form-data; boundary={_EDGE.decode()}"


def peak_of(pid: int) -> float:
    """The most that a process ever held in memory, in MiB."""
    return _figure(pid, "VmHWM")


def family_of(pid: int) -> list[int]:
    """It and the processes it started, and theirs."""
    parents: dict[int, list[int]] = {}
    for one in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(one.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        parents.setdefault(parent, []).append(int(one.parent.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += parents.get(found[-1], [])
    return found


def _figure(pid: int, name: str) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(rf"^{name}:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


@dataclass
class Watched:
    """The most that a process, and it with its children together, held while somebody looked."""

    alone: float = 0.0
    together: float = 0.0
    seen: set[int] = field(default_factory=set)


@contextmanager
def watching(pid: int, into: Watched) -> Iterator[Watched]:
    """Look five times a second."""
    end = threading.Event()

    def look() -> None:
        while not end.wait(0.2):
            family = family_of(pid)
            into.seen.update(family)
            into.alone = max(into.alone, peak_of(pid))
            into.together = max(into.together, sum(_figure(one, "VmRSS") for one in family))

    looker = threading.Thread(target=look, daemon=True)
    looker.start()
    try:
        yield into
    finally:
        end.set()
        looker.join()


def environment_of(site: Site, port: Any = "0") -> dict[str, str]:
    """What a worker of this site is started with."""
    names = {"HEARD_VAR_DIR": str(site.settings.var_dir), "PORT": str(port)}
    return {**{k: v for k, v in os.environ.items() if k != "DATABASE_URL"}, **names}
