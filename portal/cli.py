"""The `portal` command: thin. Exit codes: 0 done, 1 refused or found wrong, 2 misused."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from portal.settings import CannotStart, Settings

if TYPE_CHECKING:
    import sqlalchemy as sa

DONE, REFUSED = 0, 1

Command = Callable[[Settings, argparse.Namespace], int]
Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

# What a command needs is imported inside it: `make run` starts this twice and waits for it.


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, do it, return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.does(Settings.from_environment(), options)
    except CannotStart as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED
    return code


def open_up(settings: Settings) -> sa.Engine:
    """Open the vault and the database for a command. Raises CannotStart."""
    from portal import db, migrations
    from portal.vault import keys, master

    keys.open_ring(master.load(settings.master_key_file))
    engine = db.connect(settings)
    if migrations.revision_of(engine) != migrations.head_revision():
        raise CannotStart("The database is not ready or has an older schema. Run: portal migrate")
    with db.transaction() as session:
        keys.check_master(session)
    return engine


def make_key(settings: Settings, options: argparse.Namespace) -> int:
    from portal.vault import master

    master.make(settings.master_key_file)
    print(f"Made {settings.master_key_file}. Keep a copy in a safe place: without it nothing can be read.")
    return DONE


def migrate(settings: Settings, options: argparse.Namespace) -> int:
    """Bring the schema up to date and make the council's key when there is none."""
    from portal import db, migrations
    from portal.vault import keys, master

    settings.var_dir.mkdir(parents=True, exist_ok=True)
    keys.open_ring(master.load(settings.master_key_file))
    engine = db.connect(settings)
    migrations.upgrade(engine)
    with db.transaction() as session:
        try:
            keys.check_master(session)
        except keys.KeyMissing:
            keys.make_for(keys.COUNCIL)
    print(f"The database is at {migrations.revision_of(engine)}.")
    return DONE


def serve(settings: Settings, options: argparse.Namespace) -> int:
    open_up(settings)
    return _serve(settings)


def _serve(settings: Settings) -> int:
    from portal import serve as serving

    print(f"Serving on {settings.base_url} (Ctrl-C stops web and worker)", flush=True)
    return serving.serve(settings, port=int(os.environ.get("PORT", "8000")))


def up(settings: Settings, options: argparse.Namespace) -> int:
    """Everything `make run` needs. A note beside the database says that it is made, so that the second start
    is quick; the web looks at the schema itself and refuses an older one."""
    from portal import migrations
    from portal.demo import signin

    facts = f"{migrations.head_revision()} {settings.database}"
    note, made = settings.var_dir / "made", hashlib.sha256(facts.encode()).hexdigest()
    if note.exists() and note.read_text() == made:
        print(signin.as_text(signin.read(settings)))
        return _serve(settings)
    if not settings.master_key_file.exists():
        make_key(settings, options)
    migrate(settings, options)
    demo(settings, argparse.Namespace(fresh=False, json=False))
    note.write_text(made)
    return _serve(settings)


def work(settings: Settings, options: argparse.Namespace) -> int:
    from portal import worker

    open_up(settings)
    worker.run(settings)
    return DONE


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


def import_903(settings: Settings, options: argparse.Namespace) -> int:
    from portal.people.imports import import_folder_command

    open_up(settings)
    return import_folder_command(options.folder, options.json)


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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="portal", description="Heard: run it and look after it.")
    verbs: Verbs = parser.add_subparsers(required=True, metavar="COMMAND")

    def verb(name: str, does: Command, text: str, within: Verbs = verbs) -> argparse.ArgumentParser:
        made = within.add_parser(name, help=text, description=text)
        made.set_defaults(does=does)
        return made

    def group(name: str, text: str) -> Verbs:
        return verbs.add_parser(name, help=text).add_subparsers(required=True, metavar="COMMAND")

    verb("make", make_key, "make the master key, once", group("key", "the master key"))
    verb("migrate", migrate, "bring the database's schema up to date")
    verb("serve", serve, "run web and worker on this machine")
    verb("up", up, "make what is missing (key, schema, demo), then serve: what `make run` does")
    verb("worker", work, "run the worker alone")
    seeds = verb("demo", demo, "fill an empty database with made-up people; print how to sign in")
    seeds.add_argument("--fresh", action="store_true", help="throw the demo's data away and start over")
    seeds.add_argument("--json", action="store_true")
    crowds = verb(
        "seed",
        seed_crowd,
        "add made-up young people and what they said over six quarters, to see how the portal bears many;"
        " no audit event is written and nobody is told",
    )
    crowds.add_argument("--children", type=_count, required=True, metavar="N")
    crowds.add_argument("--statements", type=_count, required=True, metavar="M", help="in all, not each")
    crowds.add_argument("--seed", type=_count, default=1, help="the dice: the same make the same (default 1)")
    reads = verb(
        "import-903", import_903, "read an SSDA903 return's CSV files", group("people", "young people")
    )
    reads.add_argument("folder", type=Path)
    reads.add_argument("--json", action="store_true")
    says = verb(
        "suggest",
        suggest,
        "themes and order of texts, a JSON line each",
        group("themes", "what texts are about"),
    )
    says.add_argument("--file", type=Path, required=True)
    checks = verb("verify", verify, "check the chain of events", group("audit", "what happened"))
    checks.add_argument("--json", action="store_true")
    return parser
