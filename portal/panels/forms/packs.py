"""The forms of a paper's sections, and of signing it off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.disclosure.small_numbers import small_numbers_of_people
from portal.kit.forms import AtMost, Form, Needed
from portal.panels.forms.naming import names_nobody_known, quoted
from portal.panels.queries.naming import looks_like_names
from portal.panels.rules.packs import MOST_STORY


class LookedAtForm(Form):
    """Words in which nothing may point to one young person: what looks as if it did has to be ticked."""

    checked = BooleanField(_l("I have looked: nothing here could point to one young person."))

    def were_looked_at(self, *fields: TextAreaField) -> bool:
        """Whether the words may stand; otherwise the form says beside each what to look at."""
        looked_at = [self._was_looked_at(field) for field in fields]
        return all(looked_at) and names_nobody_known(*fields)

    def _was_looked_at(self, field: TextAreaField) -> bool:
        words = field.data or ""
        found = list(dict.fromkeys([*looks_like_names(words), *small_numbers_of_people(words)]))
        if not found or self.checked.data:
            return True
        said = _(
            "Look at this, then take it out or tick the box below: %(words)s. "
            "Could it point to one young person?",
            words=quoted(found),
        )
        field.errors = [*field.errors, said]
        return False


class SectionForm(LookedAtForm):
    """What is written of a section, and whether it stands."""

    story = TextAreaField(_l("What it says, in a sentence or two"), [AtMost(MOST_STORY)])
    is_left_out = BooleanField(_l("Leave this section out"))
    left_out = TextAreaField(_l("Why it is left out"), [AtMost(MOST_STORY)])
    is_public = BooleanField(_l("The public version has it too"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A section is left out with a reason."""
        if not super().validate(extra_validators):
            return False
        if self.is_left_out.data and not (self.left_out.data or "").strip():
            self.left_out.errors = [*self.left_out.errors, _("Write why it is left out.")]
            return False
        return self.were_looked_at(self.story, self.left_out)


class AskSignOffForm(Form):
    """Who is asked to sign the paper off."""

    officer = SelectField(
        _l("Who is to look at it?"), [Needed(_l("Choose who is to look at it."))], validate_choice=True
    )

    def offer(self, officers: Sequence[tuple[UUID, str]]) -> None:
        """Those who may, by name."""
        self.officer.choices = [
            SelectChoice("", _l("Choose")),
            *(SelectChoice(str(one), name) for one, name in officers),
        ]


class SignOffForm(LookedAtForm):
    """Sign it off, or send it back and say what to change."""

    asked = ""
    asking = HiddenField()
    words = TextAreaField(_l("What is to be changed"), [AtMost(MOST_STORY)])
    give = SubmitField(_l("Sign it off"))
    back = SubmitField(_l("Send it back"))

    def of(self, asking: UUID | None) -> SignOffForm:
        """The asking that stands on the page: what was asked for again meanwhile is not signed by it."""
        self.asked = str(asking or "")
        if not self.is_submitted():
            self.asking.data = self.asked
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """One of the two buttons; sending it back needs words."""
        if not super().validate(extra_validators):
            return False
        if self.asking.data != self.asked:
            changed = _(
                "Somebody changed this while you were writing. Look at what it says now, then send "
                "yours again."
            )
            self.form_errors.append(changed)
            self.asking.data = self.asked
            return False
        if self.give.data:
            return True
        if not (self.words.data or "").strip():
            self.words.errors = [*self.words.errors, _("Write what is to be changed.")]
            return False
        return self.were_looked_at(self.words)


class PressForm(Form):
    """Nothing to fill in: pressing the button is the decision."""
