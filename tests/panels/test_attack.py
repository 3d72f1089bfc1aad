"""A member with two published papers, every filter and every theme page, who tries every table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import html5lib
import pytest

from portal import db
from portal.coding.codebook import codebook
from portal.demo.crowd import Crowd, seed
from portal.disclosure.counts import ANSWERED, POPULATION, SAID, Cell, Period, What
from portal.disclosure.shown import FEWER, HIDDEN, Mark, Reason, Shown
from portal.outcomes import queries as outcomes
from portal.panels.commands import papers as commands
from portal.settings import Settings
from tests.disclosure.reader import read
from tests.disclosure.tables import learnt
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.papers import Panel, panel, row, today

AGES = {
    "under 12": "under_12",
    "12 to 15": "12_15",
    "16 and 17": "16_17",
    "18 and over": "18_over",
    "age not known": "not_known",
}
VERDICTS = {"It is sorted": "sorted", "Partly sorted": "partly", "Not sorted": "not_sorted"}
THEMES = {theme.label: theme.key for theme in codebook().tiles()}
Seen = dict[Cell, Shown]


def published(panel: Panel, weeks_ago: int) -> UUID:
    """A meeting over thirteen weeks that ended so many weeks ago, counted from what was said."""
    last = today() - timedelta(days=7 * weeks_ago + 4)
    meeting = panel.counted(panel.meeting(Period(last - timedelta(days=90), last)))
    with db.transaction():
        commands.save_words(meeting, "this is what was said.", "")
    return panel.publish(meeting)


def shown(words: str) -> Shown:
    """What a cell says, back as it was printed. Errors: AssertionError for words that no cell may hold."""
    if words in ("not shown", "some"):
        return HIDDEN
    if words == "fewer than 5":
        return FEWER
    number = re.fullmatch(r"(?:about )?(\d+)", words)
    assert number, f"a cell says {words!r}"
    return Shown(Mark.NUMBER, Reason.ROUNDED, int(number[1]))


def lines_of(html: str) -> Iterator[tuple[str, str]]:
    """Each table row's heading with its number, and the line above the heading."""
    root = html5lib.parse(html, namespaceHTMLElements=False)
    for line in root.iter("tr"):
        heading = line.find("th[@scope='row']")
        numbers = [e for e in line.iter("span") if "num__n" in (e.get("class") or "").split()]
        if heading is not None and numbers:
            yield "".join(heading.itertext()).strip(), "".join(numbers[0].itertext()).strip()
    for kick in root.iter("div"):
        if kick.get("class") == "kick":
            yield (
                "",
                "".join(
                    "".join(e.itertext())
                    for e in kick.iter("span")
                    if "num__n" in (e.get("class") or "").split()
                ),
            )


def whole_page(html: str, age: str = "") -> Seen:
    """The cells of a paper's page, for everybody or for one age."""
    by = ("age", age) if age else ()
    seen: Seen = {}
    for heading, words in lines_of(html):
        if not heading:
            both = re.fullmatch(r"(.*) of (.*) young people said something", words)
            assert both
            seen[Cell(What.SAID, "", *by)] = shown(both[1])
            seen[Cell(What.POPULATION, "", *by)] = shown(both[2])
        elif heading in THEMES:
            seen[Cell(What.THEME, THEMES[heading], *by)] = shown(words)
        elif heading in VERDICTS:
            seen[Cell(What.VERDICT, VERDICTS[heading])] = shown(words)
        else:
            assert heading == "All who said something of an answer"
            seen[ANSWERED] = shown(words)
    return seen


def theme_page(html: str, theme: str) -> Seen:
    cell = Cell(What.THEME, theme)
    rows = [(heading, words) for heading, words in lines_of(html) if heading]
    return {
        cell if heading == "All ages" else cell.of("age", AGES[heading]): shown(words)
        for heading, words in rows
    }


def everything_on_the_pages(page: Page, meeting: UUID) -> Seen:
    """All filters and all theme pages; where two pages show one cell they say the same."""
    url = f"/staff/panel/{meeting}"
    parts = [whole_page(page.visit(url).html)]
    parts += [whole_page(page.visit(f"{url}?age={age}").html, age) for age in AGES.values()]
    parts += [theme_page(page.visit(f"{url}/theme/{key}").html, key) for key in THEMES.values()]
    seen: Seen = {}
    for part in parts:
        assert all(seen.get(cell, each) == each for cell, each in part.items())
        seen |= part
    return seen


@pytest.mark.once  # that both databases count alike is shown by test_count; the rest is arithmetic
@pytest.mark.parametrize(("children", "statements"), [(60, 500)])
def test_a_member_who_has_every_page_learns_of_no_small_cell(
    settings: Settings, make: Make, page: Page, children: int, statements: int
) -> None:
    seed(Crowd(settings, children, statements))
    board = panel(make)
    meetings = [published(board, weeks_ago) for weeks_ago in (13, 0)]
    page.sign_in(board.member)
    with db.transaction():
        # every paper there is: the comparisons too, of which the pages show less
        papers = list(outcomes.register())
    for meeting in meetings:
        paper_id = row(meeting).paper_id
        assert paper_id
        with db.transaction():
            frozen = outcomes.paper(paper_id)
        assert frozen
        seen = everything_on_the_pages(page, meeting)
        # the pages hold every cell that was frozen, as it was frozen, and no other
        assert seen == dict(frozen.cells)
        assert {SAID, POPULATION, ANSWERED} < seen.keys()
        papers[papers.index(frozen)] = replace(frozen, cells=seen)
    assert len(papers) > len(meetings)
    assert sum(each in (FEWER, HIDDEN) for paper in papers for each in paper.cells.values()) > 40
    assert learnt(read(papers), blind=True) == []
