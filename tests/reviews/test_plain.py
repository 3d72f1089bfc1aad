"""The plain-words check: for each rule what it remarks and what it leaves alone, and that no text is slow."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reviews.rules.plain import ACTION, WHOLE, Action, Known, Piece, Remark, What, check, reading_ages
from portal.reviews.rules.plain.words import BLAMES, BUILT_IN

TODAY = date(2026, 11, 2)
KNOWN = Known(
    child=("Sam", "Samira Vale"),
    around=("Jo Bell", "Aisha Khan", "Iris Holt", "Example Council"),
    other_children=frozenset({"maya", "kian"}),
    numbers=frozenset({"01632960000", "iris@example.org"}),
    say_instead=BUILT_IN,
    age=11,
    longest_sentence=20,
)


def remarks(words: str, what: What | None = None, **piece: bool) -> list[Remark]:
    found = check([Piece(0, words, "told_me", **piece)], KNOWN, [], today=TODAY)
    return [one for one in found if what in (None, one.what)]


def found(words: str, what: What, **piece: bool) -> list[str]:
    return [one.found for one in remarks(words, what, **piece)]


@pytest.mark.parametrize(
    ("words", "say"),
    [
        ("You have contact on Fridays.", "family time"),
        ("Contact was good.", "Family time"),
        ("Your placement is going well.", "home"),
        ("You had respite in May.", "a short stay"),
        ("You are LAC.", "in care"),
        ("Your siblings came.", "brothers and sisters"),
        ("Your PEP is late.", "plan for school"),
        ("We spoke to CAMHS.", "the team that helps with feelings"),
        ("It is a statutory visit.", "by law"),
        ("We talked about transition.", "move"),
        ("Your birth mother wrote.", "mum"),
        ("I will liaise with your school.", "talk"),
    ],
)
def test_words_of_ours_are_remarked_with_what_to_say(words: str, say: str) -> None:
    assert [one.say for one in remarks(words, What.JARGON)] == [say]


@pytest.mark.parametrize(
    "words",
    [
        "You can contact me.",
        "Please contact us any time.",
        "You wear contact lenses.",
        "In case it rains, bring a coat.",
        "Take your pencil case.",
        "You see your mum on Fridays.",
        "You came second.",
        "You were placed second in the race.",
        "You said: “I hate contact and my placement.”",
        'You said "I do not want respite".',
        "You like your home.",
        "Your lace is open.",
        "Write to iro@example.org or to pep.team@example.org.",
    ],
)
def test_ordinary_words_and_the_childs_own_are_left_alone(words: str) -> None:
    assert remarks(words, What.JARGON) == []


@pytest.mark.parametrize(
    ("words", "what", "say"),
    [
        ("Sam likes football.", "Sam likes", "You like"),
        ("Sam is doing well.", "Sam is", "You are"),
        ("We saw that Sam has grown.", "Sam has", "you have"),
        ("Sam's room is cold.", "Sam's", "Your"),
        ("Sam’s room is cold.", "Sam’s", "Your"),
        ("Samira Vale wants to move.", "Samira Vale wants", "You want"),
        ("Everybody is proud of Sam.", "Sam", "you"),
        ("Sam told us about it.", "Sam told", "You told"),
        ("The young person attends school.", "The young person", ""),
        ("I asked this child.", "this child", "you"),
        ("Samira's mum came.", "Samira's", "Your"),
    ],
)
def test_about_the_child_is_remarked(words: str, what: str, say: str) -> None:
    first = remarks(words, What.NOT_TO_YOU)[0]
    assert (first.found, first.say) == (what, say)


def test_she_after_the_childs_name_is_the_child() -> None:
    assert found("Sam likes football. She plays on Mondays.", What.NOT_TO_YOU) == ["Sam likes", "She"]


@pytest.mark.parametrize(
    "words",
    [
        "Sam, you did well.",
        "Well done, Sam.",
        "Dear Sam",
        "Thank you, Sam.",
        "You like football.",
        "Your mum came. She was glad.",
        "Your carer said he is proud of you.",
        "Same as last time.",
        "You said “Sam is my name”.",
        "I am proud of you, Sam.",
        "Jo said she will ring.",
    ],
)
def test_to_the_child_is_left_alone(words: str) -> None:
    assert remarks(words, What.NOT_TO_YOU) == []


@pytest.mark.parametrize(
    "words",
    [
        "It was agreed that you see your mum.",
        "It was decided to wait.",
        "It was felt that school is hard.",
        "It has been agreed to look again.",
        "A bed will be bought.",
        "Your school will be told.",
        "This should be done by Friday.",
        "A referral needs to be made.",
        "More time is to be given to you.",
        "Your plan will be changed by the end of May.",
        "It was recommended that you try.",
    ],
)
def test_a_promise_without_a_person_is_remarked(words: str) -> None:
    assert remarks(words, What.NOBODY_DOES_IT)


@pytest.mark.parametrize(
    "words",
    [
        "Jo will buy a bed.",
        "We agreed that you see your mum.",
        "It was agreed by Jo and me.",
        "A bed will be bought by Jo.",
        "Your school will be told by your social worker.",
        "You will be excited.",
        "You will be pleased to hear it.",
        "I will be there.",
        "It was a good day.",
        "It was lovely to see you.",
        "You said “it was agreed that I move”.",
    ],
)
def test_a_promise_with_a_person_is_left_alone(words: str) -> None:
    assert remarks(words, What.NOBODY_DOES_IT) == []


@pytest.mark.parametrize(
    "words",
    [
        "You refused to come.",
        "You failed to go to school.",
        "You were non-compliant.",
        "You can be manipulative.",
        "That is attention seeking.",
        "You were aggressive.",
        "Your challenging days are fewer.",
        "You did not engage with Jo.",
        "You kicked off at school.",
        "The move was your fault.",
        "You chose not to come.",
    ],
)
def test_blame_is_remarked(words: str) -> None:
    assert remarks(words, What.BLAME)


@pytest.mark.parametrize(
    "words",
    [
        "You did not want to come.",
        "School was hard.",
        "You said no to the trip.",
        "You were very angry.",
        "It was not easy.",
        "Nobody asked you.",
        "You said: “I refused to go.”",
        "You were upset.",
        "You left before the end.",
        "You play violin.",
        "The bus failed.",
    ],
)
def test_what_happened_is_left_alone(words: str) -> None:
    assert remarks(words, What.BLAME) == []


@pytest.mark.parametrize(
    ("words", "on_record"),
    [
        ("Ayesha will ring you.", "Aisha"),
        ("Aish will ring you.", "Aisha"),
        ("Jo Bel will ring.", "Bell"),
        ("I asked Jo Bull.", "Bell"),
        ("Irris wrote this.", "Iris"),
        ("Ring Iris Holtt.", "Holt"),
        ("Samiraa came.", "Samira"),
        ("Smaira came.", "Samira"),
        ("Aisha Kahn came.", "Khan"),
        ("Dear Samirra", "Samira"),
    ],
)
def test_nearly_a_name_on_record_is_remarked(words: str, on_record: str) -> None:
    assert [one.say for one in remarks(words, What.NAME_SPELLED)] == [on_record]


@pytest.mark.parametrize(
    "words",
    [
        "Aisha will ring you.",
        "Jo Bell came.",
        "Iris wrote this.",
        "Aisha’s car is red.",
        "Khan is her last name.",
        "Holt is nice.",
        "I ring the bell.",
        "Example Council pays.",
        "Same as before.",
        "Hold my hand.",
    ],
)
def test_names_on_record_and_ordinary_words_are_no_misspelling(words: str) -> None:
    assert remarks(words, What.NAME_SPELLED) == []


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("You fell out with Maya.", What.OTHER_CHILD),
        ("Kian lives there too.", What.OTHER_CHILD),
        ("Maya’s mum came.", What.OTHER_CHILD),
        ("You play with Zofia.", What.UNKNOWN_NAME),
        ("Your friend Tariq is kind.", What.UNKNOWN_NAME),
        ("Zofia is kind.", What.UNKNOWN_NAME),
        ("You went with Mrs Okafor.", What.UNKNOWN_NAME),
        ("Your sister Ella wrote.", What.UNKNOWN_NAME),
        ("You live with Priya and Dev.", What.UNKNOWN_NAME),
        ("Will you see Oskar?", What.UNKNOWN_NAME),
    ],
)
def test_names_of_others_are_remarked(words: str, what: What) -> None:
    assert {one.what for one in remarks(words)} >= {what}


@pytest.mark.parametrize(
    "words",
    [
        "You go to Manor Park School.",
        "You like English and Maths.",
        "You play Minecraft.",
        "It was on Monday 3 March.",
        "Your mum and Dad came.",
        "You went at Christmas.",
        "The NHS pays.",
        "You live near Zofia Road.",
        "I wrote to Jo.",
        "You said “I miss Zofia”, and Zofia misses you.",
        "Swimming is your thing.",
    ],
)
def test_places_days_and_people_on_record_are_nobody_elses_names(words: str) -> None:
    assert {one.what for one in remarks(words)} & {What.OTHER_CHILD, What.UNKNOWN_NAME} == set()


@pytest.mark.parametrize(
    "words",
    [
        "You live at 12 High Street.",
        "The postcode is ZZ1 1ZZ.",
        "Ring 07700 900123.",
        "Ring +44 7700 900123.",
        "Write to mum@example.com.",
        "Look at www.example.com/you.",
        "Find me @samsam.",
        "Dad lives at 4a Old Mill Lane.",
        "Her number is 0770-0900-123.",
        "His snapchat is samvale99.",
    ],
)
def test_addresses_and_numbers_are_remarked(words: str) -> None:
    assert remarks(words, What.ADDRESS)


@pytest.mark.parametrize(
    "words",
    [
        "Ring me on 01632 960 000.",
        "Ring 01632960000.",
        "My email: iris@example.org",
        "You are 12.",
        "On 3 March 2027.",
        "You scored 3 goals.",
        "At 10 in the morning.",
        "In 2027 you are 16.",
        "You have 2 brothers and 1 sister.",
        "It is £20 a month.",
    ],
)
def test_our_own_numbers_days_and_counts_are_left_alone(words: str) -> None:
    assert remarks(words, What.ADDRESS) == []


@pytest.mark.parametrize(
    "words",
    [
        "I will ring you soon, as soon as possible.",
        "We do it ASAP.",
        "In due course you hear from us.",
        "Shortly we meet.",
        "At some point we talk.",
        "It happens in the near future.",
        "We meet very soon.",
        "We do it when possible.",
        "You hear it sometime soon.",
        "Jo rings as soon as she can, at the earliest.",
    ],
)
def test_soon_is_no_date(words: str) -> None:
    assert remarks(words, What.NO_DATE)


@pytest.mark.parametrize(
    "words",
    [
        "I will ring you on Tuesday.",
        "I will ring by 3 March.",
        "We will meet before the next review.",
        "Jo will come every Friday.",
        "We will talk next week.",
        "I will tell you by half term.",
        "We will do it in March.",
        "We do it as soon as possible, by 3 March.",
        "We talked a lot.",
        "I’ll ring tomorrow.",
    ],
)
def test_a_promise_with_a_day_is_left_alone(words: str) -> None:
    assert remarks(words, What.NO_DATE, is_promises=True) == []


def test_where_it_says_what_will_happen_each_promise_needs_a_day() -> None:
    assert remarks("Jo will ring you.", What.NO_DATE) == []
    assert found("Jo will ring you.", What.NO_DATE, is_promises=True) == ["will"]


def test_actions_need_a_person_a_day_and_time_to_do_it() -> None:
    actions = [
        Action(ACTION, "a", "", date(2026, 12, 1)),
        Action(ACTION + 1, "b", "Jo Bell", None),
        Action(ACTION + 2, "c", "Jo Bell", date(2026, 11, 1)),
        Action(ACTION + 3, "d", "Jo Bell", TODAY),
    ]
    said = [(one.what, one.place - ACTION) for one in check([], KNOWN, actions, today=TODAY)]
    assert said == [(What.NO_PERSON, 0), (What.NO_DATE, 1), (What.DATE_GONE, 2)]


EASY = "You like your room. You play with your dog. You go to school by bus. I am glad. " * 2
HARD = (
    "Consideration of appropriate educational opportunities necessitates comprehensive interdisciplinary "
    "evaluation regarding individual circumstances, notwithstanding organisational responsibilities. "
) * 2


def test_of_one_place_the_graver_thing_is_said() -> None:
    assert [one.what for one in remarks("We do it in due course.")] == [What.NO_DATE]
    assert found("You said “I hit Maya”.", What.OTHER_CHILD) == ["Maya"]


def test_what_is_hard_to_read_is_said_of_the_part_and_of_the_whole() -> None:
    said = check([Piece(0, EASY, "a"), Piece(1, HARD, "b")], KNOWN, [], today=TODAY)
    places = {one.place for one in said if one.what is What.HARD_TO_READ}
    assert places == {1, WHOLE}
    assert reading_ages([Piece(0, EASY), Piece(1, HARD)])[0] < 8
    assert not remarks(EASY, What.HARD_TO_READ)


def test_a_long_sentence_is_remarked_and_as_many_words_in_short_ones_are_not() -> None:
    long = "You said that you " + "and then " * 12 + "went home."
    assert [one.about for one in remarks(long, What.LONG_SENTENCE)] == ["30"]
    assert remarks("You went home. " * 12, What.LONG_SENTENCE) == []


def test_in_another_language_only_names_numbers_and_actions_are_looked_at() -> None:
    said = check(
        [Piece(0, "Placement. Ring 07700 900123.")],
        KNOWN,
        [Action(ACTION, "a", "", TODAY)],
        today=TODAY,
        language="pl",
    )
    assert {one.what for one in said} == {What.ADDRESS, What.NO_PERSON}


def test_a_remark_is_the_same_when_its_part_is_moved() -> None:
    one = check([Piece(0, "Your placement.", "a")], KNOWN, [], today=TODAY)[0]
    other = check([Piece(3, "Hello. Your placement.", "a")], KNOWN, [], today=TODAY)[0]
    assert one.key == other.key


def test_no_name_of_a_child_the_writer_does_not_work_with_is_told_from_any_other() -> None:
    """What is said of a name depends on the writer's own children alone: nothing else is asked."""
    assert {one.what for one in remarks("You met Zofia.")} == {one.what for one in remarks("You met Tariq.")}


@given(st.text(max_size=400))
def test_any_text_is_looked_at_and_every_remark_points_into_it(text: str) -> None:
    for one in remarks(text):
        assert 0 <= one.start <= one.end <= len(text)
        assert one.found == text[one.start : one.end]


@given(st.lists(st.sampled_from([*BUILT_IN, *BLAMES, "Sam", "Maya", "you", ".", "“", "”", "12 High Street"])))
def test_any_row_of_words_that_matter_is_looked_at(words: list[str]) -> None:
    text = " ".join(words)
    for one in remarks(text):
        assert one.found == text[one.start : one.end]


@pytest.mark.parametrize(
    "unit",
    ["Sam ", "“", "‘a’b", "it was ", "will be ", "1 ", "a@", "A ", ". ", "a", "Sam’s she will be given “a. "],
)
def test_no_text_of_200_thousand_letters_takes_long(unit: str) -> None:
    """Far more than a part may have. What grows with the square of the length would take minutes."""
    began = time.process_time()
    remarks(unit * (200_000 // len(unit)))
    assert time.process_time() - began < 5
