"""The demo's annual report: of the last year that is over, if a paper of it was published. By the product's
own commands."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.accounts.queries import staffing
from portal.panels.commands import annual, packs_signing
from portal.panels.queries.annual import years

LEAD = (
    "Young people spoke most of family time, and of hearing late when something changes. Some of what the "
    "panel asked for was done; some was not, and the report says which."
)
AHEAD = "Ring young people before family time changes.\nShow everybody their new home before they move."


def report(support: UUID, *, today: date, now: datetime) -> None:
    """Written by panel support, signed off by a manager, published for everybody. Nothing where there is no
    paper of a year that is over, or no manager."""
    officers = [one for one, _name in staffing.officers(today) if one != support]
    year = next((one.year for one in years(today) if one.papers and one.report_id is None), None)
    if year is None or not officers:
        return
    with db.transaction():
        made = annual.make(year, by=support, today=today, now=now)
        annual.save_words(made, LEAD, AHEAD, by=support, now=now)
    with db.transaction():
        annual.ask_sign_off(made, officers[0], by=support, today=today, now=now)
        packs_signing.give(made, by=officers[0], now=now, kind=annual.KIND)
    with db.transaction():
        annual.publish(made, is_public=True, by=support, today=today, now=now)
