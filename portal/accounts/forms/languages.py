"""The form in which a member of staff says which languages they read."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField

from portal.accounts.forms.staff import Choices, Listed, pick
from portal.kit.forms import Form


class LanguagesForm(Form):
    """Languages besides English, ticked."""

    languages = SelectMultipleField(_l("Languages you read"), [Listed()], validate_choice=False)

    def offer(self, languages: Choices) -> None:
        self.languages.choices = pick(*languages)
