"""Changing the themes: a new one, other words for one, two made one, one made two, one put away."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import Optional, ValidationError

from portal.coding.codebook import Theme
from portal.kit.forms import AtMost, Needed, OneOf, SendOnceForm
from portal.sorting.rules.codebook import (
    LONGEST_LABEL,
    LONGEST_TEXT,
    LONGEST_WHY,
    MOST_WORDS,
    Around,
    Told,
)

LONGEST_LIST = 6_000
PROMISES = (
    ("home", _l("Home")),
    ("identity", _l("Identity and family")),
    ("education", _l("Education")),
    ("health", _l("Health")),
    ("future", _l("The future")),
    ("involvement", _l("Having a say")),
)


class FewWords:
    """A list of words with an entry at least, and so many at most."""

    def __call__(self, form: Any, field: Any) -> None:
        if not words_in(field.data):
            raise ValidationError(_l("Write a word or two that point to it."))
        if len(words_in(field.data)) > MOST_WORDS:
            raise ValidationError(_l("These are too many words. Keep the ones that tell most."))


class PublishForm(SendOnceForm):
    """What every change needs: why, that they are sure, and the version they looked at."""

    why = TextAreaField(
        _l("Why?"),
        validators=[
            Needed(_l("Write why, and who was asked. It stays in the history.")),
            AtMost(LONGEST_WHY),
        ],
        description=_l("It stays in the history. Say which young people were asked."),
    )
    sure = BooleanField(
        _l("Yes, publish this"),
        validators=[Needed(_l("Tick that it is to be published."))],
        description=_l("It holds at once, on every page where themes are shown."),
    )
    based_on = HiddenField()

    def __iter__(self) -> Iterator[Any]:
        """In the order of the page: what every change needs stands last."""
        last = {"why", "sure", "based_on"}
        yield from (field for name, field in self._fields.items() if name not in last)
        yield from (field for name, field in self._fields.items() if name in last)

    def begin(self, version: int) -> None:
        """Give a fresh form its id, and the version that is on the page."""
        self.give_id()
        if not self.based_on.data:
            self.based_on.data = str(version)

    def around(self, by: uuid.UUID, now: datetime, on: date) -> Around:
        seen = str(self.based_on.data or "")
        return Around(
            by=by,
            why=self.why.data or "",
            now=now,
            on=on,
            send_once=self.sent_id(),
            based_on=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
        )


def _label(text: Any, asks: Any, hint: Any = "") -> StringField:
    return StringField(text, validators=[Needed(asks), AtMost(LONGEST_LABEL)], description=hint)


_NAME = _l("Write a name for adults.")
_CHILDS_NAME = _l("Write a name for young people.")


def _words(hint: Any) -> TextAreaField:
    return TextAreaField(
        _l("Words that point to it"),
        validators=[Needed(_l("Write a word or two that point to it.")), AtMost(LONGEST_LIST), FewWords()],
        description=hint,
    )


_FOR_CHILDREN = _l("What young people read on the tile. Short, and in their words.")
_WORDS_HINT = _l(
    "With commas between them, as young people write them. A star behind a word (paid*) makes it count less."
)


class ThemeForm(PublishForm):
    """One theme, as it is to be."""

    label = _label(_l("Name for adults"), _NAME, _l("As it stands in papers and lists."))
    child_label = _label(_l("Name for young people"), _CHILDS_NAME, _FOR_CHILDREN)
    description = TextAreaField(
        _l("What belongs to it"),
        validators=[Needed(_l("Write what belongs to it.")), AtMost(LONGEST_TEXT)],
        description=_l("One sentence for whoever sorts."),
    )
    words = _words(_WORDS_HINT)
    include = TextAreaField(
        _l("Examples that belong to it"),
        validators=[Optional(), AtMost(LONGEST_LIST)],
        description=_l("One a line, made up. Never something a young person really said."),
    )
    exclude = TextAreaField(
        _l("Examples that only look like it"),
        validators=[Optional(), AtMost(LONGEST_LIST)],
        description=_l("One a line, with where they belong instead."),
    )
    promise = RadioField(
        _l("Which promise of the council is it about?"),
        choices=[SelectChoice(key, label) for key, label in PROMISES],
        validators=[Needed(_l("Choose a promise.")), OneOf()],
        validate_choice=False,
    )
    picture = SelectField(
        _l("Picture"),
        validators=[Needed(_l("Choose a picture.")), OneOf()],
        validate_choice=False,
        description=_l("It stands on the tile. Several themes may have the same one."),
    )
    for_children = BooleanField(_l("Young people can choose it when they tell us something"))

    def offer(self, pictures: Sequence[tuple[str, str]]) -> None:
        self.picture.choices = [SelectChoice(key, label) for key, label in pictures]

    def told(self, before: Theme | None = None) -> Told:
        """What was typed; ages stay as they were."""
        return Told(
            label=self.label.data or "",
            child_label=self.child_label.data or "",
            description=self.description.data or "",
            words=words_in(self.words.data),
            include=lines_in(self.include.data),
            exclude=lines_in(self.exclude.data),
            promise=str(self.promise.data),
            picture=str(self.picture.data),
            for_children=bool(self.for_children.data),
            from_age=before.from_age if before else None,
            to_age=before.to_age if before else None,
        )


def as_typed(theme: Theme) -> dict[str, Any]:
    """A theme as its form shows it: the names as they are kept, not as they are translated."""
    return {
        "label": theme.label,
        "child_label": theme.child_label,
        "description": theme.description,
        "words": ", ".join(theme.words),
        "include": "\n".join(theme.include),
        "exclude": "\n".join(theme.exclude),
        "promise": theme.promise,
        "picture": theme.picture,
        "for_children": theme.for_children,
    }


class MergeForm(PublishForm):
    """Which theme it becomes part of."""

    into = RadioField(
        _l("Which theme does it become part of?"),
        validators=[Needed(_l("Choose a theme.")), OneOf()],
        validate_choice=False,
    )

    def offer(self, themes: Sequence[tuple[str, str]]) -> None:
        self.into.choices = [SelectChoice(key, label) for key, label in themes]


class SplitForm(PublishForm):
    """The two themes that stand in its place."""

    first_label = _label(_l("First: name for adults"), _NAME)
    first_child = _label(_l("First: name for young people"), _CHILDS_NAME, _FOR_CHILDREN)
    first_words = _words(_WORDS_HINT)
    second_label = _label(_l("Second: name for adults"), _NAME)
    second_child = _label(_l("Second: name for young people"), _CHILDS_NAME, _FOR_CHILDREN)
    second_words = _words(_WORDS_HINT)

    def parts(self, whole: Theme) -> list[Told]:
        """The two, alike in everything that was not asked."""
        like = Told(
            label="",
            child_label="",
            description=whole.description,
            words=(),
            include=(),
            exclude=(),
            promise=whole.promise,
            picture=whole.picture,
            for_children=whole.for_children,
            from_age=whole.from_age,
            to_age=whole.to_age,
        )
        named = (
            (self.first_label.data, self.first_child.data, self.first_words.data),
            (self.second_label.data, self.second_child.data, self.second_words.data),
        )
        return [
            replace(like, label=label or "", child_label=child or "", words=words_in(words))
            for label, child, words in named
        ]


class PutAwayForm(PublishForm):
    """Nothing more is asked."""


def words_in(typed: str | None) -> tuple[str, ...]:
    """Words and phrases parted by commas or lines, each once."""
    parts = (" ".join(part.split()) for line in (typed or "").splitlines() for part in line.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))


def lines_in(typed: str | None) -> tuple[str, ...]:
    """Its lines that are not empty."""
    return tuple(" ".join(line.split()) for line in (typed or "").splitlines() if line.strip())
