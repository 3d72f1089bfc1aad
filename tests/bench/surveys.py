"""Surveys: the results of a wave of 5,000 answers with 20 questions, beside a bare view (held to 300 ms)."""

from __future__ import annotations

import json
import statistics
import time
import urllib.request
from pathlib import Path
from random import Random
from typing import Any

from portal import db
from portal.policy.roles import Role
from portal.surveys.commands.counting import count_anew
from portal.surveys.models import SurveyAnswer, Wave
from portal.surveys.rules.content import Content
from portal.surveys.rules.kinds import Face, Kind, WaveState
from portal.surveys.rules.values import keys_of
from tests.bench.line import say
from tests.bench.rates import bare_site
from tests.support import site as sites
from tests.support.factories import Make
from tests.support.made_surveys import content_of, question

ANSWERS, LIMIT_MS, ASKED, WARM = 5_000, 300, 60, 8


def measure(folder: Path) -> None:
    """Made by rows, counted by the product's own command, read as staff read it."""
    own = folder / "surveys"
    own.mkdir()
    with sites.running(own) as site:
        make = Make()
        owner = make.staff(Role.PARTICIPATION_WORKER)
        wave = make.wave(make.survey(owner, _asked()), WaveState.CLOSED, least=5)
        began = time.perf_counter()
        _fill(wave)
        with db.transaction():
            count_anew(wave.id)
        say(0, f"counting {ANSWERS:,} answers of 20 questions", time.perf_counter() - began, "s", 60)
        cookie = f"session={site.cookie_of(owner)['value']}"
        path = f"{site.url}/staff/surveys/waves/{wave.id}/results"
        with bare_site(own) as bare:
            for _each in range(WARM):  # a process reads its templates once
                _took(f"{site.url}/staff/surveys", cookie)
            first, ours, other = _took(path, cookie), [], []
            for _each in range(ASKED):
                ours.append(_took(path, cookie))
                other.append(_took(f"{bare}/bare", ""))
        say(0, f"results of {ANSWERS:,} answers, their first reader", first, "ms", LIMIT_MS)
        say(0, f"results of {ANSWERS:,} answers, median", statistics.median(ours), "ms", LIMIT_MS)
        say(0, "the same, beside a bare view", statistics.median(ours), "ms", statistics.median(other))


def _asked() -> Content:
    scales = [question(f"scale_{number}", Kind.AGREE) for number in range(16)]
    team = question("team", Kind.ONE, "north", "south", "east", "west", is_group=True)
    many = question("many", Kind.MANY, "one", "two", "three")
    rank = question("matters", Kind.RANK, "scale_0", "scale_1", "scale_2")
    return content_of(team, *scales, many, rank, question("years", Kind.NUMBER))


def _fill(wave: Wave) -> None:
    dice, asked = Random(7), _asked()
    with db.transaction() as session:
        for _each in range(ANSWERS):
            row = SurveyAnswer(wave_id=wave.id, face=Face.ADULT)
            row.values = json.dumps(_values(asked, dice))
            session.add(row)


def _values(asked: Content, dice: Random) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for one in asked.questions():
        keys = keys_of(one)
        if one.kind is Kind.NUMBER:
            values[one.key] = dice.randrange(40)
        elif one.kind is Kind.RANK:
            values[one.key] = dice.sample(keys, len(keys))
        else:
            values[one.key] = [dice.choice(keys)] if one.kind is Kind.MANY else dice.choice(keys)
    return values


def _took(url: str, cookie: str) -> float:
    began = time.perf_counter()
    asked = urllib.request.Request(url, headers={"Cookie": cookie} if cookie else {})
    with urllib.request.urlopen(asked) as answer:
        assert answer.status == 200
        answer.read()
    return 1000 * (time.perf_counter() - began)
