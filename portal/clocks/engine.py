"""One small engine for every clock: begin, count, pause, extend, land, aim; each with its step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal.clocks import counting
from portal.clocks.answer import Answer, CannotCount, Event, Fault, NoEffect, Step, StepKind
from portal.clocks.bank_holidays import NO_DAYS, Days
from portal.clocks.pauses import Pause, pauses, within
from portal.clocks.reading import LONDON
from portal.clocks.table import Aim, Clock, Lands, Starts, Unit, clock_named, every_event

__all__ = ["Event", "work_out"]

_RESTARTED = {
    "id": StepKind.RESTARTED_ID,
    "authority": StepKind.RESTARTED_AUTHORITY,
    "fee": StepKind.RESTARTED_FEE,
}
_WAITS = {"id": StepKind.WAITS_ID, "authority": StepKind.WAITS_AUTHORITY, "fee": StepKind.WAITS_FEE}
_COUNTED = {
    Unit.DAYS: StepKind.DAYS,
    Unit.WEEKS: StepKind.WEEKS,
    Unit.MONTHS: StepKind.MONTHS,
    Unit.YEARS: StepKind.YEARS,
    Unit.WORKING_DAYS: StepKind.WORKING_DAYS,
}


def work_out(
    name: str,
    start: date | datetime,
    events: Sequence[Event] = (),
    *,
    extra: Days = NO_DAYS,
    count: int | None = None,
    zone: str = LONDON,
) -> Answer:
    """When it is due and how that was worked out. `extra` are days proclaimed since; `count` is needed where
    it is the council's own setting. Moments are wall-clock times in `zone`. Raises CannotCount."""
    clock = clock_named(name)
    many = clock.count if clock.count is not None else count
    if many is None:
        raise CannotCount(Fault.NEEDS_A_COUNT, name)
    if clock.unit is Unit.HOURS:
        return _hours(clock, start, events, many, ZoneInfo(zone))
    if isinstance(start, datetime):
        raise CannotCount(Fault.NEEDS_A_DAY, start.isoformat())
    _check(clock, start, events)
    return _Working(clock, start, sorted(events), extra, many).answer()


def _check(clock: Clock, start: date, events: Sequence[Event]) -> None:
    for event in events:
        if event.kind not in every_event():
            raise CannotCount(Fault.NO_SUCH_EVENT, event.kind)
        if event.kind not in clock.events:
            raise CannotCount(Fault.NOT_FOR_THIS_CLOCK, event.kind)
        if event.on < start:
            raise CannotCount(Fault.BEFORE_START, f"{event.kind} {event.on}")


def _hours(clock: Clock, start: date, events: Sequence[Event], many: int, zone: ZoneInfo) -> Answer:
    if not isinstance(start, datetime):
        raise CannotCount(Fault.NEEDS_A_TIME, start.isoformat())
    wall = start.astimezone(zone).replace(tzinfo=None) if start.tzinfo else start
    _check(clock, wall.date(), events)
    ends, begun = counting.hours_later(start, many, zone)
    steps = [Step(StepKind.STARTED_AT, {"at": wall})]
    if begun.replace(tzinfo=None) != wall.replace(fold=0):
        steps.append(Step(StepKind.NOT_ON_THE_CLOCK, {"at": wall, "instead": begun.replace(tzinfo=None)}))
    due = ends.replace(tzinfo=None)
    steps += [*_in_force(clock, wall.date()), Step(StepKind.HOURS, {"num": many, "at": due})]
    if begun.utcoffset() != ends.utcoffset():
        steps.append(Step(StepKind.CLOCKS_CHANGE, {"at": due}))
    return Answer(clock.name, due, None, tuple(steps), due_at=ends)


def _in_force(clock: Clock, day: date) -> list[Step]:
    if clock.from_on and day < clock.from_on:
        return [Step(StepKind.NOT_IN_FORCE, {"day": clock.from_on})]
    if clock.until_on and day > clock.until_on:
        return [Step(StepKind.NO_LONGER_IN_FORCE, {"day": clock.until_on})]
    return []


