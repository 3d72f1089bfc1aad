"""A young person reads a letter, says whether it helped, writes back; shown as it was sent, for ever."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from datetime import timedelta

import pypdfium2
import pytest

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.sessions import SHARED_DEVICE
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.reviews.commands import sending, writing
from portal.reviews.models import AgreedAction, Letter, LetterFelt, LetterReply, Review
from portal.reviews.queries import sending as queries
from portal.reviews.queries.letters import facts_of
from portal.reviews.queries.writing import words_fingerprint
from portal.reviews.rules import ActionState, Preset, SectionKey, Way
from portal.reviews.rules.sending import Going
from portal.reviews.rules.writing import Section
from portal.voice.models import Draft, Recipient, Statement
from portal.voice.rules import Desk
from tests.support import made_letters as letters
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted
from tests.voice.young import rows


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale", called="Sam")


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Iris Holt")


@pytest.fixture
def account(make: Make, sam: YoungPerson) -> Account:
    return make.account_for(sam)


@pytest.fixture
def review(make: Make, sam: YoungPerson, iris: Account) -> Review:
    return make.review(sam, "held", iro=iris)


@pytest.fixture
def sam_in(page: Page, account: Account) -> Page:
    return page.sign_in(account)


@pytest.fixture
def letter(review: Review, iris: Account, account: Account) -> Letter:
    letters.agreed(review, iris)
    return letters.sent(review, iris)


def opened(page: Page, letter: Letter) -> Page:
    return page.visit(f"/letters/{letter.id}").submit("Read my letter")


def replies() -> list[Statement]:
    return [one for one in rows(Statement) if one.asked == "letter_reply"]


def test_before_the_first_letter_the_page_says_when_one_comes(sam_in: Page) -> None:
    sam_in.visit("/start").follow("My letters")
    assert "After each review, the person who leads it writes you a letter." in sam_in.main


def test_they_choose_when_to_open_it(sam_in: Page, letter: Letter) -> None:
    sam_in.visit("/start")
    assert "A letter came for you" in sam_in.main
    sam_in.follow("My letters").follow("Letter from Iris Holt")
    assert "You can" not in sam_in.heading
    assert "See Mia each month" not in sam_in.html  # looking at the page is not reading the letter
    assert rows(Letter)[0].first_opened_at is None
    sam_in.submit("Read my letter")
    assert "Dear Sam," in sam_in.main
    assert "You swim every week." in sam_in.main
    assert "See Mia each month" in sam_in.main
    assert "Lee Hart" in sam_in.main
    assert "Now: Agreed" in sam_in.main
    assert rows(Letter)[0].first_opened_at is not None
    assert all(one.seen_at for one in rows(Notice) if one.kind is NoticeKind.LETTER_READY)
    sam_in.visit("/start")
    assert "A letter came for you" not in sam_in.main


def test_how_far_each_thing_is_moves_while_the_letter_stays(sam_in: Page, letter: Letter) -> None:
    opened(sam_in, letter)
    with letters.inside(), db.transaction():
        action = db.session.get(AgreedAction, rows(AgreedAction)[0].id)
        action.state, action.child_words = ActionState.STARTED, "Something else"
    sam_in.visit(f"/letters/{letter.id}")
    assert "Now: Started" in sam_in.main
    assert "See Mia each month" in sam_in.main


def test_did_it_help_the_newest_word_holds(sam_in: Page, letter: Letter) -> None:
    opened(sam_in, letter)
    sam_in.submit("No").submit("A bit")
    assert [one.helped for one in rows(LetterFelt)] == ["bit"]
    sam_in.post(f"/letters/{letter.id}/helped", {"helped": "much"}, status=422)
    assert [one.helped for one in rows(LetterFelt)] == ["bit"]
    sam_in.post(f"/letters/{letter.id}/helped", {}, status=422)


def test_a_reply_is_a_statement_to_whoever_leads_now(
    sam_in: Page, make: Make, letter: Letter, iris: Account, sam: YoungPerson
) -> None:
    opened(sam_in, letter).follow("Write back to Iris Holt")
    sam_in.submit("Send it to Iris Holt", words="", status=422)
    assert "Write something first." in sam_in.mistakes
    sam_in.submit("Send it to Iris Holt", words="Mia did not come.")
    statement = replies()[0]
    assert (statement.words, statement.desk) == ("Mia did not come.", Desk.COUNCIL)
    assert [one.account_id for one in rows(Recipient)] == [iris.id]
    assert [one.letter_id for one in rows(LetterReply)] == [letter.id]
    assert sam_in.heading == "Sent"


def test_the_same_reply_twice_is_one(sam_in: Page, letter: Letter) -> None:
    opened(sam_in, letter).follow("Write back to Iris Holt")
    once = sam_in.value("send_once")
    for _tap in range(2):
        sam_in.post(
            f"/letters/{letter.id}/reply", {"words": "Thank you.", "send_once": once}, follow_redirects=True
        )
    assert len(replies()) == len(rows(LetterReply)) == 1


def test_one_press_says_that_something_is_wrong(sam_in: Page, letter: Letter, iris: Account) -> None:
    opened(sam_in, letter).submit("Something is wrong in it")
    assert len(replies()) == 1
    assert sam_in.heading == "Add something"
    assert [one.account_id for one in rows(Recipient)] == [iris.id]


def test_one_press_asks_an_advocate_and_the_council_does_not_read_it(
    sam_in: Page, make: Make, letter: Letter
) -> None:
    make.staff(Role.ADVOCATE)
    opened(sam_in, letter).submit("Ask an advocate to help me")
    assert [one.desk for one in rows(Statement)] == [Desk.ADVOCATE]
    assert sam_in.heading == "Sent"


def test_what_they_started_to_write_elsewhere_stays(sam_in: Page, letter: Letter) -> None:
    opened(sam_in, letter)
    sam_in.post("/say/keep", {"words": "half a thought", "send_once": str(uuid.uuid4())}, status=204)
    sam_in.visit(f"/letters/{letter.id}/reply").submit("Send it to Iris Holt", words="Thank you.")
    assert len(rows(Draft)) == 1


def test_a_reply_about_the_iro_is_not_even_counted_for_them(
    sam_in: Page, make: Make, letter: Letter, iris: Account, sam: YoungPerson
) -> None:
    opened(sam_in, letter).follow("Write back to Iris Holt").submit(
        "Send it to Iris Holt", words="You were late."
    )
    with letters.inside(), db.transaction():
        db.session.get(Statement, replies()[0].id).read_at = clock.now()
        db.session.query(Recipient).one().delivered_at = clock.now()
    with letters.inside():
        assert facts_of([letter.id], letters.as_viewer(iris))[letter.id].replied
    make.kept_apart(sam, replies()[0], iris)
    with letters.inside():
        assert not facts_of([letter.id], letters.as_viewer(iris))[letter.id].replied


def test_nobody_elses_letter_is_there(another_page: Callable[[], Page], make: Make, letter: Letter) -> None:
    page = another_page().sign_in(make.account_for(make.young_person(name="Kit Marsh")))
    for way in ("", "/reply", "/keep"):
        page.visit(f"/letters/{letter.id}{way}", status=404)
    page.post(f"/letters/{letter.id}/open", status=404)
    page.post(f"/letters/{letter.id}/helped", {"helped": "yes"}, status=404)
    assert rows(Letter)[0].first_opened_at is None


def test_what_was_taken_back_is_gone_and_said_so(sam_in: Page, letter: Letter, iris: Account) -> None:
    sam_in.visit(f"/letters/{letter.id}")
    with letters.inside(), db.transaction():
        sending.recall(letter, "A wrong date", letter_days=20, by=letters.sender(iris))
    sam_in.visit(f"/letters/{letter.id}", status=404)
    sam_in.visit("/letters")
    assert "A letter was taken back" in sam_in.main
    assert "A wrong date" not in sam_in.html


def test_while_the_past_is_shut_no_older_letter_is_there(
    sam_in: Page, letter: Letter, account: Account
) -> None:
    with letters.inside(), db.transaction():
        db.session.get(Account, account.id).past_shut_at = clock.now() + timedelta(seconds=1)
    sam_in.visit(f"/letters/{letter.id}", status=404)
    sam_in.visit("/letters")
    assert "Older letters are closed" in sam_in.main
    assert "Letter from" not in sam_in.main


def test_a_letter_that_was_put_right_says_so_and_leads_on(
    sam_in: Page, letter: Letter, iris: Account
) -> None:
    opened(sam_in, letter)
    with letters.inside(), db.transaction():
        new_id = writing.correct(
            letter, "The day was wrong.", send_once=uuid.uuid4(), by=letters.as_viewer(iris), now=clock.now()
        ).id
    new = letters.approve(next(one for one in rows(Letter) if one.id == new_id), iris)
    letters.send(new, iris)
    sam_in.visit(f"/letters/{letter.id}")
    assert "Something in this letter was not right" in sam_in.main
    sam_in.follow("Read the letter that puts it right").submit("Read my letter")
    assert "The day was wrong." in sam_in.main
    assert "This puts right my letter from" in sam_in.main


def test_both_languages_side_by_side(sam_in: Page, review: Review, iris: Account) -> None:
    letters.agreed(review, iris)
    letter = letters.draft(review, iris)
    with letters.inside(), db.transaction():
        row = queries.locked(letter.id)
        words = (Section(SectionKey.TOLD_ME, words="قلت لي إنك تحب غرفتك."), Section(SectionKey.WILL_HAPPEN))
        writing.translate(
            row,
            "ar",
            words,
            "Huda Nasser",
            seen=words_fingerprint(row).hex(),
            by=letters.as_viewer(iris),
            now=clock.now(),
        )
    letters.send(letters.approve(letter, iris), iris)
    opened(sam_in, letter)
    assert "قلت لي" not in sam_in.main
    sam_in.visit(f"/letters/{letter.id}?in=both-ar")
    assert "قلت لي" in sam_in.main
    assert "You swim every week." in sam_in.main
    assert "Huda Nasser" in sam_in.main
    assert 'lang="ar" dir="rtl"' in sam_in.html
    sam_in.visit(f"/letters/{letter.id}", headers={"Accept-Language": "ar"})  # the page's own language
    assert "You swim every week." not in sam_in.main
    sam_in.visit(f"/letters/{letter.id}?in=en", headers={"Accept-Language": "ar"})
    assert "You swim every week." in sam_in.main
    sam_in.visit(f"/letters/{letter.id}?in=ar")
    assert "You swim every week." not in sam_in.main
    assert "See Mia each month" in sam_in.main


def test_a_little_one_gets_one_thing_at_a_time(
    sam_in: Page, review: Review, iris: Account, account: Account
) -> None:
    letter = letters.sent(review, iris, preset=Preset.LITTLE)
    opened(sam_in, letter)
    assert "Good things" not in sam_in.main
    sam_in.follow("Next")
    assert "Good things" in sam_in.main
    assert "Did this letter help?" not in sam_in.main
    for _step in range(2):
        sam_in.follow("Next")
    assert "Did this letter help?" in sam_in.main
    sam_in.visit(f"/letters/{letter.id}?part=nothing")


@pytest.mark.parametrize(
    ("preset", "looks"),
    [
        (Preset.LITTLE, {"is_large": True}),
        (Preset.YOUNGER, {"has_pictures": True}),
        (Preset.TEEN, {"is_easy_read": True}),
        (Preset.LEAVER, {"is_large": True}),
    ],
)
@pytest.mark.once
def test_every_look_holds(
    sam_in: Page, review: Review, iris: Account, account: Account, preset: Preset, looks: dict[str, bool]
) -> None:
    letter = letters.sent(review, iris, preset=preset, **looks)
    opened(sam_in, letter)
    assert f"letter--{preset.value}" in sam_in.html


def test_a_copy_is_a_tagged_pdf_and_never_on_a_shared_tablet(sam_in: Page, letter: Letter) -> None:
    sam_in.visit(f"/letters/{letter.id}/keep")  # not read yet: nothing to keep
    assert "Open the letter first" in " ".join(sam_in.flashes)
    opened(sam_in, letter)
    answer = sam_in.client.get(f"/letters/{letter.id}/keep")
    assert answer.mimetype == "application/pdf"
    assert "letter.pdf" in answer.headers["Content-Disposition"]
    text = "".join(
        one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(io.BytesIO(answer.data))
    )
    assert "You swim every week." in text
    with sam_in.client.session_transaction() as session:
        session[SHARED_DEVICE] = True
    sam_in.visit(f"/letters/{letter.id}")
    assert "Keep it as a file" not in sam_in.main
    sam_in.visit(f"/letters/{letter.id}/keep")
    assert "used by others too" in " ".join(sam_in.flashes)


def test_the_list_costs_the_same_however_long_it_is(
    sam_in: Page, make: Make, letter: Letter, sam: YoungPerson, iris: Account
) -> None:
    sam_in.visit("/letters")
    db.session.remove()
    with counted() as few:
        sam_in.visit("/letters")
    with letters.inside(), db.transaction() as session:
        for n in range(2, 12):
            other = Letter(
                review_id=letter.review_id,
                young_person_id=sam.id,
                send_once=uuid.uuid4(),
                version=n,
                preset=Preset.TEEN,
                by_id=iris.id,
                made_at=clock.now(),
                changed_at=clock.now(),
            )
            session.add(other)
            session.flush()
            other.state, other.sent_at = letter.state, clock.now()
            session.add(
                queries.LetterSending(
                    letter_id=other.id,
                    young_person_id=sam.id,
                    send_once=uuid.uuid4(),
                    way=Way.PAGE,
                    at=clock.now(),
                    by_id=iris.id,
                )
            )
    db.session.remove()
    with counted() as many:
        sam_in.visit("/letters")
    assert sam_in.main.count("Letter from Iris Holt") == 11
    assert len(many) == len(few)


def test_posted_and_written_down_it_is_on_their_page_too(
    sam_in: Page, review: Review, iris: Account, account: Account
) -> None:
    letter = letters.sent(review, iris, Going(Way.PAPER, letters.HOME))
    sam_in.visit(f"/letters/{letter.id}", status=404)
    letters.done(letter, iris)
    opened(sam_in, letter)
