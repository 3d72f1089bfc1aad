"""From true counts to what may be printed, given all that was printed before.

Every count becomes a label that depends on itself alone (rounded, or "fewer than 5"); every row that adds up
is seen to (`mates`); then the result is audited with a reader's eyes (`audit`), and for each small cell that
could still be worked out the cheapest single cell that mends it is hidden, from the breakdowns upwards. At
the end, what turned out to be needless is shown again. What is hidden follows from labels and the
population, but for counts that moved or contradict an earlier paper. A reader who also runs these rules
backwards ("it was hidden, so it was needed") is made less sure by `mates`, but is not ruled out.

Rounding is the default and does most of the work: two numbers each known to within 5 leave a difference open
by 9. True numbers are for a paper beside which no other will be laid, and such a paper hides more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.disclosure import audit, earlier, knowledge, periods
from portal.disclosure.counts import Cell, Paper, What, rows, whole_of
from portal.disclosure.mates import with_mates
from portal.disclosure.shown import HIDDEN, Mark, Published, Rules, Shown, label


class Why(StrEnum):
    """Why a cell is no plain number: for the staff who prepare a paper and see the true counts anyway. Never
    to be published: it tells the small cell from the one hidden beside it."""

    SMALL = "small"
    BESIDE_A_SMALL_ONE = "beside_a_small_one"
    WOULD_GIVE_ANOTHER_AWAY = "would_give_another_away"
    SAID_BEFORE = "said_before"
    CONTRADICTS_AN_EARLIER_PAPER = "contradicts_an_earlier_paper"
    COUNTS_HAVE_MOVED = "counts_have_moved"


@dataclass(frozen=True, slots=True)
class Decision:
    """`paper` is what may be printed and entered in the register; `why` is for staff only."""

    paper: Published
    why: Mapping[Cell, Why]


# (the population is known to the reader, variable)
_Secret = tuple[bool, int]


@dataclass(frozen=True, slots=True)
class _Draft:
    true: Mapping[Cell, int]
    start: Published
    register: tuple[Published, ...]
    kept: Mapping[Cell, Shown]

    def hiding(self, cells: Iterable[Cell]) -> Published:
        """The paper with these cells hidden as well, and their mates."""
        alone = with_mates(self.start.cells, self.kept)
        labels = {**alone, **dict.fromkeys(set(cells) - set(self.kept), HIDDEN)}
        return replace(self.start, cells=with_mates(labels, self.kept))

    def hidden_by(self, cells: Iterable[Cell]) -> set[Cell]:
        """All that is hidden then. Kept from one step to the next, so that no later step shows a mate again
        and what was found safe stays safe."""
        shown = self.hiding(cells).cells
        return {cell for cell in shown if shown[cell] == HIDDEN and cell not in self.kept}

    def open_cells(self, paper: Published) -> list[Cell]:
        return [cell for cell, shown in paper.cells.items() if shown != HIDDEN and cell not in self.kept]


def publish(paper: Paper, register: Sequence[Published] = (), rules: Rules | None = None) -> Decision:
    """What may be printed of this paper, after everything in the register.

    The register must hold every paper that was ever published, also those withdrawn: who has read one keeps
    it. A later print of a period keeps the rules of the first. A comparison ("the four quarters before") is
    a paper of its own: publish it first, add it to the register, then publish the present one.
    """
    draft = _draft(paper, register, rules or Rules())
    notes: dict[Cell, Why] = dict.fromkeys(draft.kept, Why.SAID_BEFORE)
    forced: set[Cell] = set()
    if earlier.have_moved(draft.true, draft.kept, draft.start):
        forced = set(draft.true) - set(draft.kept)
        notes |= dict.fromkeys(forced, Why.COUNTS_HAVE_MOVED)
    else:
        forced = earlier.contradicting(draft.start, draft.true, draft.register) - set(draft.kept)
        notes |= dict.fromkeys(forced, Why.CONTRADICTS_AN_EARLIER_PAPER)
    mended = _without_needless(draft, forced, _mended(draft, forced))
    notes |= dict.fromkeys(mended - draft.hidden_by(forced), Why.WOULD_GIVE_ANOTHER_AWAY)
    result = draft.hiding(mended)
    for cell, shown in result.cells.items():
        if shown.number is None and cell not in notes:
            small = draft.true[cell] < result.rules.threshold
            notes[cell] = Why.SMALL if small else Why.BESIDE_A_SMALL_ONE
    return Decision(result, notes)


def _draft(paper: Paper, register: Sequence[Published], rules: Rules) -> _Draft:
    true = paper.cells()
    near = periods.bearing_on(paper.period, register)
    again = [each for each in near if each.period == paper.period]
    kept = {cell: shown for cell, shown in earlier.frozen(paper.period, again).items() if cell in true}
    rules = again[0].rules if again else rules
    rounded = paper.compared or any(each.period.overlaps(paper.period) for each in near)
    labels = {cell: kept.get(cell) or label(count, rules, rounded=rounded) for cell, count in true.items()}
    start = Published(paper.period, labels, rules, paper.lasting, paper.everyone_has_a_theme)
    return _Draft(true, start, tuple(near), kept)


def _given_away(draft: _Draft, paper: Published, only: Iterable[_Secret] | None = None) -> set[_Secret]:
    """Secrets that a reader of this and the earlier papers could work out: with the population known to
    them, and, for the population itself, without."""
    found: set[_Secret] = set()
    wanted = None if only is None else set(only)
    for insider in (True, False):
        known = _knowledge(draft, paper, insider=insider)
        asked = frozenset(known.secrets) if insider else _populations(known)
        if wanted is not None:
            asked &= frozenset(secret for who, secret in wanted if who is insider)
        if asked:
            found |= {(insider, secret) for secret in audit.given_away(known, asked)}
    return found


def _knowledge(draft: _Draft, paper: Published, *, insider: bool) -> knowledge.Knowledge:
    fill = 100 + 4 * max(
        [*draft.true.values(), *(shown.number or 0 for p in draft.register for shown in p.cells.values())]
    )
    return knowledge.of([paper, *draft.register], draft.true, insider=insider, fill=fill)


def _populations(known: knowledge.Knowledge) -> frozenset[int]:
    return frozenset(
        variable for (_place, cell), variable in known.places.items() if cell.what is What.POPULATION
    )


def _mended(draft: _Draft, forced: set[Cell]) -> set[Cell]:
    """The cells to hide so that nothing is given away that was not given away before this paper."""
    hidden = draft.hidden_by(forced)
    bad = _given_away(draft, draft.hiding(hidden))
    if not bad:
        return hidden
    lost = _given_away(draft, draft.hiding(draft.true))
    while bad := bad - lost:
        paper = draft.hiding(hidden)
        secret = min(bad)
        free = _candidates(draft, paper, secret)
        mending = next(
            (cell for cell in free if not _given_away(draft, draft.hiding({*hidden, cell}), [secret])), None
        )
        more = free if mending is None else [mending]
        hidden |= draft.hidden_by({*hidden, *(more or draft.open_cells(paper))})
        if not draft.open_cells(draft.hiding(hidden)):
            return hidden
        bad = _given_away(draft, draft.hiding(hidden), bad)
    return hidden


def _candidates(draft: _Draft, paper: Published, secret: _Secret) -> list[Cell]:
    """The cells close enough to a secret for hiding one to help, cheapest first."""
    places = _knowledge(draft, paper, insider=secret[0]).secrets[secret[1]]
    near = {cell for _, cell in places if cell in paper.cells}
    near |= {whole for cell in near if (whole := whole_of(cell)) in paper.cells and whole}
    for total, parts in rows(paper.cells):
        if near & {total, *parts}:
            near = near | {total, *parts}
    order = {cell: number for number, cell in enumerate(paper.cells)}
    free = near & set(draft.open_cells(paper))
    return sorted(free, key=lambda cell: (_cost(cell, paper.cells[cell]), order[cell]))


_DEARER = (What.THEME, What.VERDICT, What.SAID, What.ANSWERED, What.POPULATION)


def _cost(cell: Cell, shown: Shown) -> tuple[bool, bool, int, int]:
    """What readers lose: a word rather than a number, a part rather than a total, a small number first."""
    return (
        cell.is_total and cell.what is not What.VERDICT,
        shown.mark is Mark.NUMBER,
        _DEARER.index(cell.what),
        shown.number or 0,
    )


def _without_needless(draft: _Draft, forced: set[Cell], hidden: set[Cell]) -> set[Cell]:
    """Shows again, dearest first, each cell that later ones have made it needless to hide."""
    always = draft.hidden_by(forced)
    extra = sorted(hidden - always, key=lambda cell: _cost(cell, draft.start.cells[cell]), reverse=True)
    if len(extra) < 2:
        return hidden
    lost = _given_away(draft, draft.hiding(draft.true)) if draft.register else set[_Secret]()
    for cell in extra:
        if not _given_away(draft, draft.hiding(hidden - {cell})) - lost:
            hidden = hidden - {cell}
    return hidden
