"""A reader who tries every table. It shares no code with the audit: it reads only what was printed and
the number in care in each group, and lists all whole-number tables of two papers that fit.

`drill(cases, seed)` is the long form; tests run a short one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from itertools import product

from portal.disclosure.counts import Breakdown, Cell, Paper, Period, What
from portal.disclosure.publish import publish
from portal.disclosure.shown import Mark, Published, Reason

QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
Row = tuple[int, int, int, int]
"""said in a, said in b, theme in a, theme in b."""


def fits(value: int, paper: Published, cell: Cell) -> bool:
    """Whether a count could stand behind what is printed (written again here on purpose)."""
    shown = paper.cells[cell]
    if shown.mark is Mark.HIDDEN:
        return True
    if shown.mark is Mark.FEWER:
        return value < 5
    if shown.reason is Reason.TRUE_NUMBER:
        return value == shown.number
    return value >= 5 and shown.number == 5 * round(value / 5)


def cell(what: What, by: str = "", value: str = "") -> Cell:
    return Cell(what, "t" if what is What.THEME else "", by, value)


def tables(paper: Published, by: str, people: dict[str, int]) -> list[Row]:
    one, two = people
    found = []
    for a, b in product(range(people[one] + 1), range(people[two] + 1)):
        if not (
            fits(a, paper, cell(What.SAID, by, one))
            and fits(b, paper, cell(What.SAID, by, two))
            and fits(a + b, paper, cell(What.SAID))
        ):
            continue
        for c, d in product(range(a + 1), range(b + 1)):
            if (
                fits(c, paper, cell(What.THEME, by, one))
                and fits(d, paper, cell(What.THEME, by, two))
                and fits(c + d, paper, cell(What.THEME))
            ):
                found.append((a, b, c, d))
    return found


def totals(row: Row) -> tuple[int, int]:
    return row[0] + row[1], row[2] + row[3]


def agreeing(paper: Published, true: Paper) -> tuple[list[Row], list[Row]]:
    """The tables of both filters, those only whose totals the other filter allows."""
    first, second = (tables(paper, each.by, dict(each.population)) for each in true.breakdowns)
    both = {totals(row) for row in first} & {totals(row) for row in second}
    return [r for r in first if totals(r) in both], [r for r in second if totals(r) in both]


def values(rows: list[Row], true: Breakdown) -> Iterator[tuple[str, set[int], bool]]:
    """Each count and each rest that follows, with whether nobody is there at all."""
    n = list(true.population.values())
    nobody = sum(n) == 0
    for i in (0, 1):
        yield f"said {true.by}{i}", {r[i] for r in rows}, n[i] == 0
        yield f"theme {true.by}{i}", {r[i + 2] for r in rows}, n[i] == 0
        yield f"silent {true.by}{i}", {n[i] - r[i] for r in rows}, n[i] == 0
        yield f"other theme {true.by}{i}", {r[i] - r[i + 2] for r in rows}, n[i] == 0
    yield "said", {totals(r)[0] for r in rows}, nobody
    yield "theme", {totals(r)[1] for r in rows}, nobody
    yield "silent", {sum(n) - totals(r)[0] for r in rows}, nobody
    yield "other theme", {totals(r)[0] - totals(r)[1] for r in rows}, nobody


def differences(pairs: list[tuple[Row, Row]], n: list[int]) -> Iterator[tuple[str, set[int], bool]]:
    for i, name in enumerate(("said a", "said b", "theme a", "theme b")):
        yield f"only later: {name}", {new[i] - old[i] for old, new in pairs}, n[i % 2] == 0
    for i, name in enumerate(("said", "theme")):
        yield f"only later: {name}", {totals(new)[i] - totals(old)[i] for old, new in pairs}, sum(n) == 0


def learnt(old: tuple[Paper, Published], new: tuple[Paper, Published]) -> list[str]:
    """What a reader of both papers knows to be one to four, or to be nobody. `old` lies within `new`."""
    (old_f, old_g), (new_f, new_g) = agreeing(old[1], old[0]), agreeing(new[1], new[0])
    pairs = [(o, n) for o in old_f for n in new_f if all(x <= y for x, y in zip(o, n, strict=True))]
    assert pairs, "what was printed contradicts itself"
    seen_old, seen_new = sorted({o for o, _ in pairs}), sorted({n for _, n in pairs})
    g_old = [r for r in old_g if totals(r) in {totals(o) for o in seen_old}]
    g_new = [r for r in new_g if totals(r) in {totals(n) for n in seen_new}]
    everything = [
        *values(seen_old, old[0].breakdowns[0]),
        *values(g_old, old[0].breakdowns[1]),
        *values(seen_new, new[0].breakdowns[0]),
        *values(g_new, new[0].breakdowns[1]),
        *differences(pairs, list(new[0].breakdowns[0].population.values())),
    ]
    return [
        f"{name}: {sorted(found)}"
        for name, found, nobody in everything
        if not nobody and (found <= {1, 2, 3, 4} or found == {0})
    ]


def split(rng: random.Random, count: int, room: list[int]) -> list[int]:
    low, high = max(0, count - room[1]), min(count, room[0])
    one = rng.randint(low, high)
    return [one, count - one]


def case(rng: random.Random, *, compared: bool = True, most: int = 12) -> tuple[Paper, Paper]:
    """A quarter and the year around it, with a lasting filter f and one, g, that is not."""
    n = [rng.randint(0, most), rng.randint(0, most)]
    ng = split(rng, sum(n), [sum(n), sum(n)])
    late = [rng.randint(0, each) for each in n]
    late_theme = [rng.randint(0, each) for each in late]
    theme = [rng.randint(0, each) for each in late_theme]
    early = [rng.randint(t, each) for t, each in zip(theme, late, strict=True)]

    def paper(period: Period, s: list[int], t: list[int]) -> Paper:
        sg = split(rng, sum(s), ng)
        tg = split(rng, sum(t), sg)
        kinds = [("f", n, s, t, True), ("g", ng, sg, tg, False)]
        breakdowns = tuple(
            Breakdown(
                by,
                dict(zip("ab", p, strict=True)),
                dict(zip("ab", q, strict=True)),
                {"t": dict(zip("ab", r, strict=True))},
                lasting,
            )
            for by, p, q, r, lasting in kinds
        )
        return Paper(period, sum(n), sum(s), {"t": sum(t)}, breakdowns=breakdowns, compared=compared)

    return paper(QUARTER, early, theme), paper(YEAR, late, late_theme)


def attack(
    rng: random.Random, *, compared: bool = True, later_first: bool = False, most: int = 12
) -> list[str]:
    """Publishes a random case in one order or the other and says what can be learnt from it."""
    quarter, year = case(rng, compared=compared, most=most)
    if later_first:
        printed_year = publish(year).paper
        printed_quarter = publish(quarter, [printed_year]).paper
    else:
        printed_quarter = publish(quarter).paper
        printed_year = publish(year, [printed_quarter]).paper
    return learnt((quarter, printed_quarter), (year, printed_year))


def drill(cases: int = 20_000, seed: int = 0) -> None:
    """Attacks that many random cases. Errors: AssertionError naming the case and what was learnt."""
    for number in range(cases):
        rng = random.Random(f"{seed}:{number}")
        found = attack(rng, compared=number % 3 > 0, later_first=number % 2 == 0, most=6 + number % 10)
        assert not found, (seed, number, found)
