"""A survey on paper: to be filled in by hand, and typed in again. And the poster that leads to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import flask
import segno
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal.documents.pdf import pdf_of
from portal.surveys.forms.answering import Filled
from portal.surveys.presenters.answering import Asked, asked, in_words
from portal.surveys.presenters.building_words import direction
from portal.surveys.queries.subjects import WaveFound
from portal.surveys.rules.content import Content, OnlyIf, said
from portal.surveys.rules.kinds import FREE_WORDS, YOUNG, Face, Kind, Privacy

_COLOURS = {"--ink": "#1f2340", "--card": "#fff", "--go": "#0b5f5a", "--sky": "#2456a6", "--berry": "#8e2a5b"}
_PALE = "#eee"
_FACES_SHOWN = {
    "face-good": _l("A happy face"),
    "face-mixed": _l("A so-so face"),
    "face-bad": _l("A sad face"),
}


@dataclass(frozen=True)
class Line:
    """A question on paper. `number`: counted over the whole sheet; none where nothing is asked."""

    number: int | None
    asked: Asked
    when: str
    numbers: Sequence[str] = ()  # of an order that was typed in


@dataclass(frozen=True)
class Part:
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Paper:
    """The whole sheet. `wave`: none where the survey is printed by itself."""

    title: str
    intro: str
    thanks: str
    language: str
    direction: str
    is_young: bool
    is_little: bool
    has_words: bool
    parts: Sequence[Part]
    wave: WaveFound | None = None

    @property
    def is_confidential(self) -> bool:
        return self.wave is not None and self.wave.privacy is Privacy.CONFIDENTIAL

    @property
    def is_anonymous(self) -> bool:
        return self.wave is not None and self.wave.privacy is Privacy.ANONYMOUS


def parts_of(
    content: Content,
    face: Face,
    language: str,
    *,
    filled: Filled | None = None,
    numbers: Callable[[str], Sequence[str]] | None = None,
) -> list[Part]:
    """Every question in its order, with a number, and in words when it is to be left out."""
    counted: dict[str, int] = {}
    parts = []
    for section in content.sections:
        lines = []
        for question in section.questions:
            if question.kind is not Kind.INFORMATION:
                counted[question.key] = len(counted) + 1
            shown = asked(content, question, face, language, filled=filled)
            when = _when(question.only_if, content, counted, language) if question.only_if else ""
            ranked = numbers(question.key) if numbers and question.kind is Kind.RANK else ()
            lines.append(Line(counted.get(question.key), shown, when, ranked))
        parts.append(Part(said(section.titles, language), lines))
    return parts


def _when(only_if: OnlyIf, content: Content, counted: dict[str, int], language: str) -> str:
    about = content.question(only_if.question)
    if about is None or about.key not in counted:
        return ""
    words = [f"“{label}”" for key in only_if.options for label in in_words(about, key, language)]
    answers, number = ", ".join(words), counted[about.key]
    if only_if.is_not:
        return str(
            _(
                "Leave this out if you ticked one of these at %(number)s: %(answers)s",
                number=number,
                answers=answers,
            )
        )
    return str(
        _("Only if you ticked one of these at %(number)s: %(answers)s", number=number, answers=answers)
    )


def paper(content: Content, face: Face, language: str, wave: WaveFound | None = None) -> Paper:
    return Paper(
        title=said(content.titles, language),
        intro=said(content.intros, language),
        thanks=said(content.thanks, language),
        language=language,
        direction=direction(language),
        is_young=face in YOUNG,
        is_little=face is Face.LITTLE,
        has_words=any(question.kind in FREE_WORDS for question in content.questions()),
        parts=parts_of(content, face, language),
        wave=wave,
    )


def paper_page(content: Content, face: Face, language: str, wave: WaveFound | None = None) -> str:
    """The sheet as one file that needs nothing else."""
    with spoken(language):
        sheet = paper(content, face, language, wave)
        return flask.render_template("surveys/print_paper.html", paper=sheet, drawing=drawing)


def paper_pdf(content: Content, face: Face, language: str, wave: WaveFound | None = None) -> bytes:
    """A tagged PDF. Raises NotMade."""
    return pdf_of(paper_page(content, face, language, wave))


def poster_pdf(wave: WaveFound, language: str) -> bytes:
    """A tagged PDF: one page for a wall. Raises NotMade."""
    content = wave.version.content
    address = _address(wave)
    with spoken(language):
        html = flask.render_template(
            "surveys/print_poster.html",
            wave=wave,
            title=said(content.titles, language),
            intro=said(content.intros, language),
            language=language,
            direction=direction(language),
            is_young=any(face in YOUNG for face in content.faces),
            questions=sum(1 for one in content.questions() if one.kind is not Kind.INFORMATION),
            address=address.partition("//")[2],
            qr=_qr(address),
            council=flask.current_app.extensions["heard.settings"].council_name,
        )
    return pdf_of(html)


def _address(wave: WaveFound) -> str:
    base: str = flask.current_app.extensions["heard.settings"].base_url
    return base.rstrip("/") + flask.url_for("surveys.answer", link=wave.link)


def _qr(address: str) -> Markup:
    """As a drawing, with words for those who cannot see it."""
    drawn = segno.make(address, error="q", micro=False).svg_inline(
        border=4,
        light="#fff",
        dark="#000",
        omitsize=True,
        title=_("A code to scan with a phone: it opens the survey"),
    )
    return Markup(drawn.replace("<svg", '<svg role="img" class="qr"', 1))  # noqa: S704  # made here


def spoken(language: str) -> AbstractContextManager[Any]:
    """Our own words in that language where the site speaks it, in English where it does not."""
    known = flask.current_app.jinja_env.globals["languages"]
    return force_locale(language if language in known else "en")  # type: ignore[operator,no-any-return]  # app.py's


def drawing(name: str, size: int, label: str = "") -> Markup:
    """A picture put into the page itself, in colours that a copier can print."""
    drawn: Callable[[str, str], tuple[Markup, Markup]] = flask.current_app.jinja_env.globals["drawn"]  # type: ignore[assignment]  # ours, see app.py
    frame, lines = (Markup(_coloured(str(one))) for one in drawn("pictures.svg", name))  # noqa: S704  # ours
    return Markup(
        '<svg class="pic" width="{0}" height="{0}" role="img"{1}><title>{2}</title>{3}</svg>'
    ).format(size, frame, _FACES_SHOWN.get(name, label), lines)


def _coloured(drawn: str) -> str:
    return re.sub(r"var\((--[\w-]+)[^)]*\)", lambda found: _COLOURS.get(found[1], _PALE), drawn)


def page_language() -> str:
    """The language of the page, for who prints without saying one."""
    return str(get_locale() or "en")
