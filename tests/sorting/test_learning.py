"""What is learned from sorting: from whom, what a version knows, what serves, and that those who are gone are
forgotten."""

from __future__ import annotations

import itertools
import json
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.coding import commands as coding
from portal.coding.models import CodedTheme, Coding
from portal.coding.queries.suggested import suggested
from portal.coding.rules import Stance
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.sorting.commands import learning as commands
from portal.sorting.jobs import refitting
from portal.sorting.jobs.suggesting import forget_engine, suggest_themes
from portal.sorting.models import LearnedModel
from portal.sorting.queries.learning import is_held
from portal.sorting.queries.material import confirmed
from portal.sorting.rules.learning import State
from portal.vault.models import DataKey
from portal.voice.models import Statement
from portal.voice.rules import Desk, Way
from tests.support.coded import coded
from tests.support.factories import Make
from tests.support.pages import Page

LONDON = ZoneInfo("Europe/London")
NIGHT = datetime(2026, 11, 3, 2, tzinfo=UTC)
SECRET = "qwxyzzle"
SAYINGS = {
    "activities": "We went wibbling at the wobble yard today",
    "money": "The grobble never has enough snark for me",
    "friends": "My plonker and I are always flumping about",
}


@pytest.fixture(autouse=True)
def nothing_in_memory() -> None:
    forget_engine()


@pytest.fixture
def reader(make: Make) -> Account:
    return make.staff(Role.READER, name="Rae Reader")


@pytest.fixture
def lead(make: Make) -> Account:
    return make.staff(Role.SAFETY_LEAD, name="Lea Lead")


@pytest.fixture
def people(make: Make) -> list[YoungPerson]:
    return [make.young_person() for _ in range(21)]


@pytest.fixture
def sort(make: Make, reader: Account) -> Callable[..., Statement]:
    def one(who: YoungPerson, words: str, *themes: str, **fields: object) -> Statement:
        said = make.statement(who, words, read_by=reader, **fields)
        coded(said, reader, *themes, at=fields.get("sent_at", NIGHT - timedelta(days=1)))
        return said

    return one


@pytest.fixture
def enough(people: list[YoungPerson], reader: Account) -> list[Statement]:
    """63 comments of 21 people, in words that no codebook has; and a word of three, and one of only two."""
    spoken = [
        (person, f"{words} {number}", theme)
        for number, (person, (theme, words)) in enumerate(itertools.product(people, SAYINGS.items()))
    ]
    spoken += [(person, "the marmoset again", "money") for person in people[:3]]
    spoken += [(person, f"the {SECRET} again", "money") for person in people[:2] for _time in range(3)]
    return [_sorted(reader, *one) for one in spoken]


def _sorted(reader: Account, person: YoungPerson, words: str, theme: str) -> Statement:
    at = NIGHT - timedelta(days=1)
    with db.transaction() as session:
        said = Statement(
            young_person_id=person.id,
            desk=Desk.COUNCIL,
            send_once=uuid.uuid4(),
            sent_at=at,
            read_by_at=at,
            read_at=at,
            read_by_id=reader.id,
            answer_by_on=at.date(),
        )
        said.words = words
        session.add(said)
        session.flush()
        row = Coding(
            statement_id=said.id,
            young_person_id=person.id,
            said_on=at.date(),
            stance=Stance.WORRY,
            codebook_version=1,
            by_id=reader.id,
            at=at,
        )
        session.add(row)
        session.flush()
        session.add(CodedTheme(coding_id=row.id, theme=theme, young_person_id=person.id, said_on=row.said_on))
        session.flush()
        assert said.words
        return said


def _learn(now: datetime = NIGHT) -> int:
    return refitting.learn_at_night(now, LONDON)


def _versions() -> list[LearnedModel]:
    with db.transaction() as session:
        found = list(session.scalars(sa.select(LearnedModel).order_by(LearnedModel.version)))
        for one in found:
            assert one.model is not None
            assert one.knew is not None
        return found


def _known_to(row: LearnedModel) -> set[str]:
    model = refitting.from_text(row.model)
    return {one for known in model.blocks.values() for one in known}


