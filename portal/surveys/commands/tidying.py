"""After a batch: the database's files keep nothing of how it was before.

What children wrote is with the desk from the minute they sent it; it is put into another order too.
SQLite writes over what is deleted (`secure_delete`); here its write-ahead log is emptied. PostgreSQL leaves
old rows in the files of the tables that were written anew: those are made again.
"""

from __future__ import annotations

import sqlalchemy as sa

from portal import db
from portal.nameless.commands import sayings
from portal.nameless.models import SurveySaying
from portal.surveys.models import (
    SurveyAnswer,
    SurveyAnswered,
    SurveyDraft,
    SurveyTheme,
    SurveyWords,
    WaveCounts,
)

WRITTEN_ANEW = (
    SurveyDraft,
    SurveyAnswer,
    SurveyAnswered,
    SurveyWords,
    SurveyTheme,
    WaveCounts,
    SurveySaying,
)
_PATIENCE = 400  # milliseconds for others to be done


def tidy() -> bool:
    """Outside any transaction. False when somebody was reading all the time: it is to be tried again."""
    with db.transaction():
        sayings.shuffle()
    engine = db.session.get_bind()
    assert isinstance(engine, sa.Engine)
    if engine.dialect.name == "postgresql":
        return _make_files_again(engine)
    return _empty_the_log(engine)


def _make_files_again(engine: sa.Engine) -> bool:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        before = connection.exec_driver_sql("SHOW lock_timeout").scalar()
        connection.exec_driver_sql(f"SET lock_timeout = {_PATIENCE}")
        try:
            for table in WRITTEN_ANEW:
                connection.exec_driver_sql(f"VACUUM FULL {table.__tablename__}")
        except sa.exc.OperationalError:
            return False
        finally:
            connection.exec_driver_sql(f"SET lock_timeout = '{before}'")
    return True


def _empty_the_log(engine: sa.Engine) -> bool:
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        (before,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={_PATIENCE}")
        (busy, _pages, _moved) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={before}")
        return not busy
    finally:
        raw.close()
