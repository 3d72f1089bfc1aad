"""A list costs the same number of queries with one row and with fifty."""

from __future__ import annotations

import pytest

from tests.support.council import START_PAGES, Council
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted

MOST = 26
"""No list needs more: who is asking, what their page frames hold, the rows, and what hangs on them."""
MOST_AT_THE_START = 32
"""A start page gathers what waits in every capability."""


@pytest.mark.once
@pytest.mark.parametrize("url", [*Council.LISTS, *START_PAGES])
def test_a_list_costs_the_same_at_one_row_and_at_fifty(make: Make, page: Page, url: str) -> None:
    who, one_more = Council(make).open_lists()[url]
    page.sign_in(who)
    one_more()
    page.visit(url)  # templates are compiled, "last seen" is written
    with counted() as with_one:
        short = len(page.visit(url).main)
    for _ in range(49):
        one_more()
    with counted() as with_fifty:
        long = len(page.visit(url).main)
    assert long > 2 * short or url in START_PAGES, "the rows are not on the page"
    assert len(with_fifty) == len(with_one), "\n".join(with_fifty)
    assert len(with_one) <= (MOST_AT_THE_START if url in START_PAGES else MOST), "\n".join(with_one)
