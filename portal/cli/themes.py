"""What texts are about: suggesting, learning from what people confirmed, measuring."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from portal.cli.command import DONE, REFUSED, Parsers
from portal.settings import Settings


def add(verbs: Parsers) -> None:
    about = verbs.group("themes", "what texts are about")
    says = about.verb("suggest", suggest, "themes and order of texts, a JSON line each")
    says.add_argument("--file", type=Path, required=True)
    says.add_argument(
        "--model", type=Path, help="a folder that `train` wrote; else the words of the codebook"
    )
    learns = about.verb("train", train, "learn from texts whose themes people confirmed")
    learns.add_argument("--file", type=Path, required=True, help="JSON lines: text, themes, perhaps question")
    learns.add_argument("--codebook", type=Path, help="JSON: the themes; else those in the file")
    learns.add_argument("--out", type=Path, required=True, help="a folder; it holds words people wrote")
    measures = about.verb("evaluate", evaluate, "how well themes are suggested, as one JSON object")
    measures.add_argument("--file", type=Path, required=True)
    measures.add_argument("--model", type=Path)


def suggest(settings: Settings, options: argparse.Namespace) -> int:
    from portal.coding.codebook import codebook
    from portal.themes.learned.model import BadModel, load
    from portal.themes.lines import suggest_lines

    try:
        model = load(options.model) if options.model else None
        with options.file.open("rb") as lines:
            for line in suggest_lines(lines, codebook().for_suggesting(), model):
                print(line)
    except BadModel as fault:
        print(fault, file=sys.stderr)
        return REFUSED
    except OSError as fault:
        print(f"{options.file} cannot be read: {fault.strerror}", file=sys.stderr)
        return REFUSED
    return DONE


def train(settings: Settings, options: argparse.Namespace) -> int:
    from portal.themes.learned.coded import BadCoded, keys_of, read_coded
    from portal.themes.learned.training import TooFew
    from portal.themes.learned.training import train as learn

    started = time.perf_counter()
    try:
        keys = keys_of(options.codebook) if options.codebook else None
        comments = read_coded(options.file, keys)
        model = learn(comments, keys)
        model.save(options.out)
    except (BadCoded, TooFew) as fault:
        print(fault, file=sys.stderr)
        return REFUSED
    except OSError as fault:
        print(f"{fault.filename} cannot be read or written: {fault.strerror}", file=sys.stderr)
        return REFUSED
    took = round(time.perf_counter() - started, 2)
    print(json.dumps({"comments": len(comments), "themes": len(model.keys), "seconds": took}))
    return DONE


def evaluate(settings: Settings, options: argparse.Namespace) -> int:
    from portal.coding.codebook import codebook
    from portal.themes.learned.answers import by_model, by_words
    from portal.themes.learned.coded import BadCoded, read_coded
    from portal.themes.learned.measuring import measured
    from portal.themes.learned.model import BadModel, load

    started = time.perf_counter()
    try:
        comments = read_coded(options.file, None)
        if options.model:
            answers = by_model(load(options.model), comments)
        else:
            answers = by_words(codebook().for_suggesting(), comments)
    except (BadCoded, BadModel) as fault:
        print(fault, file=sys.stderr)
        return REFUSED
    except OSError as fault:
        print(f"{options.file} cannot be read: {fault.strerror}", file=sys.stderr)
        return REFUSED
    figures = measured(comments, answers)
    print(json.dumps(figures | {"seconds": round(time.perf_counter() - started, 2)}))
    return DONE
