"""What a phone holds while somebody answers: a random token for its draft, and how it came in. Signed.

A cookie of its own, so that whoever is signed in on the same phone goes by untouched.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import flask
from itsdangerous import BadSignature, URLSafeSerializer

from portal.settings import Settings
from portal.surveys.commands.answering import Sender
from portal.surveys.queries.answering import KEPT_DAYS
from portal.surveys.rules.kinds import Face, WayIn

_DAY = 86_400


@dataclass(frozen=True)
class Pass:
    """What it says. `has_begun`: a draft was made; `is_sent`: it was sent, and there is none any more."""

    wave_id: UUID
    token: str
    way: WayIn
    day: int
    invitation_id: UUID | None = None
    face: Face | None = None
    language: str = ""
    has_begun: bool = False
    is_sent: bool = False

    @property
    def sender(self) -> Sender:
        return Sender(self.token, self.invitation_id)

    @property
    def is_kiosk(self) -> bool:
        return self.way is WayIn.KIOSK


def fresh(wave_id: UUID, way: WayIn, today: date, **more: object) -> Pass:
    """A new one: its token is known to nobody."""
    made = Pass(wave_id, secrets.token_hex(32), way, today.toordinal())
    return replace(made, **more)  # type: ignore[arg-type]  # fields of it


def read(today: date) -> Pass | None:
    """What this phone holds, or None: nothing, too old, or not made by us."""
    try:
        data = _signer().loads(flask.request.cookies.get(_name(), "")[:1000])
        found = Pass(
            wave_id=UUID(data["w"]),
            token=str(data["t"]),
            way=WayIn(data["y"]),
            day=int(data["d"]),
            invitation_id=UUID(data["i"]) if data["i"] else None,
            face=Face(data["f"]) if data["f"] else None,
            language=str(data["l"]),
            has_begun=bool(data["b"]),
            is_sent=bool(data["s"]),
        )
    except (BadSignature, ValueError, TypeError, KeyError):
        return None
    return found if today.toordinal() - found.day <= KEPT_DAYS else None


def give(response: Any, held: Pass, today: date) -> Any:
    """Let the phone hold this. A shared tablet holds it until its browser is closed, and until the next
    person starts."""
    data = {
        "w": held.wave_id.hex,
        "t": held.token,
        "y": held.way.value,
        "d": today.toordinal(),
        "i": held.invitation_id.hex if held.invitation_id else "",
        "f": held.face.value if held.face else "",
        "l": held.language,
        "b": held.has_begun,
        "s": held.is_sent,
    }
    response.set_cookie(
        _name(),
        _signer().dumps(data),
        max_age=None if held.is_kiosk else KEPT_DAYS * _DAY,
        path="/",
        secure=not _settings().is_loopback_http,
        httponly=True,
        samesite="Lax",
    )
    return response


def let_go(response: Any) -> Any:
    """Whoever signs out or leaves quickly leaves nothing here that somebody else could go on with."""
    if flask.request.endpoint in _ENDS and _name() in flask.request.cookies:
        response.delete_cookie(
            _name(), path="/", secure=not _settings().is_loopback_http, httponly=True, samesite="Lax"
        )
    return response


_ENDS = ("accounts.sign_out", "accounts.leave", "accounts.bye")


def _name() -> str:
    return "answers" if _settings().is_loopback_http else "__Host-answers"


def _settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(flask.current_app.secret_key or "", salt="survey answers")
