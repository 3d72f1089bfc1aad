"""An annual report as it is read: what each paper of the year printed, side by side, and over the whole year
only what was asked and done. Nothing of young people is added up or counted anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from flask_babel import format_date
from flask_babel import gettext as _

from portal.kit import clock
from portal.panels.exports.reports import Carried
from portal.panels.presenters import downloads, numbers
from portal.panels.presenters.packs import SHOWN, sections_of
from portal.panels.queries import annual as queries
from portal.panels.queries.annual import Annual
from portal.panels.queries.papers import Printed
from portal.panels.rules.annual import NOT_SIDE_BY_SIDE, YEARLY, WhyNot, span
from portal.panels.rules.packs import ORDER, Audience, Row, Section, Table


@dataclass(frozen=True)
class AnnualPage:
    """A whole report."""

    report: Annual
    title: str
    year: str
    papers: Sequence[tuple[str, Printed]]  # oldest first, each by its month
    sections: Sequence[Section]
    ahead: Sequence[str]
    made_how: str


def year_words(year: int) -> str:
    """`1 April 2025 to 31 March 2026`."""
    of = span(year)
    return str(_("%(first)s to %(last)s", first=numbers.day(of.first), last=numbers.day(of.last)))


def why_not_words(why: Enum) -> str:
    """What stands in the way, and what to do."""
    words = {
        WhyNot.NOT_OVER: _("This year is not over yet."),
        WhyNot.MADE_ALREADY: _("There is a report of this year already."),
        WhyNot.NO_PAPERS: _("No paper of this year was published, so there is nothing to report from."),
        WhyNot.PUBLISHED: _("This report is published. Nothing of it changes any more."),
        WhyNot.NO_LEAD: _("Write what the year was like first."),
        WhyNot.NOT_SIGNED: _("Somebody who did not write it has to sign it off first."),
        WhyNot.PAPERS_MISSING: _("A paper of this year is not published yet. Publish it first."),
    }
    return str(words[WhyNot(why.value)])


def proposed_lead(report: Annual) -> str:
    """What its papers said first, one a line, to begin from."""
    return "\n".join(f"{month(one.meets_on)}: {one.lead}" for one in report.printed)


def annual_page(report: Annual, audience: Audience = Audience.MEMBERS) -> AnnualPage:
    """The report for the panel's people, or for everybody."""
    packs = [(month(one.meets_on), sections_of(one, audience)) for one in report.printed]
    return AnnualPage(
        report=report,
        title=_("Annual report: %(year)s", year=year_words(report.year)),
        year=year_words(report.year),
        papers=[(month(one.meets_on), one) for one in report.printed],
        sections=[
            *_spoke(report),
            *side_by_side(packs),
            *_yearly(report, audience, {one.key for _label, found in packs for one in found}),
        ],
        ahead=downloads.lines(report.ahead),
        made_how=how_it_is_made(),
    )


def restricted(report: Annual) -> Carried:
    """As a file for the person who asks for it."""
    page = annual_page(report)
    head = _("Corporate Parenting Panel · restricted")
    return _carried(page, head, downloads.made_for())


def public(report: Annual) -> Carried:
    """As a file for everybody."""
    return _carried(
        annual_page(report, Audience.PUBLIC), _("Corporate Parenting Panel"), _("Public version.")
    )


def _carried(page: AnnualPage, head: str, foot: str) -> Carried:
    ahead = Section("ahead", _("What comes next"), "", points=tuple(page.ahead))
    return Carried(
        title=page.title,
        language=downloads.language(),
        head=head,
        foot=foot,
        author=_("Corporate Parenting Panel"),
        lead=page.report.lead,
        between=page.made_how,
        sections=[*page.sections, *([ahead] if page.ahead else [])],
        counted=downloads.counted(page.report.printed[-1]) if page.report.printed else (),
    )


def how_it_is_made() -> str:
    """What stands in it, and what does not."""
    return str(
        _(
            "Each number stands as a paper of the year printed it. Nothing was counted anew. Nothing is "
            "added up: one young person can be in several papers."
        )
    )


def side_by_side(packs: Sequence[tuple[str, Sequence[Section]]]) -> list[Section]:
    """What several papers printed, section by section: a column for each paper."""
    by_key: dict[str, list[tuple[str, Section]]] = {}
    for label, sections in packs:
        for section in sections:
            by_key.setdefault(section.key, []).append((label, section))
    known = {key: place for place, key in enumerate(ORDER)}
    keys = [key for key in by_key if key not in NOT_SIDE_BY_SIDE]
    return [_beside(by_key[key]) for key in sorted(keys, key=lambda key: known.get(key, len(known)))]


def _beside(found: Sequence[tuple[str, Section]]) -> Section:
    newest = found[-1][1]
    stories = [f"{label}: {one.story}" for label, one in found if one.story]
    points = [f"{label}: {point}" for label, one in found for point in one.points]
    captions = dict.fromkeys(table.caption for _label, one in found for table in one.tables)
    tables = [
        _merged([(label, table) for label, one in found for table in one.tables if table.caption == caption])
        for caption in captions
    ]
    how = dict.fromkeys(line for _label, one in found for line in one.how)
    return Section(newest.key, newest.title, "", tuple(tables), (*stories, *points), tuple(how))


def _merged(found: Sequence[tuple[str, Table]]) -> Table:
    """One table of several: a row for each label, a column for each paper."""
    newest = found[-1][1]
    labels = list(dict.fromkeys(row.label for _label, table in reversed(found) for row in table.rows))
    rows = [{row.label: row for row in table.rows} for _label, table in found]
    columns = " · ".join(newest.head[1:])
    return Table(
        caption=f"{newest.caption} ({columns})" if len(newest.head) > 2 else newest.caption,
        head=(newest.head[0], *(label for label, _table in found)),
        rows=tuple(_line(label, [each.get(label) for each in rows]) for label in labels),
    )


def _line(label: str, found: Sequence[Row | None]) -> Row:
    missing = str(_("not in this paper"))
    return Row(label, tuple(_together(row.values) if row else missing for row in found))


def _together(values: Sequence[str]) -> str:
    """What one paper printed in one line; that a change is not shown goes without saying."""
    hidden = str(_("not shown"))
    said = [value for place, value in enumerate(values) if value and (value != hidden or place == 0)]
    return " · ".join(said)


def _spoke(report: Annual) -> list[Section]:
    """The papers of the year, and how many spoke in each."""
    rows = [
        Row(month(one.meets_on), (numbers.span(one.period), numbers.said(one.paper).text))
        for one in report.printed
    ]
    if not rows:
        return []
    head = (_("Paper"), _("Between"), _("Who spoke"))
    table = Table(_("The panel’s papers of the year"), head, tuple(rows))
    return [Section("papers", _("The papers of the year"), "", (table,))]


def _yearly(report: Annual, audience: Audience, stood: Collection[str]) -> list[Section]:
    """What was asked and done over the whole year: of what stood in a paper of the year for the same readers.
    What was left out of every paper, or was not public in any, is not brought in by the back door."""
    kept = report.kept
    if kept is None:
        kept = queries.gathered(report, today=numbers.today(), now=clock.now()) if report.printed else {}
    found = [
        SHOWN[key](kept[key], audience) for key in YEARLY if key in kept and key in SHOWN and key in stood
    ]
    return [one for one in found if one is not None]


def month(day: date) -> str:
    """`June 2026`."""
    return str(format_date(day, "LLLL y"))
