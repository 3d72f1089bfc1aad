"""From texts to vectors: the model's six layers in numpy (BERT, Devlin and others 2018), averaged and made as
long as one.

Texts of any lengths go through the layers side by side, nothing filled up; only where words look at each
other are texts of one length taken together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.themes.meaning.pieces import Pieces
from portal.themes.meaning.weights import read

SIZE = 384
_HEADS = 12
_LAYERS = 6
_TINY = 1e-12
_AT_ONCE = 4096  # pieces that go through together


@dataclass(frozen=True)
class _Layer:
    """One layer's arrays, turned the way they are multiplied."""

    look: Any  # question, key and value side by side
    look_by: Any
    out: Any
    out_by: Any
    out_norm: tuple[Any, Any]
    wide: Any
    wide_by: Any
    narrow: Any
    narrow_by: Any
    norm: tuple[Any, Any]


class Encoder:
    """The model in memory: about 180 MB."""

    def __init__(self, arrays: Mapping[str, Any], vocabulary: Sequence[str]) -> None:
        self._pieces = Pieces(vocabulary)
        self._words = arrays["embeddings.word_embeddings.weight"]
        kinds = arrays["embeddings.token_type_embeddings.weight"]
        self._places = arrays["embeddings.position_embeddings.weight"] + kinds[0]
        self._norm = _norm_of(arrays, "embeddings")
        self._layers = [_layer(arrays, f"encoder.layer.{number}") for number in range(_LAYERS)]

    def vectors(self, texts: Sequence[str]) -> Any:
        """A row of 384 numbers for each text, of length one. Never raises for any text."""
        import numpy as np

        pieces = [self._pieces.of(text) for text in texts]
        found = np.zeros((len(texts), SIZE), dtype=np.float32)
        for some in _lots(pieces):
            found[some] = self._lot([pieces[at] for at in some])
        return found

    def _lot(self, pieces: Sequence[Sequence[int]]) -> Any:
        """The vectors of texts in the order of their lengths."""
        import numpy as np

        lengths = [len(one) for one in pieces]
        places = np.concatenate([np.arange(length) for length in lengths])
        state = self._words[np.concatenate(pieces)] + self._places[places]
        _normalise(state, self._norm)
        alike = list(_alike(lengths))
        for layer in self._layers:
            state = _through(layer, state, alike)
        starts = np.cumsum([0, *lengths[:-1]])
        means = np.add.reduceat(state, starts, axis=0) / np.array(lengths, dtype=np.float32)[:, None]
        return means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), _TINY)


def load(folder: Path) -> Encoder:
    """The model in a folder. Raises BadMeaning."""
    return Encoder(*read(folder))


def _lots(pieces: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The places of texts, shortest first, as many together as go through at once."""
    lot: list[int] = []
    length = 0
    for at in sorted(range(len(pieces)), key=lambda at: len(pieces[at])):
        if lot and length + len(pieces[at]) > _AT_ONCE:
            yield lot
            lot, length = [], 0
        lot.append(at)
        length += len(pieces[at])
    if lot:
        yield lot


def _alike(lengths: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Runs of texts of one length: where their pieces begin, how many texts, how long each is."""
    begin = first = 0
    for at in range(1, len(lengths) + 1):
        if at == len(lengths) or lengths[at] != lengths[first]:
            yield begin, at - first, lengths[first]
            begin, first = begin + (at - first) * lengths[first], at


def _through(layer: _Layer, state: Any, alike: Sequence[tuple[int, int, int]]) -> Any:
    import numpy as np

    looked = state @ layer.look
    looked += layer.look_by
    seen = np.empty_like(state)
    for begin, texts, length in alike:
        end = begin + texts * length
        seen[begin:end] = _look(looked[begin:end].reshape(texts, length, 3, _HEADS, SIZE // _HEADS))
    said = seen @ layer.out
    said += layer.out_by
    said += state
    _normalise(said, layer.out_norm)
    wide = said @ layer.wide
    wide += layer.wide_by
    thought = _gelu(wide) @ layer.narrow
    thought += layer.narrow_by
    thought += said
    return _normalise(thought, layer.norm)


def _look(looked: Any) -> Any:
    """Each piece looks at each piece of its text, in twelve ways."""
    import numpy as np

    asked, keys, values = looked.transpose(2, 0, 3, 1, 4)
    weight = asked @ keys.swapaxes(-1, -2)
    weight -= weight.max(axis=-1, keepdims=True)
    np.exp(weight, out=weight)
    weight /= weight.sum(axis=-1, keepdims=True)
    return (weight @ values).transpose(0, 2, 1, 3).reshape(-1, SIZE)


def _gelu(wide: Any) -> Any:
    """x·Φ(x), with the distribution read from a table: its error is below 1e-6."""
    import numpy as np

    table, steps, edge = _table()
    places = np.clip(wide, -edge, edge)
    places += edge
    places *= steps
    low = places.astype(np.int32)
    places -= low
    share = table[low, 1]
    share *= places
    share += table[low, 0]
    wide *= share
    return wide


_TABLE: list[Any] = []


def _table() -> tuple[Any, float, float]:
    import math

    import numpy as np

    steps, edge = 256.0, 6.0
    if not _TABLE:
        count = int(2 * edge * steps) + 2
        exact = [0.5 * (1 + math.erf((at / steps - edge) / math.sqrt(2))) for at in range(count + 1)]
        whole = np.array(exact)
        _TABLE.append(np.stack([whole[:-1], np.diff(whole)], axis=1).astype(np.float32))
    return _TABLE[0], steps, edge


def _normalise(state: Any, norm: tuple[Any, Any]) -> Any:
    import numpy as np

    state -= state.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", state, state) / np.float32(state.shape[1])
    state *= (1 / np.sqrt(spread + np.float32(_TINY)))[:, None]
    state *= norm[0]
    state += norm[1]
    return state


def _layer(arrays: Mapping[str, Any], name: str) -> _Layer:
    import numpy as np

    def turned(part: str) -> Any:
        return np.ascontiguousarray(arrays[f"{name}.{part}.weight"].T)

    def by(part: str) -> Any:
        return arrays[f"{name}.{part}.bias"]

    parts = [f"attention.self.{part}" for part in ("query", "key", "value")]
    shrink = np.float32(1 / np.sqrt(SIZE // _HEADS))
    look = [turned(part) for part in parts]
    look_by = [by(part) for part in parts]
    return _Layer(
        look=np.concatenate([look[0] * shrink, *look[1:]], axis=1),
        look_by=np.concatenate([look_by[0] * shrink, *look_by[1:]]),
        out=turned("attention.output.dense"),
        out_by=by("attention.output.dense"),
        out_norm=_norm_of(arrays, f"{name}.attention.output"),
        wide=turned("intermediate.dense"),
        wide_by=by("intermediate.dense"),
        narrow=turned("output.dense"),
        narrow_by=by("output.dense"),
        norm=_norm_of(arrays, f"{name}.output"),
    )


def _norm_of(arrays: Mapping[str, Any], name: str) -> tuple[Any, Any]:
    return arrays[f"{name}.LayerNorm.weight"], arrays[f"{name}.LayerNorm.bias"]
