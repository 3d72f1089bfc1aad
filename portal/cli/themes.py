"""What texts are about: suggesting, learning from what people confirmed, measuring."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.cli.command import DONE, REFUSED, Parsers
from portal.settings import Settings

if TYPE_CHECKING:
    from portal.themes.learned.sensing import Remembering

MISSING = (
    "The files of the meaning model are not there: going by words and stems alone. To add them: make meaning"
)


def add(verbs: Parsers) -> None:
    about = verbs.group("themes", "what texts are about")
    says = about.verb("suggest", _careful(suggest), "themes and order of texts, a JSON line each")
    says.add_argument("--file", type=Path, required=True)
    says.add_argument(
        "--model", type=Path, help="a folder that `train` wrote; else the words of the codebook"
    )
    learns = about.verb("train", _careful(train), "learn from texts whose themes people confirmed")
    learns.add_argument("--file", type=Path, required=True, help="JSON lines: text, themes, perhaps question")
    learns.add_argument("--codebook", type=Path, help="JSON: the themes; else those in the file")
    learns.add_argument("--out", type=Path, required=True, help="a folder; it holds words people wrote")
    measures = about.verb("evaluate", _careful(evaluate), "how well themes are suggested, as one JSON object")
    measures.add_argument("--file", type=Path, required=True)
    measures.add_argument(
        "--model", type=Path, help="a folder that `train` wrote; else the first day's engine"
    )
    measures.add_argument(
        "--folds", type=int, default=0, help="learn from the file itself, each part measured by the others"
    )
    for verb in (says, learns, measures):
        how = verb.add_mutually_exclusive_group()
        how.add_argument("--meaning", action="store_true", help="refuse to go on without the meaning files")
        how.add_argument("--without-meaning", action="store_true", help="by words and stems alone")


def _careful(does: Callable[[Settings, argparse.Namespace], None]) -> Callable[..., int]:
    """A command whose faults are told in one line, never with anybody's words."""

    def command(settings: Settings, options: argparse.Namespace) -> int:
        from portal.themes.learned.coded import BadCoded, TooFew
        from portal.themes.learned.model import BadModel
        from portal.themes.meaning.weights import BadMeaning

        try:
            does(settings, options)
        except (BadCoded, BadMeaning, BadModel, TooFew) as fault:
            print(fault, file=sys.stderr)
            return REFUSED
        except BrokenPipeError:
            raise
        except OSError as fault:
            print(f"{fault.filename} cannot be read or written: {fault.strerror}", file=sys.stderr)
            return REFUSED
        return DONE

    return command


def suggest(settings: Settings, options: argparse.Namespace) -> None:
    from portal.coding.codebook import codebook
    from portal.themes.learned.firstday import first_day
    from portal.themes.learned.model import load
    from portal.themes.lines import suggest_lines

    themes = codebook().for_suggesting()
    encoder = _encoder(settings, options, is_told=options.model is None)
    model = load(options.model) if options.model else first_day(themes, encoder) if encoder else None
    if model and options.model:
        encoder = _fitting(encoder, model.meaning)
    with options.file.open("rb") as lines:
        for line in suggest_lines(lines, themes, model, encoder):
            print(line)


def train(settings: Settings, options: argparse.Namespace) -> None:
    from portal.coding.codebook import codebook
    from portal.themes.learned.coded import named, read_coded, themes_of
    from portal.themes.learned.firstday import is_made_up
    from portal.themes.learned.training import train as learn

    started = time.perf_counter()
    known = themes_of(options.codebook) if options.codebook else None
    comments = read_coded(options.file, [theme.key for theme in known] if known else None)
    keys = (
        [theme.key for theme in known] if known else sorted({key for one in comments for key in one.themes})
    )
    model = learn(
        comments,
        keys,
        lexicon=known or named(keys, codebook().for_suggesting()),
        encoder=_encoder(settings, options),
        known_words=is_made_up(comments),
    )
    model.save(options.out)
    took = round(time.perf_counter() - started, 2)
    facts = {"comments": len(comments), "themes": len(model.keys), "meaning": bool(model.meaning)}
    print(json.dumps(facts | {"seconds": took}))


def evaluate(settings: Settings, options: argparse.Namespace) -> None:
    from portal.coding.codebook import codebook
    from portal.themes.learned.answers import by_model, by_words
    from portal.themes.learned.coded import read_coded
    from portal.themes.learned.firstday import first_day
    from portal.themes.learned.measuring import measured, micro_f1
    from portal.themes.learned.model import load
    from portal.themes.learned.validating import cross_validated

    started = time.perf_counter()
    comments = read_coded(options.file, None)
    themes = codebook().for_suggesting()
    encoder = _encoder(settings, options, is_told=options.model is None)
    by_stems = by_words(themes, comments)
    if options.folds:
        answers = cross_validated(comments, themes, encoder, folds=options.folds)
    elif options.model:
        model = load(options.model)
        encoder = _fitting(encoder, model.meaning)
        answers = by_model(model, comments, _vectors(encoder, [one.text for one in comments]))
    elif encoder:
        model = first_day(themes, encoder, but=[one.text for one in comments])
        answers = by_model(model, comments, _vectors(encoder, [one.text for one in comments]))
    else:
        answers = by_stems
    figures = measured(comments, answers)
    figures["baselines"]["words_and_stems"] = micro_f1(comments, by_stems)
    print(
        json.dumps(figures | {"meaning": bool(encoder), "seconds": round(time.perf_counter() - started, 2)})
    )


def _encoder(settings: Settings, options: argparse.Namespace, *, is_told: bool = True) -> Remembering | None:
    """What makes vectors where it is there and wanted. Raises BadMeaning."""
    from portal.themes.meaning import is_there

    if options.without_meaning:
        return None
    if not options.meaning and not is_there(settings.meaning_dir):
        if is_told:
            print(MISSING, file=sys.stderr)
        return None
    from portal.themes.learned.sensing import Remembering
    from portal.themes.meaning.encoder import load

    return Remembering(load(settings.meaning_dir))


def _fitting(encoder: Remembering | None, meaning: str) -> Remembering | None:
    """The encoder for a model: none where it learned without; told where it learned with what is missing."""
    if meaning and not encoder:
        print(f"This model learned with meaning. {MISSING}", file=sys.stderr)
    return encoder if meaning else None


def _vectors(encoder: Remembering | None, texts: list[str]) -> Any:
    from portal.themes.learned.sensing import spelled_out

    return encoder.vectors(spelled_out(texts)) if encoder else None
