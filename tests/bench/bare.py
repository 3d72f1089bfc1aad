"""What our own pages are held against: a Flask view that does nothing, and one INSERT and COMMIT."""

from __future__ import annotations

import os
import sqlite3
import threading

import flask

application = flask.Flask("bare", static_folder=None)
_own = threading.local()


@application.get("/bare")
def bare() -> str:
    return "<!doctype html><title>Bare</title><p>Nothing"


@application.get("/alive")
def alive() -> tuple[str, int]:
    return "", 204


@application.post("/insert")
def insert() -> str:
    """A row of 300 bytes, committed to disk as ours are: write-ahead log, synchronous FULL."""
    with _connection() as connection:
        connection.execute("INSERT INTO rows (content) VALUES (?)", (b"x" * 300,))
    return "stored"


def _connection() -> sqlite3.Connection:
    if not hasattr(_own, "connection"):
        _own.connection = sqlite3.connect(os.environ["BARE_DATABASE"], timeout=30)
        _own.connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        _own.connection.execute("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, content BLOB)")
    connection: sqlite3.Connection = _own.connection
    return connection
