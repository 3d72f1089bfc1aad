"""What the start of the site does not wait for."""

from __future__ import annotations

import subprocess
import sys

import pytest
from werkzeug import routing

from portal.kit.pages import Assets
from portal.kit.routes import Route
from portal.settings import ROOT

pytestmark = pytest.mark.once

ONLY_SOMETIMES = {
    "PIL", "alembic", "av", "docx", "fontTools", "huey", "icalendar", "lxml", "odf", "openpyxl", "pikepdf",
    "playwright", "pypdfium2", "pytest", "weasyprint", "webauthn",
}  # fmt: skip
"""For the worker, or for one page or another: imported where they are used."""

_IMPORTS = """
import importlib, sys
from portal.app import CAPABILITIES
for name in CAPABILITIES:
    importlib.import_module(f"portal.{name}.views")
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_the_site_starts_without_what_only_one_page_or_the_worker_needs() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _IMPORTS], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    imported = set(ran.stdout.split())
    assert {"portal", "flask", "sqlalchemy"} <= imported
    assert imported & ONLY_SOMETIMES == set()


def test_a_text_file_is_compressed_when_it_is_first_asked_for() -> None:
    asset = Assets(ROOT / "static").by_plain_name["young.css"]
    assert "small" not in vars(asset)
    assert asset.small is not None
    assert len(asset.small) < len(asset.body)
    assert asset.small is asset.small


def test_an_address_is_put_together_as_werkzeug_does_it() -> None:
    for kind in (Route, routing.Rule):
        rules = routing.Map([kind("/said/<uuid:it>/again", endpoint="again"), kind("/", endpoint="start")])
        urls = rules.bind("example.org")
        it = "12345678-1234-5678-1234-567812345678"
        for _twice in range(2):
            assert urls.build("again", {"it": it}) == f"/said/{it}/again"
            assert urls.build("again", {"it": it, "next": "/a b"}) == f"/said/{it}/again?next=/a+b"
            assert urls.build("start") == "/"
