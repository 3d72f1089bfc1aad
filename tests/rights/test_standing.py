"""What the law calls somebody, and what they are owed. Pure."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.plainwords import reading_age
from portal.rights.offer import Offer, offer
from portal.rights.offer.amounts import AMOUNTS
from portal.rights.offer.entries import ENTRIES
from portal.rights.offer.own import BadOffer, read
from portal.rights.rules.owed import Amount, If, Kind, owed
from portal.rights.rules.standing import Care, Say, Standing, Told, asks_more, standings

YES, NO, UNSURE = Say.YES, Say.NO, Say.UNSURE
S = Standing


@pytest.mark.parametrize(
    ("told", "names"),
    [
        (Told(9, Care.NOW), (S.LOOKED_AFTER,)),
        (Told(15, Care.BEFORE), (S.NONE,)),
        (Told(16, Care.NOW, weeks=YES), (S.ELIGIBLE,)),
        (Told(17, Care.NOW, weeks=NO), (S.LOOKED_AFTER,)),
        (Told(17, Care.NOW, weeks=UNSURE), (S.ELIGIBLE, S.LOOKED_AFTER)),
        (Told(17, Care.BEFORE, weeks=YES, at_sixteen=YES), (S.RELEVANT,)),
        (Told(17, Care.BEFORE, weeks=NO, at_sixteen=YES), (S.QUALIFYING,)),
        (Told(17, Care.BEFORE, weeks=YES, at_sixteen=NO), (S.NONE,)),
        (Told(17, Care.BEFORE, weeks=YES, at_sixteen=NO, guardian=YES), (S.QUALIFYING,)),
        (Told(18, Care.BEFORE, weeks=YES, at_sixteen=YES), (S.FORMER_RELEVANT,)),
        (Told(18, Care.NOW, weeks=YES, at_sixteen=YES), (S.FORMER_RELEVANT,)),
        (Told(20, Care.BEFORE, weeks=NO, at_sixteen=YES, studies=NO), (S.QUALIFYING,)),
        (Told(21, Care.BEFORE, weeks=NO, at_sixteen=YES, studies=NO), (S.NONE,)),
        (Told(22, Care.BEFORE, weeks=NO, at_sixteen=YES, studies=YES), (S.QUALIFYING,)),
        (Told(24, Care.BEFORE, weeks=YES, at_sixteen=YES), (S.FORMER_RELEVANT,)),
        (Told(25, Care.BEFORE, weeks=YES, at_sixteen=YES), (S.NONE,)),
        (Told(19, Care.BEFORE), (S.FORMER_RELEVANT, S.QUALIFYING)),
        (Told(12, Care.NEVER), (S.NONE,)),
    ],
)
def test_what_the_law_calls_them(told: Told, names: tuple[Standing, ...]) -> None:
    assert standings(told) == names


TOLD = st.builds(
    Told,
    st.integers(0, 120),
    st.sampled_from(Care),
    st.sampled_from(Say),
    st.sampled_from(Say),
    st.sampled_from(Say),
    st.sampled_from(Say),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@given(TOLD)
def test_somebody_who_does_not_know_is_never_told_less(told: Told) -> None:
    """Whoever is not sure sees all that they would see with whichever answer is right."""
    keys = _keys(told)
    for field in ("weeks", "at_sixteen", "studies"):
        if getattr(told, field) is not UNSURE:
            continue
        for answer in (YES, NO):
            assert _keys(dataclasses.replace(told, **{field: answer})) <= keys, (field, answer)


@given(TOLD)
def test_everybody_finds_their_records_and_how_to_say_that_it_is_not_right(told: Told) -> None:
    assert {"records", "complain"} <= _keys(told)
    assert standings(told)


def _keys(told: Told) -> set[str]:
    return {entry.key for entries in owed(ENTRIES, told).values() for entry in entries}


def test_more_is_only_asked_where_it_makes_a_difference() -> None:
    assert not asks_more(12, Care.NOW)
    assert asks_more(16, Care.NOW)
    assert asks_more(24, Care.BEFORE)
    assert not asks_more(25, Care.BEFORE)
    assert not asks_more(17, Care.NEVER)


def test_what_is_for_some_only_is_shown_to_nobody_else() -> None:
    told = Told(17, Care.NOW, weeks=YES)
    assert "baby" not in _keys(told)
    assert "baby" in _keys(dataclasses.replace(told, is_parent=True))
    assert "right_to_stay" in _keys(dataclasses.replace(told, came_alone=True))
    assert "stay_put" not in _keys(Told(21, Care.BEFORE, weeks=YES, at_sixteen=YES))


def test_every_line_has_a_source_plain_words_and_an_amount_that_is_there() -> None:
    keys = [entry.key for entry in ENTRIES]
    assert len(keys) == len(set(keys))
    amounts = {one.key for one in AMOUNTS}
    for entry in ENTRIES:
        assert entry.source
        assert reading_age(entry.words) <= 9, (entry.key, reading_age(entry.words))
        assert bool(entry.amount) == ("%(amount)s" in entry.words)
        assert not entry.amount or entry.amount in amounts
        assert not re.search(r"\b(case|contact|placement|user)\b", entry.words)
    assert {entry.only_if for entry in ENTRIES if entry.only_if} == set(If)


def test_the_newest_amount_of_the_day_holds_and_the_councils_own_comes_first() -> None:
    def amount(pounds: int, year: int, kind: Kind = Kind.LAW) -> Amount:
        return Amount("bed", pounds, date(year, 1, 1), kind, "a source")

    held = Offer((), (amount(1, 2020), amount(2, 2024), amount(3, 2024, Kind.LOCAL), amount(4, 2030)))
    found = [held.amount("bed", date(year, 6, 1)) for year in (2019, 2021, 2026)]
    assert [one.pounds if one else None for one in found] == [None, 1, 3]


OWN = """
[amounts.setting_up_home]
pounds = 3500
since = 2026-04-01
source = "Cabinet"

