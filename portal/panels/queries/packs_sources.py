"""What each capability gives to a pack: figures that may be printed, as plain JSON, so that it can be frozen.

One line a section. A new capability adds its function here and its words to `presenters.packs.SHOWN`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from portal.listening.figures import printed as listening
from portal.panels.queries.challenge_pack import challenges_for_pack, changed_for_pack
from portal.panels.queries.reports import for_pack as plan_and_targets
from portal.panels.rules.packs import Gathering
from portal.records import figures as records
from portal.reviews import figures as reviews
from portal.surveys import figures as surveys

Source = Callable[[Gathering], dict[str, Any] | None]


def _records(of: Gathering) -> dict[str, Any] | None:
    """The newest quarter that was counted by then."""
    return _quarter(records.as_it_stood(of.period.last, of.at))


def _reviews(of: Gathering) -> dict[str, Any] | None:
    return _quarter(reviews.as_it_stood(of.period.last, of.at))


def _quarter(found: records.Quarter | reviews.Quarter | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"first": found.first.isoformat(), "last": found.last.isoformat(), "printed": found.printed}


def _timeliness(of: Gathering) -> dict[str, Any] | None:
    """Answers, from the quarter of how well young people were heard."""
    found = listening.as_it_stood(of.period.last, of.at)
    return {"heard": found.heard} if found else None


def _missing(of: Gathering) -> dict[str, Any] | None:
    found = listening.as_it_stood(of.period.last, of.at)
    return {"silent": found.silent} if found else None


def _surveys(of: Gathering) -> dict[str, Any] | None:
    """Those that closed in the period."""
    waves = surveys.closed_between(of.period.first, of.period.last, of.at)
    return {"waves": [_wave(one) for one in waves]} if waves else None


def _wave(one: surveys.WaveFigures) -> dict[str, Any]:
    return {
        "titles": dict(one.titles),
        "audience": one.audience.value,
        "closed_on": one.closed_on.isoformat(),
        "answers": one.answers,
        "scales": [{**asdict(scale), "prompts": dict(scale.prompts)} for scale in one.scales],
    }


SOURCES: dict[str, Source] = {
    "missing": _missing,
    "timeliness": _timeliness,
    "reviews": _reviews,
    "records": _records,
    "surveys": _surveys,
    "plan": plan_and_targets,
    "challenge": challenges_for_pack,
    "changed": changed_for_pack,
    # Others add theirs here: "challenge", "changed", "plan", "participation", "rights".
}


def gathered(of: Gathering) -> dict[str, dict[str, Any] | None]:
    """What every capability gives; None where one has nothing to say."""
    return {key: source(of) for key, source in SOURCES.items()}
