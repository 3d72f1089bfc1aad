"""A survey goes from a spreadsheet to a poster, to phones, to the desk and to the board's report."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pypdfium2
import sqlalchemy as sa
from playwright.sync_api import Locator

from portal import db
from portal.kit import clock
from portal.policy.roles import Role
from portal.surveys.commands.answering import put_in_intake
from portal.surveys.jobs import batches
from portal.surveys.models import Wave
from portal.surveys.queries.subjects import wave_found
from portal.surveys.rules.kinds import Face
from tests.support.factories import Make
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]
ZONE = ZoneInfo("Europe/London")
LONG_ENOUGH = 180_000  # milliseconds


def spreadsheet(folder: Path) -> Path:
    """As a colleague made it in another program."""
    book = openpyxl.Workbook()
    sheets = {
        "survey": [
            ["type", "name", "label", "relevant"],
            ["select_one how", "school", "How is school?", ""],
            ["text", "help", "What would help you there?", "${school} = 'bad'"],
            ["select_multiple likes", "likes", "What do you like there?", ""],
        ],
        "choices": [
            ["list_name", "name", "label"],
            ["how", "fine", "Fine"],
            ["how", "bad", "Not good"],
            ["likes", "friends", "My friends"],
            ["likes", "food", "The food"],
        ],
        "settings": [["form_title"], ["About school"]],
    }
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    path = folder / "school.xlsx"
    book.save(path)
    return path


def fetched(somebody: Visitor, link: Locator) -> bytes:
    """A document that is made while they wait; on a busy machine that may be long."""
    address = link.first.get_attribute("href") or ""
    answer = somebody.page.context.request.get(address, timeout=LONG_ENOUGH)
    assert answer.status == 200
    return answer.body()


def test_from_spreadsheet_to_poster_to_phone_to_report(make: Make, visitor: Visit, tmp_path: Path) -> None:
    worker = visitor(width=1280).is_signed_in_as(make.staff(Role.PARTICIPATION_WORKER))
    worker.goes_to("/staff/surveys").follows("Take one from a spreadsheet")
    worker.page.get_by_label("The spreadsheet").set_input_files(spreadsheet(tmp_path))
    worker.picks("Children and young people").presses("Look at it")
    worker.sees("All of it can be carried").presses("Make the survey")
    worker.follows("Ask it").types("What do you call this time?", "Autumn")
    worker.picks("Without names").picks("An open link").presses("Make it, not open yet").presses("Open it")
    wave_page = worker.page.url
    with db.transaction(writes=False) as session:
        wave = session.scalars(sa.select(Wave).order_by(Wave.made_at.desc())).first()
        assert wave is not None
        wave_id, address = wave.id, f"/q/{wave.link}"
    poster = fetched(worker, worker.page.locator("a[href$='poster.pdf']"))
    words = pypdfium2.PdfDocument(io.BytesIO(poster))[0].get_textpage().get_text_range()
    assert address in words.replace("\r", "").replace("\n", "")

    # On a phone with scripts; on an old one without, by somebody who stops for a while and goes back.
    child = visitor(width=320).goes_to(address)
    child.sees("We do not ask your name").presses("Start").picks("Fine").presses("Next")
    child.picks("My friends").presses("Next").sees("Look at your answers").presses("Send my answers")
    child.sees("Thank you. We have your answers.")
    other = visitor(width=360, scripts=False).goes_to(address).presses("Start")
    other.picks("Not good").presses("Next").sees("Do not write names")
    other.types("What would help you there?", "A quiet room").presses("Stop for now").follows("Go on")
    other.follows("Go on").picks("The food").presses("Go back")
    assert other.page.get_by_label("What would help you there?").input_value() == "A quiet room"
    other.presses("Next").presses("Next").presses("Send my answers").sees("We have your answers")

    # What was written is at the desk at once.
    reader = visitor(width=1280).is_signed_in_as(make.staff(Role.READER))
    reader.goes_to("/staff/desk").follows("Read what children wrote").sees("A quiet room")
    reader.presses("I have read all of these, nothing more is needed")

    # Two are too few for anything to be seen; five are a batch.
    worker.goes_to(wave_page).follows("Results")
    worker.sees("No results yet")
    with db.transaction():
        found = wave_found(wave_id)
        assert found is not None
        for _number in range(3):
            put_in_intake(found, Face.TWELVE, {"school": "fine", "likes": ["food"]})
    assert batches.make_batches(clock.now(), ZONE) == 1
    worker.goes_to(worker.page.url).sees("How is school?", "What do you like there?")
    worker.does_not_see("A quiet room")
    for report in ("Report to go on editing (DOCX)", "Report (PDF)"):
        assert fetched(worker, worker.page.get_by_role("link", name=report))
