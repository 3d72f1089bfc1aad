"""Saying that two records are the same young person: by a person, never by a name, and undone while it can
be."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.kit import clock
from portal.kit.errors import Refused
from portal.people import commands, queries
from portal.people.imports import Report, import_903, import_ssd
from portal.people.models import CareLink, Identifier, Merge, ReviewPlanned, YoungPerson
from portal.people.rules.merging import Half, WhyNotMerge, stays, why_not_merge
from portal.policy.roles import Role
from portal.reviews.commands import reviews
from portal.reviews.jobs import reviews as jobs
from portal.reviews.models import ReviewMeeting
from tests.support.counting import count_queries
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.ssd import Extract

RETURN = Path(__file__).parent.parent / "data" / "ssda903"
LIST = "/staff/young-people/merge"
BORN = date(2010, 3, 27)


@pytest.fixture
def extract(tmp_path: Path) -> Extract:
    """Amina's older number was never written down: nothing says that P1 is the return's 1001."""
    made = Extract(tmp_path / "extract")
    made.change("ssd_person", 0, pers_legacy_id="")
    made.write()
    return made


def read(extract: Extract) -> None:
    with db.transaction():
        import_903(RETURN)
        import_ssd(extract.folder)


def with_ssd(number: str) -> YoungPerson:
    found = db.session.scalar(
        sa.select(YoungPerson)
        .join(Identifier, Identifier.young_person_id == YoungPerson.id)
        .where(Identifier.kind == "ssd", Identifier.value_hash == queries.number_hash(number))
    )
    assert found
    return found


def with_ref(number: str) -> YoungPerson:
    found = queries.get(queries.with_number(number))  # type: ignore[arg-type]  # a failing test says so
    assert found
    return found


def compare(page: Page) -> Page:
    return page.visit(LIST).follow("Compare Amina Vale")


@pytest.fixture
def admin(make: Make) -> Account:
    return make.staff(Role.ADMINISTRATOR)


def test_what_is_not_matched_waits_in_two_lists(page: Page, admin: Account, extract: Extract) -> None:
    page.sign_in(admin).visit(LIST)
    assert "No extract of the case system has been read yet." in page.main
    read(extract)
    page.visit("/staff/young-people").follow("Who is the same young person")
    assert "In the yearly return (3)" in page.main  # 1001, 1003, 2001; 1002 was found by number
    assert "In the case system (2)" in page.main  # Amina and Dan; Cara is in no return
    assert "Cara" not in page.main
    assert page.main.count("Compare Amina Vale") == 1


def test_saying_yes_makes_them_one(page: Page, admin: Account, extract: Extract, make: Make) -> None:
    read(extract)
    with db.transaction():
        left, kept = with_ssd("P1").id, with_ref("1001").id
    page.sign_in(admin)
    compare(page)
    assert "1001" in page.main
    page.submit("They are the same young person")
    assert "They are one young person here from now on." in page.main
    with db.transaction():
        person = with_ssd("P1")
        assert (person.id, person.full_name, person.child_ref) == (kept, "Amina Vale", "1001")
        newest = queries.episodes_of(kept)[0]
        assert (newest.placed_postcode, len(queries.episodes_of(kept))) == ("WD10 6ZQ", 3)
        actions = set(db.session.scalars(sa.select(Event.young_person_id).where(Event.action == "merge")))
    assert actions == {kept, left}
    page.visit(f"/staff/young-people/{left}", status=404)
    page.visit("/staff/young-people").submit("Search", asked="Amina")
    assert page.main.count("Amina Vale") == 1
    again = _again(extract)
    assert (len(again.added), len(again.changed)) == (0, 0)


def _again(extract: Extract) -> Report:
    with db.transaction():
        return import_ssd(extract.folder)


def test_it_can_be_undone_while_nothing_followed(page: Page, admin: Account, extract: Extract) -> None:
    read(extract)
    with db.transaction():
        left, kept = with_ssd("P1").id, with_ref("1001").id
    compare(page.sign_in(admin)).submit("They are the same young person")
    page.submit("Undo Amina Vale")
    assert "They are two young people again." in page.main
    with db.transaction():
        assert (with_ssd("P1").id, with_ref("1001").id) == (left, kept)
        assert (with_ref("1001").full_name, with_ssd("P1").full_name) == ("", "Amina Vale")
        assert queries.episodes_of(left)[0].placed_postcode == "WD10 6ZQ"
        assert len(queries.episodes_of(kept)) == 2
        again = db.session.scalars(sa.select(Merge)).one()
        with pytest.raises(Refused) as refused:
            commands.undo_merge(again, by=None)
    assert refused.value.reason is WhyNotMerge.UNDONE_ALREADY


def test_the_review_that_the_case_system_has_planned_goes_over_and_comes_back(extract: Extract) -> None:
    read(extract)
    with db.transaction() as session:
        left, kept = with_ssd("P1").id, with_ref("1001").id
        session.execute(sa.delete(ReviewPlanned))
        for one, day in ((left, 20), (kept, 9)):
            session.add(ReviewPlanned(young_person_id=one, planned_on=date(2026, 3, day), taken_on=BORN))
    merged = merge_them(left, kept)
    assert plans() == {(kept, 9, None), (left, 20, BORN)}, "one each: that of the record that stays"
    undo(merged)
    with db.transaction() as session:
        session.execute(sa.delete(ReviewPlanned).where(ReviewPlanned.young_person_id == kept))
        session.execute(sa.update(ReviewPlanned).values(taken_on=BORN))
    merged = merge_them(left, kept)
    assert plans() == {(kept, 20, None)}, "news to the review of the record that stays"
    undo(merged)
    assert plans() == {(left, 20, None)}


def test_a_meeting_that_only_the_case_system_planned_does_not_keep_two_apart(
    extract: Extract, make: Make
) -> None:
    read(extract)
    with db.transaction() as session:
        left, kept = with_ssd("P1").id, with_ref("1001").id
        session.execute(sa.delete(ReviewPlanned))
        session.add(ReviewPlanned(young_person_id=left, planned_on=clock.now().date() + timedelta(days=20)))
        reviews.ensure_review(left, today=clock.now().date(), now=clock.now())
    jobs.follow_case_system(clock.now(), clock.now().date())
    with db.transaction() as session:
        assert session.scalars(sa.select(ReviewMeeting.young_person_id)).all() == [left]
        person = session.get_one(YoungPerson, kept)
    make.account_for(person)
    merge_them(left, kept)
    assert plans() == {(kept, (clock.now() + timedelta(days=20)).date().day, None)}


def merge_them(one: UUID, other: UUID) -> UUID:
    with db.transaction() as session:
        people = [session.get_one(YoungPerson, each) for each in (one, other)]
        return commands.merge(*people, by=None).id


def undo(merged: UUID) -> None:
    with db.transaction() as session:
        commands.undo_merge(session.get_one(Merge, merged), by=None)


def plans() -> set[tuple[UUID, int, date | None]]:
    db.session.remove()
    found = db.session.scalars(sa.select(ReviewPlanned)).all()
    return {(one.young_person_id, one.planned_on.day if one.planned_on else 0, one.taken_on) for one in found}


def test_once_something_followed_it_stays(page: Page, admin: Account, extract: Extract, make: Make) -> None:
    read(extract)
    with db.transaction():
        kept = with_ref("1001")
    compare(page.sign_in(admin)).submit("They are the same young person")
    make.account_for(kept)
    page.visit(LIST).submit("Undo Amina Vale")
    assert "This cannot be undone any more" in page.main
    with db.transaction():
        assert with_ssd("P1").id == kept.id


def test_the_record_in_use_stays_and_two_in_use_stay_two(
    page: Page, admin: Account, extract: Extract, make: Make
) -> None:
    read(extract)
    with db.transaction():
        ours, theirs = with_ssd("P1"), with_ref("1001")
    make.account_for(ours)
    make.account_for(theirs)
    compare(page.sign_in(admin))
    assert "Both have been used here" in page.main
    assert "It can be undone" not in page.main
    page.post(page.url, {"same": "yes"}, status=409)
    with db.transaction():
        db.session.execute(sa.delete(Account).where(Account.young_person_id == theirs.id))
    compare(page).submit("They are the same young person")
    with db.transaction():
        assert with_ref("1001").id == ours.id


def test_who_is_not_the_same_is_not_offered_again(page: Page, admin: Account, extract: Extract) -> None:
    read(extract)
    compare(page.sign_in(admin)).submit("They are not the same")
    assert "Compare Amina Vale" not in page.main
    with db.transaction():
        assert with_ssd("P1").child_ref == ""


def test_any_two_can_be_picked_and_a_missing_pick_is_said(
    page: Page, admin: Account, extract: Extract
) -> None:
    read(extract)
    page.sign_in(admin).visit(LIST).submit("Compare these two", status=422)
    assert page.mistakes == ["Choose one from each list."]
    with db.transaction():
        one, other = with_ref("1003"), with_ssd("P1")
    page.visit(LIST).submit("Compare these two", one=str(one.id), other=str(other.id))
    assert "Their days of birth differ" in page.main
    page.visit(LIST).submit("Search", asked="ami")
    assert "In the case system (1)" in page.main
    assert "ami" not in page.url


def test_only_administrators_merge(page: Page, make: Make, extract: Extract) -> None:
    read(extract)
    with db.transaction():
        one, other = with_ref("1001"), with_ssd("P1")
    page.sign_in(make.staff(Role.PARTICIPATION_WORKER)).visit(LIST, status=404)
    page.visit(f"{LIST}/{one.id}/{other.id}", status=404)
    page.visit("/staff/young-people")
    assert "Who is the same young person" not in page.main


def test_links_go_over_to_the_record_that_stays(make: Make, extract: Extract) -> None:
    read(extract)
    with db.transaction():
        ours = with_ssd("P1")
    make.worker_of(ours)
    with db.transaction():
        commands.merge(with_ref("1001"), with_ssd("P1"), by=None)
        assert set(db.session.scalars(sa.select(CareLink.young_person_id))) == {with_ref("1001").id}


def test_the_list_takes_the_same_queries_for_many(page: Page, admin: Account, extract: Extract) -> None:
    read(extract)
    page.sign_in(admin).visit(LIST)
    few = count_queries(lambda: page.visit(LIST))
    for number in range(20):
        extract.add("ssd_person", pers_person_id=f"N{number}", pers_forename="New",
                    pers_surname=f"Hill{number}",
                    pers_dob="2010-03-27")  # fmt: skip
        extract.add("ssd_cla_episodes", clae_person_id=f"N{number}", clae_cla_episode_start_date="2024-01-01")
    extract.write()
    _again(extract)
    many = count_queries(lambda: page.visit(LIST))
    assert "In the case system (22)" in page.main
    assert many == few


def test_rules_say_why_not_and_who_stays() -> None:
    ours = Half(BORN, has_number=False, in_use=True, is_merged=False)
    returns = Half(BORN, has_number=True, in_use=False, is_merged=False)
    assert why_not_merge(ours, returns, same=False) is None
    assert why_not_merge(ours, returns, same=True) is WhyNotMerge.THE_SAME
    assert why_not_merge(returns, returns, same=False) is WhyNotMerge.TWO_NUMBERS
    assert why_not_merge(ours, ours, same=False) is WhyNotMerge.BOTH_IN_USE
    apart = Half(date(2011, 1, 1), has_number=True, in_use=False, is_merged=False)
    assert why_not_merge(ours, apart, same=False) is WhyNotMerge.BORN_APART
    gone = Half(BORN, has_number=False, in_use=False, is_merged=True)
    assert why_not_merge(returns, gone, same=False) is WhyNotMerge.MERGED_BEFORE
    assert stays(ours, returns)
    assert not stays(returns, ours)
    assert stays(returns, Half(BORN, has_number=False, in_use=False, is_merged=False))


def test_before_there_is_an_extract_nothing_is_offered_to_compare(page: Page, admin: Account) -> None:
    with db.transaction():
        import_903(RETURN)
    page.sign_in(admin).visit(LIST)
    assert "No extract of the case system has been read yet." in page.main
    assert "Compare these two" not in page.html
    page.post(f"{LIST}/compare", status=422)


def test_while_one_list_is_empty_the_other_is_only_shown(
    page: Page, admin: Account, extract: Extract, make: Make
) -> None:
    with db.transaction():
        import_ssd(extract.folder)
    make.young_person(child_ref="7001")  # added by hand: in no return
    page.sign_in(admin).visit(LIST)
    assert "Amina Vale" in page.main
    assert "7001" not in page.main
    assert "One list is empty" in page.main
    assert "Compare these two" not in page.html
