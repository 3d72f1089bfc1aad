"""What the pages of those who answer show: their form, those to share with, what is late to be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.voice.forms.answers import AnswerForm, ShareForm
from portal.voice.presenters.desk import role_words
from portal.voice.presenters.saying import settings
from portal.voice.queries.delivered import Delivered
from portal.voice.queries.desk import today
from portal.voice.queries.desk_page import Facts, facts_about
from portal.voice.queries.sharing import SharedWith, can_be_shared_with, shared_with


@dataclass(frozen=True)
class DeliveredPage:
    """All that the page of one delivered statement needs."""

    found: Delivered
    facts: Facts
    topics: Sequence[str]
    form: AnswerForm | None
    share_form: ShareForm | None
    shares: Sequence[SharedWith]
    days_late: int


def answer_form() -> AnswerForm:
    form = AnswerForm()
    form.set_up(today=today(), max_words=settings().max_words)
    return form


def delivered_page(
    found: Delivered,
    *,
    may_answer: bool,
    form: AnswerForm | None = None,
    share_form: ShareForm | None = None,
) -> DeliveredPage:
    """The page; the form to answer is there for whoever answers, the one to share for whoever may share."""
    statement = found.statement
    return DeliveredPage(
        found=found,
        facts=facts_about(statement, found.apart, today()),
        topics=topic_words([topic.theme for topic in statement.topics]),
        form=(form or answer_form()) if may_answer else None,
        share_form=share_form or (share_form_for(found) if found.may_share else None),
        shares=shared_with(statement.id) if found.may_share else [],
        days_late=max(0, (today() - found.due_on).days) if found.due_on else 0,
    )


def share_form_for(found: Delivered) -> ShareForm | None:
    """The form to share it, without those who have it; None where there is nobody to share it with."""
    have_it = {one.account_id for one in shared_with(found.statement.id) if one.ended_at is None}
    people = [one for one in can_be_shared_with(found.statement, today()) if one.account_id not in have_it]
    form = ShareForm()
    form.offer([(str(one.account_id), f"{one.name} ({role_words([one.kind.value])})") for one in people])
    return form if people else None


def topic_words(keys: Sequence[str]) -> list[str]:
    """Topics as adults call them."""
    labels = {theme.key: theme.label for theme in codebook().themes}
    return [_(labels[key]) for key in keys if key in labels]


def unread_after(now: datetime) -> datetime:
    """Answers sent before this moment and not opened yet are shown as such."""
    return now - timedelta(days=settings().tell_them_after_days)
