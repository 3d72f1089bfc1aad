"""Words for staff: kinds of question, faces, who is asked, conditions, and what the checker found."""

from __future__ import annotations

from enum import Enum

from babel import Locale
from babel.core import UnknownLocaleError
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.surveys.presenters.words import AGREE_WORDS, FACE_WORDS
from portal.surveys.rules.content import Content, OnlyIf, Question, said
from portal.surveys.rules.faults import MOST_KEY, MOST_TO_RANK, Fault, FaultKind
from portal.surveys.rules.kinds import NOT_SAID, Audience, Face, Kind, WhyNot
from portal.surveys.rules.values import keys_of

_KINDS = {
    Kind.FACES: _l("Three faces: good, so-so, not good"),
    Kind.AGREE: _l("Agree or disagree, in five steps"),
    Kind.ONE: _l("Pick one"),
    Kind.MANY: _l("Pick any"),
    Kind.PICTURE: _l("Pick a picture"),
    Kind.RANK: _l("Put in order"),
    Kind.NUMBER: _l("A number"),
    Kind.DATE: _l("A day"),
    Kind.SHORT: _l("A few words"),
    Kind.LONG: _l("A longer text"),
    Kind.INFORMATION: _l("Something to read, nothing is asked"),
}
_FACES = {
    Face.LITTLE: _l("Children of 4 to 7"),
    Face.EIGHT: _l("Children of 8 to 11"),
    Face.TWELVE: _l("Young people of 12 to 17"),
    Face.LEAVER: _l("Care leavers"),
    Face.ADULT: _l("Adults"),
}
_AUDIENCES = {
    Audience.STAFF: _l("Staff"),
    Audience.YOUNG_PEOPLE: _l("Children and young people"),
    Audience.FAMILIES: _l("Parents and carers"),
    Audience.PARTNERS: _l("Partner agencies"),
}
LANGUAGES = (
    "en", "ar", "fa", "ps", "ckb", "sq", "vi", "ti", "am", "so", "uk", "pl", "ro", "ur", "bn", "pa", "fr",
    "es", "pt", "tr", "zh",
)  # fmt: skip
"""Those that a survey may be put into here; an imported one may bring others."""


def kind_words(kind: Kind) -> str:
    return str(_KINDS[kind])


def face_words(face: Face) -> str:
    return str(_FACES[face])


def audience_words(audience: Audience) -> str:
    return str(_AUDIENCES[audience])


def language_name(code: str) -> str:
    """In the page's language; the code itself where nobody knows it."""
    locale = _locale(code)
    name = locale.get_display_name(str(get_locale() or "en")) if locale else None
    return str(name)[:1].upper() + str(name)[1:] if name else code


def is_known(code: str) -> bool:
    return _locale(code) is not None


def direction(code: str) -> str:
    """ltr or rtl."""
    locale = _locale(code)
    return str(locale.text_direction) if locale else "ltr"


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code.replace("-", "_"))
    except (ValueError, TypeError, UnknownLocaleError):
        return None


def answer_words(question: Question, key: str, language: str = "en") -> str:
    """What an answer is called."""
    if question.kind is Kind.FACES:
        return str(FACE_WORDS.get(key, key))
    if question.kind is Kind.AGREE:
        return str(_l("Prefer not to say") if key == NOT_SAID else AGREE_WORDS.get(key, key))
    option = next((one for one in question.options if one.key == key), None)
    return said(option.labels, language) if option else key


def answers_of(question: Question, language: str = "en") -> list[tuple[str, str]]:
    """Key and words of every answer there could be."""
    return [(key, answer_words(question, key, language)) for key in keys_of(question)]


def prompt_of(question: Question) -> str:
    """In English; something to point at where there is none yet."""
    return said(question.prompts, "en") or str(_("(no words yet: %(key)s)", key=question.key))


def condition_words(only_if: OnlyIf, content: Content) -> str:
    """When a question is asked, as a sentence."""
    asked = content.question(only_if.question)
    if asked is None:
        return str(_("Asked only after a question that is not there"))
    answers = ", ".join(f"“{answer_words(asked, key)}”" for key in only_if.options) or "—"
    told = {"question": prompt_of(asked), "answers": answers}
    if only_if.is_not:
        return str(_("Asked only if the answer to “%(question)s” is none of: %(answers)s", **told))
    return str(_("Asked only if the answer to “%(question)s” is: %(answers)s", **told))


