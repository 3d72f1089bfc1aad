"""Filling an empty database with the demo, and starting over."""

from __future__ import annotations

import random
import sys
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.commands.ways import keep_words, make_words
from portal.accounts.models import Account
from portal.accounts.queries.ways import words_to_keep
from portal.audit.jobs import seal_events
from portal.demo import (
    annual,
    at_home,
    cohort,
    everything,
    judged,
    learned,
    panel,
    panel_members,
    past,
    plan,
    present,
    records,
    records_file,
    signin,
    sorted_twice,
    sorting,
    staff,
    story,
)
from portal.demo.lines import lines
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.settings import Settings
from portal.vault import keys

SPEAKING = 170  # how many of the cohort have an account and speak now and then


def is_empty() -> bool:
    """Whether nobody is in the database yet."""
    with db.transaction() as session:
        return session.scalar(sa.select(sa.func.count(Account.id))) == 0


def seed(settings: Settings, *, fresh: bool = False, quiet: bool = False) -> bool:
    """Fill the database if it is empty (or was emptied by `fresh`). Says how far it is unless `quiet`."""
    if fresh:
        _empty()
        signin.remove(settings)
    if not is_empty():
        return False
    say = (lambda text: None) if quiet else _say
    now = clock.now()
    today = now.astimezone(settings.time_zone).date()
    say("Making people …")
    with db.transaction():
        team = staff.make_staff(today - timedelta(days=700))
        people = cohort.make_cohort(team, today)
        home = at_home.add(team, today)
        accounts, entries = _give_ways_in(people, [person for person, _ in home])
    demo = past.Demo(settings, team, people, random.Random(4), lines())  # noqa: S311  # made-up words
    for number in past.tell(demo, accounts, now):
        say(f"  {number} things said, read and answered …")
    with db.transaction():
        present.robins(demo, accounts, now)
        present.todays(
            demo, [person for person in people.everybody()[2:] if person.id in accounts], accounts, now
        )
    sorting.carry_on(team, accounts, now, settings.time_zone)
    say("The panel meets …")
    panel.hold(demo, accounts, now)
    panel_members.sit(demo, now)
    plan.improve(demo, now)
    annual.report(team.first(Role.PANEL_SUPPORT).id, today=today, now=now)
    say("Every other way to say it …")
    entries += everything.tell(demo, accounts, home, now)
    judged.tell(demo, now)
    say("Requests for records …")
    records.tell(demo, accounts, now)
    records_file.tell(demo, now)
    story.tell(demo, accounts, now)
    say("Learning from what was sorted …")
    with db.transaction():
        sorted_twice.sort_twice(team.first(Role.SAFETY_LEAD).id, random.Random(5), now)  # noqa: S311  # made up
    learned.tell(settings.time_zone, now)
    with db.transaction():
        seal_events(limit=1_000_000)
    signin.write(settings, [*entries, *team.entries])
    return True


def _give_ways_in(
    people: cohort.Cohort, home: list[YoungPerson]
) -> tuple[dict[UUID, Account], list[signin.Entry]]:
    accounts, entries = {}, []
    step = max(1, len(people.everybody()) // SPEAKING)
    small = everything.small_ones(people.young)
    named = [person for person in (people.robin, people.jo) if person]
    for person in [*named, *people.everybody()[2::step], *small.values(), *home]:
        if person.id in accounts:
            continue
        account = Account(young_person_id=person.id, made_at=clock.now())
        db.session.add(account)
        db.session.flush()
        accounts[person.id] = account
    for person in [*named, small["Dot"], small["Maya"], home[0]]:
        words = _words(accounts[person.id].id)
        entries.append(
            {
                "role": Role.YOUNG_PERSON.value, "name": person.full_name, "address": "/come-in",
                "identifier": None, "secret": words, "totp": None,
            }
        )  # fmt: skip
    return accounts, entries


def _words(account_id: UUID) -> str:
    """Five words to come back with, kept at once."""
    make_words(account_id, own_phone=False)
    way = words_to_keep(account_id)
    if way is None:
        raise RuntimeError("the words that were just made are not there")
    words = way.words
    keep_words(way)
    return words


def _empty() -> None:
    with db.transaction() as session:
        for table in reversed(db.Base.metadata.sorted_tables):
            session.execute(table.delete())
        keys.make_for(keys.COUNCIL)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
