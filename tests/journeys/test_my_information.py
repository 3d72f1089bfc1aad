"""Who looked, what is held, the notice, all of it in one file, and what is wrong: from both sides."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

from portal.policy.roles import Role
from tests.support.factories import Make
from tests.support.visitors import Visitor


def test_they_see_what_is_held_keep_it_and_put_it_right(make: Make, visitor: Callable[..., Visitor]) -> None:
    sam = make.young_person(name="Sam Vale")
    jo = make.worker_of(sam, name="Jo Hill")
    reader = make.staff(Role.READER, name="Rae Desk")
    olu = make.staff(Role.RECORDS_OFFICER, name="Olu Files")
    said = make.statement(sam, "I miss my sister.", to=[jo], read_by=reader)
    make.answer(said, jo, understood="You miss her.")
    visitor(width=1280).is_signed_in_as(jo).goes_to(f"/staff/statements/{said.id}").sees("I miss my sister.")

    young = visitor(width=320).is_signed_in_as(make.account_for(sam))
    young.goes_to("/rights").follows("My information").sees("What we know about you is yours to know, too.")
    young.follows("What is held").sees("Until you would be 75")
    young.goes_to("/my-information").follows("How we look after it").sees(
        "How we look after what you tell us"
    )
    young.goes_to("/my-information").follows("Save it all in one file").sees("What you said: 1")
    with young.page.expect_download() as saved:
        young.page.get_by_role("button", name="Save the file on this device").click()
    with zipfile.ZipFile(saved.value.path()) as folder:
        assert "I miss my sister." in folder.read("copy.html").decode()
    young.goes_to("/my-information").follows("Who looked").sees("Jo Hill")
    young.goes_to("/my-information").follows("Something is wrong, or should stop")
    young.picks("Something about me is wrong").types("What is it?", "My birthday is wrong.")
    young.presses("Send it").sees("You get an answer by")

    desk = visitor(width=1280).is_signed_in_as(reader).goes_to("/staff/desk").follows("Sam Vale")
    desk.page.get_by_label("What was done").first.select_option(label="Nothing more is needed")
    desk.picks("It concerns nobody here").presses("Mark as read")
    officer = visitor(width=1280).is_signed_in_as(olu).goes_to("/staff/information")
    officer.follows("Sam: Something about me is wrong").sees("My birthday is wrong.")
    officer.picks("Yes").types("Why, and what you did", "You were right. We changed it.")
    officer.presses("Send the answer")

    young.goes_to("/my-information").sees("You were right. We changed it.", "0303 123 1113")
