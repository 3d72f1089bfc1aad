"""Every page of a young person reads at age 9 or below, in short sentences, without our words for things."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal.plainwords import jargon_in, reading_age, sentences_in
from portal.plainwords.reading import words_in
from portal.policy.roles import Role
from portal.voice.rules import Look
from tests.support.crawl import crawl
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.plain_pages import our_lines
from tests.support.world import World

OLDEST = 9.0
MOST_WORDS = 24


@pytest.mark.once
@pytest.mark.parametrize("look", [None, *Look])
def test_every_page_of_theirs_is_plain(world: World, make: Make, page: Page, look: Look | None) -> None:
    if look:
        make.look(world.young, look)
    names = [account.name for account in world.accounts.values()]
    too_hard: list[str] = []
    for url in _their_pages(page, world, look):
        lines = our_lines(page, names)
        age = reading_age("\n".join(lines))
        if age > OLDEST:
            too_hard.append(f"{url}: reading age {age:.1f}: {sorted(lines, key=reading_age)[-3:]}")
        for line in lines:
            too_hard += [f"{url}: say {one.say!r} for {one.word!r}: {line}" for one in jargon_in(line)]
            too_hard += [
                f"{url}: a sentence of {len(words_in(s))} words: {s}"
                for s in sentences_in(line)
                if len(words_in(s)) > MOST_WORDS
            ]
    assert not too_hard, "\n".join(sorted(set(too_hard)))


def _their_pages(page: Page, world: World, look: Look | None) -> Iterator[str]:
    """Theirs; and once, those of a child at home who is on a plan to be kept safe."""
    yield from crawl(page.sign_in(world[Role.YOUNG_PERSON]), "/")
    if look is None and world.other_account:
        yield from crawl(page.sign_in(world.other_account), "/")
