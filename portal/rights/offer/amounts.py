"""Amounts that stand in law or guidance, with the day since when and the source. A council's own file changes
them (`own.py`). None was checked against its source by a lawyer yet: the page says so."""

from __future__ import annotations

from datetime import date

from portal.rights.rules.owed import Amount, Kind

AMOUNTS = (
    # One council in ten paid less; an uplift in 2026 was not found.
    Amount("setting_up_home", 3000, date(2023, 4, 1), Kind.GUIDANCE, "Leaving care allowance, DfE"),
    Amount("university", 2000, date(2009, 9, 1), Kind.LAW, "SI 2009/2274"),
    Amount("college", 1200, date(2011, 8, 1), Kind.GUIDANCE, "16 to 19 Bursary Fund guide"),
    Amount("apprentice", 3000, date(2023, 8, 1), Kind.GUIDANCE, "Care leavers' apprenticeship bursary"),
)
