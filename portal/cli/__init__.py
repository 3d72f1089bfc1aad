"""The `portal` command: thin, one module a group. Exit codes: 0 done, 1 refused or found wrong, 2 misused.

What a command needs is imported inside it: `make run` starts this twice and waits for it, and the clocks are
counted without Flask or a database.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from portal.cli import audit, backups, clocks, demo, files, filing, people, reviews, running, themes, voice
from portal.cli.command import DONE, REFUSED, Parsers
from portal.cli.demo import seed_crowd
from portal.settings import CannotStart, Settings

__all__ = ["DONE", "REFUSED", "main", "seed_crowd"]

GROUPS = (running, demo, people, voice, filing, reviews, themes, clocks, files, audit, backups)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, do it, return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.does(Settings.from_environment(), options)
    except CannotStart as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # whoever read what is printed has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="portal", description="Heard: run it and look after it.")
    verbs = Parsers(parser.add_subparsers(required=True, metavar="COMMAND"))
    for group in GROUPS:
        group.add(verbs)
    return parser
