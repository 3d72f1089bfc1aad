"""A text with what is marked in it, the reasons in words; and the words of themes and states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.disclosure.marks import Kind, Mark

CUT = "[…]"
_CUT_AT_ONCE = frozenset(Kind) - {Kind.DATE, Kind.NUMBER}
"""What is cut out before the preparer begins, to be put back on purpose: all that is or may be a name."""
_CUTS_IN_A_ROW = re.compile(r"\[…\](?:\s*\[…\])+")


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `why` says in words why it is marked, "" when it is not."""

    text: str
    why: str = ""


def pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """The text in pieces, marked and not, in order."""
    found, end = [], 0
    for mark in marks:
        found += [Piece(text[end : mark.start]), Piece(text[mark.start : mark.end], why_words(mark.kind))]
        end = mark.end
    return [piece for piece in (*found, Piece(text[end:])) if piece.text]


def first_words(original: str, marks: Sequence[Mark]) -> str:
    """What the preparer begins with: what they said without all that is, or may be, a name or an address."""
    kept, end = [], 0
    for mark in marks:
        if mark.kind in _CUT_AT_ONCE:
            kept += [original[end : mark.start], CUT]
            end = mark.end
    return _CUTS_IN_A_ROW.sub(CUT, "".join([*kept, original[end:]]))


def why_words(kind: Kind) -> str:
    """Why something is marked."""
    words = {
        Kind.KNOWN_NAME: _("a name known here"),
        Kind.EMAIL: _("an email address"),
        Kind.LINK: _("a web address"),
        Kind.HANDLE: _("a name on an app"),
        Kind.PHONE: _("a phone number"),
        Kind.POSTCODE: _("a postcode"),
        Kind.DATE: _("an age or a date"),
        Kind.NUMBER: _("a number or an address"),
        Kind.CUE: _("may be a name or a place"),
        Kind.CAPITAL: _("a capital letter: may be a name"),
    }
    return str(words[kind])


def theme_words(key: str) -> str:
    """The theme for staff; "" when the codebook does not have it."""
    return str(_(codebook().theme(key).label)) if key in codebook().keys else ""
