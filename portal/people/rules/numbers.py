"""Numbers other systems have for young people and staff. Pure."""

from __future__ import annotations

import re
from enum import StrEnum

from portal.kit.i18n import N_


class NumberKind(StrEnum):
    """Whose number it is. Pupils', patients', Home Office, court and the like are not kept: nothing here
    needs them."""

    SSD = "ssd"  # pers_person_id: the case system's own
    LEGACY = "legacy"  # pers_legacy_id: what an older case system called them
    CASE = "case"
    OTHER = "other"  # of a kind the dataset does not name


NUMBERS = {
    NumberKind.SSD: N_("Case system’s number"),
    NumberKind.LEGACY: N_("Older system’s number"),
    NumberKind.CASE: N_("Case number"),
    NumberKind.OTHER: N_("Another number"),
}

MAY_BE_THE_RETURNS = (NumberKind.LEGACY, NumberKind.CASE, NumberKind.OTHER)
"""Among these the return's CHILD is looked for; never by names, and never where the days of birth differ."""

STAFF, REGISTRATION = "staff", "registration"

_NOT_KEPT = frozenset(
    {
        *(
            "unique pupil number",
            "upn",
            "nhs number",
            "home office registration",
            "national insurance number",
        ),
        *("yot number", "court case number", "raa id", "incident id"),
    }
)


def kind_of(words: str) -> NumberKind | None:
    """The kind by the words of the extract's `link_identifier_type`; None for what is not kept."""
    said = re.sub(r"[^a-z ]", "", words.casefold()).strip()
    if said in _NOT_KEPT:
        return None
    return NumberKind.CASE if said == "case number" else NumberKind.OTHER
