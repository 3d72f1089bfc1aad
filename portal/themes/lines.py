"""Reads comments as JSON lines and gives each back with its suggested themes and its reading order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from portal.themes.learned.model import Model
from portal.themes.order import order_of
from portal.themes.suggest import suggest
from portal.themes.theme import Theme


class BadLine(ValueError):
    """A line that cannot be read, with what is wrong with it."""


def suggest_lines(
    lines: Iterable[str | bytes], codebook: Sequence[Theme], model: Model | None = None
) -> Iterator[str]:
    """One JSON line for every line that is not blank: what was read, with `themes` and `order` added. With a
    `model`, the themes are the model's.

    A comment is an object with `text` and perhaps `question`, `not_safe`, `wants_call` and `face`. A
    bad line gives an object with `line` (from 1) and `error`, and the next is read.
    """
    for number, line in enumerate(lines, start=1):
        try:
            text = line.decode("utf-8-sig") if isinstance(line, bytes) else line.removeprefix("\ufeff")
            if not text.strip():
                continue
            answer = _answered(_comment(text), codebook, model)
        except (BadLine, UnicodeDecodeError) as fault:
            problem = "not UTF-8" if isinstance(fault, UnicodeDecodeError) else str(fault)
            answer = {"line": number, "error": problem}
        yield json.dumps(answer, ensure_ascii=True, sort_keys=False)


def _answered(comment: dict[str, Any], codebook: Sequence[Theme], model: Model | None) -> dict[str, Any]:
    text, question = comment["text"], comment.get("question")
    order = order_of(
        text,
        not_safe=_yes_or_no(comment, "not_safe"),
        wants_call=_yes_or_no(comment, "wants_call"),
        face=_face(comment),
    )
    return comment | {
        "themes": _themes(text, question, codebook, model),
        "order": {"level": str(order.level), "pages": order.pages, "why": [asdict(why) for why in order.why]},
    }


def _themes(
    text: str, question: str | None, codebook: Sequence[Theme], model: Model | None
) -> list[dict[str, Any]]:
    if model is None:
        return [asdict(theme) for theme in suggest(text, question, codebook=codebook)]
    return [
        {"key": one.key, "score": one.score, "why": [{"words": words} for words in one.words]}
        for one in model.suggest(text, question)
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
    return comment


def _not_a_number(name: str) -> float:
    """NaN and infinities are not JSON, though the reader would take them."""
    raise ValueError(name)


def _yes_or_no(comment: dict[str, Any], name: str) -> bool:
    value = comment.get(name, False)
    if not isinstance(value, bool):
        raise BadLine(f"{name} is neither true nor false")
    return value


def _face(comment: dict[str, Any]) -> int | None:
    face = comment.get("face")
    if face is not None and (isinstance(face, bool) or not isinstance(face, int) or not 1 <= face <= 5):
        raise BadLine("face is not a number from 1 to 5")
    return face
