"""The forms of measures, filled with what they begin with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from portal.accounts.queries import staffing
from portal.kit import dates
from portal.panels.forms.measures import ExplainForm, MeasureForm, NamedForm, TargetForm, ValueForm
from portal.panels.presenters.measures import number_words
from portal.panels.presenters.plan import today
from portal.panels.queries.measures import MeasureFound, Miss
from portal.panels.readymade import Readymade
from portal.panels.rules.reports import in_months
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Subject

MONTHS = (6, 12)


def measure_form(ready: Readymade | None) -> MeasureForm:
    """A new measure. What a ready-made one counts, and which way is good, stays as it is."""
    data: dict[str, Any] = {}
    if ready:
        data = {
            "name": ready.name,
            "counts": ready.counts,
            "source": ready.source,
            "how": ready.how,
            "unit": ready.unit.value,
            "better": ready.better.value,
            "about_children": ready.about_children,
            "ready_key": ready.key,
        }
    form = MeasureForm(data=data)
    if ready:
        del form.unit, form.better, form.about_children
    form.offer(staffing.owners(today()))
    return form


def change_form(found: MeasureFound) -> NamedForm:
    """The measure in its words now."""
    row = found.measure
    data = {
        "name": row.name,
        "counts": row.counts,
        "source": row.source,
        "how": row.how,
        "post": row.post,
        "owner": str(row.owner_id),
        "seen": str(row.mark),
    }
    form = NamedForm(data=data)
    form.offer(staffing.owners(today()))
    return form


def named(form: NamedForm) -> dict[str, Any]:
    """What a measure is called and who has it, as typed."""
    return {
        "name": form.name.data or "",
        "counts": form.counts.data or "",
        "source": form.source.data or "",
        "how": form.how.data or "",
        "post": form.post.data or "",
        "owner_id": form.owner_id(),
    }


def named_now(found: MeasureFound) -> dict[str, Any]:
    """The same as it stands."""
    row = found.measure
    words = {"name": row.name, "counts": row.counts, "source": row.source, "how": row.how, "post": row.post}
    return {**words, "owner_id": row.owner_id}


def value_form(found: MeasureFound) -> ValueForm:
    form = ValueForm()
    form.set_up(found, today())
    return form


def target_form() -> TargetForm:
    form = TargetForm()
    form.set_up(today())
    return form


def explain_form() -> ExplainForm:
    form = ExplainForm()
    form.set_up(today())
    return form


def target_days() -> Sequence[tuple[int, str]]:
    """The days that are 6 and 12 months away."""
    return [(months, dates.day(in_months(today(), months))) for months in MONTHS]


def to_explain(found: MeasureFound) -> Sequence[tuple[UUID, str]]:
    """Misses this viewer has to say something of: the target's day of each."""
    if not may(P.EXPLAIN_MISS, Subject(None, relations=found.relations)):
        return []
    return [(miss.id, miss_words(found, miss)["day"]) for miss in found.waiting]


def miss_words(found: MeasureFound, miss: Miss) -> dict[str, str]:
    """The target that was missed, in words."""
    target = next(one for one in found.measure.targets if one.id == miss.target_id)
    return {
        "day": dates.short_day(target.by_on),
        "number": number_words(target.number, found.measure.unit),
        "asked_by": dates.day(miss.answer_by_on),
    }
