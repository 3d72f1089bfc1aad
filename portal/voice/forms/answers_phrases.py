"""Wordings to begin an answer with. Each has gaps: none goes out as it is, nor with a gap left.

They are written as one would speak to a young person: short, "you" and "I", a true reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.voice.rules import AnswerState


@dataclass(frozen=True)
class Phrase:
    """A wording for one state of an answer: what it is called in the list, and what goes into which box.

    `themes`: keys of the codebook for which it stands on top; none: it fits any."""

    key: str
    label: Any
    state: AnswerState
    boxes: dict[str, Any]
    themes: frozenset[str] = frozenset()


def _phrase(key: str, label: Any, state: AnswerState, *themes: str, **boxes: Any) -> Phrase:
    return Phrase(key, label, state, boxes, frozenset(themes))


_S = AnswerState
PHRASES: tuple[Phrase, ...] = (
    _phrase(
        "will_ask",
        _l("I will ask, and tell you what they say"),
        _S.WILL_DO,
        understood=_l("You told me that [what they said, in their words]. You want [what they want]."),
        will_do=_l("I will ask [name] about [what]. Then I will tell you what they said, also if it is no."),
    ),
    _phrase(
        "will_visit",
        _l("I will come and talk with you"),
        _S.WILL_DO,
        understood=_l("You told me that [what they said, in their words]."),
        will_do=_l("I will come to see you at [place]. We talk about [what]. You can have [name] there too."),
    ),
    _phrase(
        "will_family",
        _l("Seeing family: I will ask for it"),
        _S.WILL_DO,
        "family_time",
        understood=_l("You want to see [name] [how often]. You miss [what they miss]."),
        will_do=_l(
            "I will ask [who decides] if you can see [name] on [days]. I will tell you what they say."
        ),
    ),
    _phrase(
        "will_school",
        _l("School: I will talk to them"),
        _S.WILL_DO,
        "school",
        understood=_l("At school, [what is hard] is hard for you. You want [what they want]."),
        will_do=_l(
            "I will talk to [name at school] about [what]. I will only say what you are fine with: [what]."
        ),
    ),
    _phrase(
        "will_home",
        _l("Where you live: I will sort it with them"),
        _S.WILL_DO,
        "home",
        understood=_l("Where you live, [what is not right]. You want [what they want]."),
        will_do=_l("I will talk with [name] about [what]. Before that I ask you what I may say."),
    ),
    _phrase(
        "done_sorted",
        _l("It is done"),
        _S.DONE,
        understood=_l("You asked for [what they asked for]."),
        did=_l("I [what you did] on [day]. From now on, [what is different]. Tell me if it is not so."),
    ),
    _phrase(
        "done_thanks",
        _l("Thank you for telling me"),
        _S.DONE,
        understood=_l("You told me that [the good news]."),
        did=_l("Thank you. I was glad to read it, because [true reason]. I told [name], as you wanted."),
    ),
    _phrase(
        "partly",
        _l("A part is done, a part is left"),
        _S.PARTLY,
        understood=_l("You asked for [what they asked for]."),
        did=_l("This is done: [what is done]."),
        will_do=_l("This is still to do: [what is left]. I will [what you do next]."),
    ),
    _phrase(
        "changed_plan",
        _l("The plan has changed"),
        _S.CHANGED_PLAN,
        understood=_l("You are waiting for [what was promised]."),
        did=_l("I had said that [what you had said]."),
        will_do=_l("Now I will [what you do instead]."),
        reason=_l("It changed because [true reason]. I am sorry that [what this means for them]."),
    ),
    _phrase(
        "late",
        _l("I am late, and I am sorry"),
        _S.CHANGED_PLAN,
        understood=_l("I had promised you [what], and you are still waiting."),
        did=_l("I had said it would be done by [day]."),
        will_do=_l("I will do it now: [what, step by step]."),
        reason=_l("I am late because [true reason]. That was not your fault."),
    ),
    _phrase(
        "cant_court",
        _l("No: a court has decided"),
        _S.CANT,
        "family_time",
        understood=_l("You want [what they want]."),
        reason=_l(
            "A court decided on [day] that [what it decided]. The reason it gave is [reason in plain words]."
        ),
        decided_by=_l("[which court]"),
    ),
    _phrase(
        "cant_money",
        _l("No: there is no money for it"),
        _S.CANT,
        "money",
        understood=_l("You want [what they want]."),
        reason=_l("We do not have the money for [what]. [Name] decided that [what was decided]."),
        decided_by=_l("[name and what they do]"),
    ),
    _phrase(
        "cant_safe",
        _l("No: we are worried about your safety"),
        _S.CANT,
        understood=_l("You want [what they want]."),
        reason=_l(
            "We are worried that [what could happen]. We would say yes if [what would have to be different]."
        ),
        decided_by=_l("[name and what they do]"),
    ),
    _phrase(
        "closed",
        _l("We stopped, and it was not done"),
        _S.CLOSED_NOT_DONE,
        understood=_l("You asked for [what they asked for]."),
        reason=_l(
            "We stopped because [true reason]. It was not done. If you still want it, [what they can do]."
        ),
    ),
)


def phrases_for(themes: frozenset[str]) -> list[Phrase]:
    """All of them, those about what the young person picked first."""
    return sorted(PHRASES, key=lambda one: (not one.themes & themes, bool(one.themes)))


def phrase_of(key: str | None) -> Phrase | None:
    return next((one for one in PHRASES if one.key == key), None)


def every_wording() -> set[str]:
    """Every text there is, in the reader's language: what must not be sent unchanged."""
    return {str(text) for one in PHRASES for text in one.boxes.values()}
