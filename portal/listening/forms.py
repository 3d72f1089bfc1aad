"""Speaking up about a silence or an answer, and saying what came of it; judging a sample, and saying what was
done about what was found."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import Optional

from portal.kit.forms import AtMost, Form, Needed, OneOf, SendOnceForm
from portal.listening.rules import LONGEST, About, Outcome
from portal.listening.rules.samples import GivesBack, Score, Scores

_WRONG = _l("What is wrong, and what should happen?")


def _words(label: Any, asked: Any, hint: Any = "") -> TextAreaField:
    return TextAreaField(label, validators=[Needed(asked), AtMost(LONGEST)], description=hint)


class SpeakUpForm(SendOnceForm):
    """What is challenged, and what should happen instead."""

    about = RadioField(
        _l("What is it about?"),
        choices=[
            SelectChoice(About.SILENCE.value, _l("There is no answer, and there should be")),
            SelectChoice(About.ANSWER.value, _l("The answer is not right")),
        ],
        validators=[Needed(_l("Choose what it is about.")), OneOf()],
        validate_choice=False,
    )
    words = _words(_WRONG, _l("Write what is wrong and what should happen."))

    def what(self) -> About | None:
        return About(self.about.data) if self.about.data in set(About) else None


class SilenceForm(SendOnceForm):
    """What was not done for a young person, and what should happen."""

    about = RadioField(
        _l("What is it about?"),
        choices=[
            SelectChoice(About.NOT_ASKED.value, _l("They were not asked")),
            SelectChoice(About.NOT_HEARD.value, _l("They were not heard")),
            SelectChoice(About.NOTHING_DONE.value, _l("Nothing was done")),
        ],
        validators=[Needed(_l("Choose what it is about.")), OneOf()],
        validate_choice=False,
    )
    words = _words(
        _WRONG,
        _l("Write what is wrong and what should happen."),
        _l("Do not write here what the young person told you. Pass that on, or write it down with them."),
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
        validators=[Needed(_l("Choose what came of it.")), OneOf()],
        validate_choice=False,
    )
    changed = _words(
        _l("What changed? If nothing did, why not?"), _l("Write what changed, or why nothing did.")
    )
    told = TextAreaField(
        _l("A sentence for the young person"),
        validators=[Optional(), AtMost(500)],
        description=_l(
            "They read it on their own page, beside what they said. Write to “you”, in plain words, and name "
            "nobody who spoke up. Left empty, they are told nothing."
        ),
    )

    def what(self) -> Outcome | None:
        return Outcome(self.outcome.data) if self.outcome.data in set(Outcome) else None


def _scored(label: Any, hint: Any) -> RadioField:
    return RadioField(
        label,
        choices=[
            SelectChoice(Score.YES.value, _l("Yes")),
            SelectChoice(Score.PARTLY.value, _l("Partly")),
            SelectChoice(Score.NO.value, _l("No")),
            SelectChoice(Score.CANT_TELL.value, _l("I can’t tell")),
        ],
        validators=[Needed(_l("Choose one. If it cannot be seen, say so.")), OneOf()],
        validate_choice=False,
        description=hint,
    )


class JudgeForm(SendOnceForm):
    """How it was listened to: four questions, what was found, what should be done."""

    kept = _scored(
        _l("Were their own words kept?"),
        _l("What they said stands as they said it, apart from what others think of it."),
    )
    answered = _scored(
        _l("Were they answered?"),
        _l("All they asked, in words they can read, and a no with its true reason."),
    )
    acted = _scored(
        _l("Was it acted on?"), _l("What was said would be done was done, or its day is still ahead.")
    )
    agree = _scored(_l("Would the young person agree?"), _l("Think of what they said about the answer."))
    found = _words(_l("What did you find?"), _l("Write what you found."))
    should = TextAreaField(
        _l("What should be done?"),
        validators=[Optional(), AtMost(LONGEST)],
        description=_l("Needed where you said “partly” or “no”. It goes to the manager of whoever answered."),
    )

    def scores(self) -> Scores:
        return Scores(
            *(
                Score(f.data) if f.data in set(Score) else None
                for f in (self.kept, self.answered, self.acted, self.agree)
            )
        )


class GiveBackForm(Form):
    """Why somebody cannot judge a sample."""

    why = RadioField(
        _l("Why can’t you judge it?"),
        choices=[
            SelectChoice(
                GivesBack.KNOWS_THEM.value, _l("I know them, or I am close to somebody it is about")
            ),
            SelectChoice(GivesBack.NO_TIME.value, _l("I have no time for it")),
        ],
        validators=[Needed(_l("Choose why.")), OneOf()],
        validate_choice=False,
    )

    def reason(self) -> GivesBack | None:
        return GivesBack(self.why.data) if self.why.data in set(GivesBack) else None


class ActForm(SendOnceForm):
    """What was done about what was found."""

    done = _words(
        _l("What was done about it? If nothing was, why not?"),
        _l("Write what was done, or why nothing was."),
        _l("Whoever judged it reads this. How many findings were acted on is counted."),
    )
