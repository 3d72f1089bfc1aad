"""What the pages of reports show, whole to the board and suppressed to others; and the pack's section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.accounts.queries import staffing
from portal.kit import dates
from portal.panels.forms.reports import FreezeForm, NewReportForm, ReportForm, RhythmForm
from portal.panels.presenters import measures as show
from portal.panels.presenters.measures import MeasureShown
from portal.panels.presenters.plan import settings, state_words, today
from portal.panels.queries import plan
from portal.panels.queries.reports import Content, Listed, Rhythm
from portal.panels.rules.kept import MeasureKept, PointKept, TargetKept
from portal.panels.rules.measures import Better, Standing, Unit
from portal.panels.rules.packs import Audience, Row, Section, Table
from portal.panels.rules.plan import ActionState
from portal.panels.rules.reports import agreed_days, meetings
from portal.policy.guard import may
from portal.policy.permissions import Permission as P


@dataclass(frozen=True)
class ActionShown:
    """An action of a report."""

    title: str
    post: str
    due: str
    state: ActionState
    words: str
    is_late: bool
    said: str
    evidence: str
    link: str


@dataclass(frozen=True)
class ReportPage:
    """A report as this reader reads it."""

    report: Any
    on: str
    whole: bool
    measures: Sequence[MeasureShown]
    actions: Sequence[ActionShown]
    counted: Sequence[str]


@dataclass(frozen=True)
class Agreed:
    """One of the reports that were agreed beforehand."""

    months: int
    due: str
    report: Listed | None
    is_late: bool


def report_page(report: Any, content: Content) -> ReportPage:
    """The report whole, or with small numbers of children suppressed, as the reader may."""
    whole = may(P.SEE_MEASURES_WHOLE)
    actions = [
        ActionShown(
            one.title,
            one.post,
            dates.short_day(one.due_on),
            one.state,
            state_words(one.state),
            one.is_late,
            one.said if whole else "",
            one.evidence if whole else "",
            one.link if whole else "",
        )
        for one in content.actions
    ]
    return ReportPage(
        report,
        dates.day(content.on),
        whole,
        [show.shown(one, content.on, whole=whole) for one in content.measures],
        actions,
        _counted([one.state for one in content.actions], sum(one.is_late for one in content.actions)),
    )


def _counted(states: Sequence[ActionState], late: int) -> list[str]:
    counted = [f"{state_words(state)}: {states.count(state)}" for state in ActionState if state in states]
    return [*counted, f"{_('Late')}: {late}"] if states else []


def agreed(listed: Sequence[Listed]) -> list[Agreed]:
    """The reports that were agreed, once the plan was sent."""
    began_at = plan.began_at()
    if began_at is None:
        return []
    by_months = {one.months: one for one in listed if one.months}
    return [
        Agreed(
            months,
            dates.short_day(day),
            by_months.get(months),
            day < today() and not (months in by_months and by_months[months].frozen_at),
        )
        for months, day in agreed_days(began_at.astimezone(settings().time_zone).date())
    ]


def next_meetings(rhythms: Sequence[Rhythm]) -> list[date]:
    """The next meetings by the rhythm that holds; one that begins later takes over on its day."""
    on = today()
    found: list[date] = []
    for place, rhythm in enumerate(rhythms):
        until = rhythms[place - 1].from_on if place else date.max
        found += [day for day in meetings(rhythm.weeks, rhythm.from_on, on) if day < until]
    return sorted(set(found))[:6]


def new_form(rhythms: Sequence[Rhythm]) -> NewReportForm:
    """The next meeting is proposed."""
    coming = next_meetings(rhythms)
    return NewReportForm(data={"meets_on": coming[0] if coming else None, "months": "none"})


def report_form(report: Any) -> ReportForm:
    form = ReportForm(
        data={
            "summary": report.summary,
            "outside": report.outside,
            "lessons": report.lessons,
            "changed": report.changed,
            "seen": str(report.mark),
        }
    )
    form.give_id()
    return form


def freeze_form(report: Any) -> FreezeForm:
    return FreezeForm(data={"seen": str(report.mark)})


def rhythm_form(rhythms: Sequence[Rhythm]) -> RhythmForm:
    names = staffing.names(staffing.board(today()))
    board = [(one, names.get(one, "")) for one in staffing.board(today())]
    form = RhythmForm()
    form.set_up(list(dict.fromkeys(board)), rhythms[0].from_on if rhythms else None, today())
    return form


def section(kept: Mapping[str, Any], audience: Audience) -> Section | None:
    """Plan and targets in a pack: how far the actions are, and how each measure stands to its target, as
    everybody outside the board reads it."""
    del audience  # what is kept is for everybody: small numbers are not in it
    counts = kept["actions"]
    rows = tuple(_row(one) for one in kept["measures"])
    head = (_("Measure"), _("Newest value"), _("Target"), _("How it stands"))
    states = tuple(
        Row(state_words(state), (str(counts[state.value]),)) for state in ActionState if counts[state.value]
    )
    tables = []
    if rows:
        tables.append(Table(str(_("Measures and their targets")), tuple(map(str, head)), rows))
    if states:
        states_head = (str(_("How far it is")), str(_("Actions")))
        tables.append(Table(str(_("Actions of the improvement plan")), states_head, states))
    return Section(
        key="plan",
        title=str(_("Plan and targets")),
        story=_story(kept),
        tables=tuple(tables),
        how=(
            str(_("Actions are as their owners say; “done” needs something that shows it.")),
            str(
                _(
                    "Numbers of young people are rounded, and small ones are not shown. How a measure "
                    "stands is worked out from what is shown. Who is not known to the source of a measure is "
                    "not counted."
                )
            ),
        ),
    )


def _story(kept: Mapping[str, Any]) -> str:
    counts = kept["actions"]
    parts = []
    if counts["all"]:
        parts.append(
            ngettext(
                "The improvement plan has %(num)s action: %(done)s done, %(late)s late.",
                "The improvement plan has %(num)s actions: %(done)s done, %(late)s late.",
                counts["all"],
                done=counts[ActionState.DONE.value],
                late=counts["late"],
            )
        )
    missed = sum(one["standing"] == Standing.MISSED.value for one in kept["measures"])
    if missed:
        parts.append(ngettext("%(num)s target was missed.", "%(num)s targets were missed.", missed))
    return " ".join(str(part) for part in parts)


def _row(one: Mapping[str, Any]) -> Row:
    first, last = date.fromisoformat(one["first"]), date.fromisoformat(one["last"])
    point = PointKept(first, last, None, None, None, one["outside"], one["printed"])
    targets: tuple[TargetKept, ...] = ()
    if one["target"]:
        number, by_on = one["target"]
        targets = (TargetKept(date.fromisoformat(by_on), number, first),)
    unit, better = Unit(one["unit"]), Better(one["better"])
    kept = MeasureKept(
        "", one["name"], one["counts"], unit, better, one["about_children"], "", (point,), targets, ()
    )
    return Row(
        one["name"],
        (
            show.outside_words(point, kept),
            show.target_words(targets[0], kept) if targets else str(_("none yet")),
            show.standing_words(Standing(one["standing"])),
        ),
        (one["counts"], str(_("Of %(days)s.", days=show.span(first, last)))),
    )
