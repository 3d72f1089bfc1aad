"""One complaint for those who work on it: clocks with how they were worked out, history, forms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.clocks.table import clock_named
from portal.coding.codebook import codebook
from portal.complaints.forms import handling as forms
from portal.complaints.forms import words
from portal.complaints.queries import facts as queries
from portal.complaints.queries.facts import Facts
from portal.complaints.rules import EventKind, Part, Stage, State, Track
from portal.complaints.rules.clocks import CLOCKS, Clock
from portal.deadlines.presenters import steps_in_words
from portal.deadlines.queries import explained


@dataclass(frozen=True)
class ShownClock:
    """One clock: what it is, when, whether it runs, how it was worked out, by which law."""

    label: str
    due_on: date
    state: str  # runs | late | done | dropped
    steps: list[str]
    source: str
    link: str
    binds_us: bool


@dataclass(frozen=True)
class ShownEvent:
    label: str
    at: Any
    on: date
    by: str
    reason: str
    words: str
    is_theirs: bool


def clocks_of(found: Facts, today: date) -> list[ShownClock]:
    """Every clock, those that count now first."""
    shown = [_clock(one, today) for one in found.clocks]
    return sorted(shown, key=lambda one: (one.state not in ("runs", "late"), one.due_on))


def _clock(row: Any, today: date) -> ShownClock:
    kind = Clock(row.kind)
    answer = explained(row)
    state = "runs" if row.due_on >= today else "late"
    if row.done_at or row.dropped_at:
        state = "done" if row.done_at else "dropped"
    return ShownClock(
        label=str(words.CLOCKS[kind]),
        due_on=row.due_on,
        state=state,
        steps=steps_in_words(answer) if answer else [],
        source=clock_named(row.clock).source if row.clock else "",
        link=clock_named(row.clock).link if row.clock else "",
        binds_us=CLOCKS[kind].binds_us,
    )


def events_of(found: Facts) -> list[ShownEvent]:
    """What happened, the newest first."""
    return [
        ShownEvent(
            label=str(words.EVENTS[one.kind]),
            at=one.at,
            on=one.on,
            by=found.names.get(one.by_id, "") if one.by_id else "",
            reason=_reason(one, found),
            words=one.words,
            is_theirs=one.is_theirs,
        )
        for one in reversed(found.events)
    ]


_REASONS: dict[EventKind, Any] = {
    EventKind.TRACK: words.TRACKS,
    EventKind.LIMIT: words.LIMIT,
    EventKind.EXTENDED: words.EXTENDED,
    EventKind.ENDED: words.ENDINGS,
    EventKind.HELPED: words.HELPED,
}


def _reason(event: Any, found: Facts) -> str:
    if event.kind is EventKind.HANDED:
        return f"{words.PARTS[event.reason]}: {found.names.get(event.other_id, '')}"
    if event.kind is EventKind.REPORTED:
        return str(words.PARTS.get(event.reason, _("The panel")))
    known = _REASONS.get(event.kind)
    return str(known[event.reason]) if known and event.reason in known else ""


def theme_labels() -> dict[str, str]:
    """Every theme's name in the reader's language."""
    return {theme.key: _(theme.label) for theme in codebook().themes}


def forms_for(found: Facts, today: date) -> dict[str, Any]:
    """The forms that fit where it stands; a complaints manager's."""
    row = found.row
    fits: dict[str, Any] = {"tell": forms.TellForm(formdata=None), "concerns": concerns_form(found, today)}
    fits["about"] = about_form(found)
    if row.acknowledged_on is None:
        fits["acknowledge"] = forms.AcknowledgeForm(formdata=None)
    if row.state is not State.ENDED:
        fits |= _while_open(found, today)
    for name, form in fits.items():
        forms.with_ids(name, form)
        if hasattr(form, "give_id"):
            form.give_id()
    return fits


def _while_open(found: Facts, today: date) -> dict[str, Any]:
    row = found.row
    fits: dict[str, Any] = {"limit": forms.LimitForm(formdata=None), "end": forms.EndForm(formdata=None)}
    if row.stage is not Stage.OMBUDSMAN:
        fits["hand"] = hand_form(found, today)
    if row.stage is Stage.FIRST:
        fits["track"] = forms.TrackForm(formdata=None, data={"track": row.track.value})
    if _may_extend(found):
        fits["extend"] = forms.ExtendForm(formdata=None)
    if row.stage is Stage.SECOND:
        fits["agree"] = forms.AgreeForm(formdata=None, data={"words": row.agreed})
    if row.stage is Stage.PANEL:
        fits["panel"] = forms.PanelForm(formdata=None)
        if row.panel_on:
            fits["panel_report"] = forms.PanelReportForm(formdata=None)
    return fits


def _may_extend(found: Facts) -> bool:
    row = found.row
    return (
        row.state is State.OPEN
        and row.track is Track.STATUTORY
        and row.stage in (Stage.FIRST, Stage.SECOND)
        and row.extended_on is None
    )


def hand_form(found: Facts, today: date, *, sent: bool = False) -> forms.HandForm:
    form = forms.HandForm() if sent else forms.HandForm(formdata=None)
    form.offer(queries.who_can(found.row, today))
    return form


def concerns_form(found: Facts, today: date, *, sent: bool = False) -> forms.ConcernsForm:
    marked = sorted(str(one) for one in found.concerned)
    picked = {"who": marked, "shown": ",".join(marked)}
    form = forms.ConcernsForm() if sent else forms.ConcernsForm(formdata=None, data=picked)
    form.offer(queries.who_is_meant(found.row, today))
    return form


def about_form(found: Facts, *, sent: bool = False) -> forms.AboutForm:
    kept = {"themes": list(found.row.themes or [])}
    form = forms.AboutForm() if sent else forms.AboutForm(formdata=None, data=kept)
    form.themes.choices = forms.choices(theme_labels())
    return form


def my_parts(found: Facts, account_ids: set[Any]) -> set[Part]:
    """The parts somebody has now."""
    return {one.part for one in found.parts if one.ended_at is None and one.account_id in account_ids}