def test_what_people_sorted_is_learned_and_serves(
    page: Page, enough: list[Statement], make: Make, reader: Account
) -> None:
    """Words of no codebook, sorted by people often enough, are offered for what comes next; never by a page:
    the worker works it out. What it knows is sealed, and holds no word of one or two people."""
    assert refitting.learn_at_night(NIGHT, LONDON, folds=2) == 1
    assert _learn(NIGHT + timedelta(hours=3)) == 0
    assert _learn(NIGHT + timedelta(days=1)) == 0  # nothing was sorted since
    (version,) = _versions()
    assert version.serves
    assert version.people == 21
    assert version.figures["micro_f1"] > version.figures["words"]["micro_f1"]
    known = _known_to(version)
    assert "marmoset" in known
    assert not [one for one in known if SECRET in one or "wxyz" in one]
    _is_sealed(str(enough[0].young_person_id).encode())

    said = make.statement(make.young_person(), "Went wibbling again at the wobble yard", read_by=reader)
    with db.transaction():
        assert not suggested(said.id, said.words, said.asked)
    assert suggest_themes(clock.now()) == 1
    with db.transaction():
        offered = suggested(said.id, said.words, said.asked)[0]
    assert (offered.key, offered.ticks, offered.by_model) == ("activities", True, 1)
    assert any("wobble" in why.words for why in offered.why)
    assert set(offered.nearest) <= {one.id for one in enough}
    page.sign_in(reader).visit(f"/staff/desk/{said.id}")
    assert "because of: ‘wibbling" in page.main
    assert "Sorted already, and most like it:" in page.main

    concerned = make.staff(Role.READER)
    with db.transaction() as session:
        for one in offered.nearest:
            make._concern(session, session.get_one(Statement, one), [concerned])
    page.sign_out().sign_in(concerned).visit(f"/staff/desk/{said.id}")
    assert "most like it" not in page.main


def _is_sealed(somebody: bytes) -> None:
    with db.transaction() as session:
        kept = session.execute(sa.text("SELECT model_sealed, knew_sealed, figures FROM learned_models")).one()
    assert b"wobble" not in bytes(kept[0])
    assert somebody not in bytes(kept[1])
    assert "wobble" not in str(kept[2])


@pytest.mark.parametrize(
    ("now", "begun"),
    [
        (NIGHT.replace(hour=0), None),
        (NIGHT, NIGHT.date()),
    ],
)
def test_it_waits_for_the_night_and_learns_once(
    enough: list[Statement], now: datetime, begun: date | None
) -> None:
    if begun:
        with db.transaction() as session:
            session.add(LearnedModel(version=1, begun_on=begun, codebook_version=1))
    assert _learn(now) == 0
    assert refitting.learn(now, LONDON) == 0 if begun else True


def test_too_little_is_not_learned_from(people: list[YoungPerson], sort: Callable[..., Statement]) -> None:
    sort(people[0], SAYINGS["money"], "money")
    assert _learn() == 0
    assert _versions() == []


def test_what_must_not_teach_is_not_read(
    make: Make, people: list[YoungPerson], sort: Callable[..., Statement], reader: Account
) -> None:
    worker, person = make.staff(Role.SOCIAL_WORKER), people[0]
    sort(person, "not shown", "home", is_shown_to_them=False)
    sort(person, "to the advocate", "home", desk=Desk.ADVOCATE)
    sort(person, "passed on", "home", passed_by_id=reader.id)
    sort(person, "observed", "home", way=Way.OBSERVED)
    sort(person, "about somebody", "home", concerning=[worker])
    back = sort(person, "taken back", "home")
    with db.transaction() as session:
        session.get_one(Statement, back.id).taken_back_at = NIGHT
        coding.set_aside(back.id, NIGHT)
    kept = sort(person, "this one", "home")
    make.statement(person, "nobody sorted it", read_by=reader)
    with db.transaction():
        assert [one.statement_id for one in confirmed()] == [kept.id]


def _version(number: int, *, serves: bool = False, knew: Iterable[YoungPerson] = ()) -> LearnedModel:
    """A version as a night left it."""
    cells = dict.fromkeys(("micro_f1", "macro_f1", "average_precision", "top3"), 0.5)
    row = LearnedModel(
        version=number,
        begun_on=NIGHT.date() - timedelta(days=10 - number),
        made_at=NIGHT,
        codebook_version=1,
        state=State.READY,
        serves=serves,
        comments=70,
        figures=cells
        | {"intervals": {name: [0.4, 0.6] for name in cells}, "words": cells, "themes": {"home": 0.7}},
    )
    row.model, row.knew = "words", json.dumps([str(one.id) for one in knew])
    with db.transaction() as session:
        session.add(row)
    return row


def test_whoever_is_erased_is_in_no_version_any_more(people: list[YoungPerson]) -> None:
    _version(1, knew=people[:1])
    _version(2, serves=True, knew=people[:2])
    _version(3, knew=people[2:])
    with db.transaction():
        assert commands.forget([people[0].id], NIGHT) == 2
    first, second, third = _versions()
    assert (first.state, second.state, third.state) == (State.LET_GO, State.LET_GO, State.READY)
    assert (second.serves, second.model, second.knew) == (False, "", "")
    assert second.figures  # only numbers are left
    assert third.model


