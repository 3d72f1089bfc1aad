"""The real thing for browser journeys: gunicorn in a process of its own, with its own port and database."""

from __future__ import annotations

import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import flask
import sqlalchemy as sa
from flask.sessions import SecureCookieSessionInterface

from portal import db, serve
from portal.accounts.models import Account
from portal.accounts.queries.sessions import fresh_session
from portal.settings import ROOT, Settings
from tests.support import databases
from tests.support.mail import free_port

STARTS_WITHIN_SECONDS = 180


class Site:
    """A running site. Its database is open in this process too, so that factories can fill it."""

    def __init__(self, database: databases.TestDatabase, url: str, process: subprocess.Popen[bytes]) -> None:
        self.database, self.url, self.process = database, url, process
        self.settings = database.settings
        self.started_in = 0.0  # seconds from the command to the first answer

    @property
    def engine(self) -> sa.Engine:
        return db.make_engine(self.settings)

    def cookie_of(self, account: Account) -> dict[str, Any]:
        """The cookie of somebody who has just signed in, for a browser."""
        app = flask.Flask("cookies")
        app.secret_key = serving_key(self.settings)
        serializer = SecureCookieSessionInterface().get_signing_serializer(app)
        assert serializer is not None
        value = serializer.dumps(fresh_session(account.id, account.ways_version))
        return {"name": "session", "value": value, "url": self.url, "httpOnly": True, "sameSite": "Lax"}


def serving_key(settings: Settings) -> str:
    """The key by which the site's processes sign cookies."""
    from portal.vault import keys, master

    keys.open_ring(master.load(settings.master_key_file))
    return keys.signing_key()  # type: ignore[return-value]  # bytes are as good as text here


@contextmanager
def running(folder: Path, *, kind: str = "sqlite", **changes: Any) -> Iterator[Site]:
    """Make the database, start the web processes, wait until they answer; stop them at the end."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    database = databases.make(
        kind, folder, folder, "site", master_key_file=folder / "master.key", base_url=url
    )
    names = {f"HEARD_{name.upper()}": str(value) for name, value in changes.items()}
    environment = {**os.environ, "HEARD_VAR_DIR": str(folder), "PORT": str(port), **names}
    environment.pop("DATABASE_URL", None)
    if kind != "sqlite":
        environment["DATABASE_URL"] = database.settings.database_url
    with (folder / "web.log").open("wb") as log:
        process = subprocess.Popen(
            serve.commands(port, workers=2)[0], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            begun = time.monotonic()
            wait_for(f"{url}/alive", process, folder / "web.log")
            site = Site(database, url, process)
            site.started_in = time.monotonic() - begun
            yield site
        finally:
            process.terminate()
            process.wait(15)
            db.session.remove()
            database.close()


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the address answers. Fails with the end of the log when the process has ended."""
    end = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"the site did not start:\n{log.read_text(errors='replace')[-3000:]}")
