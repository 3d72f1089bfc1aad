"""Bad input of any kind is a clear answer in 4xx, never a 500; not there and not yours are the same 404."""

from __future__ import annotations

import functools
import re
import uuid
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import flask
import pytest
import sqlalchemy as sa
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal import db
from portal.policy.permissions import Permission
from portal.policy.roles import Role
from portal.voice.models import Statement
from tests.support.all_forms import reached_by
from tests.support.pages import Page
from tests.support.world import World

NOWHERE = uuid.UUID(int=0xDEAD)
TEN_MEGABYTES = 10 * 1024 * 1024
ODD_IDS = ("0", "-1", "1' OR '1'='1", "%00", "%FF", "..%2f..%2fetc%2fpasswd", "x" * 3000, "{{7*7}}", "null")
# Leaving ends nothing but one's own session; "I'm not safe" is heard from a page whose session ran out.
NO_TOKEN_NEEDED = ("voice.not_safe", "accounts.leave")
# Their session is over, and there is no draft to keep it in: what was typed is on the page they get.
SHOW_WHAT_WAS_TYPED = ("voice.add_to_said", "voice.change_said", "reviews.reply_letter")
# Between them they have every form there is.
WHO_HAVE_FORMS = (
    Role.YOUNG_PERSON,
    Role.READER,
    Role.SAFETY_LEAD,
    Role.SOCIAL_WORKER,
    Role.PARTICIPATION_WORKER,
    Role.ADVOCATE,
    Role.ADMINISTRATOR,
    Role.FOSTER_CARER,
    Role.RECORDS_OFFICER,
)
# Whose loaders, between them, ask the database all there is to ask. What the others are refused is decided
# before it, or by the same loaders: on PostgreSQL these are enough.
ON_BOTH = {Role.YOUNG_PERSON, Role.READER, Role.SOCIAL_WORKER, Role.ADMINISTRATOR}
EVERY_ROLE = [
    pytest.param(role, marks=[] if role in ON_BOTH else [pytest.mark.once], id=role.value) for role in Role
]
IN_TURN = sorted(Role, key=lambda role: (role not in ON_BOTH, role))
BAD_VALUES = {
    "nothing": "",
    "spaces": " \u00a0\u200b\t",
    "NUL": "a\x00b",
    "control characters": "\x01\x02\x7f\x9b",
    "right to left marks": "\u202eevil\u202c",
    "markup": "<script>alert(1)</script>'\"><img src=x onerror=1>",
    "a template": "{{ 7*7 }}{% raw %}${7*7}",
    "a very big number": "9" * 400,
    "a number that is none": "NaN",
    "another id": str(NOWHERE),
    "too long": "word " * 12_000,
    "combining": "e" + "\u0301" * 2000,
}


def routes(app: flask.Flask, method: str) -> Iterator[Rule]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if method in (rule.methods or ()) and rule.endpoint not in (
            "static",
            "accounts.sign_out",
            "accounts.leave",
        ):
            yield rule


def asked_by(app: flask.Flask, role: Role, method: str, drill: bool) -> Iterator[Rule]:
    """The addresses this role asks for: all of them in the long form; otherwise roles take turns, so that
    each address is asked for by five or six of them, by one or two of whom on both databases."""
    for number, rule in enumerate(routes(app, method)):
        if drill or (number + IN_TURN.index(role)) % 3 == 0:
            yield rule


def fill_in(rule: Rule, ids: dict[str, uuid.UUID]) -> str:
    """The rule's address with these ids; where it takes one word of several, the first."""
    whole = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule)
    return re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda found: str(ids.get(found[1], NOWHERE)), whole)


def not_there(rule: Rule) -> str:
    """An address of this rule at which nothing is: by its id, or else by a word that is none of its words."""
    address = fill_in(rule, {})
    return address if str(NOWHERE) in address else re.sub(r"<[^>]+>", str(NOWHERE), rule.rule)


def ask(page: Page, method: str, url: str, **kwargs: object) -> TestResponse:
    db.session.remove()
    response = page.client.open(url, method=method, **kwargs)
    db.session.remove()
    return response


