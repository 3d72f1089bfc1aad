"""Everything about a young person in one file: what their pages show, nothing hidden, nobody else's."""

from __future__ import annotations

import io
import itertools
import uuid
import zipfile
from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.complaints.commands.receiving import NewComplaint, receive
from portal.complaints.models import ComplaintLetter
from portal.complaints.rules import Came, Stage
from portal.information.models import Asking
from portal.information.presenters.everything import parts
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.rights.models import ListNote, PersonCard
from portal.voice.models import Reply, Statement
from portal.voice.rules import Desk, SafeNow
from tests.support.factories import Make
from tests.support.markup import parse
from tests.support.pages import Page
from tests.support.world import World

URL = "/my-information/copy"
SAVE = "Save the file on this device"


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale", born_on=clock.now().date() - timedelta(days=16 * 366))


@pytest.fixture
def sam_account(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.fixture
def in_space(page: Page, sam_account: Account) -> Page:
    return page.sign_in(sam_account)


def saved(page: Page, **ticked: str) -> dict[str, str]:
    """The files in the file."""
    page.visit(URL).submit(SAVE, ticked)
    assert page.response is not None
    assert page.response.mimetype == "application/zip", "never opened inside our pages"
    assert page.response.headers["Content-Disposition"] == 'attachment; filename="copy.zip"'
    with zipfile.ZipFile(io.BytesIO(page.response.data)) as folder:
        return {name: folder.read(name).decode("utf-8-sig") for name in folder.namelist()}


def test_all_that_is_theirs_is_on_one_page_and_in_tables(
    make: Make, in_space: Page, sam: YoungPerson, sam_account: Account
) -> None:
    worker = make.worker_of(sam, name="Jo Hill")
    said = make.statement(sam, "I want to see my sister", to=[worker], wants="A visit")
    make.answer(said, worker, understood="You miss her.", read_at=clock.now())
    with in_space.app.app_context(), db.transaction() as session:
        new = NewComplaint(
            Came.OWN_PAGE,
            uuid.uuid4(),
            "My room is cold",
            young_person_id=sam.id,
            account_id=sam_account.id,
        )
        receive(new, by=sam_account.id, now=clock.now())
        card = PersonCard(young_person_id=sam.id, send_once=uuid.uuid4(), made_at=clock.now())
        card.name, card.phone = "Aunt Bo", "01632 960 100"
        note = ListNote(
            young_person_id=sam.id,
            line="passport",
            send_once=uuid.uuid4(),
            by_id=worker.id,
            at=clock.now(),
        )
        note.words = "The form is sent."
        asking = Asking(
            send_once=uuid.uuid4(),
            young_person_id=sam.id,
            statement_id=said.id,
            kind="wrong",
            at=clock.now(),
            due_on=clock.now().date(),
        )
        asking.words = "My birthday is wrong"
        session.add_all([card, note, asking])
    make.worker_of(sam, Role.IRO)
    in_space.visit(URL)
    assert "What you said: 1" in in_space.main
    files = saved(in_space)
    page, tables = files.pop("copy.html"), "".join(files.values())
    for there in (
        "I want to see my sister",
        "A visit",
        "You miss her.",
        "My room is cold",
        "Aunt Bo",
        "The form is sent.",
        "My birthday is wrong",
        "Offers of an advocate",
    ):
        assert there in page
        assert there in tables


def test_the_page_is_whole_by_itself(in_space: Page, make: Make, sam: YoungPerson) -> None:
    make.statement(sam, "<script>alert(1)</script> & </p>")
    page = saved(in_space)["copy.html"]
    root, faults = parse(page)
    assert not faults
    assert (root.get("lang"), root.get("dir")) == ("en", "ltr")
    levels = [int(one.tag[1:]) for one in root.iter() if str(one.tag) in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert "<script" not in page
    assert "http" not in page
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))


def test_in_a_language_read_from_the_right_it_says_so(in_space: Page, make: Make, sam: YoungPerson) -> None:
    make.statement(sam, "Hello")
    in_space.client.set_cookie("lang", "ar")
    with in_space.client.session_transaction() as session:
        session["language"] = "ar"
    in_space.visit(URL, headers={"Accept-Language": "ar"})
    in_space.post(URL, {"csrf_token": in_space.token()}, headers={"Accept-Language": "ar"})
    assert in_space.response is not None
    with zipfile.ZipFile(io.BytesIO(in_space.response.data)) as folder:
        root, _faults = parse(folder.read("copy.html").decode())
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")


