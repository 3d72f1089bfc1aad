"""Many requests at once over connections that stay open; counts what was answered as it should be."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

AT_ONCE = 16


@dataclass(frozen=True)
class Request:
    """One request, ready to be sent again and again; `status` is the answer it should get."""

    path: str
    method: str = "GET"
    cookie: str = ""
    body: bytes = b""
    status: int = 200

    def raw(self, host: str) -> bytes:
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: {host}", "Accept-Encoding: br"]
        if self.cookie:
            lines.append(f"Cookie: {self.cookie}")
        if self.body:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(self.body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


def rate(url: str, requests: Sequence[Sequence[Request]], seconds: float = 5) -> float:
    """Rounds a second: each of the connections goes through its own list of requests again and again."""
    return asyncio.run(_rate(url, requests, seconds))


async def _rate(url: str, requests: Sequence[Sequence[Request]], seconds: float) -> float:
    end = time.monotonic() + seconds
    clients = [_client(url, requests[number % len(requests)], end) for number in range(AT_ONCE)]
    return sum(await asyncio.gather(*clients)) / seconds


async def _client(url: str, requests: Sequence[Request], end: float) -> int:
    where, done = urlsplit(url), 0
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    while time.monotonic() < end:
        for request in requests:
            writer.write(request.raw(where.netloc))
            status, closes = await _answer(reader)
            if status != request.status:
                raise AssertionError(
                    f"{request.method} {request.path} answered {status}, not {request.status}"
                )
            if closes:
                writer.close()
                reader, writer = await asyncio.open_connection(where.hostname, where.port)
        done += 1
    writer.close()
    return done


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    lengths = [int(line.split(":")[1]) for line in head.split("\r\n") if line.startswith("content-length")]
    length = lengths[0] if lengths else 0
    if length:
        await reader.readexactly(length)
    return status, "connection: close" in head
