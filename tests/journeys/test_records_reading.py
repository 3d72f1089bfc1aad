"""Reading a file with the keyboard alone, from the upload to the second person's look; and with the mouse."""

from __future__ import annotations

from collections.abc import Callable

from portal.policy.roles import Role
from portal.records.jobs import documents as jobs
from tests.support.factories import Make
from tests.support.visitors import Visitor
from tests.support.world_records import make_request

Visit = Callable[..., Visitor]
NOTES = b"Visit to Sam Vale on 3 May.\nMaria Dell said that Sam was happy.\nRing 020 7946 0018.\n"


def test_a_file_is_read_covered_and_checked_with_the_keyboard_alone(make: Make, visitor: Visit) -> None:
    officer = make.staff(Role.RECORDS_OFFICER, name="Rowan Shelf")
    second = make.staff(Role.DATA_PROTECTION_OFFICER, name="Dana Guard")
    request = make_request(officer=officer)
    reader = visitor(how="keyboard", width=1280).is_signed_in_as(officer)
    reader.goes_to(f"/staff/records/{request.id}").follows("Read and cover")
    reader.page.get_by_label("Files").set_input_files(
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": NOTES}
    )
    reader.presses("Add them to the file").follows("People named")
    reader.types("Name", "Maria Dell").picks("A friend").presses("Put them on the list")
    jobs.look_at_documents()
    jobs.read_pages()
    jobs.find_names()
    reader.goes_to(f"/staff/records/{request.id}/read").follows("notes.txt").follows("Page 1")
    reader.picks("Maria Dell: Maria Dell").presses("Cover the ticked").sees("Covered.", "About somebody else")
    reader.page.locator("svg[tabindex]").focus()
    for key in ("Enter", "ArrowDown", "Shift+ArrowRight", "Enter"):  # a box of their own, drawn by keys
        reader.page.keyboard.press(key)
    reader.picks("A paper of the court").presses("Cover these").sees("A paper of the court")
    reader.presses("Done: it names somebody else").sees("You are through with every page")
    checker = visitor(how="keyboard", width=320).is_signed_in_as(second)
    checker.goes_to("/staff/records/check").follows(f", {request.reference}")
    checker.sees("Rowan Shelf, says: it names somebody else", "Maria Dell")
    checker.presses("It may be given like this").sees("Nothing more waits for your look here.", "1 of 1")
