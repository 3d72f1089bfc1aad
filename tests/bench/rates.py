"""Figures 23 and 25: how many forms a second, beside a bare view and a bare insert; memory and start."""

from __future__ import annotations

import os
import re
import subprocess
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psutil

from portal import serve
from portal.accounts.models import Account
from portal.settings import ROOT
from tests.bench.line import say
from tests.bench.load import AT_ONCE, Request, rate
from tests.support.factories import Make
from tests.support.mail import free_port
from tests.support.site import Site, running, wait_for

MIB = 1024 * 1024


def measure(site: Site, make: Make, folder: Path) -> None:
    """Both sides one after the other, in turns, so that a noisy moment falls on both."""
    people = [make.young_person() for _ in range(AT_ONCE)]
    for person in people:
        make.worker_of(person)
    young = [make.account_for(person) for person in people]
    with bare_site(folder) as bare:
        _compare(
            "GET /say beside a bare view",
            (site.url, [[Request("/say", cookie=_cookie(site, one))] for one in young]),
            (bare, [[Request("/bare")]]),
        )
        _compare(
            "POST of the words (sealed, kept as a draft) beside a bare INSERT and COMMIT",
            (site.url, [[_words(site, one)] for one in young]),
            (bare, [[Request("/insert", "POST", body=b"x=1")]]),
        )
    _memory(site)
    _start(folder)


def _compare(
    name: str, ours: tuple[str, list[list[Request]]], other: tuple[str, list[list[Request]]]
) -> None:
    one, two = [], []
    for _turn in range(3):
        one.append(rate(*ours, seconds=3))
        two.append(rate(*other, seconds=3))
    say(23, name, sorted(one)[1], "requests/s", sorted(two)[1])


def _cookie(site: Site, account: Account) -> str:
    return f"session={site.cookie_of(account)['value']}"


def _words(site: Site, account: Account) -> Request:
    """The second page's form as its page gives it to this person."""
    asked = urllib.request.Request(f"{site.url}/say/words", headers={"Cookie": _cookie(site, account)})
    with urllib.request.urlopen(asked) as answer:
        html, cookie = answer.read().decode(), answer.headers["Set-Cookie"].partition(";")[0]
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', html)
    assert token
    fields = {
        "csrf_token": token[1],
        "send_once": str(uuid.uuid4()),
        "page": "words",
        "words": "I want to see my sister more often. Nobody told me why it stopped. " * 4,
    }
    return Request("/say/words", "POST", cookie=cookie, body=urlencode(fields).encode(), status=303)


@contextmanager
def bare_site(folder: Path) -> Iterator[str]:
    port = free_port()
    bare = "tests.bench.bare:application"
    command = [part.replace("wsgi:application", bare) for part in serve.commands(port, 2)[0]]
    environment = {**os.environ, "BARE_DATABASE": str(folder / "bare.sqlite3")}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/alive", process, folder / "none.log")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/insert", data=b"x"):
            pass
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(15)


def _memory(site: Site) -> None:
    """What the web processes hold together, shared pages counted once."""
    master = psutil.Process(site.process.pid)
    held = sum(p.memory_full_info().pss for p in (master, *master.children()))
    say(25, "memory of two workers and their master after the load above", held / MIB, "MiB", 200)


def _start(folder: Path) -> None:
    """From the command to the first answer."""
    took = []
    for number in range(3):
        place = folder / f"start{number}"
        place.mkdir()
        with running(place) as site:
            took.append(site.started_in)
    say(25, "start, from the command to the first answer", sorted(took)[1], "s", 2)
