"""A hundred at once: asked for, made by the worker, fetched once more asked of the policy, filed, let go."""

from __future__ import annotations

import csv
import io
import uuid
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.filing import jobs
from portal.filing.commands.signed import check
from portal.filing.models import FilingBatch
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.settings import Settings
from portal.vault.files import keeping
from portal.vault.models import StoredFile
from portal.voice.commands import files_desk
from portal.voice.models import Addition, Attachment, Filing, Recipient, Statement
from portal.voice.rules import FileKind
from portal.voice.rules.desk import PASSED_ON
from portal.voice.rules.files import SealWhy
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_files import give
from tests.voice.young import rows


@pytest.fixture
def at_work(page: Page, priya: Account) -> Page:
    return page.sign_in(priya)


def _ask(page: Page) -> FilingBatch:
    page.visit("/staff/filing").submit("Make one file of those ticked")
    return rows(FilingBatch)[-1]


def _fetch(page: Page, batch: FilingBatch, status: int = 200) -> bytes:
    page.post(f"/staff/filing/batch/{batch.id}/fetch", status=status)
    return page.response.get_data() if page.response else b""


def test_many_with_attachments_are_exported_and_filed_a_hundred_in_the_long_form(
    at_work: Page, make: Make, sam: YoungPerson, priya: Account, rae: Account, settings: Settings, drill: bool
) -> None:
    many = 100 if drill else 12
    for number in range(many):
        said = make.statement(sam, f"Number {number}", to=[priya], read_by=rae)
        with db.transaction() as session:
            file = keeping.keep(sam.id, b"photo %d" % number, "image/jpeg", now=clock.now())
            session.add(
                Attachment(
                    young_person_id=sam.id,
                    send_once=said.send_once,
                    statement_id=said.id,
                    kind=FileKind.PHOTO,
                    place=0,
                    made_at=clock.now(),
                    shown_id=file.id,
                    first_opened_at=clock.now(),
                )
            )
    ids = [str(one.id) for one in rows(Statement)]
    at_work.visit("/staff/filing")
    first = _ask(at_work)
    assert f"0 of {many} done" in at_work.main
    assert jobs.make_batches(settings) == 1
    assert f"It is ready: {many} statements" in at_work.visit(f"/staff/filing/batch/{first.id}").main
    with zipfile.ZipFile(io.BytesIO(_fetch(at_work, first))) as packet:
        names = packet.namelist()
        assert sum(name.endswith("record.pdf") for name in names) == many
        assert sum(name.endswith(".jpg") for name in names) == many
        assert check(packet.read(f"{many:03}/record.json")).is_good
        assert check(packet.read("001/record.pdf")).is_good
        listed = list(csv.reader(io.StringIO(packet.read("list.csv").decode("utf-8-sig"))))
    assert len(listed) == many + 1
    at_work.visit(f"/staff/filing/batch/{first.id}").submit("All of them are on the record", reference="R1")
    assert {str(one.statement_id) for one in rows(Filing)} == set(ids)
    assert "Everything you have is on the record" in at_work.visit("/staff/filing").main


def test_asked_for_twice_is_one(at_work: Page, said: Statement) -> None:
    form = {"send_once": str(uuid.uuid4()), "said": str(said.id)}
    for _ in range(2):
        at_work.post("/staff/filing", form)
    assert len(rows(FilingBatch)) == 1


def test_nothing_ticked_and_what_is_not_theirs(
    at_work: Page, make: Make, sam: YoungPerson, said: Statement, rae: Account
) -> None:
    at_work.post("/staff/filing", {}, status=422)
    assert "Tick one or more" in at_work.mistakes[0]
    not_theirs = make.statement(sam, "Not hers", read_by=rae)
    at_work.post("/staff/filing", {"said": str(not_theirs.id)}, status=422)
    at_work.post("/staff/filing", {"said": "rubbish"}, status=422)
    assert rows(FilingBatch) == []


def test_nobody_else_opens_or_fetches_it(
    at_work: Page, make: Make, said: Statement, settings: Settings, rae: Account, morgan: Account
) -> None:
    batch = _ask(at_work)
    jobs.make_batches(settings)
    for somebody in (rae, morgan):
        at_work.sign_in(somebody).visit(f"/staff/filing/batch/{batch.id}", status=404)
        _fetch(at_work, batch, status=404)


