"""What concerns somebody goes on a record only after a safety lead has said how; the file never says whom."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.deadlines.models import Deadline
from portal.filing import jobs
from portal.filing.models import FilingBatch, FilingDecision
from portal.filing.rules import KIND, Decided, Verdict, verdict, why_not_decide, why_not_file
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.settings import Settings
from portal.voice.models import Concern, Filing, Statement
from tests.filing.decisions import may_be_filed
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

ZONE = ZoneInfo("Europe/London")
EARLY, LATE = (datetime(2026, 3, day, 9, tzinfo=UTC) for day in (2, 3))


@pytest.fixture
def lena(make: Make) -> Account:
    return make.staff(Role.SAFETY_LEAD, name="Lena Lead")


@pytest.fixture
def terry(make: Make) -> Account:
    return make.staff(Role.SOCIAL_WORKER, name="Terry Stone")


@pytest.fixture
def about(make: Make, sam: YoungPerson, priya: Account, rae: Account, terry: Account) -> Statement:
    return make.statement(
        sam, "He shouts at me", to=[priya], read_by=rae, concerning=[terry],
        sent_at=clock.now() - timedelta(days=2),
    )  # fmt: skip


def work(now: datetime | None = None) -> None:
    with db.transaction():
        jobs.start_clocks(now or clock.now(), zone=ZONE, days=5)
    with db.transaction():
        jobs.ask_safety_leads(now or clock.now(), zone=ZONE)


def clocks() -> list[Deadline]:
    return [one for one in rows(Deadline) if one.kind == KIND and not one.done_at and not one.dropped_at]


def told() -> list[object]:
    return [one.account_id for one in rows(Notice) if one.kind is NoticeKind.FILING_TO_DECIDE]


def say(page: Page, lead: Account, said: Statement, how: str, *, status: int = 200) -> None:
    page.sign_in(lead).visit(f"/staff/filing/waits/{said.id}")
    page.submit("Write it down", {"decided": how}, status=status)


def stuck() -> set[object]:
    return {
        one.account_id for one in rows(Notice) if one.kind is NoticeKind.FILING_STUCK and not one.dropped_at
    }


@pytest.mark.parametrize(
    ("concern", "decided", "at", "found"),
    [
        (None, None, None, Verdict.OPEN),
        (None, Decided.NEVER, LATE, Verdict.OPEN),
        (EARLY, None, None, Verdict.WAITS),
        (EARLY, Decided.AS_IT_IS, LATE, Verdict.AS_IT_IS),
        (EARLY, Decided.RESTRICTED, EARLY, Verdict.RESTRICTED),
        (LATE, Decided.AS_IT_IS, EARLY, Verdict.WAITS),
        (EARLY, Decided.NEVER, LATE, Verdict.NEVER),
    ],
)
def test_what_was_decided_holds_until_it_concerns_somebody_else_too(
    concern: datetime | None, decided: Decided | None, at: datetime | None, found: Verdict
) -> None:
    assert verdict(concern, decided, at) is found


def test_only_what_is_open_or_allowed_is_filed() -> None:
    assert {one for one in Verdict if why_not_file(one) is None} == {
        Verdict.OPEN, Verdict.AS_IT_IS, Verdict.RESTRICTED,
    }  # fmt: skip
    assert why_not_decide(Verdict.OPEN, Decided.AS_IT_IS)
    assert why_not_decide(Verdict.WAITS, None)
    assert why_not_decide(Verdict.NEVER, Decided.AS_IT_IS) is None


def test_it_waits_without_a_clock_and_cannot_be_filed(
    page: Page, about: Statement, priya: Account, lena: Account
) -> None:
    work()
    work()
    assert (clocks(), told()) == ([], [lena.id])
    page.sign_in(priya).visit("/staff/filing")
    assert "Waits for the safety team" in page.main
    assert "Make one file" not in page.main
    page.visit(f"/staff/filing/{about.id}")
    assert "It waits for the safety team" in page.main
    assert "Terry" not in page.html
    page.post(f"/staff/filing/{about.id}/make", {"kind": "json"}, status=409)
    today = clock.now().date()
    day = {"filed_on-day": today.day, "filed_on-month": today.month, "filed_on-year": today.year}
    page.post(f"/staff/filing/{about.id}/filed", day, status=409)
    page.post("/staff/filing", {"said": str(about.id)})
    assert rows(FilingBatch) == []
    assert rows(Filing) == []


def test_restricted_is_said_in_the_files_and_never_whom_it_concerns(
    page: Page, about: Statement, priya: Account, lena: Account
) -> None:
    work()
    page.sign_in(lena).visit("/staff/filing").follow("What waits for a safety lead")
    page.follow("Sam Vale")
    page.submit("Write it down", {"decided": "restricted"})
    assert "Nothing waits." in page.main
    (running,) = clocks()
    assert (running.owner_id, running.about_id) == (priya.id, about.id)
    page.sign_in(priya).visit(f"/staff/filing/{about.id}")
    assert "For the restricted part of the record only" in page.main
    page.post(f"/staff/filing/{about.id}/make", {"kind": "json"})
    assert page.response is not None
    file = page.response.get_data(as_text=True)
    assert json.loads(file)["signed"]["statements"][0]["restriction"] == "restricted"
    assert "Terry" not in file
    page.visit(f"/staff/filing/{about.id}").submit("It is on the record")
    assert len(rows(Filing)) == 1
    assert clocks() == []


def test_as_it_is_carries_no_mark(page: Page, about: Statement, priya: Account, lena: Account) -> None:
    say(page, lena, about, "as_it_is")
    page.sign_in(priya).post(f"/staff/filing/{about.id}/make", {"kind": "json"})
    assert page.response is not None
    assert json.loads(page.response.get_data())["signed"]["statements"][0]["restriction"] == ""


def test_not_at_all_is_owed_by_nobody_and_can_be_changed(
    page: Page, about: Statement, priya: Account, lena: Account
) -> None:
    say(page, lena, about, "never")
    work()
    assert clocks() == []
    page.sign_in(priya).visit("/staff/filing")
    assert "Sam Vale" not in page.main
    page.visit(f"/staff/filing/{about.id}")
    assert "This does not go on the record" in page.main
    page.post(f"/staff/filing/{about.id}/make", {"kind": "json"}, status=409)
    say(page, lena, about, "as_it_is")
    assert len(clocks()) == 1
    assert [one.decided for one in rows(FilingDecision)] == ["never", "as_it_is"]


def test_somebody_else_it_concerns_asks_anew_and_stops_the_clock(
    page: Page, about: Statement, lena: Account
) -> None:
    say(page, lena, about, "as_it_is")
    with db.transaction() as session:
        session.add(
            Concern(
                statement_id=about.id, young_person_id=about.young_person_id,
                account_id=None, at=clock.now() + timedelta(seconds=5),
            )
        )  # fmt: skip
    work()
    assert clocks() == []
    page.sign_in(lena).visit("/staff/filing/waits")
    assert "Sam Vale" in page.main


def test_the_same_answer_twice_is_one_and_nothing_picked_is_asked_again(
    page: Page, about: Statement, lena: Account
) -> None:
    page.sign_in(lena).visit(f"/staff/filing/waits/{about.id}").submit("Write it down", status=422)
    assert page.mistakes == ["Say how it may go on the record."]
    page.post(f"/staff/filing/waits/{about.id}", {"decided": "nonsense"}, status=422)
    for _ in range(2):
        page.post(f"/staff/filing/waits/{about.id}", {"decided": "restricted"})
    opened = [one for one in rows(Event) if one.action == "decide_filing"]
    assert all(one.safety for one in opened)
    assert len(rows(FilingDecision)) == 1
    assert len(clocks()) == 1


def test_who_may_not_decide_finds_nothing(
    page: Page, make: Make, about: Statement, said: Statement, priya: Account, rae: Account, lena: Account
) -> None:
    for account in (priya, rae):
        page.sign_in(account).visit("/staff/filing/waits", status=404)
        page.post(f"/staff/filing/waits/{about.id}", {"decided": "as_it_is"}, status=404)
    page.sign_in(lena).visit(f"/staff/filing/waits/{said.id}", status=404)  # concerns nobody
    page.post(f"/staff/filing/waits/{said.id}", {"decided": "as_it_is"}, status=404)
    assert rows(FilingDecision) == []


def test_whoever_was_not_given_it_learns_nothing_of_its_waiting(
    page: Page, about: Statement, terry: Account, rae: Account
) -> None:
    for account in (terry, rae):
        page.sign_in(account).post(f"/staff/filing/{about.id}/make", {"kind": "json"}, status=404)


def test_a_lead_it_concerns_meets_it_nowhere(
    page: Page, make: Make, sam: YoungPerson, priya: Account, rae: Account, lena: Account
) -> None:
    about = make.statement(sam, "About the lead", to=[priya], read_by=rae, concerning=[lena])
    work()
    assert told() == []
    page.sign_in(lena).visit("/staff/filing/waits")
    assert "Sam Vale" not in page.main
    page.visit(f"/staff/filing/waits/{about.id}", status=404)
    page.post(f"/staff/filing/waits/{about.id}", {"decided": "as_it_is"}, status=404)


def test_what_waits_is_in_no_file_with_many(
    page: Page, about: Statement, said: Statement, priya: Account, lena: Account, settings: Settings
) -> None:
    page.sign_in(priya).visit("/staff/filing").submit("Make one file of those ticked")
    jobs.make_batches(settings)
    assert "It is ready: 1 statement." in page.visit(page.url).main
    may_be_filed(about, lena)
    page.visit("/staff/filing")
    assert "Waits for the safety team" not in page.main


def test_a_file_made_before_a_safety_lead_said_no_is_not_given_out(
    page: Page, about: Statement, priya: Account, lena: Account, settings: Settings
) -> None:
    may_be_filed(about, lena)
    page.sign_in(priya).visit("/staff/filing").submit("Make one file of those ticked")
    jobs.make_batches(settings)
    made = page.url
    say(page, lena, about, "never")
    page.sign_in(priya).post(f"{made}/fetch", status=409)


# nobody may decide


def test_with_no_lead_clear_an_administrator_is_told_neutrally_once_a_day(
    page: Page, make: Make, sam: YoungPerson, priya: Account, rae: Account, lena: Account
) -> None:
    ann, kept = make.staff(Role.ADMINISTRATOR), make.staff(Role.ADMINISTRATOR, household=lena)
    make.statement(sam, "It is the lead", to=[priya], read_by=rae, concerning=[lena])
    work()
    work()
    assert told() == []
    assert stuck() == {ann.id}
    assert len([one for one in rows(Notice) if one.kind is NoticeKind.FILING_STUCK]) == 1
    main = page.sign_in(ann).visit("/staff").main
    assert "No safety lead may decide something that waits" in main
    assert "Sam" not in main
    assert "No safety lead may" not in page.sign_in(kept).visit("/staff").main
    work(clock.now() + timedelta(days=1, minutes=1))
    assert stuck() == {ann.id}


def test_without_any_safety_lead_somebody_is_told_too(make: Make, about: Statement, morgan: Account) -> None:
    work()
    assert stuck() == {morgan.id}


def test_with_no_administrator_clear_managers_are_told_but_none_whom_it_concerns(
    page: Page, make: Make, sam: YoungPerson, priya: Account, rae: Account, morgan: Account
) -> None:
    other = make.staff(Role.MANAGER, name="Other Manager")
    make.statement(sam, "It is my worker", to=[], read_by=rae, concerning=[priya])
    work()
    assert stuck() == {other.id}
    assert "No safety lead may decide something" in page.sign_in(other).visit("/staff").main


def test_once_a_lead_is_there_they_are_asked_and_the_rest_is_over(
    page: Page, make: Make, about: Statement, morgan: Account
) -> None:
    work()
    assert stuck() == {morgan.id}
    lead = make.staff(Role.SAFETY_LEAD, name="New Lead")
    work()
    assert (told(), stuck()) == ([lead.id], set())
    say(page, lead, about, "as_it_is")
    work()
    assert stuck() == set()
