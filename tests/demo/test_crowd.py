"""`portal seed`: as many as asked for, readable like everything else, and only where nobody real is."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import cli, db
from portal.audit.models import Event
from portal.coding import figures as coding
from portal.coding.models import CodedTheme, Coding
from portal.demo import pace, signin
from portal.demo.crowd import Crowd, NotMadeUp, seed
from portal.demo.crowd_words import DAYS
from portal.demo.lines import lines
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.notices.models import Notice
from portal.people.models import Episode, YoungPerson
from portal.people.queries import with_number
from portal.settings import Settings
from portal.vault import keys
from portal.voice import figures as voice
from portal.voice.models import Answer, Statement
from tests.support.factories import Make


def rows_of(kind: Any) -> int:
    with db.transaction() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0


def test_it_makes_as_many_as_asked_and_says_how_far_it_is(settings: Settings) -> None:
    told: list[tuple[int, int]] = []
    seed(Crowd(settings, children=7, statements=103), lambda done, of: told.append((done, of)))
    assert (rows_of(YoungPerson), rows_of(Episode), rows_of(Statement)) == (7, 7, 103)
    assert told[0] == (0, 103)
    assert told[-1] == (103, 103)
    assert rows_of(Event) == rows_of(Notice) == 0


def test_what_it_makes_opens_and_counts_like_everything_else(settings: Settings) -> None:
    seed(Crowd(settings, children=5, statements=200))
    texts = {line.text for line in lines()}
    with db.transaction() as session:
        statements = session.scalars(sa.select(Statement)).all()
        assert {each.words for each in statements} <= texts
        assert all(each.understood and bool(each.will_do) != bool(each.reason) for each in _all(Answer))
        people = _all(YoungPerson)
        assert with_number(people[0].child_ref) == people[0].id
        assert all(each.born_on and each.called in each.full_name for each in people)
        assert {each.statement_id for each in _all(Coding)} <= {each.id for each in statements}
        today = clock.today(settings.time_zone)
        period = Period(today - timedelta(days=DAYS + 1), today)
        spoke = voice.said(period, settings.time_zone)
        assert sum(spoke.population.values()) == 5
        assert sum(spoke.said.values()) == len({each.young_person_id for each in statements})
        assert sum(sum(bands.values()) for bands in coding.themes(period).values()) > 5
        assert sum(voice.verdicts(period, settings.time_zone).values()) > 0


def _all(kind: Any) -> list[Any]:
    return list(db.session.scalars(sa.select(kind)))


def test_some_themes_are_spoken_of_far_more_than_others(settings: Settings) -> None:
    seed(Crowd(settings, children=3, statements=1500))
    with db.transaction() as session:
        counts = Counter(session.scalars(sa.select(CodedTheme.theme))).most_common()
    assert len(counts) > 8
    assert counts[0][1] > 8 * counts[-1][1]


def test_the_same_dice_make_the_same_words(settings: Settings, database: Any) -> None:
    found = []
    for number in (3, 3, 4):
        database.reset()
        seed(Crowd(settings, children=4, statements=30, seed=number))
        with db.transaction() as session:
            keys.preload(session.scalars(sa.select(YoungPerson.id)))
            found.append(sorted((str(each.id), each.words) for each in _all(Statement)))
    assert found[0] == found[1] != found[2]


def test_more_can_be_added(settings: Settings) -> None:
    for _ in range(2):
        seed(Crowd(settings, children=4, statements=20))
    assert (rows_of(YoungPerson), rows_of(Statement)) == (8, 40)


@pytest.mark.parametrize(("children", "statements"), [(0, 0), (3, 0)])
def test_nothing_asked_nothing_made(settings: Settings, children: int, statements: int) -> None:
    seed(Crowd(settings, children, statements))
    assert (rows_of(YoungPerson), rows_of(Statement)) == (children, 0)


def test_it_leaves_a_real_council_alone(settings: Settings, make: Make) -> None:
    make.young_person()
    with pytest.raises(NotMadeUp):
        seed(Crowd(settings, children=4, statements=20))
    assert rows_of(YoungPerson) == 1
    signin.write(settings, [])
    with pytest.raises(NotMadeUp):
        seed(Crowd(settings, children=4, statements=20))
    signin.remove(settings)


def test_it_may_join_the_demo(settings: Settings, make: Make) -> None:
    make.young_person()
    entry = {"role": "", "name": "", "address": "", "identifier": None, "secret": "", "totp": None}
    signin.write(settings, [entry])
    try:
        seed(Crowd(settings, children=4, statements=20))
    finally:
        signin.remove(settings)
    assert rows_of(YoungPerson) == 5


def command(settings: Settings, options: argparse.Namespace) -> int:
    """The command as the terminal runs it: it opens a connection of its own."""
    engine = db.session.get_bind()
    db.session.remove()
    assert isinstance(engine, sa.Engine)
    engine.dispose()
    return cli.seed_crowd(settings, options)


def test_the_command_says_what_was_made_and_refuses_in_words(
    settings: Settings, make: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    options = argparse.Namespace(children=2, statements=1_100, seed=1)
    assert command(settings, options) == cli.DONE
    out = capsys.readouterr()
    assert out.out == "Made 2 young people and 1,100 statements.\n"
    assert out.err.splitlines()[-1].startswith("1,100 statements in ")
    make.young_person()
    assert command(settings, options) == cli.REFUSED
    assert "Nothing was done" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ["-1", "many", "1.5"])
def test_the_command_wants_whole_numbers(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["seed", "--children", wrong, "--statements", "3"])
    assert left.value.code == 2
    assert "whole number" in capsys.readouterr().err


def test_how_far_it_is() -> None:
    assert pace.line(12_000, 200_000, 2.925) == "12,000 of 200,000 · 4,103/s · 46 s left"
    assert pace.line(0, 200_000, 0.0) == "0 of 200,000 · 0/s"
