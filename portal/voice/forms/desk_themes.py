"""What a statement is about, how it speaks of it, and whether its words could be a quote.

A part of the form that marks a statement read, where it may be left empty: safety comes first. Once it is
read, a form of its own. Nothing is ticked beforehand: a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, FormField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types
from wtforms.validators import Optional

from portal.coding.queries import QuoteMade
from portal.coding.rules import Stance
from portal.coding.rules.coded import WhyNot, why_not_confirm, why_not_quote, why_not_said
from portal.kit.forms import Form
from portal.voice.forms.saying import OneOf

STANCES = [
    SelectChoice(Stance.GOING_WELL.value, _l("It is going well")),
    SelectChoice(Stance.WORRY.value, _l("A worry")),
    SelectChoice(Stance.IDEA.value, _l("An idea")),
    SelectChoice(Stance.ASK.value, _l("They ask for something")),
]
SAYS_WHY = {
    WhyNot.NOTHING: _l("Tick what it is about, or that it is about none of these."),
    WhyNot.THEMES_AND_NONE: _l("You ticked a theme and also none of these. Keep one of them."),
    WhyNot.UNKNOWN_THEME: _l("A theme you ticked is not there any more. Look again."),
    WhyNot.NO_STANCE: _l("Say how they speak of it."),
    WhyNot.STANCE_WITHOUT_THEME: _l("You said how they speak. Tick what they speak of too."),
    WhyNot.QUOTE_NEEDS_THEME: _l(
        "Words of this are on their way to the panel. Keep the theme they are under."
    ),
    WhyNot.NO_QUOTE_THEME: _l("Say under which of the themes you ticked the quote belongs."),
    WhyNot.CONCERNS_SOMEBODY: _l("It concerns somebody known here, so its words cannot be a quote."),
    WhyNot.NO_CONSENT: _l("They did not say that their words may be used."),
}


class ThemesForm(Form):
    """The ticks themselves."""

    class Meta(Form.Meta):
        csrf = False  # the form around it has the token

    themes = SelectMultipleField(_l("What it is about"), validate_choice=False)
    none = BooleanField(_l("About none of these themes"))
    stance = RadioField(
        _l("How they speak of it"), choices=STANCES, validate_choice=False, validators=[Optional(), OneOf()]
    )
    as_quote = BooleanField(_l("These words could be a quote"))
    quote_theme = SelectField(_l("Theme of the quote, if you ticked more than one"), default="")

    def set_up(
        self,
        themes: Sequence[tuple[str, str]],
        *,
        is_needed: bool,
        may_quote: bool,
        quote: QuoteMade | None,
        about_somebody: Callable[[], bool],
    ) -> None:
        """Offer these themes, in this order. `is_needed`: something has to be ticked. `quote`: what its
        words are as a quote already. `about_somebody`: whether it concerns anybody known here."""
        self.known = frozenset(key for key, _label in themes)
        self.themes.choices = [SelectChoice(key, label) for key, label in themes]
        self.quote_theme.choices = [("", _l("The one I ticked")), *themes]
        self.is_needed, self.may_quote, self.quote = is_needed, may_quote, quote
        self._about_somebody = about_somebody

    @property
    def ticked(self) -> frozenset[str]:
        return frozenset(self.themes.data or [])

    @property
    def is_used(self) -> bool:
        return any((self.ticked, self.none.data, self.stance.data, self.as_quote.data))

    @property
    def spoken(self) -> Stance | None:
        return Stance(self.stance.data) if self.stance.data else None

    @property
    def concerns_somebody(self) -> bool:
        """It concerns somebody known here, so no quote is made of it; one that was made before stays."""
        return self.quote is None and self._about_somebody()

    @property
    def no_quote(self) -> str:
        """Said where a quote would be offered, if it concerned nobody here."""
        return str(SAYS_WHY[WhyNot.CONCERNS_SOMEBODY])

    @property
    def is_quoting(self) -> bool:
        """A quote is suggested now, or was and nobody has worked on it: it goes where the ticks go. Once
        somebody has, a tick that comes again (a double tap) changes nothing."""
        return self.quote.is_only_suggested if self.quote else bool(self.as_quote.data)

    @property
    def quoted_under(self) -> str:
        """The theme of the quote; empty when there is none to suggest, or it is not clear which."""
        only = next(iter(self.ticked)) if len(self.ticked) == 1 else ""
        return (self.quote_theme.data or only) if self.is_quoting else ""

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if not self.is_used and not self.is_needed:
            return True
        if why := self._why_not():
            self._say(why)
        return why is None

    def _why_not(self) -> WhyNot | None:
        is_fixed = self.quote is not None and not (self.quote.is_only_suggested or self.quote.has_ended)
        fixed = self.quote.theme if self.quote and is_fixed else None
        why = why_not_confirm(self.ticked, self.spoken, known=self.known, quote_theme=fixed)
        if why is WhyNot.STANCE_WITHOUT_THEME:
            return why
        return why_not_said(themes=self.ticked, none=bool(self.none.data)) or why or self._why_not_quote()

    def _why_not_quote(self) -> WhyNot | None:
        if not self.is_quoting:
            return None
        return why_not_quote(
            self.quoted_under,
            self.ticked,
            has_consented=self.may_quote,
            concerns_somebody=self.concerns_somebody,
        )

    def _say(self, why: WhyNot) -> None:
        places: dict[WhyNot, Field] = {
            WhyNot.NO_STANCE: self.stance,
            WhyNot.NO_QUOTE_THEME: self.quote_theme,
            WhyNot.CONCERNS_SOMEBODY: self.quote_theme,
        }
        field = places.get(why, self.themes)
        field.errors = [*field.errors, SAYS_WHY[why]]


class SortForm(Form):
    """The same, once the statement was read."""

    sort = FormField(ThemesForm)
