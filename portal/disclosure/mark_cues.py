"""Words after which a name is likely, in small letters too: "my sister keira", "called tom", "at hill top
school", "mr x".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from portal.disclosure.mark_words import Word, word_set

_RELATIONS = word_set(
    "sister brother sis bro mum mam mom dad mummy daddy mother father nan nana nanny gran grandma grandad"
    " grandmother grandfather stepmum stepdad stepsister stepbrother auntie aunty aunt uncle cousin niece"
    " nephew twin friend mate bestie bff bf gf boyfriend girlfriend partner ex carer worker keyworker teacher"
    " tutor ta coach doctor nurse dentist therapist counsellor solicitor advocate officer manager iro pa"
    " adviser advisor headteacher landlord neighbour baby son daughter dog cat horse"
)
_CALLED = word_set("called named nicknamed aka name names surname")
_TITLES = word_set("mr mrs ms mx dr pc sgt")
_SOFT_TITLES = word_set("miss sir madam pastor imam judge lady lord prof professor cllr councillor")
_BEFORE_NAMES = _RELATIONS | _CALLED | _TITLES | _SOFT_TITLES
_PLACES = word_set(
    "school college academy primary secondary nursery uni university hospital surgery church mosque temple"
    " house lodge hostel road street avenue lane close crescent park estate club centre home unit ward"
)
_AT = word_set("at in from near")
_PLAIN = word_set(
    "my our your his her their its a an the this that these those new old other another same different big"
    " small little nice bad good first last special boarding primary secondary high junior infant day night"
    " youth football sports after before at in from near to of on for and or but with about is was i we they"
    " you he she it not no care childrens children foster family residential semi supported leisure health"
    " sport community local own whole next any some every each all mums dads nans"
)
_MOST_WORDS = 3
_THEY = word_set("the a an i we you they he she it there this that these those any all my our your their")
_BEGINS_ONLY = {
    "young": word_set("people person adults women men children carers ones"),
    "will": _THEY | {"children", "young", "somebody", "someone", "anybody", "anyone"},
    "may": _THEY,
}


def after_cues(text: str, words: Sequence[Word], shouts: bool) -> Iterator[tuple[int, int]]:
    """Where a name is likely because of the word before or after it: from and to, in order of the words."""
    for place, word in enumerate(words):
        if word.folded in _BEFORE_NAMES:
            yield from _name_after(text, words, place, shouts)
        if word.folded in _PLACES:
            yield from _name_before(text, words, place)


def begins_a_sentence_only(text: str, words: Sequence[Word], place: int) -> bool:
    """Whether a word that could be a name has its capital because a sentence begins: "Young people say",
    "Will they". Names are said so nowhere."""
    word, after = words[place], words[place + 1 : place + 2]
    followers = _BEGINS_ONLY.get(word.folded, frozenset()) if word.starts_sentence else frozenset()
    return bool(after) and after[0].folded in followers and text[word.end : after[0].start] == " "


def _name_after(text: str, words: Sequence[Word], place: int, shouts: bool) -> Iterator[tuple[int, int]]:
    cue = words[place].folded
    for after in range(place + 1, min(place + 3, len(words))):
        word = words[after]
        between = text[words[after - 1].end : word.start].strip()
        joined = between in ("", ",", ":", "-", ".", "is", "(", '"', "“", "‘", "'")
        if not joined or (between == "." and cue not in _TITLES):
            return
        if cue in ("name", "names") and after == place + 1 and word.folded in ("is", "are", "was"):
            continue
        is_name = not word.is_ordinary or (
            word.is_name_too and (cue in _CALLED or (word.is_capital and not shouts))
        )
        if not is_name and not (cue in _TITLES and after == place + 1):
            return
        yield word.start, word.end


def _name_before(text: str, words: Sequence[Word], place: int) -> Iterator[tuple[int, int]]:
    first = place
    while first > 0 and place - first < _MOST_WORDS:
        before = words[first - 1]
        if before.folded in _PLAIN or text[before.end : words[first].start].strip(" -'’"):
            break
        first -= 1
    if first == place or first == 0:
        return
    strange = any(not word.is_ordinary for word in words[first:place])
    if words[first - 1].folded in _AT or (
        strange and words[first - 1].folded in ("to", "the", "of", "called")
    ):
        yield words[first].start, words[place].end
