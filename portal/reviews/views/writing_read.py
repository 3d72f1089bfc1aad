"""Reading the letter as the child will see it, and saying so; putting a sent one right; translating it."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.rules.languages import LETTERS
from portal.kit import clock
from portal.kit.errors import Refused
from portal.people import queries as people
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import writing as commands
from portal.reviews.forms.writing import ApproveForm, CorrectForm, TranslationForm
from portal.reviews.presenters import writing as show
from portal.reviews.presenters import writing_translating as translating
from portal.reviews.presenters.letters import language_name, shown
from portal.reviews.queries import writing as queries
from portal.reviews.queries.letters import as_sent, made_of
from portal.reviews.queries.plain import checked
from portal.reviews.queries.subjects import of_letter, of_review_to_write
from portal.reviews.rules import LetterState
from portal.reviews.views import bp


@bp.route("/staff/reviews/review/<uuid:review_id>/letter/read", methods=["GET", "POST"])
@requires(P.WRITE_LETTER, of=of_review_to_write)
def preview_letter(review: Any) -> Any:
    """Exactly as the child will see it. "I have read it" is what lets it be sent."""
    letter = queries.in_hand(review.id)
    if letter is None:
        return flask.redirect(flask.url_for("reviews.write_letter", review_id=review.id), 303)
    form = ApproveForm()
    if form.validate_on_submit():
        try:
            _approve(letter, form)
        except Refused as refused:
            form.form_errors = [show.why_words(refused.reason)]
        else:
            return flask.redirect(flask.url_for("reviews.letter_send", letter_id=letter.id), 303)
    return _preview(review, letter, form), 422 if flask.request.method == "POST" else 200


def _approve(letter: Any, form: ApproveForm) -> None:
    viewer = the_viewer()
    found = checked(letter, viewer)
    commands.approve(
        letter,
        viewer,
        number=form.known(),
        seen=form.seen.data or "",
        left=found.remarks,
        reading_age=found.age,
        now=clock.now(),
    )


def _preview(review: Any, letter: Any, form: ApproveForm) -> str:
    viewer = the_viewer()
    form.number.data, form.seen.data = str(letter.number), queries.fingerprint_of(letter).hex()
    return flask.render_template(
        "reviews/letter_read.html",
        review=review,
        draft=letter,
        person=people.get(review.young_person_id),
        form=form,
        letter=shown(made_of(letter)),
        translations=translating.shown_of(letter),
        editor=show.editor(letter, checked(letter, viewer)),
        is_theirs=letter.by_id in {viewer.account_id, *viewer.stands_in_for},
        signs=show.who_signs(letter),
        languages=[(one, language_name(one)) for one in sorted(LETTERS)],
    )


@bp.route("/staff/reviews/letters/<uuid:letter_id>/correct", methods=["GET", "POST"])
@requires(P.WRITE_LETTER, of=of_letter)
def correct_letter(letter: Any) -> Any:
    """Put a sent letter right with another one, and say what was wrong."""
    form = CorrectForm()
    form.give_id()
    if form.validate_on_submit():
        try:
            commands.correct(
                letter, form.note.data or "", send_once=form.sent_id(), by=the_viewer(), now=clock.now()
            )
        except Refused as refused:
            form.form_errors = [show.why_words(refused.reason)]
        else:
            return flask.redirect(flask.url_for("reviews.write_letter", review_id=letter.review_id), 303)
    page = flask.render_template(
        "reviews/letter_correct.html",
        form=form,
        row=letter,
        person=people.get(letter.young_person_id),
        letter=shown(as_sent(letter)),
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/reviews/letters/<uuid:letter_id>/in")
@requires(P.WRITE_LETTER, of=of_letter)
def letter_language(letter: Any) -> Any:
    """From the list of languages to the page of one."""
    language = flask.request.args.get("language", "")
    if language not in LETTERS and language != "en":
        return flask.redirect(flask.url_for("reviews.preview_letter", review_id=letter.review_id), 303)
    return flask.redirect(
        flask.url_for("reviews.translate_letter", letter_id=letter.id, language=language), 303
    )


@bp.route("/staff/reviews/letters/<uuid:letter_id>/in/<language>", methods=["GET", "POST"])
@requires(P.WRITE_LETTER, of=queries.letter_in)
def translate_letter(found: Any) -> Any:
    """The letter in another language, beside the original, entered by a person."""
    letter, language = found
    original = translating.original_of(letter)
    is_sent = flask.request.method == "POST"
    if not is_sent and letter.state not in (LetterState.DRAFT, LetterState.APPROVED):
        return flask.redirect(translating.back_to(letter), 303)
    form = translating.sent_form(original) if is_sent else translating.form_of(letter, language, original)
    if is_sent and form.validate():
        try:
            _translate(letter, language, form, original)
        except Refused as refused:
            form.form_errors = [show.why_words(refused.reason)]
        else:
            flask.flash(_("The translation is kept. They see both."))
            return flask.redirect(translating.back_to(letter), 303)
    page = flask.render_template(
        "reviews/letter_translate.html",
        row=letter,
        person=people.get(letter.young_person_id),
        form=form,
        agreed=shown(as_sent(letter)),
        back=translating.back_to(letter),
        page=translating.page_of(letter, language, original),
    )
    return page, 422 if is_sent else 200


def _translate(letter: Any, language: str, form: TranslationForm, original: Any) -> None:
    commands.translate(
        letter,
        language,
        form.sections(original),
        form.translator.data or "",
        seen=form.seen.data or "",
        by=the_viewer(),
        now=clock.now(),
    )
