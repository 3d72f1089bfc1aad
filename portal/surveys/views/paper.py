"""Surveys on paper: the poster that leads to one, a sheet to fill in, and typing it in again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import flask
from flask_babel import gettext as _

from portal.documents.pdf import NotMade
from portal.kit.errors import NotFound, Refused
from portal.kit.pages import page_number
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.surveys.commands import paper as commands
from portal.surveys.forms import paper as forms
from portal.surveys.forms.answering import Filled, name_of
from portal.surveys.forms.paper import SheetForm
from portal.surveys.presenters import files
from portal.surveys.presenters import paper as show
from portal.surveys.presenters.answering import about_now
from portal.surveys.presenters.building_words import face_words, language_name
from portal.surveys.queries.codes import codes_of, codes_subject
from portal.surveys.queries.subjects import SurveyFound, WaveFound, survey_subject, wave_subject
from portal.surveys.rules.content import Content
from portal.surveys.rules.kinds import YOUNG, Face, WaveState, WayIn
from portal.surveys.views import bp

_PDF = "application/pdf"


@bp.get("/staff/surveys/<uuid:survey_id>/print.pdf")
@requires(P.USE_SURVEYS, of=survey_subject)
def print_pdf(survey: SurveyFound) -> Any:
    """Its last version, to be looked at or filled in by hand."""
    content = survey.latest.content
    made = partial(show.paper_pdf, content, *_worded(content))
    return _file(made, "survey.pdf", "surveys.survey", survey_id=survey.id)


@bp.get("/staff/surveys/waves/<uuid:wave_id>/print.pdf")
@requires(P.USE_SURVEYS, of=wave_subject)
def wave_print_pdf(wave: WaveFound) -> Any:
    """The sheet of this asking: what is said of names, and by when it is given back."""
    content = wave.version.content
    made = partial(show.paper_pdf, content, *_worded(content), wave)
    return _file(made, "survey.pdf", "surveys.wave", wave_id=wave.id)


@bp.get("/staff/surveys/waves/<uuid:wave_id>/poster.pdf")
@requires(P.USE_SURVEYS, of=wave_subject)
def poster(wave: WaveFound) -> Any:
    """For a wall. Only where anybody who has the address may answer."""
    if WayIn.LINK not in wave.ways:
        raise NotFound
    _face, language = _worded(wave.version.content)
    made = partial(show.poster_pdf, wave, language)
    return _file(made, "poster.pdf", "surveys.wave", wave_id=wave.id)


@bp.route("/staff/surveys/waves/<uuid:wave_id>/paper", methods=["GET", "POST"])
@requires(P.ENTER_FROM_PAPER, of=wave_subject)
def paper(wave: WaveFound) -> Any:
    """A sheet that somebody filled in by hand. Ready for the next one at once."""
    form = SheetForm()
    form.give_id()
    if flask.request.method == "GET" or not _is_open(wave):
        return _page(wave, form), 200 if flask.request.method == "GET" else 409
    filled = forms.read(wave.version.content, flask.request.form)
    if not form.validate() or not filled.is_fine:
        return _page(wave, form, filled), 422
    face, language = _worded(wave.version.content)
    viewer = the_viewer()
    try:
        commands.write_in(
            wave,
            face,
            filled.values,
            form.sent_id(),
            about=about_now(language),
            by=viewer.account_id,
            role=",".join(sorted(viewer.roles)),
            code=form.code.data or "",
        )
    except Refused as refused:
        form.form_errors = [files.refused_words(refused.reason)]
        return _page(wave, form, filled), 422
    flask.flash(_("Written in. Here is an empty sheet for the next one."))
    again = flask.url_for("surveys.paper", wave_id=wave.id, face=face.value, language=language)
    return flask.redirect(again, 303)


@bp.get("/staff/surveys/waves/<uuid:wave_id>/paper/codes")
@requires(P.HAND_OUT_CODES, of=codes_subject)
def paper_codes(wave: WaveFound) -> Any:
    """Who is asked, and the code for each one's sheet: to be printed, cut apart and handed out."""
    viewer = the_viewer()
    commands.note_codes_seen(wave, by=viewer.account_id, role=",".join(sorted(viewer.roles)))
    found = codes_of(wave.id, page_number())
    return flask.render_template("surveys/paper_codes.html", wave=wave, page=found)


def _page(wave: WaveFound, form: SheetForm, filled: Filled | None = None) -> str:
    content = wave.version.content
    face, language = _worded(content)
    numbers = _numbers(content) if filled else None
    parts = show.parts_of(content, face, language, filled=filled, numbers=numbers)
    codes = content.languages()
    return flask.render_template(
        "surveys/paper.html",
        wave=wave,
        form=form,
        is_open=_is_open(wave),
        parts=parts,
        is_young=face in YOUNG,
        wrong=[line for part in parts for line in part.lines if line.asked.error],
        face=face.value,
        language=language,
        faces=[(one.value, face_words(one)) for one in content.faces] if len(content.faces) > 1 else [],
        languages=[(code, language_name(code)) for code in codes] if len(codes) > 1 else [],
        page_has_errors=filled is not None,
    )


def _numbers(content: Content) -> Callable[[str], list[str]]:
    def typed(key: str) -> list[str]:
        question = content.question(key)
        assert question is not None
        return forms.numbers_of(name_of(content, question), question, flask.request.form)

    return typed


def _worded(content: Content) -> tuple[Face, str]:
    """In whose words and in which language, as the address or the form says."""
    said = flask.request.values
    face = forms.face_in(content, said.get("face"))
    return face, forms.language_in(content, said.get("language") or show.page_language())


def _is_open(wave: WaveFound) -> bool:
    return wave.state is WaveState.OPEN and WayIn.PAPER in wave.ways


def _file(made: Callable[[], bytes], name: str, back: str, **there: Any) -> Any:
    try:
        return files.saved(made(), _PDF, name)
    except NotMade:
        flask.flash(_("We could not make the PDF just now. Please try again later."), "error")
        return flask.redirect(flask.url_for(back, **there), 303)
