"""Backups: made while everything runs, and brought back into an empty database."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from portal.cli.command import DONE, REFUSED, Parsers, open_up
from portal.settings import CannotStart, Settings


def add(verbs: Parsers) -> None:
    backs_up = verbs.verb("backup", backup, "copy the database, and the keys apart, while everything runs")
    backs_up.add_argument("folder", type=Path, help="a new folder is made in it")
    backs_up.add_argument(
        "--keys", type=Path, required=True, help="the one copy of the keys; written over each time"
    )
    backs_up.add_argument("--tools", type=Path, help="where pg_dump is, if not on the path")
    restores = verbs.verb("restore", restore, "bring a backup back into an empty database")
    restores.add_argument("folder", type=Path, help="the folder that `backup` made")
    restores.add_argument("--keys", type=Path, required=True, help="the newest copy of the keys")
    restores.add_argument("--tools", type=Path, help="where pg_restore is, if not on the path")


def backup(settings: Settings, options: argparse.Namespace) -> int:
    """The database first and the keys after it: a young person added in between has a key and no row, never
    a row without a key."""
    from portal import db, migrations
    from portal.backups import databases, wrapped
    from portal.backups.manifest import Manifest, sum_of
    from portal.kit import clock

    engine, now = open_up(settings), clock.now()
    if options.keys.resolve().is_relative_to(options.folder.resolve()):
        raise CannotStart(
            "Keep the keys where the backups are not: whoever has a backup must not have its keys"
        )
    whole = options.folder / f"heard-{now:%Y%m%dT%H%M%SZ}"
    for left in options.folder.glob("heard-*.part"):  # one that was cut short may hold what is taken out last
        shutil.rmtree(left)
    folder = whole.with_suffix(".part")
    folder.mkdir(parents=True, mode=0o700)
    file, rows = databases.copy(engine, folder, options.tools)
    kind = "sqlite" if settings.is_sqlite else "postgresql"
    with db.transaction(writes=False) as session:
        count = wrapped.write(session, options.keys)
    made = Manifest(kind, migrations.head_revision(), now.isoformat(), file, sum_of(folder / file), rows)
    made.write(folder)
    folder.rename(whole)
    print(f"{whole}: {sum(rows.values())} rows of {len(rows)} tables. {options.keys}: {count} keys.")
    return DONE


def restore(settings: Settings, options: argparse.Namespace) -> int:
    """Checks the sums, fills the empty database, puts the keys there, then looks at all of it again."""
    from portal import db, migrations
    from portal.audit.queries import verify
    from portal.backups import databases, manifest, wrapped
    from portal.vault import keys, master

    found, own_keys = manifest.read(options.folder), wrapped.read(options.keys)
    if (found.kind == "sqlite") is not settings.is_sqlite:
        raise manifest.BadBackup(
            f"This is a backup of {found.kind}; the settings name another kind of database"
        )
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    keys.open_ring(master.load(settings.master_key_file))
    engine = db.connect(settings)
    databases.bring_back(engine, options.folder / found.file, options.tools)
    with db.transaction() as session:
        session.add_all(own_keys)
        session.flush()
        keys.check_master(session)
    with engine.connect() as connection:
        rows = databases.counted(connection, list(found.rows))
    print(f"{sum(rows.values())} rows of {len(rows)} tables, {len(own_keys)} keys, made {found.made_at}.")
    if rows != found.rows:
        print("These tables are not as they were: " + ", ".join(t for t in rows if rows[t] != found.rows[t]))
        return REFUSED
    if found.schema != migrations.head_revision():
        print("The schema is older than the code. Run: portal migrate")
        return DONE
    with db.transaction(writes=False):
        chain = verify()
    where = "whole" if chain.first_broken is None else f"broken at event {chain.first_broken}"
    print(f"The chain of events is {where}: {chain.sealed} sealed, {chain.unsealed} not sealed yet.")
    return DONE if chain.first_broken is None else REFUSED
