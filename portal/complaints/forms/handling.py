"""What is done with a complaint on its own page: one short form each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import Optional

from portal.complaints.forms import words as said
from portal.complaints.rules import Ending, Part, Track
from portal.complaints.rules.desk import Light
from portal.complaints.rules.handling import MOST_WORDS
from portal.kit.forms import AnyOf, AtMost, DayField, Form, Needed, OneOf, SendOnceForm

_Kind = TypeVar("_Kind", bound=StrEnum)


def choices(words: Mapping[Any, Any], *only: Any) -> list[SelectChoice]:
    """The words of an enum as choices."""
    return [
        SelectChoice(getattr(key, "value", key), text)
        for key, text in words.items()
        if not only or key in only
    ]


def one_of(kind: type[_Kind], value: str | None) -> _Kind | None:
    return kind(value) if value in set(kind) else None


def id_of(value: str | None) -> UUID | None:
    try:
        return UUID(value or "")
    except ValueError:
        return None


def _pick(label: Any, asked: Any, offered: Sequence[SelectChoice] = ()) -> RadioField:
    return RadioField(
        label, choices=list(offered), validators=[Needed(asked), OneOf()], validate_choice=False
    )


def _words(label: Any, asked: Any = None, hint: Any = "") -> TextAreaField:
    first = [Needed(asked)] if asked else [Optional()]
    return TextAreaField(label, validators=[*first, AtMost(MOST_WORDS)], description=hint)


def with_ids(name: str, form: Any) -> Any:
    """The same form, its fields with ids of their own: several stand on one page."""
    for field in form:
        field.id = f"{name}-{field.name}"
    return form


class FindForm(Form):
    """A name or a reference; it travels in the form, never in an address."""

    asked = StringField(
        _l("Find a complaint"), validators=[Needed(_l("Write a name or a reference.")), AtMost(80)]
    )


class FilterForm(Form):
    """What of the list is shown."""

    class Meta(Form.Meta):
        csrf = False

    state = SelectField(
        _l("How it stands"),
        choices=[*choices(said.STATES), SelectChoice("all", _l("All"))],
        validate_choice=False,
    )
    stage = SelectField(
        _l("Stage"),
        choices=[SelectChoice("", _l("All")), *choices(said.STAGES_SHORT)],
        validate_choice=False,
    )
    track = SelectField(
        _l("How it is handled"),
        choices=[SelectChoice("", _l("All")), *choices(said.TRACKS)],
        validate_choice=False,
    )
    light = SelectField(
        _l("What it needs"),
        choices=[
            SelectChoice("", _l("All")),
            SelectChoice(Light.LATE.value, _l("It is late")),
            SelectChoice(Light.SOON.value, _l("It is due within three days")),
            SelectChoice(Light.UNSEEN.value, _l("Nobody told them yet that it is here")),
            SelectChoice(Light.NOBODYS.value, _l("Nobody has it")),
        ],
        validate_choice=False,
    )


class AcknowledgeForm(SendOnceForm):
    words = _words(_l("How and what were they told?"), hint=_l("For the history. They do not read this."))


class TellForm(SendOnceForm):
    words = _words(
        _l("Your message"),
        _l("Write your message."),
        _l("To “you”, in short sentences. It is on their page, and they are told that something is new."),
    )


class TrackForm(SendOnceForm):
    track = _pick(
        _l("How is it handled?"), _l("Choose how it is handled."), choices(said.TRACKS, *list(Track))
    )
    words = _words(
        _l("The reason, as they read it"),
        _l("Write the reason."),
        _l("They read this. Nobody is turned away: it is answered either way."),
    )

    def what(self) -> Track:
        return one_of(Track, self.track.data) or Track.STATUTORY


class LimitForm(SendOnceForm):
    happened = DayField(_l("When did it happen, as far as you know?"))
    takes = _pick(_l("What do you decide?"), _l("Choose what you decide."), choices(said.LIMIT))
    words = _words(_l("The reason, as they read it"), _l("Write the reason."))


class HandForm(SendOnceForm):
    who = SelectField(
        _l("Who takes which part?"),
        validators=[Needed(_l("Choose who takes it.")), OneOf()],
        validate_choice=False,
    )

    def offer(self, found: Mapping[Part, Sequence[tuple[UUID, str]]]) -> None:
        self.who.choices = [SelectChoice("", _l("Choose"))] + [
            SelectChoice(f"{part.value}:{account_id}", f"{said.PARTS[part]}: {name}")
            for part, people in found.items()
            for account_id, name in people
        ]

    def picked(self) -> tuple[Part | None, UUID | None]:
        part, _, account_id = (self.who.data or "").partition(":")
        return one_of(Part, part), id_of(account_id)


class ConcernsForm(Form):
    """Whom it is about. `shown`: who was marked when the page was opened; nobody else is unmarked by it."""

    shown = HiddenField()

    who = SelectMultipleField(
        _l("Who is it about?"),
        validators=[AnyOf()],
        validate_choice=False,
        description=_l(
            "Neither they nor anybody of their household, their manager or their stand-in can open it "
            "from then on, or is ever told of it. If that is you, you lose it too."
        ),
    )

    def offer(self, people: Sequence[tuple[UUID, str]]) -> None:
        self.who.choices = [SelectChoice(str(one), name) for one, name in people]

    def ids(self) -> list[UUID]:
        return [one for one in map(id_of, self.who.data or []) if one]

    def shown_ids(self) -> list[UUID]:
        return [one for one in map(id_of, str(self.shown.data or "").split(",")) if one]


class AboutForm(Form):
    """What it is about, and about which young person."""

    themes = SelectMultipleField(_l("Themes"), validators=[AnyOf()], validate_choice=False)
    child_ref = StringField(
        _l("About which young person?"),
        validators=[Optional(), AtMost(40)],
        description=_l(
            "Their number in the council’s case system. Leave it empty if it is about nobody here."
        ),
    )


class ExtendForm(SendOnceForm):
    reason = _pick(_l("Why does it take longer?"), _l("Choose why it takes longer."), choices(said.EXTENDED))
    words = _words(_l("What you tell them"), _l("Write what you tell them."))


class AgreeForm(SendOnceForm):
    words = _words(
        _l("The statement of complaint, as agreed with them"),
        _l("Write the statement of complaint."),
        _l("Point by point, in their words where you can. They read it on their page."),
    )
    on = DayField(_l("On which day was it agreed?"))


class PanelForm(SendOnceForm):
    on = DayField(_l("On which day does the panel meet, or did it meet?"))
    words = _words(_l("What they need to know about the day"), hint=_l("Where, when, who is with them."))


class PanelReportForm(SendOnceForm):
    on = DayField(_l("On which day did the panel report?"))
    words = _words(
        _l("What the panel found and asks the council to do"),
        _l("Write what the panel found."),
        _l("They read this on their page."),
    )


class ReportForm(SendOnceForm):
    words = _words(
        _l("Your report"),
        _l("Write your report."),
        _l("For whoever decides for the council, and the complaints manager. Point by point."),
    )


class EndForm(SendOnceForm):
    ending = _pick(
        _l("How does it end?"),
        _l("Choose how it ends."),
        choices(said.ENDINGS, Ending.ANSWERED, Ending.WITHDRAWN, Ending.ELSEWHERE),
    )
    words = _words(
        _l("What you tell them"),
        _l("Write what you tell them."),
        _l("They read this. They may open it again at any time."),
    )

    def what(self) -> Ending:
        return one_of(Ending, self.ending.data) or Ending.ANSWERED


class DoneForm(SendOnceForm):
    words = _words(
        _l("What was done?"),
        _l("Write what was done."),
        _l("Whoever complained reads this. To “you”, in short sentences."),
    )
