"""A wave as its owner sees it: how it goes, the ways in, who was asked, what can be done with it.

Numbers of those who answered come from whole batches, and are printed as all figures are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.accounts.presenters.roles import role_word
from portal.disclosure.quarters import Share, printed_count, printed_share
from portal.kit.dates import short_day
from portal.outcomes.presenters import number_words
from portal.policy.roles import COUNCIL, STAFF, Role
from portal.settings import Settings
from portal.surveys.forms.waves import AddressForm, StaffForm, YoungForm, data_of
from portal.surveys.presenters.waves_words import left_out_words, privacy_words, state_words, way_words
from portal.surveys.queries import waves as queries
from portal.surveys.queries.subjects import SurveyFound, WaveFound
from portal.surveys.queries.waves import Standing
from portal.surveys.rules.faults import faults
from portal.surveys.rules.inviting import Invited
from portal.surveys.rules.kinds import Audience, LeftOut, Privacy, WaveState, WayIn
from portal.surveys.rules.rates import OTHERS, TeamAsked, shown_apart, whole
from portal.surveys.rules.waves import Plan, floor_for, why_not_invite

_FEW_WEEKS = 21


@dataclass(frozen=True)
class Line:
    """One wave in the list of a survey."""

    id: UUID
    name: str
    state: str
    tone: str
    span: str


@dataclass(frozen=True)
class Way:
    """A way in, with where it is."""

    words: str
    address: str = ""
    links: tuple[tuple[str, str], ...] = ()  # of something to print or open: where, and what it says


_TONES = {WaveState.OPEN: "go", WaveState.DRAFT: "warm", WaveState.CLOSED: ""}


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def floor_of(audience: Audience) -> int:
    """Answers below which nothing of this audience is shown."""
    own = settings()
    return floor_for(audience, least=own.survey_least, least_staff=own.survey_least_staff)


def lines_of(survey_id: UUID) -> list[Line]:
    """A survey's waves, the newest first."""
    return [
        Line(
            one.id,
            one.name,
            state_words(one.state, is_ready=one.ready_at is not None),
            _TONES[one.state],
            span_of(one.opens_on, one.closes_on),
        )
        for one in queries.waves_of(survey_id)
    ]


def span_of(opens_on: date, closes_on: date) -> str:
    return str(_("%(first)s to %(last)s", first=short_day(opens_on), last=short_day(closes_on)))


def plan_of(wave: WaveFound) -> Plan:
    return Plan(
        name=wave.name,
        privacy=wave.privacy,
        ways=wave.ways,
        least=wave.least,
        opens_on=wave.opens_on,
        closes_on=wave.closes_on,
        remind_on=wave.remind_on,
        is_one_at_a_time=wave.is_one_at_a_time,
    )


