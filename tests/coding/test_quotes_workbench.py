"""What the workbench proposes and warns of: who or what a name stands for, words that few ever used."""

from __future__ import annotations

import flask
import pytest

from portal import db
from portal.coding.figures.quotes import approved_quotes
from portal.coding.models import Coding
from portal.coding.presenters.quotes import first_words, rare_in
from portal.coding.rules import QuoteState, Recognised, Stance
from portal.coding.rules import quotes as rules
from portal.coding.rules.quotes import WhyNot, token_for, why_not_recognised, why_not_words
from portal.disclosure.counts import Period
from portal.disclosure.marks import Kind, Mark
from portal.home.queries import how_many_said
from portal.kit import clock
from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.quoted import made_quote


@pytest.mark.once
@pytest.mark.parametrize(
    ("original", "name", "words"),
    [
        ("I miss my sister Keira a lot", "Keira", "I miss [my sister] a lot"),
        ("my little brother Tom, who is funny", "Tom", "[my brother], who is funny"),
        ("I go to Elmfield School now", "Elmfield", "I go to [my school] now"),
        ("we live in Dorset Road", "Dorset", "we live in [a street]"),
        ("our social worker Ines left", "Ines", "[our worker] left"),
        ("I like Keira", "Keira", "I like […]"),
        ("my banana Keira", "Keira", "my banana […]"),
    ],
)
def test_who_or_what_it_is_stands_in_the_place_of_a_name(original: str, name: str, words: str) -> None:
    start = original.index(name)
    proposed = first_words(original, [Mark(start, start + len(name), Kind.KNOWN_NAME)])
    assert proposed == words
    assert why_not_words(original, proposed, may_change=False) is None


@pytest.mark.once
def test_two_names_of_one_are_one_token_and_numbers_are_none() -> None:
    original = "my mum Ann Lee rang"
    marks = [Mark(7, 10, Kind.KNOWN_NAME), Mark(11, 14, Kind.CAPITAL)]
    assert first_words(original, marks) == "[my mum] […] rang"
    assert first_words("ring 0123", [Mark(5, 9, Kind.PHONE)]) == "ring […]"
    assert token_for("", 0, 0) is None


@pytest.mark.once
def test_whether_somebody_could_tell_has_to_be_said() -> None:
    assert why_not_recognised(None) is WhyNot.NOT_SAID
    assert why_not_recognised(Recognised.YES) is WhyNot.RECOGNISED
    assert why_not_recognised(Recognised.PERHAPS) is None


@pytest.mark.once
def test_words_in_brackets_are_not_asked_about() -> None:
    assert rules.words_to_ask_about("my ponies [my sister] … Ponies at the zoo") == ["Ponies"]


def test_a_rare_word_is_one_that_fewer_than_five_people_used(
    app: flask.Flask, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.home.queries.ENOUGH_PEOPLE", 6)
    people = [make.young_person() for _number in range(6)]
    with app.app_context():
        assert how_many_said(["ponies"]) is None
        for number, person in enumerate(people):
            make.statement(person, "the minibus is late" + (" and the ponies are old" if number < 4 else ""))
        make.statement(people[0], "ponies, ponies, ponies")
        assert how_many_said(["ponies", "minibus", "zebra"]) == {"ponies": 4, "minibus": 5, "zebra": 0}
        found = rare_in("the minibus is late and my ponies are old")
        assert (list(found.words), found.can_tell) == (["ponies"], True)
        concerned = make.statement(people[4], "the ponies again")
        make.kept_apart(people[4], concerned, make.staff(Role.SOCIAL_WORKER))
        assert how_many_said(["ponies"]) == {"ponies": 4}


def test_the_page_says_when_nobody_can_tell_and_whoever_approves_reads_what_was_thought(
    make: Make, page: Page
) -> None:
    sam, reader = make.young_person(), make.staff(Role.READER)
    quote = made_quote(make, sam, "my ponies are sick", by=reader)
    page.sign_in(reader).visit(f"/staff/quotes/{quote.id}")
    assert "Too few young people have spoken yet" in page.main
    agreed = made_quote(make, sam, "x y z", by=reader, state=QuoteState.AGREED, recognised=Recognised.PERHAPS)
    page.sign_in(make.staff(Role.READER)).visit(f"/staff/quotes/{agreed.id}")
    assert "thinks that a worker might tell who it is" in page.main


def test_how_somebody_spoke_comes_with_a_quote_and_strong_words_are_not_first(
    app: flask.Flask, make: Make
) -> None:
    reader, today = make.staff(Role.READER), clock.now().date()
    made = [
        made_quote(make, make.young_person(), words, by=reader, state=QuoteState.APPROVED)
        for words in ("it is the worst place ever", "it is fine here")
    ]
    with db.transaction() as session:
        session.add(
            Coding(
                statement_id=made[1].statement_id,
                young_person_id=made[1].young_person_id,
                said_on=today,
                stance=Stance.GOING_WELL,
                codebook_version=1,
                by_id=reader.id,
                at=clock.now(),
            )
        )
    found = approved_quotes(Period(today, today), ["family_time"])
    assert [one.id for one in found] == [one.id for one in sorted(made, key=lambda one: one.id.hex)]
    assert {one.id: one.stance for one in found} == {made[0].id: None, made[1].id: Stance.GOING_WELL}
