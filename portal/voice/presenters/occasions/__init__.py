"""An occasion in words: its name, its questions as each look asks them, and what can be picked."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask_babel import gettext as _

from portal.voice.forms.saying_prompts import Question
from portal.voice.presenters.occasions.choices import CHOICES
from portal.voice.presenters.occasions.names import NAMES, SAID_OF
from portal.voice.presenters.occasions.questions import QUESTIONS
from portal.voice.presenters.occasions.wording import Wording
from portal.voice.rules import Look
from portal.voice.rules.occasion_kinds import Occasion, Prompt
from portal.voice.rules.occasions import occasion_of, prompts_for
from portal.voice.rules.standing import Standing


def name_of(occasion: str, look: Look, who: Standing) -> str:
    """What the card of an occasion says to this young person."""
    return said(NAMES[occasion], look, who)


def said_of(asked: str) -> str:
    """What something said was about, in a few words for everybody who may read it; "" of the plain one."""
    return _(SAID_OF[asked]) if asked in SAID_OF else ""


def question_of(prompt: str, look: Look, who: Standing) -> str:
    """A prompt as this young person reads it: stored with their answer."""
    return said(QUESTIONS[prompt], look, who)


def choice_words(prompt: str, choice: str) -> str:
    """What was picked, in words; a pick that is offered no more is said by its key."""
    text = CHOICES.get(prompt, {}).get(choice)
    return _(text) if text else choice.replace("_", " ")


def questions(
    occasion: Occasion, look: Look, who: Standing, not_offered: Collection[str] = ()
) -> list[Question]:
    """The prompts of an occasion, ready to be asked. `not_offered`: picks that mean nothing to them."""
    return [_asked(prompt, look, who, not_offered) for prompt in prompts_for(occasion, look)]


def all_questions(occasion: Occasion, look: Look, who: Standing) -> Mapping[str, str]:
    """Each prompt's question, those of another look too: an answer given before the look changed stays."""
    return {prompt.key: question_of(prompt.key, look, who) for prompt in occasion.prompts}


def plain_questions(asked: str) -> Mapping[str, str]:
    """The same where nobody knows who reads it."""
    return all_questions(occasion_of(asked), Look.OLDER, Standing())


def said(wording: Wording, look: Look, who: Standing) -> str:
    """In the words for who they are and the look they chose."""
    text: str = _(wording.for_whom(who, look))
    return text


def _asked(prompt: Prompt, look: Look, who: Standing, not_offered: Collection[str]) -> Question:
    picks = [(key, choice_words(prompt.key, key)) for key in prompt.choices if key not in not_offered]
    return Question(prompt.key, question_of(prompt.key, look, who), tuple(picks))
