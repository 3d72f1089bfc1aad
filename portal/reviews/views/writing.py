"""Writing the letter after a review: begun, edited, checked while it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.queries.around import address_of
from portal.kit import clock
from portal.kit.errors import Refused
from portal.kit.forms import SendOnceForm, clean
from portal.people import queries as people
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import writing as commands
from portal.reviews.forms.writing import LetterForm
from portal.reviews.presenters import writing as show
from portal.reviews.presenters.writing_first import first_sections
from portal.reviews.presenters.writing_phrases import PHRASES
from portal.reviews.queries import writing as queries
from portal.reviews.queries import writing_start as beginning
from portal.reviews.queries.plain import checked
from portal.reviews.queries.subjects import of_letter, of_review_to_write
from portal.reviews.queries.writing_start import Quote
from portal.reviews.rules import LetterState, Preset
from portal.reviews.rules import writing as rules
from portal.reviews.rules.writing import Choices, Section, WhyNot, sections_from
from portal.reviews.views import bp
from portal.settings import Settings

_LETTER = "/staff/reviews/review/<uuid:review_id>/letter"
_GOES_TO = {"read": "reviews.preview_letter", "agreed": "reviews.agreed"}


@bp.route(_LETTER, methods=["GET", "POST"])
@requires(P.WRITE_LETTER, of=of_review_to_write)
def write_letter(review: Any) -> Any:
    """The letter that is in hand; where none is, what it is to begin with."""
    letter = queries.in_hand(review.id)
    if letter is None:
        return _none_in_hand(review)
    if flask.request.method != "POST":
        return _page(review, letter, show.form_of(letter))
    form = show.sent_form(letter)
    if not form.is_whole(sections_from(letter.sections)):
        form = show.form_of(letter)
        form.form_errors = [_("Part of the page did not arrive. Here is what was saved last. Try again.")]
        return _page(review, letter, form), 422
    if not form.validate():
        return _page(review, letter, form, form.sections()), 422
    try:
        at = _save(letter, form)
    except Refused as refused:
        return _refused(review, letter, form, refused)
    if _asked()[0] == "script":
        return _page(review, letter, show.form_of(letter))
    endpoint = _GOES_TO.get(_asked()[0], "reviews.write_letter")
    return flask.redirect(flask.url_for(endpoint, review_id=review.id, _anchor=at), 303)


@bp.post(f"{_LETTER}/start")
@requires(P.WRITE_LETTER, of=of_review_to_write)
def start_letter(review: Any) -> Any:
    """Begin it, with what was picked of what the child said; or go on from one that was taken back."""
    viewer = the_viewer()
    newest = queries.newest(review.id)
    if newest and newest.state is LetterState.RECALLED:
        sent = SendOnceForm()
        commands.begin_again(newest, send_once=sent.sent_id(), by=viewer, now=clock.now())
        return flask.redirect(flask.url_for("reviews.write_letter", review_id=review.id), 303)
    person = people.get(review.young_person_id)
    form = show.start_form(person, today(), beginning.quotes_for(viewer, review), is_sent=True)
    if not form.validate():
        return _start_page(review, form), 422
    choices = form.choices(
        Choices(rules.preset_for(people.age_on(person, today())) if person else Preset.TEEN)
    )
    quotes = beginning.picked_quotes(viewer, review, form.quotes.data or [])
    try:
        commands.start(
            review,
            _first(review, choices, quotes),
            choices,
            quoted=[one.id for one in quotes],
            send_once=form.sent_id(),
            by=viewer,
            now=clock.now(),
        )
    except Refused as refused:
        form.form_errors = [show.why_words(refused.reason)]
        return _start_page(review, form), 422
    return flask.redirect(flask.url_for("reviews.write_letter", review_id=review.id), 303)


def _first(review: Any, choices: Choices, quotes: Sequence[Quote]) -> list[Section]:
    viewer = the_viewer()
    return first_sections(
        choices.preset,
        choices.language,
        quotes=quotes,
        before=beginning.agreed_before(review),
        name=viewer.name,
        email=address_of(viewer.account_id) or "",
        settings=_settings(),
    )


def _none_in_hand(review: Any) -> Any:
    letter = queries.newest(review.id)
    if letter and letter.state is not LetterState.RECALLED:
        if of_letter(the_viewer(), letter.id) is None:  # it quotes what is kept from them: nothing tells so
            flask.flash(_("The letter after this review was sent. Nothing is left to write."), "info")
            person_id = review.young_person_id
            return flask.redirect(flask.url_for("reviews.of_young_person", young_person_id=person_id), 303)
        return flask.redirect(flask.url_for("reviews.letter_sent", letter_id=letter.id), 303)
    if flask.request.method == "POST":
        return flask.redirect(flask.url_for("reviews.write_letter", review_id=review.id), 303)
    person = people.get(review.young_person_id)
    found = beginning.quotes_for(the_viewer(), review)
    return _start_page(review, show.start_form(person, today(), found, is_sent=False))


def _start_page(review: Any, form: Any) -> str:
    newest = queries.newest(review.id)
    return flask.render_template(
        "reviews/letter_start.html",
        review=review,
        person=people.get(review.young_person_id),
        form=form,
        is_held=review.completed_on is not None,
        is_recalled=newest is not None and newest.state is LetterState.RECALLED,
    )


def _asked() -> tuple[str, str]:
    """Which button was pressed, and of what."""
    name, _colon, of = flask.request.form.get("do", "save").partition(":")
    return name, of


def _save(letter: Any, form: LetterForm) -> str:
    """Save what was typed, then do what the button says. Returns the place on the page to go to."""
    viewer, now = the_viewer(), clock.now()
    do, of = _asked()
    before = Choices(
        letter.preset, letter.has_pictures, letter.is_easy_read, letter.is_large, letter.language
    )
    choices = form.choices(before)
    sections = _moved(form, do, of, choices)
    letter = commands.save(
        letter,
        sections,
        choices,
        number=form.known(),
        by=viewer,
        now=now,
        note=form.note.data if "note" in flask.request.form else None,
    )
    if do == "take":
        commands.take_over(letter, by=viewer, now=now)
    if do in ("use", "keep", "again"):
        return _decide(letter, choices, do, of)
    if do == "save":
        flask.flash(_("Saved. Nobody has been sent anything yet."))
    return f"part-{of}" if do in ("up", "down", "out") else ""


def _moved(form: LetterForm, do: str, of: str, choices: Choices) -> list[Section]:
    """The parts as they were typed, after what the button does to their order."""
    sections, place = form.sections(), int(of) if of.isascii() and of.isdigit() and len(of) < 4 else -1
    if do in ("up", "down"):
        return rules.moved(sections, place, -1 if do == "up" else 1)
    if do == "own":
        return rules.with_own(sections)
    if do == "out":
        return rules.without(sections, place)
    into, phrase = form.into.data or "", PHRASES.get(form.phrase.data or "")
    if do == "phrase" and phrase and into.isascii() and into.isdigit() and len(into) < 4:
        return rules.with_words(sections, int(into), phrase.words(choices.preset, choices.language))
    return sections


def _decide(letter: Any, choices: Choices, do: str, key: str) -> str:
    """Put other words where the check found some, or keep them and say why."""
    viewer, now = the_viewer(), clock.now()
    if do == "again":
        commands.look_again(letter, key, by=viewer, now=now)
        return ""
    place, _dot, use = key.partition(".")
    found = [one for one in checked(letter, viewer).remarks if one.key in (key, use)]
    remark = next((one for one in found if str(one.place) == place), next(iter(found), None))
    if remark is None:
        return ""
    if do == "keep":
        typed = (one.strip() for one in flask.request.form.getlist(f"why-{key}"))
        why = next((one for one in typed if one), _("It is right here."))
        commands.keep_words(letter, remark, (clean(why) or "")[: rules.LONGEST_LINE], by=viewer, now=now)
    elif remark.say:
        sections = rules.instead(
            sections_from(letter.sections), remark.place, remark.found, remark.start, remark.say
        )
        commands.save(letter, sections, choices, number=letter.number, by=viewer, now=now)
    return f"part-{remark.place}" if 0 <= remark.place < rules.MOST_SECTIONS else ""


def _refused(review: Any, letter: Any, form: LetterForm, refused: Refused) -> Any:
    """What was typed stays on the page; of what somebody else saved meanwhile, what stands there now."""
    form.form_errors = [show.why_words(refused.reason)]
    now_saved: list[tuple[str, str]] = []
    if refused.reason is WhyNot.CHANGED_MEANWHILE:
        now_saved = show.changed_parts(form.sections(), sections_from(letter.sections), letter.preset)
        form.number.data = str(letter.number)
    return _page(review, letter, form, form.sections(), now_saved), 422


def _page(
    review: Any,
    letter: Any,
    form: LetterForm,
    typed: Sequence[Section] | None = None,
    now_saved: Sequence[tuple[str, str]] = (),
) -> str:
    viewer = the_viewer()
    found = show.editor(letter, checked(letter, viewer, typed), typed)
    form.into.choices = [(str(one.place), one.usual) for one in found.parts]
    return flask.render_template(
        "reviews/letter_write.html",
        review=review,
        letter=letter,
        person=people.get(review.young_person_id),
        form=form,
        editor=found,
        now_saved=now_saved,
        signs=show.who_signs(letter),
        is_theirs=letter.by_id in {viewer.account_id, *viewer.stands_in_for},
        is_approved=letter.state is LetterState.APPROVED,
    )


def _settings() -> Settings:
    settings: Settings = flask.current_app.extensions["heard.settings"]
    return settings
