"""Counting young people by theme, against a count by hand of the same made council."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

import pytest

from portal import db
from portal.coding import figures
from portal.coding.codebook import codebook
from portal.disclosure.counts import Period
from portal.people.rules import age_on
from portal.people.rules.bands import BANDS, band_of
from portal.policy.roles import Role
from portal.voice import figures as voice
from tests.support.coded import AUTUMN, LONDON, Truth, coded, made_council
from tests.support.factories import Make
from tests.support.queries import counted


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_themes_are_as_counted_by_hand_and_never_more_than_spoke(make: Make, seed: int) -> None:
    truth = made_council(make, 25, seed)
    found = figures.themes(AUTUMN)
    assert tuple(found) == codebook().keys
    by_hand = _by_hand(truth)
    spoke = voice.said(AUTUMN, LONDON).said
    for theme, bands in found.items():
        assert {band: n for band, n in bands.items() if n} == dict(by_hand[theme]), theme
        assert tuple(bands) == BANDS
        assert all(n <= spoke.get(band, 0) for band, n in bands.items())
    assert sum(found["home"].values()) > 3, "too little was made to say anything"


def _by_hand(truth: Truth) -> dict[str, dict[str, int]]:
    speakers: dict[str, set[UUID]] = defaultdict(set)
    for one in truth.statements:
        if one.counts and AUTUMN.first <= one.said_on <= AUTUMN.last:
            for theme in one.themes or ():
                speakers[theme].add(one.young_person_id)
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for theme, ids in speakers.items():
        for one_id in ids:
            counts[theme][band_of(age_on(truth.born[one_id], AUTUMN.last))] += 1
    return counts


def test_only_what_a_person_confirmed_counts_and_each_young_person_once(make: Make) -> None:
    reader, person = make.staff(Role.READER), make.young_person()
    made = [
        make.statement(person, "My room", about=["home"], read_by=reader, sent_at=_noon()) for _ in range(3)
    ]
    assert sum(figures.themes(AUTUMN)["home"].values()) == 0
    for statement in made:
        coded(statement, reader, "home")
    assert sum(figures.themes(AUTUMN)["home"].values()) == 1


def test_a_theme_counts_in_the_period_of_the_day_it_was_said(make: Make) -> None:
    reader = make.staff(Role.READER)
    coded(make.statement(make.young_person(), read_by=reader, sent_at=_noon()), reader, "home")
    day = _noon().date()
    assert sum(figures.themes(Period(day, day))["home"].values()) == 1
    assert sum(figures.themes(Period(AUTUMN.first, AUTUMN.first))["home"].values()) == 0


def test_the_same_few_questions_however_many_spoke(make: Make) -> None:
    reader = make.staff(Role.READER)

    def one_more() -> None:
        coded(make.statement(make.young_person(), read_by=reader, sent_at=_noon()), reader, "home")

    def asked() -> int:
        with counted() as queries:
            figures.themes(AUTUMN)
        db.session.remove()
        return len(queries)

    one_more()
    with_one = asked()
    for _ in range(15):
        one_more()
    assert asked() == with_one <= 4


def _noon() -> datetime:
    return datetime(2026, 8, 20, 12, tzinfo=LONDON)
