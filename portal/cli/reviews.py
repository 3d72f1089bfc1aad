"""Looked-after reviews, for the yearly return."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from portal.cli.command import Parsers, open_up
from portal.settings import Settings


def add(verbs: Parsers) -> None:
    reviews = verbs.group("reviews", "looked-after reviews")
    writes = reviews.verb("export-903", export_903, "write the yearly return's file of reviews")
    writes.add_argument("out", type=Path, metavar="OUT.csv")
    writes.add_argument("--from", dest="first", type=date.fromisoformat, metavar="YYYY-MM-DD")
    writes.add_argument("--to", dest="last", type=date.fromisoformat, metavar="YYYY-MM-DD")


def export_903(settings: Settings, options: argparse.Namespace) -> int:
    from portal.kit import clock
    from portal.reviews.exports import export_903_command, return_year

    open_up(settings)
    first, last = return_year(clock.today(settings.time_zone))
    return export_903_command(options.out, options.first or first, options.last or last)
