"""Runs every measurement on a site of its own in a temporary folder."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from portal import db
from portal.demo.made import face
from portal.kit import clock
from portal.policy.roles import Role
from portal.voice.commands.little import put_photo
from tests.bench import pages, panel, queries, rates, surveys
from tests.support import site as sites
from tests.support.factories import Make
from tests.support.visitors import CHROMIUM, FLAGS


def main() -> None:
    # A machine that is told not to keep compiled code would compile all of it at each start measured.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "site").mkdir()
        with sites.running(folder / "site") as site:
            make = Make()
            person = make.young_person()
            worker = make.worker_of(person)
            another = make.worker_of(person, Role.IRO)
            with db.transaction():
                for who in (worker, another):
                    put_photo(person.id, who.id, face("#bfe0d0"), by=worker.id, role="x", now=clock.now())
            account = make.account_for(person)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                pages.measure(site, browser, account)
                browser.close()
            rates.measure(site, make, folder)
        surveys.measure(folder)
        queries.measure(folder)
        panel.measure(folder)


if __name__ == "__main__":
    main()
