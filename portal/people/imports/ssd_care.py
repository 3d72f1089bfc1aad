"""Episodes of care with their placements, care leavers, plans, disabilities: the extract's care facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.people.imports.parsing import BadRow
from portal.people.imports.reading import Row
from portal.people.imports.report import Why
from portal.people.imports.seen import Seen
from portal.people.imports.ssd_people import People, chunks, update
from portal.people.imports.ssd_rows import PlacementRow, Reading
from portal.people.models import Episode, ReviewHeld, ReviewPlanned, SupportSpan, YoungPerson
from portal.people.rules import Support, codes
from portal.people.rules.ssd import in_touch_of
from portal.people.rules.support import LEAVER_FROM

SOURCE = "ssd"
_FARTHEST = timedelta(days=2 * 366)
"""Nobody plans a review further ahead: it is a slip of the year."""
_YES = frozenset({"Y", "1", "T", "TRUE", "YES"})


class Care:
    """Puts care facts to the young people of a batch."""

    def __init__(
        self, people: People, reading: Reading, seen: Seen, placement: Callable[[str], PlacementRow]
    ) -> None:
        self.people, self.reading, self.seen, self.placement = people, reading, seen, placement
        ids = [person.id for person in people.found.values()]
        self.episodes: dict[tuple[UUID, date], Episode] = {}
        self.spans: dict[tuple[UUID, Support, date], SupportSpan] = {}
        self.reviews: dict[tuple[UUID, date], ReviewHeld] = {}
        self.plans: dict[UUID, ReviewPlanned] = {}
        for some in chunks(ids):
            of_episodes = sa.select(Episode).where(Episode.young_person_id.in_(some))
            self.episodes |= {(e.young_person_id, e.started_on): e for e in db.session.scalars(of_episodes)}
            of_reviews = sa.select(ReviewHeld).where(ReviewHeld.young_person_id.in_(some))
            self.reviews |= {(r.young_person_id, r.held_on): r for r in db.session.scalars(of_reviews)}
            of_plans = sa.select(ReviewPlanned).where(ReviewPlanned.young_person_id.in_(some))
            self.plans |= {one.young_person_id: one for one in db.session.scalars(of_plans)}
            of_spans = sa.select(SupportSpan).where(
                SupportSpan.young_person_id.in_(some), SupportSpan.source == SOURCE
            )
            self.spans |= {(s.young_person_id, s.kind, s.from_on): s for s in db.session.scalars(of_spans)}

    def person(self, row: Row, column: str) -> YoungPerson:
        return self.people.get(self.reading.number(row, column))

    def episode(self, row: Row) -> str:
        """An episode and its placement. Blanks take nothing away from what another source said."""
        person = self.person(row, "CLAE_PERSON_ID")
        read = self.reading
        started_on = read.past_day(row, "CLAE_CLA_EPISODE_START_DATE")
        ended_on = (
            read.past_day(row, "CLAE_CLA_EPISODE_CEASED_DATE")
            if row["CLAE_CLA_EPISODE_CEASED_DATE"]
            else None
        )
        if ended_on and ended_on < started_on:
            raise BadRow(Why.ENDS_BEFORE_START, "clae_cla_episode_ceased_date")
        if person.born_on and started_on < person.born_on:
            raise BadRow(Why.BEFORE_BIRTH, "clae_cla_episode_start_date")
        facts = {
            "ended_on": ended_on,
            "reason_started": read.code(row, "CLAE_CLA_EPISODE_START_REASON", codes.REASON_STARTED),
            "need": read.code(row, "CLAE_CLA_PRIMARY_NEED_CODE", codes.NEED),
            "reason_ended": read.code(row, "CLAE_CLA_EPISODE_CEASED_REASON", codes.REASON_ENDED),
            **vars(self.placement(row["CLAE_CLA_PLACEMENT_ID"])),
        }
        self.seen.once(("episode", str(person.id), str(started_on)), facts)
        held = self.episodes.get((person.id, started_on))
        if held is None:
            return self._new_episode(person, started_on, facts)
        said = {name: value for name, value in facts.items() if value}
        if held.source == SOURCE and not ended_on:
            said |= {"ended_on": None}
        return self.people.said(person, same=update(held, {**said, "source": SOURCE}))

    def _new_episode(self, person: YoungPerson, started_on: date, facts: dict[str, object]) -> str:
        made = Episode(young_person_id=person.id, started_on=started_on, source=SOURCE)
        for name, value in facts.items():
            setattr(made, name, value)
        db.session.add(made)
        self.episodes[person.id, started_on] = made
        return self.people.said(person, same=False, said="added")

    def day_ahead(self, row: Row) -> date | None:
        """The day for which a review is planned; None for one that was held or called off. One of today is
        still to come until it is said how they took part. Raises BadRow."""
        planned, today = self.reading.day(row, "CLAR_CLA_REVIEW_DATE"), self.reading.today
        if _is_called_off(row) or planned is None or planned < today:
            return None
        if planned == today and row["CLAR_CLA_REVIEW_PARTICIPATION"]:
            return None
        if planned > today + _FARTHEST:
            raise BadRow(Why.IN_FUTURE, "clar_cla_review_date")
        return planned

    def planned(self, person: YoungPerson, planned_on: date | None) -> str:
        """When the next is planned, the soonest where there are several; None: it is not any more."""
        there = self.plans.get(person.id)
        if there is not None:
            return self.people.said(person, same=update(there, {"planned_on": planned_on}))
        if planned_on is None:
            return "unchanged"
        made = ReviewPlanned(young_person_id=person.id, planned_on=planned_on)
        db.session.add(made)
        self.plans[person.id] = made
        return self.people.said(person, same=False, said="added")

    def review(self, row: Row) -> str:
        """A review that was held. One that was called off is none: when the next is due follows from those
        that were held."""
        person, read = self.person(row, "CLAR_PERSON_ID"), self.reading
        if _is_called_off(row) or read.day(row, "CLAR_CLA_REVIEW_DATE") is None:
            return "unchanged"
        held_on = read.past_day(row, "CLAR_CLA_REVIEW_DATE")
        if person.born_on and held_on < person.born_on:
            raise BadRow(Why.BEFORE_BIRTH, "clar_cla_review_date")
        code = read.code(row, "CLAR_CLA_REVIEW_PARTICIPATION", codes.PARTICIPATION)
        self.seen.once(("review", str(person.id), str(held_on)), code)
        held = self.reviews.get((person.id, held_on))
        if held is not None:
            return self.people.said(person, same=update(held, {"participation": code} if code else {}))
        made = ReviewHeld(young_person_id=person.id, held_on=held_on, participation=code)
        db.session.add(made)
        self.reviews[person.id, held_on] = made
        return self.people.said(person, same=False, said="added")

    def care_leaver(self, row: Row) -> str:
        """A care leaver from their sixteenth birthday on (the extract gives no day), and whether in touch."""
        person = self.person(row, "CLEA_PERSON_ID")
        self.seen.once(("leaver", str(person.id)), dict(row.fields))
        text = row["CLEA_CARE_LEAVER_IN_TOUCH"]
        touch = in_touch_of(text, codes.IN_TOUCH)
        if touch is None:
            self.reading.report.leave_blank(row.file, row.line, Why.UNKNOWN_CODE, "clea_care_leaver_in_touch")
        same = update(person, {"in_touch": touch} if touch else {})
        since = self._sixteenth(person)
        return self._put_span(person, Support.CARE_LEAVER, since, None, same=same)

    def _sixteenth(self, person: YoungPerson) -> date:
        known = (
            day for (owner, kind, day) in self.spans if (owner, kind) == (person.id, Support.CARE_LEAVER)
        )
        born_on = person.born_on
        if born_on is None:
            return next(known, self.reading.tomorrow - timedelta(days=1))
        day = 28 if (born_on.month, born_on.day) == (2, 29) else born_on.day
        return date(born_on.year + LEAVER_FROM, born_on.month, day)

    def in_need(self, row: Row) -> str:
        return self._plan(row, Support.IN_NEED, "CINP_PERSON_ID", "CINP_CIN_PLAN")

    def protected(self, row: Row) -> str:
        return self._plan(row, Support.PROTECTION, "CPPL_PERSON_ID", "CPPL_CP_PLAN")

    def _plan(self, row: Row, kind: Support, owner: str, stem: str) -> str:
        person = self.person(row, owner)
        from_on, until_on = self.reading.span(row, f"{stem}_START_DATE", f"{stem}_END_DATE")
        self.seen.once(("plan", kind, str(person.id), str(from_on)), until_on)
        return self._put_span(person, kind, from_on, until_on)

    def put_need(self, person: YoungPerson, from_on: date, until_on: date | None) -> bool:
        """Whoever has a social worker is a child in need at least; True when that was known."""
        return self._put_span(person, Support.IN_NEED, from_on, until_on) == "unchanged"

    def _put_span(
        self, person: YoungPerson, kind: Support, from_on: date, until_on: date | None, *, same: bool = True
    ) -> str:
        held = self.spans.get((person.id, kind, from_on))
        if held is None:
            made = SupportSpan(
                young_person_id=person.id, kind=kind, from_on=from_on, until_on=until_on, source=SOURCE
            )
            db.session.add(made)
            self.spans[person.id, kind, from_on] = made
            return self.people.said(person, same=False, said="added")
        same &= update(held, {"until_on": until_on})
        return self.people.said(person, same=same)

    def alone(self, row: Row) -> str:
        """Who came alone from another country; of any other immigration status nothing is kept."""
        person = self.person(row, "IMMI_PERSON_ID")
        words = row["IMMI_IMMIGRATION_STATUS"].casefold()
        if "uasc" not in words and "unaccompanied" not in words:
            return "unchanged"
        until = self.reading.day(row, "IMMI_IMMIGRATION_STATUS_END_DATE") or _eighteenth(person)
        self.seen.once(("alone", str(person.id)), until)
        return self.people.said(person, same=update(person, {"unaccompanied_until": until}))

    def disabilities(self, person: YoungPerson, found: Iterable[str]) -> str:
        """All that are known, in the order of the alphabet; "none" only when there is no other."""
        known = sorted(set(found))
        known = [code for code in known if code != "NONE"] or known
        return self.people.said(person, same=update(person, {"disability": " ".join(known)}))


def _is_called_off(row: Row) -> bool:
    return row["CLAR_CLA_REVIEW_CANCELLED"].upper() in _YES


def _eighteenth(person: YoungPerson) -> date | None:
    born_on = person.born_on
    if born_on is None:
        return None
    day = 28 if (born_on.month, born_on.day) == (2, 29) else born_on.day
    return date(born_on.year + 18, born_on.month, day)
