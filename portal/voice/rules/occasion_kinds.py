"""What an occasion is made of, and for whom there is one. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from portal.people.rules import Support
from portal.voice.rules.standing import PLANS_FROM, Standing

LEAVES_SCHOOL = 19


@dataclass(frozen=True)
class Prompt:
    """One short question. Without `choices` it takes a few words.

    `worries`: picks that must not wait at the end of the desk's list."""

    key: str
    choices: tuple[str, ...] = ()
    worries: tuple[str, ...] = ()


Offered = Callable[[Standing], bool]


@dataclass(frozen=True)
class Occasion:
    """`has_face`: how they feel fits in; `has_topics`: what it is about is not plain yet; `is_whole`: its
    prompts belong together, so that the younger looks ask all of them too."""

    key: str
    picture: str
    prompts: tuple[Prompt, ...]
    offered: Offered
    has_face: bool = False
    has_topics: bool = False
    offers_advocate: bool = False
    is_whole: bool = False


def everybody(_who: Standing) -> bool:
    return True


def in_care(who: Standing) -> bool:
    return who.support is Support.IN_CARE


def on_a_plan(who: Standing) -> bool:
    return who.support is Support.PROTECTION


def children(who: Standing) -> bool:
    return not (who.is_grown_up or who.has_left_care)


def may_be_missed(who: Standing) -> bool:
    return not who.is_grown_up


def at_school(who: Standing) -> bool:
    return who.age is None or who.age < LEAVES_SCHOOL


def may_be_moved(who: Standing) -> bool:
    return who.support in (None, Support.IN_CARE, Support.CARE_LEAVER)


def plans_to_leave(who: Standing) -> bool:
    nearly = who.soon is not None and who.soon >= PLANS_FROM
    return who.has_left_care or (in_care(who) and nearly)
