"""Pieces of a copy that are kept while it is being made: pages burned in, one after the other."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any

BEGIN = b"leaves 1\n"


class NotAPart(Exception):
    """These bytes did not come from burning, or were cut off."""


def leaves_of(part: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
    """What is known of each page, and its picture. Raises NotAPart."""
    if not part.startswith(BEGIN):
        raise NotAPart
    at = len(BEGIN)
    while at < len(part):
        if at + 8 > len(part):
            raise NotAPart
        said, drawn = struct.unpack_from(">II", part, at)
        middle, end = at + 8 + said, at + 8 + said + drawn
        if end > len(part):
            raise NotAPart
        yield json.loads(part[at + 8 : middle]), part[middle:end]
        at = end
