"""The lists on the sheet of choices, as options."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from portal.surveys.imports.columns import Row
from portal.surveys.imports.remarks import Left, Remark
from portal.surveys.rules.content import Option, Words
from portal.surveys.rules.faults import MOST_KEY
from portal.surveys.rules.pictures import PICTURES

_KNOWN = {"list_name", "name"}


@dataclass
class Choices:
    """One list. `keys`: our key by the name it has there."""

    options: list[Option] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    images: int = 0
    bad_images: list[tuple[int, str]] = field(default_factory=list)


def lists_of(
    rows: Sequence[Row], english: Callable[[Words], Words], remark: Callable[[Remark], None]
) -> dict[str, Choices]:
    """By the list's name. What cannot be carried is said once a column, and each time for a row."""
    found: dict[str, Choices] = {}
    odd: set[str] = set()
    for row in rows:
        for column in set(row.cells) - _KNOWN - odd:
            odd.add(column)
            remark(Remark("choices", row.number, Left.COLUMN, column))
        if row["list_name"]:
            _add(found.setdefault(row["list_name"], Choices()), row, english, remark)
    return found


def _add(
    choices: Choices, row: Row, english: Callable[[Words], Words], remark: Callable[[Remark], None]
) -> None:
    name = row["name"]
    key = key_of(name)
    if not key or name in choices.keys or key in choices.keys.values():
        remark(Remark("choices", row.number, Left.OPTION, name))
        return
    image = next(iter(row.by_language("media::image").values()), "")
    stem = image.rpartition("/")[2].rpartition(".")[0] or image
    choices.images += bool(image)
    if image and stem not in PICTURES:
        choices.bad_images.append((row.number, image))
    labels = english(row.by_language("label")) or {"en": name}
    choices.options.append(Option(key, labels, stem if stem in PICTURES else ""))
    choices.keys[name] = key


def key_of(name: str) -> str:
    """As it may be called here; nothing where nothing of it is left."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", name.strip())[:MOST_KEY] if re.search(r"[A-Za-z0-9]", name) else ""
