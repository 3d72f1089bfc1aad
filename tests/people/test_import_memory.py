"""An import takes the same memory however large its files are: measured in a process of its own, which reads
small files first and then large ones. In the drill alone: files that fill no batch say nothing of memory
(what reading and comparing keep is asked in `test_import_xml.py`)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.settings import ROOT, Settings
from tests.support.big_return import write_extract, write_xml

KILO = 1 << 10
MAY_GROW = 12
"""MiB by which the high-water mark may rise after the small files: how memory happens to be handed out."""
RUN = r"""
import contextlib, io, json, pathlib, re, sys
from portal.cli import main
for verb, place in zip(sys.argv[1::2], sys.argv[2::2]):
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = main(["people", verb, place, "--json"])
    report = json.loads(said.getvalue())
    used = report["added"] + report["changed"] + report["unchanged"]
    # Its own high-water mark: what `getrusage` tells begins with that of the process it was forked from.
    most = int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path("/proc/self/status").read_text())[1]) / 1024
    print(json.dumps({"code": code or 0, "used": used, "mib": most}))
"""


SIZES = (10 * KILO, 60 * KILO)
"""KiB of the files that are compared: the least is more than what is kept of any file at once."""


@pytest.mark.once
def test_large_files_take_no_more_memory_than_small_ones(settings: Settings, tmp_path: Path) -> None:
    said = run(settings, [word for size in SIZES for word in made(tmp_path, size)])
    assert [one["code"] for one in said] == [0] * len(said)
    assert min(one["used"] for one in said) > 100
    after = [one["mib"] for one in said]
    assert after[-1] - after[1] < MAY_GROW, after


def made(folder: Path, size: int) -> list[str]:
    """The same size as a return in XML and as an extract, each with the verb that reads it."""
    file, extract = folder / f"{size}.xml", folder / f"extract{size}"
    write_xml(file, size * KILO, children=40)
    write_extract(extract, size * KILO)
    return ["import-903", str(file), "import-ssd", str(extract)]


def run(settings: Settings, words: list[str]) -> list[dict[str, float]]:
    """Read one after another in one new process; what each did, and its high-water mark after it."""
    environment = {**os.environ, "HEARD_VAR_DIR": str(settings.var_dir)}
    environment["HEARD_MASTER_KEY_FILE"] = str(settings.master_key_file)
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=3 * 3600,  # a fault that never ends; how fast the machine is says nothing
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]
