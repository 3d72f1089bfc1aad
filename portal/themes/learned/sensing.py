"""What vectors say of themes: small nets that are taught by all comments and keep none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from portal.themes.learned.model import Meaning
from portal.themes.meaning import HASH
from portal.themes.normal import normal
from portal.themes.theme import Theme

if TYPE_CHECKING:
    from portal.themes.meaning.encoder import Encoder

NETS = 2
HIDDEN = 128
SIZE = 20.0  # of a vector, as the nets see it: about one a number
ALPHA = 0.6  # how firmly weights are held down
ROUNDS, ENOUGH, MOST_ROUNDS = 18, 300, 40


@dataclass(frozen=True)
class Senses:
    """Vectors of the comments in their order, and of what the codebook says of each theme."""

    vectors: Any
    near: Any
    near_of: tuple[str, ...]  # the key of the theme of each
    files: str = HASH


class Remembering:
    """An encoder that makes each vector once, while it is kept: in memory only, as vectors tell of words."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Any] = {}

    def vectors(self, texts: Sequence[str]) -> Any:
        """A row a text."""
        import numpy as np

        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._encoder.vectors(new), strict=True))
        return np.array([self._known[text] for text in texts], dtype=np.float32).reshape(len(texts), -1)


def senses(encoder: Encoder | Remembering, texts: Sequence[str], lexicon: Sequence[Theme]) -> Senses:
    """Vectors of texts, spelled out, and of the codebook's descriptions."""
    lines = [(theme.key, theme.description) for theme in lexicon if theme.description]
    found = encoder.vectors([*spelled_out(texts), *spelled_out([line for _, line in lines])])
    return Senses(found[: len(texts)], found[len(texts) :], tuple(key for key, _ in lines))


def spelled_out(texts: Sequence[str]) -> list[str]:
    """Texts as they are shown to the meaning model."""
    return [normal(text).text for text in texts]


def fitted(senses: Senses, asked: Any, truth: Any, keys: Sequence[str]) -> Meaning:
    """What all comments teach. `asked`: a column a question."""
    import numpy as np

    centre = senses.vectors.mean(axis=0)
    spread = float(np.sqrt(((senses.vectors - centre) ** 2).sum(axis=1).mean())) or 1.0
    scale = np.float32(SIZE / spread)
    seen = np.hstack([(senses.vectors - centre) * scale, asked])
    nets = [_net(seen, truth, seed) for seed in range(NETS)]
    place = {key: at for at, key in enumerate(keys)}
    held = [at for at, key in enumerate(senses.near_of) if key in place]
    return Meaning(
        files=senses.files,
        centre=centre,
        scale=scale,
        hidden=np.array([net.coefs_[0] for net in nets], dtype=np.float32),
        hidden_by=np.array([net.intercepts_[0] for net in nets], dtype=np.float32),
        out=np.array([net.coefs_[1] for net in nets], dtype=np.float32),
        out_by=np.array([net.intercepts_[1] for net in nets], dtype=np.float32),
        near=senses.near[held],
        near_of=np.array([place[senses.near_of[at]] for at in held], dtype=np.int32),
    )


def held_back(senses: Senses, asked: Any, truth: Any, fold: Any) -> Any:
    """What nets that have not seen it say of each comment."""
    import numpy as np

    said = np.zeros(truth.shape)
    for one in range(int(fold.max()) + 1):
        others = Senses(senses.vectors[fold != one], senses.near[:0], (), senses.files)
        taught = fitted(others, asked[fold != one], truth[fold != one], ())
        said[fold == one] = taught.says(senses.vectors[fold == one], asked[fold == one])
    return said


def _net(seen: Any, truth: Any, seed: int) -> Any:
    """A net with one small hidden layer that all themes share: what tells one helps to tell others."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # comes with scikit-learn

    rounds = max(ROUNDS, -(-ROUNDS * ENOUGH // len(seen)))
    net = MLPClassifier(
        (HIDDEN,), alpha=ALPHA, max_iter=min(rounds, MOST_ROUNDS), batch_size=min(64, len(seen)),
        learning_rate_init=0.002, random_state=seed, tol=0, n_iter_no_change=1000,
    )  # fmt: skip
    with threadpool_limits(1), warnings.catch_warnings():  # so small that threads only wait for each other
        warnings.simplefilter("ignore", ConvergenceWarning)  # it is stopped early on purpose
        return net.fit(seen, truth if truth.shape[1] > 1 else truth[:, [0, 0]])
