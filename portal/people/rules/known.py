"""What else may be known of a young person, as short codes: language, faith, disability, distance from home.

They are for one question: who is not heard. Faith as in the 2021 census, disability as in the children in
need
census, languages as ISO 639-3 (the ones asked for most; `oth` for any other), distance in the return's miles.
"""

from __future__ import annotations

from portal.kit.i18n import N_

LANGUAGES = {
    "eng": N_("English"),
    "ara": N_("Arabic"),
    "ben": N_("Bengali"),
    "bul": N_("Bulgarian"),
    "ckb": N_("Kurdish (Sorani)"),
    "fas": N_("Persian or Dari"),
    "fra": N_("French"),
    "guj": N_("Gujarati"),
    "hin": N_("Hindi"),
    "lit": N_("Lithuanian"),
    "pan": N_("Punjabi"),
    "pol": N_("Polish"),
    "por": N_("Portuguese"),
    "pus": N_("Pashto"),
    "rom": N_("Romani"),
    "ron": N_("Romanian"),
    "som": N_("Somali"),
    "spa": N_("Spanish"),
    "sqi": N_("Albanian"),
    "tir": N_("Tigrinya"),
    "amh": N_("Amharic"),
    "tur": N_("Turkish"),
    "ukr": N_("Ukrainian"),
    "urd": N_("Urdu"),
    "vie": N_("Vietnamese"),
    "yor": N_("Yoruba"),
    "zho": N_("Chinese"),
    "bfi": N_("British Sign Language"),
    "cym": N_("Welsh"),
    "oth": N_("Another language"),
}

FAITHS = {
    "none": N_("No religion"),
    "chri": N_("Christian"),
    "budd": N_("Buddhist"),
    "hind": N_("Hindu"),
    "jewi": N_("Jewish"),
    "musl": N_("Muslim"),
    "sikh": N_("Sikh"),
    "oth": N_("Another faith"),
    "refu": N_("Did not wish to say"),
}

NO_DISABILITY = "NONE"
DISABILITIES = {
    NO_DISABILITY: N_("No disability"),
    "MOB": N_("Mobility"),
    "HAND": N_("Hand function"),
    "PC": N_("Personal care"),
    "INC": N_("Incontinence"),
    "COMM": N_("Communication"),
    "LD": N_("Learning"),
    "HEAR": N_("Hearing"),
    "VIS": N_("Vision"),
    "BEH": N_("Behaviour"),
    "CON": N_("Consciousness"),
    "AUT": N_("Autism or Asperger syndrome"),
    "DDA": N_("Another disability"),
}

DISTANCES = {
    "under_5": N_("Less than 5 miles from their own home"),
    "5_20": N_("5 to 20 miles from their own home"),
    "20_50": N_("20 to 50 miles from their own home"),
    "50_over": N_("50 miles or more from their own home"),
}
"""At twenty miles the government's own tables change colour. A band and no number: it says no address."""
MOST_MILES = 1_000


def distance_of(miles: float) -> str:
    """The band of a distance; "" for what no home in these islands can be."""
    if not 0 <= miles <= MOST_MILES:
        return ""
    if miles < 5:
        return "under_5"
    if miles < 20:
        return "5_20"
    return "20_50" if miles < 50 else "50_over"


def is_disabled(codes: tuple[str, ...]) -> bool | None:
    """Whether any disability is known; None when nothing is known."""
    return None if not codes else codes != (NO_DISABILITY,)
