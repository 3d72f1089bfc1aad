"""Writing down what a young person says or shows: beside them, of what was seen, or passed on.

Their own words and the writer's stand in different fields and are never put together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField

from portal.kit.forms import AtMost, DayField, Form, Needed, SendOnceForm, clean
from portal.voice.forms.done import read_time
from portal.voice.forms.saying import FACES, QUOTE, SHORT, AnyOf, OneOf, choices_of, ids_in
from portal.voice.rules import Face, HowSure, QuoteConsent, Way
from portal.voice.rules.capture import WhyNot, Worry, Written, whys_not_write_down
from portal.voice.rules.saying import Said

WORRY = choices_of(
    (Worry.NO.value, _l("No")),
    (Worry.NOT_SURE.value, _l("I am not sure")),
    (Worry.YES.value, _l("Yes: call whoever is on duty now")),
)
HOW_SURE = choices_of(
    (HowSure.SURE.value, _l("Sure")),
    (HowSure.QUITE.value, _l("Quite sure")),
    (HowSure.NOT_SURE.value, _l("Not sure")),
)
YES, NO = "yes", "no"
ME, OTHER = "me", "other"
_IS_TOLD = {YES: True, NO: False}
LONGEST = 4000
KEPT_LENGTH, KEPT_VALUES = 3 * LONGEST, 50
"""Of a draft more than the form takes, so that too much can still be shortened; never without end."""
_NOT_KEPT = ("csrf_token", "send_once")


def worry_field() -> Any:
    return RadioField(
        _l("Are you worried that somebody may be getting hurt?"),
        choices=WORRY,
        validate_choice=False,
        validators=[OneOf()],
    )


class CaptureForm(SendOnceForm):
    """What all three have: when it was, whether the writer is worried, whom it is about."""

    way: Way
    on = DayField(_l("Which day was it?"))
    at = StringField(_l("About what time?"), validators=[AtMost(SHORT)])
    about_name = StringField(_l("Is it about somebody? Write their name"), validators=[AtMost(SHORT)])
    # Where what the rules say is shown; each kind adds its own.
    says: dict[WhyNot, tuple[str, Any]] = {  # noqa: RUF012  # never changed
        WhyNot.NO_WHEN: ("on", _l("Say on which day and about what time, like 16:30.")),
        WhyNot.IN_FUTURE: ("on", _l("This day and time have not come yet.")),
        WhyNot.NO_WORRY: ("worry", _l("Say whether you are worried.")),
    }

    was_begun = False  # it holds what was kept, and nothing of that is put in anew

    @classmethod
    def gone_on_with(cls, fields: Mapping[str, Sequence[str]], send_once: UUID) -> Self:
        """The form with what was kept in it."""
        given = MultiDict([(name, value) for name, values in fields.items() for value in values])
        given["send_once"] = str(send_once)
        form = cls(formdata=given)
        form.was_begun = True
        return form

    def to_keep(self, sent: MultiDict[str, str]) -> dict[str, list[str]]:
        """What was typed and ticked in fields of this form, as it came: a draft is not checked."""
        parts = [f"{name}{part}" for name in self._fields for part in ("", "-day", "-month", "-year")]
        names = [name for name in parts if name in sent and name not in _NOT_KEPT]
        return {n: [(clean(v) or "")[:KEPT_LENGTH] for v in sent.getlist(n)[:KEPT_VALUES]] for n in names}

    def set_up(self, *, now: datetime, zone: ZoneInfo) -> None:
        """The day and time stand at now until the writer says otherwise."""
        self.now, self.zone = now, zone
        if not self.is_submitted() and not self.was_begun:
            local = now.astimezone(zone)
            self.on.process(None, local.date())
            self.at.data = f"{local:%H:%M}"
        self.give_id()

    def validate(self, extra_validators: Any = None) -> bool:
        fine: bool = super().validate(extra_validators)
        whys = whys_not_write_down(self.written(), self.now)
        for why in whys:
            name, words = self.says[why]
            self[name].errors = list(self[name].errors) or [words]
        return fine and not whys

    @property
    def happened_at(self) -> datetime | None:
        day: date | None = self.on.data
        time = read_time(self.at.data or "")
        if day is None or time is None:
            return None
        return datetime.combine(day, time, self.zone).astimezone(UTC)

    def written(self) -> Written:
        """What was written, for the rules and the command. What this form has not stays empty."""
        texts = ("words", "wants", "present", "where", "saw", "told_to", "understands", "why_not_told")
        return Written(
            way=self.way,
            happened_at=self.happened_at,
            worry=_one(Worry, self._text("worry")),
            how_sure=_one(HowSure, self._text("how_sure")),
            is_told=_IS_TOLD.get(self._text("told")) if "told" in self else True,
            was_told_in_person=bool("was_told" in self and self.was_told.data),
            **{name: self._text(name) for name in texts},
        )

    def said(self) -> Said:
        """The part of it that is the young person's own, and whom it is about."""
        return Said(
            face=_one(Face, self._text("face")),
            asked=self._text("asked") or "how_things_are",
            words=self._text("words"),
            wants=self._text("wants"),
            to=tuple(ids_in(self.to.data or [])) if "to" in self else (),
            about=frozenset(ids_in(self.about.data or [])) if "about" in self else frozenset(),
            about_name=self._text("about_name"),
            quote=_one(QuoteConsent, self._text("quote")) or QuoteConsent.NO,
            beside=self.written().beside,
        )

    def _text(self, name: str) -> str:
        return str(self[name].data or "") if name in self else ""


