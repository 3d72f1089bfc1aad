"""What the pages of measures show: values in words, how each stands, a trend line with its table, targets.

Whoever is not of the board and does not keep the measures reads small numbers of children as the panel's
papers print them; how a measure stands is then worked out from what they read, never from what is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import format_decimal
from flask_babel import gettext as _

from portal.kit import dates
from portal.panels.presenters.plan import today
from portal.panels.queries import measures as queries
from portal.panels.queries.measures import MeasureFound
from portal.panels.rules.kept import MeasureKept, PointKept, TargetKept
from portal.panels.rules.measures import Better, Standing, Trend, Unit
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Subject

_WIDE, _HIGH, _EDGE = 280, 80, 8


@dataclass(frozen=True)
class Chart:
    """A line of values: places in a drawing of this size. `gaps` says that values are left out."""

    wide: int
    high: int
    line: str
    dots: Sequence[tuple[str, str]]
    target_at: str  # how high the target is, or nothing
    label: str


@dataclass(frozen=True)
class ValueRow:
    """A value as it is read."""

    days: str
    text: str
    note: str = ""
    link: str = ""


@dataclass(frozen=True)
class TargetRow:
    """A target, how it stands or stood, and why it is what it is."""

    text: str
    by: str
    standing: str
    why: str
    is_replaced: bool
    is_missed: bool


@dataclass(frozen=True)
class MissRow:
    """A target that was missed, and what its owner said of it."""

    by: str
    why: str
    now: str
    then_by: str
    asked_by: str
    is_late: bool


@dataclass(frozen=True)
class MeasureShown:
    """A measure as this reader reads it."""

    id: str
    name: str
    counts: str
    about: Sequence[tuple[str, str]]
    newest: str
    newest_days: str
    target: str
    standing: Standing
    standing_words: str
    trend: str
    rows: Sequence[ValueRow]
    targets: Sequence[TargetRow]
    misses: Sequence[MissRow]
    chart: Chart | None
    whole: bool


def may_see_whole(found: MeasureFound) -> bool:
    """Whether this viewer reads the numbers of this measure as they are."""
    return may(P.SEE_MEASURES_WHOLE, Subject(None, relations=found.relations))


def of_register(found: MeasureFound) -> MeasureShown:
    """A measure of the register as this viewer reads it."""
    return shown(queries.kept(found), today(), whole=may_see_whole(found))


def shown(one: MeasureKept, on: date, *, whole: bool) -> MeasureShown:
    """A measure as it stood on a day."""
    target = one.target(on)
    standing = one.standing(target, on, whole=whole)
    newest = one.points[-1] if one.points else None
    return MeasureShown(
        id=one.id,
        name=one.name,
        counts=one.counts,
        about=[
            (_("What a value is"), unit_words(one.unit)),
            (_("Which way is good"), better_words(one.better)),
            (_("Who has it"), one.post),
        ],
        newest=value_words(newest, one, whole=whole) if newest else str(_("no value yet")),
        newest_days=span(newest.first, newest.last) if newest else "",
        target=target_words(target, one) if target else "",
        standing=standing,
        standing_words=standing_words(standing),
        trend=trend_words(one.trend(whole=whole)),
        rows=[_row(point, one, whole=whole) for point in reversed(one.points)],
        targets=[_target(each, one, on, whole=whole) for each in one.targets],
        misses=[
            MissRow(
                dates.short_day(miss.target_on),
                miss.why,
                miss.now,
                dates.short_day(miss.by_on) if miss.by_on else "",
                dates.short_day(miss.asked_by_on),
                not miss.why and miss.asked_by_on < on,
            )
            for miss in one.missed(on, whole=whole)
        ],
        chart=_chart(one, target, whole=whole),
        whole=whole,
    )


def _row(point: PointKept, one: MeasureKept, *, whole: bool) -> ValueRow:
    days, text = span(point.first, point.last), value_words(point, one, whole=whole)
    return ValueRow(days, text, point.note, point.link) if whole else ValueRow(days, text)


def _target(each: TargetKept, one: MeasureKept, on: date, *, whole: bool) -> TargetRow:
    stands = one.standing(each, on, whole=whole)
    return TargetRow(
        number_words(each.number, one.unit),
        dates.short_day(each.by_on),
        str(_("replaced before its day")) if each.replaced else standing_words(stands),
        each.why,
        each.replaced,
        not each.replaced and stands is Standing.MISSED,
    )


def target_words(target: TargetKept, one: MeasureKept) -> str:
    """`80% or more by 1 Mar 2027`."""
    number, day = number_words(target.number, one.unit), dates.short_day(target.by_on)
    if one.better is Better.UP:
        return str(_("%(number)s or more by %(day)s", number=number, day=day))
    return str(_("%(number)s or less by %(day)s", number=number, day=day))


def value_words(point: PointKept, one: MeasureKept, *, whole: bool) -> str:
    """A value as this reader may read it."""
    if whole and point.value is not None and not point.printed:
        if one.unit is Unit.SHARE and point.number is not None and point.of is not None:
            share = number_words(point.value, one.unit)
            return str(_("%(share)s (%(num)s of %(of)s)", share=share, num=_n(point.number), of=_n(point.of)))
        return number_words(point.value, one.unit)
    return outside_words(point, one)


def outside_words(point: PointKept, one: MeasureKept) -> str:
    """A value as everybody else reads it."""
    value = point.outside
    if value is None:
        return str(_("fewer than 5") if one.unit is Unit.COUNT else _("too few to say"))
    if value == "most":
        return str(_("nearly all: fewer than 5 are missing"))
    if value == "few":
        return str(_("fewer than 5"))
    if not isinstance(value, (int, float)):
        return str(_("too few to say"))
    words = number_words(value, one.unit)
    rounded = one.about_children or point.printed
    return str(_("about %(number)s", number=words)) if rounded else words


def number_words(number: float, unit: Unit) -> str:
    """`80%`, `12`, `14 days`."""
    if unit is Unit.SHARE:
        return str(_("%(num)s%%", num=_n(number)))
    return str(_("%(num)s days", num=_n(number))) if unit is Unit.DAYS else _n(number)


def _n(number: float) -> str:
    return str(format_decimal(int(number) if number == int(number) else round(number, 2)))


def span(first: date, last: date) -> str:
    """`1 Jul 2026 to 30 Sep 2026`; a day alone where it is one."""
    if first == last:
        return dates.short_day(last)
    return str(_("%(first)s to %(last)s", first=dates.short_day(first), last=dates.short_day(last)))


def unit_words(unit: Unit) -> str:
    words = {
        Unit.SHARE: _("So many of so many, in per cent"),
        Unit.COUNT: _("How many"),
        Unit.DAYS: _("Days"),
        Unit.SCORE: _("A number"),
    }
    return str(words[unit])


def better_words(better: Better) -> str:
    return str(_("Up") if better is Better.UP else _("Down"))


def standing_words(standing: Standing) -> str:
    """How it stands, in words: never by colour alone."""
    words = {
        Standing.NO_TARGET: _("No target"),
        Standing.NOT_KNOWN: _("Cannot be told yet"),
        Standing.MET: _("Target met"),
        Standing.ON_COURSE: _("On course"),
        Standing.BEHIND: _("Behind"),
        Standing.MISSED: _("Target missed"),
    }
    return str(words[standing])


def trend_words(trend: Trend) -> str:
    words = {
        Trend.TOO_FEW: _("Too few values to tell"),
        Trend.BETTER: _("Getting better"),
        Trend.WORSE: _("Getting worse"),
        Trend.SAME: _("The same"),
        Trend.UP_AND_DOWN: _("Up and down"),
    }
    return str(words[trend])


def _chart(one: MeasureKept, target: TargetKept | None, *, whole: bool) -> Chart | None:
    """Two values at least make a line. What is hidden is not drawn."""
    series = one.series(whole=whole)
    if len(series) < 2:
        return None
    values = [value for _day, value in series] + ([target.number] if target else [])
    low, high = min(values), max(values)
    first, last = series[0][0], series[-1][0]

    def across(day: date) -> str:
        return f"{_EDGE + (_WIDE - 2 * _EDGE) * (day - first).days / ((last - first).days or 1):.1f}"

    def up(value: float) -> str:
        return f"{_HIGH - _EDGE - (_HIGH - 2 * _EDGE) * (value - low) / ((high - low) or 1):.1f}"

    dots = [(across(day), up(value)) for day, value in series]
    began, ended = number_words(series[0][1], one.unit), number_words(series[-1][1], one.unit)
    label = _(
        "%(name)s: from %(began)s to %(ended)s between %(first)s and %(last)s. "
        "The table beside it has all values.",
        name=one.name,
        began=began,
        ended=ended,
        first=dates.short_day(first),
        last=dates.short_day(last),
    )
    line = " ".join(f"{x},{y}" for x, y in dots)
    return Chart(_WIDE, _HIGH, line, dots, up(target.number) if target else "", str(label))
