"""The themes are changed by staff, each change a version: it holds at once, moves nothing that was sorted or
printed, and says who, when and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.coding.codebook import codebook, published
from portal.coding.figures import themes as counted_themes
from portal.coding.models import CodebookVersion
from portal.coding.queries import sorted_by, speakers, themes_spoken_of
from portal.coding.queries.suggested import machine_said, suggested
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.kit.errors import Refused
from portal.policy.roles import Role
from portal.sorting import jobs
from portal.sorting.commands import codebook as commands
from portal.sorting.jobs.suggesting import suggest_themes
from portal.sorting.rules.codebook import Around, Told, WhyNot
from tests.sorting.publishing import PETS, WHY, nothing_published
from tests.support.coded import coded, in_care, themes_stored
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted

__all__ = ["nothing_published"]

pytestmark = pytest.mark.usefixtures("nothing_published")

TOLD = Told(
    label="Pets and animals",
    child_label="My pets",
    description="Dogs, cats and other animals.",
    words=("dog", "cat"),
    include=("I miss my dog",),
    exclude=(),
    promise="home",
    picture="activities",
    for_children=True,
)


@pytest.fixture
def pia(make: Make) -> Account:
    return make.staff(Role.PARTICIPATION_WORKER, name="Pia Part")


@pytest.fixture
def reader(make: Make) -> Account:
    return make.staff(Role.READER, name="Rae Reader")


@pytest.fixture
def around(pia: Account) -> Callable[..., Around]:
    def make(**changes: Any) -> Around:
        now = changes.pop("now", clock.now())
        given = {"based_on": codebook().version, "send_once": uuid4(), "on": now.date()} | changes
        return Around(by=pia.id, why=WHY, now=now, **given)

    return make


def _published(command: Callable[[], object]) -> None:
    with db.transaction():
        command()


def test_a_new_theme_is_offered_at_once_everywhere(page: Page, make: Make, pia: Account) -> None:
    page.sign_in(pia).visit("/staff/themes").follow("The themes").follow("Add a theme")
    page.submit("Publish the new theme", **PETS)
    assert page.heading == "Themes"
    assert "Pets and animals" in page.main
    assert "New theme: Pets and animals" in page.main
    assert "Pia Part" in page.main
    assert WHY in page.main

    sam = make.account_for(make.young_person())
    page.sign_out().sign_in(sam).visit("/say/words")
    assert "My pets" in page.html
    assert codebook().keys[-1] == "own_2"


def test_the_same_form_sent_twice_is_one_version(around: Callable[..., Around]) -> None:
    once = around()
    for _time in range(2):
        _published(lambda: commands.add(TOLD, once))
    with db.transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(CodebookVersion)) == 1
        assert session.scalar(sa.select(Event.action).where(Event.action.contains("codebook")))


def test_of_two_who_change_it_at_once_the_second_looks_again(
    page: Page, pia: Account, around: Callable[..., Around]
) -> None:
    page.sign_in(pia).visit("/staff/themes/codebook/new")
    _published(lambda: commands.add(TOLD, around()))
    page.submit("Publish the new theme", **PETS | {"label": "Music", "child_label": "Songs"}, status=422)
    assert "Somebody else published a change meanwhile" in page.text
    assert page.value("label") == "Music"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"label": ""}, "Write a name for adults."),
        ({"label": "Family time"}, "Another theme has this name"),
        ({"child_label": "my family "}, "Another theme has this name"),
        ({"label": "x" * 61}, "too long"),
        ({"words": " , ,"}, "Write a word or two"),
        ({"words": ", ".join(f"w{n}" for n in range(201))}, "too many words"),
        ({"sure": False}, "Tick that it is to be published"),
        ({"why": ""}, "Write why"),
    ],
)
def test_a_theme_that_cannot_be_published_says_why(
    page: Page, pia: Account, changes: dict[str, Any], message: str
) -> None:
    page.sign_in(pia).visit("/staff/themes/codebook/new")
    page.submit("Publish the new theme", **PETS | changes, status=422)
    assert message in page.text
    assert codebook().version == 1


def test_other_words_are_the_same_theme(page: Page, pia: Account) -> None:
    page.sign_in(pia).visit("/staff/themes/codebook/school/change")
    page.submit("Publish the change", label="School and learning", why=WHY, sure="y")
    assert codebook().theme("school").label == "School and learning"
    assert codebook().theme("school").words
    page.visit("/staff/themes/codebook/school/change")
    page.submit("Publish the change", why=WHY, sure="y", status=422)
    assert "Nothing was changed" in page.text


def test_a_merged_theme_keeps_what_was_sorted_under_it(
    make: Make, reader: Account, around: Callable[..., Around]
) -> None:
    person = make.young_person()
    before = make.statement(person, read_by=reader, sent_at=datetime(2026, 8, 20, 12, tzinfo=UTC))
    coded(before, reader, "activities")
    _published(lambda: commands.merge("activities", "friends", around()))
    assert themes_stored(before) == {"activities"}
    with db.transaction():
        known = sorted_by(before.id)
        assert known is not None
        assert known.themes == {"friends"}
        assert [theme for theme, _ in themes_spoken_of(person.id)] == ["friends"]
        assert speakers("friends", date(2026, 8, 1), date(2026, 8, 31)) == [person.id]
    with pytest.raises(Refused):
        coded(before, reader, "activities")


def test_a_merge_moves_no_number_of_a_period_that_was_over(
    make: Make, reader: Account, around: Callable[..., Around]
) -> None:
    """Counted again, a closed period gives what it gave before: nobody can take one from the other."""
    summer = Period(date(2026, 7, 1), date(2026, 9, 30))
    for themes in (("activities",), ("friends",), ("activities", "friends")):
        person = make.young_person()
        in_care(person, date(2026, 1, 1))
        said = make.statement(person, read_by=reader, sent_at=datetime(2026, 8, 20, 12, tzinfo=UTC))
        coded(said, reader, *themes)
    with db.transaction():
        was = counted_themes(summer)
    late = datetime(2026, 10, 5, 12, tzinfo=UTC)
    _published(lambda: commands.merge("activities", "friends", around(now=late)))
    with db.transaction():
        assert counted_themes(summer) == was
        year = counted_themes(Period(date(2026, 4, 1), date(2027, 3, 31)))
        assert sum(year["friends"].values()) == 3
        assert sum(year["activities"].values()) == 0
    assert "activities" in [one.key for one in codebook().counted(summer.last)]


def test_a_split_offers_two_in_its_place(page: Page, pia: Account) -> None:
    page.sign_in(pia).visit("/staff/themes/codebook/health/split")
    page.submit(
        "Split it in two",
        first_label="Body",
        first_child="My body",
        first_words="doctor, dentist",
        second_label="Fitness",
        second_child="Keeping fit",
        second_words="gym",
        why=WHY,
        sure="y",
    )
    book = codebook()
    assert "health" not in book.keys
    assert [book.theme(key).label for key in book.keys[-2:]] == ["Body", "Fitness"]
    assert "Split in two: Health" in page.main


def test_what_is_put_away_is_not_offered_any_more(
    page: Page, make: Make, pia: Account, reader: Account
) -> None:
    said = make.statement(make.young_person(), "I like the gym", read_by=reader)
    coded(said, reader, "health")
    page.sign_in(pia).visit("/staff/themes/codebook/health/put-away")
    page.submit("Put it away", why=WHY, sure="y")
    assert "Health: put away" in page.main
    assert "health" not in codebook().keys
    page.sign_out().sign_in(reader).visit(f"/staff/desk/{said.id}")
    assert "Health" in page.main  # what it was sorted under still has its name
    assert not [one for one in page.everything if one.get("value") == "health"]


def test_pressed_twice_it_is_put_away_once(page: Page, pia: Account) -> None:
    page.sign_in(pia).visit("/staff/themes/codebook/health/put-away")
    sent = {name: page.value(name) for name in ("send_once", "based_on", "csrf_token")}
    for _time in range(2):
        page.post("/staff/themes/codebook/health/put-away", sent | {"why": WHY, "sure": "y"})
        assert page.heading == "Themes"
    assert codebook().version == 2


def test_a_theme_that_is_gone_has_no_form(page: Page, pia: Account, around: Callable[..., Around]) -> None:
    _published(lambda: commands.put_away("health", around()))
    page.sign_in(pia).visit("/staff/themes/codebook/health/merge")
    assert "Health is not offered any more." in page.text
    page.visit("/staff/themes/codebook/nonsense/merge", status=404)
    with pytest.raises(Refused) as refused, db.transaction():
        commands.put_away("health", around())
    assert refused.value.reason is WhyNot.UNKNOWN


def test_readers_see_the_themes_and_change_nothing(page: Page, reader: Account, make: Make) -> None:
    page.sign_in(reader).visit("/staff/themes/codebook")
    assert not page.links("Add a theme")
    page.visit("/staff/themes/codebook/new", status=404)
    page.sign_out().sign_in(make.staff(Role.SOCIAL_WORKER)).visit("/staff/themes/codebook", status=404)


def test_no_page_asks_which_version_holds(page: Page, reader: Account, around: Callable[..., Around]) -> None:
    page.sign_in(reader).visit("/staff/desk?tab=themes")
    with counted() as before:
        page.visit("/staff/desk?tab=themes")
    _published(lambda: commands.add(TOLD, around()))
    codebook()
    with counted() as after:
        page.visit("/staff/desk?tab=themes")
    assert len(after) == len(before)
    assert not [one for one in after if "codebook_versions" in one]


def test_what_is_not_committed_holds_nowhere(around: Callable[..., Around]) -> None:
    def break_off() -> None:
        commands.add(TOLD, around())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        _published(break_off)
    assert codebook().version == 1


def test_after_a_restore_the_worker_makes_the_version_known(
    around: Callable[..., Around], tmp_path: Any
) -> None:
    _published(lambda: commands.add(TOLD, around()))
    published.watch(tmp_path)
    with db.transaction():
        assert codebook().version == 1
        assert jobs.keep_codebook_known() == 1
        assert codebook().version == 2
        assert jobs.keep_codebook_known() == 0


def test_what_is_typed_is_sealed(around: Callable[..., Around]) -> None:
    _published(lambda: commands.add(TOLD, around()))
    with db.transaction() as session:
        kept = session.execute(sa.text("SELECT * FROM codebook_versions")).one()
    assert "Pets" not in str(kept)
    assert "asked for it" not in str(kept)


def test_the_newest_stand_first_in_the_history(
    page: Page, pia: Account, around: Callable[..., Around]
) -> None:
    _published(lambda: commands.add(TOLD, around()))
    _published(lambda: commands.merge("own_2", "home", around(now=clock.now() + timedelta(minutes=1))))
    page.sign_in(pia).visit("/staff/themes/codebook")
    assert page.main.index("became part of") < page.main.index("New theme")
    assert "part of: Home and carers" in page.main


def test_a_new_theme_is_suggested_from_its_words(
    make: Make, reader: Account, around: Callable[..., Around]
) -> None:
    said = make.statement(make.young_person(), "The dog and the cat", read_by=reader)
    suggest_themes(clock.now())
    _published(lambda: commands.add(TOLD, around()))
    with db.transaction():
        assert suggested(said.id, "The dog and the cat", None)[0].key == "own_2"
    assert suggest_themes(clock.now()) == 1  # worked out anew with the new version
    with db.transaction():
        assert "own_2" in machine_said([said.id])[said.id]
