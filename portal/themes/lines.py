"""Reads comments as JSON lines and gives each back with its suggested themes and its reading order."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from portal.themes.learned.model import Model
from portal.themes.normal import normal
from portal.themes.order import order_of
from portal.themes.suggest import suggest
from portal.themes.theme import Theme

if TYPE_CHECKING:
    from portal.themes.learned.sensing import Remembering

_AT_ONCE = 512
_ANSWERS = ("not_safe", "wants_call")


class BadLine(ValueError):
    """A line that cannot be read, with what is wrong with it."""


def suggest_lines(
    lines: Iterable[str | bytes],
    codebook: Sequence[Theme],
    model: Model | None = None,
    encoder: Remembering | None = None,
) -> Iterator[str]:
    """One JSON line for every line that is not blank: what was read, with `themes` and `order` added. With a
    `model`, the themes are the model's, by meaning too with an `encoder`.

    A comment is an object with `text` and perhaps `question`, `not_safe`, `wants_call` and `face`. A
    bad line gives an object with `line` (from 1) and `error`, and the next is read.
    """
    numbered = enumerate(lines, start=1)
    while some := list(itertools.islice(numbered, _AT_ONCE if encoder else 1)):
        read = [one for number, line in some if (one := _read(number, line)) is not None]
        vectors = _vectors([comment.get("text", "") for comment, _ in read], encoder)
        for at, (comment, is_good) in enumerate(read):
            vector = vectors[at] if vectors is not None else None
            answer = _answered(comment, codebook, model, vector) if is_good else comment
            yield json.dumps(answer, ensure_ascii=True, sort_keys=False)


def _read(number: int, line: str | bytes) -> tuple[dict[str, Any], bool] | None:
    """The comment of a line and True, what is wrong with it and False, or None for a blank line."""
    try:
        text = line.decode("utf-8-sig") if isinstance(line, bytes) else line.removeprefix("\ufeff")
        return (_comment(text), True) if text.strip() else None
    except (BadLine, UnicodeDecodeError) as fault:
        problem = "not UTF-8" if isinstance(fault, UnicodeDecodeError) else str(fault)
        return {"line": number, "error": problem}, False


def _vectors(texts: Sequence[str], encoder: Remembering | None) -> Any:
    """A vector a text, all together."""
    return encoder.vectors([normal(text).text for text in texts]) if encoder and texts else None


def _answered(
    comment: dict[str, Any], codebook: Sequence[Theme], model: Model | None, vector: Any
) -> dict[str, Any]:
    text, question = comment["text"], comment.get("question")
    answers = {name: comment.get(name, False) for name in _ANSWERS}
    order = order_of(text, face=comment.get("face"), **answers)
    return comment | {
        "themes": _themes(text, question, codebook, model, vector),
        "order": {"level": str(order.level), "pages": order.pages, "why": [asdict(why) for why in order.why]},
    }


def _themes(
    text: str, question: str | None, codebook: Sequence[Theme], model: Model | None, vector: Any
) -> list[dict[str, Any]]:
    if model is None:
        return [asdict(theme) for theme in suggest(text, question, codebook=codebook)]
    return [
        {"key": one.key, "score": one.score, "why": [asdict(why) for why in one.why]}
        for one in model.suggest(text, question, vector)
    ]


def _comment(line: str) -> dict[str, Any]:
    try:
        comment = json.loads(line, parse_constant=_not_a_number)
    except (ValueError, RecursionError):
        raise BadLine("not JSON") from None
    if not isinstance(comment, dict):
        raise BadLine("not a JSON object")
    if not isinstance(comment.get("text"), str):
        raise BadLine("no text")
    if not isinstance(comment.get("question"), str | None):
        raise BadLine("the question is not text")
    for name in _ANSWERS:
        if not isinstance(comment.get(name, False), bool):
            raise BadLine(f"{name} is neither true nor false")
    face = comment.get("face")
    if face is not None and (isinstance(face, bool) or not isinstance(face, int) or not 1 <= face <= 5):
        raise BadLine("face is not a number from 1 to 5")
    return comment


def _not_a_number(name: str) -> float:
    """NaN and infinities are not JSON, though the reader would take them."""
    raise ValueError(name)