def test_what_was_taken_back_before_it_is_made_is_left_out(
    at_work: Page,
    make: Make,
    sam: YoungPerson,
    said: Statement,
    priya: Account,
    rae: Account,
    settings: Settings,
) -> None:
    other = make.statement(sam, "Stays", to=[priya], read_by=rae)
    batch = _ask(at_work)
    with db.transaction() as session:
        session.get_one(Statement, said.id).taken_back_at = clock.now()
    jobs.make_batches(settings)
    assert "It is ready: 1 statement." in at_work.visit(f"/staff/filing/batch/{batch.id}").main
    assert "Sam Vale" in at_work.main
    assert "list.csv says whose each folder is" in at_work.main
    assert "left out" not in at_work.main, "that something happened to it is not said"
    assert rows(FilingBatch)[0].statement_ids == [str(other.id)]


def test_what_was_taken_back_since_it_was_made_is_not_fetched(
    at_work: Page, said: Statement, settings: Settings
) -> None:
    batch = _ask(at_work)
    jobs.make_batches(settings)
    with db.transaction() as session:
        session.get_one(Statement, said.id).taken_back_at = clock.now()
    _fetch(at_work, batch, status=409)


def _seal(said: Statement, file_id: uuid.UUID, rae: Account) -> None:
    with db.transaction() as session:
        row = session.get_one(Attachment, file_id)
        files_desk.seal(row, SealWhy.INDECENT, by=rae.id, role="reader", now=clock.now())


def _change(said: Statement, _file_id: uuid.UUID, _rae: Account) -> None:
    with db.transaction() as session:
        now = clock.now()
        row = Addition(
            statement_id=said.id, young_person_id=said.young_person_id, send_once=uuid.uuid4(),
            at=now, replaces=True, read_by_at=now,
        )  # fmt: skip
        row.words = "Something else"
        session.add(row)


@pytest.mark.parametrize("what", [_seal, _change])
def test_what_was_sealed_or_changed_since_is_not_fetched_and_the_file_is_let_go(
    at_work: Page,
    said: Statement,
    rae: Account,
    settings: Settings,
    what: Callable[[Statement, uuid.UUID, Account], None],
) -> None:
    file_id = give(said, first_opened_at=clock.now())
    batch = _ask(at_work)
    jobs.make_batches(settings)
    with db.transaction():
        assert jobs.let_batches_go(clock.now()) == 0
    what(said, file_id, rae)
    _fetch(at_work, batch, status=409)
    with db.transaction():
        assert jobs.let_batches_go(clock.now()) == 1
    assert rows(FilingBatch)[0].file_id is None
    assert "Ask for it again" in at_work.visit(f"/staff/filing/batch/{batch.id}").main


def test_fetched_by_whoever_has_it_from_the_safety_team_it_is_part_of_that_work(
    page: Page, make: Make, said: Statement, settings: Settings
) -> None:
    lead = make.staff(Role.SAFETY_LEAD, name="Hidden Lead")
    with db.transaction() as session:
        session.add(
            Recipient(
                statement_id=said.id, account_id=lead.id, kind=PASSED_ON, place=5, delivered_at=clock.now()
            )
        )
    batch = _ask(page.sign_in(lead))
    jobs.make_batches(settings)
    _fetch(page, batch)
    assert [e.safety for e in rows(Event) if e.actor_id == lead.id and e.action == "file"] == [True]


def test_whom_it_concerns_by_now_does_not_fetch_it(
    at_work: Page, make: Make, sam: YoungPerson, said: Statement, priya: Account, settings: Settings
) -> None:
    batch = _ask(at_work)
    jobs.make_batches(settings)
    make.kept_apart(sam, said, priya)
    _fetch(at_work, batch, status=409)


def test_not_made_yet_is_not_fetched(at_work: Page, said: Statement) -> None:
    _fetch(at_work, _ask(at_work), status=409)


def test_one_that_fails_is_tried_again_and_then_said_so(
    at_work: Page, said: Statement, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    batch = _ask(at_work)
    with db.transaction() as session:
        session.get_one(FilingBatch, batch.id).statement_ids = ["no id"]
    for tried in range(3):
        assert jobs.make_batches(settings) == 0
        with db.transaction() as session:
            row = session.get_one(FilingBatch, batch.id)
            assert row.tries == tried + 1
            row.busy_until = None
    assert "could not be made" in at_work.visit("/staff/filing").main


def test_after_seven_days_the_file_is_gone(at_work: Page, said: Statement, settings: Settings) -> None:
    batch = _ask(at_work)
    jobs.make_batches(settings)
    assert len(rows(StoredFile)) == 1
    with db.transaction():
        assert jobs.let_batches_go(clock.now() + timedelta(days=6)) == 0
    with db.transaction():
        assert jobs.let_batches_go(clock.now() + timedelta(days=8)) == 1
    assert rows(StoredFile) == []
    assert "The file is gone" in at_work.visit(f"/staff/filing/batch/{batch.id}").main
    _fetch(at_work, batch, status=409)
