"""A report to the Improvement Board as it is carried away: what its reader may read, and no more."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from portal.documents.report import Table
from portal.kit import dates
from portal.panels.exports.board import CarriedMeasure, CarriedReport
from portal.panels.presenters.downloads import language, made_for
from portal.panels.presenters.measures import MeasureShown, MissRow
from portal.panels.presenters.reports import ActionShown, ReportPage


def carried(page: ReportPage) -> CarriedReport:
    """For the person who reads, with their name."""
    report = page.report
    day = dates.day(report.meets_on)
    return CarriedReport(
        title=str(_("Report to the Improvement Board, %(day)s", day=day)),
        language=language(),
        head=str(_("Improvement Board · %(day)s · restricted", day=day)),
        foot=made_for(),
        lines=_lines(page),
        first=(str(_("What matters most")), report.summary),
        measures=[_measure(one) for one in page.measures],
        counted=page.counted,
        actions=_actions(page.actions) if page.actions else None,
        words=(
            (str(_("Who from outside has looked")), report.outside),
            (str(_("What complaints and case reviews teach us")), report.lessons),
            (str(_("What those lessons have changed")), report.changed),
        ),
    )


def _lines(page: ReportPage) -> list[str]:
    found = [str(_("As it stood on %(day)s.", day=page.on))]
    if page.report.months:
        found.insert(0, str(_("The report after %(months)s months.", months=page.report.months)))
    if not page.whole:
        few = _(
            "Numbers of young people are rounded, and small ones are not shown, so that none points to one "
            "of them."
        )
        found.append(str(few))
    return found


def _measure(one: MeasureShown) -> CarriedMeasure:
    newest = str(_("Newest: %(value)s.", value=one.newest))
    lines = [one.counts, f"{one.standing_words}. {newest} {one.trend}."]
    if one.target:
        lines.append(str(_("Target: %(target)s.", target=one.target)))
    return CarriedMeasure(one.name, lines, _values(one), _targets(one), [_miss(miss) for miss in one.misses])


def _values(one: MeasureShown) -> Table | None:
    if not one.rows:
        return None
    caption = str(_("Values of: %(name)s", name=one.name))
    if not one.whole:
        return Table((str(_("Days")), str(_("Value"))), [(row.days, row.text) for row in one.rows], caption)
    rows = [(row.days, row.text, " ".join(part for part in (row.note, row.link) if part)) for row in one.rows]
    return Table((str(_("Days")), str(_("Value")), str(_("What shows it"))), rows, caption)


def _targets(one: MeasureShown) -> Table | None:
    if not one.targets:
        return None
    head = (str(_("By")), str(_("Target")), str(_("How it stands")), str(_("Why")))
    rows = [(target.by, target.text, target.standing, target.why) for target in one.targets]
    return Table(head, rows, str(_("Targets of: %(name)s", name=one.name)))


def _miss(miss: MissRow) -> str:
    if miss.why:
        then = _("By %(day)s.", day=miss.then_by)
        return f"{miss.by}: {miss.why} {_('What happens now:')} {miss.now} {then}"
    if miss.is_late:
        return f"{miss.by}: {_('Its owner was to say why by %(day)s.', day=miss.asked_by)}"
    return f"{miss.by}: {_('Its owner says why by %(day)s.', day=miss.asked_by)}"


def _actions(actions: Sequence[ActionShown]) -> Table:
    head = (
        str(_("What will be done")),
        str(_("How far it is")),
        str(_("By")),
        str(_("Who")),
        str(_("What shows it")),
    )
    rows = [
        (
            one.title,
            f"{one.words} {one.said}".strip(),
            one.due,
            one.post,
            f"{one.evidence} {one.link}".strip(),
        )
        for one in actions
    ]
    return Table(head, rows, str(_("The plan")))
