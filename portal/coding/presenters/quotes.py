"""A text with what is marked in it, the reasons in words; and the words of themes and states."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import flask
from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.coding.rules import Recognised
from portal.coding.rules.quotes import RARE_BELOW, token_for, words_to_ask_about
from portal.disclosure.mark_words import is_common
from portal.disclosure.marks import Kind, Mark

CUT = "[…]"
_CUT_AT_ONCE = frozenset(Kind) - {Kind.DATE, Kind.NUMBER}
"""What is cut out before the preparer begins, to be put back on purpose: all that is or may be a name."""
_MAY_BE_SOMEBODY = frozenset({Kind.KNOWN_NAME, Kind.CUE, Kind.CAPITAL})
_SAID = "heard.coding.said"
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
    """What the preparer begins with: what they said without all that is, or may be, a name or an address.
    Where the words around it say who or what it is, that stands there in brackets."""
    kept, end = [], 0
    for mark in marks:
        if mark.kind not in _CUT_AT_ONCE or mark.start < end:
            continue
        token = token_for(original, mark.start, mark.end) if mark.kind in _MAY_BE_SOMEBODY else None
        if token and token.start >= end:
            kept += [original[end : token.start], token.words]
            end = token.end
        else:
            kept += [original[end : mark.start], CUT]
            end = mark.end
    return _CUTS_IN_A_ROW.sub(CUT, "".join([*kept, original[end:]]))


@dataclass(frozen=True)
class Rare:
    """The words of a text that hardly anybody used. `can_tell`: whether enough people spoke to say so."""

    words: Sequence[str]
    can_tell: bool


def rare_in(text: str) -> Rare:
    """Words by which somebody could be known: fewer than five people of those who spoke last used them."""
    asked = [word for word in words_to_ask_about(text) if not is_common(word.casefold())]
    found = flask.current_app.extensions[_SAID](asked) if asked else None
    if found is None:
        return Rare((), can_tell=not asked)
    return Rare([word for word in asked if found.get(word.casefold(), 0) < RARE_BELOW], can_tell=True)


def take_said_from(
    app: flask.Flask, how_many_said: Callable[[Collection[str]], Mapping[str, int] | None]
) -> None:
    """Tell these pages how many people used a word (given by `home`: what was said lies above this)."""
    app.extensions[_SAID] = how_many_said


def recognised_words(recognised: Recognised | None) -> str:
    """What the preparer said, for whoever approves."""
    words = {
        Recognised.NO: _("Whoever prepared it thinks that a worker could not tell who it is."),
        Recognised.PERHAPS: _("Whoever prepared it thinks that a worker might tell who it is."),
    }
    return str(words.get(recognised, "")) if recognised else ""


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
    labels = {theme.key: theme.label for theme in codebook().themes}
    return str(_(labels[key])) if key in labels else ""
