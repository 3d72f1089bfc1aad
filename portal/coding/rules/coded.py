"""When a statement may be sorted by theme, and what has to be said with it. Pure."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from portal.coding.rules import Stance


class WhyNot(StrEnum):
    """Why a statement was not sorted."""

    NOTHING = "tick a theme, or that it is about none of these"
    THEMES_AND_NONE = "it cannot be about a theme and about none"
    UNKNOWN_THEME = "this theme is not in the codebook"
    NO_STANCE = "say how they speak of it"
    STANCE_WITHOUT_THEME = "say of what they speak so"
    SET_ASIDE = "the young person took it back"
    QUOTE_NEEDS_THEME = "its words are a quote about a theme that is not ticked"
    NO_QUOTE_THEME = "say which theme the quote belongs to"
    CONCERNS_SOMEBODY = "it concerns somebody known here"
    NO_CONSENT = "the young person did not say that their words may be used"


def why_not_confirm(
    themes: Collection[str],
    stance: Stance | None,
    *,
    known: Collection[str],
    quote_theme: str | None = None,
    is_set_aside: bool = False,
) -> WhyNot | None:
    """What is wrong with a sorting. `known` are the codebook's keys, `quote_theme` the theme under which the
    statement's words are on their way to the panel: a quote stays with a theme its words are counted in."""
    if is_set_aside:
        return WhyNot.SET_ASIDE
    if not set(themes) <= set(known):
        return WhyNot.UNKNOWN_THEME
    if themes and stance is None:
        return WhyNot.NO_STANCE
    if stance and not themes:
        return WhyNot.STANCE_WITHOUT_THEME
    return WhyNot.QUOTE_NEEDS_THEME if quote_theme and quote_theme not in themes else None


def why_not_said(*, themes: Collection[str], none: bool) -> WhyNot | None:
    """Whoever sorts says something: a theme or more, or that it is about none of them."""
    if themes and none:
        return WhyNot.THEMES_AND_NONE
    return None if themes or none else WhyNot.NOTHING


def why_not_quote(
    theme: str, themes: Collection[str], *, has_consented: bool, concerns_somebody: bool
) -> WhyNot | None:
    """Words may be suggested as a quote under one of their themes, if the young person let us use them.

    Not when they concern somebody known here: members, managers and those close to them read a paper."""
    if not has_consented:
        return WhyNot.NO_CONSENT
    if concerns_somebody:
        return WhyNot.CONCERNS_SOMEBODY
    return None if theme in themes else WhyNot.NO_QUOTE_THEME
