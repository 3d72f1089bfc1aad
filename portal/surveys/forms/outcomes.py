"""You said, we did, of a wave."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the types

from portal.kit.forms import AtMost, Needed, OneOf, SendOnceForm
from portal.surveys.rules.kinds import Did
from portal.surveys.rules.outcomes import LONGEST


class OutcomeForm(SendOnceForm):
    """What many said, and what was done, or the true reason why not."""

    you_said = TextAreaField(
        _l("What many of you said"), [Needed(_l("Write what many said.")), AtMost(LONGEST)]
    )
    did = RadioField(
        _l("How far is it?"),
        choices=[
            SelectChoice(Did.DONE.value, _l("Done")),
            SelectChoice(Did.BEGUN.value, _l("Begun")),
            SelectChoice(Did.CANNOT.value, _l("We can’t do this")),
        ],
        validators=[Needed(_l("Choose how far it is.")), OneOf()],
        validate_choice=False,
    )
    we_did = TextAreaField(
        _l("What we did, or the true reason why we can’t"),
        [Needed(_l("Write what was done, or why not.")), AtMost(LONGEST)],
    )
