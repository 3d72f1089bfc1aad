"""Young people and workers, read from the case system and the yearly return."""

from __future__ import annotations

import argparse
from pathlib import Path

from portal.cli.command import Parsers, open_up
from portal.settings import Settings


def add(verbs: Parsers) -> None:
    young_people = verbs.group("people", "young people")
    reads = young_people.verb(
        "import-903",
        import_903,
        "read an SSDA903 return: the CSV files of a folder, or the XML form when a file is named",
    )
    reads.add_argument("place", type=Path, metavar="FOLDER|FILE.xml")
    takes = young_people.verb(
        "import-ssd",
        import_ssd,
        "read the Standard Safeguarding Dataset's extract, one CSV file a table",
    )
    takes.add_argument("folder", type=Path, metavar="FOLDER")
    for one in (reads, takes):
        one.add_argument("--json", action="store_true")
        one.add_argument("--dry-run", action="store_true", help="say what it would do, and do nothing")
    numbers = young_people.verb(
        "staff-numbers",
        staff_numbers,
        "say which account a worker's number in the case system belongs to: a CSV with email, staff_id,"
        " registration",
    )
    numbers.add_argument("file", type=Path, metavar="FILE.csv")
    numbers.add_argument("--json", action="store_true")


def import_903(settings: Settings, options: argparse.Namespace) -> int:
    from portal.people.imports import import_903_command

    open_up(settings)
    return import_903_command(options.place, options.json, options.dry_run)


def import_ssd(settings: Settings, options: argparse.Namespace) -> int:
    from portal.people.imports import import_ssd_command

    open_up(settings)
    return import_ssd_command(options.folder, options.json, options.dry_run)


def staff_numbers(settings: Settings, options: argparse.Namespace) -> int:
    from portal.accounts.queries.staff import address_owner
    from portal.people.imports import staff_numbers_command

    open_up(settings)
    return staff_numbers_command(options.file, address_owner, options.json)
