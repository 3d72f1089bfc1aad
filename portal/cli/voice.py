"""What young people said, for the case system."""

from __future__ import annotations

import argparse
from pathlib import Path

from portal.cli.command import Parsers, open_up
from portal.settings import Settings


def add(verbs: Parsers) -> None:
    said = verbs.group("voice", "what young people said")
    writes = said.verb("export-ssd", export_ssd, "write the dataset's table ssd_voice_of_child")
    writes.add_argument("out", type=Path, metavar="OUT.csv")


def export_ssd(settings: Settings, options: argparse.Namespace) -> int:
    from portal.voice.exports import export_ssd_command

    open_up(settings)
    return export_ssd_command(options.out)