_FAULTS = {
    FaultKind.NO_TITLE: _l("There is no title in English. Write one."),
    FaultKind.NO_FACE: _l("It is worded for nobody. Pick for whom it is."),
    FaultKind.NOTHING_TO_ASK: _l("Nothing is asked. Add a question."),
    FaultKind.TOO_MANY_QUESTIONS: _l("There are too many questions. Nobody will finish it."),
    FaultKind.DOUBLED_SECTION: _l("Two sections have the same key: %(what)s."),
    FaultKind.DOUBLED_KEY: _l("Two questions have the same key. Remove one and add it anew."),
    FaultKind.BAD_KEY: _l("A key may have letters, digits and _ only, %(most)s at most: %(what)s."),
    FaultKind.NO_WORDS: _l("There are no words in English. Write the question."),
    FaultKind.TOO_LONG: _l("A text is too long. Shorten it."),
    FaultKind.NO_OPTIONS: _l("There are too few answers to choose from. Add at least two."),
    FaultKind.TOO_MANY_OPTIONS: _l("There are too many answers to choose from."),
    FaultKind.TOO_MANY_TO_RANK: _l("Nobody can put so many in order. Keep %(rank)s or fewer."),
    FaultKind.OPTION_WITHOUT_WORDS: _l("An answer has no words in English."),
    FaultKind.SAME_OPTIONS: _l("Two answers say the same: %(what)s."),
    FaultKind.DOUBLED_OPTION: _l("Two answers have the same key: %(what)s."),
    FaultKind.NO_PICTURE: _l("“%(what)s” has no picture. Pick one."),
    FaultKind.REQUIRED_INFORMATION: _l("There is nothing to answer here, so it cannot be asked for."),
    FaultKind.LEAST_OVER_MOST: _l("The least number is larger than the largest."),
    FaultKind.GROUP_IS_NOT_ONE_CHOICE: _l(
        "Results can be compared only by a question of the kind “Pick one”."
    ),
    FaultKind.UNKNOWN_REFERENCE: _l("It depends on a question that is not there (%(what)s). Choose another."),
    FaultKind.LATER_REFERENCE: _l(
        "It depends on a question that comes later. Move it down, or choose another."
    ),
    FaultKind.OWN_REFERENCE: _l("It depends on its own answer. Choose an earlier question."),
    FaultKind.REFERENCE_HAS_NO_CHOICES: _l("It depends on a question without answers to choose from."),
    FaultKind.NO_CONDITION: _l("It does not say on which answers it depends."),
    FaultKind.OPTION_GONE: _l("It depends on an answer that is gone (%(what)s). Choose again."),
    FaultKind.NEVER_ASKED: _l("Nobody is ever asked this: what it depends on can never be so."),
    FaultKind.MISSING_TRANSLATION: _l("Not all of it is there in %(language)s. English is shown instead."),
    FaultKind.REQUIRED_WORDS: _l("Everybody has to write something here. Let people skip it."),
    FaultKind.EMPTY_SECTION: _l("Nothing is in this section. It is left out."),
}


def fault_words(fault: Fault, content: Content) -> str:
    """What is wrong and what to do about it."""
    question = content.question(fault.where)
    option = fault.kind is FaultKind.NO_PICTURE and question is not None
    what = answer_words(question, fault.what) if option and question else fault.what
    language = language_name(fault.what) if fault.kind is FaultKind.MISSING_TRANSLATION else ""
    words = str(_FAULTS[fault.kind])
    return words % {"what": what, "language": language, "most": MOST_KEY, "rank": MOST_TO_RANK}


def why_words(why: Enum) -> str:
    """Why a change was not kept."""
    words: dict[Enum, str] = {
        WhyNot.CHANGED_MEANWHILE: _(
            "This survey was changed since you opened this page. What you typed is still here. Look at the "
            "survey as it is now in another window, then save again to put yours over it."
        ),
        WhyNot.TOO_MANY: _("There are too many questions, answers or languages. Take some out."),
        WhyNot.TOO_LONG: _("A text is too long. Shorten it."),
        WhyNot.PUT_AWAY: _("This survey was put away. Bring it back to change it."),
        WhyNot.IN_USE: _(
            "Somebody was asked already. Who is asked cannot be changed any more: copy the survey."
        ),
    }
    return str(words.get(why, _("This cannot be done now. Look at the survey again.")))
