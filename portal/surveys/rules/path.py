"""Which questions somebody is asked, given what they have answered. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.surveys.rules.content import Content, OnlyIf, Question
from portal.surveys.rules.kinds import Kind

Values = Mapping[str, Any]
"""By the question's key, as `values.clean` gives them. A question without an answer is not in it."""


def asked(content: Content, values: Values) -> list[Question]:
    """In order. What was answered to a question that is not asked any more counts for nothing."""
    found: list[Question] = []
    counted: dict[str, Any] = {}
    for question in content.questions():
        if question.only_if is None or holds(question.only_if, counted):
            found.append(question)
            if question.key in values:
                counted[question.key] = values[question.key]
    return found


def kept(content: Content, values: Values) -> dict[str, Any]:
    """Only the answers to what was asked."""
    keys = {question.key for question in asked(content, values) if question.kind is not Kind.INFORMATION}
    return {key: value for key, value in values.items() if key in keys}


def holds(condition: OnlyIf, values: Values) -> bool:
    value = values.get(condition.question)
    chosen = set(value) if isinstance(value, list) else {value}
    return chosen.isdisjoint(condition.options) is condition.is_not
