"""Beginning and ending a session, and telling Flask-Login and the guard who is signed in.

A session that begins is always a new one: nothing of what the browser held before survives but
the language and the wish for Easy Read.
"""

from __future__ import annotations

from uuid import UUID

import flask
import flask_login

from portal.accounts.commands import sessions as commands
from portal.accounts.queries import sessions as queries
from portal.kit import clock
from portal.policy.viewer import Viewer, load_viewers_with


def connect(app: flask.Flask) -> None:
    """Set Flask-Login up: our own quiet time, no remember-me cookie, no variables forced on templates."""
    manager = flask_login.LoginManager()
    manager.session_protection = None
    manager.init_app(app, add_context_processor=False)
    manager.user_loader(_load)
    load_viewers_with(app, queries.viewer_from_session)


def _load(account_id: str) -> queries.SignedIn | None:
    somebody = queries.signed_in()
    if somebody is not None:
        flask.session["seen"] = int(clock.now().timestamp())
        commands.note_seen(somebody.viewer.account_id, somebody.last_seen_at)
    return somebody


EASY_READ = "easy_read"
"""The session's key of whether pages come with pictures and short lines."""


def begin(account_id: UUID, ways_version: int, language: str = "", easy_read: bool | None = None) -> None:
    """Sign somebody in, in a session that did not exist before. What they chose once counts more than what
    somebody else chose on this browser."""
    chosen = flask.session.get("language") or language
    easy = flask.session.get(EASY_READ) if easy_read is None else easy_read
    end()
    flask.session.pop(EASY_READ, None)
    flask_login.login_user(queries.SignedIn(Viewer(account_id=account_id, roles=frozenset())))
    flask.session.update(queries.fresh_session(account_id, ways_version))
    if chosen:
        flask.session["language"] = chosen
    if easy:
        flask.session[EASY_READ] = True
    flask.g.pop("viewer", None)
    flask.g.pop("_login_user", None)


def is_shared(shared: bool) -> None:
    """Other people use this phone or tablet too: for as long as this session holds."""
    if shared:
        flask.session[queries.SHARED_DEVICE] = True
    else:
        flask.session.pop(queries.SHARED_DEVICE, None)


def end() -> None:
    """Sign out: here, and in every copy of this cookie. The language and Easy Read stay."""
    shown = queries.pass_in(flask.session)
    if shown is not None:
        commands.end_session(shown.session_id)
    kept = {name: flask.session[name] for name in ("language", EASY_READ) if flask.session.get(name)}
    flask_login.logout_user()
    flask.session.clear()
    flask.session.update(kept)
    flask.g.pop("viewer", None)
