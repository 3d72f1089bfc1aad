"""The one transaction hook and its traps, on a small app of its own with the real database beneath."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import flask
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import db
from portal.accounts.models import Attempt
from portal.audit.models import Event
from portal.policy import guard
from portal.policy.permissions import Permission
from portal.policy.predicates import Ask
from portal.policy.table import SHOWS_A_RECORD, is_allowed
from portal.policy.viewer import Viewer, load_viewers_with
from portal.settings import Settings

pytestmark = pytest.mark.usefixtures("database")


def attempt(session: Session, door: str) -> None:
    session.add(Attempt(door=door, key_hash=b"x" * 32, at=datetime.now(UTC)))


def doors() -> set[str]:
    with db.transaction() as session:
        return set(session.scalars(sa.select(Attempt.door)))


@pytest.fixture
def small() -> Iterator[flask.Flask]:
    app = flask.Flask("small", static_folder=None)
    app.secret_key = "for this test only"
    db.hook(app)

    @app.post("/write/<int:status>")
    def write(status: int) -> tuple[str, int]:
        attempt(db.session(), f"answered {status}")
        db.session.flush()
        return "", status

    @app.post("/aside/<int:status>")
    def set_aside(status: int) -> tuple[str, int]:
        attempt(db.session(), "inside")
        db.aside(lambda own: attempt(own, "aside"))
        return "", status

    @app.post("/aside-breaks")
    def aside_breaks() -> str:
        attempt(db.session(), "inside")
        db.aside(lambda own: own.execute(sa.text("no such statement")))  # type: ignore[arg-type]  # it fails
        db.aside(lambda own: attempt(own, "aside"))
        return "stored"

    @app.post("/breaks")
    def breaks() -> str:
        attempt(db.session(), "inside")
        db.session.flush()
        db.aside(lambda own: attempt(own, "aside"))
        raise RuntimeError("a fault of ours")

    @app.post("/cannot-commit")
    def cannot_commit() -> str:
        flask.flash("It is sent")
        flask.session["_user_id"] = "somebody"
        same = uuid.uuid4()
        db.session.add_all(
            [
                Attempt(id=same, door="one", key_hash=b"x" * 32, at=datetime.now(UTC)),
                Event(id=same, at=datetime.now(UTC), actor_role="", action="x" * 10, subject_kind="", seq=1),
                Event(at=datetime.now(UTC), actor_role="", action="y", subject_kind="", seq=1),
            ]
        )
        return "promised"

    @app.get("/session")
    def session() -> dict[str, object]:
        return dict(flask.session)

    yield app
    db.session.remove()


@pytest.mark.parametrize("status", [200, 204, 303, 399])
def test_below_400_it_committed(small: flask.Flask, status: int) -> None:
    small.test_client().post(f"/write/{status}")
    assert doors() == {f"answered {status}"}


@pytest.mark.parametrize("status", [400, 404, 409, 422, 429, 500])
def test_from_400_nothing_happened(small: flask.Flask, status: int) -> None:
    small.test_client().post(f"/write/{status}")
    assert doors() == set()


@pytest.mark.parametrize(("status", "left"), [(200, {"inside", "aside"}), (422, {"aside"}), (404, {"aside"})])
def test_what_was_set_aside_outlives_a_refusal(small: flask.Flask, status: int, left: set[str]) -> None:
    small.test_client().post(f"/aside/{status}")
    assert doors() == left


def test_a_fault_set_aside_does_not_take_back_what_was_stored(small: flask.Flask) -> None:
    answer = small.test_client().post("/aside-breaks")
    assert (answer.status_code, answer.text) == (200, "stored")
    assert doors() == {"inside", "aside"}


def test_a_fault_of_ours_rolls_back_and_keeps_what_was_set_aside(small: flask.Flask) -> None:
    assert small.test_client().post("/breaks").status_code == 500
    assert doors() == {"aside"}


def test_with_propagated_exceptions_the_session_is_closed_all_the_same(small: flask.Flask) -> None:
    small.config["PROPAGATE_EXCEPTIONS"] = True
    with pytest.raises(RuntimeError, match="a fault of ours"):
        small.test_client().post("/breaks")
    assert not db.session.registry.has()
    assert "inside" not in doors()


def test_a_failed_commit_drops_what_was_promised(small: flask.Flask) -> None:
    client = small.test_client()
    with client.session_transaction() as session:
        session["language"] = "ar"
    assert client.post("/cannot-commit").status_code == 500
    assert client.get("/session").get_json() == {"language": "ar"}
    assert doors() == set()


def test_the_commit_comes_after_every_other_hook(small: flask.Flask) -> None:
    @small.after_request
    def late(response: flask.Response) -> flask.Response:
        attempt(db.session(), "from a later hook")
        return response

    small.test_client().post("/write/200")
    assert doors() == {"answered 200", "from a later hook"}


def test_a_request_leaves_no_session_behind(small: flask.Flask) -> None:
    small.test_client().post("/write/200")
    assert not db.session.registry.has()


def test_aside_needs_something_around_it() -> None:
    with pytest.raises(RuntimeError, match="needs a request"):
        db.aside(lambda own: None)


def test_transaction_runs_asides_after_a_rollback_and_raises() -> None:
    def refused() -> None:
        with db.transaction() as session:
            attempt(session, "inside")
            db.aside(lambda own: attempt(own, "aside"))
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        refused()
    assert doors() == {"aside"}


def test_a_get_that_only_reads_holds_up_nobody_who_writes(small: flask.Flask, settings: Settings) -> None:
    @small.get("/reads")
    def reads() -> str:
        before = len(db.session.scalars(sa.select(Attempt.door)).all())
        write_elsewhere(settings)
        return str(before)

    assert small.test_client().get("/reads").text == "0"
    assert doors() == {"elsewhere"}


def write_elsewhere(settings: Settings) -> None:
    engine = db.make_engine(settings)
    with Session(engine) as other, other.begin():
        attempt(other, "elsewhere")
    engine.dispose()


def test_a_refusal_is_written_down_though_nothing_else_is(small: flask.Flask) -> None:
    load_viewers_with(small, lambda: Viewer(account_id=uuid.UUID(int=3), roles=frozenset()))

    @small.errorhandler(guard.NotFound)
    def not_found(error: Exception) -> tuple[str, int]:
        return "", 404

    @small.get("/desk")
    @guard.requires(Permission.USE_DESK)
    def desk() -> str:
        return "open"

    assert small.test_client().get("/desk").status_code == 404
    with db.transaction() as session:
        (event,) = session.scalars(sa.select(Event)).all()
    assert (event.action, event.actor_id) == ("refused: use_desk", uuid.UUID(int=3))


def test_opening_a_record_is_one_event_and_a_get_commits_it(small: flask.Flask) -> None:
    from portal.policy.roles import Role
    from portal.policy.viewer import Subject

    person, statement = uuid.UUID(int=7), uuid.UUID(int=8)
    viewer = Viewer(account_id=uuid.UUID(int=3), roles=frozenset({Role.READER}))
    load_viewers_with(small, lambda: viewer)

    def loader(viewer: Viewer) -> Subject:
        return Subject("words", young_person_id=person, kind="statement", id=statement)

    @small.get("/open")
    @guard.requires(Permission.READ_AT_DESK, of=loader)
    def opened(thing: str) -> str:
        return thing

    assert Permission.READ_AT_DESK in SHOWS_A_RECORD
    assert is_allowed(Permission.READ_AT_DESK, Ask(viewer.roles))
    assert small.test_client().get("/open").text == "words"
    with db.transaction() as session:
        (event,) = session.scalars(sa.select(Event)).all()
    assert (event.young_person_id, event.subject_id, event.safety) == (person, statement, True)
