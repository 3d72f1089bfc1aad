"""Somebody who sends a form until it is acknowledged, and somebody who kills processes meanwhile."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import re
import signal
import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.support.site import Site

PATIENCE_SECONDS = 300  # a fault shows itself by silence; a slow machine must not look like one


@dataclass
class Sender:
    """One young person's phone. Every form is sent again, unchanged, until an answer comes."""

    site: Site
    cookie: str
    acknowledged: list[uuid.UUID] = field(default_factory=list)
    sent_again: int = 0
    answered: int = 0  # requests, of whatever kind

    def says(self, words: str) -> None:
        """The three pages of saying something."""
        page = self._get("/say")
        once = uuid.UUID(re.search(r'name="send_once"[^>]*value="([\w-]+)"', page)[1])  # type: ignore[index]  # it is there
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]  # type: ignore[index]  # so is this
        base = {"csrf_token": token, "send_once": str(once)}
        self._post("/say", {**base, "page": "how", "face": "good"})
        self._post("/say/words", {**base, "page": "words", "words": words})
        self._post("/say/send", {**base, "page": "send"})
        self.acknowledged.append(once)

    def is_not_safe(self, words: str) -> None:
        """The red button: one press."""
        once = uuid.uuid4()
        self._post("/not-safe", {"send_once": str(once), "words": words})
        self.acknowledged.append(once)

    def _get(self, path: str) -> str:
        return self._until_answered("GET", path, "")

    def _post(self, path: str, form: dict[str, str]) -> str:
        return self._until_answered("POST", path, urlencode(form))

    def _until_answered(self, method: str, path: str, body: str) -> str:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(OSError, http.client.HTTPException):
                status, text = self._once(method, path, body)
                if status in (200, 303):
                    self.answered += 1
                    return text
                if status < 500:
                    raise AssertionError(f"{method} {path} answered {status}: {text[:300]}")
            self.sent_again += 1
            time.sleep(0.05)
        raise AssertionError(f"{method} {path} was not answered for {PATIENCE_SECONDS} seconds")

    def _once(self, method: str, path: str, body: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection(urlsplit(self.site.url).netloc, timeout=60)
        try:
            headers = {
                "Cookie": f"session={self.cookie}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            if given := re.search(r"session=([^;]+)", answer.headers.get("Set-Cookie", "")):
                self.cookie = given[1]
            return answer.status, text
        finally:
            connection.close()


class Killer(threading.Thread):
    """Kills one of the site's web processes, as kill -9 does, again and again at random moments. On a machine
    so busy that hardly anything was answered since the last time, it waits: a process that is killed before
    it has started could never serve anybody."""

    def __init__(self, site: Site, *, times: int, seed: int, senders: Sequence[Sender] = ()) -> None:
        super().__init__(daemon=True)
        self.site, self.times, self.killed, self.random = site, times, 0, random.Random(seed)
        self.senders, self.all_sent = senders, threading.Event()

    def run(self) -> None:
        for _ in range(self.times):
            enough, end = self._answered() + len(self.senders), time.monotonic() + PATIENCE_SECONDS
            time.sleep(self.random.uniform(0.05, 0.6))
            while self._answered() < enough and time.monotonic() < end:
                if self.all_sent.wait(0.02):
                    break
            if children := children_of(self.site.process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.random.choice(children), signal.SIGKILL)
                    self.killed += 1

    def _answered(self) -> int:
        return sum(sender.answered for sender in self.senders)


def children_of(pid: int) -> list[int]:
    """The processes it started, that are there now; none when it has ended itself."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(child) for child in listed.split()]
