"""How well we listen: what is counted, where it counts, what is printed, and that it cannot be subtracted."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal import db
from portal.accounts.models import Account
from portal.disclosure.counts import SAID, Period
from portal.disclosure.shown import Mark, possible
from portal.kit import clock
from portal.listening import figures, jobs, presenters, queries
from portal.listening.figures import Heard
from portal.listening.models import ListeningQuarter
from portal.listening.rules import Measure, Share, Team, closed_quarters, lead_of, months_before, quarter_of
from portal.listening.rules.hiding import printable
from portal.policy.roles import Role
from portal.voice.rules import Desk, Says, Way
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

LONDON = ZoneInfo("Europe/London")


def _quarter() -> Period:
    return closed_quarters(clock.now().date())[0]


def _moment(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def _heard() -> Heard:
    with db.transaction():
        return figures.heard(_quarter(), LONDON)


@pytest.fixture
def team(make: Make) -> list[Account]:
    """A manager, a worker of theirs, and a reader."""
    manager = make.staff(Role.MANAGER, name="Morgan Lee")
    return [manager, make.staff(Role.SOCIAL_WORKER, manager=manager), make.staff(Role.READER)]


def _child(make: Make, worker: Account) -> object:
    person = make.young_person()
    make.link(person, worker, from_on=_quarter().first)
    return person


def test_quarters_are_closed_and_settled_before_they_are_counted() -> None:
    assert closed_quarters(date(2026, 11, 22))[0] == Period(date(2026, 7, 1), date(2026, 9, 30))
    assert closed_quarters(date(2026, 10, 6))[0].last == date(2026, 6, 30)
    assert closed_quarters(date(2026, 10, 8))[0].last == date(2026, 9, 30)
    assert quarter_of(date(2026, 12, 31)) == Period(date(2026, 10, 1), date(2026, 12, 31))


def test_months_before_the_end_of_a_short_month() -> None:
    assert months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert months_before(date(2026, 12, 31), 12) == date(2025, 12, 31)


def test_whoever_works_with_them_most_closely_decides_the_team(team: list[Account]) -> None:
    manager, worker, reader = team
    assert lead_of([("iro", manager.id), ("social_worker", worker.id)]) == worker.id
    assert lead_of([("adopter", reader.id)]) is None


def test_each_way_same_day_and_in_time_are_counted_by_young_person(make: Make, team: list[Account]) -> None:
    manager, worker, reader = team
    one, two = _child(make, worker), _child(make, worker)
    first = _moment(_quarter().first)
    own = make.statement(one, to=[worker], read_by=reader, sent_at=first)
    make.answer(
        own, worker, at=first + timedelta(days=3), says=Says.PARTLY, says_at=first + timedelta(days=4)
    )
    seen = make.statement(
        two, to=[worker], read_by=reader, sent_at=first, way=Way.OBSERVED, read_at=first + timedelta(days=2)
    )
    make.capture(seen, worker)
    make.answer(seen, worker, at=first + timedelta(days=20), reason="There is no money for it.")
    found = _heard()
    assert found.heard == {one.id, two.id}
    assert (found.by[Measure.OWN], found.by[Measure.OBSERVED]) == ({one.id}, {two.id})
    assert found.by[Measure.READ_SAME_DAY] == {one.id}
    assert (found.by[Measure.DUE], found.by[Measure.IN_TIME]) == ({one.id, two.id}, {one.id})
    assert found.by[Measure.PARTLY] == {one.id}
    assert found.by[Measure.TOLD_NO] == found.by[Measure.TOLD_WHY] == {two.id}
    assert found.teams[one.id] == Team("", str(manager.id))
    assert found.through == {"": {two.id}}


def test_what_was_taken_back_unread_or_told_to_an_advocate_counts_nowhere(
    make: Make, team: list[Account]
) -> None:
    _, worker, reader = team
    person = _child(make, worker)
    first = _moment(_quarter().first)
    make.statement(person, to=[worker], read_by=reader, sent_at=first, taken_back_at=first)
    make.statement(person, to=[worker], sent_at=first)
    make.statement(person, read_by=reader, sent_at=first, desk=Desk.ADVOCATE)
    make.statement(person, to=[worker], read_by=reader, sent_at=first - timedelta(days=1))
    assert not _heard().heard


def test_a_quarter_is_counted_once_also_by_two_workers_and_then_stays(
    make: Make, team: list[Account]
) -> None:
    _, worker, reader = team
    both = [threading.Thread(target=jobs.count_quarters, args=(LONDON,)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    before = {row.first_on: row.numbers for row in rows(ListeningQuarter)}
    assert len(before) == 4
    for _ in range(9):
        person = _child(make, worker)
        make.statement(person, to=[worker], read_by=reader, sent_at=_moment(_quarter().first))
    assert jobs.count_quarters(LONDON) == 0
    assert {row.first_on: row.numbers for row in rows(ListeningQuarter)} == before


def test_the_page_says_what_goes_well_and_hides_small_numbers(
    page: Page, make: Make, team: list[Account]
) -> None:
    manager, worker, reader = team
    other_manager = make.staff(Role.MANAGER, name="Robin Gray")
    other = make.staff(Role.SOCIAL_WORKER, manager=other_manager)
    third = make.staff(Role.SOCIAL_WORKER, manager=make.staff(Role.MANAGER, name="Alex Stone"))
    nurse = make.staff(Role.PARTNER, organisation="=Northgate Health")
    first = _moment(_quarter().first)
    for number in range(25):
        person = _child(make, worker if number < 11 else third if number < 23 else other)
        said = make.statement(person, to=[worker], read_by=reader, sent_at=first)
        make.answer(said, worker, at=first + timedelta(days=2))
        if number < 6:
            make.capture(said, nurse)
    jobs.count_quarters(LONDON)
    page.sign_in(manager).visit("/staff").follow("How well we listen")
    assert "All together: about 25 of about 25 young people were heard." in page.main
    assert "Team of Morgan Lee" in page.main
    assert "stands for fewer than 5 young people" in page.main
    assert "=Northgate Health" in page.main
    assert ">2</td>" not in page.main.replace('class="n"', "")  # nor the two young people of the other team
    page.visit(f"/staff/listening/figures.csv?quarter={_quarter().first}")
    assert page.response is not None
    sheet = page.response.get_data(as_text=True)
    assert "Team of Robin Gray" in sheet
    assert "\n=Northgate" not in sheet


def test_an_agencys_row_is_its_teams_printed_numbers_added_up(make: Make, team: list[Account]) -> None:
    _, worker, reader = team
    other = make.staff(Role.SOCIAL_WORKER, manager=make.staff(Role.MANAGER, name="Robin Gray"))
    for number in range(16):
        person = _child(make, worker if number < 13 else other)
        make.statement(person, to=[worker], read_by=reader, sent_at=_moment(_quarter().first))
    jobs.count_quarters(LONDON)
    with db.transaction():
        found = queries.quarter(None)
        assert found is not None
        keys = [key for key in found.teams if key != "nobody"]
        told = presenters._sum(found.heard, "said", keys)
    assert not told.isdigit()  # 16 or 15 less what the big team's row says would be the three


def test_no_small_team_can_be_worked_out_from_what_is_printed() -> None:
    """Every small council of three teams: all tables that fit what is printed are tried, not only ours."""
    period = Period(date(2026, 7, 1), date(2026, 9, 30))
    teams = [Team("", "a"), Team("", "b"), Team("Health", "c")]
    for counts in itertools.product((0, 1, 2, 4, 5, 7, 8, 12), repeat=3):
        found = Heard()
        for team, count in zip(teams, counts, strict=True):
            for number in range(count):
                found.teams[(team.key, number)] = team  # type: ignore[index]  # any name does for a count
        found.heard = set(found.teams)
        if not found.heard:
            continue
        paper = printable(jobs.heard_paper(period, found))
        _nobody_is_given_away(paper, [team.key for team in teams if team in found.teams.values()])


def _nobody_is_given_away(paper: object, keys: list[str]) -> None:
    parts = [possible(paper.cells[SAID.of("team", key)], paper.rules) for key in keys]  # type: ignore[attr-defined]  # made by a helper without types
    low, high = possible(paper.cells[SAID], paper.rules)  # type: ignore[attr-defined]  # made by a helper without types
    ranges = [range(one[0], min(one[1], 40) + 1) for one in parts]
    fits = [some for some in itertools.product(*ranges) if low <= sum(some) <= high]
    for place, key in enumerate(keys):
        sizes = {some[place] for some in fits}
        shown = paper.cells[SAID.of("team", key)]  # type: ignore[attr-defined]  # made by a helper without types
        if shown.mark is not Mark.NUMBER:
            assert 0 in sizes, (key, sizes)
            assert len(sizes) > 1, (key, sizes)


def test_percent_is_of_printed_numbers_only() -> None:
    assert Share("in_time", 15, 20).percent == 75
    assert Share("in_time", 25, 20).percent == 100
    assert Share("in_time", None, 20).percent is None
    assert Share("in_time", 5, None).percent is None


def test_missing_voices_by_what_is_known(page: Page, make: Make, team: list[Account]) -> None:
    manager, worker, reader = team
    for number in range(14):
        person = make.young_person(in_touch="YES1", language="eng" if number < 6 else "ara", faith="musl")
        if number < 6:
            day = _quarter().last
            make.statement(person, to=[worker], read_by=reader, sent_at=_moment(day))
    jobs.count_quarters(LONDON)
    with db.transaction():
        found = figures.silent(_quarter().last, LONDON)
    assert [len(found.for_months[months]) for months in (3, 6, 12)] == [8, 8, 8]
    page.sign_in(manager).visit("/staff/listening").follow("Missing voices")
    assert "Another language" in page.main
    assert "Muslim" in page.main
    page.follow("For the partnership")
    assert "By kind of home" in page.main
    assert "By agency and team" in page.main


def test_before_anything_is_counted_the_pages_say_when(page: Page, team: list[Account]) -> None:
    page.sign_in(team[0]).visit("/staff/listening")
    assert "No quarter is counted yet" in page.main
    page.visit("/staff/listening/missing")
    assert "No quarter is counted yet" in page.main


@pytest.mark.parametrize("asked", ["2026-02-30", "x", "1999-01-01", "2026-07-01T00:00"])
def test_a_quarter_that_is_none_is_not_found(page: Page, team: list[Account], asked: str) -> None:
    page.sign_in(team[0]).visit(f"/staff/listening?quarter={asked}", status=404)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.PANEL_MEMBER, Role.PARTNER, Role.FOSTER_CARER])
def test_others_do_not_find_it(another_page: Callable[[], Page], make: Make, role: Role) -> None:
    another_page().sign_in(make.staff(role)).visit("/staff/listening", status=404)
