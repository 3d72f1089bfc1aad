"""Filling in a form as a person would: by what its labels say, or by field name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

from tests.support.page_checks import CONTROLS, name_of, text_of, walk

Pairs = list[tuple[str, str]]


class PageForm:
    """One form of a page, with what it would send."""

    def __init__(self, form: Element, everything: list[Element]) -> None:
        self.form = form
        self.everything = everything
        own = form.get("id")
        inside = [*walk(form), *(e for e in everything if own and e.get("form") == own)]
        self.controls = [e for e in inside if e.tag in CONTROLS and e.get("name")]
        self.buttons = [e for e in inside if e.tag == "button" or e.get("type") == "submit"]
        self.chosen: dict[int, list[str]] = {i: list(_given(e)) for i, e in enumerate(self.controls)}

    @property
    def method(self) -> str:
        return (self.form.get("method") or "get").upper()

    @property
    def action(self) -> str:
        return self.form.get("action") or ""

    def button(self, text: str | None) -> Element | None:
        """The button with this text, name or value; without text the first one that sends."""
        sending = [b for b in self.buttons if b.get("type", "submit") == "submit"]
        if text is None:
            return next(iter(sending), None)
        wanted = text.casefold()
        same = [
            b
            for b in sending
            if name_of(b, self.everything).casefold() == wanted or text in (b.get("name"), b.get("value"))
        ]
        begins = [b for b in sending if name_of(b, self.everything).casefold().startswith(wanted)]
        return next(iter(same or begins), None)

    def fill(self, what: str, value: Any) -> None:
        """Type, pick or tick. `what` is a field name, a label, or the legend of a set of choices."""
        if isinstance(value, date):
            for part, number in (("day", value.day), ("month", value.month), ("year", value.year)):
                self.fill(f"{what}-{part}", str(number))
            return
        found = self._find(what)
        if not found:
            raise AssertionError(f"no field {what!r}; there are: {', '.join(self.known())}")
        kinds = {self.controls[i].get("type") for i in found}
        if kinds <= {"checkbox", "radio"}:
            self._choose(found, value)
        elif self.controls[found[0]].tag == "select":
            self.chosen[found[0]] = [self._option(self.controls[found[0]], v) for v in _many(value)]
        else:
            for index, text in zip(found, _many(value), strict=False):
                self.chosen[index] = [text]

    def pairs(self, button: Element | None = None) -> Pairs:
        """What is sent, in the page's order."""
        pairs = [(str(c.get("name")), v) for i, c in enumerate(self.controls) for v in self.chosen[i]]
        if button is not None and button.get("name"):
            pairs.append((str(button.get("name")), button.get("value") or ""))
        return pairs

    def known(self) -> list[str]:
        """Names and labels of the fields, for a message."""
        return [f"{c.get('name')} ({name_of(c, self.everything)})" for c in self.controls]

    def free_text(self) -> list[str]:
        """Names of the fields somebody can type freely into."""
        typed = ("text", "search", "email", "tel", "url", "password")
        return [
            str(c.get("name"))
            for c in self.controls
            if c.tag == "textarea" or (c.tag == "input" and c.get("type", "text") in typed)
        ]

    def _find(self, what: str) -> list[int]:
        named = [i for i, c in enumerate(self.controls) if c.get("name") == what]
        if named:
            return named
        wanted = what.casefold()
        groups = [
            f for f in walk(self.form) if f.tag == "fieldset" and text_of(f[0]).casefold().startswith(wanted)
        ]
        inside = [i for i, c in enumerate(self.controls) if groups and any(c is e for e in walk(groups[0]))]
        labels = {i: name_of(c, self.everything).casefold() for i, c in enumerate(self.controls)}
        same = [i for i, label in labels.items() if label == wanted]
        return same or inside or [i for i, label in labels.items() if label.startswith(wanted)][:1]

    def _choose(self, found: list[int], value: Any) -> None:
        if isinstance(value, bool):
            wanted = [str(self.controls[i].get("value", "on")) for i in found] if value else []
        else:
            wanted = _many(value)
        for index in found:
            self.chosen[index] = []
        for text in wanted:
            index = next((i for i in found if self._is(self.controls[i], text)), None)
            if index is None:
                raise AssertionError(
                    f"no choice {text!r}; there are: {[self.controls[i].get('value') for i in found]}"
                )
            self.chosen[index] = [self.controls[index].get("value", "on")]

    def _is(self, control: Element, text: str) -> bool:
        label = name_of(control, self.everything).casefold()
        return (
            control.get("value", "on") == text
            or label == text.casefold()
            or label.startswith(text.casefold())
        )

    @staticmethod
    def _option(select: Element, text: str) -> str:
        for option in (e for e in walk(select) if e.tag == "option"):
            value = option.get("value")
            if text in (value, text_of(option)):
                return value if value is not None else text_of(option)
        raise AssertionError(f"no choice {text!r} in {select.get('name')!r}")


def _many(value: Any) -> list[str]:
    return [str(v) for v in value] if isinstance(value, (list, tuple, set)) else [str(value)]


def _given(control: Element) -> Iterator[str]:
    """What the control would send untouched."""
    kind = control.get("type", "text")
    if control.tag == "textarea":
        yield (control.text or "").removeprefix("\n")
    elif control.tag == "select":
        options = [e for e in walk(control) if e.tag == "option"]
        picked = [o for o in options if o.get("selected") is not None] or options[
            : control.get("multiple") is None
        ]
        yield from (o.get("value") if o.get("value") is not None else text_of(o) for o in picked)  # type: ignore[misc]  # a string either way
    elif kind in ("checkbox", "radio"):
        if control.get("checked") is not None:
            yield control.get("value", "on")
    elif kind not in ("submit", "button", "image", "reset", "file"):
        yield control.get("value") or ""
