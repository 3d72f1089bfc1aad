"""The member's paper as members read it: on a tablet, at 400%, printed, and each number explaining itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from tests.support import challenged, papers
from tests.support import site as sites
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]
TABLET, FOUR_HUNDRED_PERCENT = 820, 320


@pytest.fixture
def site(tmp_path: Path) -> Iterator[sites.Site]:
    """A site of its own: a day has one meeting."""
    with sites.running(tmp_path) as running:
        yield running


@pytest.fixture
def paper(make: Make) -> tuple[papers.Panel, UUID]:
    """Given a published paper with a quote, and a challenge that is late."""
    council = papers.panel(make)
    quote = council.quote("family_time", "they keep changing it and i find out last")
    meeting_id = council.published(quotes=[quote])
    panel = challenged.panel(make)
    panel.meeting = papers.row(meeting_id)
    panel.answered(due_on=date.today() + timedelta(days=20))  # noqa: DTZ011  # the person's own calendar
    return council, meeting_id


@pytest.mark.parametrize("width", [TABLET, FOUR_HUNDRED_PERCENT])
@pytest.mark.parametrize("scripts", [True, False])
def test_it_is_whole_on_a_tablet_and_at_400_percent(
    paper: tuple[papers.Panel, UUID], visitor: Visit, width: int, scripts: bool
) -> None:
    council, meeting_id = paper
    member = visitor(width=width, scripts=scripts).is_signed_in_as(council.member)
    member.goes_to(f"/staff/panel/{meeting_id}").sees(
        "What young people most want you to know", "Family time"
    )
    member.sees("they keep changing it and i find out last", "Challenge the paper as a whole")
    member.goes_to(f"/staff/panel/{meeting_id}?age=12_15").sees("12 to 15")
    member.goes_to(f"/staff/panel/{meeting_id}/theme/family_time").sees("How many spoke of it")


def test_every_number_explains_itself_by_keyboard(paper: tuple[papers.Panel, UUID], visitor: Visit) -> None:
    council, meeting_id = paper
    member = visitor(width=TABLET).is_signed_in_as(council.member).goes_to(f"/staff/panel/{meeting_id}")
    numbers = member.page.locator("main details > summary")
    assert numbers.count() >= 8  # who said something, each theme with a number, the rest together, verdicts
    for place in range(numbers.count()):
        numbers.nth(place).focus()
        member.page.keyboard.press("Enter")
        told = numbers.nth(place).locator("xpath=..").inner_text()
        assert len(told) > len(numbers.nth(place).inner_text()) + 20, told
    member.looks()


def test_printed_it_is_a_paper_and_not_a_page(paper: tuple[papers.Panel, UUID], visitor: Visit) -> None:
    council, meeting_id = paper
    member = visitor(width=1280).is_signed_in_as(council.member).goes_to(f"/staff/panel/{meeting_id}")
    member.page.emulate_media(media="print")
    for hidden in ("header.top", "nav.crumbs", ".btn"):
        for each in member.page.locator(hidden).all():
            assert not each.is_visible(), hidden
    for shown in ("h1", "main table", "main blockquote", ".paper__foot"):
        assert member.page.locator(shown).first.is_visible(), shown
    assert len(member.page.pdf(format="A4")) > 10_000
