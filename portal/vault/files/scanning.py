"""Asking a ClamAV daemon about a file, by its INSTREAM protocol: bytes in, one line out. No file on disk."""

from __future__ import annotations

import socket
import struct

from portal.vault.files.faults import CannotScan, Infected

_PIECE = 64 * 1024
_SECONDS = 30


def scan(content: bytes, clamd: str) -> None:
    """Nothing happens when the file is clean, or no scanner is set (`clamd` is empty).

    Raises Infected; or CannotScan when the scanner is away, or says anything but yes or no."""
    if not clamd:
        return
    try:
        with _connected(clamd) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), _PIECE):
                piece = content[start : start + _PIECE]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            answer = _read_line(line)
    except (OSError, ValueError):
        raise CannotScan from None
    if answer.endswith(" FOUND"):
        raise Infected
    if answer != "stream: OK":
        raise CannotScan


def _connected(clamd: str) -> socket.socket:
    """`host:port`, or the path of a socket."""
    if clamd.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(_SECONDS)
        try:
            line.connect(clamd)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = clamd.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS)


def _read_line(line: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < 4096 and (more := line.recv(4096)):
        answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
