"""Near-duplicates, what no theme explains, words on the rise, agreement, sentences, plain spelling."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.themes.agreement import agreement, f1, krippendorff, masi
from portal.themes.alike import near_duplicates
from portal.themes.normal import normal
from portal.themes.sentences import sentences
from portal.themes.unexplained import Explained, Rising, explained, not_well_explained, rising_words

pytestmark = pytest.mark.once


# Near-duplicates.


def test_texts_that_say_nearly_the_same_are_found_however_they_are_spelled() -> None:
    texts = [
        "My social worker never rings me back when I ask",
        "I like the food here",
        "my SW never rings me back when i ask!!",
        "My social worker never rings me back, when I ask.",
        "the bus is always late",
        "",
        "🙂",
    ]
    assert near_duplicates(texts) == [{0, 2, 3}]


def test_one_word_more_is_the_same_and_another_subject_is_not() -> None:
    said = "i want to see my sister more often at the weekend"
    assert near_duplicates([said, f"please {said}"]) == [{0, 1}]
    assert near_duplicates([said, "i want to see my nan more"]) == []
    assert near_duplicates(["", "", "!!"]) == []


def test_the_pairs_found_are_those_that_comparing_all_would_find() -> None:
    dice = random.Random(4)
    words = ["home", "school", "mum", "bus", "food", "move", "ring", "late", "room", "sister"]
    texts = [" ".join(dice.choices(words, k=dice.randint(1, 5))) for _ in range(60)]
    found = {at: number for number, some in enumerate(near_duplicates(texts)) for at in some}
    for one in range(len(texts)):
        for other in range(one):
            if near_duplicates([texts[one], texts[other]]):
                assert found.get(one, -1) == found.get(other, -2), (texts[one], texts[other])


def test_five_thousand_texts_take_seconds() -> None:
    dice = random.Random(7)
    letters = "abcdefghijklmnoprstuvw"
    words = ["".join(dice.choices(letters, k=dice.randint(2, 9))) for _ in range(800)]
    texts = [" ".join(dice.choices(words, k=15)) for _ in range(4990)]
    begun = time.process_time()
    assert near_duplicates([*texts, *texts[:10]]) == [{at, 4990 + at} for at in range(10)]
    assert time.process_time() - begun < 30  # under 1 s of a quiet core


@given(st.lists(st.text(max_size=40), max_size=8))
def test_any_texts_are_grouped_at_most_once(texts: list[str]) -> None:
    found = near_duplicates(texts)
    together = [at for some in found for at in some]
    assert len(together) == len(set(together))
    assert all(len(some) > 1 for some in found)


# What no theme explains.


def test_what_no_theme_explains_comes_first_and_what_says_nothing_last() -> None:
    known = {"mum", "school"}
    well = explained("my mum came to school", [0.2, 0.9], known)
    badly = explained("the trampoline inspector frightened everybody's hamster", [0.1], known)
    nothing = explained("oink", [], known)
    assert not_well_explained([well, nothing, badly]) == [2, 0, 1]
    assert well.known > badly.known


def test_of_two_that_score_alike_the_one_with_strange_words_comes_first() -> None:
    assert not_well_explained([Explained(0.4, 1.0, 5), Explained(0.4, 0.0, 5)]) == [1, 0]


def _said(word: str, people: int, first: int = 0) -> list[tuple[int, str]]:
    return [(who, f"the {word} is here") for who in range(first, first + people)]


def test_rising_words_are_counted_by_people_not_by_texts() -> None:
    one_often = [(99, "zipwire zipwire")] * 50
    now = [*_said("hamster", 6), *_said("school", 6), *one_often]
    before = [*_said("school", 8), *_said("hamster", 5)]
    assert rising_words(now, [*before, *_said("other", 30, 100)], least_people=5)[0].word in (
        "hamster",
        "school",
    )
    assert "zipwire" not in {one.word for one in rising_words(now, before)}


def test_a_word_that_few_use_names_nobody_now_or_before() -> None:
    quiet = [(who, "nothing to tell") for who in range(20)]
    now = [*quiet, *_said("hamster", 5), *_said("gerbil", 4)]
    assert rising_words(now, quiet) == [Rising("hamster", 5, 0)]
    assert rising_words(now, [*quiet, *_said("hamster", 2)]) == [Rising("hamster", 5, None)]
    assert rising_words(now, [], least_people=50) == []


# Agreement between two people.


def test_alpha_is_that_of_published_examples() -> None:
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), examples A and B."""

    def differ(one: str, other: str) -> float:
        return float(one != other)

    two_values = list(zip("0100000010", "1110010000", strict=True))
    assert krippendorff(two_values, differ) == pytest.approx(0.095, abs=0.0005)
    many = list(zip("aabbdcccedda", "babbbccceddd", strict=True))
    assert krippendorff(many, differ) == pytest.approx(0.692, abs=0.0005)


