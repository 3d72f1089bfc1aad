"""What must hold for every clock, whatever the dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portal.clocks.answer import Answer, Event
from portal.clocks.bank_holidays import is_working_day
from portal.clocks.engine import work_out
from portal.clocks.table import Lands, Unit, clocks
from portal.clocks.wording import in_english

DAYS = st.dates(date(2018, 5, 25), date(2060, 12, 31))
AFTER = st.integers(0, 120)
OF_DAYS = st.sampled_from([name for name, clock in clocks().items() if clock.unit is not Unit.HOURS])


def _count(name: str, start: date, *events: Event) -> Answer:
    return work_out(name, start, events, count=7)


@st.composite
def a_request(draw: st.DrawFn) -> tuple[date, list[Event]]:
    """A day and what may happen after it, in no order."""
    start = draw(DAYS)
    events = []
    for _ in range(draw(st.integers(0, 3))):
        asked = start + timedelta(days=draw(AFTER))
        events.append(Event("clarification_asked", asked))
        if draw(st.booleans()):
            events.append(Event("clarification_received", asked + timedelta(days=draw(st.integers(0, 40)))))
    others = ["id_received", "authority_received", "fee_received", "extension_notified"]
    for kind in draw(st.lists(st.sampled_from(others), max_size=4)):
        events.append(Event(kind, start + timedelta(days=draw(AFTER))))
    return start, events


@given(OF_DAYS, DAYS)
def test_never_due_before_it_began(name: str, start: date) -> None:
    answer = _count(name, start)
    assert answer.due is not None
    assert answer.due >= start


@given(OF_DAYS, DAYS)
def test_the_safer_day_is_a_working_day_and_never_later(name: str, start: date) -> None:
    answer = _count(name, start)
    if answer.aim_by is not None:
        assert answer.due_on is not None
        assert answer.aim_by <= answer.due_on
        assert is_working_day(answer.aim_by)


@given(OF_DAYS, DAYS)
def test_what_rolls_or_counts_working_days_ends_on_one_and_what_stays_is_not_moved(
    name: str, start: date
) -> None:
    due, clock = _count(name, start).due_on, clocks()[name]
    assert due is not None
    if clock.lands is Lands.STAYS and clock.unit in (Unit.DAYS, Unit.WEEKS):
        assert (due - start).days == (clock.count or 7) * (7 if clock.unit is Unit.WEEKS else 1)
    elif clock.lands is Lands.STAYS and clock.unit is Unit.MONTHS:
        is_last_of_month = (due + timedelta(days=1)).day == 1
        assert due.day == start.day or (is_last_of_month and due.day < start.day)
    elif clock.lands is not Lands.STAYS:
        assert is_working_day(due)


@given(OF_DAYS, st.lists(DAYS, min_size=2, max_size=2).map(sorted))
def test_what_begins_later_is_never_due_earlier(name: str, starts: list[date]) -> None:
    first, second = (_count(name, start).due_on for start in starts)
    assert first is not None
    assert second is not None
    assert first <= second


@given(a_request(), st.randoms())
def test_the_order_in_which_events_were_written_down_does_not_matter(
    request: tuple[date, list[Event]], dice: object
) -> None:
    start, events = request
    shuffled = list(events)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert _count("sar", start, *events) == _count("sar", start, *shuffled)


@given(a_request())
def test_a_request_is_due_after_it_came_or_stands_still(request: tuple[date, list[Event]]) -> None:
    start, events = request
    answer = _count("sar", start, *events)
    assert (answer.due is None) == (answer.stands_still_since is not None)
    if answer.due_on is not None:
        assert answer.due_on > start
        assert is_working_day(answer.due_on)
        came = [event.on for event in events if event.kind in ("id_received", "fee_received")]
        assert all(answer.due_on > on for on in came)


@given(DAYS, st.integers(0, 25), st.lists(st.integers(0, 60), min_size=2, max_size=2).map(sorted))
def test_a_longer_pause_is_never_due_earlier(start: date, after: int, lengths: list[int]) -> None:
    asked = start + timedelta(days=after)
    dues = [
        _count(
            "sar",
            start,
            Event("clarification_asked", asked),
            Event("clarification_received", asked + timedelta(days=length)),
        )
        for length in lengths
    ]
    for shorter, longer in pairwise(dues):
        assert shorter.due_on is not None
        assert longer.due_on is not None
        assert shorter.due_on <= longer.due_on
        assert (shorter.aim_by or start) <= (longer.aim_by or start)


@given(a_request(), AFTER, st.integers(0, 40))
def test_one_more_pause_is_never_due_earlier(
    request: tuple[date, list[Event]], after: int, length: int
) -> None:
    """Unless the notice comes in time because of it, which makes it later still."""
    start, events = request
    asked = start + timedelta(days=after)
    more = [
        Event("clarification_asked", asked),
        Event("clarification_received", asked + timedelta(days=length)),
    ]
    closed = [event for event in events if not event.kind.startswith("clarification")]
    before, with_it = _count("sar", start, *closed).due_on, _count("sar", start, *closed, *more).due_on
    assert before is not None
    assert with_it is not None
    assert before <= with_it


@given(a_request())
def test_every_step_can_be_said(request: tuple[date, list[Event]]) -> None:
    start, events = request
    answer = _count("sar", start, *events)
    sentences = in_english(answer)
    assert len(sentences) == len(answer.steps) >= 2
    assert all(line.endswith(".") and "%" not in line for line in sentences)


@given(st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2040-01-01")))
def test_seventy_two_hours_really_pass(start: datetime) -> None:
    answer = work_out("breach", start.replace(microsecond=0))
    assert answer.due_at is not None
    wall = answer.due_at.replace(tzinfo=None) - start.replace(microsecond=0)
    assert wall in (timedelta(hours=71), timedelta(hours=72), timedelta(hours=73))
