"""Every list page says something that helps when nothing is in it: asked of a council where nothing happened.

Templates are compiled with a mark wherever a loop had nothing to go over, or was left out, and nothing is
said in its place. A page with a mark must have `empty` or `nothing` (`templates/kit/parts.html`), with more
than a title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from uuid import UUID
from xml.etree.ElementTree import Element

import flask
import pytest
from flask.testing import FlaskClient
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from werkzeug.routing import Rule

from portal.accounts.models import Account
from portal.policy.permissions import Permission
from portal.policy.predicates import Ask
from portal.policy.roles import Relation, Role
from portal.policy.table import is_allowed
from tests.support.factories import Make
from tests.support.markup import parse
from tests.support.pages import Page, text_of

OF_A_YOUNG_PERSON = "young_person_id"
LEAST_WORDS = 5
# Pages that are no lists, though they list something where there is something.
NO_LISTS = {
    "complaints.complain": "a form",
    "outcomes.write": "a form: themes to check",
    "panels.board_rhythm": "a form",
    "panels.measure_new": "a form",
    "panels.plan_new": "a form",
    "panels.report_new": "a form",
    "participation.new_promise": "a form",
    "records.asked": "says what records are and how to ask, until something was asked for",
    "records.own_more": "a form",
    "records.story_book": "a book of one's own",
    "records.story_for": "a form: homes to begin with",
    "records.story_new": "a form",
    "reviews.actions_check": "a form that was not filled in",
    "voice.desk_ladder_page": "the line that is called has its steps always",
    "voice.files": "a form: what was added stands on top of it",
}
_MARK = re.compile(r"<!--nothing in ([^ ]+)-->")


class Noting(CodeGenerator):
    """Puts a comment where a list would be, and nothing is said in its place."""

    rows = 0  # how many loops we are in: what a row of a list lists is the row's affair

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        self._note(node, is_list(node) and prints(node))
        self.rows += 1
        super().visit_For(node, frame)
        self.rows -= 1

    def visit_If(self, node: nodes.If, frame: Frame) -> None:
        self._note(node, any(is_list(one) for one in node.find_all(nodes.For)))
        super().visit_If(node, frame)

    def _note(self, node: nodes.For | nodes.If, has_list: bool) -> None:
        is_ours = self.name is not None and not self.name.startswith("kit/")
        if has_list and is_ours and not self.rows and not node.else_:
            mark = nodes.TemplateData(f"<!--nothing in {self.name}:{node.lineno}-->")
            node.else_ = [nodes.Output([mark])]


def is_list(loop: nodes.For) -> bool:
    """Whether what it goes over comes from the data, and is not written in the template."""
    return not isinstance(loop.iter, nodes.List | nodes.Tuple | nodes.Const)


def prints(loop: nodes.For) -> bool:
    """Whether it shows rows, and does not only gather them."""
    return any(
        not isinstance(piece, nodes.TemplateData) or piece.data.strip()
        for output in loop.find_all(nodes.Output)
        for piece in output.nodes
    )


@pytest.mark.once
def test_a_list_with_nothing_in_it_says_something_that_helps(
    make_app: Callable[..., flask.Flask], make: Make
) -> None:
    app = make_app()
    app.jinja_env.bytecode_cache, app.jinja_env.code_generator_class = None, Noting
    silent, seen = [], set()
    for endpoint, html in empty_pages(app, make):
        said_nothing = sorted(set(_MARK.findall(html)))
        if said_nothing and endpoint not in NO_LISTS:
            seen.add(endpoint)
            if not helps(html):
                silent.append(f"{endpoint}: {', '.join(said_nothing)}")
    assert not silent, "\n".join(silent)
    assert len(seen) > 10, "the marks are not there"


def helps(html: str) -> bool:
    """Whether every place that says "nothing here" says more than that, and there is one."""
    said = [one for one in parse(html)[0].iter() if has_class(one, "empty") or has_class(one, "nothing")]
    return bool(said) and all(
        len(text_of(one).split()) >= LEAST_WORDS and (has_class(one, "nothing") or is_more_than_a_title(one))
        for one in said
    )


def has_class(element: Element, name: str) -> bool:
    return name in element.get("class", "").split()


def is_more_than_a_title(empty: Element) -> bool:
    return len([child for child in empty if not child.tag.endswith("svg")]) > 1


def empty_pages(app: flask.Flask, make: Make) -> Iterator[tuple[str, str]]:
    """Every page that needs no thing to be there but a young person: as somebody who may open it sees it."""
    visitors = Visitors(app, make)
    for rule in app.url_map.iter_rules():
        guard = app.view_functions[rule.endpoint].guarded_by  # type: ignore[attr-defined]  # the guard's own mark
        if "GET" not in (rule.methods or ()) or rule.arguments - {OF_A_YOUNG_PERSON}:
            continue
        if not isinstance(guard, Permission) or (client := visitors.who_may(guard, rule)) is None:
            continue
        response = client.get(rule.rule.replace(f"<uuid:{OF_A_YOUNG_PERSON}>", str(visitors.robin)))
        if response.status_code == 200 and response.mimetype == "text/html":
            yield rule.endpoint, response.get_data(as_text=True)


class Visitors:
    """Somebody in each role who works with nobody, and two who work with Robin; signed in when needed."""

    def __init__(self, app: flask.Flask, make: Make) -> None:
        self._app, self._make = app, make
        person = make.young_person(called="Robin")
        self.robin: UUID = person.id
        self._close: dict[Role, Account] = {
            role: make.worker_of(person, role) for role in (Role.SOCIAL_WORKER, Role.IRO)
        }
        self._alone = {Role.YOUNG_PERSON: make.account_for(make.young_person())}
        self._clients: dict[UUID, FlaskClient] = {}

    def who_may(self, permission: Permission, rule: Rule) -> FlaskClient | None:
        """The first who may with no more than that; of one young person's page, who works with them."""
        close = frozenset({Relation.WORKS_WITH} if rule.arguments else set())
        for role in self._close if rule.arguments else Role:
            if is_allowed(permission, Ask(frozenset({role}), close)):
                return self._client(self._close[role] if rule.arguments else self._somebody(role))
        return None

    def _somebody(self, role: Role) -> Account:
        if role not in self._alone:
            self._alone[role] = self._make.staff(role)
        return self._alone[role]

    def _client(self, account: Account) -> FlaskClient:
        if account.id not in self._clients:
            self._clients[account.id] = Page(self._app).sign_in(account).client
        return self._clients[account.id]