def without_tokens(response: TestResponse) -> str:
    return re.sub(r'value="[\w.-]{40,}"|content="[\w.-]{40,}"', "", response.get_data(as_text=True))


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_what_is_not_there_is_the_same_404_everywhere(
    app: flask.Flask, world: World, page: Page, role: Role, drill: bool
) -> None:
    page.sign_in(world[role])
    expected = without_tokens(ask(page, "GET", "/nowhere"))
    for method in ("GET", "POST"):
        for rule in asked_by(app, role, method, drill):
            permission = app.view_functions[rule.endpoint].guarded_by  # type: ignore[attr-defined]  # the guard's mark
            if "<" not in rule.rule or permission == "public":
                continue
            page.sign_in(world[role])
            data = {"csrf_token": page.token()} if method == "POST" else None
            response = ask(page, method, not_there(rule), data=data)
            assert response.status_code == 404, (method, rule.rule, response.status_code)
            assert without_tokens(response) == expected, (method, rule.rule)


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_what_is_not_yours_looks_as_if_it_were_not_there(
    app: flask.Flask, world: World, page: Page, role: Role, drill: bool
) -> None:
    others = world.ids | {
        "statement_id": world.statements["somebody else's"].id,
        "young_person_id": world.other.id,
    }
    page.sign_in(world[role])
    expected = without_tokens(ask(page, "GET", "/nowhere"))
    for method in ("GET", "POST"):
        for rule in asked_by(app, role, method, drill):
            permission = app.view_functions[rule.endpoint].guarded_by  # type: ignore[attr-defined]  # the guard's mark
            if not isinstance(permission, Permission):
                continue
            page.sign_in(world[role])
            data = {"csrf_token": page.token()} if method == "POST" else None
            response = ask(page, method, fill_in(rule, others), data=data)
            assert response.status_code < 500, (method, rule.rule)
            if response.status_code == 404:
                assert without_tokens(response) == expected, (method, rule.rule)


@pytest.mark.once
@pytest.mark.parametrize("odd", ODD_IDS)
def test_an_id_that_is_none_is_a_404(app: flask.Flask, world: World, page: Page, odd: str) -> None:
    for number, rule in enumerate(routes(app, "GET")):
        if rule.arguments and "<uuid:" in rule.rule:
            # Nobody's role is asked for before an address is understood: they take turns.
            page.sign_in(world[(Role.YOUNG_PERSON, Role.READER, Role.ADMINISTRATOR)[number % 3]])
            url = re.sub(r"<[^>]+>", lambda found: odd, rule.rule)
            assert ask(page, "GET", url).status_code == 404, url


@pytest.mark.once
def test_nobody_signed_in_is_shown_the_door_and_nothing_else(
    app: flask.Flask, world: World, page: Page
) -> None:
    for method in ("GET", "POST"):
        for rule in routes(app, method):
            if app.view_functions[rule.endpoint].guarded_by == "public":  # type: ignore[attr-defined]  # the guard's mark
                continue
            data = {"csrf_token": page.token()} if method == "POST" else None
            response = ask(page, method, fill_in(rule, world.ids), data=data)
            shows_it = rule.rule.startswith("/staff") or rule.endpoint in SHOW_WHAT_WAS_TYPED
            if method == "POST" and shows_it:
                assert response.status_code == 400, (rule.rule, response.status_code)
                assert "This page was open too long" in response.text
                continue
            door = "/staff/sign-in" if rule.rule.startswith("/staff") else "/come-in"
            assert response.status_code in (302, 303), (method, rule.rule, response.status_code)
            assert response.headers["Location"].startswith(door), (method, rule.rule)


@pytest.mark.once
def test_a_post_without_a_token_is_refused(app: flask.Flask, world: World, page: Page, drill: bool) -> None:
    """Each address by three roles, all of them in turn; in the long form by every role."""
    for number, rule in enumerate(routes(app, "POST")):
        if rule.endpoint in NO_TOKEN_NEEDED:
            continue
        for role in list(Role)[0 if drill else number % 5 :: 1 if drill else 5]:
            page.sign_in(world[role])
            response = ask(page, "POST", fill_in(rule, world.ids), data={"words": "long enough to be kept"})
            assert response.status_code in (400, 404), (role, rule.rule, response.status_code)


@pytest.mark.once
def test_what_needs_no_token_is_refused_to_other_sites(app: flask.Flask, world: World, page: Page) -> None:
    with db.transaction() as session:
        before = session.scalar(sa.select(sa.func.count()).select_from(Statement))
    page.sign_in(world[Role.YOUNG_PERSON])
    response = ask(
        page, "POST", "/not-safe", data={"words": "not mine"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403
    with db.transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Statement)) == before


