"""What was typed, read without checking anything: for the draft, for a session that ran out, and for "I'm not
safe", which is never refused for a field. And what it says, put together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict

from portal.kit.forms import clean
from portal.voice.forms.saying_prompts import names_in, replies_in
from portal.voice.queries.drafts import Typed
from portal.voice.rules import Face, Look, QuoteConsent, SafeNow
from portal.voice.rules.board import placed_in
from portal.voice.rules.occasions import TALK, field_of, occasion_of
from portal.voice.rules.saying import ADVOCATE, Said

SHORT, NUMBER, CARD = 200, 40, 100
PAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "about": (("asked",), ()),
    "how": (("asked", "face"), ()),
    "words": (("asked", "words", "wants"), ("topics",)),
    "board": ((), ("board",)),
    "send": (
        ("safe_now", "wants_call", "call_when", "call_who", "call_number", "about_name", "quote"),
        ("to", "about"),
    ),
}
"""Each page's fields: those with one value, and those of which several may be ticked. Prompts come on top."""


def typed_in(form: MultiDict[str, str], most: int) -> dict[str, str | list[str]]:
    """What came from whichever page it was, unchecked. At most `most` letters of each text are kept."""
    found: dict[str, str | list[str]] = {}
    for ones, several in PAGES.values():
        if form.get("page") in PAGES and PAGES[form["page"]] != (ones, several):
            continue
        for name in ones:
            if name in form:
                found[name] = "\n".join(clean(text) or "" for text in form.getlist(name))[:most]
        for name in several:
            if name in form or form.get("page") in PAGES:
                found[name] = [(clean(value) or "")[:CARD] for value in form.getlist(name)][:100]
    for name in names_in(form):
        found[name] = "\n".join(clean(text) or "" for text in form.getlist(name))[:most]
    return found


def said_in(
    typed: Typed,
    questions: Mapping[str, str] | None = None,
    *,
    look: Look | None = None,
    has_files: bool = False,
) -> Said:
    """What was typed, as one thing said. What means nothing is left out, and so is what the occasion does not
    ask: it was typed for another one, and is kept in the draft in case they go back to that.

    `questions`: the occasion's prompts as they were asked, stored with the answers."""
    text = {name: value for name, value in typed.items() if isinstance(value, str)}
    ticked = {name: value for name, value in typed.items() if isinstance(value, list)}
    occasion, to = occasion_of(text.get("asked", "")), ticked.get("to", [])
    return Said(
        asked=occasion.key,
        look=look,
        replies=replies_in(typed, questions or {}),
        board=placed_in(ticked.get("board", [])),
        has_files=has_files,
        face=_one(Face, text.get("face")) if occasion.has_face else None,
        topics=frozenset(ticked.get("topics", [])) if occasion.has_topics else frozenset(),
        words=text.get("words", ""),
        wants=text.get("wants", ""),
        safe_now=_one(SafeNow, text.get("safe_now")),
        wants_call=wants_call(typed),
        call_when=text.get("call_when", ""),
        call_who=text.get("call_who", ""),
        call_number=text.get("call_number", ""),
        to=tuple(ids_in(to)),
        to_advocate=ADVOCATE in to,
        about=frozenset(ids_in(ticked.get("about", []))),
        about_name=text.get("about_name", ""),
        quote=_one(QuoteConsent, text.get("quote")) or QuoteConsent.NO,
    )


def wants_call(typed: Typed) -> bool:
    """They said so; or they want to talk by phone, and did not say otherwise since."""
    if typed.get("wants_call"):
        return typed["wants_call"] == "yes"
    return typed.get("asked") == TALK and typed.get(field_of("talk_how")) == "ring"


def ids_in(values: Iterable[str]) -> list[UUID]:
    """The ids among these values, in their order."""
    return [found for found in map(_id, values) if found]


def _id(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def _one(kind: Any, value: str | None) -> Any:
    members: Collection[Any] = list(kind)
    return next((member for member in members if member.value == value), None)
