"""The letter in front of a part: what is known is in it, in the reader's language, in plain words."""

from __future__ import annotations

import uuid

import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.plainwords import jargon_in, reading_age
from portal.records.models import RecordsRequest, Release, Search
from portal.records.presenters.glossary import MEANS, found_in
from portal.records.queries import giving as queries
from portal.records.rules import Found, SearchPlace
from portal.records.rules.letters import read_lines
from tests.support.pages import Page
from tests.support.world_records import LONDON, make_request
from tests.support.world_records_giving import make_read
from tests.voice.young import rows


def search(request: RecordsRequest, by: Account, place: SearchPlace, found: Found, **said: str) -> None:
    with db.transaction() as session:
        row = Search(request_id=request.id, send_once=uuid.uuid4(), place=place, found=found, by_id=by.id)
        row.at, row.asked_on = clock.now(), clock.today(LONDON)
        row.years_from, row.years_until = 2004, 2009
        session.add(row)
        for name, value in said.items():
            setattr(row, name, value)


def letter_page(page: Page, rowan: Account, **asked: str) -> tuple[Page, RecordsRequest]:
    request = make_request(officer=rowan, name="Robin Hale", **asked)  # type: ignore[arg-type]  # words of it
    search(request, rowan, SearchPlace.PAPER_STORE, Found.FOUND, where="Basement 2")
    search(
        request, rowan, SearchPlace.ARCHIVE, Found.DESTROYED, statement="Box 7 was lost in a flood in 2011."
    )
    search(request, rowan, SearchPlace.SCHOOL, Found.WAITING)
    make_read(request, "The IRO came.", by=rowan)
    page.sign_in(rowan).visit(f"/staff/records/{request.id}/give").submit("Put it together")
    return page, request


def test_it_says_where_we_looked_what_is_lost_and_how_to_question_it(page: Page, rowan: Account) -> None:
    page, _request = letter_page(page, rowan)
    words = {page.value(f"heading_{n}"): page.value(f"words_{n}") for n in range(1, 8)}
    assert "• our paper files: Basement 2, 2004 to 2009" in words["Where we looked"]
    assert "We still wait to hear from these:\n• a school" in words["Where we looked"]
    assert words["What is missing"].startswith("Box 7 was lost in a flood in 2011.")
    assert words["What is covered"] == "Nothing is covered. You get every page as it is."
    assert "advocate" in words["If you think something is wrong"]
    text = "\n".join(words.values())
    assert reading_age(text) <= 11
    assert not jargon_in(text)
    assert page.value("dear") == "Dear Robin Hale,"
    assert "Rowan Shelf" in page.value("signed")


def test_it_is_in_the_readers_language(page: Page, rowan: Account) -> None:
    page, _request = letter_page(page, rowan, language="ar")
    page.submit("Keep the letter")
    with db.transaction():
        letter = queries.letter_of(db.session.get_one(Release, rows(Release)[0].id))
    assert (letter["lang"], letter["dir"]) == ("ar", "rtl")


def test_it_is_seen_as_it_is_printed_before_anything_is_made(page: Page, rowan: Account) -> None:
    page, request = letter_page(page, rowan)
    address = f"/staff/records/{request.id}/give/{rows(Release)[0].id}/letter/as-read"
    page.visit(address, status=404)  # nothing is kept yet
    page.visit(address.removesuffix("/as-read")).submit("Keep it and stay here")
    page.follow("See the letter as it is printed (PDF)")
    assert page.response is not None
    assert page.response.data.startswith(b"%PDF")


@pytest.mark.once
def test_short_words_are_found_only_as_files_write_them() -> None:
    assert found_in(["IRO,", "(LAC)", "pep", "S.20", "s47", "Sec20", "20", "Robin", "P.E.P."]) == [
        "IRO",
        "LAC",
        "PEP",
        "S20",
        "S47",
    ]


@pytest.mark.once
def test_every_short_word_is_explained_plainly() -> None:
    # What it is short for stands before a colon: those are the words that need explaining.
    meanings = [str(means).rpartition(": ")[2] for means in MEANS.values()]
    assert reading_age("\n".join(meanings)) <= 11
    assert [one for one in meanings if reading_age(one) > 13] == []
    assert not jargon_in("\n".join(meanings))


@pytest.mark.once
def test_a_glossary_is_read_line_by_line() -> None:
    assert read_lines("IRO = who checks\n\n p 12 = it says = moved ") == [
        {"term": "IRO", "means": "who checks"},
        {"term": "p 12", "means": "it says = moved"},
    ]
    with pytest.raises(ValueError, match="no sign"):
        read_lines("no sign")
