"""The yearly check as a table: whole numbers for safety leads, rounded to five for everybody else."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from portal.kit import clock
from portal.policy.roles import Role
from portal.policy.viewer import the_viewer
from portal.voice.queries.desk_proved import NOT_SAID, proved_by_kind
from portal.voice.rules.desk_proved import Proof, rounded

YEAR = timedelta(days=365)
COLUMNS = (*(proof.value for proof in Proof), NOT_SAID)


@dataclass(frozen=True)
class ProvedPage:
    """Rows: the kind of reason ("" where nothing fired), how many, and how many of each proof."""

    rows: Sequence[tuple[str, int, Sequence[int]]]
    is_rounded: bool


def proved_page() -> ProvedPage:
    """What fired in the last year and what it proved to be."""
    viewer = the_viewer()
    is_rounded = Role.SAFETY_LEAD not in viewer.roles
    shown = rounded if is_rounded else int
    rows = [
        (kind, shown(sum(counts.values())), [shown(counts.get(one, 0)) for one in COLUMNS])
        for kind, counts in proved_by_kind(viewer, clock.now() - YEAR).items()
    ]
    return ProvedPage(rows, is_rounded)


def as_csv(page: ProvedPage) -> str:
    """The same table for a spreadsheet."""
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow(["kind", "number", *(one or "not_said" for one in COLUMNS)])
    for kind, number, proofs in page.rows:
        write.writerow([kind or "nothing_fired", number, *proofs])
    return out.getvalue()
