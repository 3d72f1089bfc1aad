"""The letter's editor: it begins with what is known, nothing typed is lost, and it is read before it goes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import flask
import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import CareLink, YoungPerson
from portal.policy.roles import Role
from portal.reviews.commands import writing as commands
from portal.reviews.models import AgreedAction, Letter, Review
from portal.reviews.queries import writing as queries
from portal.reviews.rules import LetterState, SectionKey, Way
from portal.reviews.rules.sending import Going
from portal.reviews.rules.writing import Section, sections_from
from tests.support import made_letters
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows


class InTheApp:
    """The letters' factories, each called inside the application: no page may be opened inside it."""

    def __init__(self, app: flask.Flask) -> None:
        self.app = app

    def __getattr__(self, name: str) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            with self.app.app_context():
                return getattr(made_letters, name)(*args, **kwargs)

        return call


@pytest.fixture
def letters(app: flask.Flask) -> InTheApp:
    return InTheApp(app)


@pytest.fixture
def sam(make: Make) -> YoungPerson:
    return make.young_person(name="Sam Vale")


@pytest.fixture
def iris(make: Make, sam: YoungPerson) -> Account:
    return make.worker_of(sam, Role.IRO, name="Iris Holt", email="iris@example.org")


@pytest.fixture
def review(make: Make, sam: YoungPerson, iris: Account) -> Review:
    return make.review(sam, "held", iro=iris)


def editor_of(review: Review) -> str:
    return f"/staff/reviews/review/{review.id}/letter"


def begun(page: Page, review: Review) -> Page:
    return page.visit(editor_of(review)).submit("Begin the letter")


def letter_of(review: Review) -> Letter:
    return max((one for one in rows(Letter) if one.review_id == review.id), key=lambda one: one.version)


def sections_of(review: Review) -> list[Section]:
    letter_id = letter_of(review).id
    with db.transaction() as session:
        return sections_from(session.get_one(Letter, letter_id).sections)


def words_of(review: Review, key: SectionKey) -> str:
    return next(one.words for one in sections_of(review) if one.key is key)


def place_of(review: Review, key: SectionKey) -> int:
    return [one.key for one in sections_of(review)].index(key)


def test_a_letter_begins_with_what_is_known_and_nothing_they_said_unless_it_is_picked(
    page: Page, make: Make, sam: YoungPerson, iris: Account, review: Review, letters: InTheApp
) -> None:
    reader = make.staff(Role.READER)
    said = make.statement(sam, to=[iris], read_by=reader, words="I want to see Mia more.")
    other = make.statement(sam, to=[iris], read_by=reader, words="My room is cold.")
    letters.agreed(review, iris, "Ring the school about lunch")
    page.sign_in(iris).visit(editor_of(review))
    page.submit("Begin the letter", {"quotes": [str(said.id)]})
    assert "Ring the school about lunch" in page.main
    assert "“I want to see Mia more.”" in words_of(review, SectionKey.TOLD_ME)
    assert "cold" not in words_of(review, SectionKey.TOLD_ME)
    assert "iris@example.org" in words_of(review, SectionKey.REACH_ME)
    assert "advocate" in words_of(review, SectionKey.NOT_HAPPY)
    assert other.id != said.id


def test_what_is_kept_from_the_officer_cannot_be_quoted(
    page: Page, make: Make, sam: YoungPerson, iris: Account, review: Review
) -> None:
    said = make.statement(
        sam, to=[iris], read_by=make.staff(Role.READER), words="I am afraid of Iris.", concerning=[iris]
    )
    page.sign_in(iris).visit(editor_of(review))
    assert "afraid" not in page.main
    page.post(f"{editor_of(review)}/start", {"quotes": str(said.id), "send_once": str(uuid4())})
    assert "afraid" not in words_of(review, SectionKey.TOLD_ME)


def test_begun_twice_it_is_one(page: Page, iris: Account, review: Review) -> None:
    page.sign_in(iris)
    begun(page, review)
    page.post(f"{editor_of(review)}/start", {"send_once": str(uuid4())})
    assert len(rows(Letter)) == 1


def test_before_the_review_was_held_there_is_no_letter(
    page: Page, make: Make, sam: YoungPerson, iris: Account
) -> None:
    planned = make.review(sam, "planned", iro=iris)
    page.sign_in(iris).visit(editor_of(planned))
    assert "not held yet" in page.main
    page.post(f"{editor_of(planned)}/start", {"send_once": str(uuid4())}, status=422)
    assert rows(Letter) == []


