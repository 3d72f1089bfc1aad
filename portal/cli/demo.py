"""Made-up people: the demo, and a crowd to see how the portal bears many."""

from __future__ import annotations

import argparse
import json
import sys

from portal.cli.command import DONE, REFUSED, Parsers, open_up
from portal.settings import Settings


def add(verbs: Parsers) -> None:
    seeds = verbs.verb("demo", demo, "fill an empty database with made-up people; print how to sign in")
    seeds.add_argument("--fresh", action="store_true", help="throw the demo's data away and start over")
    seeds.add_argument("--json", action="store_true")
    crowds = verbs.verb(
        "seed",
        seed_crowd,
        "add made-up young people and what they said over six quarters, to see how the portal bears many;"
        " no audit event is written and nobody is told",
    )
    crowds.add_argument("--children", type=_count, required=True, metavar="N")
    crowds.add_argument("--statements", type=_count, required=True, metavar="M", help="in all, not each")
    crowds.add_argument("--seed", type=_count, default=1, help="the dice: the same make the same (default 1)")


def demo(settings: Settings, options: argparse.Namespace) -> int:
    from portal.demo import seed, signin

    open_up(settings)
    seed.seed(settings, fresh=options.fresh, quiet=options.json)
    found = signin.read(settings)
    print(json.dumps(found, indent=1) if options.json else signin.as_text(found))
    return DONE


def seed_crowd(settings: Settings, options: argparse.Namespace) -> int:
    from portal.demo import crowd, pace

    open_up(settings)
    wanted = crowd.Crowd(settings, options.children, options.statements, options.seed)
    try:
        with pace.shown("statements") as progress:
            crowd.seed(wanted, progress)
    except crowd.NotMadeUp:
        print(
            "There are young people here whom neither the demo nor this command made up. Nothing was done.",
            file=sys.stderr,
        )
        return REFUSED
    print(f"Made {options.children:,} young people and {options.statements:,} statements.")
    return DONE


def _count(text: str) -> int:
    """A whole number of 0 or more; argparse says so of anything else."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 0 or more")
    return int(text)
