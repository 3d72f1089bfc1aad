"""How somebody stands to a young person, and who is kept apart."""

from __future__ import annotations

from datetime import timedelta

import flask
import pytest

from portal import db
from portal.kit import clock
from portal.people import commands, queries
from portal.people.rules import LinkKind
from portal.policy.roles import Relation as R
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from tests.support.factories import Make

TODAY = clock.now().date()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def in_app(app: flask.Flask) -> None:
    """Relations are asked in requests; the app's settings say which day it is."""


def relations(app: flask.Flask, viewer: Viewer, person_id: object) -> frozenset[R]:
    with app.app_context(), db.transaction():
        return queries.relations_to(viewer, person_id)  # type: ignore[arg-type]  # an id


def test_a_link_that_holds_with_its_role(app: flask.Flask, make: Make) -> None:
    person, worker = make.young_person(), make.staff(Role.SOCIAL_WORKER)
    make.link(person, worker, LinkKind.SOCIAL_WORKER)
    viewer = Viewer(worker.id, frozenset({Role.SOCIAL_WORKER}))
    assert relations(app, viewer, person.id) == {R.WORKS_WITH}
    without_role = Viewer(worker.id, frozenset({Role.PARTICIPATION_WORKER}))
    assert relations(app, without_role, person.id) == frozenset()


@pytest.mark.parametrize(("first", "last"), [(TODAY - 9 * DAY, TODAY - DAY), (TODAY + DAY, None)])
def test_a_link_that_is_over_or_not_begun_is_nothing(
    app: flask.Flask, make: Make, first: object, last: object
) -> None:
    person, worker = make.young_person(), make.staff(Role.IRO)
    make.link(person, worker, LinkKind.IRO, from_on=first, until_on=last)  # type: ignore[arg-type]  # days
    assert relations(app, Viewer(worker.id, frozenset({Role.IRO})), person.id) == frozenset()


def test_a_foster_carer_looks_after_and_does_not_work_with(app: flask.Flask, make: Make) -> None:
    person, carer = make.young_person(), make.staff(Role.FOSTER_CARER, Role.SOCIAL_WORKER)
    make.link(person, carer, LinkKind.FOSTER_CARER)
    viewer = Viewer(carer.id, frozenset({Role.FOSTER_CARER, Role.SOCIAL_WORKER}))
    assert relations(app, viewer, person.id) == {R.LOOKED_AFTER_BY}


def test_stand_ins_and_managers_of_workers(app: flask.Flask, make: Make) -> None:
    person, worker, carer = make.young_person(), make.staff(Role.IRO), make.staff(Role.FOSTER_CARER)
    make.link(person, worker, LinkKind.IRO)
    make.link(person, carer, LinkKind.FOSTER_CARER)
    other = make.staff(Role.IRO)
    instead = Viewer(other.id, frozenset({Role.IRO}), stands_in_for=frozenset({worker.id}))
    boss = Viewer(other.id, frozenset({Role.MANAGER}), manages=frozenset({worker.id, carer.id}))
    of_carer = Viewer(other.id, frozenset({Role.IRO}), stands_in_for=frozenset({carer.id}))
    assert relations(app, instead, person.id) == {R.STANDS_IN, R.LEADS}
    assert relations(app, boss, person.id) == {R.MANAGES_WORKER}
    assert relations(app, of_carer, person.id) == frozenset()


def test_a_young_person_stands_to_nobody_but_themselves(app: flask.Flask, make: Make) -> None:
    me, other = make.young_person(), make.young_person()
    viewer = Viewer(make.account_for(me).id, frozenset({Role.YOUNG_PERSON}), young_person_id=me.id)
    assert relations(app, viewer, me.id) == {R.OWN}
    assert relations(app, viewer, other.id) == frozenset()


def test_whom_a_statement_concerns_is_in_conflict_for_this_young_person_only(
    app: flask.Flask, make: Make
) -> None:
    person, other, worker = make.young_person(), make.young_person(), make.staff(Role.IRO)
    make.link(person, worker, LinkKind.IRO)
    statement = make.statement(person)
    with db.transaction():
        commands.keep_apart(person.id, statement.id, {worker.id: "concerned"})
    viewer = Viewer(worker.id, frozenset({Role.IRO}))
    assert relations(app, viewer, person.id) == {R.WORKS_WITH, R.LEADS, R.CONFLICTED}
    assert relations(app, viewer, other.id) == frozenset()


def test_keeping_apart_twice_is_once_and_being_concerned_weighs_most(make: Make) -> None:
    person, one, two = make.young_person(), make.staff(Role.IRO), make.staff(Role.MANAGER)
    statement = make.statement(person)
    with db.transaction():
        commands.keep_apart(person.id, statement.id, {one.id: "manager", two.id: "household"})
        commands.keep_apart(person.id, statement.id, {one.id: "concerned", two.id: "manager"})
    with db.transaction():
        assert queries.kept_apart(person.id) == {one.id, two.id}
        assert queries.kept_apart_from(statement.id) == {one.id: "concerned", two.id: "household"}


def test_whoever_becomes_close_later_is_kept_from_old_statements(make: Make) -> None:
    person, worker, later = make.young_person(), make.staff(Role.IRO), make.staff(Role.MANAGER)
    statement, unrelated = make.statement(person), make.statement(person)
    with db.transaction():
        commands.keep_apart(person.id, statement.id, {worker.id: "concerned"})
        commands.keep_apart(person.id, unrelated.id, {worker.id: "manager"})
    with db.transaction():
        commands.keep_apart_too(worker.id, later.id, "manager")
    with db.transaction():
        assert queries.kept_apart_from(statement.id)[later.id] == "manager"
        assert later.id not in queries.kept_apart_from(unrelated.id)


def test_nobody_is_the_subject_of_a_wrong_id(app: flask.Flask, make: Make) -> None:
    worker = make.staff(Role.ADMINISTRATOR)
    with app.app_context(), db.transaction():
        viewer = Viewer(worker.id, frozenset({Role.ADMINISTRATOR}))
        assert queries.young_person_subject(viewer, worker.id) is None


def test_links_of_many_are_read_with_their_young_people(make: Make) -> None:
    worker = make.staff(Role.IRO)
    people = [make.young_person(name=f"Kit Vale{n}") for n in range(3)]
    for person in people:
        make.link(person, worker, LinkKind.IRO)
    with db.transaction():
        links = queries.young_people_of([worker.id], TODAY)
        assert sorted(link.young_person.name for link in links) == ["Kit Vale0", "Kit Vale1", "Kit Vale2"]
