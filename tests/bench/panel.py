"""Figure 24: a member reads a paper over 5,000 young people and 200,000 statements; what one more costs."""

from __future__ import annotations

import statistics
import time
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.clocks.reading import Hours
from portal.coding.codebook import codebook
from portal.coding.models import CodedTheme, Coding, Quote
from portal.coding.rules import QuoteState
from portal.demo.crowd import SOURCE, Crowd, seed
from portal.demo.lines import lines
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.panels import jobs
from portal.panels.commands import packs, packs_signing, papers
from portal.policy.roles import Role
from portal.voice.commands import saying
from portal.voice.jobs import reading_hours
from portal.voice.rules.saying import Said
from tests.bench.line import say
from tests.bench.rates import bare_site
from tests.support import site as sites
from tests.support.factories import Make
from tests.support.site import Site

CHILDREN, STATEMENTS, FEW = 5_000, 200_000, 1_000
LIMIT_MS = 150
_ASKED, _SENT, _QUOTES = 200, 60, 6


def measure(folder: Path, children: int = CHILDREN, statements: int = STATEMENTS) -> None:
    """Seeds, counts and publishes two meetings by the product's own commands, then reads as a member does."""
    own = folder / "panel"
    own.mkdir()
    with sites.running(own) as site:
        make = Make()
        seed(Crowd(site.settings, children=children // 100, statements=FEW))
        few = _cost_of_a_statement(site, make)
        _seed(site, children, statements)
        many = _cost_of_a_statement(site, make)
        say(24, f"saying something with {statements:,} statements there, beside {FEW:,}", many, "ms", few)
        support, member = make.staff(Role.PANEL_SUPPORT), make.staff(Role.PANEL_MEMBER)
        newest = _publish_two(site, support)
        with bare_site(own) as bare:
            _read(site, member, newest, bare)


def _seed(site: Site, children: int, statements: int) -> None:
    began, used = time.perf_counter(), time.process_time()
    seed(Crowd(site.settings, children, statements - FEW, seed=2))
    rate = (statements - FEW) / (time.perf_counter() - began)
    say(24, f"portal seed: {children:,} young people, {statements:,} statements", rate, "statements/s", 3000)
    rate = (statements - FEW) / (time.process_time() - used)
    say(24, "portal seed, a second of one processor", rate, "statements/s", 3000)


def _cost_of_a_statement(site: Site, make: Make) -> float:
    """Sealed, put in order and stored in a transaction of its own, as the last page does it; the median."""
    person = make.young_person(source=SOURCE)
    make.worker_of(person)
    speaker = saying.Speaker(young_person_id=person.id, account_id=make.account_for(person).id)
    hours: Hours = reading_hours(site.settings)
    promises = saying.Promises(hours, site.settings.time_zone, site.settings.answer_working_days)
    themes, texts = frozenset(codebook().keys), [line.text for line in lines()][:_SENT]

    def send(text: str) -> None:
        with db.transaction():
            said = Said(words=text, topics=frozenset({"home"}))
            saying.send(speaker, uuid4(), said, promises=promises, themes=themes, now=clock.now())

    return statistics.median(_took(lambda text=text: send(text)) for text in texts)  # type: ignore[misc]


def _publish_two(site: Site, support: Account) -> UUID:
    """The two last quarters that are over, each counted, given its words and published."""
    zone = site.settings.time_zone
    today = clock.today(zone)
    for number in (2, 1):
        first = today - timedelta(days=91 * number)
        period = Period(first, first + timedelta(days=90))
        newest = _publish(site, support, papers.Days(today + timedelta(days=8 - number), period))
    return newest


def _publish(site: Site, support: Account, days: papers.Days) -> UUID:
    zone = site.settings.time_zone
    today, officer = clock.today(zone), Make().staff(Role.MANAGER)
    with db.transaction():
        meeting = papers.make(days, by=support.id, today=today, now=clock.now())
        papers.ask_for_numbers(meeting, now=clock.now())
        quotes = _approved(days.period, support.id)
    took = _took(lambda: jobs.count_what_was_asked(zone)) / 1000
    say(24, f"working out the numbers of {days.period.first} to {days.period.last}", took, "s", 60)
    with db.transaction():
        papers.save_words(
            meeting, "More of you spoke about moving home.", "What has changed?\nWho sees to it?"
        )
        papers.choose_quotes(meeting, quotes)
        packs.ask_for_sign_off(meeting, officer.id, by=support.id, today=today, now=clock.now())
        packs_signing.give(meeting, by=officer.id, now=clock.now())
        papers.publish(meeting, by=support.id, today=today, now=clock.now())
    return meeting


def _approved(period: Period, by: UUID) -> list[UUID]:
    """Some of the words of the period, approved: at most one of each young person and theme."""
    rows = db.session.execute(
        sa.select(Coding, CodedTheme.theme)
        .join(CodedTheme, CodedTheme.coding_id == Coding.id)
        .where(CodedTheme.said_on.between(period.first, period.last))
        .limit(400)
    ).all()
    found: dict[str, Quote] = {}
    for coding, theme in rows:
        if theme not in found and coding.statement_id not in {each.statement_id for each in found.values()}:
            found[theme] = _quote(coding, theme, by)
    db.session.add_all(list(found.values())[:_QUOTES])
    db.session.flush()
    return [each.id for each in found.values()][:_QUOTES]


def _quote(coding: Coding, theme: str, by: UUID) -> Quote:
    now = clock.now()
    quote = Quote(
        statement_id=coding.statement_id,
        young_person_id=coding.young_person_id,
        theme=theme,
        said_on=coding.said_on,
        state=QuoteState.APPROVED,
        suggested_by_id=by,
        suggested_at=now,
        agreed_at=now,
        approved_by_id=by,
        approved_at=now,
    )
    quote.original = quote.words = "I had to change school again and nobody asked me."
    return quote


def _read(site: Site, member: Account, meeting: UUID, bare: str) -> None:
    """One page after another, as somebody reads; the bare view in turns with them, on the same machine."""
    paper = f"/staff/panel/{meeting}"
    cookie = f"session={site.cookie_of(member)['value']}"
    pages = {
        "the paper": paper,
        "the paper, one age": f"{paper}?age=12_15",
        "a theme": f"{paper}/theme/home",
        "the list": "/staff/panel",
    }
    for name, path in pages.items():
        ours, other = [], []
        for _ in range(_ASKED):
            ours.append(_took(lambda path=path: _get(site.url + path, cookie)))  # type: ignore[misc]
            other.append(_took(lambda: _get(f"{bare}/bare", "")))
        for place, word in ((0.5, "median"), (0.95, "95 of 100 within")):
            say(24, f"{name}: {word}", _at(ours, place), "ms", LIMIT_MS)
            say(24, f"{name}: {word}, beside a bare view", _at(ours, place), "ms", _at(other, place))


def _get(url: str, cookie: str) -> None:
    asked = urllib.request.Request(url, headers={"Cookie": cookie} if cookie else {})
    with urllib.request.urlopen(asked) as answer:
        assert answer.status == 200
        answer.read()


def _took(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _at(values: list[float], place: float) -> float:
    return sorted(values)[round(place * (len(values) - 1))]