def test_nothing_hidden_nothing_unopened_nobody_elses(
    in_space: Page, make: Make, sam: YoungPerson, sam_account: Account
) -> None:
    worker = make.worker_of(sam)
    make.statement(sam, "CANARY observed", is_shown_to_them=False)
    waits = make.statement(sam, "Can I stay", to=[worker])
    make.answer(waits, worker, understood="CANARY unopened")
    make.statement(make.young_person(name="Kit Other"), "CANARY of Kit")
    with in_space.app.app_context(), db.transaction() as session:
        new = NewComplaint(
            Came.OWN_PAGE,
            uuid.uuid4(),
            "My room is cold",
            young_person_id=sam.id,
            account_id=sam_account.id,
        )
        complaint = receive(new, by=sam_account.id, now=clock.now())
        letter = ComplaintLetter(
            complaint_id=complaint.id, stage=Stage.FIRST, by_id=worker.id, changed_at=clock.now()
        )
        letter.body = "CANARY unsent letter"
        session.add(letter)
        session.add(
            Event(
                at=clock.now(),
                actor_id=make.staff(Role.SAFETY_LEAD, name="CANARY lead").id,
                actor_role="safety_lead",
                action="read_at_desk",
                young_person_id=sam.id,
                subject_kind="statement",
                subject_id=waits.id,
                safety=True,
            )
        )
    files = saved(in_space)
    assert "Can I stay" in files["copy.html"]
    assert "CANARY" not in "".join(files.values())


def test_what_is_about_being_safe_only_where_it_is_asked_for(
    in_space: Page, make: Make, sam: YoungPerson
) -> None:
    make.statement(sam, "Hello", safe_now=SafeNow.NOT_SURE)
    assert "Are you safe?" not in saved(in_space)["copy.html"]
    assert "Are you safe?" in saved(in_space, safety="y")["copy.html"]


def test_no_cell_begins_a_formula(in_space: Page, make: Make, sam: YoungPerson) -> None:
    make.statement(sam, '=HYPERLINK("http://evil.example")')
    tables = "".join(text for name, text in saved(in_space).items() if name.endswith(".csv"))
    assert "'=HYPERLINK" in tables


def test_it_says_how_large_and_is_written_down_once_it_is_saved(
    in_space: Page, make: Make, sam: YoungPerson, sam_account: Account
) -> None:
    make.statement(sam, "Hello")
    taken = sa.select(sa.func.count()).where(Event.action == "keep a copy of everything")
    in_space.visit("/my-information").follow("Save it all in one file")
    assert " kB. It takes a few seconds." in in_space.main
    assert db.session.scalar(taken) == 0, "looking saves nothing"
    saved(in_space)
    assert db.session.scalar(taken) == 1


def test_never_on_a_shared_phone_nor_while_the_past_is_shut(page: Page, make: Make, sam: YoungPerson) -> None:
    make.statement(sam, "Old words", sent_at=clock.now() - timedelta(days=2))
    page.sign_in(make.account_for(sam, past_shut_at=clock.now()))
    page.visit(URL)
    assert page.heading == "You can't keep a copy here"
    page.post(URL, {"csrf_token": page.token()}, status=409)
    page.sign_in(make.account_for(make.young_person()))
    with page.client.session_transaction() as session:
        session["shared"] = True
    page.visit(URL)
    assert "other people use this phone" in page.main
    page.post(URL, {"csrf_token": page.token()}, status=409)


def test_with_nothing_there_is_nothing_to_save(in_space: Page) -> None:
    assert "Nothing to copy yet" in in_space.visit(URL).main


def test_only_the_newest_and_it_says_so(
    in_space: Page, make: Make, sam: YoungPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST", 1)
    make.statement(sam, "First", sent_at=clock.now() - timedelta(days=2))
    make.statement(sam, "Second")
    page = saved(in_space)["copy.html"]
    assert "Second" in page
    assert "First" not in page
    assert "Ask us for the rest" in page


def test_everything_of_somebody_with_everything(page: Page, world: World) -> None:
    page.sign_in(world.accounts["young_person"])
    assert saved(page)["copy.html"].count("<h2") > 5


def test_staff_have_no_such_page(page: Page, make: Make) -> None:
    page.sign_in(make.staff(Role.MANAGER)).visit(URL, status=404)


def test_what_is_held_says_how_many(in_space: Page, make: Make, sam: YoungPerson) -> None:
    make.statement(sam, "One")
    make.statement(sam, "To the advocate", desk=Desk.ADVOCATE)
    make.statement(sam, "Hidden", is_shown_to_them=False)
    in_space.visit("/my-information/held")
    said = in_space.main.split("What you told us, and our answers")[1]
    assert "How many2" in said.split("Where from")[0]


def test_replies_to_questions_are_in_it(in_space: Page, make: Make, sam: YoungPerson) -> None:
    said: Statement = make.statement(sam, "")
    with db.transaction() as session:
        row = Reply(statement_id=said.id, place=0, prompt="my_information", question="What is it?")
        row.young_person_id = sam.id
        row.words = "My school is wrong"
        session.add(row)
    assert "My school is wrong" in saved(in_space)["copy.html"]
