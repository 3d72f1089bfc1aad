"""Marking read what children wrote in surveys."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from wtforms import HiddenField

from portal.kit.forms import AtMost, Form
from portal.nameless.forms.reading import Choice, MarkReadForm


class SayingReadForm(MarkReadForm):
    """What was done about one. Nobody answers: nobody knows whom."""

    answerer = None  # type: ignore[assignment]  # so WTForms leaves a field of the parent out

    def offer(self, concerns: Sequence[Choice], most: int) -> None:
        """Whom it may concern, and how long a note may be."""
        self.offered_concerns = list(concerns)
        self.concerns.choices = list(concerns)
        self.note.validators = [AtMost(most)]


class AllReadForm(Form):
    """All that is on this page was read, and nothing more is needed."""

    ids = HiddenField()

    def listed(self) -> set[UUID]:
        """Those that were on the page."""
        found = set()
        for text in str(self.ids.data or "")[:2000].split():
            try:
                found.add(UUID(text))
            except ValueError:
                continue
        return found
