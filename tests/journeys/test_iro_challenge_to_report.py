"""An IRO challenges drift with a note, is answered, closes it, and takes the year's report as a document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import docx

from portal.kit import clock
from portal.policy.roles import Role
from portal.reviews.jobs.figures import count_reports
from portal.reviews.rules.annual import years
from tests.support.factories import Make
from tests.support.visitors import Visitor


def test_from_a_note_to_the_annual_report(
    visitor: Callable[..., Visitor], make: Make, tmp_path: Path
) -> None:
    today = clock.now().date()
    young = make.young_person(name="Sam Vale")
    worker, iro = make.worker_of(young, name="Jo Bell"), make.worker_of(young, Role.IRO, name="Iris Holt")
    make.in_care(young, since=today - timedelta(days=900))
    closed = years(today - timedelta(days=800), today)[0]
    make.held_before(young, date(closed, 5, 1), date(closed, 10, 1))

    iris = visitor(width=1280).is_signed_in_as(iro)
    iris.goes_to(f"/staff/reviews/{young.id}").follows("Challenge something")
    iris.picks("Drift: nothing moves").types("What is wrong", "Nobody has found a tutor since May.")
    iris.picks("I will ask them and write it here").presses("Put it on the record and tell them")
    iris.sees("No clock: a note", "Jo Bell")
    challenge = iris.page.url.removeprefix(iris.site.url)

    jo = visitor(width=360).is_signed_in_as(worker).goes_to(challenge)
    jo.types("Your answer", "A tutor begins on Monday.").presses("Send the answer to the IRO")

    iris.goes_to(challenge).sees("A tutor begins on Monday.")
    iris.page.get_by_text("Close it").first.click()
    iris.picks("Sorted").types("What changed", "A tutor comes each week.").presses("Close it")
    iris.sees("What changed for the child", "A tutor comes each week.")

    name = f"{closed} to {closed + 1}"
    iris.goes_to("/staff/reviews/annual").presses(f"Begin the report of {name}")
    count_reports(ZoneInfo("Europe/London"))
    iris.goes_to(f"/staff/reviews/annual/{closed}").follows("Write the report")
    iris.page.locator("textarea").first.fill("We are four reviewing officers.")
    iris.presses("Save the report").sees("We are four reviewing officers.")
    with iris.page.expect_download() as saving:
        iris.page.get_by_role("link", name="Save for a word processor").click()
    saving.value.save_as(tmp_path / "report.docx")
    read = docx.Document(str(tmp_path / "report.docx"))
    assert "We are four reviewing officers." in [one.text for one in read.paragraphs]
    assert read.tables