BodyOf = Callable[[list[str]], bytes]
RAW = (b"words=%ED%A0%80&x=%FF%FE", b"\xff\xfe\x00=\x00", b"a" * 1000, b"&=&=&;;%%%")


def bad_values(turn: int, names: list[str]) -> bytes:
    """Each field has another bad value in each turn, so that one refused field does not hide the others."""
    bad = list(BAD_VALUES.values())
    return urlencode([(field, bad[(place + turn) % len(bad)]) for place, field in enumerate(names)]).encode()


def thrice(names: list[str]) -> bytes:
    return urlencode([(field, value) for field in names for value in ("a", "b", "")]).encode()


def not_asked_for(names: list[str]) -> bytes:
    return urlencode([(f"x{number}", "y") for number in range(300)]).encode()


@pytest.fixture
def bodies(request: pytest.FixtureRequest, drill: bool) -> Callable[[int], list[BodyOf]]:
    """What the n-th form is sent: all there is in the long form; otherwise each database takes its own turns,
    an eighth of them all, and forms take turns with them and with what is odd in itself. Every field still
    meets several: most forms are reached by several roles, each with another number."""
    odd: list[BodyOf] = [thrice, not_asked_for, *(lambda _names, raw=raw: raw for raw in RAW)]
    values = [functools.partial(bad_values, turn) for turn in range(len(BAD_VALUES))]
    first = 0 if request.config.getoption("--database") == "sqlite" else 1
    every = 1 if drill else 8

    def bodies_of(number: int) -> list[BodyOf]:
        some = values[(2 * number + first) % every :: every]
        return [*some, lambda _names: b"", *(odd if drill else odd[(number + first) % 6 :: 6])]

    return bodies_of


@pytest.mark.parametrize("role", WHO_HAVE_FORMS)
def test_no_form_breaks_on_bad_input(
    world: World, page: Page, role: Role, bodies: Callable[[int], list[BodyOf]]
) -> None:
    forms = reached_by(page, world[role], role)
    assert forms
    for number, reached in enumerate(forms):
        names = sorted(
            {name for name, _ in reached.form.pairs(reached.button)}
            | {c.get("name", "") for c in reached.form.controls}
        )
        for body_of in bodies(number):
            page.sign_in(world[role])
            body = urlencode({"csrf_token": page.token()}).encode() + b"&" + body_of(names)
            response = ask(
                page, "POST", reached.action, data=body, content_type="application/x-www-form-urlencoded"
            )
            assert response.status_code < 500, (reached.action, body[:2000], response.status_code)


@pytest.mark.once
@pytest.mark.parametrize("role", [Role.YOUNG_PERSON, Role.READER, Role.SOCIAL_WORKER, Role.ADMINISTRATOR])
def test_ten_megabytes_are_refused(app: flask.Flask, world: World, page: Page, role: Role) -> None:
    page.sign_in(world[role])
    body = b"words=" + b"a" * TEN_MEGABYTES
    for rule in routes(app, "POST"):
        if rule.rule.startswith("/staff") == (role is Role.YOUNG_PERSON):
            continue  # not theirs in any case
        response = ask(
            page,
            "POST",
            fill_in(rule, world.ids),
            data=body,
            content_type="application/x-www-form-urlencoded",
        )
        assert response.status_code in (400, 404, 413), (rule.rule, response.status_code)


@pytest.mark.parametrize(
    "role", [Role.YOUNG_PERSON, Role.READER, Role.SOCIAL_WORKER, Role.ADMINISTRATOR, Role.ADVOCATE]
)
def test_odd_questions_are_answered(app: flask.Flask, world: World, page: Page, role: Role) -> None:
    """Whoever may not open a page is refused before its question is read: one is enough there."""
    page.sign_in(world[role])
    for rule in routes(app, "GET"):
        for query in ("q=%FF", "page=0", "page=-1", "page=9999999", "page=x", "page=1&page=2", "sort=%00"):
            response = ask(page, "GET", f"{fill_in(rule, world.ids)}?{query}")
            assert response.status_code < 500, (rule.rule, query)
            if query.startswith("q") and response.status_code == 404:
                break


@pytest.mark.once
def test_wrong_methods_are_refused(app: flask.Flask, world: World, page: Page) -> None:
    page.sign_in(world[Role.ADMINISTRATOR])
    for rule in routes(app, "GET"):
        for method in ("PUT", "DELETE", "PATCH"):
            assert ask(page, method, fill_in(rule, world.ids)).status_code in (400, 404, 405), (
                method,
                rule.rule,
            )
