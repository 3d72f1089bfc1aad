"""What whoever complains reads is plain: for young people and for families, as it is and as Easy Read."""

from __future__ import annotations

import pytest

from portal.plainwords import jargon_in, reading_age, sentences_in
from portal.plainwords.reading import words_in
from portal.policy.roles import Role
from tests.complaints.answered import answer
from tests.complaints.test_own import WORDS, complain, the_complaint
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.plain_pages import our_lines

NAMES = (
    WORDS,
    "Local Government and Social Care Ombudsman",
    "Help at Hand (Children’s Commissioner)",
    "Ombudsman",
)


def too_hard(page: Page) -> list[str]:
    lines = our_lines(page, NAMES)
    hard = [line for line in lines if jargon_in(line)]
    for line in lines:
        hard += [one for one in sentences_in(line) if len(words_in(one)) > 24]
    whole = " ".join(line if line[-1] in ".?:" else f"{line}." for line in lines)
    return hard + ([f"read at {reading_age(whole)}"] if reading_age(whole) > 9 else [])


@pytest.mark.once
@pytest.mark.parametrize("easy", [False, True], ids=["plain", "easy"])
def test_every_page_reads_at_nine(page: Page, make: Make, easy: bool) -> None:
    cam = make.staff(Role.COMPLAINTS_MANAGER, name="Cam Fair")
    make.staff(Role.READER)
    sam = make.young_person(name="Sam Vale")
    page.sign_in(make.account_for(sam))
    if easy:
        page.visit("/easy-read").submit("Show me Easy Read")
    complain(page)
    complaint = the_complaint()
    hard = {}
    for path in ("/complain", "/my-complaints", "/complain/family", "/thank-you"):
        hard[path] = too_hard(page.visit(path))
    own = f"/my-complaints/{complaint.id}"
    for rest in ("", "/sorted", "/take-back", "/further", "/open-again"):
        hard[rest] = too_hard(page.visit(own + rest))
    answer(complaint.id, cam.id)
    hard["answered"] = too_hard(page.visit(own))
    page.submit("Read the answer")
    hard["letter"] = too_hard(page)
    page.visit(f"{own}/further").submit("Yes, ask somebody new to look")
    hard["second"] = too_hard(page)
    assert {path: what for path, what in hard.items() if what} == {}
