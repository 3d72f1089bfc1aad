"""The regulator is called by its name of the day."""

from __future__ import annotations

from datetime import date

import pytest

from portal.settings import Settings, SettingsError


def test_the_regulator_has_another_name_from_its_day_on() -> None:
    settings = Settings.from_environment({"HEARD_REGULATOR_NEXT_FROM": "2027-04-01"})
    assert settings.regulator_on(date(2027, 3, 31)).name == "Information Commissioner’s Office"
    after = settings.regulator_on(date(2027, 4, 1))
    assert (after.name, after.phone) == ("Information Commission", "0303 123 1113")


def test_without_a_day_it_keeps_its_name() -> None:
    assert Settings().regulator_on(date(2099, 1, 1)).name == "Information Commissioner’s Office"


def test_a_day_that_is_none_is_refused_at_the_start() -> None:
    with pytest.raises(SettingsError, match="HEARD_REGULATOR_NEXT_FROM"):
        Settings.from_environment({"HEARD_REGULATOR_NEXT_FROM": "next spring"})
