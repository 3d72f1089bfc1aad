"""Letters to look at again: the reader is gone, a quote comes out, a correction was taken back; the events of
writing one."""

from __future__ import annotations

import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import CareLink, YoungPerson
from portal.policy.roles import Role
from portal.reviews.commands import sending, writing
from portal.reviews.jobs import letters as jobs
from portal.reviews.models import Letter, LetterSending, LetterTranslation, Review
from portal.reviews.queries import sending as queries
from portal.reviews.rules import LetterState, SectionKey, Way
from portal.reviews.rules.sending import Going
from portal.reviews.rules.writing import Section, sections_to, without_quote
from portal.voice.models import Concern, Statement
from tests.support import made_letters as letters
from tests.support.factories import Make
from tests.support.made_letters import HOME
from tests.support.pages import Page
from tests.voice.young import rows

LONDON = ZoneInfo("Europe/London")
SAID = "Lee shouts at me when nobody is there."


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale", called="Sam")


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Iris Holt")


@pytest.fixture
def lee(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.SOCIAL_WORKER, name="Lee Hart")


@pytest.fixture
def review(make: Make, sam: YoungPerson, iris: Account) -> Review:
    make.account_for(sam)
    return make.review(sam, "held", iro=iris)


@pytest.fixture
def said(make: Make, sam: YoungPerson, iris: Account) -> Statement:
    return make.statement(sam, SAID, to=[iris], read_by=make.staff(Role.READER))


@letters.inside()
def look() -> int:
    with db.transaction():
        return jobs.look_after_letters(clock.now(), LONDON)


def marked(said: Statement, account: Account) -> None:
    with db.transaction() as session:
        session.add(
            Concern(
                statement_id=said.id,
                young_person_id=said.young_person_id,
                account_id=account.id,
                at=clock.now(),
            )
        )


def to_give() -> list[tuple[Account, object]]:
    return [(one.account_id, one.about_id) for one in rows(Notice) if one.kind is NoticeKind.LETTER_TO_GIVE]


# the reader of a letter held until somebody reads it with the child


def test_the_reader_leaves_and_it_goes_back_to_be_given_again(
    page: Page, make: Make, sam: YoungPerson, review: Review, iris: Account, lee: Account
) -> None:
    letter = letters.sent(review, iris, Going(Way.TOGETHER, with_id=lee.id))
    assert look() == 0
    with db.transaction() as session:
        link = session.scalars(sa.select(CareLink).where(CareLink.account_id == lee.id)).one()
        link.until_on = clock.now().date() - timedelta(days=1)
    assert [look(), look()] == [1, 0]
    assert to_give()[-1] == (iris.id, letter.id)
    assert rows(LetterSending)[0].with_id is None
    page.sign_in(lee).visit(f"/staff/reviews/letters/{letter.id}", status=404)
    page.sign_in(iris).visit("/staff/reviews/to-give")
    assert "Sam Vale" in page.main
    other = make.worker_of(sam, Role.PERSONAL_ADVISER, name="Pat Ray")
    letters.send(letter, iris, Going(Way.TOGETHER, with_id=other.id))
    assert (other.id, letter.id) in to_give()


def test_a_reader_whom_a_quote_concerns_by_now_does_not_have_it_any_more(
    page: Page, review: Review, iris: Account, lee: Account, said: Statement
) -> None:
    draft = letters.draft(review, iris)
    with db.transaction() as session:
        session.get_one(Letter, draft.id).quoted = [str(said.id)]
    letter = letters.send(letters.approve(draft, iris), iris, Going(Way.TOGETHER, with_id=lee.id))
    marked(said, lee)
    assert look() == 1
    assert rows(LetterSending)[0].with_id is None
    page.sign_in(lee).visit(f"/staff/reviews/letters/{letter.id}", status=404)


def test_while_nobody_leads_the_reviews_it_waits(review: Review, iris: Account, lee: Account) -> None:
    letters.sent(review, iris, Going(Way.TOGETHER, with_id=lee.id))
    with db.transaction() as session:
        for link in session.scalars(sa.select(CareLink)):
            link.until_on = clock.now().date() - timedelta(days=1)
    assert look() == 0


# a quote that must not be read by others any more


