"""What is shown of somebody's free words, and what they are about."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField, TextAreaField

from portal.kit.forms import AnyOf, AtMost, Form
from portal.surveys.rules.words import LONGEST


class CheckForm(Form):
    """The words as others may read them, or that they are kept back; and their themes."""

    shown = TextAreaField(_l("What others may read"), [AtMost(LONGEST)])
    keep_back = BooleanField(_l("Show none of it: it would point at somebody"))
    themes = SelectMultipleField(_l("What is it about?"), validators=[AnyOf()], validate_choice=False)