def test_nobody_but_who_leads_the_reviews_can_open_it(page: Page, make: Make, review: Review) -> None:
    for account in (make.staff(Role.IRO), make.worker_of(_person(review), Role.SOCIAL_WORKER)):
        for way in ("", "/read"):
            page.sign_in(account).visit(editor_of(review) + way, status=404)


def _person(review: Review) -> YoungPerson:
    return next(one for one in rows(YoungPerson) if one.id == review.young_person_id)


def test_parts_are_typed_moved_renamed_added_and_left_out(page: Page, iris: Account, review: Review) -> None:
    page.sign_in(iris)
    begun(page, review)
    page.submit("own", {"parts-1-words": "You swim well.", "parts-1-heading": "Good things"})
    assert words_of(review, SectionKey.GOING_WELL) == "You swim well."
    own = place_of(review, SectionKey.OWN)
    page.submit("up:1", {f"parts-{own}-heading": "Your cat", f"parts-{own}-words": "Tom can come too."})
    assert place_of(review, SectionKey.GOING_WELL) == 0
    page.submit("save", {"parts-1-is_in": False})
    kept = sections_of(review)
    assert [kept[0].heading, kept[own].heading, kept[1].is_in] == ["Good things", "Your cat", False]
    page.visit(f"{editor_of(review)}/read")
    assert "Tom can come too." in page.main
    assert "What you told me" not in page.main
    page.visit(editor_of(review)).submit(f"out:{own}")
    assert "Your cat" not in page.main


def test_two_writers_never_undo_each_other(page: Page, make: Make, iris: Account, review: Review) -> None:
    begun(page.sign_in(iris), review)
    other = Page(page.app).sign_in(iris).visit(editor_of(review))
    page.submit("save", {"parts-1-words": "You swim well."})
    other.submit("save", {"parts-1-words": "You sing well."}, status=422)
    assert words_of(review, SectionKey.GOING_WELL) == "You swim well."
    assert "You swim well." in other.main
    assert "You sing well." in other.html
    other.submit("save")
    assert words_of(review, SectionKey.GOING_WELL) == "You sing well."


def test_a_page_that_arrived_in_part_does_not_shorten_the_letter(
    page: Page, iris: Account, review: Review
) -> None:
    begun(page.sign_in(iris), review)
    before = letter_of(review).number
    page.post(editor_of(review), {"number": str(before), "parts-0-key": "told_me"}, status=422)
    page.post(editor_of(review), {"number": "x", "do": "up:99999999"}, status=422)
    assert letter_of(review).number == before
    assert words_of(review, SectionKey.NOT_HAPPY)


def test_too_long_is_said_beside_the_field_and_kept(page: Page, iris: Account, review: Review) -> None:
    begun(page.sign_in(iris), review)
    page.submit("save", {"parts-1-words": "a " * 5000}, status=422)
    assert page.mistakes
    assert "a a a" in page.html


def test_other_words_are_put_where_the_check_found_some(page: Page, iris: Account, review: Review) -> None:
    begun(page.sign_in(iris), review)
    page.submit("save", {"parts-1-words": "Your placement is fine. You enjoy contact."})
    page.submit("Use “home”").submit("Use “family time”")
    assert words_of(review, SectionKey.GOING_WELL) == "Your home is fine. You enjoy family time."


def test_what_the_writer_keeps_is_kept_with_the_reason(page: Page, iris: Account, review: Review) -> None:
    begun(page.sign_in(iris), review)
    page.submit("save", {"parts-1-words": "Your placement is fine."})
    key = page.html.split('name="why-')[1].split('"')[0]
    page.submit(f"keep:{key}", {f"why-{key}": "You use this word yourself."})
    assert "Because: You use this word yourself." in page.main
    letter_id = letter_of(review).id
    with db.transaction() as session:
        kept = commands.kept_in(session.get_one(Letter, letter_id))
    assert kept[key] == {"what": "jargon", "found": "placement", "why": "You use this word yourself."}
    page.submit("Look at it again placement")
    assert "Use “home”" in page.main


def test_words_that_explain_go_into_the_part_that_is_picked(
    page: Page, iris: Account, review: Review
) -> None:
    begun(page.sign_in(iris), review)
    page.submit("phrase", {"phrase": "advocate", "into": "2"})
    assert "on your side" in words_of(review, SectionKey.TALKED_ABOUT)


def test_it_is_saved_while_it_is_written(page: Page, iris: Account, review: Review) -> None:
    begun(page.sign_in(iris), review)
    form, _button = page.form_with("save")
    form.fill("parts-1-words", "You swim well.")
    sent = [(name, value) for name, value in form.pairs(None) if name != "do"]
    page.client.post(editor_of(review), data=dict([*sent, ("do", "script")]))
    assert words_of(review, SectionKey.GOING_WELL) == "You swim well."


