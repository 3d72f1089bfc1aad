"""A shared tablet: everybody starts afresh, and nothing of whoever was before is there."""

from __future__ import annotations

from typing import Any

import flask

from portal.kit.errors import NotFound
from portal.surveys.commands import answering as commands
from portal.surveys.presenters import answering as show
from portal.surveys.presenters import answering_pass as passes
from portal.surveys.queries.subjects import wave_of_kiosk
from portal.surveys.rules.faces import asks_first
from portal.surveys.rules.kinds import WayIn
from portal.surveys.rules.steps import has_free_words, how_many
from portal.surveys.views import bp
from portal.surveys.views.answering import begin, shut
from portal.surveys.views.answering_at import (
    Here,
    here_again,
    here_of,
    in_language,
    nobody,
    page,
    today,
)


@bp.route("/q/tablet/<kiosk>", methods=["GET", "POST"])
@nobody
def tablet(kiosk: str) -> Any:
    """The first page, for the next person; Start."""
    wave = wave_of_kiosk(kiosk) if len(kiosk) <= 40 and kiosk.isprintable() else None
    if wave is None or WayIn.KIOSK not in wave.ways:
        raise NotFound
    return in_language(here_of(wave, afresh=flask.request.method == "GET"), _start)


def _start(here: Here) -> Any:
    before = here.held
    here.held, here.draft = passes.fresh(here.wave.id, WayIn.KIOSK, today()), None
    if not here.is_open:
        return shut(here)
    if flask.request.method == "POST":
        if before and before.is_kiosk and before.has_begun:
            commands.forget(here.wave, before.token)
        return begin(here, WayIn.KIOSK)
    body = page(
        "answer.html",
        here,
        faces=[(face.value, show.AGES[face]) for face in asks_first(here.content)],
        count=how_many(here.found),
        has_words=has_free_words(here.content),
        go_on=None,
        was_sent=False,
        is_used=False,
        action=here_again(here),
        page_has_errors=False,
    )
    # What is left is the mark of a shared tablet: no draft, nothing of anybody.
    return passes.give(flask.make_response(body), here.held, today())
