"""The register gives back exactly what was entered, and keeps it."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from portal import db
from portal.disclosure.counts import Cell, Period, What
from portal.disclosure.shown import FEWER, HIDDEN, Mark, Published, Reason, Rules, Shown
from portal.kit import clock
from portal.outcomes import commands, queries
from portal.outcomes.models import PublishedPaper
from portal.outcomes.rules import PaperKind
from portal.policy.roles import Role
from tests.support.databases import TestDatabase
from tests.support.did import number, printed
from tests.support.factories import Make

_texts = st.text(max_size=12)
_numbers = st.builds(
    Shown,
    st.just(Mark.NUMBER),
    st.sampled_from([Reason.TRUE_NUMBER, Reason.ROUNDED]),
    st.integers(min_value=0, max_value=10**6),
)
_cells = st.dictionaries(
    st.builds(Cell, st.sampled_from(What), _texts, _texts, _texts),
    st.one_of(_numbers, st.just(FEWER), st.just(HIDDEN)),
    max_size=20,
)
_days = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))
_periods = st.builds(
    lambda first, more: Period(first, first + timedelta(days=more)), _days, st.integers(0, 400)
)
_rules = st.integers(2, 12).flatmap(lambda least: st.builds(Rules, st.just(least), st.integers(1, least)))
PAPERS = st.builds(Published, _periods, _cells, _rules, st.frozensets(_texts, max_size=4), st.booleans())


@given(PAPERS)
def test_a_paper_comes_back_as_it_was_written_down(paper: Published) -> None:
    again = queries.from_json(json.loads(json.dumps(queries.to_json(paper))))
    assert again == paper
    assert list(again.cells.items()) == list(paper.cells.items())


@given(PAPERS)
def test_no_number_is_added_to_what_was_printed(paper: Published) -> None:
    numbers = [row[-1] for row in queries.to_json(paper)["cells"]]
    assert numbers == [one.number for one in paper.cells.values()]


def test_the_register_gives_every_paper_oldest_first(make: Make) -> None:
    by, now = make.staff(Role.PANEL_SUPPORT).id, clock.now()
    before = printed(
        {"school": FEWER, "food": number(10)}, period=Period(date(2026, 1, 1), date(2026, 3, 31))
    )
    after = printed({"school": HIDDEN}, period=Period(date(2026, 4, 1), date(2026, 6, 30)))
    with db.transaction():
        second = commands.enter(after, PaperKind.SUMMARY, by=by, now=now).id
        first = commands.enter(before, PaperKind.COMPARISON, by=by, now=now - timedelta(days=1)).id
    assert queries.register() == [before, after]
    assert queries.summaries() == [after]
    assert queries.paper(first) == before
    assert queries.paper(second) == after
    assert queries.paper(uuid.uuid4()) is None


def test_what_was_published_is_never_changed_or_removed(make: Make, database: TestDatabase) -> None:
    by = make.staff(Role.PANEL_SUPPORT).id
    paper = printed()
    with db.transaction():
        kept = commands.enter(paper, PaperKind.SUMMARY, by=by, now=clock.now()).id
    with pytest.raises(commands.NeverChanged), db.transaction() as session:
        session.get_one(PublishedPaper, kept).cells = []
    with pytest.raises(commands.NeverChanged), db.transaction() as session:
        session.delete(session.get_one(PublishedPaper, kept))
    with db.transaction():  # the same paper entered again is a line of its own
        commands.enter(paper, PaperKind.SUMMARY, by=by, now=clock.now())
    assert queries.paper(kept) == paper
    assert db.session.scalar(sa.select(sa.func.count()).select_from(PublishedPaper)) == 2
