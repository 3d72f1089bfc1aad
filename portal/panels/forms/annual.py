"""The forms of an annual report: which year, its words, and publishing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AtMost, Form, Needed, OneOf
from portal.panels.forms.packs import LookedAtForm

MOST_LEAD = 1200
MOST_AHEAD = 2000


class YearForm(Form):
    """Which year."""

    year = RadioField(
        _l("Which year?"), validate_choice=False, validators=[Needed(_l("Pick a year.")), OneOf()]
    )

    def offer(self, years: Sequence[tuple[int, str]]) -> None:
        """The years of which a report can be made."""
        self.year.choices = [SelectChoice(str(year), words) for year, words in years]


class AnnualWordsForm(LookedAtForm):
    """What the year was like, and what comes next."""

    lead = TextAreaField(
        _l("What the year was like, in a few sentences"),
        [Needed(_l("Write what the year was like.")), AtMost(MOST_LEAD)],
        description=_l("It stands first. Say only what the papers of the year carry."),
    )
    ahead = TextAreaField(
        _l("What the council will do next"), [AtMost(MOST_AHEAD)], description=_l("One thing on each line.")
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """No known name, and nothing that looks like a pointer to somebody unless a person looked at it."""
        return super().validate(extra_validators) and self.were_looked_at(self.lead, self.ahead)


class PublishAnnualForm(Form):
    """Pressing the button is the decision; and whether everybody may read it."""

    is_public = BooleanField(_l("Everybody may read a public version of it"))