class TogetherForm(CaptureForm):
    """Filled in beside the young person. Their own words come first."""

    way = Way.TOGETHER
    asked = SelectField(_l("What is it about?"), validate_choice=False, validators=[OneOf()])
    words = TextAreaField(_l("Their words, not yours"), validators=[AtMost(LONGEST)])
    wants = TextAreaField(_l("What they want to happen, in their words"), validators=[AtMost(LONGEST)])
    face = RadioField(
        _l("Which face do they pick?"), choices=FACES, validate_choice=False, validators=[OneOf()]
    )
    to = SelectMultipleField(_l("Who do they want to get it?"), validate_choice=False, validators=[AnyOf()])
    about = SelectMultipleField(
        _l("Is it about one of these people?"), validate_choice=False, validators=[AnyOf()]
    )
    quote = RadioField(
        _l("Ask them: may we use your words?"), choices=QUOTE, validate_choice=False, validators=[OneOf()]
    )
    present = StringField(_l("Who was there?"), validators=[AtMost(SHORT)])
    understands = TextAreaField(_l("What you understand from it"), validators=[AtMost(LONGEST)])
    worry = worry_field()
    says = CaptureForm.says | {
        WhyNot.NOTHING: ("words", _l("Write what they said. A few words are enough.")),
        WhyNot.NO_PRESENT: ("present", _l("Say who was there, you too.")),
    }

    def offer(
        self,
        occasions: Sequence[tuple[str, Any]],
        to: Sequence[tuple[str, str]],
        about: Sequence[tuple[str, str]],
        ticked: Sequence[str],
    ) -> None:
        """What they can pick."""
        self.asked.choices = choices_of(*occasions)
        self.to.choices, self.about.choices = choices_of(*to), choices_of(*about)
        if not self.is_submitted() and not self.was_begun:
            self.to.data = list(ticked)


class ObservedForm(CaptureForm):
    """What somebody saw of a child who does not speak, or not yet."""

    way = Way.OBSERVED
    saw = TextAreaField(_l("What you saw"), validators=[AtMost(LONGEST)])
    where = StringField(_l("Where was it?"), validators=[AtMost(SHORT)])
    present = StringField(_l("Who else was there?"), validators=[AtMost(SHORT)])
    understands = TextAreaField(_l("What you think it tells us"), validators=[AtMost(LONGEST)])
    how_sure = RadioField(
        _l("How sure are you?"), choices=HOW_SURE, validate_choice=False, validators=[OneOf()]
    )
    worry = worry_field()
    told = RadioField(
        _l("May they see it in their own space?"),
        choices=choices_of((YES, _l("Yes")), (NO, _l("No, it would harm them"))),
        default=YES,
        validate_choice=False,
        validators=[OneOf()],
    )
    why_not_told = TextAreaField(_l("If no: why it would harm them"), validators=[AtMost(LONGEST)])
    says = CaptureForm.says | {
        WhyNot.NOTHING: ("saw", _l("Write what you saw.")),
        WhyNot.NO_HOW_SURE: ("how_sure", _l("Say how sure you are.")),
        WhyNot.NO_TOLD: ("told", _l("Say whether they may see it.")),
        WhyNot.NO_WHY_NOT_TOLD: ("why_not_told", _l("Say why it would harm them.")),
    }


class PassedOnForm(CaptureForm):
    """Who said what to whom, when, in whose words."""

    way = Way.PASSED_ON
    writer = ""  # the name that stands for "Me": the young person reads whom they told
    told_to = RadioField(
        _l("Whom did they tell?"),
        choices=choices_of((ME, _l("Me")), (OTHER, _l("Somebody else"))),
        validate_choice=False,
        validators=[OneOf()],
    )
    told_name = StringField(_l("If somebody else: their name and what they do"), validators=[AtMost(SHORT)])
    words = TextAreaField(_l("Their words, if you remember them"), validators=[AtMost(LONGEST)])
    saw = TextAreaField(_l("Otherwise: what they said, in your words"), validators=[AtMost(LONGEST)])
    where = StringField(_l("Where was it?"), validators=[AtMost(SHORT)])
    understands = TextAreaField(_l("What else we should know"), validators=[AtMost(LONGEST)])
    worry = worry_field()
    told = RadioField(
        _l("May they know that you passed it on?"),
        choices=choices_of((YES, _l("Yes")), (NO, _l("No, it would harm them"))),
        validate_choice=False,
        validators=[OneOf()],
    )
    was_told = BooleanField(_l("I have told them that I pass it on"))
    why_not_told = TextAreaField(_l("If no: why it would harm them"), validators=[AtMost(LONGEST)])
    says = CaptureForm.says | {
        WhyNot.NOTHING: ("words", _l("Write what they said, in their words or in yours.")),
        WhyNot.NO_TOLD_TO: ("told_to", _l("Say whom they told, by name if it was somebody else.")),
        WhyNot.NO_TOLD: ("told", _l("Say whether they may know.")),
        WhyNot.NO_WHY_NOT_TOLD: ("why_not_told", _l("Say why it would harm them.")),
    }

    def written(self) -> Written:
        """Whom they told by name: "me" would be read as the young person."""
        names = {ME: self.writer, OTHER: self._text("told_name").strip()}
        return replace(super().written(), told_to=names.get(self._text("told_to"), ""))


class NewsForm(Form):
    """One line for whoever passed it on."""

    news = TextAreaField(
        _l("What came of it"),
        validators=[Needed(_l("Write a line for them.")), AtMost(500)],
    )


def _one(kind: Any, value: str) -> Any:
    return next((member for member in kind if member.value == value), None)
