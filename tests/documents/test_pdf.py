"""Pages as PDFs: tagged, with what is enclosed, and nothing fetched from anywhere."""

from __future__ import annotations

import re
import sys
import threading
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from portal.documents.pdf import Enclosed, NotMade, Sheet, pdf_of, pdfs_of

PAGE = '<!doctype html><html lang="en"><head><title>A page</title></head><body><h1>Hello</h1>{}</body></html>'
ARABIC = "<p lang='ar' dir='rtl'>أريد أن أرى أختي</p>"


def _inside(pdf: bytes) -> bytes:
    """All its streams, unpacked."""
    found = b""
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found += zlib.decompress(match[1])
        except zlib.error:
            found += match[1]
    return found + pdf


def test_it_is_tagged_and_says_so() -> None:
    pdf = pdf_of(PAGE.format(ARABIC))
    assert b"pdfuaid" in _inside(pdf)
    assert b"StructTreeRoot" in _inside(pdf)


def test_letters_of_both_directions_have_a_font() -> None:
    inside = _inside(pdf_of(PAGE.format(ARABIC)))
    assert b"DejaVu" in inside or b"Noto" in inside


def test_several_come_in_their_order_with_what_is_enclosed() -> None:
    made = pdfs_of([Sheet(PAGE.format(n), [Enclosed("a.txt", b"enclosed %d" % n)]) for n in range(3)])
    assert [b"enclosed %d" % n in _inside(pdf) for n, pdf in enumerate(made)] == [True] * 3


def test_nothing_is_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Listens(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

    secret = tmp_path / "secret.css"
    secret.write_text("h1::after{content:'the secret'}")
    server = HTTPServer(("127.0.0.1", 0), Listens)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        here = f"http://127.0.0.1:{server.server_port}"
        body = f'<img alt="x" src="{here}/a.png"><link rel="stylesheet" href="file://{secret}">'
        body += f'<link rel="stylesheet" href="{here}/b.css"><a rel="attachment" href="file:///etc/hostname">x</a>'
        pdf = pdf_of(PAGE.format(body))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert asked == []
    assert b"/EmbeddedFile" not in pdf


def test_one_that_takes_too_long_is_ended() -> None:
    with pytest.raises(NotMade, match="too long"):
        pdf_of(PAGE.format("x"), within_seconds=0.01)


def test_this_process_stays_small() -> None:
    pdf_of(PAGE.format("x"))
    assert "weasyprint" not in sys.modules
