"""Forms for making a survey: its name, what surrounds the questions, sections, the buttons of the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.kit.forms import AnyOf, AtMost, Form, Needed, OneOf, SendOnceForm
from portal.surveys.rules.content import MOST_WORDS, Content
from portal.surveys.rules.kinds import Audience, Face, Kind

MOST_NAME = 200
MOST_TITLE = 300

Choices = Sequence[tuple[str, Any]]


class MarkedForm(Form):
    """A form that changes what a survey asks: it knows which state of it was on the page."""

    mark = HiddenField()

    def mark_id(self) -> UUID:
        """A damaged one is nobody's: what was typed is then shown again."""
        try:
            return UUID(str(self.mark.data))
        except ValueError:
            return uuid4()

    def show_mark(self, mark: UUID) -> None:
        """From now on it is about that state."""
        self.mark.data = str(mark)


class NewForm(SendOnceForm):
    """A survey to begin with: the rest is on its own pages."""

    name = StringField(
        _l("What do you call it?"),
        [Needed(_l("Give it a name.")), AtMost(MOST_NAME)],
        description=_l("For colleagues. Those who are asked do not see it."),
    )
    audience = SelectField(
        _l("Who is asked?"), validators=[Needed(_l("Pick who is asked.")), OneOf()], validate_choice=False
    )
    title = StringField(
        _l("Its title"),
        [Needed(_l("Write the title.")), AtMost(MOST_TITLE)],
        description=_l("What those who are asked see first. Plain and short."),
    )


class CopyForm(SendOnceForm):
    name = StringField(_l("What do you call the copy?"), [Needed(_l("Give it a name.")), AtMost(MOST_NAME)])


class AddForm(MarkedForm):
    """One question more."""

    kind = SelectField(
        _l("Kind of question"), validators=[Needed(_l("Pick a kind.")), OneOf()], validate_choice=False
    )
    prompt = TextAreaField(
        _l("The question, in English"), [Needed(_l("Write the question.")), AtMost(MOST_WORDS)]
    )
    section = SelectField(_l("In which section?"), validate_choice=False)


class SectionForm(MarkedForm):
    """A section's title, in the survey's languages: `title_<code>` each (see `section_form`)."""


class StepForm(MarkedForm):
    """A button of the list: what to do, and with which question or section."""

    do = HiddenField(validators=[AtMost(120)])


class AroundForm(MarkedForm):
    """What surrounds the questions (see `around_form`)."""

    name = NewForm.name
    audience = NewForm.audience
    faces = SelectMultipleField(
        _l("For whom are the questions worded?"),
        validate_choice=False,
        validators=[Needed(_l("Tick at least one.")), AnyOf()],
        description=_l("One survey, the same questions; each of these may have its own words for them."),
    )
    first_face = SelectField(
        _l("Which words does somebody get when nothing is known of them?"),
        validators=[OneOf()],
        validate_choice=False,
    )


def around_form(
    content: Content, languages: Mapping[str, str], choices: Mapping[str, Choices], **data: Any
) -> Any:
    """`languages`: code -> name; `choices`: of audience and faces."""
    fields: dict[str, Any] = {}
    for code, name in languages.items():
        needed = [Needed(_l("Write the title in English."))] if code == "en" else []
        fields[f"title_{code}"] = StringField(
            _l("Title: %(language)s", language=name), [*needed, AtMost(MOST_TITLE)]
        )
        fields[f"intro_{code}"] = TextAreaField(
            _l("Before the first question: %(language)s", language=name), [AtMost(MOST_WORDS)]
        )
        fields[f"thanks_{code}"] = TextAreaField(
            _l("After it was sent: %(language)s", language=name), [AtMost(MOST_WORDS)]
        )
        data |= {
            f"title_{code}": content.titles.get(code, ""),
            f"intro_{code}": content.intros.get(code, ""),
            f"thanks_{code}": content.thanks.get(code, ""),
        }
    data["faces"] = [face.value for face in content.faces]
    data["first_face"] = content.faces[0].value if content.faces else ""
    form = type("AroundForm", (AroundForm,), fields)(data=data)
    form.audience.choices = picks(choices["audience"])
    form.faces.choices = picks(choices["faces"])
    form.first_face.choices = picks(choices["faces"])
    return form


def faces_of(form: Any) -> tuple[Face, ...]:
    """Those that were ticked, the one to begin with first."""
    ticked = [face for face in Face if face.value in form.faces.data]
    return tuple(sorted(ticked, key=lambda face: face.value != form.first_face.data))


def section_form(languages: Mapping[str, str], titles: Mapping[str, str]) -> Any:
    fields = {
        f"title_{code}": StringField(_l("Title: %(language)s", language=name), [AtMost(MOST_TITLE)])
        for code, name in languages.items()
    }
    data = {f"title_{code}": titles.get(code, "") for code in languages}
    return type("SectionForm", (SectionForm,), fields)(data=data)


def said_in(form: Any, name: str, languages: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """The words of the fields `<name>_<code>`; languages that the page does not show stay as they were."""
    typed = {code: form[f"{name}_{code}"].data or "" for code in languages}
    return {code: words for code, words in {**before, **typed}.items() if words.strip()}


def new_form(audiences: Choices) -> NewForm:
    form = NewForm()
    form.audience.choices = picks(audiences)
    return form


def add_form(kinds: Choices, sections: Choices, *, is_sent: bool) -> AddForm:
    form = AddForm() if is_sent else AddForm(formdata=None)
    form.kind.choices, form.section.choices = picks(kinds), picks(sections)
    return form


def picks(choices: Choices) -> list[Any]:
    return [SelectChoice(value, label) for value, label in choices]


def audience_of(form: Any) -> Audience:
    return Audience(form.audience.data)


def kind_of(form: Any) -> Kind:
    return Kind(form.kind.data)
