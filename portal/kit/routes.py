"""Routes whose addresses are put together when somebody first asks for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule


class Route(Rule):
    """Werkzeug writes and compiles two functions for each route at the start, to make addresses: for hundreds
    of routes, a good part of the start. A worker asks for few of them."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        name = "_build_unknown" if append_unknown else "_build"

        def build(route: Route, **values: Any) -> tuple[str, str]:
            made: Callable[..., tuple[str, str]] = (
                super()._compile_builder(append_unknown).__get__(route, None)
            )
            setattr(route, name, made)
            return made(**values)

        return build
