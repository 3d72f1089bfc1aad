"""What surveys that closed in a paper's period found, by question, rounded. No words of anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.kit import clock
from portal.kit.dates import day
from portal.outcomes.presenters import number_words, share_words
from portal.panels.queries.papers import Printed
from portal.surveys.figures import WaveFigures, closed_between

WHO = {
    "staff": _l("Staff"),
    "young_people": _l("Young people"),
    "families": _l("Parents and carers"),
    "partners": _l("Partner agencies"),
}


@dataclass(frozen=True)
class SurveyShown:
    """One survey, as a member reads it."""

    title: str
    caption: str
    rows: Sequence[tuple[str, str]]


def surveys_of(printed: Printed) -> list[SurveyShown]:
    """Those that closed in the paper's period."""
    found = closed_between(printed.period.first, printed.period.last, printed.published_at or clock.now())
    return [_shown(one, str(get_locale())) for one in found]


def _shown(one: WaveFigures, language: str) -> SurveyShown:
    return SurveyShown(
        _said(one.titles, language),
        str(
            _(
                "%(who)s, %(answers)s answers, closed on %(day)s. For how many it goes well, rounded.",
                who=WHO[one.audience.value],
                answers=number_words(one.answers),
                day=day(one.closed_on),
            )
        ),
        [(_said(scale.prompts, language), share_words(scale.favour)) for scale in one.scales],
    )


def _said(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or words.get("en", "")
