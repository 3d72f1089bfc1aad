"""The chain of events."""

from __future__ import annotations

import argparse
import json

from portal.cli.command import DONE, REFUSED, Parsers, open_up
from portal.settings import Settings


def add(verbs: Parsers) -> None:
    checks = verbs.group("audit", "what happened").verb("verify", verify, "check the chain of events")
    checks.add_argument("--json", action="store_true")


def verify(settings: Settings, options: argparse.Namespace) -> int:
    from portal import db
    from portal.audit.queries import verify as verify_chain

    open_up(settings)
    with db.transaction():
        found = verify_chain()
    if options.json:
        print(json.dumps(found.__dict__))
    else:
        where = f"broken at event {found.first_broken}" if found.first_broken is not None else "whole"
        print(f"The chain is {where}: {found.sealed} sealed, {found.unsealed} not sealed yet.")
    return DONE if found.first_broken is None else REFUSED
