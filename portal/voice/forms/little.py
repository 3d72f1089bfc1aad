"""Little ones: each screen is one button pressed. And the worker's forms for a small child."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, StringField

from portal.kit.forms import Form, SendOnceForm
from portal.voice.queries.drafts import Typed
from portal.voice.rules import Going, Look
from portal.voice.rules.board import placed_in, value_of
from portal.voice.rules.little import CARDS_ASKED, FACE, FACE_PROMPT, WITH, WITH_PROMPT
from portal.voice.rules.saying import Placed, Replied, Said

WITH_FIELD = "little_with"


class LittleForm(SendOnceForm):
    """What was tapped. Nothing is a choice as well: go on without an answer."""

    choice = StringField()

    def picked(self, offered: Collection[str]) -> str:
        """What was tapped, or "" for nothing; what was not offered is nothing."""
        choice = str(self.choice.data or "")
        return choice if choice in offered else ""


class PressForm(SendOnceForm):
    """A form that is one button."""


class PhotoForm(Form):
    """A photo of somebody around a child."""

    who = HiddenField()
    photo = FileField(_l("Photo"))

    def content(self) -> bytes:
        """What was sent as a file, or nothing."""
        return self.photo.data.read() if self.photo.data else b""


def kept(step: str, choice: str, before: Typed) -> dict[str, str | list[str]]:
    """What a tap changes in the draft. The board's other cards stay where they lie."""
    if step == FACE:
        return {"face": choice}
    if step == WITH:
        return {WITH_FIELD: choice}
    if step not in CARDS_ASKED:
        return {}
    lying = before.get("board", [])
    others = [one for one in placed_in(lying if isinstance(lying, list) else []) if one.card != step]
    own = [Placed(step, Going(choice))] if choice else []
    return {"board": [value_of(one) for one in (*others, *own)]}


def picked_before(step: str, typed: Typed) -> str:
    """What was tapped at this step before, to show it again."""
    text = {name: value for name, value in typed.items() if isinstance(value, str)}
    if step == FACE:
        return text.get("face", "")
    if step == WITH:
        return text.get(WITH_FIELD, "")
    lying = typed.get("board", [])
    board = placed_in(lying if isinstance(lying, list) else [])
    return next((one.going.value for one in board if one.card == step), "")


def has_tapped(typed: Typed) -> bool:
    """Whether there is something to send already, so that "That is all" can be offered."""
    return any(picked_before(step, typed) for step in (FACE, *CARDS_ASKED))


def little_said(said: Said, typed: Typed, to: tuple[UUID, ...], questions: Mapping[str, str]) -> Said:
    """What was tapped, as one thing said; with whatever else waits in the draft, so that nothing is lost."""
    text = {name: value for name, value in typed.items() if isinstance(value, str)}
    tapped = ((FACE_PROMPT, said.face.value if said.face else ""), (WITH_PROMPT, text.get(WITH_FIELD, "")))
    replies = tuple(Replied(key, questions[key], choice) for key, choice in tapped if choice)
    return replace(said, look=Look.LITTLE, replies=(*said.replies, *replies), to=to, to_advocate=False)
