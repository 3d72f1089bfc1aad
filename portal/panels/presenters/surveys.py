"""What surveys that closed in a paper's period found, by question, rounded. No words of anybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.kit.dates import day
from portal.outcomes.presenters import number_words, share_words
from portal.panels.rules.packs import Audience, Row, Section, Table

WHO = {
    "staff": _l("Staff"),
    "young_people": _l("Young people"),
    "families": _l("Parents and carers"),
    "partners": _l("Partner agencies"),
}


def section(kept: Mapping[str, Any], audience: Audience) -> Section:
    """Every survey by its questions; one that too few answered by its name."""
    language = str(get_locale())
    how = str(
        _(
            "Answers without names, counted when the survey had closed. Who was not asked, or did "
            "not answer, is "
            "in none of these numbers."
        )
    )
    tables = tuple(_table(one, language, how) for one in kept["waves"])
    too_few = _("Too few answered any one question to say more.")
    few = tuple(f"{table.caption} {too_few}" for table in tables if not table.rows)
    return Section(
        key="surveys",
        title=str(_("What surveys found")),
        story="",
        tables=tuple(table for table in tables if table.rows),
        points=few,
        how=(how,),
    )


def _table(one: Mapping[str, Any], language: str, how: str) -> Table:
    caption = _(
        "%(title)s: %(who)s, %(answers)s answers, closed on %(day)s. For how many it goes well, rounded.",
        title=_said(one["titles"], language),
        who=WHO[one["audience"]],
        answers=number_words(one["answers"]),
        day=day(date.fromisoformat(one["closed_on"])),
    )
    return Table(
        str(caption),
        (str(_("What was asked")), str(_("Goes well for"))),
        tuple(
            Row(_said(scale["prompts"], language), (share_words(scale["favour"]),), (how,))
            for scale in one["scales"]
        ),
    )


def _said(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or words.get("en", "")
