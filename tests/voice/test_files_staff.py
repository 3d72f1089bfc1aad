"""Files for those who read: opened on purpose, sealed for the police, shown to others after the desk."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.vault.files.keeping import content_of
from portal.vault.models import StoredFile
from portal.voice.commands import board, files_desk
from portal.voice.models import Attachment, Statement
from portal.voice.rules import Going
from portal.voice.rules.files import SealWhy
from portal.voice.rules.saying import Placed
from tests.support.factories import Make
from tests.support.made_files import photo, voice
from tests.support.pages import Page
from tests.support.world_files import give
from tests.voice.with_files import attachments, send_it, stored, upload

AnotherPage = Callable[[], Page]


@pytest.fixture
def sent(in_space: Page) -> Statement:
    """Sam has sent a photo with some words to Priya."""
    upload(in_space, photo(hidden="canary"), says="my room")
    return send_it(in_space)


def the_file() -> Attachment:
    (one,) = attachments()
    return one


def at_desk(statement: Statement, more: str = "") -> str:
    return f"/staff/desk/{statement.id}/file/{the_file().id}{more}"


def delivered(statement: Statement, more: str = "") -> str:
    return f"/staff/statements/{statement.id}/file/{the_file().id}{more}"


def mark_read(page: Page, statement: Statement) -> Page:
    page.visit(f"/staff/desk/{statement.id}")
    return page.submit("Mark as read", {"nobody": True, "done1-outcome": "nothing_needed"})


def events(action: str) -> list[Event]:
    db.session.remove()
    return list(db.session.scalars(sa.select(Event).where(Event.action == action)))


def test_nothing_of_it_is_on_the_page_until_it_is_opened_on_purpose(
    page: Page, sent: Statement, rae: Account
) -> None:
    page.sign_in(rae).visit(f"/staff/desk/{sent.id}")
    assert "my room" in page.main
    assert "<img" not in page.html
    page.visit(at_desk(sent), status=404)
    page.visit(f"/staff/desk/{sent.id}").submit("Open this photo")
    assert f'src="{at_desk(sent)}"' in page.html
    page.visit(at_desk(sent))
    assert page.response is not None
    assert page.response.mimetype == "image/jpeg"
    assert the_file().first_opened_at
    (event,) = events("open_file")
    assert (event.actor_id, event.subject_id, event.safety) == (rae.id, sent.id, True)
    page.post(at_desk(sent, "/open"))
    assert len(events("open_file")) == 2


def test_the_people_picked_after_the_desk_has_opened_and_read_it(
    page: Page, sent: Statement, rae: Account, priya: Account, another_page: AnotherPage
) -> None:
    worker = another_page().sign_in(priya)
    worker.visit(delivered(sent), status=404)
    page.sign_in(rae).post(at_desk(sent, "/open"))
    worker.visit(delivered(sent), status=404)
    mark_read(page, sent)
    worker.visit(f"/staff/statements/{sent.id}").submit("Open this photo")
    worker.visit(delivered(sent))
    worker.visit(at_desk(sent), status=404)
    worker.post(at_desk(sent, "/seal"), {"why": "indecent"}, status=404)


def test_what_the_desk_did_not_open_nobody_after_it_opens(
    page: Page, sent: Statement, rae: Account, priya: Account
) -> None:
    mark_read(page.sign_in(rae), sent)
    page.sign_in(priya).visit(f"/staff/statements/{sent.id}")
    assert "has not opened this yet" in page.main
    page.visit(delivered(sent), status=404)
    page.post(delivered(sent, "/open"), status=404)


def test_taken_back_is_taken_back_with_its_files(
    page: Page, in_space: Page, sent: Statement, rae: Account, priya: Account, another_page: AnotherPage,
    sam_account: Account,
) -> None:  # fmt: skip
    page.sign_in(rae).post(at_desk(sent, "/open"))
    mark_read(page, sent)
    another_page().sign_in(sam_account).visit(f"/said/{sent.id}/take-back").submit("Take it back")
    page.sign_in(priya).visit(delivered(sent), status=409)  # it is theirs to answer: they are told why
    assert "has taken this back" in page.main
    page.sign_in(rae).visit(at_desk(sent))


def test_somebody_it_concerns_meets_no_file(
    page: Page, make: Make, sam: YoungPerson, sent: Statement
) -> None:
    about = make.staff(Role.READER)
    make.kept_apart(sam, sent, about)
    page.sign_in(about)
    for more in ("/open", "/seal"):
        page.post(at_desk(sent, more), status=404)
    page.visit(at_desk(sent), status=404)


def test_swapped_ids_are_not_there(page: Page, make: Make, sent: Statement, rae: Account) -> None:
    other = make.statement(make.young_person())
    page.sign_in(rae).post(at_desk(sent, "/open"))
    for url in (
        f"/staff/desk/{other.id}/file/{the_file().id}",
        f"/staff/desk/{sent.id}/file/{uuid.uuid4()}",
        f"/staff/desk/{uuid.uuid4()}/file/{the_file().id}",
        f"/staff/advocate/{sent.id}/file/{the_file().id}",
        f"/staff/shared/{sent.id}/file/{the_file().id}",
    ):
        page.visit(url, status=404)
    page.post(f"/staff/desk/{other.id}/file/{the_file().id}/seal", {"why": "indecent"}, status=404)
    assert the_file().sealed_at is None


def test_the_original_goes_when_it_was_read(page: Page, sent: Statement, rae: Account) -> None:
    original = the_file().original_id
    kept = db.session.get(StoredFile, original)
    assert kept is not None
    assert b"canary" in content_of(kept)
    mark_read(page.sign_in(rae), sent)
    assert the_file().original_id is None
    assert [row.id for row in stored()] == [the_file().shown_id]


def test_sealed_as_indecent_nobody_at_all_opens_it(
    page: Page, make: Make, sent: Statement, rae: Account, priya: Account, sam_account: Account
) -> None:
    page.sign_in(rae).visit(f"/staff/desk/{sent.id}").submit("Open this photo")
    page.submit("May be indecent: seal it for the police")
    assert "Ring the police" in page.text
    assert "Do not try to look at it" in page.main
    mark_read(page, sent)
    one = the_file()
    assert (one.seal_why, one.sealed_by_id, one.original_id is None) == ("indecent", rae.id, False)
    lead = make.staff(Role.SAFETY_LEAD)
    for account, url in (
        (rae, at_desk(sent)),
        (lead, at_desk(sent)),
        (priya, delivered(sent)),
        (sam_account, f"/said/{sent.id}/file/{one.id}"),
    ):
        page.sign_in(account).visit(url, status=404)
    page.sign_in(lead).post(at_desk(sent, "/open"), status=404)
    page.sign_in(priya).post(delivered(sent, "/open"), status=404)
    assert "<img" not in page.sign_in(sam_account).visit(f"/said/{sent.id}").html


def test_sealed_by_the_young_person_the_desk_learns_what_to_do(
    page: Page, in_space: Page, rae: Account
) -> None:
    upload(in_space, bare="y")
    statement = send_it(in_space)
    page.sign_in(rae).visit("/staff/desk")
    assert "a picture sealed for the police came with it" in page.main
    page.visit(f"/staff/desk/{statement.id}")
    assert "Nobody here can open it" in page.main
    assert str(the_file().id) in page.main
    page.visit(at_desk(statement), status=404)
    page.post(at_desk(statement, "/open"), status=404)
    mark_read(page, statement)
    assert the_file().original_id is not None


def test_of_what_shows_harm_the_original_is_kept_and_the_desk_still_sees_it(
    page: Page, sent: Statement, rae: Account, priya: Account
) -> None:
    page.sign_in(rae).visit(f"/staff/desk/{sent.id}").submit("Open this photo")
    page.submit("It shows harm: keep the original")
    mark_read(page, sent)
    assert the_file().original_id is not None
    page.visit(at_desk(sent))
    page.sign_in(priya).visit(delivered(sent), status=404)
    page.visit(f"/staff/statements/{sent.id}")
    assert "Only the safety team can open this" in page.main


def test_an_odd_reason_seals_all_the_same_and_twice_is_once(
    page: Page, sent: Statement, rae: Account
) -> None:
    page.sign_in(rae).post(at_desk(sent, "/seal"), {"why": "nonsense"})
    first = the_file().sealed_at
    assert first
    page.post(at_desk(sent, "/seal"), {"why": "harm"})
    assert (the_file().seal_why, the_file().sealed_at) == (SealWhy.INDECENT.value, first)


def test_an_advocate_opens_their_own_and_sealing_holds_at_both_desks(
    page: Page, in_space: Page, rae: Account, ade: Account, priya: Account
) -> None:
    upload(in_space)
    send_it(in_space, to=["advocate", str(priya.id)])
    council, theirs = sorted(attachments(), key=lambda one: one.statement_id != _of("council"))
    own = f"/staff/advocate/{theirs.statement_id}/file/{theirs.id}"
    page.sign_in(ade).visit(own, status=404)
    page.visit(f"/staff/advocate/{theirs.statement_id}").submit("Open this photo")
    page.visit(own)
    page.sign_in(rae).visit(f"/staff/desk/{council.statement_id}/file/{council.id}", status=404)
    page.visit(own, status=404)
    mark_read_url = f"/staff/desk/{council.statement_id}"
    page.visit(mark_read_url).submit("Mark as read", {"nobody": True, "done1-outcome": "nothing_needed"})
    assert all(one.original_id for one in attachments() if one.id == theirs.id)  # theirs is not read yet
    page.sign_in(ade).visit(own)
    page.post(f"{own}/seal", {"why": "indecent"})
    assert all(one.sealed_at for one in attachments())
    page.visit(own, status=404)


def _of(desk: str) -> uuid.UUID:
    found = db.session.scalar(sa.select(Statement.id).where(Statement.desk == desk))
    assert found is not None
    return found


def test_a_carer_hears_what_was_shared_with_them(
    page: Page, make: Make, in_space: Page, sam: YoungPerson, rae: Account, priya: Account
) -> None:
    carer = make.worker_of(sam, Role.FOSTER_CARER)
    upload(in_space, voice(), what="voice")
    statement = send_it(in_space)
    one = the_file()
    page.sign_in(rae).visit(f"/staff/desk/{statement.id}").submit("Listen to this voice note")
    mark_read(page, statement)
    url = f"/staff/shared/{statement.id}/file/{one.id}"
    page.sign_in(carer).visit(url, status=404)
    make.share(statement, carer, priya)
    page.visit(f"/staff/shared/{statement.id}").submit("Listen to this voice note")
    page.visit(url, status=206, headers={"Range": "bytes=0-9"})


def test_handed_to_the_police_whole_and_written_down(page: Page, sent: Statement, rae: Account) -> None:
    page.sign_in(rae).post(at_desk(sent, "/seal"), {"why": "indecent"})
    file_id = the_file().id
    with db.transaction() as session:
        one = session.get_one(Attachment, file_id)
        body = files_desk.hand_over(one)
    assert b"canary" in body
    assert len(events("hand_over_file")) == 1


def test_the_sorting_board_is_a_picture_for_those_who_read_it(
    page: Page, make: Make, sam: YoungPerson, rae: Account, priya: Account, sam_account: Account
) -> None:
    statement = make.statement(sam, to=[priya])
    with page.app.test_request_context(), db.transaction() as session:
        row = session.get_one(Statement, statement.id)
        board.keep(row, [Placed("home", Going.WELL)], clock.now())
    one = the_file()
    page.sign_in(priya).visit(f"/staff/statements/{statement.id}/file/{one.id}", status=404)
    page.sign_in(rae).visit(f"/staff/desk/{statement.id}").follow("The cards as a picture")
    assert page.response is not None
    assert page.response.mimetype == "image/svg+xml"
    assert "sandbox" in page.response.headers["Content-Security-Policy"]
    mark_read(page, statement)
    assert the_file().shown_id is not None
    page.sign_in(priya).visit(f"/staff/statements/{statement.id}").follow("The cards as a picture")
    page.sign_in(sam_account).visit(f"/said/{statement.id}/file/{one.id}")


def test_what_is_sealed_or_unopened_is_announced_to_nobody_but_the_desk(
    page: Page, make: Make, sam: YoungPerson, rae: Account, priya: Account
) -> None:
    carer = make.worker_of(sam, Role.FOSTER_CARER)
    said = make.statement(sam, "Look", to=[priya], read_by=rae)
    make.share(said, carer, priya)
    now = clock.now()
    give(said, says="of me bare", sealed_at=now, seal_why="indecent", sealed_by_young_person=True)
    give(said, says="what he did", sealed_at=now, seal_why="harm", first_opened_at=now, place=2)
    give(said, says="my secret place", place=3)
    give(said, says="my room", first_opened_at=now, place=4)
    hidden = ("of me bare", "what he did", "my secret place", "Sealed", "without clothes")
    page.sign_in(rae).visit(f"/staff/desk/{said.id}")
    assert all(text in page.main for text in hidden)
    for account, url in ((carer, f"/staff/shared/{said.id}"), (priya, f"/staff/statements/{said.id}")):
        page.sign_in(account).visit(url)
        assert not [text for text in hidden if text in page.main]
        assert "my room" in page.main
    page.sign_in(carer).visit(f"/staff/shared/{said.id}")
    assert page.main.count("Photo ") == 1
