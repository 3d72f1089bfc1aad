"""Figure 25: what each list asks the database, with one row and with fifty."""

from __future__ import annotations

from pathlib import Path

from portal.app import create_app
from tests.bench.line import say
from tests.support import databases
from tests.support.council import START_PAGES, Council
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted


def measure(folder: Path) -> None:
    """Queries of each list at fifty rows, beside the same list at one."""
    own = folder / "queries"
    own.mkdir()
    database = databases.make("sqlite", own, own, "queries", master_key_file=own / "master.key")
    app = create_app(database.settings)
    for url in (*Council.LISTS, *START_PAGES):
        database.reset()
        who, one_more = Council(Make()).open_lists()[url]
        page = Page(app).sign_in(who)
        counts = []
        for rows in (1, 49):
            for _ in range(rows):
                one_more()
            page.visit(url)
            with counted() as asked:
                page.visit(url)
            counts.append(len(asked))
        say(25, f"queries of {url} at 50 rows beside 1 row", counts[1], "queries", counts[0])
    database.close()
