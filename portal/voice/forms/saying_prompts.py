"""The prompts of an occasion as fields of a page, and what was answered read back from a draft.

A page's prompts depend on the occasion and the look, so its form's class is made once for each set of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import Optional

from portal.kit.forms import AtMost
from portal.voice.forms.saying_checks import OneOf
from portal.voice.queries.drafts import Typed
from portal.voice.rules.occasions import FIELD, PROMPTS, field_of, prompt_of
from portal.voice.rules.saying import Replied

MOST = 500
"""Letters of one answer: a prompt asks for a line or two; the page has room for more elsewhere."""


@dataclass(frozen=True)
class Question:
    """One prompt as it is asked: its key, its words, and what can be picked (nothing: a few words)."""

    prompt: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()


def with_prompts(page: Any, questions: Sequence[Question]) -> Any:
    """A page's form with these prompts on it."""
    form = _form(page, tuple((q.prompt, bool(q.choices)) for q in questions))()
    for question in questions:
        field = form[field_of(question.prompt)]
        field.label.text = question.text
        if question.choices:
            field.choices = [SelectChoice(key, label) for key, label in question.choices]
    return form


def fields_of(form: Any) -> list[Any]:
    """The form's prompts, in their order."""
    return [field for field in form if field.name.startswith(FIELD)]


def typed_answers(form: Any) -> dict[str, str | list[str]]:
    """What is answered on this page now, for the draft."""
    return {field.name: str(field.data or "") for field in fields_of(form)}


def names_in(fields: Iterable[str]) -> list[str]:
    """Those of these field names that are prompts."""
    return [name for name in fields if prompt_of(name)]


def replies_in(typed: Typed, questions: Mapping[str, str]) -> tuple[Replied, ...]:
    """The answers to these prompts. A pick that was never offered is no answer."""
    found = (_reply(prompt, text, typed.get(field_of(prompt))) for prompt, text in questions.items())
    return tuple(reply for reply in found if reply)


def _reply(prompt: str, question: str, answer: str | list[str] | None) -> Replied | None:
    if not isinstance(answer, str) or not answer.strip():
        return None
    if choices := PROMPTS[prompt].choices:
        return Replied(prompt, question, choice=answer) if answer in choices else None
    return Replied(prompt, question, words=answer)


@lru_cache(maxsize=256)
def _form(page: Any, prompts: tuple[tuple[str, bool], ...]) -> type[Any]:
    fields = {field_of(prompt): _picks() if has_choices else _words() for prompt, has_choices in prompts}
    return type(page.__name__, (page,), fields)


def _picks() -> Any:
    return RadioField("", choices=[], validate_choice=False, validators=[Optional(), OneOf()])


def _words() -> Any:
    return TextAreaField("", validators=[AtMost(MOST)])
