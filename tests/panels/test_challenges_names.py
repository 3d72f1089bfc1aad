"""Names in challenges: found by their looks for a member, by who is known for everybody else."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.kit import clock
from portal.panels.models import Challenge
from portal.panels.queries.naming import without_known_names
from portal.panels.rules import ChallengeState
from portal.policy.roles import Role
from tests.support.challenged import ACTION, OWNER, Panel, known, panel
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted


@pytest.fixture
def there(app: flask.Flask, make: Make) -> Panel:
    return panel(make)


def _ask_url(there: Panel, about: str = "theme:moving") -> str:
    return f"/staff/panel/{there.meeting.id}/challenge?about={about}"


def _count() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Challenge)) or 0


def test_what_looks_like_a_name_is_shown_and_goes_on_when_ticked(there: Panel, page: Page) -> None:
    page.sign_in(there.member).visit(_ask_url(there))
    words = "why was it late for Torvald at the new home?"
    page.submit("Send it to panel support", words=words, status=422)
    assert page.mistakes == ["Take these out, or tick that they are not names: “Torvald”."]
    assert page.value("words") == words
    page.submit("Send it to panel support", words="and for Wilhelmina?", not_names=True, status=422)
    assert "“Wilhelmina”" in page.mistakes[0]
    assert page.value("not_names") == ""
    page.submit("Send it to panel support", not_names=True)
    assert _count() == 1


NAMES = ("Zephyrine", "Quillaume")


@pytest.mark.parametrize("write", [str, str.lower])
def test_a_member_learns_nothing_of_who_is_known(
    there: Panel, make: Make, another_page: Callable[[], Page], write: Callable[[str], str]
) -> None:
    known(make, f"{NAMES[0]} Vale")
    assert without_known_names(f"what of {write(NAMES[0])}?") == "what of ▮▮▮?"
    assert without_known_names(f"what of {write(NAMES[1])}?") != "what of ▮▮▮?"
    seen = [_all_a_member_sees(there, make, another_page(), write(name)) for name in NAMES]
    assert seen[0] == seen[1]


def _all_a_member_sees(there: Panel, make: Make, page: Page, name: str) -> list[str]:
    member = make.staff(Role.PANEL_MEMBER, name="Cllr Same")
    page.sign_in(member).visit(_ask_url(there))
    pages = [page.html]

    words = f"what was done for {name} and her brother?"
    has_capital = name[0].isupper()
    page.submit("Send it to panel support", words=words, status=422 if has_capital else 200)
    pages.append(page.html)
    if has_capital:
        with counted() as queries:
            page.submit("Send it to panel support", not_names=True)
        pages += [page.html, str(len(queries))]
    pages.append(page.visit("/staff/challenges").html)
    return [_plain(html, name) for html in pages]


def _plain(html: str, name: str) -> str:
    """The page without the name, and without what differs on every page: ids, tokens, minutes."""
    html = re.sub(r'(name="csrf_token" value=")[^"]*', r"\1", html)
    html = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", html)
    return re.sub(r"\d\d:\d\d", "", html).replace(name, "NAME")


def test_panel_support_never_gets_a_known_name_and_cannot_hand_it_on(
    there: Panel, make: Make, page: Page
) -> None:
    known(make, "Zephyrine Vale")
    words = "why did zephyrine's home change?"
    challenge_id = there.asked(words)
    url = f"/staff/challenges/{challenge_id}"
    page.sign_in(there.support)
    seen = [page.visit(url).html, page.visit("/staff/challenges").html]
    page.visit(url)
    assert "why did ▮▮▮" in page.main
    assert "A name is covered" in page.main
    assert "I have checked it" not in page.html
    steps = {"send_once": str(uuid.uuid4()), "officer": str(there.officer.id), "steps_seen": "1"}
    seen += [page.post(f"{url}/hand-on", steps, status=409).html]
    seen += [page.post(f"{url}/hand-on", {**steps, "officer": ""}, status=422).html]
    seen += [page.post(f"{url}/send-back", {"back_words": ""}, status=422).html]
    assert not any("zephyrine" in html.casefold() for html in seen)
    assert there.row(challenge_id).state is ChallengeState.TO_CHECK


def test_words_of_support_and_officers_hold_no_known_name(there: Panel, make: Make, page: Page) -> None:
    known(make, "Zephyrine Vale")
    text = "as zephyrine said."
    to_check, to_answer, answered = there.asked(), there.handed_on(), there.answered()
    due = clock.now().date() + timedelta(days=3)
    there.met_today()
    tries: list[tuple[Any, UUID, str, dict[str, Any]]] = [
        (there.support, to_check, "Send it back", {"back_words": text}),
        (there.officer, to_answer, "Send the answer", {"action": text, "owner": OWNER, "due_on": due}),
        (there.officer, to_answer, "Send the answer", {"action": ACTION, "owner": text, "due_on": due}),
        (there.officer, answered, "Tell the panel", {"progress": "partly", "progress_words": text}),
        (there.support, answered, "Write it down", {"decision": "close", "decision_words": text}),
    ]
    for who, challenge_id, button, fields in tries:
        before = len(there.row(challenge_id).steps)
        page.sign_in(who).visit(f"/staff/challenges/{challenge_id}").submit(button, fields, status=422)
        assert page.mistakes == ["A name may stand in it. Put it without names."], button
        assert len(there.row(challenge_id).steps) == before
        assert text in [value for form in page.forms() for _name, value in form.pairs()]
