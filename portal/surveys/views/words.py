"""What people wrote in surveys: read by whose survey it is, checked before anybody else reads it."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit.errors import Refused
from portal.kit.pages import page_number
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.surveys.commands import words as commands
from portal.surveys.presenters import free_words as presenters
from portal.surveys.presenters.outcomes import why_words
from portal.surveys.queries import subjects
from portal.surveys.queries import words as queries
from portal.surveys.queries.subjects import WaveFound
from portal.surveys.queries.words import WordsFound
from portal.surveys.views import bp


@bp.get("/staff/surveys/words")
@requires(P.CHECK_SURVEY_WORDS)
def words_to_check() -> Any:
    """Everything that waits to be checked."""
    return flask.render_template("surveys/words_to_check.html", page=queries.to_check(page_number()))


@bp.route("/staff/surveys/words/<uuid:words_id>", methods=["GET", "POST"])
@requires(P.CHECK_SURVEY_WORDS, of=queries.words_subject)
def check_words(found: WordsFound) -> Any:
    """One text: what others may read of it, and what it is about."""
    is_sent = flask.request.method == "POST"
    shown = presenters.to_check(found, is_sent=is_sent)
    form = shown.form
    if is_sent and form.validate():
        try:
            commands.check(
                found.id,
                form.shown.data or "",
                form.themes.data or [],
                is_kept_back=form.keep_back.data,
                by=the_viewer().account_id,
            )
        except Refused as refused:
            form.shown.errors = [why_words(refused.reason)]
        else:
            return _on(found)
    return flask.render_template("surveys/check_words.html", shown=shown, form=form), 422 if is_sent else 200


@bp.get("/staff/surveys/waves/<uuid:wave_id>/words")
@requires(P.READ_SURVEY_WORDS, of=subjects.wave_subject)
def words_of_wave(wave: WaveFound) -> Any:
    """All that people wrote in it."""
    return flask.render_template(
        "surveys/words_of_wave.html", wave=wave, page=queries.of_wave(wave.id, page_number())
    )


def _on(found: WordsFound) -> Any:
    following = presenters.next_of(queries.to_check(1).rows, found.id)
    if following is None:
        flask.flash(_("Checked. Nothing else waits."))
        return flask.redirect(flask.url_for("surveys.words_to_check"), 303)
    flask.flash(_("Checked. This is the next."))
    return flask.redirect(flask.url_for("surveys.check_words", words_id=following), 303)
