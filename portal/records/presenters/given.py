"""What a requester sees of what was given to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.kit import clock
from portal.records.presenters.giving import VolumeLine, volumes_by_part
from portal.records.presenters.meetings import TalkLine, talks_shown
from portal.records.presenters.mine import settings
from portal.records.queries import giving as queries
from portal.records.rules import HowGiven, ReleaseState
from portal.records.rules.giving import WhyNotGiven


@dataclass(frozen=True)
class GivenPart:
    """One part as the requester sees it."""

    number: int
    how: HowGiven
    given_on: date | None
    is_last: bool
    is_open: bool
    open_until: date | None
    volumes: Sequence[VolumeLine]
    contents: Sequence[dict[str, str]]
    notes: Sequence[dict[str, str]]


@dataclass(frozen=True)
class Given:
    """What was given, and the talks beside it."""

    parts: Sequence[GivenPart]
    taken_back: bool
    talks: Sequence[TalkLine]


def given_now(request: Any) -> Given:
    """What a requester sees of it on their page, today."""
    return given_shown(request, clock.today(settings().time_zone))


def given_shown(request: Any, today: date) -> Given:
    """The same for a day."""
    rows = queries.releases_of(request.id)
    given = [row for row in rows if row.state is ReleaseState.GIVEN]
    volumes = volumes_by_part(given)
    return Given(
        parts=[_given(row, volumes.get(row.id, []), today) for row in given],
        taken_back=any(row.state is ReleaseState.TAKEN_BACK for row in rows),
        talks=talks_shown(request),
    )


def _given(row: Any, volumes: Sequence[VolumeLine], today: date) -> GivenPart:
    contents = queries.letter_of(row).get("contents", [])
    return GivenPart(
        number=row.number,
        how=row.how,
        given_on=queries.given_on(row),
        is_last=row.is_last,
        is_open=row.open_until is not None and row.open_until >= today,
        open_until=row.open_until,
        volumes=volumes if row.how is HowGiven.ONLINE else [],
        contents=contents,
        notes=[one for one in contents if one.get("note")],
    )


def why_not_fetched(why: object) -> tuple[str, str]:
    """Why a file does not come, and what to do, for whoever wants to read it."""
    words: dict[object, tuple[str, str]] = {
        WhyNotGiven.OVER: (
            _("The days to get it are over"),
            _("Ask us to open it again. It takes us a minute, and you need not say why."),
        ),
        WhyNotGiven.OTHER_DEVICE: (
            _("This phone or computer got it already"),
            _(
                "Look in the folder for downloads. To keep your records safe, each device can get them once. "
                "If you cannot find them, ask us to open it again."
            ),
        ),
        WhyNotGiven.TAKEN_BACK: (
            _("We took this part back"),
            _("We made a mistake in it, and we are sorry. You get a new one. Ring us to hear more."),
        ),
    }
    return words.get(why) or (_("This cannot be got here"), _("Ring us, and we find another way."))