[[entries]]
key = "gym"
group = "health"
title = "The gym"
words = "It is free."
standings = ["relevant", "former_relevant"]
source = "Local offer"
first = 16
"""


def test_a_council_adds_its_own(tmp_path: Path) -> None:
    file = tmp_path / "offer.toml"
    file.write_text(OWN)
    held = offer(file)
    gym = held.entry("own_gym")
    assert gym is not None
    assert gym.kind is Kind.LOCAL
    home = held.amount("setting_up_home", date(2026, 5, 1))
    assert home is not None
    assert home.pounds == 3500


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("entries = 3", "entries are [[entries]]"),
        (OWN.replace('group = "health"', 'group = "fun"'), "entry 1: 'fun' is not a valid Group"),
        (OWN.replace('title = "The gym"\n', ""), "entry 1: 'title' is missing"),
        (OWN.replace("3500", "-1"), "amount setting_up_home"),
        (OWN.replace("2026-04-01", '"soon"'), "amount setting_up_home"),
        ("[[[", "cannot be read"),
    ],
)
def test_a_file_with_a_mistake_is_refused_with_its_place(tmp_path: Path, wrong: str, said: str) -> None:
    file = tmp_path / "offer.toml"
    file.write_text(wrong)
    with pytest.raises(BadOffer, match=re.escape(said)):
        read(file)


@pytest.mark.parametrize("care", [Care.NOW, Care.BEFORE])
@pytest.mark.parametrize(
    ("age", "studies", "found"),
    [
        (20, Say.NO, Standing.QUALIFYING),
        (22, Say.NO, Standing.NONE),
        (22, Say.YES, Standing.QUALIFYING),
        (25, Say.YES, Standing.NONE),
    ],
)
def test_who_qualifies_does_so_until_21_or_while_learning_however_they_say_it(
    care: Care, age: int, studies: Say, found: Standing
) -> None:
    told = Told(age, care, weeks=Say.NO, at_sixteen=Say.YES, studies=studies)
    assert standings(told) == (found,)
