"""Homes that are known, as lines to begin a chapter with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.records.presenters.story import span
from portal.records.queries import story as queries
from portal.records.rules.story import ChapterKind, Home, Lived


@dataclass(frozen=True)
class Start:
    """A line to begin a chapter with: a home that is known."""

    number: int
    label: str
    words: str
    lived: Lived


def starts(young_person_id: UUID, *, for_them: bool = False) -> list[Start]:
    """Homes we know of, the first one first."""
    labels, words = _homes(), _they_lived() if for_them else _i_lived()
    return [
        Start(
            number,
            str(_("%(what)s (%(when)s)", what=labels[one.kind], when=span(one.from_on, one.until_on))),
            words[one.kind],
            one,
        )
        for number, one in enumerate(queries.homes_of(young_person_id), 1)
    ]


def begun(found: Sequence[Start]) -> dict[str, Any]:
    """The fields that a picked line fills. Each can be changed."""
    picked = flask.request.args.get("home", "", str)
    start = next((one for one in found if str(one.number) == picked), None)
    if start is None:
        return {}
    return {
        "kind": ChapterKind.LIVED.value,
        "words": start.words,
        "from_on": start.lived.from_on,
        "until_on": start.lived.until_on,
    }


def _homes() -> Mapping[Home, str]:
    return {
        Home.FOSTER: _("A foster home"),
        Home.RELATIVES: _("With relatives or friends"),
        Home.PARENTS: _("With parents"),
        Home.NEW_FAMILY: _("With a new family"),
        Home.CHILDRENS: _("A children’s home"),
        Home.SCHOOL: _("A school to live at"),
        Home.HOSPITAL: _("A hospital"),
        Home.OWN: _("A place of one’s own"),
        Home.SUPPORTED: _("A place with support"),
        Home.ANOTHER: _("Another home"),
    }


def _i_lived() -> Mapping[Home, str]:
    return {
        Home.FOSTER: _("I lived in a foster home."),
        Home.RELATIVES: _("I lived with relatives or friends."),
        Home.PARENTS: _("I lived with my parents."),
        Home.NEW_FAMILY: _("I lived with a new family."),
        Home.CHILDRENS: _("I lived in a children’s home."),
        Home.SCHOOL: _("I lived at my school."),
        Home.HOSPITAL: _("I was in a hospital."),
        Home.OWN: _("I had a place of my own."),
        Home.SUPPORTED: _("I lived in a place where somebody helped me."),
        Home.ANOTHER: _("I lived in another home."),
    }


def _they_lived() -> Mapping[Home, str]:
    return {
        Home.FOSTER: _("You lived in a foster home."),
        Home.RELATIVES: _("You lived with relatives or friends."),
        Home.PARENTS: _("You lived with your parents."),
        Home.NEW_FAMILY: _("You lived with a new family."),
        Home.CHILDRENS: _("You lived in a children’s home."),
        Home.SCHOOL: _("You lived at your school."),
        Home.HOSPITAL: _("You were in a hospital."),
        Home.OWN: _("You had a place of your own."),
        Home.SUPPORTED: _("You lived in a place where somebody helped you."),
        Home.ANOTHER: _("You lived in another home."),
    }
