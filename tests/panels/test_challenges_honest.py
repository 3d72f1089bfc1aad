"""What is not accepted, shown, opened again, told further up; what was asked aloud in the meeting."""

from __future__ import annotations

import io
import uuid
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.panels.commands import challenge_proof
from portal.panels.commands import challenges as commands
from portal.panels.jobs.reminding import remind
from portal.panels.rules import ChallengeState, MemberKind, Progress, StepKind
from portal.panels.rules.challenges import WhyNot
from portal.policy.roles import Role
from portal.vault.models import StoredFile
from tests.support import made_pdfs
from tests.support.challenged import Panel, known, panel
from tests.support.did import outcome
from tests.support.factories import Make
from tests.support.made_files import photo
from tests.support.pages import Page
from tests.support.seated import seat, terms, young_member

NO = "there is no money for a second van this year."


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def _url(challenge_id: UUID) -> str:
    return f"/staff/challenges/{challenge_id}"


def _kinds(there: Panel, challenge_id: UUID) -> list[StepKind]:
    return [step.kind for step in there.row(challenge_id).steps]


def test_an_officer_may_not_accept_it_and_says_why(there: Panel, page: Page) -> None:
    challenge_id = there.handed_on()
    page.sign_in(there.officer).visit(_url(challenge_id))
    page.submit("Send the answer to the panel", accepts="no", status=422)
    assert page.mistakes == ["Say the true reason why you do not accept it."]
    page.submit("Send the answer to the panel", accepts="no", action=NO)
    row = there.row(challenge_id)
    assert (row.state, row.progress, row.due_on) == (ChallengeState.ANSWERED, Progress.NOT_ACCEPTED, None)
    assert "Not accepted" in page.main
    assert "Why it is not accepted" in page.main
    assert "How far it is" not in page.main
    clocks = sa.select(Deadline.kind).where(Deadline.about_id == challenge_id, Deadline.done_at.is_(None))
    assert db.session.scalars(clocks).all() == []
    page.post(f"{_url(challenge_id)}/progress", {"progress": "done"}, status=409)
    assert "Not accepted" in page.sign_in(there.member).visit("/staff/challenges").main


def test_nothing_becomes_not_accepted_on_the_way(there: Panel, page: Page) -> None:
    challenge_id = there.answered()
    page.sign_in(there.officer).post(
        f"{_url(challenge_id)}/progress", {"progress": "not_accepted", "progress_words": "no."}, status=422
    )
    with pytest.raises(Refused):
        there.progress(challenge_id, Progress.NOT_ACCEPTED, "no.")


def test_what_shows_it_is_added_once_and_everybody_who_sees_the_challenge_opens_it(
    there: Panel, make: Make, page: Page
) -> None:
    challenge_id = there.answered()
    page.sign_in(there.officer).visit(_url(challenge_id)).submit("Show it to the panel", status=422)
    assert page.mistakes == ["Say what shows it, also when you add a file."]
    sent = {
        "send_once": str(uuid.uuid4()),
        "proof_words": "the new letter to carers.",
        "proof_file": (io.BytesIO(made_pdfs.typed("a letter")), "child-name.pdf"),
    }
    page.post(f"{_url(challenge_id)}/proof", sent)
    again = sent | {"proof_file": (io.BytesIO(made_pdfs.typed("a letter")), "x.pdf")}
    page.post(f"{_url(challenge_id)}/proof", again)
    assert _kinds(there, challenge_id).count(StepKind.EVIDENCE) == 1
    page.sign_in(there.member).visit(_url(challenge_id))
    assert "the new letter to carers." in page.main
    page.follow("Save the PDF")
    assert page.response is not None
    assert page.response.data.startswith(b"%PDF-")
    assert page.response.headers["Content-Disposition"].startswith("attachment; filename=evidence-")
    link = page.url
    assert "child-name" not in page.response.headers["Content-Disposition"]
    page.sign_in(make.staff(Role.SOCIAL_WORKER)).visit(link, status=404)
    other = there.answered(words="another one?")
    page.sign_in(there.member).visit(link.replace(str(challenge_id), str(other)), status=404)
    page.post(f"{_url(challenge_id)}/proof", {"proof_words": "x."}, status=404)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"MZ\x90", WhyNot.FILE_UNKNOWN),
        (b"PK\x03\x04broken", WhyNot.FILE_UNKNOWN),
        (b"\xff\xd8\xffno picture", WhyNot.FILE_UNKNOWN),
        (b"%PDF-1.7 << /S /JavaScript >>", WhyNot.FILE_UNSAFE),
        (b"x" * (challenge_proof.MAX_FILE_BYTES + 1), WhyNot.FILE_TOO_BIG),
    ],
    ids=["program", "broken zip", "no picture", "script", "too big"],
)
def test_only_plain_files_are_taken(app: flask.Flask, content: bytes, why: WhyNot) -> None:
    with pytest.raises(Refused) as refused:
        challenge_proof.look_at(content)
    assert refused.value.reason is why


