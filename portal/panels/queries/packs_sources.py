"""What each capability gives to a pack: figures that may be printed, as plain JSON, so that it can be frozen.

One line a section. A new capability adds its function here and its words to `presenters.packs.SHOWN`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from portal.advocacy import figures as advocacy
from portal.complaints import figures as complaints
from portal.listening.figures import printed as listening
from portal.panels.queries.challenge_pack import challenges_for_pack, changed_for_pack
from portal.panels.queries.reports import for_pack as plan_and_targets
from portal.panels.rules.packs import Gathering
from portal.participation.figures import coverage, influence, meetings, pledge
from portal.participation.figures import ideas as participation_ideas
from portal.records import figures as records
from portal.reviews import figures as reviews
from portal.rights import figures as rights
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


def _participation(of: Gathering) -> dict[str, Any] | None:
    """The groups, ideas, being in the room, the pledge: each from its newest counted period."""
    last, at = of.period.last, of.at
    looks, ideas = coverage.as_it_stood(last, at), participation_ideas.as_it_stood(last, at)
    rooms, promises = influence.as_it_stood(last, at), pledge.as_it_stood(last, at)
    met = meetings.meetings_of(of.period.first, last, at, of.zone)
    kept: dict[str, Any] = {
        "coverage": _quarter_of(looks, coverage.in_rows(looks) if looks else None),
        "ideas": _quarter_of(ideas, ideas.printed if ideas else None),
        "rooms": _quarter_of(rooms, {**rooms.printed, "words": rooms.words} if rooms else None),
        "met": {
            "meetings": met.meetings,
            "sessions": met.sessions,
            "promised": met.promised,
            "kept": met.kept,
            "minutes": [(one.held_on.isoformat(), one.is_session, one.words) for one in met.minutes],
        },
        "pledge": asdict(promises) | {"first": "", "last": promises.last.isoformat()} if promises else None,
    }
    has_met = any(kept["met"][name] for name in ("meetings", "sessions", "promised"))
    found = [one for name, one in kept.items() if name != "met" and one]
    return kept if found or has_met else None


def _rights(of: Gathering) -> dict[str, Any] | None:
    """Complaints and thank-yous, advocates, papers in hand: each from the newest quarter that was counted."""
    last, at = of.period.last, of.at
    complained, papers = complaints.as_it_stood(last, at), rights.as_it_stood(last, at)
    advocates = advocacy.as_it_stood(last, at)
    if complained is None and advocates is None and papers is None:
        return None
    return {
        "complaints": _quarter_of(complained, complained.printed if complained else None),
        "changes": [(one.words, one.holds) for one in complaints.changes(of.period)],
        "advocates": _quarter_of(advocates, advocates.printed if advocates else None),
        "papers": _quarter_of(papers, papers.printed if papers else None),
    }


def _quarter_of(found: Any, printed: Any) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"first": found.first.isoformat(), "last": found.last.isoformat(), "printed": printed}


SOURCES: dict[str, Source] = {
    "missing": _missing,
    "timeliness": _timeliness,
    "reviews": _reviews,
    "records": _records,
    "surveys": _surveys,
    "plan": plan_and_targets,
    "challenge": challenges_for_pack,
    "changed": changed_for_pack,
    "participation": _participation,
    "rights": _rights,
    # A new capability adds its own here.
}


def gathered(of: Gathering) -> dict[str, dict[str, Any] | None]:
    """What every capability gives; None where one has nothing to say."""
    return {key: source(of) for key, source in SOURCES.items()}
