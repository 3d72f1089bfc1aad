"""Languages that nobody on duty reads are flagged at once, with how to get them read."""

from __future__ import annotations

import pytest

from portal.accounts.models import Account
from portal.accounts.queries.languages import languages_of
from portal.policy.roles import Role
from portal.voice.rules import Level
from portal.voice.rules.languages import letters_of, read_by
from tests.support.factories import Make
from tests.support.pages import Page

FLAG = "Nobody on duty reads this language"
ARABIC = "أريد أن أرى أختي أكثر"
UKRAINIAN = "Я хочу частіше бачити сестру"


def _reads(page: Page, account: Account, *languages: str) -> None:
    page.sign_in(account).visit("/staff/account").follow("Say which languages you read")
    page.submit("Keep this", {"languages": list(languages)})


@pytest.mark.parametrize(
    ("language", "words", "needed"),
    [
        ("en", "I want to see my sister", None),
        ("en", "", None),
        ("ar", "12:30 :)", None),
        ("ar", ARABIC, {"ar"}),
        ("ar", "ana kwayes", None),
        ("en", UKRAINIAN, {"uk", "ru", "bg"}),
        ("pl", "Chcę częściej widzieć siostrę", {"pl"}),
        ("en", "ខ្ញុំចង់ជួបបងស្រី", set()),
    ],
)
def test_what_it_takes_to_read_it(language: str, words: str, needed: set[str] | None) -> None:
    found = read_by(language, words)
    assert (found if found is None else set(found)) == needed


def test_the_letters_most_of_it_is_in() -> None:
    assert letters_of(f"ok {ARABIC}") == "ARABIC"
    assert letters_of("😀 123") == ""


def test_it_is_flagged_in_the_list_and_on_the_page_until_somebody_on_duty_reads_it(
    page: Page, make: Make
) -> None:
    reader, duty = make.staff(Role.READER), make.staff(Role.DUTY_WORKER, name="Dua Reads")
    statement = make.statement(make.young_person(), ARABIC, language="ar", level=Level.NOW)
    page.sign_in(reader).visit("/staff/desk")
    assert FLAG in page.main
    assert "Now" in page.main
    page.visit(f"/staff/desk/{statement.id}")
    assert FLAG in page.main
    assert "01632 960 333" in page.main
    _reads(page, duty, "ar")
    page.sign_in(reader).visit(f"/staff/desk/{statement.id}")
    assert "Dua Reads" in page.main  # not on duty, but can be asked
    make.on_duty(duty)
    page.visit(f"/staff/desk/{statement.id}")
    assert FLAG not in page.main
    page.visit("/staff/desk")
    assert FLAG not in page.main


def test_words_in_other_letters_on_an_english_page_are_flagged(page: Page, make: Make) -> None:
    make.statement(make.young_person(), UKRAINIAN)
    page.sign_in(make.staff(Role.READER)).visit("/staff/desk")
    assert FLAG in page.main


def test_what_has_no_words_or_is_in_english_is_not(page: Page, make: Make) -> None:
    make.statement(make.young_person(), "", language="ar")
    make.statement(make.young_person(), "I am sad")
    page.sign_in(make.staff(Role.READER)).visit("/staff/desk")
    assert FLAG not in page.main


def test_whom_it_concerns_is_not_named_as_somebody_to_ask(page: Page, make: Make) -> None:
    concerned = make.staff(Role.SAFETY_LEAD, name="Con Cerned")
    _reads(page, concerned, "ar")
    make.on_duty(make.staff(Role.DUTY_WORKER))
    statement = make.statement(make.young_person(), ARABIC, language="ar", concerning=[concerned])
    page.sign_in(make.staff(Role.READER)).visit(f"/staff/desk/{statement.id}")
    assert FLAG in page.main
    assert "These people can read it" not in page.main


def test_languages_can_be_taken_back_and_an_unknown_one_is_refused(page: Page, make: Make) -> None:
    person = make.staff(Role.READER)
    _reads(page, person, "ar", "pl")
    _reads(page, person, "pl")
    page.visit("/staff/account/languages")
    assert languages_of([person.id]) == {person.id: {"pl"}}
    page.post("/staff/account/languages", {"languages": "klingon"}, status=422)
