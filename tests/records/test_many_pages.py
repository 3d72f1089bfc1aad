"""Twenty thousand pages, sent, burned in, given: in volumes, and in little memory. A worker is killed in the
middle."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest

from portal import db, serve
from portal.documents.leaves import prove_clean
from portal.kit import clock
from portal.policy.roles import Role
from portal.records.commands import giving, parts
from portal.records.jobs import documents
from portal.records.models import RecordsRequest, Release
from portal.records.queries import giving as queries
from portal.records.queries.documents import documents_of
from portal.records.rules import HowGiven, ReleaseState
from portal.records.rules.giving import PAGES_A_VOLUME
from portal.records.rules.request import Came
from portal.settings import ROOT
from portal.vault import keys, master
from tests.records.test_making import LETTER
from tests.support import many_pages as many
from tests.support import site as sites
from tests.support.factories import Make
from tests.support.world_records import LONDON, make_request

MOST_MIB = 500
PAGES, SCANS, A_FILE = 20_000, 100, 2_500
HOURS = 3


@pytest.fixture
def site(tmp_path: Path) -> Iterator[sites.Site]:
    with sites.running(tmp_path) as running:
        keys.open_ring(master.load(running.settings.master_key_file))
        engine = db.connect(running.settings)
        yield running
        db.session.remove()
        engine.dispose()


@pytest.mark.once
def test_twenty_thousand_pages_in_volumes_and_little_memory(site: sites.Site) -> None:
    burns(site, PAGES, SCANS)


def burns(site: sites.Site, pages: int, count_scans: int) -> None:
    """All of it, with so many pages."""
    make = Make()
    rowan = make.staff(Role.RECORDS_OFFICER, name="Rowan Shelf")
    dana = make.staff(Role.DATA_PROTECTION_OFFICER, name="Dana Guard")
    sam = make.young_person(name="Sam Vale")
    request = make_request(person=sam, officer=rowan, came=Came.OWN_PAGE)
    officer, reader = many.Hand(site, rowan), many.Hand(site, make.account_for(sam))
    figures: dict[str, object] = {"pages": pages, "scans": count_scans}
    contents = [many.scans(count_scans)]
    for first in range(1, pages - count_scans + 1, A_FILE):
        contents.append(many.text_pages(first, min(A_FILE, pages - count_scans - first + 1)))
    for number, content in enumerate(contents):
        officer.uploads(request, f"file {number}.pdf", content)
    figures["largest upload MB"] = round(max(len(one) for one in contents) / 1e6, 1)
    figures["web MiB after upload"] = web_peak(site)
    assert documents.look_at_documents() == len(contents)
    with db.transaction():
        ids = [one.id for one in documents_of(request.id)]
    for document_id, content in zip(ids, contents, strict=True):
        many.is_read_and_covered(document_id, content, rowan, dana)
    release_id = asked_for(request, ids, rowan.id)

    began, seen = time.monotonic(), many.Watched()
    with worker(site) as process, many.watching(process.pid, seen):
        wait_for(release_id, lambda row: row.pages_done > pages // 3)
        os.kill(process.pid, signal.SIGKILL)
    with db.transaction():
        row = db.session.get_one(Release, release_id)
        done_before = row.pages_done
        assert row.state is ReleaseState.MAKING
        row.busy_until = None  # a quarter of an hour later
    figures["pages when killed"] = done_before
    with worker(site) as process, many.watching(process.pid, seen):
        row = wait_for(release_id, lambda row: row.state is not ReleaseState.MAKING)
    assert (row.state, row.pages_done) == (ReleaseState.MADE, pages)
    figures["minutes"] = round((time.monotonic() - began) / 60, 1)
    figures["worker MiB"], figures["worker and children MiB"] = round(seen.alone), round(seen.together)

    with db.transaction():
        volumes = queries.volumes_of([release_id])
    assert [one.pages for one in volumes[:-1]] == [PAGES_A_VOLUME] * (len(volumes) - 1)
    assert sum(one.pages for one in volumes) == pages
    sizes = []
    for volume in volumes:
        content = officer.get(f"/staff/records/{request.id}/give/{release_id}/volumes/{volume.id}")
        sizes.append(len(content))
        if volume.number == len(volumes):
            says_all_but_the_name(content, pages - count_scans)
    given(request, release_id, rowan.id)
    page = f"/records/{request.id}"
    biggest = volumes[sizes.index(max(sizes))]
    assert len(reader.post(f"{page}/volume/{biggest.id}", page)) == max(sizes)
    figures["volumes"], figures["largest volume MB"] = len(volumes), round(max(sizes) / 1e6, 1)
    figures["web MiB after download"] = web_peak(site)
    print(json.dumps(figures))
    for name in ("web MiB after download", "worker MiB", "worker and children MiB"):
        assert float(str(figures[name])) < MOST_MIB, figures


def asked_for(request: RecordsRequest, ids: list[UUID], by: UUID) -> UUID:
    with db.transaction():
        own = db.session.get_one(RecordsRequest, request.id)
        row = parts.prepare(own, ids, is_last=True, send_once=uuid.uuid4(), by=by)
        names = [f"Volume {number + 1}" for number in range(PAGES // PAGES_A_VOLUME)]
        said = {**LETTER, "volume_words": names}
        parts.save_letter(own, row, said, by=by)
        parts.make(own, row, by=by)
        return row.id


def given(request: RecordsRequest, release_id: UUID, by: UUID) -> None:
    with db.transaction():
        own, row = db.session.get_one(RecordsRequest, request.id), db.session.get_one(Release, release_id)
        today = clock.today(LONDON)
        giving.give(own, row, HowGiven.ONLINE, on=today, by=by, now=clock.now(), today=today)


@contextmanager
def worker(site: sites.Site) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of its own, ended at the end however it goes."""
    command = serve.commands(0, workers=1)[1]
    with (site.settings.var_dir / "worker.log").open("ab") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=many.environment_of(site), stdout=log, stderr=log)
        try:
            yield process
        finally:
            process.kill()
            process.wait(15)


def wait_for(release_id: UUID, is_so) -> Release:  # type: ignore[no-untyped-def]
    end = time.monotonic() + HOURS * 3600
    while time.monotonic() < end:
        with db.reading() as session:
            row = session.get_one(Release, release_id)
        if is_so(row):
            return row
        time.sleep(1)
    raise AssertionError(f"{row.pages_done} of {row.pages} pages, {row.state}")


def web_peak(site: sites.Site) -> float:
    """The most that any of the web processes ever held."""
    return round(max(many.peak_of(one) for one in many.family_of(site.process.pid)))


def says_all_but_the_name(content: bytes, last: int) -> None:
    """The last volume by a reader of its own: each page says its number, and the name where it is left in."""
    assert prove_clean(content) == []
    with pypdfium2.PdfDocument(content) as pdf:
        at = len(pdf) - 1
        numbers = range(last, last - 20, -1)
        for number, page in zip(numbers, range(at, at - 20, -1), strict=True):
            text = " ".join(pdf[page].get_textpage().get_text_range().split())
            assert re.search(rf"\b{number:05}\b", text), (number, text)
            assert (many.NAME not in text) == (number % many.COVERED_EVERY == 0), text