def first_data(survey: SurveyFound, today: date) -> dict[str, Any]:
    """What a new wave's form begins with: without names, three weeks, a reminder after two."""
    plan = Plan(
        name="",
        privacy=Privacy.ANONYMOUS,
        ways=frozenset(),
        least=floor_of(survey.audience),
        opens_on=today,
        closes_on=date.fromordinal(today.toordinal() + _FEW_WEEKS),
        remind_on=date.fromordinal(today.toordinal() + _FEW_WEEKS * 2 // 3),
    )
    return data_of(plan)


def wave_page(wave: WaveFound, *, is_owner: bool) -> dict[str, Any]:
    """The overview."""
    standing = queries.standing_of(wave.id)
    return {
        "wave": wave,
        "is_owner": is_owner,
        "state": state_words(wave.state, is_ready=standing.is_ready),
        "tone": _TONES[wave.state],
        "rows": _rows(wave, standing),
        "ways": [_way(wave, way, is_owner=is_owner) for way in WayIn if way in wave.ways],
        "standing": standing,
        "teams": _team_rows(standing.teams),
        "may_invite": is_owner and why_not_invite(wave.state, wave.ways) is None,
        "has_faults": wave.state is WaveState.DRAFT and bool(faults(wave.version.content)),
        "is_draft": wave.state is WaveState.DRAFT,
        "is_open": wave.state is WaveState.OPEN,
        "is_anonymous": wave.privacy is Privacy.ANONYMOUS,
        "can_mail": bool(settings().smtp_host),
        "has": has,
    }


def has(endpoint: str) -> bool:
    """Whether there is such a page."""
    return endpoint in flask.current_app.view_functions


def _rows(wave: WaveFound, standing: Standing) -> list[tuple[str, str]]:
    reminder = short_day(wave.remind_on) if wave.remind_on else _("none")
    if standing.is_reminded:
        reminder = _("sent")
    return [
        (_("From and to"), span_of(wave.opens_on, wave.closes_on)),
        (_("Names"), privacy_words(wave.privacy)),
        (_("Reminder"), reminder),
        (_("Nothing is shown below"), ngettext("%(num)s answer", "%(num)s answers", wave.least)),
        (_("Version"), str(wave.version.number)),
        (_("Answers so far"), _answers(wave, standing.answers)),
    ]


def _answers(wave: WaveFound, count: int) -> str:
    if not count:
        return str(_("not enough to show yet"))
    about = number_words(printed_count(count))  # a true total would say more of its parts
    return about if wave.state is WaveState.CLOSED else str(_("%(count)s, as of the last batch", count=about))


def _way(wave: WaveFound, way: WayIn, *, is_owner: bool) -> Way:
    addresses = {
        WayIn.LINK: f"/q/{wave.link}",
        WayIn.KIOSK: f"/q/tablet/{wave.kiosk}",
        WayIn.CODE: "/q",
    }
    address = f"{settings().base_url}{addresses[way]}" if way in addresses else ""
    return Way(way_words(way), address, tuple(_links(wave, way, is_owner=is_owner)))


def _links(wave: WaveFound, way: WayIn, *, is_owner: bool) -> Iterator[tuple[str, str]]:
    found = {
        WayIn.LINK: [("surveys.poster", _("Poster to print (PDF)"))],
        WayIn.PAPER: [("surveys.wave_print_pdf", _("Print the questions (PDF)"))],
    }.get(way, [])
    if way is WayIn.PAPER and wave.state is WaveState.OPEN:
        found.append(("surveys.paper", _("Write in from paper")))
        if is_owner and wave.privacy is Privacy.CONFIDENTIAL:
            found.append(("surveys.paper_codes", _("Codes to hand out with the sheets")))
    for endpoint, words in found:
        if has(endpoint):
            yield flask.url_for(endpoint, wave_id=wave.id), words


def _team_rows(teams: tuple[TeamAsked, ...]) -> list[list[str]]:
    """Of each team how many were asked, and the share of them that answered. The whole comes first."""
    if not teams:
        return []
    everybody = whole(teams)
    rows = [[str(_("Everybody who was asked")), str(everybody.asked), _share(everybody)]]
    return rows + [[_team(one.team), str(one.asked), _share(one)] for one in shown_apart(teams)]


def _team(name: str) -> str:
    words: dict[str, str] = {OTHERS: _("Other teams together"), "": _("No team known")}
    return words.get(name, name)


def _share(one: TeamAsked) -> str:
    share = printed_share(one.answered, one.asked - one.answered)
    words: dict[Share, str] = {None: _("too few to say"), "most": _("most"), "few": _("few")}
    return words.get(share, f"{share} %")


def invite_form(wave: WaveFound) -> StaffForm | YoungForm | AddressForm:
    """By who is asked: staff by what they do, young people by age, everybody else by their address."""
    if wave.audience is Audience.STAFF:
        form = StaffForm()
        form.offer((role.value, role_word(role)) for role in Role if role in STAFF & COUNCIL)
        return form
    return YoungForm() if wave.audience is Audience.YOUNG_PEOPLE else AddressForm()


def invited_words(done: Invited, bad: Mapping[LeftOut, int]) -> list[str]:
    """What came of inviting: how many, and how many not, each with why."""
    if done.asked:
        lines = [ngettext("%(num)s more person is asked.", "%(num)s more people are asked.", done.asked)]
    else:
        lines = [_("Nobody more is asked.")]
    left_out = {**done.left_out, **bad}
    return lines + [left_out_words(why, count) for why, count in left_out.items()]
