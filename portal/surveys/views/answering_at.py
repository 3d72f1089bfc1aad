"""What each answering page is handed: the wave, what the phone holds, in which language, in which face.

These pages never ask who is signed in, and read nothing of a session but the form's token and the language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import wraps
from typing import Any

import flask
from flask_babel import force_locale, get_locale

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.policy.guard import public
from portal.settings import Settings
from portal.surveys.presenters import answering_pass as passes
from portal.surveys.presenters.answering_pass import Pass
from portal.surveys.queries.answering import Draft, draft_with
from portal.surveys.queries.subjects import WaveFound, wave_of_link
from portal.surveys.rules.content import Content
from portal.surveys.rules.kinds import YOUNG, Audience, Face, WaveState, WayIn
from portal.surveys.rules.steps import Step, met, steps


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def today() -> date:
    return clock.today(settings().time_zone)


@dataclass
class Here:
    """One request to a wave's pages."""

    wave: WaveFound
    language: str
    held: Pass | None = None
    draft: Draft | None = None
    every: Sequence[Step] = field(default_factory=list)

    @property
    def content(self) -> Content:
        return self.wave.version.content

    @property
    def face(self) -> Face:
        if self.draft is not None:
            return self.draft.face
        return (self.held and self.held.face) or self.content.faces[0]

    @property
    def values(self) -> dict[str, Any]:
        return self.draft.values if self.draft else {}

    @property
    def found(self) -> list[Step]:
        """The pages that they meet."""
        return met(self.content, self.every, self.values)

    @property
    def is_young(self) -> bool:
        """Whether it is drawn for young people: until they say who they are, by whom it was made for."""
        if (
            self.draft is None
            and (self.held is None or self.held.face is None)
            and len(self.content.faces) > 1
        ):
            return self.wave.audience is Audience.YOUNG_PEOPLE
        return self.face in YOUNG

    @property
    def is_open(self) -> bool:
        return self.wave.state is WaveState.OPEN

    def url(self, endpoint: str, **more: Any) -> str:
        return flask.url_for(f"surveys.{endpoint}", link=self.wave.link, **more)


def nobody(view: Callable[..., Any]) -> Callable[..., Any]:
    """For the length of this request nobody is signed in, for the layout too: nothing is noted of them."""

    @wraps(view)
    def run(**url: Any) -> Any:
        flask.g.viewer = None
        return view(**url)

    return public(run)


def of_wave(view: Callable[..., Any]) -> Callable[..., Any]:
    """A page of the wave whose link is in the address; the view is handed a `Here`."""

    @wraps(view)
    def run(*, link: str, **url: Any) -> Any:
        wave = wave_of_link(link) if len(link) <= 40 and link.isprintable() else None
        if wave is None:
            raise NotFound
        return in_language(here_of(wave), lambda here: view(here, **url))

    return nobody(run)


def here_of(wave: WaveFound, *, afresh: bool = False) -> Here:
    """What is known of this request. `afresh`: as if nobody had been here before."""
    held = None if afresh else passes.read(today())
    held = held if held and held.wave_id == wave.id else None
    draft = draft_with(wave.id, held.token) if held and held.has_begun and not held.is_sent else None
    every = steps(wave.version.content, one_at_a_time=wave.is_one_at_a_time)
    return Here(wave, _language(wave, held), held, draft, every)


def in_language(here: Here, view: Callable[[Here], Any]) -> Any:
    """Everything in one language. One that was asked for is kept on the phone from then on."""
    with force_locale(here.language):
        response = flask.make_response(view(here))
        asked = flask.request.args.get("language")
        if here.held and asked == here.language != here.held.language and not _sets_cookie(response):
            passes.give(response, replace(here.held, language=here.language), today())
        return response


def _sets_cookie(response: flask.Response) -> bool:
    return any("answers=" in one for one in response.headers.getlist("Set-Cookie"))


def offered(wave: WaveFound) -> dict[str, str]:
    """The languages of the survey that this site speaks too."""
    known: dict[str, str] = flask.current_app.jinja_env.globals["languages"]  # type: ignore[assignment]  # app.py's
    return {code: known[code] for code in wave.version.content.languages() if code in known}


def _language(wave: WaveFound, held: Pass | None) -> str:
    can_be = offered(wave)
    wanted = (flask.request.args.get("language"), held.language if held else "", str(get_locale()))
    return next((code for code in wanted if code in can_be), "en")


def comes_freely(here: Here) -> bool:
    """Whether whoever has the address may answer: without a code, not signed in."""
    return WayIn.LINK in here.wave.ways


def way_out(here: Here) -> Any:
    """Where somebody is sent who cannot be on this page: the page before the questions, or the tablet's."""
    if here.held and here.held.is_kiosk:
        return flask.redirect(flask.url_for("surveys.tablet", kiosk=here.wave.kiosk), code=303)
    if here.held and here.held.has_begun and here.draft is None:
        return flask.redirect(here.url("answer_sent"), code=303)
    return flask.redirect(here.url("answer"), code=303)


def here_again(here: Here) -> str:
    """This address, in the language that was asked for."""
    asked = "language" in flask.request.args
    return f"{flask.request.path}?language={here.language}" if asked else flask.request.path


def page(template: str, here: Here, **more: Any) -> str:
    """A page of the wave, in the layout of whom it is for."""
    tongues = offered(here.wave)
    return flask.render_template(
        f"surveys/{template}",
        here=here,
        wave=here.wave,
        content=here.content,
        layout="kit/young.html" if here.is_young else "surveys/_grown.html",
        sheet="survey.css",
        home_url=None,
        easy_url=None if not here.is_young else flask.url_for("accounts.easy_read", next=flask.request.path),
        languages=[_tongue(code, tongues[code], here) for code in tongues] if len(tongues) > 1 else [],
        tablet_url=flask.url_for("surveys.tablet", kiosk=here.wave.kiosk)
        if here.held and here.held.is_kiosk
        else None,
        **more,
    )


def _tongue(code: str, label: str, here: Here) -> dict[str, Any]:
    return {
        "code": code,
        "label": label,
        "dir": "rtl" if code == "ar" else "ltr",
        "href": f"{flask.request.path}?language={code}",
        "current": code == here.language,
    }
