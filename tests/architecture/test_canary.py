"""Canary phrases typed into every form's free text are found only sealed: a stolen disk says nothing."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.policy.roles import Role
from portal.vault.sealed import Sealed
from tests.support import world as worlds
from tests.support.all_forms import Reached, reached_by, send
from tests.support.databases import TestDatabase
from tests.support.forms import PageForm
from tests.support.pages import Page

CANARY = "quillzebra"
# Where the canary must have arrived: if it did not, this test would prove nothing.
MUST_BE_SEALED = {
    "statements.words_sealed",
    "statements.wants_sealed",
    "statements.call_when_sealed",
    "drafts.content_sealed",
    "concerns.name_sealed",
    "handlings.note_sealed",
    "handlings.reference_sealed",
    "answers.understood_sealed",
    "answers.says_words_sealed",
    "young_people.called_sealed",
    "accounts.name_sealed",
}
IN_ORDER = (
    Role.YOUNG_PERSON,
    Role.READER,
    Role.SOCIAL_WORKER,
    Role.ADVOCATE,
    Role.YOUNG_PERSON,
    Role.PARTICIPATION_WORKER,
    Role.SAFETY_LEAD,
    Role.ADMINISTRATOR,
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temp folder of everything that runs here."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_what_is_typed_is_found_nowhere(
    world: worlds.World,
    another_page: Callable[[], Page],
    database: TestDatabase,
    folder: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    for role in IN_ORDER:
        page = another_page()
        shown = set()
        for reached in reached_by(page, world[role], role):
            if not reached.form.free_text():
                continue
            page.sign_in(world[role])
            for choose in (False, True):
                send(page, reached.action, filled_in(reached, choose=choose))
            shown.add(reached.page)
        for url in sorted(shown):  # a page that shows it again must not leave it lying about either
            left = page.client.get(url, follow_redirects=True)
            assert left.status_code in (200, 404), url  # gone, if what was typed took it away
    say_everything(another_page().sign_in(world[Role.YOUNG_PERSON]), world)
    assert MUST_BE_SEALED - sealed_places() == set()
    if not database.settings.is_sqlite:
        with db.transaction() as session:
            session.execute(sa.text("CHECKPOINT"))
    for path in [*database.files(), *files_in(database.settings.var_dir), *files_in(folder)]:
        assert not holds_canary(bytes_of(path)), path
    said = capfd.readouterr()
    for text in (said.out, said.err, caplog.text):
        assert not holds_canary(text.encode())


def bytes_of(path: Path) -> bytes:
    """What is in it; nothing, of PostgreSQL's own list of tables, which it throws away and writes anew."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        assert path.name == "pg_internal.init", path
        return b""


def say_everything(page: Page, world: worlds.World) -> None:
    """Sent, answered and judged in full, and something begun after it: whatever happened on the way here."""
    page.visit("/say/words").submit("Next", words=CANARY, wants=CANARY)
    page.submit("Send", wants_call="yes", call_when=CANARY, call_number="07700 900123", call_who=CANARY)
    assert page.heading == "Sent"
    page.visit(f"/said/{world.statements['answered'].id}").submit("Read the answer")
    page.submit("Tell them", {"says": "partly", "words": CANARY})
    page.visit("/say/words").submit("Next", words=CANARY)


def files_in(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.rglob("*") if path.is_file())


def holds_canary(content: bytes) -> bool:
    low = content.lower()
    return any(CANARY.encode(coding) in low for coding in ("utf-8", "utf-16-le", "utf-16-be"))


def filled_in(reached: Reached, *, choose: bool) -> list[tuple[str, str]]:
    """The form with the canary in every free text; with `choose`, choices are picked as well."""
    form = reached.form
    for control_name in form.free_text():
        form.fill(control_name, canary_for(control_name))
    if choose:
        pick_something(form)
    today = a_moment_ago().date()
    for control in form.controls:
        name = str(control.get("name"))
        for part, number in (("-day", today.day), ("-month", today.month), ("-year", today.year)):
            if name.endswith(part):
                form.fill(name, str(number))
    return form.pairs(reached.button)


def a_moment_ago() -> datetime:
    return datetime.now(ZoneInfo("Europe/London")) - timedelta(minutes=1)


def canary_for(name: str) -> str:
    if "email" in name:
        return f"{CANARY}@example.org"
    if name.endswith("_at") or name in ("starts", "ends"):
        return f"{a_moment_ago():%H:%M}"
    return f"{CANARY.title()} {name}"


def pick_something(form: PageForm) -> None:
    """The first radio of each set, the last real option of each list; tick boxes one by one."""
    done: set[str] = set()
    for control in form.controls:
        name = str(control.get("name"))
        if name in done:
            continue
        if control.get("type") == "radio":
            form.fill(name, control.get("value", "on"))
            done.add(name)
        elif control.tag == "select":
            values = [option.get("value") for option in control.iter("option") if option.get("value")]
            if values:
                form.fill(name, values[-1])


def sealed_places() -> set[str]:
    """Table and column of every sealed text that holds the canary when it is opened."""
    found = set()
    with db.transaction() as session:
        for mapper in db.Base.registry.mappers:
            for name, sealed in sealed_columns(mapper.class_).items():
                rows = session.scalars(sa.select(mapper.class_)).all()
                if any(CANARY in getattr(row, name).lower() for row in rows):
                    found.add(f"{mapper.class_.__tablename__}.{sealed.column}")
    return found


def sealed_columns(table: type) -> dict[str, Sealed]:
    """The table's sealed columns by their plain names."""
    return {n: v for kind in table.__mro__ for n, v in vars(kind).items() if isinstance(v, Sealed)}
