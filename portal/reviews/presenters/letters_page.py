"""The pages of a young person's letters."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import flask
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.accounts.queries.around import names_of, with_role
from portal.accounts.queries.sessions import is_shared_device
from portal.kit import clock, dates
from portal.people import queries as people
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.reviews.forms.letters import HelpedForm, ReplyForm
from portal.reviews.presenters import actions as actions_show
from portal.reviews.presenters import letters as show
from portal.reviews.presenters import sending as words
from portal.reviews.presenters.letters import Shown
from portal.reviews.queries import actions, writing
from portal.reviews.queries import letters as queries
from portal.reviews.queries.reviews import iro_of
from portal.reviews.rules import LetterState, Preset
from portal.voice.presenters.asking import look_now
from portal.voice.presenters.saying import ring_now
from portal.voice.queries.speaking import around
from portal.voice.rules import Look

BOTH = "both"
"""In the address: the letter and its translation side by side."""


def is_open(letter: Any) -> bool:
    """They have read it: by pressing the button, or together with somebody."""
    return bool(letter.first_opened_at or letter.read_together_at)


def list_page(viewer: Viewer) -> str:
    found = queries.own_letters(viewer)
    names = names_of({one.by_id for one in found})
    return flask.render_template(
        "reviews/letters.html",
        letters=[(one, names.get(one.by_id, ""), is_open(one)) for one in found],
        taken_back=queries.was_taken_back(viewer),
        is_shut=viewer.past_is_shut,
        is_little=_is_little(viewer),
        send_once=uuid.uuid4(),
    )


def letter_page(letter: Any, viewer: Viewer, form: HelpedForm | None = None) -> str:
    """The letter; before they opened it only from whom it is."""
    name = names_of([letter.by_id]).get(letter.by_id, "")
    if not is_open(letter):
        return flask.render_template("reviews/letter_closed.html", row=letter, by=name)
    others = [one for one in writing.translations_of(letter) if not one.is_stale]
    picked, letters = _in_languages(letter, others)
    return flask.render_template(
        "reviews/own_letter.html",
        row=letter,
        by=name,
        letters=letters,
        step=_step(letters),
        languages_of=_language_links(letter, others, picked),
        correction=_reached(viewer, queries.correction_of(letter.id)),
        form=form or helped_form(queries.helped_by(letter.id)),
        pictures=words.FACES,
        helped=queries.helped_by(letter.id),
        replies=queries.own_replies(letter.id),
        to=_reader(letter),
        has_advocate=bool(with_role(Role.ADVOCATE, people.today())),
        can_keep=not (is_shared_device() or viewer.past_is_shut),
        ring=ring_now(clock.now()),
        send_once=uuid.uuid4(),
        is_little=letter.preset is Preset.LITTLE,
        here={"in": picked} if others else {},
    )


def reply_page(letter: Any, form: ReplyForm) -> str:
    form.give_id()
    return flask.render_template(
        "reviews/reply_letter.html", row=letter, form=form, to=_reader(letter), about=about_letter(letter)
    )


def kept(letter: Any) -> Shown:
    """The letter as a file: without how far things are, which is true only today."""
    return show.shown(queries.as_sent(letter))


def helped_form(helped: str = "") -> HelpedForm:
    form = HelpedForm()
    form.offer([(tells.value, label) for tells, label in words.HELPED.items()])
    if flask.request.method == "GET":
        form.helped.data = helped or None
    return form


def about_letter(letter: Any) -> str:
    """Which letter is meant, for whoever reads a reply to it."""
    return str(_("About the letter of %(day)s", day=dates.short_day(letter.sent_at)))


def why_not_keep(is_shared: bool) -> str:
    if is_shared:
        return str(_("This phone or tablet is used by others too. So we do not save files on it."))
    return str(_("Open the letter first. Then you can keep it."))


def _in_languages(letter: Any, others: list[writing.Translated]) -> tuple[str, list[Shown]]:
    """Which language is picked, and the letter in it, or in both. Without a pick it is the page's own, where
    somebody translated it."""
    made, states = queries.as_sent(letter), _states(letter)
    original = show.shown(made, states)
    own = str(get_locale() or "")
    asked = flask.request.args.get("in", own if own != letter.language else "")
    wanted = next((one for one in others if asked in (one.language, f"{BOTH}-{one.language}")), None)
    if wanted is None:
        return original.language, [original]
    other = show.in_another_language(made, wanted, states)
    return asked, [original, other] if asked.startswith(f"{BOTH}-") else [other]


def _language_links(
    letter: Any, others: list[writing.Translated], picked: str
) -> list[tuple[str, str, str, bool]]:
    """Label, its language, address, whether it is the one shown. None where there is no other language."""
    if not others:
        return []
    own = letter.language
    found = [(show.language_name(own), own, own)]
    for one in others:
        name = show.language_name(one.language)
        found.append((name, one.language, one.language))
        found.append(
            (
                _("Both: %(first)s and %(second)s", first=found[0][0], second=name),
                "",
                f"{BOTH}-{one.language}",
            )
        )
    return [
        (label, lang, flask.url_for("reviews.own_letter", letter_id=letter.id, **{"in": key}), key == picked)
        for label, lang, key in found
    ]


def _states(letter: Any) -> Mapping[str, str]:
    """How far each thing is today, in the words of their own page of what was agreed."""
    found = actions.shown_for(letter.review_id, people.today())
    return {str(one.id): actions_show.state_words(one.plain) for one in found}


def _step(letters: list[Shown]) -> tuple[int, int] | None:
    """A little one's letter comes one part at a time: which of how many, when it is asked for so."""
    if len(letters) != 1 or letters[0].preset != Preset.LITTLE.value:
        return None
    text, of = flask.request.args.get("part", "1"), max(1, len(letters[0].parts))
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    return min(max(1, number), of), of


def _reader(letter: Any) -> str:
    """Who reads a reply: whoever leads their reviews today; "" where nobody does."""
    iro = iro_of(letter.young_person_id, people.today())
    return names_of([iro]).get(iro, "") if iro else ""


def _reached(viewer: Viewer, letter: Any) -> Any:
    found = (
        queries.own_letter(viewer, letter.id) if letter and letter.state is not LetterState.RECALLED else None
    )
    return found.thing if found else None


def _is_little(viewer: Viewer) -> bool:
    if viewer.young_person_id is None:
        return False
    return look_now(around(viewer.young_person_id, people.today())) is Look.LITTLE
