"""What the sorting page shows: the words with what caught the eye, themes with their keys, how far one is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from flask_babel import gettext as _

from portal.accounts.queries.around import names_of
from portal.coding.codebook import codebook
from portal.coding.queries.suggested import by_words, suggested, text_of
from portal.kit import clock
from portal.people import queries as people
from portal.policy.viewer import the_viewer
from portal.sorting.forms.sorting import SettleForm, SortForm, UnsureForm
from portal.sorting.presenters.page_words import labels, reason, words_of
from portal.sorting.queries.second import Differs, Two, differing
from portal.sorting.queries.waiting import (
    NotSure,
    Turn,
    doubts_of,
    held_by,
    last_saved,
    not_sure,
    progress,
)
from portal.sorting.rules.keys import STANCE_KEYS, letters_for
from portal.sorting.rules.taking import minutes_left
from portal.themes.sentences import sentences
from portal.themes.suggest import Why
from portal.voice.presenters.saying import settings
from portal.voice.queries.desk import AtDesk
from portal.voice.queries.more import More, more_of

MOST_SENTENCES = 40


@dataclass(frozen=True)
class Piece:
    """A part of the text; `numbers`: of the themes offered for it."""

    text: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Theme:
    """A theme to tick: its key on the keyboard, and why it is offered."""

    key: str
    label: str
    press: str
    why: str = ""


@dataclass(frozen=True)
class Sentence:
    """One sentence, its place in the text, and the themes that its own words suggest."""

    text: str
    place: str
    offered: Sequence[Theme]


@dataclass(frozen=True)
class Said:
    """The words themselves. Nobody is named: whoever sorts needs no name."""

    text: str
    pieces: Sequence[Piece]
    sentences: Sequence[Sentence]
    age: int | None
    more: More


@dataclass(frozen=True)
class HowFar:
    """Where somebody is, in one line."""

    done: int
    of: int
    minutes: int


@dataclass(frozen=True)
class LastOne:
    """What was saved last, in words, to be undone."""

    statement_id: UUID
    words: str


@dataclass(frozen=True)
class SortPage:
    """All that the page of one statement needs."""

    turn: Turn
    said: Said
    form: SortForm
    unsure: UnsureForm
    offered: Sequence[Theme]
    others: Sequence[Theme]
    stance_keys: Mapping[str, str]
    doubts: Sequence[str]
    how_far: HowFar
    last: LastOne | None


@dataclass(frozen=True)
class StartPage:
    """Where sorting begins: how much waits, what somebody was not sure about, where two differ."""

    how_far: HowFar
    before_them: UUID | None
    last: LastOne | None
    not_sure: Sequence[NotSure]
    differing: Sequence[Differs]
    names: Mapping[UUID, str]


def start_page() -> StartPage:
    """For whoever looks."""
    viewer = the_viewer()
    unsure, differ = not_sure(viewer), differing(viewer)
    ids = {one for row in unsure for one in row.by_ids}
    ids |= {one for row in differ for one in (row.by_id, row.first_by_id)}
    held = held_by(viewer.account_id)
    return StartPage(
        how_far(), held.statement_id if held else None, last_one(), unsure, differ, names_of(ids)
    )


def form_for(kind: type[SortForm] = SortForm, *, is_sent: bool = True) -> SortForm:
    """The form with the themes that are in use."""
    form = kind() if is_sent else kind(formdata=None)
    names = labels()
    form.set_up([(key, names[key]) for key in codebook().keys])
    return form


def sort_page(turn: Turn, form: SortForm | None = None, unsure: UnsureForm | None = None) -> SortPage:
    """One statement, ready to be sorted; a form that is shown again is handed in."""
    said = said_of(turn.found)
    form = form or form_for(is_sent=False)
    form.length.data = str(len(said.text))
    first = _offers(turn.found, said.text)
    offered = [
        Theme(key, labels()[key], str(number), why) for number, (key, why) in enumerate(first.items(), 1)
    ]
    letters = letters_for(codebook().keys)
    return SortPage(
        turn=turn,
        said=said,
        form=form,
        unsure=unsure or UnsureForm(formdata=None),
        offered=offered,
        others=[
            Theme(key, labels()[key], letters.get(key, "")) for key in codebook().keys if key not in first
        ],
        stance_keys=STANCE_KEYS,
        doubts=[row.note for row in doubts_of([turn.found.statement.id]) if row.note],
        how_far=how_far(),
        last=last_one(),
    )


def said_of(found: AtDesk) -> Said:
    """The words as they stand now: those that took the place of the first, once these were read."""
    statement, more = found.statement, more_of(found.statement.id)
    is_changed = more.changed is not None and more.changed.read_at is not None
    text = more.changed.words if more.changed and is_changed else text_of(statement.words, statement.wants)
    why = [one.why for one in suggested(statement.id, text, statement.asked)]
    person = people.get(statement.young_person_id)
    age = people.age_on(person, people.today()) if person else None
    return Said(text, pieces_of(text, why), _sentences(text), age, more)


def _offers(found: AtDesk, text: str) -> dict[str, str]:
    """What the machine suggests, then what they picked themselves: each with its reason."""
    machine = {one.key: one for one in suggested(found.statement.id, text, found.statement.asked)}
    picked = {topic.theme for topic in found.statement.topics}
    offers = {key: reason(one, is_own=key in picked) for key, one in machine.items()}
    own = [key for key in codebook().keys if key in picked and key not in machine]
    return offers | {key: _("because they picked it themselves") for key in own}


def pieces_of(text: str, whys: Sequence[Iterable[Why]]) -> list[Piece]:
    """The text cut where something caught the eye; put together again it is the text."""
    spans = [
        (why.start, why.end, number)
        for number, some in enumerate(whys, 1)
        for why in some
        if why.start is not None and why.end is not None and 0 <= why.start < why.end <= len(text)
    ]
    cuts = sorted({0, len(text), *(edge for start, end, _n in spans for edge in (start, end))})
    return [
        Piece(text[a:b], tuple(sorted({n for start, end, n in spans if start <= a and b <= end})))
        for a, b in pairwise(cuts)
    ]


def _sentences(text: str) -> list[Sentence]:
    """None where there is only one: then there is nothing to split."""
    found = sentences(text)[:MOST_SENTENCES]
    if len(found) < 2:
        return []
    names = labels()
    return [
        Sentence(
            one.text,
            f"{one.start}-{one.end}",
            [
                Theme(offer.key, names[offer.key], str(number))
                for number, offer in enumerate(by_words(one.text, None), 1)
            ],
        )
        for one in found
    ]


def how_far() -> HowFar:
    """How many of how many, and about how many minutes are left."""
    now = clock.now()
    known = progress(the_viewer(), now, settings().time_zone)
    return HowFar(known.done, known.done + known.left, minutes_left(known.left, known.saved_at))


def last_one() -> LastOne | None:
    """What they saved last, while it can be undone."""
    last = last_saved(the_viewer().account_id, clock.now())
    return LastOne(last.statement_id, words_of(last.themes, last.stance)) if last else None


def settle_page(two: Two, form: SettleForm | None = None) -> dict[str, object]:
    """Two opinions side by side, and the form that settles them."""
    second = two.second
    names = names_of(one for one in (second.first_by_id, second.by_id, second.settled_by_id) if one)
    return {
        "two": two,
        "said": said_of(two.found),
        "form": form or form_for(SettleForm, is_sent=False),
        "first": words_of(second.first_themes, second.first_stance),
        "second": words_of(second.themes, second.stance),
        "counts": words_of(two.counts.themes, two.counts.stance) if two.counts else "",
        "names": names,
    }
