"""Signed files, checked without a database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from portal.cli.command import DONE, REFUSED, Parsers
from portal.settings import Settings


def add(verbs: Parsers) -> None:
    files = verbs.group("filing", "what goes onto records in the case system")
    files.verb("public-key", filing_key, "print the key by which signed files are checked")
    tries = files.verb("check", filing_check, "check a signed file, JSON or PDF")
    tries.add_argument("file", type=Path)


def filing_key(settings: Settings, options: argparse.Namespace) -> int:
    import base64

    from portal.vault import keys, master, signing

    keys.open_ring(master.load(settings.master_key_file))
    print(base64.b64encode(signing.public_key()).decode())
    return DONE


def filing_check(settings: Settings, options: argparse.Namespace) -> int:
    from portal.filing.commands.signed import check
    from portal.vault import keys, master

    keys.open_ring(master.load(settings.master_key_file))
    try:
        found = check(options.file.read_bytes())
    except OSError as fault:
        print(f"{options.file} cannot be read: {fault.strerror}", file=sys.stderr)
        return REFUSED
    if not found.is_good:
        print(f"Not good. {found.why}", file=sys.stderr)
        return REFUSED
    print(f"Good: signed by this service and not changed since. Fingerprint {found.fingerprint}")
    return DONE