def test_it_is_approved_as_it_was_read(page: Page, iris: Account, review: Review) -> None:
    begun(page.sign_in(iris), review)
    page.submit("read", {"parts-1-words": "You swim well."})
    assert "exactly what they will see" in page.main
    assert "You swim well." in page.main
    page.submit("I have read it")
    assert page.url.endswith(f"/staff/reviews/letters/{letter_of(review).id}/send")
    assert letter_of(review).state is LetterState.APPROVED
    assert letter_of(review).approved_by_id == iris.id


@pytest.mark.parametrize("what", ["words", "action", "look"])
def test_what_changed_since_it_was_read_must_be_read_again(
    page: Page, make: Make, iris: Account, review: Review, what: str, letters: InTheApp
) -> None:
    letter = letters.draft(review, iris)
    page.sign_in(iris).visit(f"{editor_of(review)}/read")
    if what == "action":
        letters.agreed(review, iris, "Buy new shoes")
    else:
        other = Page(page.app).sign_in(iris).visit(editor_of(review))
        other.submit("save", {"parts-1-words": "Other."} if what == "words" else {"is_large": True})
    page.submit("I have read it", status=422)
    assert "Somebody changed it" in page.main
    assert letter_of(review).state is LetterState.DRAFT
    page.submit("I have read it")
    assert letter_of(review).state is LetterState.APPROVED
    assert letter.id == letter_of(review).id


def test_a_saved_change_of_an_approved_letter_makes_it_a_draft(
    page: Page, iris: Account, review: Review, letters: InTheApp
) -> None:
    letters.approved(review, iris)
    page.sign_in(iris).visit(editor_of(review)).submit("save")
    assert letter_of(review).state is LetterState.APPROVED
    page.submit("save", {"parts-1-words": "You swim every day."})
    assert letter_of(review).state is LetterState.DRAFT
    assert letter_of(review).fingerprint is None


def test_an_action_changed_after_approval_makes_it_differ(
    app: flask.Flask, iris: Account, review: Review, letters: InTheApp
) -> None:
    action = letters.agreed(review, iris)
    letter = letters.approved(review, iris)
    with app.app_context():
        assert queries.is_as_approved(letter)
    with app.app_context():
        with db.transaction() as session:
            session.get_one(AgreedAction, action.id).child_words = "See Mia each week"
        assert not queries.is_as_approved(letter)


def test_the_next_officer_takes_it_over_and_reads_it_anew(
    page: Page, make: Make, sam: YoungPerson, iris: Account, review: Review, letters: InTheApp
) -> None:
    letters.approved(review, iris)
    with db.transaction() as session:
        for link in session.query(CareLink).filter_by(account_id=iris.id):
            link.until_on = clock.now().date() - timedelta(days=1)
    page.sign_in(iris).visit(editor_of(review), status=404)
    olu = make.worker_of(sam, Role.IRO, name="Olu Ray")
    page.sign_in(olu).visit(f"{editor_of(review)}/read")
    assert "I have read it" not in page.main
    assert "Iris Holt signs" in page.main
    page.follow("Back to the editor").submit("take")
    assert letter_of(review).by_id == olu.id
    assert letter_of(review).state is LetterState.DRAFT
    page.submit("read").submit("I have read it")
    assert letter_of(review).approved_by_id == olu.id


def test_a_sent_letter_is_put_right_by_another_one(
    page: Page, make: Make, iris: Account, review: Review, letters: InTheApp
) -> None:
    make.account_for(_person(review))
    first = letters.sent(review, iris, Going(Way.PAGE))
    page.sign_in(iris).visit(editor_of(review))
    assert page.url.endswith(f"/staff/reviews/letters/{first.id}")
    page.visit(f"/staff/reviews/letters/{first.id}/correct").submit("Begin the new letter", status=422)
    assert "Write what you put right." in page.mistakes
    page.submit("Begin the new letter", {"note": "You see Mia each week, not each month."})
    new = letter_of(review)
    assert (new.corrects_id, new.version, new.state) == (first.id, 2, LetterState.DRAFT)
    assert "You swim every week" in page.html
    assert "You see Mia each week" in page.html
    page.submit("read")
    assert "This puts right my letter" in page.main
    page.visit(f"/staff/reviews/letters/{first.id}/correct")
    page.submit("Begin the new letter", {"note": "Once more."}, status=422)
    assert len(rows(Letter)) == 2


