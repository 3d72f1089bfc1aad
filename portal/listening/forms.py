"""Speaking up about a silence or an answer, and saying what came of it."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.kit.forms import AtMost, Form, Needed, SendOnceForm
from portal.listening.rules import LONGEST, About, Outcome


class SpeakUpForm(SendOnceForm):
    """What is challenged, and what should happen instead."""

    about = RadioField(
        _l("What is it about?"),
        choices=[
            SelectChoice(About.SILENCE.value, _l("There is no answer, and there should be")),
            SelectChoice(About.ANSWER.value, _l("The answer is not right")),
        ],
        validators=[Needed(_l("Choose what it is about."))],
    )
    words = TextAreaField(
        _l("What is wrong, and what should happen?"),
        validators=[Needed(_l("Write what is wrong and what should happen.")), AtMost(LONGEST)],
    )

    def what(self) -> About | None:
        return About(self.about.data) if self.about.data in set(About) else None


class DecideForm(Form):
    """What came of a challenge."""

    outcome = RadioField(
        _l("What came of it?"),
        choices=[
            SelectChoice(Outcome.UPHELD.value, _l("They were right")),
            SelectChoice(Outcome.PARTLY.value, _l("They were partly right")),
            SelectChoice(Outcome.NOT_UPHELD.value, _l("It stays as it was")),
        ],
        validators=[Needed(_l("Choose what came of it."))],
    )
    changed = TextAreaField(
        _l("What changed? If nothing did, why not?"),
        validators=[Needed(_l("Write what changed, or why nothing did.")), AtMost(LONGEST)],
    )

    def what(self) -> Outcome | None:
        return Outcome(self.outcome.data) if self.outcome.data in set(Outcome) else None
