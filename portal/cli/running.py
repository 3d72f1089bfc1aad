"""Running it: key, schema, web, worker."""

from __future__ import annotations

import argparse
import hashlib
import os

from portal.cli.command import DONE, Parsers, open_up
from portal.cli.demo import demo
from portal.settings import Settings


def add(verbs: Parsers) -> None:
    verbs.group("key", "the master key").verb("make", make_key, "make the master key, once")
    verbs.verb("migrate", migrate, "bring the database's schema up to date")
    verbs.verb("serve", serve, "run web and worker on this machine")
    verbs.verb("up", up, "make what is missing (key, schema, demo), then serve: what `make run` does")
    verbs.verb("worker", work, "run the worker alone")


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
