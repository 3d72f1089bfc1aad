"""Files that wait for the police."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from uuid import UUID

from portal.cli.command import DONE, Parsers, open_up
from portal.settings import CannotStart, Settings


def add(verbs: Parsers) -> None:
    files = verbs.group("files", "files that wait for the police")
    files.verb("sealed", sealed_files, "list what is sealed for the police, by number")
    hands = files.verb("hand-over", hand_over, "write a sealed file for the police, as it came")
    hands.add_argument("attachment", type=UUID, metavar="NUMBER")
    hands.add_argument("out", type=Path)


def sealed_files(settings: Settings, options: argparse.Namespace) -> int:
    """What waits for the police: numbers and times, nothing of what it is."""
    from portal import db
    from portal.voice.queries.files import sealed

    open_up(settings)
    with db.transaction():
        for one in sealed():
            print(f"{one.id}  sealed {one.sealed_at:%Y-%m-%d %H:%M} UTC  {one.seal_why}")
    return DONE


def hand_over(settings: Settings, options: argparse.Namespace) -> int:
    """Write a sealed file, decrypted and as it came, for the police. It is never opened here."""
    from portal import db
    from portal.voice.commands.files_desk import hand_over as take_out
    from portal.voice.queries.files import sealed

    open_up(settings)
    if options.out.exists():
        raise CannotStart(f"{options.out} is there already: nothing was written")
    with db.transaction():
        found = next((one for one in sealed() if one.id == options.attachment), None)
        if found is None:
            raise CannotStart("No sealed file has this number. Run: portal files sealed")
        with os.fdopen(os.open(options.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(take_out(found))
    print(f"Written to {options.out}, and that it was. Do not open it: looking at it may be a crime.")
    return DONE
