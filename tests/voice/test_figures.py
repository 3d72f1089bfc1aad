"""Counting who spoke and how answers went, against a count by hand of the same made council."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from portal import db
from portal.accounts.models import Account
from portal.disclosure.counts import Breakdown, Paper, Period
from portal.people.models import YoungPerson
from portal.people.rules import age_on
from portal.people.rules.bands import BANDS, NOT_KNOWN, band_of
from portal.voice import figures
from portal.voice.models import Statement
from portal.voice.rules import Desk, Says
from tests.support.coded import AUTUMN, LONDON, Truth, coded, in_care, made_council
from tests.support.factories import Make
from tests.support.queries import counted

SUMMER = datetime(2026, 8, 20, 12, tzinfo=LONDON)


AGES = {
    "under_12": (0, 11),
    "12_15": (12, 15),
    "16_17": (16, 17),
    "18_over": (18, 40),
    "not_known": (None,),
}


@pytest.mark.parametrize(("band", "age"), [(band, age) for band, ages in AGES.items() for age in ages])
def test_bands(band: str, age: int | None) -> None:
    assert band_of(age) == band


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_everything_is_as_counted_by_hand(make: Make, seed: int) -> None:
    truth = made_council(make, 25, seed)
    spoke = figures.said(AUTUMN, LONDON)
    assert dict(spoke.said) == _in_bands(truth, _speakers(truth), spoke.population)
    assert dict(spoke.population) == _in_bands(truth, _everybody(truth), spoke.population)
    assert all(spoke.said[band] <= spoke.population[band] for band in spoke.population)
    assert tuple(spoke.said) == tuple(spoke.population) == BANDS
    assert figures.verdicts(AUTUMN, LONDON) == _verdicts(truth)
    assert figures.not_coded(AUTUMN, LONDON) == _not_coded(truth)
    assert sum(spoke.said.values()) > 5, "too little was made to say anything"


def _within(day: date) -> bool:
    return AUTUMN.first <= day <= AUTUMN.last


def _speakers(truth: Truth) -> set[UUID]:
    return {one.young_person_id for one in truth.statements if one.counts and _within(one.said_on)}


def _last_verdicts(truth: Truth) -> dict[UUID, tuple[datetime, str]]:
    last: dict[UUID, tuple[datetime, str]] = {}
    for one in truth.statements:
        if one.counts and one.verdict and _within(one.verdict[0].astimezone(LONDON).date()):
            last[one.young_person_id] = max(last.get(one.young_person_id, one.verdict), one.verdict)
    return last


def _verdicts(truth: Truth) -> dict[str, int]:
    found = Counter(says for _at, says in _last_verdicts(truth).values())
    return {says: found[says] for says in ("sorted", "partly", "not_sorted")}


def _everybody(truth: Truth) -> set[UUID]:
    in_care_then = {
        one
        for one, spans in truth.in_care_on.items()
        if any(first <= AUTUMN.last and (last is None or last >= AUTUMN.first) for first, last in spans)
    }
    return in_care_then | truth.leavers | _speakers(truth) | set(_last_verdicts(truth))


def _not_coded(truth: Truth) -> int:
    return sum(
        one.counts and one.themes is None and one.read_on is not None and _within(one.read_on)
        for one in truth.statements
    )


def _in_bands(truth: Truth, who: Iterable[UUID], bands: Iterable[str]) -> dict[str, int]:
    found = Counter(band_of(age_on(truth.born[one], AUTUMN.last)) for one in who)
    assert set(found) <= set(bands)
    return {band: found[band] for band in bands}


def test_a_birthday_nobody_knows_has_its_place_whoever_is_in_it(make: Make) -> None:
    in_care(make.young_person(born_on=date(2012, 3, 1)), date(2026, 1, 1))
    spoke = figures.said(AUTUMN, LONDON)
    assert (spoke.population[NOT_KNOWN], spoke.said[NOT_KNOWN]) == (0, 0)
    assert tuple(spoke.population)[-1] == NOT_KNOWN
    nameless = make.young_person()
    in_care(nameless, date(2026, 1, 1))
    with db.transaction() as session:
        session.get_one(YoungPerson, nameless.id).born_on = None
    spoke = figures.said(AUTUMN, LONDON)
    assert spoke.population[NOT_KNOWN] == 1
    assert spoke.said[NOT_KNOWN] == 0


def test_ages_are_of_the_last_day_of_the_period(make: Make) -> None:
    for born_on in (date(2014, 9, 30), date(2014, 10, 1)):
        in_care(make.young_person(born_on=born_on), date(2026, 1, 1))
    assert dict(figures.said(AUTUMN, LONDON).population) == {
        "under_12": 1,
        "12_15": 1,
        "16_17": 0,
        "18_over": 0,
        "not_known": 0,
    }


def test_a_day_is_the_councils_day(make: Make, rae: Account) -> None:
    person = make.young_person()
    make.statement(person, read_by=rae, sent_at=datetime(2026, 6, 30, 23, 30, tzinfo=LONDON))
    assert sum(figures.said(AUTUMN, LONDON).said.values()) == 0
    make.statement(person, read_by=rae, sent_at=datetime(2026, 7, 1, 0, 30, tzinfo=LONDON))
    assert sum(figures.said(AUTUMN, LONDON).said.values()) == 1
    make.statement(person, read_by=rae, sent_at=datetime(2026, 9, 30, 23, 59, 59, tzinfo=LONDON))
    assert sum(figures.said(AUTUMN, LONDON).said.values()) == 1
    assert sum(figures.said(Period(AUTUMN.last, AUTUMN.last), LONDON).said.values()) == 1


def test_taking_it_back_takes_it_out_of_every_count(make: Make, sam: YoungPerson, rae: Account) -> None:
    statement = make.statement(sam, read_by=rae, sent_at=SUMMER)
    make.answer(statement, rae, at=SUMMER, says=Says.SORTED, says_at=SUMMER, read_at=SUMMER)
    assert sum(figures.said(AUTUMN, LONDON).said.values()) == 1
    assert figures.verdicts(AUTUMN, LONDON)["sorted"] == 1
    assert figures.not_coded(AUTUMN, LONDON) == 1
    with db.transaction() as session:
        session.get_one(Statement, statement.id).taken_back_at = SUMMER
    assert sum(figures.said(AUTUMN, LONDON).population.values()) == 0
    assert figures.verdicts(AUTUMN, LONDON) == {"sorted": 0, "partly": 0, "not_sorted": 0}
    assert figures.not_coded(AUTUMN, LONDON) == 0


def test_what_an_advocate_was_told_counts_nowhere(make: Make, sam: YoungPerson, rae: Account) -> None:
    statement = make.statement(sam, read_by=rae, sent_at=SUMMER, desk=Desk.ADVOCATE)
    make.answer(statement, rae, at=SUMMER, says=Says.SORTED, says_at=SUMMER, read_at=SUMMER)
    assert sum(figures.said(AUTUMN, LONDON).population.values()) == 0
    assert figures.verdicts(AUTUMN, LONDON)["sorted"] == 0
    assert figures.not_coded(AUTUMN, LONDON) == 0


def test_the_last_verdict_of_the_period_counts_and_later_ones_do_not(
    make: Make, sam: YoungPerson, rae: Account
) -> None:
    for days, says in ((0, Says.SORTED), (5, Says.PARTLY), (60, Says.NOT_SORTED)):
        statement = make.statement(sam, read_by=rae, sent_at=SUMMER)
        at = SUMMER + timedelta(days=days)
        make.answer(statement, rae, at=SUMMER, says=says, says_at=at, read_at=at)
    assert figures.verdicts(AUTUMN, LONDON) == {"sorted": 0, "partly": 1, "not_sorted": 0}


def test_counts_ask_few_questions_however_many_spoke(make: Make, rae: Account) -> None:
    def asked() -> int:
        with counted() as queries:
            figures.said(AUTUMN, LONDON)
            figures.verdicts(AUTUMN, LONDON)
            figures.not_coded(AUTUMN, LONDON)
        db.session.remove()
        return len(queries)

    make.statement(make.young_person(), read_by=rae, sent_at=SUMMER)
    with_one = asked()
    for _ in range(15):
        make.statement(make.young_person(), read_by=rae, sent_at=SUMMER)
    assert asked() == with_one <= 9


def test_a_paper_takes_the_counts_as_they_are(make: Make, rae: Account) -> None:
    from portal.coding import figures as coding

    for number in range(3):
        statement = make.statement(make.young_person(), read_by=rae, sent_at=SUMMER)
        if number:
            coded(statement, rae, "home")
    spoke, themes = figures.said(AUTUMN, LONDON), coding.themes(AUTUMN)
    breakdown = Breakdown("age", spoke.population, spoke.said, themes, lasting=False)
    totals = {theme: sum(bands.values()) for theme, bands in themes.items()}
    paper = Paper(
        AUTUMN,
        sum(spoke.population.values()),
        sum(spoke.said.values()),
        totals,
        figures.verdicts(AUTUMN, LONDON),
        (breakdown,),
    )
    assert (paper.said, paper.themes["home"], paper.themes["money"]) == (3, 2, 0)
