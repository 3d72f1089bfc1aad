"""What texts are about."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from portal.cli.command import DONE, REFUSED, Parsers
from portal.settings import Settings


def add(verbs: Parsers) -> None:
    about = verbs.group("themes", "what texts are about")
    says = about.verb("suggest", suggest, "themes and order of texts, a JSON line each")
    says.add_argument("--file", type=Path, required=True)


def suggest(settings: Settings, options: argparse.Namespace) -> int:
    from portal.coding.codebook import codebook
    from portal.themes.lines import suggest_lines

    try:
        with options.file.open(encoding="utf-8") as lines:
            for line in suggest_lines(lines, codebook().for_suggesting()):
                print(line)
    except (OSError, UnicodeDecodeError) as fault:
        print(f"{options.file} cannot be read: {fault}", file=sys.stderr)
        return REFUSED
    return DONE
