"""Phrases that explain usual things to a child, as data: for younger readers and for older ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from portal.reviews.rules import Preset

_SMALL = (Preset.LITTLE, Preset.YOUNGER)


@dataclass(frozen=True)
class Phrase:
    """What it explains, and how, to a younger and to an older reader."""

    name: Any
    younger: Any
    older: Any

    def words(self, preset: Preset, language: str) -> str:
        with force_locale(language):
            return str(self.younger if preset in _SMALL else self.older)


PHRASES = {
    "review": Phrase(
        _l("What a review is"),
        _l("A review is a meeting about you. We say what is good and what must get better."),
        _l(
            "A review is a meeting about how things are for you. We check that people do what they said, "
            "and we agree what happens next. You can say who comes and where it is."
        ),
    ),
    "iro": Phrase(
        _l("What I do"),
        _l("My job is to check that people listen to you. I check that they do what they said."),
        _l(
            "I lead your reviews. I do not work in your social worker’s team. My job is to check that your "
            "plan is right for you and that people do what they said. If they do not, I can challenge them."
        ),
    ),
    "care_plan": Phrase(
        _l("What a care plan is"),
        _l("A care plan says how grown-ups look after you. You can ask to see it."),
        _l(
            "Your care plan says where you live, who you see and how we look after you. It is about you, "
            "so you "
            "can see it and say what should change."
        ),
    ),
    "family_time": Phrase(
        _l("What family time is"),
        _l("Family time is when you see your family, or ring them."),
        _l(
            "Family time is when you see, ring or write to people in your family. You can say if you want "
            "more "
            "of it, less, or in another way."
        ),
    ),
    "health": Phrase(
        _l("What the health check is"),
        _l("A nurse or a doctor asks how you are. You can say no to things you do not like."),
        _l(
            "Each year a nurse or doctor talks with you about how you are. You can ask to see them on your "
            "own, "
            "and you can say no."
        ),
    ),
    "school": Phrase(
        _l("What a plan for school is"),
        _l("The plan for school says what helps you to learn."),
        _l(
            "Your plan for school says what you want to reach and who helps you. It is looked at each "
            "term, and "
            "you can be there."
        ),
    ),
    "court": Phrase(
        _l("What the court does"),
        _l("A judge decides where it is best for you to live. The judge wants to know what you think."),
        _l(
            "A judge in the family court decides what is best for you. You are told what is decided and why. "
            "Somebody called a guardian tells the judge what you want."
        ),
    ),
    "pathway": Phrase(
        _l("What a plan for leaving care is"),
        _l("This is a plan for when you are grown up. You help to write it."),
        _l(
            "When you are 16 we start a plan with you for the time after care. It says where you live, how "
            "you "
            "get by and who is there for you. It is yours. We look at it together every six months."
        ),
    ),
    "money": Phrase(
        _l("What happens with savings"),
        _l("We save some money for you. You get it when you are 18."),
        _l("We put money aside for you while you are in care. You can ask how much it is."),
    ),
    "record": Phrase(
        _l("What is kept about them"),
        _l("We write down what happens. One day you can read it."),
        _l(
            "This letter is kept on your record. You can ask to read your record, now or when you are "
            "grown up."
        ),
    ),
    "advocate": Phrase(
        _l("What an advocate does"),
        _l("An advocate is on your side. They help you to say what you want. It is free."),
        _l(
            "An advocate is somebody from outside the council who is on your side. They help you to say "
            "what you "
            "want and to be heard. It is free and you can ask for one at any time."
        ),
    ),
}