def test_a_key_that_was_destroyed_is_noticed_by_the_next_night(
    people: list[YoungPerson], sort: Callable[..., Statement]
) -> None:
    """However somebody was erased: what learned from them is gone, and they are not learned from again."""
    gone, stays = sort(people[0], "I am gone", "home"), sort(people[1], "I am here", "home")
    _version(1, serves=True, knew=people[:2])
    with db.transaction() as session:
        session.execute(sa.delete(DataKey).where(DataKey.owner_id == people[0].id))
    with db.transaction():
        assert [one.statement_id for one in confirmed()] == [stays.id]
        assert gone.id != stays.id
        assert commands.forget_who_is_gone(NIGHT) == 1
    assert _versions()[0].state is State.LET_GO


def test_a_night_with_nothing_to_learn_still_forgets(people: list[YoungPerson]) -> None:
    _version(1, serves=True, knew=people[:1])
    with db.transaction() as session:
        session.execute(sa.delete(DataKey).where(DataKey.owner_id == people[0].id))
    assert _learn() == 0
    assert _versions()[0].state is State.LET_GO


def test_what_was_taken_back_since_is_in_no_version(
    people: list[YoungPerson], sort: Callable[..., Statement]
) -> None:
    back = sort(people[0], "I take it back", "home")
    _version(1, serves=True, knew=people[:2])
    with db.transaction():
        coding.set_aside(back.id, NIGHT + timedelta(hours=1))
    assert _learn(NIGHT + timedelta(days=1)) == 0
    assert _versions()[0].state is State.LET_GO


def test_older_versions_are_let_go(people: list[YoungPerson]) -> None:
    for number in range(1, 8):
        _version(number, serves=number == 1)
    with db.transaction():
        assert commands.let_old_go(NIGHT) == 1
    assert [one.version for one in _versions() if not one.model] == [2]


def test_somebody_rolls_back_and_leaves_it_to_the_figures_again(page: Page, lead: Account) -> None:
    _version(1)
    _version(2, serves=True)
    page.sign_in(lead).visit("/staff/themes")
    assert "Version 2 serves." in page.main
    page.follow("Let it serve: version 1").submit("Let it serve")
    assert "Version 1 serves." in page.main
    assert "Newer versions wait" in page.main
    with db.transaction():
        assert is_held()
    page.submit("Leave the choice to the figures again")
    assert "Newer versions wait" not in page.main
    with db.transaction() as session:
        done = set(session.scalars(sa.select(Event.action)))
    assert {"rolled back what is learned", "left to the figures what is learned"} <= done


def test_pressed_twice_it_serves_once(page: Page, lead: Account) -> None:
    _version(1)
    _version(2, serves=True)
    page.sign_in(lead).visit("/staff/themes/serve/1")
    token = page.value("csrf_token")
    for said in ("Done.", "cannot be chosen"):
        page.post("/staff/themes/serve/1", {"csrf_token": token})
        assert said in page.text
    assert [one.serves for one in _versions()] == [True, False]


def test_the_words_of_the_themes_can_serve_instead(page: Page, lead: Account) -> None:
    _version(1, serves=True)
    page.sign_in(lead).visit("/staff/themes").follow("Let them serve: the words of the themes")
    page.submit("Let it serve")
    assert "The words of the themes serve." in page.main
    page.visit("/staff/themes/serve/0").submit("Let it serve")  # once more is the same
    assert not any(one.serves for one in _versions())


def test_figures_stand_with_how_sure_they_are(page: Page, lead: Account) -> None:
    _version(1, serves=True)
    page.sign_in(lead).visit("/staff/themes")
    assert "0.50 (0.40 to 0.60)" in page.main
    assert "Home and carers0.70" in page.main
    assert "too few to tell" in page.main  # of every theme that few spoke of


def test_before_anything_is_learned_the_page_says_when_it_will_be(
    page: Page, make: Make, lead: Account
) -> None:
    page.sign_in(lead).visit("/staff/themes")
    assert "Nothing is learned yet" in page.main
    page.visit("/staff/themes/serve/7", status=404)
    page.sign_out().sign_in(make.staff(Role.READER)).visit("/staff/themes")
    page.visit("/staff/themes/serve/0", status=404)
    page.sign_out().sign_in(make.staff(Role.SOCIAL_WORKER)).visit("/staff/themes", status=404)
