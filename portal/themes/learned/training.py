"""Training: each opinion is fitted by itself, asked about comments it has not seen, and then weighed with the
others. scikit-learn does the work; it is loaded only here.

Chosen on five seeded splits of the comments in the NHS set (27 themes), by what was said of comments held
back inside the training part. Nothing of the set is kept in a model but words, pieces of words and sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from portal.themes.learned import sensing, weighing
from portal.themes.learned.coded import Coded, TooFew
from portal.themes.learned.features import BLOCKS, LENGTHS
from portal.themes.learned.model import (
    LEXICON,
    LIKENESS,
    MEANING,
    WORDS,
    Model,
    by_lexicon,
    columns_for,
    likeness,
)
from portal.themes.learned.sensing import Senses
from portal.themes.suggest import Index
from portal.themes.theme import Theme

if TYPE_CHECKING:
    from portal.themes.learned.sensing import Remembering
    from portal.themes.meaning.encoder import Encoder

__all__ = ["Coded", "TooFew", "train"]

STRENGTH = 0.3  # of fitting: the C of scikit-learn
FOLDS = 4
SEED = 20_261_122
QUESTION_WEIGHT = 0.5
LEAST = {"words": 2, "stems": 2, "pieces": 3, "answers": 2}  # comments that must hold a feature
LEAST_COMMENTS = 20
CODEBOOK = "the codebook"  # nobody: its examples are no person's words


def train(
    comments: Sequence[Coded],
    keys: Sequence[str] | None = None,
    *,
    lexicon: Sequence[Theme] = (),
    senses: Senses | None = None,
    encoder: Encoder | Remembering | None = None,
    least_people: int = 1,
    known_words: bool = False,
) -> Model:
    """A model of these comments. `keys`: the codebook's themes; those of the comments where it is left out.
    `lexicon`: what the codebook says of them. `encoder`: what makes vectors, where the meaning files are
    there; or `senses`: vectors of comments and codebook that were made. `least_people`: no word or piece of
    one that fewer people used is kept. `known_words`: the lexicon's words were chosen with sight of the
    comments, so it is believed less than they make it look. Examples of the codebook are learned from too.

    Raises TooFew for fewer than 20 comments or no theme with two of them."""
    import numpy as np

    keys = list(keys) if keys is not None else sorted({key for one in comments for key in one.themes})
    each = Counter(key for one in comments for key in one.themes if key in keys)
    if len(comments) < LEAST_COMMENTS or max(each.values(), default=0) < 2:
        raise TooFew("Train with 20 comments or more, and with themes that two of them share")
    lexicon = tuple(theme for theme in lexicon if theme.key in keys)
    comments = [*comments, *examples_of(lexicon)]
    truth = np.array([[key in one.themes for key in keys] for one in comments], dtype=np.int8)
    fold = _folds(comments)
    questions = sorted({one.question for one in comments if one.question})
    table, blocks, rarity = _table(comments, questions, least_people)
    weights, offsets = _fitted(table, truth)
    said = {WORDS: _held_back(table, truth, fold)}
    if lexicon:
        said[LEXICON] = _lexicon_says(lexicon, keys, comments, known_words)
    alone = weighing.weighed(said, truth, fold)
    sense = together = None
    if senses is None and encoder is not None:
        senses = sensing.senses(encoder, [one.text for one in comments], lexicon)
    elif senses is not None and len(senses.vectors) != len(comments):
        raise ValueError("Senses are of the comments, then of the codebook's examples")
    if senses is not None:
        asked = np.array(
            [[one.question == question for question in questions] for one in comments], dtype=np.float32
        )
        sense = sensing.fitted(senses, asked, truth, keys)
        said[MEANING] = sensing.held_back(senses, asked, truth, fold)
        if len(sense.near):
            said[LIKENESS] = likeness(senses.vectors, sense.near, sense.near_of, len(keys))
        together = weighing.weighed(said, truth, fold)
    known, columns = columns_for(blocks, questions)
    return Model(
        keys=keys,
        blocks=known,
        rarity=rarity,
        questions=columns,
        weights=weights,
        offsets=offsets,
        alone=alone,
        together=together,
        sense=sense,
        lexicon=lexicon,
        figures={
            "comments": len(comments) - len(examples_of(lexicon)),
            "each": {key: each[key] for key in keys},
        },
        question_weight=QUESTION_WEIGHT,
    )


def examples_of(lexicon: Sequence[Theme]) -> list[Coded]:
    """The codebook's made-up comments, to learn from beside people's."""
    return [
        Coded(line, frozenset({theme.key}), person=CODEBOOK) for theme in lexicon for line in theme.examples
    ]


def _folds(comments: Sequence[Coded]) -> Any:
    """Which part each comment is held back with: all of one person's together."""
    import numpy as np

    nobody = ("", CODEBOOK)
    who = [f"comment {at}" if one.person in nobody else one.person for at, one in enumerate(comments)]
    people = {person: at for at, person in enumerate(dict.fromkeys(who))}
    part = np.random.default_rng(SEED).permutation(len(people)) % FOLDS
    return np.array([part[people[person]] for person in who])


