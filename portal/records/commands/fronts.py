"""What stands in front of a volume: the letter, what is in it, the key of reasons, words explained.

The words were put there when the officer wrote the letter, in the reader's language: the worker that makes
the volume translates nothing."""

from __future__ import annotations

from functools import cache
from typing import Any

import jinja2

from portal.records.rules import Why
from portal.settings import ROOT

Letter = dict[str, Any]


def front_page(letter: Letter, *, volume: int, of: int) -> str:
    """HTML for the front of one volume: all of it before the first, a title before the others."""
    return _template().render(letter=letter, volume=volume, of=of)


def label_of(letter: Letter, why: Why) -> tuple[str, str]:
    """What is printed on a box: the reason in a few words, and its number in the key for small boxes."""
    key = letter.get("key", [])
    number = next((str(at) for at, one in enumerate(key, 1) if one["why"] == why.value), "")
    return str(next((one["label"] for one in key if one["why"] == why.value), "")), number


def aloud_of(letter: Letter, why: Why) -> str:
    """What is said aloud where a name is covered; nothing in a letter of before, so the label is."""
    return next((str(one.get("name", "")) for one in letter.get("key", []) if one["why"] == why.value), "")


def left_out_words(letter: Letter, why: Why) -> str:
    """What is printed on the page that stands for one that is held back whole."""
    words = {one["why"]: one["page"] for one in letter.get("key", [])}
    return str(words.get(why.value, "")) or str(letter.get("page_held_back", " "))


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(ROOT / "templates")
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("records/giving/front.html")
