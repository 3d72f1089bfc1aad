"""The whole way in Arabic, from right to left, on a narrow phone: asked for, its day and why, a question and
its answer, taken back. The officer works in English and sees the words as they were written."""

from __future__ import annotations

from collections.abc import Callable
from gettext import GNUTranslations

import sqlalchemy as sa
from babel.support import Translations

from portal import db
from portal.accounts.models import Account
from portal.policy.roles import Role
from portal.records.models import RecordsRequest
from portal.records.rules import EventKind
from portal.settings import ROOT
from tests.support.factories import Make
from tests.support.visitors import Visitor
from tests.support.world_records import make_event

Visit = Callable[..., Visitor]
WORDS = "لماذا انتقلت كثيرا؟"
QUESTION = "أي بيوت تقصد؟"
ANSWER = "كلها من فضلك."
RUNS = "getComputedStyle(document.querySelector('main')).direction"


def arabic() -> Callable[[str], str]:
    """What is written there for a text of ours."""
    found = Translations.load(ROOT / "translations", ["ar"])
    assert isinstance(found, GNUTranslations)
    return found.gettext


def runs_from_the_right(young: Visitor) -> Visitor:
    assert young.page.evaluate(RUNS) == "rtl", young.page.url
    return young


def asks(young: Visitor, t: Callable[[str], str]) -> None:
    young.goes_to("/start").follows(t("My records"))
    runs_from_the_right(young).follows(t("Ask for my records")).picks(t("All of it"))
    runs_from_the_right(young).types(t("Tell us more, if you like"), WORDS).presses(t("Next"))
    runs_from_the_right(young).picks(t("On this website")).picks(t("Yes, please")).presses(t("Next"))
    runs_from_the_right(young).sees(WORDS, t("On this website")).presses(t("Send"))
    assert young.heading == t("Sent")
    young.follows(t("See where it is"))


def sees_when_and_why(young: Visitor, t: Callable[[str], str], number: str) -> None:
    runs_from_the_right(young).sees(t("We answer by %(day)s.").split("%")[0], number, WORDS)
    lines = young.page.locator("details", has_text=t("How we worked out the day"))
    lines.locator("summary").click()
    young.looks()
    assert lines.locator("li").count() >= 2


def answers(young: Visitor, t: Callable[[str], str]) -> None:
    young.goes_to(young.page.url).sees(QUESTION, t("The days stand still"))
    runs_from_the_right(young).types(t("Your answer"), ANSWER).presses(t("Send my answer"))
    young.sees(ANSWER).does_not_see(t("The days stand still"))


def takes_it_back(young: Visitor, t: Callable[[str], str]) -> None:
    young.follows(t("Take it back"))
    runs_from_the_right(young).sees(t("Take it back?")).presses(t("Take it back"))
    young.sees(t("You took this back. You can start again at any time."))


def request_of(account: Account) -> RecordsRequest:
    with db.transaction() as session:
        mine = RecordsRequest.young_person_id == account.young_person_id
        found = session.scalars(sa.select(RecordsRequest).where(mine)).one()
        _ = found.reference
        session.expunge(found)
        return found


def test_asked_answered_and_taken_back_from_right_to_left(make: Make, visitor: Visit) -> None:
    account = make.account_for(make.young_person(name="Samir Right", called="Samir"))
    rowan = make.staff(Role.RECORDS_OFFICER, name="Rowan Right")
    young, t = visitor(width=360, language="ar").is_signed_in_as(account), arabic()
    officer = visitor(width=1280).is_signed_in_as(rowan)
    asks(young, t)
    request = request_of(account)
    assert request.language == "ar"
    sees_when_and_why(young, t, request.reference)
    officer.goes_to("/staff/records").presses(f"I take it {request.reference}").sees(WORDS)
    make_event(request, EventKind.CLARIFICATION_ASKED, words=QUESTION, reason="which_places", by=rowan)
    answers(young, t)
    officer.goes_to(f"/staff/records/{request.id}").sees(ANSWER)
    takes_it_back(young, t)
