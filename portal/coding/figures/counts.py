"""How many young people spoke of each theme. Only what a person confirmed counts."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.coding.codebook import codebook
from portal.coding.models import CodedTheme
from portal.disclosure.counts import Period
from portal.people.queries.bands import bands_of, counted


def themes(period: Period) -> dict[str, dict[str, int]]:
    """Theme -> age band (on the period's last day) -> young people who spoke of it, each counted once a
    theme. Every theme of the codebook is there, with zeros where nobody spoke.

    The codebook is read as it stood on the period's last day: what was merged by then counts where it went,
    what was merged later still counts by itself, so that a period counted again gives the numbers it gave
    before."""
    book, speakers = codebook(), defaultdict[str, set[UUID]](set)
    goes_to = {theme.key: book.on(theme.key, period.last) for theme in book.themes}
    for row in db.session.execute(_who_spoke_of_what(period)):
        speakers[goes_to[row.theme]].add(row.young_person_id)
    bands = bands_of(set().union(*speakers.values()), period.last)
    return {theme.key: counted(speakers[theme.key], bands) for theme in book.themes}


def _who_spoke_of_what(period: Period) -> sa.Select[str, UUID]:
    return (
        sa.select(CodedTheme.theme, CodedTheme.young_person_id)
        .where(
            CodedTheme.theme.in_(
                [theme.key for theme in codebook().themes]
            ),  # so that the index is used from its first column
            CodedTheme.said_on.between(period.first, period.last),
        )
        .group_by(CodedTheme.theme, CodedTheme.young_person_id)
    )
