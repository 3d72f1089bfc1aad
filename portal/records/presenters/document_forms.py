"""The forms of a request's documents, and where they can have been found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.records.forms.documents import DescribeForm, TakeOutForm, UploadForm
from portal.records.presenters import reading_words as words
from portal.records.queries import documents as queries
from portal.records.queries.documents import Of


def upload_form(request_id: UUID) -> UploadForm:
    form = UploadForm(searches=_searches(request_id))
    form.give_id()
    return form


def describe_form(found: Of, *, fresh: bool = False) -> DescribeForm:
    row = found.document
    kept = {
        "title": row.title,
        "note": row.note,
        "from_on": row.from_on,
        "until_on": row.until_on,
        "search": str(row.search_id or ""),
    }
    extra = {"formdata": None} if fresh else {}
    form = DescribeForm(searches=_searches(found.request.id), data=kept, **extra)
    form.give_id()
    return form


def take_out_form(*, fresh: bool = False) -> TakeOutForm:
    extra = {"formdata": None} if fresh else {}
    reasons = [SelectChoice(one.value, label) for one, label in words.TAKEN_OUT.items()]
    form = TakeOutForm(reasons=reasons, **extra)
    form.give_id()
    return form


def _searches(request_id: UUID) -> list[SelectChoice]:
    return [
        SelectChoice("", _("Not said")),
        *(SelectChoice(str(key), label) for key, label in places_of(request_id).items()),
    ]


def places_of(request_id: UUID) -> dict[UUID, str]:
    """Where somebody looked, in words."""
    rows: Sequence[Any] = queries.searches_of(request_id)
    return {
        row.id: ", ".join(part for part in (words.label(words.PLACE, row.place), row.where) if part)
        for row in rows
    }
