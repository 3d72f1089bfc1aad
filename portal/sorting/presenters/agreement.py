"""How far people who sort agree, in words and figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import format_decimal
from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.disclosure.shown import Shown
from portal.people.rules.bands import BANDS
from portal.sorting.queries.agreement import MOST, compared
from portal.sorting.rules.agreement import Agreed, agreed
from portal.themes.agreement import LEAST, Agreement, Figure


@dataclass(frozen=True)
class AgreementPage:
    """The figures, and names for what they are about."""

    agreed: Agreed
    bands: Mapping[str, str]
    themes: Mapping[str, str]
    least: int
    most: int


def agreement_page() -> AgreementPage:
    """For whoever may see it: over all that was sorted twice lately."""
    bands = {
        "under_12": _("under 12"),
        "12_15": _("12 to 15"),
        "16_17": _("16 and 17"),
        "18_over": _("18 and over"),
        "not_known": _("age not known"),
    }
    themes = {theme.key: _(theme.label) for theme in codebook().themes}
    return AgreementPage(agreed(compared(), BANDS), bands, themes, LEAST, MOST)


def number(shown: Shown) -> str:
    """How many, rounded to five."""
    if shown.number is None:
        return str(_("fewer than 5"))
    return str(_("about %(number)s", number=shown.number))


def figure(one: Figure) -> str:
    """A figure and between which limits it lies."""
    if one.value is None:
        return str(_("too few to tell"))
    if one.low is None or one.high is None:
        return str(format_decimal(one.value, "0.00"))
    words: str = _(
        "%(value)s (%(low)s to %(high)s)",
        value=format_decimal(one.value, "0.00"),
        low=format_decimal(one.low, "0.00"),
        high=format_decimal(one.high, "0.00"),
    )
    return words


def how_good(found: Agreement) -> str:
    """What Krippendorff himself would say of it."""
    if not found.is_enough or found.alpha.value is None:
        return ""
    if found.alpha.value >= 0.8:
        return str(_("People agree well."))
    if found.alpha.value >= 0.667:
        return str(_("People agree enough for careful words."))
    return str(_("People agree too little to lean on single themes. Talk the differing ones through."))