@dataclass(slots=True)
class _Counted:
    """Where a time ends before it is moved: the day, the days paused, and where it stands still."""

    end: date
    begun_end: date
    used: list[Pause] = field(default_factory=list)
    open_pause: Pause | None = None


@dataclass(slots=True)
class _Working:
    """Works one answer out, keeping the steps as it goes."""

    clock: Clock
    start: date
    events: Sequence[Event]
    extra: Days
    many: int
    steps: list[Step] = field(default_factory=list)
    unused: list[tuple[Event, NoEffect]] = field(default_factory=list)

    def answer(self) -> Answer:
        self._step(StepKind.STARTED, day=self.start)
        self.steps += _in_force(self.clock, self.start)
        begun = self._begin()
        if waiting := self._waits_for(begun):
            return self._still(waiting.on, None)
        notice = self._notice_clock(begun)
        if self._is_extended(notice, begun) and self.clock.extends:
            self.many = self.clock.extends.count
        counted = self._count(begun)
        if counted.open_pause:
            return self._still_paused(counted, notice)
        due = self._land(begun, counted)
        aim = self._aim(due, counted)
        if self._looks_at_working_days():
            self.steps += counting.unpublished(begun, due)
        return Answer(
            self.clock.name,
            due,
            aim,
            tuple(self.steps),
            notice_by=notice.due_on if notice else None,
            send_notice_by=notice.aim_by if notice else None,
            unused=tuple(self.unused),
        )

    def _step(self, kind: StepKind, **values: object) -> None:
        self.steps.append(Step(kind, values))

    def _of(self, *kinds: str) -> list[Event]:
        """The events of these kinds, by their dates."""
        return sorted((event for event in self.events if event.kind in kinds), key=lambda event: event.on)

    def _begin(self) -> date:
        """The latest of: it came; what was needed to know who asks, or that they may, came (s54(3))."""
        begun = self.start
        came = {f"{what}_received": what for what in self.clock.restarts}
        for event in self._of(*came):
            if event.on > begun:
                self._step(_RESTARTED[came[event.kind]], day=event.on)
                begun = event.on
        return begun

    def _waits_for(self, begun: date) -> Event | None:
        """What was asked for and has not come: until it comes there is no time to count."""
        waiting = []
        for what in self.clock.restarts:
            came = [event.on for event in self._of(f"{what}_received")]
            for event in self._of(f"{what}_asked")[-1:]:
                if not came or came[-1] < event.on:
                    self._step(_WAITS[what], day=event.on)
                    waiting.append(event)
        return min(waiting, key=lambda event: event.on, default=None)

    def _notice_clock(self, begun: date) -> Answer | None:
        """When the notice that extends it has to be given: a clock of its own, with the same pauses."""
        if self.clock.extends is None:
            return None
        known = clock_named(self.clock.extends.notice).events
        events = [event for event in self.events if event.kind in known]
        return work_out(self.clock.extends.notice, self.start, events, extra=self.extra)

    def _is_extended(self, notice: Answer | None, begun: date) -> bool:
        given = self._of(self.clock.extends.by) if self.clock.extends else []
        if not given or notice is None or self.clock.extends is None:
            return False
        last = notice.due_on
        for event in given:
            if last is not None and event.on > last:
                self.unused.append((event, NoEffect.NOTICE_TOO_LATE))
                self._step(StepKind.NOTICE_TOO_LATE, day=event.on, last=last)
        if last is not None and given[0].on > last:
            return False
        self._step(StepKind.EXTENDED, day=given[0].on, num=self.clock.extends.count, start=begun)
        return True

    def _count(self, begun: date) -> _Counted:
        end = self._plain_end(begun)
        counted = _Counted(end, end)
        found = pauses(self.events, self.clock.pauses) if self.clock.pauses else []
        for whole in found:
            self._stop_for(whole, begun, counted)
        if counted.used and not counted.open_pause:
            days = sum(pause.days for pause in counted.used)
            self._step(StepKind.PAUSES_ADDED, num=days, day=counted.end)
        return counted

    def _plain_end(self, begun: date) -> date:
        """The last day before any pause and any roll, with the step that says how it was counted."""
        many, unit, kind = self.many, self.clock.unit, _COUNTED[self.clock.unit]
        if unit is Unit.WORKING_DAYS:
            end = counting.working_days_later(begun, many, self.extra)
            self._step(kind, num=many, day=end)
            self.steps += counting.holidays_between(begun, end, self.extra)
            return end
        if unit in (Unit.DAYS, Unit.WEEKS):
            end = counting.days_later(begun, many * (7 if unit is Unit.WEEKS else 1))
            is_there = True
        else:
            end, is_there = counting.months_later(begun, many * (12 if unit is Unit.YEARS else 1))
        if self.clock.starts is Starts.BEGINNING_WITH:
            # A month without the date has its last day anyway: the day before the first that is not in it.
            end = counting.days_later(end, -1) if is_there else end
            kind = StepKind.YEARS_WITH
        elif not is_there:
            kind = StepKind.MONTHS_SHORT if unit is Unit.MONTHS else StepKind.YEARS_SHORT
        self._step(kind, num=many, day=end)
        return end

    def _stop_for(self, whole: Pause, begun: date, counted: _Counted) -> None:
        pause = within(whole, begun)
        asked = Event(f"{self.clock.pauses}_asked", whole.first)
        if pause is None:
            self.unused.append((asked, NoEffect.BEFORE_IT_BEGAN))
            self._step(StepKind.BEFORE_IT_BEGAN, asked=whole.first, received=whole.last)
            return
        # The roll forward gives until Monday to do it, not more days in which to ask.
        if pause.first > counted.end:
            self.unused.append((asked, NoEffect.ASKED_TOO_LATE))
            self._step(StepKind.ASKED_TOO_LATE, day=whole.first, last=counted.end)
            return
        if pause.last is None:
            counted.open_pause = pause
            return
        kind = StepKind.PAUSED_FROM if pause.counts_from else StepKind.PAUSED
        self._step(kind, asked=pause.first, received=pause.last, num=pause.days, start=begun)
        counted.used.append(pause)
        counted.end = counting.days_later(counted.end, pause.days)

    def _still_paused(self, counted: _Counted, notice: Answer | None) -> Answer:
        pause = counted.open_pause
        assert pause is not None
        left = (counted.end - (pause.counts_from or pause.first)).days + 1
        self._step(StepKind.STANDS_STILL, day=pause.first, num=left)
        return self._still(pause.first, left)

    def _still(self, since: date, left: int | None) -> Answer:
        return Answer(
            self.clock.name,
            None,
            None,
            tuple(self.steps),
            stands_still_since=since,
            days_left=left,
            unused=tuple(self.unused),
        )

    def _land(self, begun: date, counted: _Counted) -> date:
        if self.clock.lands is Lands.ROLLS_FORWARD:
            due, steps = counting.rolled(counted.end, self.extra)
            self.steps += steps
            return due
        if self.clock.aim is Aim.WORKING_DAY_BEFORE:
            self.steps += counting.stays(counted.end, self.extra)
        return counted.end

    def _aim(self, due: date, counted: _Counted) -> date | None:
        if self.clock.aim is Aim.WORKING_DAY_BEFORE:
            aim = counting.working_day_by(due, self.extra)
            if aim != due:
                self._step(StepKind.AIM_BEFORE, day=aim)
            return aim
        if self.clock.aim is Aim.SHORTER_PAUSES and counted.used:
            shorter = sum(pause.shorter_days for pause in counted.used)
            aim = counting.rolled(counted.begun_end + timedelta(days=shorter), self.extra)[0]
            if aim != due:
                self._step(StepKind.AIM_SHORTER, day=aim)
            return aim
        return None

    def _looks_at_working_days(self) -> bool:
        return (
            self.clock.unit is Unit.WORKING_DAYS
            or self.clock.lands is Lands.ROLLS_FORWARD
            or self.clock.aim is not Aim.NONE
        )
