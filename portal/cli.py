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
from uuid import UUID

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


def export_ssd(settings: Settings, options: argparse.Namespace) -> int:
    from portal.voice.exports import export_ssd_command

    open_up(settings)
    return export_ssd_command(options.out)


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
    young_people = group("people", "young people")
    reads = verb(
        "import-903",
        import_903,
        "read an SSDA903 return: the CSV files of a folder, or the XML form when a file is named",
        young_people,
    )
    reads.add_argument("place", type=Path, metavar="FOLDER|FILE.xml")
    takes = verb(
        "import-ssd",
        import_ssd,
        "read the Standard Safeguarding Dataset's extract, one CSV file a table",
        young_people,
    )
    takes.add_argument("folder", type=Path, metavar="FOLDER")
    for one in (reads, takes):
        one.add_argument("--json", action="store_true")
        one.add_argument("--dry-run", action="store_true", help="say what it would do, and do nothing")
    numbers = verb(
        "staff-numbers",
        staff_numbers,
        "say which account a worker's number in the case system belongs to: a CSV with email, staff_id,"
        " registration",
        young_people,
    )
    numbers.add_argument("file", type=Path, metavar="FILE.csv")
    numbers.add_argument("--json", action="store_true")
    writes = verb(
        "export-ssd",
        export_ssd,
        "write the dataset's table ssd_voice_of_child",
        group("voice", "what young people said"),
    )
    writes.add_argument("out", type=Path, metavar="OUT.csv")
    files = group("filing", "what goes onto records in the case system")
    verb("public-key", filing_key, "print the key by which signed files are checked", files)
    tries = verb("check", filing_check, "check a signed file, JSON or PDF", files)
    tries.add_argument("file", type=Path)
    says = verb(
        "suggest",
        suggest,
        "themes and order of texts, a JSON line each",
        group("themes", "what texts are about"),
    )
    says.add_argument("--file", type=Path, required=True)
    files = group("files", "files that wait for the police")
    verb("sealed", sealed_files, "list what is sealed for the police, by number", files)
    hands = verb("hand-over", hand_over, "write a sealed file for the police, as it came", files)
    hands.add_argument("attachment", type=UUID, metavar="NUMBER")
    hands.add_argument("out", type=Path)
    checks = verb("verify", verify, "check the chain of events", group("audit", "what happened"))
    checks.add_argument("--json", action="store_true")
    return parser
