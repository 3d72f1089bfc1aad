"""What the portal can show for a promise: figures of closed quarters, given by whoever keeps them.

They lie in other parts, some above this one: each says what it has (`shows`), and here is only the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import flask

Figure = Callable[[], str]
"""Gives a whole sentence as it was printed, or "" while there is none."""
_EXTENSION = "heard.pledge_evidence"


def shows(app: flask.Flask, key: str, label: Any, figure: Figure) -> None:
    """Offer a figure under a key. `label`: what it is, for the worker who chooses it."""
    app.extensions.setdefault(_EXTENSION, {})[key] = (label, figure)


def all_labels() -> Mapping[str, Any]:
    """What can be chosen."""
    found: Mapping[str, tuple[Any, Figure]] = flask.current_app.extensions.get(_EXTENSION, {})
    return {key: label for key, (label, _figure) in found.items()}


def shown(keys: set[str]) -> dict[str, str]:
    """The sentences of these figures that there are."""
    found: Mapping[str, tuple[Any, Figure]] = flask.current_app.extensions.get(_EXTENSION, {})
    said = {key: found[key][1]() for key in sorted(keys) if key in found}
    return {key: words for key, words in said.items() if words}