def _table(
    comments: Sequence[Coded], questions: Sequence[str], least_people: int
) -> tuple[Any, dict[str, list[str]], dict[str, Any]]:
    """Comments by features, sparse; what each block knows; how rare each is."""
    import numpy as np
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer

    parts: list[Any] = []
    blocks: dict[str, list[str]] = {}
    rarity: dict[str, Any] = {}
    for name, features in BLOCKS.items():
        cut = [list(features(one.text, one.question)) for one in comments]
        known = _known(cut, comments, LEAST[name] if len(comments) > 200 else 1, least_people)
        if not known:
            blocks[name], rarity[name] = [], np.zeros(0)
            continue
        counter = TfidfVectorizer(
            analyzer=lambda some: some, lowercase=False, vocabulary=known, sublinear_tf=True
        )
        parts.append(counter.fit_transform(cut) * LENGTHS[name])
        blocks[name], rarity[name] = known, counter.idf_
    asked = [[QUESTION_WEIGHT * (one.question == question) for question in questions] for one in comments]
    parts.append(csr_matrix(np.array(asked, dtype=float).reshape(len(comments), len(questions))))
    return hstack(parts).tocsr(), blocks, rarity


def _known(
    cut: Sequence[Sequence[str]], comments: Sequence[Coded], least_comments: int, least_people: int
) -> list[str]:
    """The features that enough comments hold and enough people used. Whoever is not named is somebody else
    each time."""
    holders: dict[str, int] = {}
    people: dict[str, set[str]] = {}
    for at, (some, comment) in enumerate(zip(cut, comments, strict=True)):
        for one in set(some):
            holders[one] = holders.get(one, 0) + 1
            if least_people > 1 and comment.person != CODEBOOK:
                people.setdefault(one, set()).add(comment.person or f"comment {at}")
    return sorted(
        one
        for one, count in holders.items()
        if count >= least_comments and (least_people <= 1 or len(people.get(one, ())) >= least_people)
    )


def _fitted(table: Any, truth: Any) -> tuple[Any, Any]:
    """Weights and offset of each theme, one against the others."""
    import numpy as np
    from sklearn.svm import LinearSVC

    weights = np.zeros((truth.shape[1], table.shape[1]))
    offsets = np.full(truth.shape[1], -1.0)
    for at in range(truth.shape[1]):
        wanted = truth[:, at]
        if 0 < wanted.sum() < len(wanted) and table.shape[1]:
            machine = LinearSVC(C=STRENGTH, random_state=SEED).fit(table, wanted)
            weights[at], offsets[at] = machine.coef_[0], machine.intercept_[0]
    return weights, offsets


def _held_back(table: Any, truth: Any, fold: Any) -> Any:
    """What a model that has not seen it says of each comment."""
    import numpy as np

    said = np.zeros(truth.shape)
    for one in range(FOLDS):
        weights, offsets = _fitted(table[fold != one], truth[fold != one])
        said[fold == one] = table[fold == one] @ weights.T + offsets
    return said


def _lexicon_says(
    lexicon: Sequence[Theme], keys: Sequence[str], comments: Sequence[Coded], known_words: bool
) -> Any:
    """What the codebook's words say of the comments. Words chosen with sight of these comments are tried with
    two in five of them left out, as they would be missed in comments nobody has seen."""
    import numpy as np

    texts, questions = [one.text for one in comments], [one.question or None for one in comments]
    if not known_words:
        return by_lexicon(Index(lexicon), keys, texts, questions)
    dice = np.random.default_rng(SEED)
    found = []
    for _ in range(LEFT_OUT_TIMES):
        thinned = [
            Theme(one.key, tuple(word for word in one.words if dice.random() >= LEFT_OUT), one.examples)
            for one in lexicon
        ]
        found.append(by_lexicon(Index(thinned), keys, texts, questions))
    return np.array([found[row % LEFT_OUT_TIMES][row] for row in range(len(comments))])


LEFT_OUT, LEFT_OUT_TIMES = 0.4, 5
