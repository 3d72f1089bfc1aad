"""The database: the tables' base, the session, and the one place where a transaction ends.

In a request the response status is the outcome: below 400 it committed, otherwise nothing happened, but
for what was set aside on purpose with `aside()`. Elsewhere `with transaction():` does the same.
"""

from __future__ import annotations

import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import partial
from typing import Any, ClassVar

import flask
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, scoped_session, sessionmaker
from sqlalchemy.types import TypeDecorator

from portal.kit import logs
from portal.settings import Settings

Aside = Callable[[Session], None]

# True while the current transaction may write: SQLite then takes the write lock at its start, because
# a transaction that reads first and writes later fails at once when another wrote in between.
_may_write: ContextVar[bool] = ContextVar("may_write", default=True)
_asides: ContextVar[list[Aside] | None] = ContextVar("asides", default=None)

session: scoped_session[Session] = scoped_session(sessionmaker(autoflush=True, expire_on_commit=False))


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite forgets time zones; this gives them back."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """All tables. Constraint names are fixed so that SQLite and PostgreSQL both migrate."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment(), uuid.UUID: sa.Uuid()}


class WithId:
    """A row with an id of our own making, known before the insert: encryption binds to it."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)


@event.listens_for(WithId, "init", propagate=True)
def _give_id(target: WithId, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    kwargs.setdefault("id", uuid.uuid4())


def make_engine(settings: Settings) -> sa.Engine:
    """An engine for the settings' database, with SQLite's safe and quick options switched on."""
    wait = settings.database_wait_seconds
    if not settings.is_sqlite:
        # A server that stopped says so; a machine that fell silent is given up after the same time.
        patience = {"connect_timeout": max(2, wait), "tcp_user_timeout": wait * 1000}
        engine = sa.create_engine(
            settings.database, pool_pre_ping=True, hide_parameters=True, connect_args=patience
        )
        event.listen(engine, "connect", partial(_prepare_postgresql, wait))
        return engine
    engine = sa.create_engine(settings.database, hide_parameters=True, connect_args={"timeout": wait})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _Turns(wait).begin)
    return engine


def _prepare_postgresql(wait: int, connection: Any, record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {max(1, wait * 1000)}")
    connection.commit()


def _prepare_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    # What is deleted is written over with zeros: answers without names that were shuffled leave no trace.
    connection.execute("PRAGMA secure_delete=ON")
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


class _Turns:
    """SQLite has one writer. Whoever has to wait asks again after a while, then after a longer one, so that
    many threads would mostly sleep while nobody writes. Here one thread of a process asks and the others
    queue behind it. All of it together takes no longer than a request may wait."""

    def __init__(self, wait: int) -> None:
        self._first, self._wait = threading.Lock(), wait

    def begin(self, connection: sa.Connection) -> None:
        if not _may_write.get():
            connection.exec_driver_sql("BEGIN")
            return
        began = time.monotonic()
        if not self._first.acquire(timeout=self._wait):
            raise sa.exc.OperationalError("BEGIN", None, sqlite3.OperationalError("database is locked"))
        try:
            self._ask(connection, time.monotonic() - began)
        finally:
            self._first.release()

    def _ask(self, connection: sa.Connection, waited: float) -> None:
        if waited < _SOON:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            return
        left = max(0, int((self._wait - waited) * 1000))
        connection.exec_driver_sql(f"PRAGMA busy_timeout={left}")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={self._wait * 1000}")


_SOON = 0.1  # seconds


_SQLITE_LATER = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
)


def is_out_of_reach(error: BaseException | None) -> bool:
    """Whether the database could not be reached or could not write just now: gone, locked, its disk full.
    Nothing was wrong with what was asked, so that asking again later may do."""
    if isinstance(error, sa.exc.OperationalError):
        code = getattr(error.orig, "sqlite_errorcode", None)
        return code is None or code & 0xFF in _SQLITE_LATER
    if isinstance(error, sa.exc.DBAPIError):
        return error.connection_invalidated or isinstance(error, sa.exc.InterfaceError)
    return isinstance(error, sa.exc.TimeoutError | sa.exc.PendingRollbackError | sa.exc.DisconnectionError)


def connect(settings: Settings) -> sa.Engine:
    """Point the session at the settings' database; returns its engine."""
    engine = make_engine(settings)
    session.remove()
    session.configure(bind=engine)
    return engine


def aside(work: Aside) -> None:
    """Do `work` in its own short transaction after the current one has ended, however it ended.

    For what must outlive a refusal: throttle counts, refused access, security events."""
    waiting = _asides.get()
    if waiting is None:
        raise RuntimeError("aside() needs a request or `with transaction():` around it")
    waiting.append(work)


def _run_asides() -> None:
    waiting = _asides.get() or []
    _asides.set(None)
    if not waiting:
        return
    _may_write.set(True)
    for work in waiting:
        try:
            with Session(session.get_bind()) as own, own.begin():
                work(own)
        except Exception as fault:
            # What the request did is committed already: a fault here must not tell them it failed.
            logs.fault("aside", fault)


@contextmanager
def transaction(*, writes: bool = True) -> Iterator[Session]:
    """Commit at the end, or roll back and raise. For commands outside a request: jobs and the CLI. One that
    does not write keeps nobody waiting."""
    write, waiting = _may_write.set(writes), _asides.set([])
    try:
        yield session()
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        _run_asides()
        session.remove()
        _may_write.reset(write)
        _asides.reset(waiting)


def keep_at_hand(*rows: object) -> None:
    """Hold these rows for as long as the session lives, so that asking for them again asks nobody. A session
    alone lets go of what nothing else holds."""
    session.info.setdefault("at hand", []).extend(rows)


def hold_nothing() -> None:
    """End the transaction, in which nothing was written yet, before slow work (decoding what was sent, asking
    a scanner): no lock is held meanwhile. What comes after it begins a new one."""
    session.rollback()


@contextmanager
def reading() -> Iterator[Session]:
    """A session of its own that only reads: for an answer that is sent piece by piece when the transaction of
    its request is over."""
    write = _may_write.set(False)
    try:
        with Session(session.get_bind()) as own:
            yield own
    finally:
        _may_write.reset(write)


def hook(app: flask.Flask) -> None:
    """Register the transaction hook. Must come before every other hook: Flask runs the first one last."""

    @app.before_request
    def begin() -> None:
        view = app.view_functions.get(flask.request.endpoint or "")
        reads_only = flask.request.method in ("GET", "HEAD", "OPTIONS")
        _may_write.set(not reads_only or getattr(view, "leaves_a_trace", False))
        _asides.set([])
        flask.g.session_before = dict(flask.session)

    @app.after_request
    def end(response: flask.Response) -> flask.Response:
        try:
            if response.status_code < 400:
                session.commit()
            else:
                session.rollback()
        except BaseException:
            session.rollback()
            # A failed commit must also take back what it promised: flashes and a sign-in.
            before = flask.g.session_before
            flask.session.clear()
            flask.session.update(before)
            raise
        finally:
            _run_asides()
        return response

    @app.teardown_request
    def close(error: BaseException | None) -> None:
        # With PROPAGATE_EXCEPTIONS the after_request hook is skipped: this still closes the session.
        session.remove()