def quoting(page: Page, iris: Account, review: Review, said: Statement) -> Letter:
    page.sign_in(iris).visit(f"/staff/reviews/review/{review.id}/letter")
    page.submit("Begin the letter", {"quotes": [str(said.id)]})
    assert SAID in page.html
    return rows(Letter)[0]


def test_a_quote_that_concerns_its_writer_by_now_is_taken_out_and_the_editor_opens(
    page: Page, review: Review, iris: Account, said: Statement
) -> None:
    letter = quoting(page, iris, review, said)
    with db.transaction() as session:
        row = session.get_one(Letter, letter.id)
        row.kept = '{"a": {"what": "x", "found": "Lee shouts", "why": "so"}}'
        translation = LetterTranslation(
            letter_id=letter.id, young_person_id=letter.young_person_id, language="ar"
        )
        translation.by_id, translation.at = iris.id, clock.now()
        translation.sections, translation.translator = sections_to([]), "Tia"
        session.add(translation)
    letters.approve(letter, iris)
    marked(said, iris)
    page.visit(f"/staff/reviews/review/{review.id}/letter", status=404)
    assert [look(), look()] == [1, 0]
    page.visit(f"/staff/reviews/review/{review.id}/letter")
    assert "Lee shouts" not in page.html
    assert "How to reach me" in page.main
    (found,) = rows(Letter)
    assert (found.state, found.quoted, found.kept) == (LetterState.DRAFT, [], "")
    assert rows(LetterTranslation) == []
    page.visit(f"/staff/reviews/review/{review.id}/letter/read")
    assert "Lee shouts" not in page.html


def test_what_the_child_took_back_comes_out_too(
    page: Page, review: Review, iris: Account, said: Statement
) -> None:
    quoting(page, iris, review, said)
    with db.transaction() as session:
        session.get_one(Statement, said.id).taken_back_at = clock.now()
    assert look() == 1
    assert "Lee shouts" not in rows(Letter)[0].sections


def test_after_it_was_sent_its_writer_is_told_nothing_but_that(
    page: Page, review: Review, iris: Account, said: Statement
) -> None:
    letter = quoting(page, iris, review, said)
    letters.send(letters.approve(letter, iris), iris)
    marked(said, iris)
    assert look() == 0
    page.visit(f"/staff/reviews/review/{review.id}/letter")
    assert "was sent. Nothing is left to write" in page.html
    assert "Lee shouts" not in page.html
    page.visit(f"/staff/reviews/letters/{letter.id}", status=404)


def test_of_paper_that_is_not_posted_yet_its_writer_and_whoever_hands_it_over_are_warned_once(
    page: Page, make: Make, sam: YoungPerson, review: Review, iris: Account, lee: Account, said: Statement
) -> None:
    letter = quoting(page, iris, review, said)
    pat = make.worker_of(sam, Role.PERSONAL_ADVISER, name="Pat Ray")
    ways = Going(Way.HAND, with_id=lee.id), Going(Way.PAPER, address=HOME)
    letters.send(letters.approve(letter, iris), iris, *ways)
    assert look() == 0
    with db.transaction() as session:
        session.get_one(Statement, said.id).taken_back_at = clock.now()
    assert [look(), look()] == [1, 0]
    told = {one.account_id for one in rows(Notice) if one.kind is NoticeKind.LETTER_STOP}
    assert told == {iris.id, lee.id}
    page.sign_in(iris).visit("/staff").follow("A letter on paper must not go")
    assert "Not as it is: look first" in page.main
    page.visit(f"/staff/reviews/letters/{letter.id}")
    assert "Do not give it to anybody as it is" in page.main
    (by_hand,) = (one for one in rows(LetterSending) if one.with_id == lee.id)
    page.sign_in(lee).visit(f"/staff/reviews/letters/{letter.id}/give/{by_hand.id}")
    assert "Ask whoever leads their reviews to put it right." in page.main
    recall(rows(Letter)[0], iris)
    page.sign_in(iris).visit("/staff")
    assert "A letter on paper must not go" not in page.main
    assert pat.id not in told


