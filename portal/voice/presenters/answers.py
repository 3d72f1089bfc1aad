"""What the pages of those who answer show: their form, those to share with, what is late to be read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.voice.forms.answers import AnswerForm, AskInsteadForm, GiveBackForm, ShareForm
from portal.voice.presenters.desk import role_words
from portal.voice.presenters.saying import settings
from portal.voice.queries.answers_asking import Asked, askings, can_be_asked
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
    promise_is_past: bool
    askings: Sequence[Asked]
    ask_form: AskInsteadForm | None
    back_form: GiveBackForm | None


def answer_form(themes: Collection[str] = (), *, shown_only: bool = False) -> AnswerForm:
    """The form to answer, with the wordings about these themes first. `shown_only`: what came with this
    request belongs to another form of the page."""
    form = AnswerForm(formdata=None) if shown_only else AnswerForm()
    form.set_up(today=today(), max_words=settings().max_words, themes=frozenset(themes))
    return form


def answer_form_for(found: Delivered, *, shown_only: bool = False) -> AnswerForm:
    return answer_form([topic.theme for topic in found.statement.topics], shown_only=shown_only)


def delivered_page(
    found: Delivered,
    *,
    may_answer: bool,
    form: AnswerForm | None = None,
    share_form: ShareForm | None = None,
    ask_form: AskInsteadForm | None = None,
    back_form: GiveBackForm | None = None,
) -> DeliveredPage:
    """The page; the form to answer is there for whoever answers, the one to share for whoever may share."""
    statement = found.statement
    another = share_form or ask_form or back_form
    return DeliveredPage(
        found=found,
        facts=facts_about(statement, found.apart, today()),
        topics=topic_words([topic.theme for topic in statement.topics]),
        form=(form or answer_form_for(found, shown_only=bool(another))) if may_answer else None,
        share_form=share_form or (share_form_for(found) if found.may_share else None),
        shares=shared_with(statement.id) if found.may_share else [],
        days_late=max(0, (today() - found.due_on).days) if found.due_on else 0,
        promise_is_past=found.promised_on is not None and found.promised_on < today(),
        askings=askings(statement.id),
        ask_form=(ask_form or ask_form_for(found, shown_only=True)) if may_answer else None,
        back_form=(back_form or GiveBackForm(formdata=None)) if found.was_asked else None,
    )


def ask_form_for(found: Delivered, *, shown_only: bool = False) -> AskInsteadForm | None:
    """The form to ask somebody else to answer; None where nobody else could."""
    people = can_be_asked(found.statement, today())
    form = AskInsteadForm(formdata=None) if shown_only else AskInsteadForm()
    form.offer([(str(one.account_id), f"{one.name} ({role_words([one.kind.value])})") for one in people])
    return form if people else None


def give_back_form() -> GiveBackForm:
    return GiveBackForm()


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
