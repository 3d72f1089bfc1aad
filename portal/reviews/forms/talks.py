"""A talk with the child alone, and visits and talks between reviews."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.kit.forms import AtMost, DayField, Needed, OneOf, SendOnceForm
from portal.reviews.forms.reviews import WORDS
from portal.reviews.forms.reviews_held import talk_of
from portal.reviews.rules import Between, TalkHow, WhyNoTalk


class TalkForm(SendOnceForm):
    """How and when, or why not."""

    on = DayField(_l("Day"), validators=[Needed(_l("Write the day."))])
    how = RadioField(
        _l("Did you talk with them alone?"),
        validate_choice=False,
        validators=[Needed(_l("Pick one of these.")), OneOf()],
    )
    note = TextAreaField(_l("Your note"), validators=[AtMost(WORDS)])

    def set_up(self, talks: list[tuple[str, str]]) -> None:
        self.how.choices = [SelectChoice(value, words) for value, words in talks]

    def talked(self) -> TalkHow | WhyNoTalk:
        found = talk_of(self.how.data)
        assert found
        return found


class BetweenForm(SendOnceForm):
    """What was done for them between two reviews."""

    kind = RadioField(
        _l("What was it?"),
        validate_choice=False,
        validators=[Needed(_l("Pick one of these.")), OneOf()],
    )
    on = DayField(_l("Day"), validators=[Needed(_l("Write the day."))])
    saw_alone = BooleanField(_l("I saw or spoke with them alone"))
    note = TextAreaField(_l("Your note"), validators=[AtMost(WORDS)])

    def set_up(self, kinds: list[tuple[str, str]]) -> None:
        self.kind.choices = [SelectChoice(value, words) for value, words in kinds]

    def what(self) -> Between:
        return Between(self.kind.data)
