"""Signing the values of a file, and checking a signed file, JSON or the PDF that carries it."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from portal.filing.commands.content import FORMAT
from portal.vault import signing

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_MOST = 50_000_000


@dataclass(frozen=True)
class Checked:
    """What came of checking: `is_good` only when we signed exactly this. `why` says what is wrong."""

    is_good: bool
    why: str = ""
    fingerprint: str = ""
    content: dict[str, Any] | None = None


def canonical(content: dict[str, Any]) -> bytes:
    """The same values are always the same bytes: names in order, no spaces, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint_of(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def signed_json(content: dict[str, Any]) -> bytes:
    """The values with our signature over their canonical bytes."""
    body = canonical(content)
    made = {
        "signed": content,
        "fingerprint": hashlib.sha256(body).hexdigest(),
        "signature": {
            "algorithm": "Ed25519",
            "public_key": base64.b64encode(signing.public_key()).decode(),
            "value": base64.b64encode(signing.sign(body)).decode(),
        },
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode() + b"\n"


def check(file: bytes) -> Checked:
    """Whether this service signed the file, a JSON one or a PDF with one inside, and nothing was changed."""
    if file.startswith(b"%PDF"):
        found = next(_json_in_pdf(file), None)
        return check(found) if found else Checked(False, "This PDF carries no signed file of ours.")
    try:
        made = json.loads(file)
        content = made["signed"]
        value = base64.b64decode(made["signature"]["value"], validate=True)
        key = base64.b64decode(made["signature"]["public_key"], validate=True)
        is_ours = content["format"] == FORMAT
    except (ValueError, KeyError, TypeError, binascii.Error, RecursionError):
        return Checked(False, "This is not one of our signed files.")
    if not is_ours:
        return Checked(False, "This is not one of our signed files.")
    if key != signing.public_key():
        return Checked(False, "It was signed with another key than this service's.")
    if not signing.is_signed(canonical(content), value, key):
        return Checked(False, "It was changed after it was signed.")
    return Checked(True, "", fingerprint_of(content), content)


def _json_in_pdf(file: bytes) -> Iterator[bytes]:
    """The files inside it that look like ours. A PDF keeps them as streams, packed or not."""
    for match in _STREAM.finditer(file):
        for body in (match[1], _unpacked(match[1])):
            if body.lstrip().startswith(b"{") and b'"signature"' in body and b'"signed"' in body:
                yield body
                break


def _unpacked(body: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, _MOST)
    except zlib.error:
        return b""
