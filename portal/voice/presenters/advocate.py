"""What the page of one statement on the advocacy provider's desk shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal.voice.forms.answers import AnswerForm
from portal.voice.presenters.answers import answer_form, topic_words
from portal.voice.queries.advocate import ForAdvocate
from portal.voice.queries.desk import today
from portal.voice.queries.desk_page import Facts, facts_about


@dataclass(frozen=True)
class AdvocatePage:
    found: ForAdvocate
    facts: Facts
    topics: Sequence[str]
    form: AnswerForm


def advocate_page(found: ForAdvocate, form: AnswerForm | None = None) -> AdvocatePage:
    """The page with its form to answer; one that is shown again is handed in."""
    return AdvocatePage(
        found=found,
        facts=facts_about(found.statement, found.apart, today()),
        topics=topic_words([topic.theme for topic in found.statement.topics]),
        form=form or answer_form(),
    )
