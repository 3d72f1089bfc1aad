"""Languages that staff may say they read besides English, and the letters each is written in. Pure."""

from __future__ import annotations

ENGLISH = "en"
LETTERS = {
    "ar": "ARABIC",
    "fa": "ARABIC",
    "ps": "ARABIC",
    "ckb": "ARABIC",
    "ur": "ARABIC",
    "am": "ETHIOPIC",
    "ti": "ETHIOPIC",
    "uk": "CYRILLIC",
    "ru": "CYRILLIC",
    "bg": "CYRILLIC",
    "bn": "BENGALI",
    "gu": "GUJARATI",
    "pa": "GURMUKHI",
    "hi": "DEVANAGARI",
    "ta": "TAMIL",
    "zh": "CJK",
    "el": "GREEK",
    "cy": "LATIN",
    "es": "LATIN",
    "fr": "LATIN",
    "it": "LATIN",
    "lt": "LATIN",
    "pl": "LATIN",
    "pt": "LATIN",
    "ro": "LATIN",
    "so": "LATIN",
    "sq": "LATIN",
    "tr": "LATIN",
    "vi": "LATIN",
}
"""By the two or three letters of the language. English is taken to be read by everybody who works here."""