def test_sets_that_share_something_are_nearer_than_those_that_do_not() -> None:
    a, ab, bc, none = frozenset("a"), frozenset("ab"), frozenset("bc"), frozenset[str]()
    assert [masi(a, a), masi(none, none), masi(a, none), masi(a, frozenset("c"))] == [0, 0, 1, 1]
    assert masi(a, ab) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert masi(ab, bc) == pytest.approx(1 - 1 / 3 * 1 / 3)


def test_too_few_texts_tell_nothing() -> None:
    pairs = [(frozenset({"home"}), frozenset({"home"}))] * 29
    found = agreement(pairs)
    assert (found.n, found.is_enough, found.f1.value, found.alpha.value) == (29, False, None, None)
    assert agreement([*pairs, (frozenset({"school"}), frozenset({"home"}))]).is_enough


def test_agreement_has_a_figure_for_all_and_for_each_theme_with_limits() -> None:
    dice = random.Random(3)
    pairs = []
    for _ in range(120):
        one = frozenset(dice.sample(["home", "school", "money"], k=dice.randint(1, 2)))
        pairs.append((one, one if dice.random() < 0.8 else frozenset({"home"})))
    found = agreement(pairs)
    assert set(found.each) == {"home", "school", "money"}
    for figure in (found.f1, found.alpha, *found.each.values()):
        assert figure.value is not None
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low < figure.value < figure.high <= 1
    assert found.f1.value == f1(pairs)
    assert agreement(pairs) == found


def test_where_all_say_the_same_there_is_no_alpha() -> None:
    found = agreement([(frozenset({"home"}), frozenset({"home"}))] * 40)
    assert (found.alpha.value, found.f1.value) == (None, 1.0)


# Sentences.


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I like it. The food is bad!", ["I like it.", "The food is bad!"]),
        ("why?? nobody told me...ok", ["why??", "nobody told me...ok"]),
        ("Mrs. Example came, e.g. on Monday. She left.", ["Mrs. Example came, e.g. on Monday.", "She left."]),
        ("it costs 2.50 a week", ["it costs 2.50 a week"]),
        ("no stops here\nbut two lines", ["no stops here", "but two lines"]),
        ("he said “no.” then left", ["he said “no.”", "then left"]),
        ("stop. !!", ["stop. !!"]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_where_sentences_end(text: str, parts: list[str]) -> None:
    assert [one.text for one in sentences(text)] == parts


@given(st.text(alphabet=st.sampled_from("ab.!? \n\"'é😀"), max_size=60))
def test_nothing_of_a_text_is_lost_between_sentences(text: str) -> None:
    found = sentences(text)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert "".join("".join(one.text for one in found).split()) == "".join(text.split())


# Plain spelling.


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("idk y u left", "i dont know why you left"),
        ("soz m8, it was gr8!", "sorry mate, it was great!"),
        ("my freind is lonley", "my friend is lonely"),
        ("2 weeks", "2 weeks"),
        ("so😭now", "so crying now"),
        ("Nothing to mend.", "Nothing to mend."),
        ("", ""),
    ],
)
def test_text_speak_emoji_and_misspellings_are_spelled_out(typed: str, plain: str) -> None:
    assert normal(typed).text == plain


def test_what_was_typed_can_be_pointed_at_from_the_plain_text() -> None:
    typed = "idk, my freind left"
    plain = normal(typed)
    for words, original in (("i dont know", "idk"), ("friend", "freind"), ("left", "left"), ("my", "my")):
        at = plain.text.index(words)
        found = plain.origin(at, at + len(words))
        assert found is not None
        assert typed[slice(*found)] == original


@given(st.text(max_size=200))
def test_any_text_is_spelled_out_and_keeps_its_places(text: str) -> None:
    plain = normal(text)
    assert "".join(piece.words for piece in plain.pieces) == plain.text
    ends = [(piece.start, piece.end) for piece in plain.pieces]
    assert all(one[1] == other[0] for one, other in itertools.pairwise(ends))
    assert not text or (ends[0][0], ends[-1][1]) == (0, len(text))