def _docx(*more: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            parts.writestr(name, "<x/>")
    return made.getvalue()


def test_a_word_file_is_taken_and_one_with_macros_is_not(app: flask.Flask) -> None:
    assert challenge_proof.look_at(_docx()).media_type == challenge_proof.WORD
    with pytest.raises(Refused):
        challenge_proof.look_at(_docx("word/vbaProject.bin"))
    with pytest.raises(Refused):
        challenge_proof.look_at(_docx("../x").replace(b"word/document.xml", b"xl/other/book.xml"))


def test_a_picture_is_made_anew_and_a_bad_file_is_said_beside_its_box(there: Panel, page: Page) -> None:
    challenge_id = there.answered()
    page.sign_in(there.officer)
    page.post(
        f"{_url(challenge_id)}/proof",
        {"proof_words": "the new room.", "proof_file": (io.BytesIO(photo(hidden="Elm Road")), "a.jpg")},
    )
    kept = db.session.scalars(sa.select(StoredFile)).one()
    assert kept.media_type == "image/jpeg"
    page.post(
        f"{_url(challenge_id)}/proof",
        {"proof_words": "it happened.", "proof_file": (io.BytesIO(b"MZ"), "a.pdf")},
        status=422,
    )
    assert page.mistakes == ["We take pictures (JPEG, PNG, WebP), PDF and Word files (docx)."]
    assert "it happened." in page.html


def test_a_known_name_does_not_stand_in_what_shows_it(there: Panel, make: Make, page: Page) -> None:
    known(make, "Ottoline Fenwick")
    challenge_id = there.answered()
    sent = {"proof_words": "the letter to Ottoline.", "not_names": "y", "looked_at": "Ottoline"}
    page.sign_in(there.officer).post(f"{_url(challenge_id)}/proof", sent, status=422)
    assert _kinds(there, challenge_id).count(StepKind.EVIDENCE) == 0


def test_the_panel_opens_again_what_it_closed(there: Panel, page: Page) -> None:
    challenge_id = there.closed()
    page.sign_in(there.support).visit(_url(challenge_id))
    page.submit("Write down that it is open again", status=422)
    assert page.mistakes == ["Say why, in the panel’s words."]
    page.submit("Write down that it is open again", reopen_words="young people say it is as before.")
    row = there.row(challenge_id)
    assert (row.state, row.closed_at) == (ChallengeState.TO_ANSWER, None)
    assert row.reopened_at is not None
    assert "Reopened" in page.main
    assert (there.officer.id, NoticeKind.CHALLENGE_TO_ANSWER) in there.standing(challenge_id)
    page.post(f"{_url(challenge_id)}/reopen", {"reopen_words": "again."}, status=409)
    page.sign_in(there.member).post(f"{_url(challenge_id)}/reopen", {"reopen_words": "x."}, status=404)
    there.answer(challenge_id, clock.now().date() + timedelta(days=5), "another action.")
    there.decide(challenge_id, closes=True)
    assert there.row(challenge_id).state is ChallengeState.CLOSED
    assert "Reopened" not in page.visit("/staff/challenges?tab=closed").main


def test_panel_support_writes_down_what_was_asked_aloud(there: Panel, make: Make, page: Page) -> None:
    known(make, "Ottoline Fenwick")
    page.sign_in(there.support).visit("/staff/challenges")
    page.follow("Write down what a member asked in the meeting")
    page.submit("Write it down", status=422)
    assert page.mistakes == ["Write what you want to ask.", "Pick the member who asked it."]
    fields = {"member": str(there.member.id), "about": "page:plan", "words": "is the plan late?"}
    page.submit("Write it down", fields)
    challenge_id = UUID(page.url.rsplit("/", 1)[1])
    row = there.row(challenge_id)
    assert (row.asked_by_id, row.written_by_id, row.about) == (there.member.id, there.support.id, "page:plan")
    assert _kinds(there, challenge_id) == [StepKind.ASKED, StepKind.WRITTEN]
    assert "The improvement plan" in page.main
    page.submit("I have checked it", officer=str(there.officer.id))
    assert there.row(challenge_id).state is ChallengeState.TO_ANSWER
    named = f"/staff/panel/{there.meeting.id}/challenge-written"
    for member, words in ((there.officer.id, "a question?"), (there.member.id, "why was Ottoline moved?")):
        sent = {"member": str(member), "about": "whole", "words": words, "not_names": "y"}
        page.post(named, sent | {"looked_at": "Ottoline"}, status=422)
    page.sign_in(there.member).visit(named, status=404)
    on = clock.now().date()
    with pytest.raises(Refused), db.transaction():
        commands.write_down(
            there.meeting.id,
            "",
            "words.",
            uuid.uuid4(),
            member_id=there.officer.id,
            by=there.support.id,
            now=clock.now(),
            on=on,
        )


def test_the_member_takes_back_what_was_written_down_for_them(there: Panel, page: Page) -> None:
    with db.transaction():
        asked = commands.write_down(
            there.meeting.id,
            "",
            "who was late?",
            uuid.uuid4(),
            member_id=there.member.id,
            by=there.support.id,
            now=clock.now(),
            on=clock.now().date(),
        )
        challenge_id = asked.id
    page.sign_in(there.member).visit(_url(challenge_id)).submit("Take it back")
    assert there.row(challenge_id).state is ChallengeState.TAKEN_BACK


def test_a_member_asks_from_any_page(there: Panel, page: Page) -> None:
    page.sign_in(there.member).visit("/staff/panel/ask?about=page:records")
    assert "Access to records" in page.main
    page.submit("Send it to panel support", words="why do requests take so long?")
    assert "Access to records" in page.main
    page.visit("/staff/panel/ask?about=page:nothing", status=404)
    page.sign_in(there.support).visit("/staff/panel/ask", status=404)


def test_how_a_young_member_would_decide_is_shown_without_their_name(
    there: Panel, make: Make, page: Page
) -> None:
    young = young_member(make, there.support)
    seat(there.member, there.support, MemberKind.COUNCILLOR)
    terms(there.support, MemberKind.COUNCILLOR, MemberKind.YOUNG_MEMBER)
    other = make.staff(Role.PANEL_MEMBER, name="Cllr Other")
    challenge_id = there.answered()
    page.sign_in(young).visit(_url(challenge_id)).submit("I would keep it open")
    for account in (there.member, other):
        page.sign_in(account).visit(_url(challenge_id)).submit("I would close it")
    for reader in (there.member, there.support, there.officer):
        page.sign_in(reader).visit(_url(challenge_id))
        assert "Zed Amaro" not in page.main
        assert "A young member would keep it open" in page.main
    assert "Of those who have a vote" not in page.main
    page.sign_in(there.support).visit(_url(challenge_id))
    assert "Of those who have a vote: close it 1, keep it open 1." in page.main


LONDON = ZoneInfo("Europe/London")
MONDAY = date(2027, 3, 1)


def _remind(day: date) -> None:
    now = datetime.combine(day, time(12), UTC)
    with clock.at(now), db.transaction():
        remind(now, LONDON)


def test_what_stays_late_goes_to_the_manager_then_to_the_chair(app: flask.Flask, make: Make) -> None:
    with clock.at(datetime.combine(MONDAY, time(12), UTC)):
        there = panel(make)
        boss = make.staff(Role.MANAGER, name="Head Office")
        with db.transaction() as session:
            session.get_one(type(there.officer), there.officer.id).manager_id = boss.id
        seat(there.member, there.support, MemberKind.COUNCILLOR, chairs=True)
        challenge_id = there.answered(due_on=date(2027, 3, 9))
    told = []
    for day in range(9, 31):
        _remind(date(2027, 3, day))
        about = (Notice.about_id == challenge_id, Notice.kind == NoticeKind.CHALLENGE_OVERDUE)
        who = set(db.session.scalars(sa.select(Notice.account_id).where(*about)))
        told.append((boss.id in who, there.member.id in who))
    # Due on Tuesday 9: more than five working days late from Wednesday 17, more than ten from Wednesday 24.
    assert told.index((True, False)) == 17 - 9
    assert told.index((True, True)) == 24 - 9
    assert _kinds(there, challenge_id).count(StepKind.ESCALATED) == 2


def test_whoever_asked_is_told_once_when_young_people_were(there: Panel, page: Page) -> None:
    challenge_id = there.answered()
    page.sign_in(there.member).visit(_url(challenge_id)).submit("I have seen it")
    now = clock.now()
    outcome(
        there.officer,
        published_at=now - timedelta(hours=1),
        all_from_on=now.date(),
        challenge_id=challenge_id,
    )
    for _again in range(2):
        with db.transaction():
            remind(now, LONDON)
    assert _kinds(there, challenge_id).count(StepKind.TOLD) == 1
    assert (there.member.id, NoticeKind.CHALLENGE_ANSWERED) in there.standing(challenge_id)
    assert "Young people were told what came of it" in page.visit(_url(challenge_id)).main
