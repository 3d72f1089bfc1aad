"""`make test`: static checks, then pytest on SQLite, on PostgreSQL, and the browser journeys.

Everything runs even when something before it failed, so that one run shows all that is wrong. Nothing is
skipped in silence: a run of pytest that skips a test, or collects none, is a failure. The last line adds up.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import Counter

PYTEST = [sys.executable, "-m", "pytest", "-q"]
RUNS = {
    "on SQLite": [*PYTEST, "-n", "2", "--ignore=tests/journeys"],
    "on PostgreSQL": [*PYTEST, "-n", "2", "--ignore=tests/journeys", "--database=postgresql"],
    "in a browser": [*PYTEST, "-n", "2", "tests/journeys"],
}
BAD = ("failed", "error", "errors", "skipped", "xfailed", "xpassed")


def say(text: str) -> None:
    print(text, flush=True)


def run(command: list[str]) -> tuple[int, Counter[str]]:
    """Run it, print what it prints, and read the closing line's counts."""
    counts: Counter[str] = Counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            if re.search(r"\b(passed|failed|error|skipped)\w*\b.* in [\d.]+s", line):
                counts = Counter({word: int(n) for n, word in re.findall(r"(\d+) ([a-z]+)", line)})
    return process.returncode, counts


def main(arguments: list[str]) -> int:
    begun = time.monotonic()
    total: Counter[str] = Counter()
    say("── static checks")
    wrong = subprocess.run(["tools/check"], check=False).returncode != 0
    for name, command in RUNS.items():
        say(f"── {name}")
        code, counts = run([*command, *arguments])
        total.update(counts)
        if code != 0 or any(counts[word] for word in BAD) or not counts["passed"]:
            say(f"── {name}: not as it should be (exit code {code})")
            wrong = True
    failed = total["failed"] + total["error"] + total["errors"]
    if wrong:
        say("── not everything is right; see above")
    parts = [f"{failed} failed"] * bool(failed) + [f"{total['passed']} passed"]
    say(f"{'=' * 20} {', '.join(parts)} in {time.monotonic() - begun:.2f}s {'=' * 20}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
