"""Rules of passwords, cards, checks and sessions. No database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from portal.accounts.rules.cards import CardStop, CheckStop, why_not_check, why_not_use_card
from portal.accounts.rules.doors import Shut, Wrong
from portal.accounts.rules.passwords import WeakPassword, why_not_password
from portal.accounts.rules.sessions import LONGEST, TYPED_IS_KEPT, Standing, standing

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ABOUT = ("dana.hill@example.org", "Dana Hill", "Example Council")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", WeakPassword.SHORT),
        ("elevenchars", WeakPassword.SHORT),
        ("x" * 201, WeakPassword.LONG),
        ("password1234", WeakPassword.COMMON),
        ("P@ssw0rd!!!!", WeakPassword.COMMON),
        ("Liverpool2026!", WeakPassword.COMMON),
        ("123456789012", WeakPassword.REPEATS),
        ("qwertyuiopas", WeakPassword.REPEATS),
        ("poiuytrewq0987654321", WeakPassword.REPEATS),
        ("aaaaaaaaaaaaaa", WeakPassword.REPEATS),
        ("abcabcabcabc", WeakPassword.REPEATS),
        ("sunshinesunshine", WeakPassword.COMMON),
        ("DanaHill2026!", WeakPassword.ABOUT_YOU),
        ("ExampleCouncil1", WeakPassword.ABOUT_YOU),
    ],
)
def test_passwords_that_people_try_first_are_refused(password: str, why: WeakPassword) -> None:
    assert why_not_password(password, ABOUT) is why


@pytest.mark.parametrize(
    "password",
    [
        "clay lamp forty birds",
        "alllowercaseisfinehere",
        "ein langer satz ohne zahl",
        "中文密码也可以用来登录系统呀",
        "Dana likes nine purple trains",
    ],
)
def test_long_ones_pass_without_signs_or_capitals(password: str) -> None:
    assert why_not_password(password, ABOUT) is None


def _card(**changes: object) -> CardStop | None:
    values = {
        "used_at": None,
        "cancelled_at": None,
        "expires_at": NOW + timedelta(days=1),
        "now": NOW,
        "made_by": uuid4(),
        "kept_apart": set(),
    }
    return why_not_use_card(**{**values, **changes})  # type: ignore[arg-type]


def test_a_card_opens_the_door_once_and_within_its_days() -> None:
    maker = uuid4()
    assert _card() is None
    assert _card(used_at=NOW) is CardStop.USED
    assert _card(cancelled_at=NOW) is CardStop.CANCELLED
    assert _card(expires_at=NOW) is CardStop.EXPIRED
    assert _card(made_by=maker, kept_apart={maker}) is CardStop.CANCELLED


def test_a_lost_way_in_needs_a_second_pair_of_eyes() -> None:
    maker, other = uuid4(), uuid4()
    assert why_not_check(by=other, card_made_by=maker, is_open=True, kept_apart=set()) is None
    assert (
        why_not_check(by=maker, card_made_by=maker, is_open=True, kept_apart=set()) is CheckStop.MADE_THE_CARD
    )
    assert (
        why_not_check(by=other, card_made_by=maker, is_open=True, kept_apart={maker})
        is CheckStop.MAKER_IN_CONFLICT
    )
    assert why_not_check(by=other, card_made_by=maker, is_open=False, kept_apart=set()) is CheckStop.DONE


@pytest.mark.parametrize(
    ("silence", "age", "expected"),
    [
        (timedelta(minutes=20), timedelta(hours=1), Standing.OPEN),
        (timedelta(minutes=20, seconds=1), timedelta(hours=1), Standing.LAPSED),
        (timedelta(0), LONGEST, Standing.OPEN),
        (timedelta(0), LONGEST + timedelta(seconds=1), Standing.LAPSED),
        (TYPED_IS_KEPT + timedelta(seconds=1), timedelta(days=2), Standing.OVER),
        (timedelta(minutes=-6), timedelta(0), Standing.OVER),
    ],
)
def test_a_session_ends_by_quiet_or_by_age(silence: timedelta, age: timedelta, expected: Standing) -> None:
    found = standing(began_at=NOW - age, seen_at=NOW - silence, now=NOW, quiet=timedelta(minutes=20))
    assert found is expected


def test_a_wait_is_said_in_whole_seconds() -> None:
    assert Shut(Wrong.TOO_SOON, timedelta(seconds=4.2)).seconds == 5
    assert Shut(Wrong.NOT_RIGHT).seconds == 0
