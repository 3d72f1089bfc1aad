"""`make test`: static checks, pytest on SQLite, on PostgreSQL, and the browser journeys.

Everything runs even when something before it failed, so that one run shows all that is wrong. Nothing is
skipped in silence: a run of pytest that skips a test, or collects none, is a failure. The static checks run
beside the first pytest and are shown after it. The last lines say how long each part took, and add up.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from typing import IO

# Work is stolen from whoever has much left: no worker waits at the end for the other's longest test.
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "worksteal"]
RUNS = {
    "on SQLite": [*PYTEST, "--ignore=tests/journeys"],
    "on PostgreSQL": [*PYTEST, "--ignore=tests/journeys", "--database=postgresql"],
    "in a browser": [*PYTEST, "tests/journeys"],
}
BAD = ("failed", "error", "errors", "skipped", "xfailed", "xpassed")
# Machines that are told not to keep compiled code would compile every test nine times.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
# Two workers on two cores: arithmetic in threads would only wait for the other worker.
ENVIRONMENT |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def say(text: str) -> None:
    print(text, flush=True)


class Part:
    """A part of the whole, begun when it is made: how it went, and how long it took."""

    def __init__(self, name: str) -> None:
        self.name, self.begun, self.seconds = name, time.monotonic(), 0.0
        self.is_right = False
        self.counts: Counter[str] = Counter()

    def ended(self, is_right: bool) -> None:
        self.seconds, self.is_right = time.monotonic() - self.begun, is_right


class Checks(Part):
    """The static checks, in a process beside the others."""

    def __init__(self) -> None:
        super().__init__("static checks")
        self.output: IO[str] = tempfile.TemporaryFile("w+")  # noqa: SIM115  # closed by `tell`
        self.process = subprocess.Popen(["tools/check"], stdout=self.output, stderr=subprocess.STDOUT)

    def look(self) -> None:
        """Note when they have ended, as soon as somebody looks."""
        if not self.seconds and self.process.poll() is not None:
            self.ended(self.process.returncode == 0)

    def tell(self) -> None:
        """Wait for them and show what they said."""
        self.process.wait()
        self.look()
        say(f"── {self.name}")
        self.output.seek(0)
        say(self.output.read().rstrip())
        self.output.close()


def run(name: str, command: list[str], beside: Checks) -> Part:
    """Run it, print what it prints, and read the closing line's counts."""
    say(f"── {name}")
    part = Part(name)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=ENVIRONMENT
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            beside.look()
            if re.search(r"\b(passed|failed|error|skipped)\w*\b.* in [\d.]+s", line):
                part.counts = Counter({word: int(n) for n, word in re.findall(r"(\d+) ([a-z]+)", line)})
    bad = process.returncode != 0 or any(part.counts[word] for word in BAD)
    part.ended(not bad and part.counts["passed"] > 0)
    if not part.is_right:
        say(f"── {name}: not as it should be (exit code {process.returncode})")
    return part


def main(arguments: list[str]) -> int:
    begun = time.monotonic()
    checks = Checks()
    parts: list[Part] = [checks]
    for name, command in RUNS.items():
        parts.append(run(name, [*command, *arguments], checks))
        if len(parts) == 2:
            checks.tell()
    total = sum((part.counts for part in parts), Counter[str]())
    failed = total["failed"] + total["error"] + total["errors"]
    for part in parts:
        say(f"{part.seconds:7.0f} s  {part.name}{'' if part.is_right else ': not right, see above'}")
    words = [f"{failed} failed"] * bool(failed) + [f"{total['passed']} passed"]
    say(f"{'=' * 20} {', '.join(words)} in {time.monotonic() - begun:.2f}s {'=' * 20}")
    return 0 if all(part.is_right for part in parts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
