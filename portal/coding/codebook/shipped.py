"""The codebook that this release ships: version 1, with which every council starts."""

from __future__ import annotations

from functools import cache

from portal.coding.codebook.book import Codebook, Theme
from portal.coding.codebook.examples import EXCLUDE, INCLUDE
from portal.coding.codebook.labels import LABELS, Label
from portal.coding.codebook.words import WORDS

VERSION = 1
PROMISES = ("home", "identity", "education", "health", "future", "involvement")


@cache
def shipped() -> Codebook:
    """The codebook that this release ships, as values that cannot be changed."""
    return Codebook(VERSION, tuple(_theme(label) for label in LABELS))


def _theme(label: Label) -> Theme:
    return Theme(
        key=label.key,
        label=label.adult,
        child_label=label.child,
        description=label.description,
        words=WORDS[label.key],
        include=INCLUDE[label.key],
        exclude=EXCLUDE[label.key],
        promise=label.promise,
        for_children=label.for_children,
        picture=label.key,
        from_age=label.from_age,
        to_age=label.to_age,
    )
