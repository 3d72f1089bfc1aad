"""Sorting by theme: what may be confirmed, that again replaces, and that taking back sets aside."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.coding import commands, queries
from portal.coding.codebook import codebook
from portal.coding.models import Coding
from portal.coding.rules import Stance
from portal.coding.rules.coded import WhyNot, why_not_confirm, why_not_quote, why_not_said
from portal.kit import clock
from portal.kit.errors import Refused
from portal.policy.roles import Role
from portal.voice.models import Statement
from tests.support.coded import LONDON, coded, coding_of, themes_stored
from tests.support.factories import Make

KNOWN = codebook().keys
SAID = datetime(2026, 8, 20, 12, tzinfo=LONDON)


@pytest.fixture
def reader(make: Make) -> Account:
    return make.staff(Role.READER)


@pytest.fixture
def statement(make: Make, reader: Account) -> Statement:
    return make.statement(make.young_person(), read_by=reader, sent_at=SAID)


@pytest.mark.parametrize(
    ("themes", "stance", "more", "why"),
    [
        (["home"], Stance.ASK, {}, None),
        ([], None, {}, None),
        (["home"], None, {}, WhyNot.NO_STANCE),
        ([], Stance.ASK, {}, WhyNot.STANCE_WITHOUT_THEME),
        (["home", "weather"], Stance.ASK, {}, WhyNot.UNKNOWN_THEME),
        (["home"], Stance.ASK, {"is_set_aside": True}, WhyNot.SET_ASIDE),
        (["home"], Stance.ASK, {"quote_theme": "home"}, None),
        (["home"], Stance.ASK, {"quote_theme": "money"}, WhyNot.QUOTE_NEEDS_THEME),
        ([], None, {"quote_theme": "money"}, WhyNot.QUOTE_NEEDS_THEME),
    ],
)
def test_what_may_be_confirmed(
    themes: list[str], stance: Stance | None, more: dict[str, object], why: WhyNot | None
) -> None:
    assert why_not_confirm(themes, stance, known=KNOWN, **more) is why  # type: ignore[arg-type]


def test_something_has_to_be_said() -> None:
    assert why_not_said(themes=[], none=False) is WhyNot.NOTHING
    assert why_not_said(themes=["home"], none=True) is WhyNot.THEMES_AND_NONE
    assert why_not_said(themes=["home"], none=False) is why_not_said(themes=[], none=True) is None


@pytest.mark.parametrize(
    ("theme", "has_consented", "concerns_somebody", "why"),
    [
        ("home", True, False, None),
        ("home", False, False, WhyNot.NO_CONSENT),
        ("home", True, True, WhyNot.CONCERNS_SOMEBODY),
        ("school", True, False, WhyNot.NO_QUOTE_THEME),
        ("", True, False, WhyNot.NO_QUOTE_THEME),
    ],
)
def test_a_quote_needs_their_consent_and_one_of_its_themes_and_concerns_nobody_known_here(
    theme: str, has_consented: bool, concerns_somebody: bool, why: WhyNot | None
) -> None:
    facts = {"has_consented": has_consented, "concerns_somebody": concerns_somebody}
    assert why_not_quote(theme, ["home", "money"], **facts) is why


def test_again_replaces_and_leaves_one_row(make: Make, statement: Statement, reader: Account) -> None:
    other = make.staff(Role.READER)
    first = coded(statement, reader, "home", "money")
    again = coded(statement, other, "money", "school", stance=Stance.IDEA)
    assert again.id == first.id
    assert (again.by_id, again.stance, again.codebook_version) == (other.id, Stance.IDEA, codebook().version)
    assert themes_stored(statement) == {"money", "school"}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Coding)) == 1
    coded(statement, reader)
    assert themes_stored(statement) == set()
    found = queries.sorted_by(statement.id)
    assert found is not None
    assert (found.themes, found.stance) == (frozenset(), None)


def test_set_aside_it_counts_nowhere_and_stays_so(statement: Statement, reader: Account) -> None:
    coded(statement, reader, "home")
    now = clock.now()
    for later in (now, now + timedelta(days=1)):
        with db.transaction():
            commands.set_aside(statement.id, later)
    row = coding_of(statement)
    assert row is not None
    assert row.set_aside_at == now
    assert themes_stored(statement) == set()
    assert queries.sorted_by(statement.id) is None
    assert queries.themes_spoken_of(statement.young_person_id) == []
    with pytest.raises(Refused):
        coded(statement, reader, "home")


def test_what_was_never_sorted_can_be_set_aside(statement: Statement) -> None:
    with db.transaction():
        commands.set_aside(statement.id, clock.now())
    assert coding_of(statement) is None


def test_of_what_somebody_spoke_and_who_spoke_of_a_theme(make: Make, reader: Account) -> None:
    one, two = make.young_person(), make.young_person()
    for person, days, themes in ((one, 0, ["home", "money"]), (one, 3, ["home"]), (two, 9, ["home"])):
        made = make.statement(person, read_by=reader, sent_at=SAID + timedelta(days=days))
        coded(made, reader, *themes)
    first, last = date(2026, 8, 20), date(2026, 8, 29)
    assert queries.themes_spoken_of(one.id) == [
        ("home", date(2026, 8, 23)),
        ("home", date(2026, 8, 20)),
        ("money", date(2026, 8, 20)),
    ]
    assert set(queries.speakers("home", first, last)) == {one.id, two.id}
    assert list(queries.speakers("home", first, first)) == [one.id]
    assert list(queries.speakers("home", last, last)) == [two.id]
    assert list(queries.speakers("school", first, last)) == []
