"""Which year an annual report is about, and when it may be made and published. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from portal.disclosure.counts import Period

YEARLY = ("challenge", "changed", "plan")
"""What the council did and was asked: gathered once over the whole year. Everything else stands as each
paper printed it: numbers of young people are never counted anew, so that nothing new can be worked out."""
NOT_SIDE_BY_SIDE = frozenset(YEARLY)


class Stage(StrEnum):
    """Where an annual report is."""

    PREPARING = "preparing"
    PUBLISHED = "published"


class WhyNot(StrEnum):
    """Why an annual report is not made, changed or published."""

    NOT_OVER = "not_over"
    MADE_ALREADY = "made_already"
    NO_PAPERS = "no_papers"
    PUBLISHED = "published"
    NO_LEAD = "no_lead"
    NOT_SIGNED = "not_signed"
    PAPERS_MISSING = "papers_missing"


def span(year: int) -> Period:
    """The year that begins on 1 April."""
    return Period(date(year, 4, 1), date(year + 1, 3, 31))


def year_of(day: date) -> int:
    """The year in which a day lies. A paper is of the year in which its period ends."""
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def why_not_make(year: int, *, today: date, made: Collection[int], papers: int) -> WhyNot | None:
    """Once for a year that is over, of which a paper was published."""
    if span(year).last >= today:
        return WhyNot.NOT_OVER
    if year in made:
        return WhyNot.MADE_ALREADY
    return None if papers else WhyNot.NO_PAPERS


def why_not_change(stage: Stage) -> WhyNot | None:
    """What was published stays as it is."""
    return WhyNot.PUBLISHED if stage is Stage.PUBLISHED else None


def why_not_ask(stage: Stage, *, lead: str, unpublished: int) -> WhyNot | None:
    """Looked at by a second person once it has its words and every paper of its year is out. `unpublished`:
    papers of the year that are still in the making."""
    if stage is Stage.PUBLISHED:
        return WhyNot.PUBLISHED
    if unpublished:
        return WhyNot.PAPERS_MISSING
    return None if lead.strip() else WhyNot.NO_LEAD


def why_not_publish(stage: Stage, *, lead: str, unpublished: int, is_signed: bool) -> WhyNot | None:
    """Only what a second person signed off."""
    return why_not_ask(stage, lead=lead, unpublished=unpublished) or (
        None if is_signed else WhyNot.NOT_SIGNED
    )
