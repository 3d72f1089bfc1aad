"""One question: its words in each language and for each face, its options, when it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Optional, ValidationError

from portal.kit.forms import AnyOf, AtMost, Needed, OneOf
from portal.surveys.forms.building import Choices, MarkedForm, picks, said_in
from portal.surveys.rules.content import MOST_OPTIONS, MOST_WORDS, OnlyIf, Option, Question
from portal.surveys.rules.kinds import WITH_OPTIONS, Face, Kind
from portal.surveys.rules.options import from_lines, lines_of

_LARGE = 1_000_000_000
_MOST_LINES = MOST_OPTIONS * 320


def _not_endless(form: Any, field: Any) -> None:
    """The library's own check turns the number into a float, which breaks on one of 400 digits."""
    if field.data is not None and abs(field.data) > _LARGE:
        raise ValidationError(_("Write a number, like 3."))


@dataclass(frozen=True)
class Around:
    """What the form has to know of the survey: `languages` and `faces` by key and name, the kinds, the
    earlier questions, and the answers of the one that is chosen."""

    languages: Mapping[str, str]
    faces: Mapping[Face, str]
    kinds: Choices
    earlier: Choices
    answers: Mapping[str, Choices]
    pictures: Choices


class QuestionForm(MarkedForm):
    """The fields that every question has (see `question_form` for the others)."""

    kind = SelectField(
        _l("Kind of question"), validators=[Needed(_l("Pick a kind.")), OneOf()], validate_choice=False
    )
    is_required = BooleanField(
        _l("It has to be answered"),
        description=_l("Ask this of few questions. Who cannot skip gives up, or makes something up."),
    )
    is_group = BooleanField(
        _l("Compare the results by its answers"),
        description=_l("Only where nobody can be told by it: teams of ten and more."),
    )
    least = IntegerField(_l("The least number"), [Optional(), _not_endless])
    most = IntegerField(_l("The largest number"), [Optional(), _not_endless])
    only_question = SelectField(_l("Ask it"), validators=[OneOf()], validate_choice=False)
    only_how = RadioField(
        _l("And the answer there"),
        choices=picks([("is", _l("is one of these")), ("is_not", _l("is none of these, or was skipped"))]),
        default="is",
        validators=[OneOf()],
        validate_choice=False,
    )
    only_options = SelectMultipleField(_l("These answers"), validators=[AnyOf()], validate_choice=False)

    def validate(self, extra_validators: Any = None) -> bool:
        """A condition needs answers to hang on; there may not be too many options."""
        if not self.only_question.data or not self.only_options.choices:
            self.only_options.data = []
        is_right = bool(super().validate(extra_validators))
        if self.only_question.data and not self.only_options.data and not self.only_options.errors:
            self.only_options.errors = [_("Tick the answers on which it depends.")]
            is_right = False
        lines = self._fields.get("options_en")
        if (
            lines is not None
            and len([line for line in (lines.data or "").splitlines() if line.strip()]) > MOST_OPTIONS
        ):
            lines.errors = [_("These are too many. Use %(num)s or fewer.", num=MOST_OPTIONS)]
            is_right = False
        return is_right


def question_form(question: Question, around: Around) -> Any:
    """With what was sent, or as the question is."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {
        "kind": question.kind.value,
        "is_required": question.is_required,
        "is_group": question.is_group,
        "least": question.least,
        "most": question.most,
        "only_question": question.only_if.question if question.only_if else "",
        "only_how": "is_not" if question.only_if and question.only_if.is_not else "is",
        "only_options": list(question.only_if.options) if question.only_if else [],
    }
    for code, name in around.languages.items():
        _words(fields, data, question, code, name)
        for face, label in around.faces.items():
            fields[f"face_{face.value}_{code}"] = TextAreaField(
                _l("%(face)s, %(language)s", face=label, language=name), [AtMost(MOST_WORDS)]
            )
            data[f"face_{face.value}_{code}"] = question.faces.get(face, {}).get(code, "")
    if question.kind is Kind.PICTURE:
        for place, option in enumerate(question.options):
            label = option.labels.get("en", option.key)
            choices = picks([("", _l("No picture yet")), *around.pictures])
            fields[f"picture_{place}"] = SelectField(
                _l("Picture of “%(option)s”", option=label),
                choices=choices,
                validators=[OneOf()],
                validate_choice=False,
            )
            data[f"picture_{place}"] = option.picture
    form = type("QuestionForm", (QuestionForm,), fields)(data=data)
    form.kind.choices = picks(around.kinds)
    form.only_question.choices = picks([("", _l("Always")), *around.earlier])
    form.only_options.choices = picks(around.answers.get(form.only_question.data or "", ()))
    return form


def _words(fields: dict[str, Any], data: dict[str, Any], question: Question, code: str, name: str) -> None:
    needed = [Needed(_l("Write the question in English."))] if code == "en" else []
    fields[f"prompt_{code}"] = TextAreaField(
        _l("The question: %(language)s", language=name), [*needed, AtMost(MOST_WORDS)]
    )
    fields[f"hint_{code}"] = TextAreaField(
        _l("A hint under it: %(language)s", language=name), [AtMost(MOST_WORDS)]
    )
    data[f"prompt_{code}"] = question.prompts.get(code, "")
    data[f"hint_{code}"] = question.hints.get(code, "")
    if question.kind in WITH_OPTIONS:
        fields[f"options_{code}"] = TextAreaField(
            _l("Answers to choose from: %(language)s", language=name), [AtMost(_MOST_LINES)]
        )
        data[f"options_{code}"] = lines_of(question.options, code)


def question_from(form: Any, before: Question, around: Around) -> Question:
    """The question as the form says it; its key stays. What the page did not show stays as it was."""
    kind = Kind(form.kind.data)
    faces = {
        **before.faces,
        **{
            face: said_in(form, f"face_{face.value}", around.languages, before.faces.get(face, {}))
            for face in around.faces
        },
    }
    return replace(
        before,
        kind=kind,
        prompts=said_in(form, "prompt", around.languages, before.prompts),
        hints=said_in(form, "hint", around.languages, before.hints),
        faces={face: words for face, words in faces.items() if words},
        options=_options(form, before, around) if kind in WITH_OPTIONS else (),
        is_required=bool(form.is_required.data) and kind is not Kind.INFORMATION,
        is_group=bool(form.is_group.data) and kind is Kind.ONE,
        least=form.least.data if kind is Kind.NUMBER else None,
        most=form.most.data if kind is Kind.NUMBER else None,
        only_if=_only_if(form),
    )


def _options(form: Any, before: Question, around: Around) -> tuple[Option, ...]:
    if "options_en" not in form:
        return before.options
    typed = {code: form[f"options_{code}"].data or "" for code in around.languages}
    pictures = _pictures(form, before.options)
    return tuple(
        replace(option, picture=pictures.get(option.key, option.picture))
        for option in from_lines(typed, before.options)
    )


def _pictures(form: Any, before: Sequence[Option]) -> dict[str, str]:
    """Those that were picked for the options the page showed."""
    names = {option.key: f"picture_{place}" for place, option in enumerate(before)}
    return {key: form[name].data or "" for key, name in names.items() if name in form}


def _only_if(form: Any) -> OnlyIf | None:
    if not form.only_question.data:
        return None
    options = tuple(form.only_options.data or ())
    return OnlyIf(form.only_question.data, options, form.only_how.data == "is_not")
