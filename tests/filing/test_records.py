"""Putting what was said on the record: the files, who may, and saying that it was done."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.filing.commands.content import Made, Paper, paper_of, statements_with
from portal.filing.commands.sheets import sheet_of
from portal.filing.commands.signed import check
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from portal.vault.files import keeping
from portal.voice.models import Addition, Attachment, BoardCard, Filing, Recipient, Reply, Statement
from portal.voice.rules import Desk, FileKind, Going
from portal.voice.rules.desk import PASSED_ON
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.world_files import give
from tests.voice.captures import READ, hidden, the_statement, together
from tests.voice.young import rows


@pytest.fixture
def at_work(page: Page, priya: Account) -> Page:
    return page.sign_in(priya)


def _today() -> date:
    return clock.now().date()


def _made(page: Page, said: Statement, kind: str) -> bytes:
    page.post(f"/staff/filing/{said.id}/make", {"kind": kind})
    assert page.response is not None
    assert "attachment" in page.response.headers["Content-Disposition"]
    return page.response.get_data()


def _attach(said: Statement, content: bytes, **fields: object) -> None:
    with db.transaction() as session:
        now = clock.now()
        file = keeping.keep(said.young_person_id, content, "image/jpeg", now=now)
        session.add(
            Attachment(
                young_person_id=said.young_person_id,
                send_once=said.send_once,
                statement_id=said.id,
                kind=FileKind.PHOTO,
                place=0,
                made_at=now,
                shown_id=file.id,
                **fields,
            )
        )


def test_the_list_the_files_and_the_tick(at_work: Page, make: Make, said: Statement, priya: Account) -> None:
    make.answer(said, priya, understood="You miss her.")
    at_work.visit("/staff").follow("To put on record").follow("Sam Vale")
    values = json.loads(_made(at_work, said, "json"))["signed"]
    assert values["young_person"] == {"name": "Sam Vale", "council_number": "REF9"}
    assert [one["words"] for one in values["statements"]] == ["I want to see my sister"]
    assert values["statements"][0]["answers"][0]["understood"] == "You miss her."
    at_work.visit(f"/staff/filing/{said.id}").submit("It is on the record", reference="CASE-7")
    assert "Everything you have is on the record" in at_work.main
    assert "Sam Vale" in at_work.follow("What is on the record already").main
    assert [(one.filed_on, one.reference) for one in rows(Filing)] == [(_today(), "CASE-7")]


def test_the_pdf_is_tagged_and_carries_what_was_signed(at_work: Page, said: Statement) -> None:
    pdf = _made(at_work, said, "pdf")
    assert pdf.startswith(b"%PDF")
    found = check(pdf)
    assert found.is_good
    assert found.content is not None
    assert found.content["statements"][0]["words"] == "I want to see my sister"


def test_a_changed_file_and_one_of_another_key_are_not_good(at_work: Page, said: Statement) -> None:
    made = _made(at_work, said, "json")
    assert check(made).is_good
    assert (
        check(made.replace(b"see my sister", b"see my cousin")).why == "It was changed after it was signed."
    )
    other = json.loads(made)
    other["signature"]["public_key"] = "A" * 43 + "="
    assert "another key" in check(json.dumps(other).encode()).why
    for rubbish in (b"", b"{}", b"[1]", b"%PDF-1.7 nothing", b'{"signed": 1, "signature": 2}', b"\xff\xfe"):
        assert not check(rubbish).is_good


def test_the_packet_holds_only_what_the_desk_opened_and_did_not_seal(at_work: Page, said: Statement) -> None:
    now = clock.now()
    _attach(said, b"a photo", first_opened_at=now)
    _attach(said, b"nobody opened it")
    _attach(said, b"for the police", sealed_at=now, seal_why="indecent")
    _attach(said, b"shows harm", first_opened_at=now, sealed_at=now, seal_why="harm")
    with zipfile.ZipFile(io.BytesIO(_made(at_work, said, "packet"))) as packet:
        assert packet.namelist() == ["record.pdf", "record.json", "1-photo-1.jpg"]
        assert packet.read("1-photo-1.jpg") == b"a photo"


def test_first_words_and_what_the_desk_has_not_read_never_leave(at_work: Page, said: Statement) -> None:
    with db.transaction() as session:
        for words, replaces in (("not read yet", False), ("changed words", True)):
            row = Addition(
                statement_id=said.id, young_person_id=said.young_person_id, send_once=uuid.uuid4(),
                at=clock.now(), replaces=replaces, read_by_at=clock.now(),
            )  # fmt: skip
            row.words = words
            session.add(row)
    made = _made(at_work, said, "json").decode()
    for words in ("I want to see my sister", "not read yet", "changed words"):
        assert words not in made


def _change(said: Statement, words: str) -> None:
    """They said it anew, and the desk has read that."""
    with db.transaction() as session:
        now = clock.now()
        row = Addition(
            statement_id=said.id, young_person_id=said.young_person_id, send_once=uuid.uuid4(),
            at=now, replaces=True, read_by_at=now, read_at=now,
        )  # fmt: skip
        row.words = words
        session.add(row)


def test_once_changed_nothing_typed_recorded_or_sorted_at_first_leaves(
    at_work: Page, said: Statement
) -> None:
    _attach(said, b"a voice note saying it", first_opened_at=clock.now())
    give(said, FileKind.BOARD, place=2)
    with db.transaction() as session:
        its = {"statement_id": said.id, "young_person_id": said.young_person_id, "place": 0}
        reply = Reply(**its, prompt="family_who", question="Who?", choice="")
        reply.words = "Typed at first"
        card = BoardCard(**its, card="own", going=Going.NOT_WELL)
        card.words = "My own card"
        session.add_all([reply, card])
    whole = json.loads(_made(at_work, said, "json"))["signed"]["statements"][0]
    assert (len(whole["replies"]), len(whole["cards"]), len(whole["files"])) == (1, 1, 2)
    _change(said, "Something else")
    changed = json.loads(_made(at_work, said, "json"))["signed"]["statements"][0]
    assert changed["words"] == "Something else"
    assert (changed["replies"], changed["cards"], changed["files"]) == ([], [], [])


def test_once_changed_what_a_worker_wrote_of_the_first_words_does_not_leave(
    at_work: Page, sam: YoungPerson, rae: Account, priya: Account
) -> None:
    together(at_work, sam, understands="He wants out")
    found = the_statement()
    at_work.sign_out().sign_in(rae).visit(f"/staff/desk/{found.id}").submit("Mark as read", READ)
    at_work.sign_out().sign_in(priya)
    assert "He wants out" in _made(at_work, found, "json").decode()
    _change(found, "Something else")
    changed = _made(at_work, found, "json").decode()
    assert "He wants out" not in changed
    assert "Sam and me" in changed, "who was there stays"


@pytest.fixture
def not_told(page: Page, make: Make, sam: YoungPerson, priya: Account, rae: Account) -> Statement:
    """A teacher passed it on; Sam does not know. Priya, who answers, is signed in."""
    hidden(page.sign_in(make.worker_of(sam, Role.PARTNER, name="Ben Teacher")), sam)
    found = the_statement()
    page.sign_out().sign_in(rae).visit(f"/staff/desk/{found.id}").submit("Mark as read", READ)
    page.sign_out().sign_in(priya)
    return found


def test_what_they_do_not_know_of_is_marked_wherever_it_is_filed(page: Page, not_told: Statement) -> None:
    values = json.loads(_made(page, not_told, "json"))["signed"]
    assert values["statements"][0]["known_to_young_person"] is False
    drawn = sheet_of(Paper(values, []), ZoneInfo("Europe/London")).html
    assert "<h1>What Ben Teacher passed on about Sam Vale</h1>\n" in drawn
    assert "does not know of this" in drawn.split("</h1>")[1].split("<h2>")[0]
    assert "What Sam Vale said" not in drawn
    assert "does not know of this" in page.visit(f"/staff/filing/{not_told.id}").main
    page.submit("It is on the record")
    assert "sees it on their page" not in page.html
    assert "sees nothing of it" in page.html


def test_among_others_of_a_period_each_that_they_do_not_know_of_is_marked(
    page: Page, said: Statement, not_told: Statement, sam: YoungPerson
) -> None:
    made = Made("Council", "Priya Shah", clock.now())
    with db.transaction():
        paper = paper_of(statements_with([said.id, not_told.id]), sam.id, made)
    drawn = sheet_of(paper, ZoneInfo("Europe/London")).html
    assert "<h1>What was said, seen and passed on about Sam Vale</h1>" in drawn
    assert "Some of this Sam Vale does not know of" in drawn
    assert drawn.count("The young person does not know of this.") == 1


def test_opening_the_page_of_a_period_is_nothing_in_their_history(
    page: Page, not_told: Statement, make: Make, sam: YoungPerson
) -> None:
    page.visit(f"/staff/filing/young-person/{sam.id}")
    page.submit("Save the signed data", since=_today() - timedelta(days=7), until=_today())
    assert [e.subject_id for e in rows(Event) if e.action == "file"] == [not_told.id], "the audit has it"
    own = page.sign_out().sign_in(make.account_for(sam)).visit("/who-opened")
    assert "Priya Shah" not in own.main


def test_what_the_safety_team_passed_on_is_filed_without_saying_to_whom(
    page: Page, make: Make, sam: YoungPerson, said: Statement
) -> None:
    lead = make.staff(Role.PARTICIPATION_WORKER, name="Hidden Lead")
    make.link(sam, lead, LinkKind.PARTICIPATION_WORKER)
    with db.transaction() as session:
        session.add(
            Recipient(
                statement_id=said.id, account_id=lead.id, kind=PASSED_ON, place=5, delivered_at=clock.now()
            )
        )
    page.sign_in(lead)
    _made(page, said, "json")
    page.visit(f"/staff/filing/young-person/{sam.id}")
    page.submit("Save the signed data", since=_today() - timedelta(days=7), until=_today())
    assert {e.safety for e in rows(Event) if e.actor_id == lead.id} == {True}
    page.sign_out().sign_in(make.account_for(sam)).visit(f"/said/{said.id}")
    assert "Hidden Lead" not in page.html
    assert "Hidden Lead" not in page.visit("/who-opened").main


def test_all_of_a_period_is_one_file(
    at_work: Page, make: Make, sam: YoungPerson, said: Statement, priya: Account, rae: Account
) -> None:
    old = clock.now() - timedelta(days=90)
    make.statement(sam, "Long ago", to=[priya], read_by=rae, sent_at=old)
    make.statement(sam, "About Priya", to=[priya], read_by=rae, concerning=[priya])
    make.statement(sam, "Not hers", read_by=rae)
    at_work.visit(f"/staff/filing/{said.id}").follow("All they said in a period")
    at_work.submit("Save the signed data", since=_today() - timedelta(days=7), until=_today())
    assert at_work.response is not None
    found = check(at_work.response.get_data())
    assert found.content is not None
    assert [one["words"] for one in found.content["statements"]] == ["I want to see my sister"]
    assert found.content["period"]["until"] == _today().isoformat()


def test_days_without_anything_and_wrong_days_are_asked_again(
    at_work: Page, said: Statement, sam: YoungPerson
) -> None:
    url = f"/staff/filing/young-person/{sam.id}"
    at_work.visit(url).submit("Save the PDF", since=date(2020, 1, 1), until=date(2020, 2, 1), status=422)
    assert "You have nothing of theirs" in at_work.mistakes[0]
    at_work.visit(url).submit("Save the PDF", since=date(2020, 3, 1), until=date(2020, 2, 1), status=422)
    assert "before the first" in at_work.mistakes[0]
    at_work.post(url, {"since-day": "99", "kind": "pdf"}, status=422)


@pytest.mark.parametrize(("days", "says"), [(1, "has not come yet"), (-30, "not said yet")])
def test_a_day_that_cannot_be_is_refused(at_work: Page, said: Statement, days: int, says: str) -> None:
    day = _today() + timedelta(days=days)
    at_work.visit(f"/staff/filing/{said.id}").submit("It is on the record", filed_on=day, status=422)
    assert says in at_work.mistakes[0]
    assert rows(Filing) == []


def test_the_same_form_twice_is_filed_once(at_work: Page, said: Statement) -> None:
    day = _today()
    form = {
        "send_once": str(uuid.uuid4()),
        "filed_on-day": day.day,
        "filed_on-month": day.month,
        "filed_on-year": day.year,
    }
    for _ in range(2):
        at_work.post(f"/staff/filing/{said.id}/filed", form)
    assert len(rows(Filing)) == 1


def test_filed_again_after_another_answer(at_work: Page, make: Make, said: Statement, priya: Account) -> None:
    at_work.visit(f"/staff/filing/{said.id}").submit("It is on the record")
    make.answer(said, priya, at=clock.now() + timedelta(minutes=1))
    assert "Answered again since" in at_work.visit("/staff/filing?tab=filed").main


def test_who_must_not_see_it_cannot_file_it(
    page: Page, make: Make, sam: YoungPerson, priya: Account, rae: Account, morgan: Account
) -> None:
    about = make.statement(sam, "It is about Priya", to=[priya], read_by=rae, concerning=[priya])
    stranger = make.staff(Role.SOCIAL_WORKER)
    household = make.staff(Role.IRO, household=priya)
    for somebody in (priya, morgan, stranger, household, rae):
        page.sign_in(somebody)
        page.visit(f"/staff/filing/{about.id}", status=404)
        page.post(f"/staff/filing/{about.id}/make", {"kind": "json"}, status=404)
        page.post(f"/staff/filing/{about.id}/filed", status=404)
        page.visit("/staff/filing")
        assert "Sam Vale" not in page.main


def test_an_advocates_is_never_filed_nor_what_was_taken_back(
    page: Page, make: Make, sam: YoungPerson, priya: Account, rae: Account, ade: Account
) -> None:
    theirs = make.statement(sam, "Between us", desk=Desk.ADVOCATE, to=[priya], read_by=ade)
    back = make.statement(sam, "Never mind", to=[priya], read_by=rae, taken_back_at=clock.now())
    for somebody in (priya, ade):
        page.sign_in(somebody).visit(f"/staff/filing/{theirs.id}", status=404)
    page.sign_in(priya).visit(f"/staff/filing/{back.id}", status=409)  # she answers: she knew of it
    page.post(f"/staff/filing/{back.id}/make", {"kind": "json"}, status=409)
    page.sign_in(ade).visit(f"/staff/filing/{back.id}", status=404)
    assert "Sam Vale" not in page.sign_in(priya).visit("/staff/filing").main


@pytest.fixture
def ade(make: Make) -> Account:
    return make.staff(Role.ADVOCATE, name="Ade Voice")


def test_the_young_person_sees_that_it_is_on_their_record(
    at_work: Page, another_page: Callable[[], Page], make: Make, sam: YoungPerson, said: Statement
) -> None:
    at_work.visit(f"/staff/filing/{said.id}").submit("It is on the record")
    own = another_page().sign_in(make.account_for(sam)).visit(f"/said/{said.id}")
    assert "It was put on your record on" in own.main
    assert "put what you said on your record" in own.visit("/who-opened").main


def test_making_the_file_is_an_event_in_their_history(
    at_work: Page, said: Statement, sam: YoungPerson
) -> None:
    _made(at_work, said, "json")
    assert [e.young_person_id for e in rows(Event) if e.action == "file"] == [sam.id]
