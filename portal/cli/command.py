"""What every command is made of: its parser, its exit codes, the vault and the database opened."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from portal.settings import CannotStart, Settings

if TYPE_CHECKING:
    import sqlalchemy as sa

DONE, REFUSED = 0, 1

Command = Callable[[Settings, argparse.Namespace], int]
_Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


@dataclass
class Parsers:
    """The commands of one level."""

    verbs: _Verbs

    def verb(self, name: str, does: Command, text: str) -> argparse.ArgumentParser:
        """Add a command; returns its parser, for its arguments."""
        made = self.verbs.add_parser(name, help=text, description=text)
        made.set_defaults(does=does)
        return made

    def group(self, name: str, text: str) -> Parsers:
        """Add a word under which commands stand."""
        return Parsers(
            self.verbs.add_parser(name, help=text).add_subparsers(required=True, metavar="COMMAND")
        )


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
