"""Nothing links what was said without a name to anybody: no column, no hour, no event, no log."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.nameless import models
from portal.policy.roles import Role
from tests.nameless.test_talk import five_words
from tests.support.factories import Make
from tests.support.pages import Page

TABLES = [
    models.NamelessTalk,
    models.NamelessMessage,
    models.NamelessCall,
    models.NamelessConcern,
    models.NamelessHandling,
    models.NamelessTally,
    models.SurveySaying,
]
# Columns that name an account are staff's: who reads, answers, handles, is called or is spoken about.
STAFFS = {
    "nameless_talks.answerer_id",
    "nameless_messages.read_by_id",
    "nameless_messages.answered_by_id",
    "nameless_calls.account_id",
    "nameless_concerns.account_id",
    "nameless_concerns.marked_by_id",
    "nameless_handlings.done_by_id",
    "survey_sayings.read_by_id",
}
# Moments: of theirs the hour only; of staff's work the moment it was done; what calls, until it is opened.
MOMENTS = {
    "nameless_talks.called_at",
    "nameless_messages.at",
    "nameless_messages.read_by_at",
    "nameless_messages.read_at",
    "nameless_handlings.at",
    "survey_sayings.read_by_at",
    "survey_sayings.read_at",
    "survey_sayings.called_at",
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__tablename__)
def test_no_column_joins(table: Any) -> None:
    for column in table.__table__.columns:
        name = f"{table.__tablename__}.{column.name}"
        points_to = {key.column.table.name for key in column.foreign_keys}
        assert points_to <= {"nameless_talks", *(["accounts"] if name in STAFFS else [])}, name
        assert not isinstance(column.type, db.Moment) or name in MOMENTS, name
        assert not column.primary_key or isinstance(column.type, (sa.Uuid, sa.Date)), "an order over all rows"
        assert column.autoincrement is not True


def everything() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    db.session.remove()
    with db.transaction() as session:
        return {
            table.name: sorted(json.dumps(list(map(str, row))) for row in session.execute(sa.select(table)))
            for table in db.Base.metadata.sorted_tables
        }


def test_a_real_run_by_a_signed_in_child_writes_nothing_about_them(
    page: Page, make: Make, capfd: pytest.CaptureFixture[str]
) -> None:
    person = make.young_person()
    account = make.account_for(person)
    make.on_duty(make.staff(Role.DUTY_WORKER))
    page.sign_in(account)
    before = everything()
    capfd.readouterr()
    page.visit("/nameless").submit("Send it", words="my carer is not kind")
    page.submit("Use my words", code=five_words(page))
    page.submit("I'm not safe", words="he is here")
    page.submit("Send it", words="and again").submit("End this talk")
    logged = capfd.readouterr()
    after = everything()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"nameless_talks", "nameless_messages", "nameless_calls", "notices"}
    new = " ".join(row for name in changed for row in after[name] if row not in before[name])
    for one in (account.id, person.id):
        assert str(one) not in new
        assert one.hex not in new + logged.out + logged.err
    assert logged.err == ""
    db.session.remove()
    for message in db.session.scalars(sa.select(models.NamelessMessage)):
        assert (message.at.minute, message.at.second, message.at.microsecond) == (0, 0, 0)


def test_notices_carry_the_hour_and_the_minute_of_the_call_is_forgotten(page: Page, make: Make) -> None:
    from portal.notices.models import Notice

    duty = make.staff(Role.DUTY_WORKER)
    make.on_duty(duty)
    page.visit("/nameless").submit("I'm not safe")
    db.session.remove()
    (notice,) = db.session.scalars(sa.select(Notice)).all()
    assert (notice.made_at.minute, notice.made_at.second, notice.made_at.microsecond) == (0, 0, 0)
    (talk,) = db.session.scalars(sa.select(models.NamelessTalk)).all()
    assert talk.called_at is not None
    talk_id = talk.id
    page.sign_out().sign_in(duty).visit(f"/staff/nameless/{talk_id}")
    db.session.remove()
    called_at = db.session.get_one(models.NamelessTalk, talk_id).called_at
    assert called_at is not None
    assert (called_at.minute, called_at.second) == (0, 0)


def test_cookies_hold_nothing_of_the_talk(page: Page) -> None:
    page.visit("/nameless").submit("Send it", words="hello")
    page.submit("Use my words", code=five_words(page))
    with page.client.session_transaction() as session:
        assert set(session) == {"csrf_token"}
    assert {cookie.key for cookie in page.client._cookies.values()} == {"session"}