def test_whoever_is_kept_from_what_it_quotes_is_not_warned_of_it(
    page: Page, review: Review, iris: Account, lee: Account, said: Statement
) -> None:
    letter = quoting(page, iris, review, said)
    letters.send(letters.approve(letter, iris), iris, Going(Way.PAPER, address=HOME))
    marked(said, iris)
    assert [look(), look()] == [0, 0]
    assert [one for one in rows(Notice) if one.kind is NoticeKind.LETTER_STOP] == []


def test_begun_again_from_one_that_was_taken_back_it_quotes_no_more(
    page: Page, review: Review, iris: Account, said: Statement
) -> None:
    letter = quoting(page, iris, review, said)
    sent = letters.send(letters.approve(letter, iris), iris)
    marked(said, iris)
    recall(sent, iris)
    page.visit(f"/staff/reviews/review/{review.id}/letter")
    assert "Lee shouts" not in page.html
    page.submit("Go on from it")
    assert "Lee shouts" not in page.html
    page.visit(f"/staff/reviews/review/{review.id}/letter")
    assert rows(Letter)[-1].quoted == []


TOLD, WELL = SectionKey.TOLD_ME, SectionKey.GOING_WELL


@pytest.mark.once
@pytest.mark.parametrize(
    ("told", "well", "left"),
    [
        (f"You said: “{SAID}”\n\nYou like tea.", "You swim.", ("You like tea.", "You swim.")),
        ("You like tea.", f"Swimming.\n\nYou said: “{SAID}”", ("You like tea.", "Swimming.")),
        ("You told me that Lee is loud.", "You swim.", ("", "You swim.")),
    ],
)
def test_what_is_taken_out_is_the_paragraph_or_where_it_was_changed_all_that_was_told(
    told: str, well: str, left: tuple[str, str]
) -> None:
    found = without_quote([Section(TOLD, words=told), Section(WELL, words=well)], SAID.replace(" at", "\nat"))
    assert tuple(one.words for one in found) == left


@pytest.mark.once
def test_a_short_word_takes_nothing_out_where_nobody_is_quoted() -> None:
    sections = [Section(TOLD, words="You said: “No”"), Section(WELL, words="No more worries.")]
    assert [one.words for one in without_quote(sections, "No")] == ["", "No more worries."]


# a correction that was taken back


@letters.inside()
def recall(letter: Letter, iris: Account) -> None:
    with db.transaction():
        sending.recall(letter, "The wrong words", letter_days=20, by=letters.sender(iris))


@letters.inside()
def correct(letter: Letter, iris: Account, once: uuid.UUID | None = None) -> Letter:
    with db.transaction():
        found = writing.correct(
            queries.locked(letter.id),
            "A name was wrong.",
            send_once=once or uuid.uuid4(),
            by=letters.as_viewer(iris),
            now=clock.now(),
        )
        found_id = found.id
    return next(one for one in rows(Letter) if one.id == found_id)


def test_after_a_correction_was_taken_back_the_letter_can_be_put_right_again(
    review: Review, iris: Account
) -> None:
    first = letters.sent(review, iris)
    second = letters.send(letters.approve(correct(first, iris), iris), iris)
    recall(second, iris)
    once = uuid.uuid4()
    third = correct(first, iris, once)
    assert third.id not in (first.id, second.id)
    assert correct(first, iris, once).id == third.id
    with pytest.raises(Refused):
        correct(first, iris)
    letters.send(letters.approve(third, iris), iris)
    states = {one.id: (one.state, one.corrects_id) for one in rows(Letter)}
    assert states[first.id] == (LetterState.REPLACED, None)
    assert states[second.id] == (LetterState.RECALLED, None)
    assert states[third.id] == (LetterState.SENT, first.id)


# the history of who opened what


def test_writing_for_an_hour_is_one_event_of_each_person(
    page: Page, make: Make, review: Review, iris: Account
) -> None:
    letters.draft(review, iris)

    def noted() -> int:
        return len([one for one in rows(Event) if one.action == "write_letter"])

    url = f"/staff/reviews/review/{review.id}/letter"
    for _ in range(3):
        page.sign_in(iris).visit(url)
        page.submit("Save")
    assert noted() == 1
    stand_in = make.staff(Role.IRO)
    make.stand_in(iris, stand_in)
    page.sign_in(stand_in).visit(url)
    assert noted() == 2
    with clock.at(clock.now() + timedelta(minutes=61)):
        page.sign_in(iris).visit(url)
    assert noted() == 3
