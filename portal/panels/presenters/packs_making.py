"""A paper's sections as those see them who make it, and what a sign-off is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from portal.kit import clock
from portal.panels.forms.packs import SectionForm
from portal.panels.presenters.numbers import today
from portal.panels.presenters.packs import ALWAYS, all_sections, proposed
from portal.panels.queries import papers
from portal.panels.queries.packs import pack_of
from portal.panels.queries.packs_signing import SignedOff
from portal.panels.queries.papers import Prepared, Printed
from portal.panels.queries.told import would_be_told
from portal.panels.rules.packs import Audience, Placed, Section, SignState


@dataclass(frozen=True)
class Line:
    """One section in the making. `proposed` is the story line made from the figures."""

    section: Section
    placed: Placed
    proposed: str
    can_go: bool
    is_first: bool
    is_last: bool


def as_it_would_be(meeting: Prepared) -> Printed | None:
    """The paper if it were published now; None without numbers."""
    if meeting.draft is None:
        return None
    told = would_be_told(meeting.draft, today=today(), now=clock.now())
    return papers.as_printed(meeting, meeting.draft, told)


def lines(meeting: Prepared) -> list[Line]:
    """Every section of which there is anything to say."""
    printed = as_it_would_be(meeting)
    if printed is None:
        return []
    pack = pack_of(printed, today=today(), now=clock.now())
    found = all_sections(printed, pack, Audience.MEMBERS)
    plain = proposed(printed, pack)
    return [
        Line(
            section=one,
            placed=pack.placed.get(one.key, Placed(one.key)),
            proposed=plain[one.key],
            can_go=one.key != ALWAYS,
            is_first=place == 0,
            is_last=place == len(found) - 1,
        )
        for place, one in enumerate(found)
    ]


def filled_in(line: Line) -> dict[str, Any]:
    """What the form of a section begins with."""
    return {
        "story": line.section.story,
        "is_left_out": bool(line.placed.left_out),
        "left_out": line.placed.left_out,
        "is_public": line.placed.stands_in_public,
    }


def placed_by(form: SectionForm, line: Line) -> Placed:
    """What was decided. A story line left as proposed goes on following the figures."""
    story = (form.story.data or "").strip()
    return Placed(
        key=line.section.key,
        place=line.placed.place,
        story="" if story == line.proposed else story,
        left_out=(form.left_out.data or "").strip() if form.is_left_out.data and line.can_go else "",
        is_public=bool(form.is_public.data),
    )


def is_waiting(last: SignedOff | None) -> bool:
    """Whether somebody looks at it, or has signed it off."""
    return last is not None and last.state in (SignState.ASKED, SignState.GIVEN)


def sign_words(state: SignState) -> str:
    """Where a sign-off is."""
    words = {
        SignState.ASKED: _("Asked"),
        SignState.GIVEN: _("Signed off"),
        SignState.SENT_BACK: _("Sent back"),
        SignState.FALLEN: _("Fallen: something was changed after it"),
    }
    return str(words[state])
