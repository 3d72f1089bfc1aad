"""A model as one file: a zip of numbers (npz) with its facts in JSON among them; reading it runs nothing."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from portal.themes.learned.model import BadModel, Meaning, Model, Weighing, columns_for
from portal.themes.meaning import HASH
from portal.themes.theme import Theme

FORM = 2
FILE = "model.npz"
_FACTS = "facts"


def written(model: Model) -> bytes:
    """A model as bytes."""
    import numpy as np

    facts = {
        "form": FORM,
        "keys": model.keys,
        "blocks": {name: list(known) for name, known in model.blocks.items()},
        "questions": list(model.questions),
        "question_weight": model.question_weight,
        "lexicon": [asdict(theme) for theme in model.lexicon],
        "alone": model.alone.opinions,
        "together": model.together.opinions if model.together else None,
        "meaning": model.meaning,
        "figures": model.figures,
    }
    numbers: dict[str, Any] = {
        "weights": model.weights.astype(np.float32),
        "offsets": model.offsets,
        **{f"rarity_{name}": rarity for name, rarity in model.rarity.items()},
        **_of_weighing("alone", model.alone),
    }
    if model.together and model.sense:
        numbers |= _of_weighing("together", model.together)
        for part in _SENSE:
            numbers[f"sense_{part}"] = getattr(model.sense, part)
    numbers[_FACTS] = np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8)
    kept = io.BytesIO()
    np.savez_compressed(kept, **numbers)
    return kept.getvalue()


_SENSE = ("centre", "scale", "hidden", "hidden_by", "out", "out_by", "near", "near_of")


def _of_weighing(name: str, weighing: Weighing) -> dict[str, Any]:
    return {
        f"{name}_{part}": getattr(weighing, part) for part in ("counts", "slopes", "shifts", "thresholds")
    }


def read(content: bytes) -> Model:
    """The model of these bytes. Raises BadModel."""
    import numpy as np

    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as kept:
            numbers = {name: kept[name] for name in kept.files}
        return _model(json.loads(numbers.pop(_FACTS).tobytes()), numbers)
    except BadModel:
        raise
    except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError, zipfile.BadZipFile) as fault:
        raise BadModel(f"There is no model that can be read ({type(fault).__name__})") from None


def _model(facts: Mapping[str, Any], numbers: Mapping[str, Any]) -> Model:
    if facts["form"] != FORM:
        raise ValueError("another form")
    if facts["meaning"] not in ("", HASH):
        raise BadModel("The model was made with other meaning files than those that are known. Train it anew")
    blocks, columns = columns_for(facts["blocks"], facts["questions"])
    themes = len(facts["keys"])
    if numbers["weights"].shape != (themes, sum(len(known) for known in blocks.values()) + len(columns)):
        raise ValueError("the parts do not fit together")
    has_meaning = bool(facts["meaning"])
    return Model(
        keys=[str(key) for key in facts["keys"]],
        blocks=blocks,
        rarity={name: _fitting(numbers[f"rarity_{name}"], len(known)) for name, known in blocks.items()},
        questions=columns,
        weights=numbers["weights"],
        offsets=_fitting(numbers["offsets"], themes),
        alone=_weighing(facts["alone"], "alone", numbers, themes),
        together=_weighing(facts["together"], "together", numbers, themes) if has_meaning else None,
        sense=_sense(facts["meaning"], numbers) if has_meaning else None,
        lexicon=tuple(_theme(one) for one in facts["lexicon"]),
        figures=dict(facts["figures"]),
        question_weight=float(facts["question_weight"]),
    )


def _fitting(numbers: Any, length: int) -> Any:
    if numbers.shape != (length,):
        raise ValueError("the parts do not fit together")
    return numbers


def _weighing(opinions: Any, name: str, numbers: Mapping[str, Any], themes: int) -> Weighing:
    return Weighing(
        tuple(opinions),
        _fitting(numbers[f"{name}_counts"], len(opinions)),
        *(_fitting(numbers[f"{name}_{part}"], themes) for part in ("slopes", "shifts", "thresholds")),
    )


def _sense(files: str, numbers: Mapping[str, Any]) -> Meaning:
    return Meaning(files, **{part: numbers[f"sense_{part}"] for part in _SENSE})


def _theme(kept: Mapping[str, Any]) -> Theme:
    return Theme(kept["key"], tuple(kept["words"]), tuple(kept["examples"]), kept["description"])
