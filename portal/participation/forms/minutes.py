"""Minutes, what was agreed, a session with pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import (
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AnyOf, AtMost, DayField, Form, Needed, OneOf, SendOnceForm, WholeField
from portal.participation.forms.looked import Looked
from portal.participation.forms.meetings import SAYS_WHY
from portal.participation.rules.meetings import (
    LINE_MAX,
    LINES,
    MOST_CAME,
    WORDS_MAX,
    ActionState,
    MinuteLine,
    WhyNot,
)

PICTURES = [
    SelectChoice("say", _l("Talking")),
    SelectChoice("people", _l("People")),
    SelectChoice("home", _l("Home")),
    SelectChoice("family_time", _l("Family")),
    SelectChoice("friends", _l("Friends")),
    SelectChoice("school", _l("School")),
    SelectChoice("health", _l("Health")),
    SelectChoice("food", _l("Food")),
    SelectChoice("sleep", _l("Sleep")),
    SelectChoice("activities", _l("Things to do")),
    SelectChoice("money", _l("Money")),
    SelectChoice("work", _l("Work")),
    SelectChoice("moving", _l("Moving")),
    SelectChoice("leaving_care", _l("Leaving care")),
    SelectChoice("safety", _l("Being safe")),
    SelectChoice("feelings", _l("Feelings")),
    SelectChoice("listened", _l("Being listened to")),
    SelectChoice("fairness", _l("Being fair")),
    SelectChoice("rights", _l("Rights")),
    SelectChoice("promise", _l("A promise")),
    SelectChoice("tick", _l("Done")),
    SelectChoice("clock", _l("Time")),
]
_PICTURES = {choice.value for choice in PICTURES}
STATES = [
    SelectChoice(ActionState.NOT_BEGUN.value, _l("Not begun")),
    SelectChoice(ActionState.UNDER_WAY.value, _l("Under way")),
    SelectChoice(ActionState.DONE.value, _l("Done")),
    SelectChoice(ActionState.WILL_NOT.value, _l("Not going to happen")),
]


def so_many(label: Any) -> WholeField:
    """So many came, or chose it; nothing written is none."""
    return WholeField(label, most=MOST_CAME, wrong=_l("Write a number, like 7."), empty=0, default=0)


class LineForm(Form):
    """One line."""

    class Meta(Form.Meta):
        csrf = False

    picture = SelectField(_l("Picture"), choices=PICTURES, default="say", validate_choice=False)
    words = TextAreaField(_l("Words"), [AtMost(LINE_MAX)])

    def line(self) -> MinuteLine | None:
        if not self.words.data:
            return None
        picture = self.picture.data if self.picture.data in _PICTURES else "say"
        return MinuteLine(str(picture), self.words.data)


class _Lines(Looked):
    came = SelectMultipleField(_l("Who came"), choices=[], validators=[AnyOf()], validate_choice=False)
    others = so_many(_l("How many more young people came"))

    def offer(self, members: Iterable[tuple[str, str]]) -> None:
        self.came.choices = [SelectChoice(value, label) for value, label in members]

    @property
    def blocks(self) -> list[LineForm]:
        return [getattr(self, f"line{number}").form for number in range(1, LINES + 1)]

    @property
    def lines(self) -> list[MinuteLine]:
        return [line for one in self.blocks if (line := one.line())]

    @property
    def ids_came(self) -> list[UUID]:
        return [UUID(one) for one in self.came.data or []]

    def fill(self, lines: Iterable[MinuteLine], came: Iterable[UUID], others: int) -> None:
        for block, line in zip(self.blocks, lines, strict=False):
            block.picture.data, block.words.data = line.picture, line.words
        self.came.data = [str(one) for one in came]
        self.others.data = others

    def say(self, why: Any) -> None:
        self.blocks[0].words.errors = [SAYS_WHY.get(why, SAYS_WHY[WhyNot.CHANGED_MEANWHILE])]

    def no_names(self) -> bool:
        """Whether it can go to the members: asked when it is published."""
        return self.has_no_names("\n\n".join(line.words for line in self.lines))


MinutesForm: type[_Lines] = type(
    "MinutesForm", (_Lines,), {f"line{number}": FormField(LineForm) for number in range(1, LINES + 1)}
)
"""Up to so many lines, each with its picture; who came."""


class PanelForm(Looked):
    """What the panel reads."""

    words = TextAreaField(
        _l("What the panel reads"), [Needed(_l("Write what the panel reads.")), AtMost(4_000)]
    )


class ActionForm(SendOnceForm):
    """Who does what by when."""

    words = TextAreaField(
        _l("What will happen, in plain words"), [Needed(_l("Write what will happen.")), AtMost(LINE_MAX)]
    )
    owner = SelectField(
        _l("Who does it"), choices=[], validators=[Needed(_l("Choose who does it."))], validate_choice=False
    )
    due_on = DayField(_l("By when"), validators=[Needed(_l("Write the day."))])

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        self.offered = {value for value, _label in people}
        self.owner.choices = [
            SelectChoice("", _l("Choose somebody")),
            *(SelectChoice(value, label) for value, label in people),
        ]

    @property
    def owner_id(self) -> UUID | None:
        return UUID(self.owner.data) if self.owner.data in self.offered else None

    def say(self, why: Any) -> None:
        field = self.owner if why is WhyNot.NO_OWNER else self.due_on
        field.errors = [SAYS_WHY.get(why, SAYS_WHY[WhyNot.CHANGED_MEANWHILE])]


class HowFarForm(SendOnceForm):
    """How it stands."""

    state = RadioField(
        _l("How does it stand?"),
        choices=STATES,
        validators=[Needed(_l("Pick one of these.")), OneOf()],
        validate_choice=False,
    )
    words = TextAreaField(_l("What was done, or the true reason. Members read this"), [AtMost(WORDS_MAX)])
    due_on = DayField(_l("A new day, if it takes longer"))

    def to(self) -> ActionState:
        return ActionState(self.state.data)

    def day(self) -> date | None:
        found = self.due_on.data
        return found if isinstance(found, date) else None

    def say(self, why: Any) -> None:
        field: Any = self.due_on if why is WhyNot.IN_PAST else self.words
        field.errors = [*field.errors, SAYS_WHY.get(why, SAYS_WHY[WhyNot.CHANGED_MEANWHILE])]
