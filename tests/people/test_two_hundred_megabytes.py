"""A return in XML and an extract of 200 MB each are read in the memory that a twentieth of it takes. In the
drill alone: minutes of reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.settings import Settings
from tests.people.test_import_memory import MAY_GROW, run
from tests.support.big_return import write_extract, write_xml

MEGA = 1_000_000
LARGE, SMALL = 200 * MEGA, 10 * MEGA
CHILDREN = 2_000


@pytest.mark.once
@pytest.mark.parametrize("kind", ["import-903", "import-ssd"])
def test_two_hundred_megabytes_take_no_more_memory_than_ten(
    settings: Settings, tmp_path: Path, kind: str
) -> None:
    words = []
    for size in (SMALL, LARGE):
        place = tmp_path / f"{size}{'.xml' if kind == 'import-903' else ''}"
        _write(kind, place, size)
        assert size_of(place) >= size
        words += [kind, str(place)]
    small, large = run(settings, words)
    print(f"{kind}: {small} then {large}")
    assert (small["code"], large["code"]) == (0, 0)
    assert large["used"] >= small["used"] >= CHILDREN
    assert large["mib"] - small["mib"] < MAY_GROW, (small, large)


def _write(kind: str, place: Path, size: int) -> None:
    if kind == "import-903":
        write_xml(place, size, children=CHILDREN)
    else:
        write_extract(place, size, children=CHILDREN)


def size_of(place: Path) -> int:
    return sum(one.stat().st_size for one in ([place] if place.is_file() else place.iterdir()))
