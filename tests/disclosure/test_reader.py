"""Two meetings' summaries and comparisons, against a member who has every filter and tries every table."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from portal.disclosure.counts import ANSWERED, SAID, Cell, Paper, What
from portal.disclosure.mates import with_mates
from portal.disclosure.shown import FEWER, HIDDEN, Mark, Published, Rules, Shown, label
from tests.disclosure.reader import read
from tests.disclosure.tables import Tables, TooLong, every_table, learnt
from tests.disclosure.worlds import Person, World, made, meetings, print_all, small

BOTH = [range(4, 5), range(5, 6)]


def found_by_a_member(papers: Sequence[Paper], printed: Sequence[Published]) -> list[str]:
    """What can be proved, by a member who knows the numbers in care and by one who does not."""
    return [*learnt(read(printed, papers)), *learnt(read(printed, papers, insider=True))]


def bare(papers: Sequence[Paper], *, rounded: bool = False, mates: bool = False) -> list[Published]:
    """Primary suppression at most: small counts are left out, nothing is hidden for their sake."""
    printed = []
    for paper in papers:
        labels = {cell: label(count, Rules(), rounded=rounded) for cell, count in paper.cells().items()}
        printed.append(Published(paper.period, with_mates(labels, ()) if mates else labels))
    return printed


# random worlds


def test_nothing_is_given_away_by_two_meetings(request: pytest.FixtureRequest) -> None:
    cases = 3000 if request.config.getoption("--drill") else 25
    for number in range(cases):
        papers, printed = small(random.Random(f"small:{number}"))
        assert not found_by_a_member(papers, printed), number


def test_nothing_is_given_away_where_each_quarter_is_a_paper_of_its_own(
    request: pytest.FixtureRequest,
) -> None:
    for number in range(2000 if request.config.getoption("--drill") else 8):
        rng = random.Random(f"apart:{number}")
        world = made(rng, people=rng.randint(6, 26), bands=2, themes=2, speaks=rng.choice([0.2, 0.6]))
        papers = meetings(world, [range(4, 5), rng.choice([range(5, 6), range(5, 7)])], apart=True)
        assert not found_by_a_member(papers, print_all(papers)), number


@pytest.mark.parametrize(("people", "speaks"), [(60, 0.5), (225, 0.15), (2675, 0.05), (2675, 0.3)])
def test_nothing_is_given_away_of_a_whole_council(
    people: int, speaks: float, request: pytest.FixtureRequest
) -> None:
    for number in range(40 if request.config.getoption("--drill") else 1):
        world = made(random.Random(f"council:{number}"), people=people, bands=4, themes=18, speaks=speaks)
        papers = meetings(world, BOTH)
        printed = print_all(papers)
        assert not found_by_a_member(papers, printed), number
        # and it is still a paper: most of what is large enough is there
        large = [cell for cell, count in papers[-1].cells().items() if count >= 5]
        assert sum(printed[-1].cells[cell].mark is Mark.NUMBER for cell in large) > 0.6 * len(large)


# the attacker does find what is there to be found


@pytest.mark.parametrize(
    ("rounded", "mates", "least"), [(False, False, 14), (False, True, 12), (True, False, 2), (True, True, 1)]
)
def test_the_attacker_finds_what_less_protection_gives_away(rounded: bool, mates: bool, least: int) -> None:
    found = 0
    for number in range(16):
        papers, _ = small(random.Random(f"bare:{number}"))
        found += bool(found_by_a_member(papers, bare(papers, rounded=rounded, mates=mates)))
    assert found >= least


def test_the_attacker_subtracts_within_a_paper() -> None:
    papers = meetings(world_of(6, {0: ("t",), 1: ("t",)}), BOTH[:1])
    printed = bare(papers)
    # everybody is printed as 6, of whom 5 said it: one did not
    whole = papers[1].cells()
    assert (whole[SAID], whole[Cell(What.THEME, "t")]) == (6, 5)
    assert "1: theme t left out: 1 to 1" in learnt(read(printed, papers))


def test_the_attacker_subtracts_across_papers() -> None:
    """A year of 10 who said it, one quarter of which is known to hold at least 8, leaves 2 at most."""
    paper = meetings(world_of(10, {0: ("t",), 1: ("t",)}), BOTH)[2]
    quarter = replace(
        paper, period=replace(paper.period, first=paper.period.first.replace(month=10)), compared=False
    )
    quarter = replace(quarter, said=9, themes={"t": 8})
    printed = bare([quarter, paper])
    assert any("beside" in each for each in learnt(read(printed, [quarter, paper])))


@pytest.mark.parametrize("number", range(6))
def test_the_search_agrees_with_trying_all(number: int) -> None:
    """On papers so small that every table can be written down."""
    rng = random.Random(f"tiny:{number}")
    world = made(rng, people=6, bands=2, themes=1, speaks=0.7)
    papers = [world.paper(range(4, 5), by_age=True, verdicts=False)]
    printed = rng.choice([bare(papers), bare(papers, rounded=True), print_all(papers)])
    facts = read(printed, papers, insider=True)
    values = [set(each) for each in zip(*every_table(facts, most=8), strict=True)]
    expected = [
        name
        for place, name in enumerate(facts.names)
        if place not in facts.known and (values[place] <= {1, 2, 3, 4} or values[place] == {0})
    ]
    for blind in (False, True):
        assert [each.rpartition(":")[0] for each in learnt(facts, blind=blind)] == expected


# made by hand


def world_of(people: int, themes: dict[int, tuple[str, ...]], quarter: int = 4) -> World:
    """`people` in one band; everybody says the themes of `themes[1]`, but the first says nothing of them."""
    everybody = []
    for number in range(people):
        person = Person(since=-1, until=99, band=0, moves_up=99)
        person.said[quarter] = frozenset(themes[1] if number else ())
        everybody.append(person)
    return World(2, ("t", "u"), tuple(everybody))


def someone(band: int, said: dict[int, str] | None = None, verdicts: dict[int, str] | None = None) -> Person:
    person = Person(since=-1, until=99, band=band, moves_up=99)
    person.said = {quarter: frozenset(themes.split()) for quarter, themes in (said or {}).items()}
    person.verdicts = verdicts or {}
    return person


def members_find(world: World, quarters: Sequence[range] = BOTH) -> list[str]:
    papers = meetings(world, quarters)
    return found_by_a_member(papers, print_all(papers))


def test_everyone_of_a_band_said_it() -> None:
    band = [someone(0, {4: "t", 5: "t u"}) for _ in range(7)]
    others = [someone(1, {4: "u"} if n < 6 else {}) for n in range(9)]
    assert not members_find(World(2, ("t", "u"), (*band, *others)))


def test_six_are_five_and_one() -> None:
    band = [someone(0, {4: "t", 5: "t"}) for _ in range(5)]
    one = someone(1, {4: "t", 5: "t"})
    rest = [someone(n % 2, {4: "u"} if n < 8 else {}) for n in range(20)]
    assert not members_find(World(2, ("t", "u"), (*band, one, *rest)))


@pytest.mark.parametrize("others", range(4, 14))
def test_two_rolling_years_that_differ_by_one_young_person(others: int) -> None:
    """The one spoke in the first quarter of the first year only, or in the newest quarter only."""
    same = [someone(n % 2, {2: "t", 3: "t u"}) for n in range(others)]
    for quarter in (0, 4):
        assert not members_find(World(2, ("t", "u"), (*same, someone(0, {quarter: "t"}))))


@pytest.mark.parametrize("others", [3, 4, 5, 7, 12])
def test_one_young_person_in_the_newest_quarter_alone(others: int) -> None:
    same = [someone(n % 2, {1: "t", 2: "u"}, {2: "sorted"}) for n in range(others)]
    one = someone(1, {4: "t"}, {4: "not_sorted"})
    assert not members_find(World(2, ("t", "u"), (*same, one)))


def test_a_verdict_of_a_quarter_is_one_of_the_year_that_ends_with_it() -> None:
    """Found by this attacker: 8 to 12 were sorted in the year, at most 7 in the year before, so at least one
    of the "fewer than 5" of the quarter was. A last verdict counts on when both periods end on one day."""
    year = [someone(0, {1: "t"}, {1: "sorted"}) for _ in range(7)]
    late = [someone(0, {4: "t"}, {4: "sorted"}) for _ in range(4)]
    partly = [someone(1, {2: "t", 4: "u"}, {2: "partly"}) for _ in range(3)]
    world = World(2, ("t", "u"), (*year, *late, *partly))
    papers = meetings(world, BOTH)
    printed = print_all(papers)
    assert not found_by_a_member(papers, printed)
    without = [Published(p.period, {c: _as_before(c, p, n) for c, n in p.cells().items()}) for p in papers]
    assert any("1: verdict sorted" in each for each in learnt(read(without, papers)))


def _as_before(cell: Cell, paper: Paper, count: int) -> Shown:
    if cell.what in (What.VERDICT, What.ANSWERED):
        return label(count, Rules(), rounded=True)
    return HIDDEN if cell.by else FEWER if count < 5 else label(count, Rules(), rounded=True)


def test_a_period_printed_again_tells_nothing_more() -> None:
    rng = random.Random("again")
    for _ in range(3):
        world = made(rng, people=20, bands=2, themes=2, speaks=0.6)
        papers = meetings(world, [*BOTH, range(4, 5)])
        printed = print_all(papers)
        assert not found_by_a_member(papers, printed)
        assert printed[5].cells[ANSWERED] == printed[1].cells[ANSWERED]


def test_a_council_so_small_that_the_next_year_would_tell_its_size() -> None:
    """Found by this attacker: 5 in care in a year made of two periods with fewer than 5 each is at least one
    in each. The later number is not printed then."""
    people = [someone(0, {1: "t", 2: "t"}) for _ in range(4)]
    new = someone(1, {4: "t"})
    new.since = 4
    for each in people[:1]:
        each.until = 2
    world = World(2, ("t",), (*people, new))
    papers = meetings(world, BOTH)
    printed = print_all(papers)
    assert [papers[n].population for n in (0, 1, 2)] == [4, 4, 5]
    assert not learnt(read(printed, papers))
    assert any("population" in each for each in learnt(read(bare(papers, rounded=True), papers)))


def test_three_meetings_one_of_them_half_a_year_long(drill: bool) -> None:
    for number in range(40 if drill else 2):
        world = made(random.Random(f"three:{number}"), people=18, bands=2, themes=2, speaks=0.5)
        assert not members_find(world, [range(3, 4), range(4, 6), range(6, 7)])


def test_a_search_that_grows_too_long_says_so() -> None:
    world = made(random.Random("long"), people=20, bands=2, themes=2, speaks=0.6)
    papers = meetings(world, BOTH)
    facts = read(print_all(papers), papers)
    tables = Tables(facts)
    with pytest.raises(TooLong):
        tables.one(facts.at[1, SAID], 0, 99, nodes=0)