def test_a_translation_stands_beside_and_is_out_of_date_when_the_letter_changes(
    page: Page, iris: Account, review: Review, letters: InTheApp
) -> None:
    letter = letters.draft(review, iris)
    page.sign_in(iris).visit(f"{editor_of(review)}/read").submit("Translate", {"language": "ar"})
    assert 'dir="rtl"' in page.html
    page.submit("Keep the translation", {"parts-0-words": "مرحبا"}, status=422)
    page.submit("Keep the translation", {"translator": "Rana Haddad", "parts-0-words": "مرحبا"})
    assert "Translated by Rana Haddad." in page.main
    assert "مرحبا" in page.main
    page.submit("I have read it")
    page.visit(editor_of(review)).submit("save", {"parts-0-words": "You told me something else."})
    page.visit(f"{editor_of(review)}/read")
    assert "Out of date" in page.main
    page.visit(f"/staff/reviews/letters/{letter.id}/in/en", status=404)
    page.visit(f"/staff/reviews/letters/{letter.id}/in/xx", status=404)


def test_a_letter_in_another_language_says_what_cannot_be_checked(
    page: Page, iris: Account, review: Review, letters: InTheApp
) -> None:
    letters.draft(review, iris, [Section(SectionKey.TOLD_ME, words="Ring 07700 900123.")], language="pl")
    page.sign_in(iris).visit(f"{editor_of(review)}/read")
    assert "can be checked in English only" in page.main


def test_the_list_of_words_is_the_councils_to_change(
    page: Page, make: Make, iris: Account, review: Review
) -> None:
    page.sign_in(iris).visit("/staff/reviews/words")
    page.submit("Put it on the list", {"word": "Wibble meeting", "say": "talk"})
    page.submit("Take off placement")
    begun(page, review)
    page.submit("save", {"parts-1-words": "Your placement is fine. The wibble meeting was short."})
    assert "Use “talk”" in page.main
    assert "Use “home”" not in page.main
    page.visit("/staff/reviews/words").submit("Put back placement").submit("Take off wibble meeting")
    assert "wibble" not in page.main
    assert "Put back" not in page.main
    page.submit("Put it on the list", status=422)
    page.sign_in(make.staff(Role.SOCIAL_WORKER)).visit("/staff/reviews/words", status=404)


def test_a_letter_that_was_taken_back_is_gone_on_from(
    page: Page, make: Make, iris: Account, review: Review, letters: InTheApp
) -> None:
    make.account_for(_person(review))
    letter = letters.sent(review, iris)
    page.sign_in(iris).visit(f"/staff/reviews/letters/{letter.id}/recall")
    page.submit("Take it back", {"why": "The day was wrong."})
    page.visit(editor_of(review))
    assert "Nothing of it is lost" in page.main
    page.submit("Go on from it")
    assert "You swim every week." in page.html
    page.post(f"{editor_of(review)}/start", {"send_once": str(uuid4())})
    assert [one.version for one in sorted(rows(Letter), key=lambda one: one.version)] == [1, 2]


@pytest.mark.parametrize(
    "do",
    ["up:x", "down:-1", "out:999", "use:", "use:1.none", "keep:none", "again:none", "phrase", "nonsense"],
)
def test_an_odd_button_saves_and_does_nothing_else(
    page: Page, iris: Account, review: Review, letters: InTheApp, do: str
) -> None:
    letters.draft(review, iris)
    before = sections_of(review)
    page.sign_in(iris).visit(editor_of(review))
    form, _button = page.form_with("save")
    form.fill("phrase", "")
    sent = {name: value for name, value in form.pairs(None) if name != "csrf_token"}
    page.post(editor_of(review), {**sent, "do": do, "into": "x", "preset": "teen", "language": "en"})
    assert sections_of(review) == before


@pytest.mark.once
def test_odd_forms_are_answered(page: Page, iris: Account, review: Review, letters: InTheApp) -> None:
    letter = letters.draft(review, iris)
    page.sign_in(iris)
    for odd in (
        {},
        {"number": "١"},
        {"seen": "é" * 64, "number": "1"},
        {"note": "\ud800x", "translator": "x" * 500},
    ):
        for url in (
            f"{editor_of(review)}/read",
            f"/staff/reviews/letters/{letter.id}/in/ar",
            f"/staff/reviews/letters/{letter.id}/correct",
        ):
            page.post(
                url,
                {name: value.encode("utf-8", "replace").decode() for name, value in odd.items()},
                status=422,
            )
    page.post(
        f"/staff/reviews/letters/{letter.id}/in/ar",
        {"seen": "z" * 64, "translator": "Huda", "parts-0-key": "told_me", "parts-0-words": "x"},
    )
    assert letter_of(review).state is LetterState.DRAFT
