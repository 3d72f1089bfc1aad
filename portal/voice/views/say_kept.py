"""What the pages of saying something share: who speaks, what was typed, and keeping it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import flask
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.kit import clock
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import drafts
from portal.voice.commands.saying import Speaker
from portal.voice.forms.saying_typed import said_in, typed_in
from portal.voice.presenters import saying as show
from portal.voice.presenters.asking import Asking, asked_in, asking
from portal.voice.queries import files
from portal.voice.queries.drafts import Started, Typed
from portal.voice.queries.speaking import Around, Speaking, around, speaking, speaking_now_or_lately
from portal.voice.rules.saying import Said
from portal.voice.views import bp

PAGES_THAT_KEEP = {"voice.say", "voice.say_about", "voice.say_words", "voice.say_send", "voice.say_keep"}

Fields = dict[str, str | list[str]]


@dataclass(frozen=True)
class Here:
    """Whoever speaks on this page, what they have started, and who is around them: each looked up once."""

    who: Speaking

    @cached_property
    def around(self) -> Around:
        return around(self.who.young_person_id, clock.today(show.settings().time_zone))

    @cached_property
    def started(self) -> Started | None:
        return self.who.started()

    @property
    def draft_id(self) -> UUID | None:
        return self.started.send_once if self.started else None

    @property
    def typed(self) -> Fields:
        return dict(self.started.typed) if self.started else {}

    @cached_property
    def asks(self) -> Asking:
        """What this page asks: the occasion it was sent with, or the one they have started."""
        return self.asks_of(on_this_page(), self.typed)

    def asks_of(self, *places: Typed) -> Asking:
        asked = asked_in(*places)
        if asked not in self._asked:
            self._asked[asked] = asking(asked, self.around)
        return self._asked[asked]

    @cached_property
    def _asked(self) -> dict[str, Asking]:
        """What was looked up so far, by occasion."""
        return {}

    def said(self, typed: Typed, send_once: UUID | None = None) -> Said:
        """All that was typed, as one thing said: the questions as they read them, and whether files wait."""
        asks = self.asks_of(typed)
        with_files = bool(send_once and files.how_many(self.who.young_person_id, send_once))
        return said_in(typed, asks.all, look=asks.look, has_files=with_files)

    @property
    def speaker(self) -> Speaker:
        who, language = self.who, str(get_locale() or "en")
        return Speaker(who.young_person_id, who.account_id, language, who.past_shut_at, who.by_old_way)

    def keep(self, typed: Fields, send_once: UUID, *, anew: bool) -> None:
        drafts.keep(
            self.who.young_person_id,
            typed,
            send_once=send_once,
            past_shut_at=self.who.past_shut_at,
            anew=anew,
            by_old_way=self.who.by_old_way,
        )

    def keep_unchecked(self, *, anew: bool = False) -> None:
        """Keep this page as it came."""
        typed = on_this_page()
        if any(typed.values()) or anew:
            self.keep(typed, form_id(), anew=anew)


def here() -> Here:
    """For pages that only a young person may open."""
    return Here(speaking(the_viewer()))


@bp.post("/say/keep")
@requires(P.SAY)
def say_keep() -> Any:
    """Scripts bring what is typed here when somebody leaves quickly or goes quiet."""
    here().keep_unchecked()
    return flask.Response(status=204, mimetype="text/plain")


@bp.route("/say/throw-away", methods=["GET", "POST"])
@requires(P.SAY)
def say_throw_away() -> Any:
    """Throw away what was started, after asking once."""
    found = here()
    if flask.request.method == "POST":
        drafts.throw_away(found.who.young_person_id, past_shut_at=found.who.past_shut_at)
        flask.flash(_("We threw it away. Nobody saw it."), "info")
        return flask.redirect(flask.url_for("home.start"), 303)
    return flask.render_template("voice/say_throw_away.html", started=found.started)


def keep_what_was_typed() -> None:
    """At the door: a young person's session ran out while they wrote. Their words go into their draft."""
    is_ours = flask.request.method == "POST" and flask.request.endpoint in PAGES_THAT_KEEP
    if is_ours and (who := speaking_now_or_lately()):
        Here(who).keep_unchecked()


def on_this_page() -> Fields:
    return typed_in(flask.request.form, show.settings().max_body)


def form_id() -> UUID:
    try:
        return UUID(flask.request.form.get("send_once", ""))
    except ValueError:
        return uuid.uuid4()
