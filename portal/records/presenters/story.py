"""The book in words: what a piece is called in a list and in the book, the file to keep."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.documents.pdf import pdf_of
from portal.kit import clock, dates
from portal.plainwords.jargon import Jargon, jargon_in
from portal.plainwords.reading import reading_age
from portal.records.forms.story import KINDS, ChapterForm, CoverForm, PickForm
from portal.records.presenters.mine import today
from portal.records.queries import story as queries
from portal.records.queries.story import Bound, Piece
from portal.records.queries.story_pictures import Shown, contents
from portal.records.rules.story import READS_WELL_AT, ChapterKind, Cover, Source
from portal.voice.presenters.occasions import choice_words
from portal.voice.rules import Way

_LINE = 60


def kicker(piece: Piece) -> str:
    """What kind of thing it is, over its words."""
    if piece.about == ChapterKind.OTHER:
        return str(_("A piece of my story"))
    if piece.source is Source.CHAPTER:
        return str(KINDS[ChapterKind(piece.about)])
    if piece.source is Source.ANSWER:
        return str(_("What %(name)s answered", name=piece.by))
    if piece.source is Source.LETTER:
        return str(_("A letter from %(name)s", name=piece.by))
    if piece.source is Source.AGREED:
        return str(_("What was agreed"))
    if piece.source is Source.PICTURE:
        return str(_("A picture"))
    if piece.source is Source.SAFETY:
        return str(_("About being safe"))
    if piece.way is Way.OBSERVED:
        return str(_("What %(name)s saw", name=piece.by))
    if piece.way is Way.PASSED_ON:
        return str(_("What %(name)s passed on for me", name=piece.by))
    return str(_("What I said"))


def line(piece: Piece) -> str:
    """A piece in one line: enough to know which it is."""
    text = piece.title or piece.words or piece.wants or piece.says
    text = text or next((one.words or one.question for one in piece.asked), "")
    text = " ".join(text.split())
    text = text if len(text) <= _LINE else text[: _LINE - 1].rstrip() + "…"
    return f"{kicker(piece)}: {text}" if text else kicker(piece)


def dated_line(piece: Piece) -> str:
    return str(_("%(day)s: %(words)s", day=dates.day(piece.at), words=line(piece)))


def span(from_on: date | None, until_on: date | None) -> str:
    """From when to when, as far as it is known."""
    if from_on and until_on:
        return str(_("%(first)s to %(last)s", first=dates.short_day(from_on), last=dates.short_day(until_on)))
    if from_on:
        return str(_("From %(day)s", day=dates.short_day(from_on)))
    return str(_("Until %(day)s", day=dates.short_day(until_on))) if until_on else ""


def when(piece: Piece) -> str:
    """A chapter's own days; of everything else the day it was said."""
    own = span(piece.from_on, piece.until_on)
    return own if own or piece.source is Source.CHAPTER else dates.day(piece.at)


def answer_words(asked: Any) -> str:
    """What they said to one question."""
    return choice_words(asked.prompt, asked.choice) if asked.choice else str(asked.words)


def pick_form(pieces: Sequence[Piece], bound: Bound, *, fresh: bool) -> PickForm:
    """All there is, ticked where it is in the book."""
    form = PickForm()
    form.offer(
        [(one.key, dated_line(one)) for one in pieces if not one.is_left_out],
        [(one.key, dated_line(one)) for one in pieces if one.is_left_out],
    )
    if fresh:
        keys = set(bound.keys)
        form.pieces.data = [one.key for one in pieces if one.key in keys and not one.is_left_out]
        form.left_out.data = [one.key for one in pieces if one.key in keys and one.is_left_out]
    return form


def cover_form(pieces: Sequence[Piece], bound: Bound, *, fresh: bool) -> CoverForm:
    """As it is now. Photos are those that are in the book."""
    form = CoverForm(data={"title": bound.title, "cover": bound.cover}) if fresh else CoverForm()
    form.offer([(one.key, one.says or kicker(one)) for one in pieces if one.source is Source.PICTURE])
    return form


def set_up(form: ChapterForm, young_person_id: UUID, pictures: Iterable[Piece] = ()) -> ChapterForm:
    """The form, with what it needs to know of them."""
    form.set_up(
        today=today(),
        born_on=queries.born_on(young_person_id),
        pictures=[(str(one.id), f"{dates.short_day(one.at)}: {one.says or kicker(one)}") for one in pictures],
    )
    return form


@dataclass(frozen=True)
class HowItReads:
    """What a worker is told before a piece with hard words goes to a young person."""

    age: int
    words: Sequence[Jargon]


def hard(text: str) -> HowItReads | None:
    """None when it is easy enough, and says nothing that only we would say."""
    found = HowItReads(round(reading_age(text)), jargon_in(text))
    return found if found.words or found.age > READS_WELL_AT else None


def of_book(bound: Bound) -> dict[str, Any]:
    """What the book's own page and its file share."""
    key = bound.cover if bound.cover in {cover.value for cover in Cover} else Cover.HILLS.value
    pictures = {one.key: one for one in bound.pieces if one.source is Source.PICTURE}
    return {
        "book": bound,
        "title": bound.title or str(_("My story")),
        "drawn": key,
        "cover_piece": pictures.get(bound.cover),
        "kicker": kicker,
        "when": when,
        "answer_words": answer_words,
    }


def as_file(young_person_id: UUID, bound: Bound, kind: str) -> flask.Response:
    """The book to be saved, under a name that says nothing. Raises NotMade when a PDF takes too long."""
    own = contents(young_person_id, {one.picture_id for one in bound.pieces if one.picture_id})
    came = queries.files_of({one.file_id for one in bound.pieces if one.file_id})
    page = flask.render_template(
        "records/story/file.html",
        **of_book(bound),
        picture_src=_inside({**own, **came}),
        made_on=clock.now(),
    )
    if kind == "pdf":
        response = flask.Response(pdf_of(page), mimetype="application/pdf")
    else:
        response = flask.Response(page, mimetype="application/octet-stream")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="book.{"pdf" if kind == "pdf" else "html"}"'
    )
    return response


def _inside(pictures: Mapping[UUID, Shown]) -> Callable[[Piece], str]:
    """Pictures that travel inside the page: it opens no address."""

    def src(piece: Piece) -> str:
        shown = pictures.get(piece.file_id or piece.picture_id or piece.id)
        return f"data:{shown.media_type};base64,{base64.b64encode(shown.body).decode()}" if shown else ""

    return src


def src_on_pages(piece: Piece) -> str:
    """Where a piece's picture is, for its own young person."""
    if piece.file_id:
        return flask.url_for("records.story_chapter_picture", chapter_id=piece.id)
    return flask.url_for("records.story_picture", picture_id=piece.picture_id)
