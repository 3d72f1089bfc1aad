"""What tests of the codebook type, and that the process looks where the test's database is."""

from __future__ import annotations

from typing import Any

import pytest

from portal.coding.codebook import published
from tests.support.databases import TestDatabase

WHY = "The young people's council asked for it in May"


@pytest.fixture
def nothing_published(database: TestDatabase) -> None:
    """The release's own codebook."""
    published.watch(database.settings.var_dir)


PETS: dict[str, Any] = {
    "label": "Pets and animals",
    "child_label": "My pets",
    "description": "Dogs, cats and other animals: having one, missing one.",
    "words": "dog, cat, hamster, my puppy",
    "include": "I miss my dog",
    "exclude": "",
    "promise": "home",
    "picture": "activities",
    "for_children": "y",
    "why": WHY,
    "sure": "y",
}
