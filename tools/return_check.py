"""Runs the sector's own checker of the SSDA903 return on three files and prints what it found as JSON.

It needs pandas 1.5, so it runs in an environment of its own (tools/return-checker makes it), not in ours.
    return_check.py FOLDER YEAR    (FOLDER: header.csv, episodes.csv, reviews.csv; YEAR: 2025 for 2024/25)
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
import warnings
from pathlib import Path


def main(folder: Path, year: str) -> int:
    warnings.simplefilter("ignore")
    from lac_validator.lac_validator import LacValidator
    from lac_validator.rules.ruleset_utils import get_year_ruleset

    logging.disable(logging.CRITICAL)
    files = [
        {
            "name": f"{name}.csv",
            "description": "This year",
            "file_content": (folder / f"{name}.csv").read_bytes(),
        }
        for name in ("header", "episodes", "reviews")
    ]
    metadata = {"collectionYear": f"{int(year) - 1}/{year[2:]}", "localAuthority": "E09000001"}
    with open(os.devnull, "w") as nothing, contextlib.redirect_stdout(nothing):
        checked = LacValidator(metadata=metadata, files=files, registry=get_year_ruleset(year))
    print(
        json.dumps(
            {
                "ran": sorted(map(str, checked.dones)),
                "skipped": sorted(map(str, checked.skips)),
                "broke": sorted(map(str, checked.fails)),
                "findings": findings_of(checked.ds_results),
            }
        )
    )
    return 0


def findings_of(tables: dict) -> list[list[str]]:
    """Rule, table, child and day of each row that was found fault with: a row's number says nothing where the
    files differ in length."""
    days = {"Reviews": "REVIEW", "Episodes": "DECOM", "Header": "DOB"}
    found = set()
    for table, day in days.items():
        rows = tables.get(table)
        for column in [] if rows is None else [name for name in rows.columns if name.startswith("ERR_")]:
            for _number, row in rows[rows[column] == True].iterrows():  # noqa: E712  # pandas
                found.add((column[4:], table, str(row["CHILD"]), str(row[day])[:10]))
    return sorted(map(list, found))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
