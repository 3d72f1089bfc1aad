"""An elected member's page cannot reach a child's row: by the contract on imports, and by what it asks."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from portal.policy.roles import Role
from tests.support.crawl import crawl
from tests.support.pages import Page
from tests.support.queries import counted
from tests.support.world import World

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = "Panels reach no row"
FORBIDDEN = ("portal.home", "portal.voice", "portal.coding", "portal.accounts", "portal.people")
ALLOWED = (
    "portal.voice.figures",
    "portal.coding.figures",
    "portal.coding.codebook",
    "portal.accounts.figures",
    "portal.accounts.queries.staffing",
    "portal.people.figures",
)
LINT = Path(sys.executable).with_name("lint-imports")


def _imported_by_panels() -> set[str]:
    graph = grimp.build_graph("portal", cache_dir=None)
    modules = {"portal.panels", *graph.find_descendants("portal.panels")}
    return {other for module in modules for other in graph.find_modules_directly_imported_by(module)}


def test_above_notices_panels_import_figures_and_little_else() -> None:
    imported = _imported_by_panels()
    assert "portal.voice.figures" in imported, "the test looks at the wrong thing"
    above = {name for name in imported if name.startswith(FORBIDDEN)}
    assert {name for name in above if not name.startswith(ALLOWED)} == set()


@pytest.mark.parametrize(
    "wrong",
    [
        "from portal.people import models",
        "from portal.voice.models import Statement",
        "from portal.coding.queries import quotes",
        "from portal.accounts.queries import around",
    ],
)
def test_the_contract_breaks_when_a_page_of_the_panel_reaches_for_a_row(tmp_path: Path, wrong: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT / "portal", copy / "portal", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    page = copy / "portal/panels/views/papers.py"
    page.write_text(page.read_text(encoding="utf-8") + f"\n{wrong}\n", encoding="utf-8")
    run = subprocess.run(
        [str(LINT), "--no-cache"],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": "."},
    )
    assert run.returncode == 1, run.stdout + run.stderr
    broken = run.stdout.partition("Broken contracts")[2]
    assert CONTRACT in broken


ROWS_OF_YOUNG_PEOPLE = (
    "young_people",
    "statements",
    "answers",
    "codings",
    "coded_themes",
    "care_links",
    "drafts",
)
"""What a member's page never asks of the database. Approved quotes are read by `coding.figures`."""


def test_no_page_of_a_member_asks_the_database_for_a_young_persons_row(world: World, page: Page) -> None:
    page.sign_in(world[Role.PANEL_MEMBER])
    with counted() as asked:
        visited = list(crawl(page, "/staff"))
    assert any("/theme/" in url for url in visited), visited
    assert any("/staff/challenges/" in url for url in visited), visited
    tables = re.compile(rf"\b(?:FROM|JOIN|,)\s+({'|'.join(ROWS_OF_YOUNG_PEOPLE)})\b")
    assert [query for query in asked if tables.search(query)] == []
