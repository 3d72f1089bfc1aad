"""What judged samples said, in figures: by agency, hidden where small, counted once."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import db
from portal.disclosure.counts import SAID
from portal.kit import clock
from portal.listening import jobs
from portal.listening.figures.audited import Audit, audited
from portal.listening.models import ListeningAudit, Sample, Sampled
from portal.listening.queries.audited import audited_quarter
from portal.listening.rules.samples import Score, audited_quarters
from portal.policy.roles import Role
from portal.voice.models import Statement
from tests.listening.sampling import LONDON, Council, answered, council
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows


@pytest.fixture
def them(make: Make) -> Council:
    return council(make)


def _judged(make: Make, them: Council, many: int, *, agency: str = "", found: int = 0, done: int = 0) -> None:
    """So many were judged, of so many more should have been done, and of some of those something was."""
    statements = [answered(make, them) for _ in range(many)]
    with db.transaction() as session:
        sample = session.scalars(sa.select(Sample)).one_or_none() or Sample(
            first_on=audited_quarters(clock.now().date())[0].first,
            seed=uuid.uuid4().bytes * 2,
            drawn_at=clock.now(),
        )
        session.add(sample)
        session.flush()
        for number, said in enumerate(statements):
            row = Sampled(
                sample_id=sample.id,
                statement_id=said.id,
                young_person_id=said.young_person_id,
                to_id=them.worker.id,
                kept=Score.YES,
                answered=Score.NO if number < found else Score.YES,
                acted=Score.CANT_TELL,
                agree=Score.YES,
                judged_at=clock.now(),
                act_by_on=clock.now().date() if number < found else None,
                done_at=clock.now() if number < done else None,
            )
            row.agency = agency
            session.add(row)


def test_what_is_counted_of_a_quarter(make: Make, them: Council) -> None:
    _judged(make, them, 4, found=2, done=1)
    _judged(make, them, 1, agency="Northgate Health")
    period = audited_quarters(clock.now().date())[0]
    with db.transaction():
        found = audited(period)
    counts = {audit: len(found.by[audit]) for audit in Audit}
    assert len(found.judged) == 5
    assert counts == {"kept": 5, "answered": 3, "acted": 0, "agree": 5, "found": 2, "done": 1}
    assert sorted(found.agencies.values()) == ["", "", "", "", "Northgate Health"]
    with db.transaction() as session:
        session.execute(sa.update(Statement).values(taken_back_at=clock.now()))
    with db.transaction():
        assert not audited(period).agencies


def test_numbers_by_agency_and_small_ones_are_not_shown(page: Page, make: Make, them: Council) -> None:
    _judged(make, them, 12, found=6, done=6)
    _judged(make, them, 2, agency="Northgate Health", found=1)
    assert jobs.count_audits(LONDON) == 1
    page.sign_in(them.manager).visit("/staff/listening").follow("Judged samples")
    assert "Northgate Health" in page.main
    with db.transaction():
        found = audited_quarter(None)
    assert found is not None
    small = found.paper.cells[SAID.of("agency", str(found.agencies.index("Northgate Health")))]
    assert small.number is None
    page.visit(f"/staff/listening/samples?quarter={found.first}")
    page.visit("/staff/listening/samples?quarter=2001-01-01", status=404)
    page.visit("/staff/listening/samples?quarter=x", status=404)


def test_a_quarter_is_counted_once_also_by_two_workers_and_one_without_samples_never(
    make: Make, them: Council
) -> None:
    assert jobs.count_audits(LONDON) == 0
    _judged(make, them, 6)
    both = [threading.Thread(target=jobs.count_audits, args=(LONDON,)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    before = [row.numbers for row in rows(ListeningAudit)]
    assert len(before) == 1
    _judged(make, them, 9)
    assert jobs.count_audits(LONDON) == 0
    assert [row.numbers for row in rows(ListeningAudit)] == before


def test_a_quarter_waits_until_its_findings_had_their_time(make: Make, them: Council) -> None:
    _judged(make, them, 1)
    period = audited_quarters(clock.now().date())[0]
    with db.transaction() as session:
        session.execute(sa.update(Sample).values(first_on=period.last + timedelta(days=1)))
    assert jobs.count_audits(LONDON) == 0


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.IRO, Role.PARTNER, Role.PANEL_MEMBER])
def test_others_do_not_find_it(page: Page, make: Make, role: Role) -> None:
    page.sign_in(make.staff(role)).visit("/staff/listening/samples", status=404)
