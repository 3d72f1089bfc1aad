"""A browser without scripts. Every page it meets, in every test, is checked for what all pages must be."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from xml.etree.ElementTree import Element

import flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from portal import db
from tests.support import signing_in
from tests.support.forms import PageForm
from tests.support.page_checks import has_mistakes, header_faults, look_at, name_of, text_of, walk

_HOPS = 8


class Page:
    """What somebody has in front of them. `visit`, `follow`, `submit` go on and give the same object back."""

    def __init__(self, app: flask.Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.response: TestResponse | None = None
        self.url = "/"
        self.hops: list[str] = []
        self.everything: list[Element] = []

    # going somewhere

    def sign_in(self, account: Any) -> Page:
        """Be signed in as this account from now on, without going through the door."""
        with self.client.session_transaction() as session:
            session.update(signing_in.session_of(self.app, account))
        return self

    def sign_out(self) -> Page:
        """Forget everything this browser knew."""
        self.client = self.app.test_client()
        return self

    def visit(self, url: str, *, status: int = 200, **kwargs: Any) -> Page:
        """Open an address and go where it leads."""
        return self._ask("GET", url, status, **kwargs)

    def follow(self, text: str, *, status: int = 200) -> Page:
        """Press a link by what it says."""
        found = self.links(text)
        if not found:
            raise AssertionError(
                f"no link {text!r} on {self.url}; there are: {[text_of(a) for a in self.links()]}"
            )
        return self.visit(urljoin(self.url, str(found[0].get("href"))), status=status)

    def submit(
        self,
        button: str | None = None,
        fields: dict[str, Any] | None = None,
        *,
        status: int = 200,
        **more: Any,
    ) -> Page:
        """Fill in the form that has this button and press it.

        Fields are found by name or by label; values are text, a date, True/False, or a list of choices."""
        form, pressed = self.form_with(button)
        for what, value in {**(fields or {}), **more}.items():
            form.fill(what, value)
        action = urljoin(
            self.url, (pressed.get("formaction") if pressed is not None else None) or form.action
        )
        pairs = form.pairs(pressed)
        if form.method == "GET":
            return self.visit(f"{action.partition('?')[0]}?{urlencode(pairs)}", status=status)
        return self._ask("POST", action, status, data=MultiDict(pairs))

    def post(self, url: str, data: Any = None, *, status: int = 200, **kwargs: Any) -> Page:
        """Send what no form on the page sends (with a good CSRF token): bad input, other people's ids."""
        pairs = list(data.items(multi=True)) if isinstance(data, MultiDict) else _pairs(data or {})
        return self._ask(
            "POST", url, status, data=MultiDict([("csrf_token", self.token()), *pairs]), **kwargs
        )

    def token(self) -> str:
        """A CSRF token that is good for this browser's session."""
        with self.client.session_transaction() as session:
            raw = session.setdefault("csrf_token", secrets.token_hex(20))
        token = URLSafeTimedSerializer(self.app.secret_key or "", salt="wtf-csrf-token").dumps(raw)
        return token.decode() if isinstance(token, bytes) else str(token)

    # looking at it

    @property
    def status(self) -> int:
        return self.response.status_code if self.response else 0

    @property
    def html(self) -> str:
        return self.response.get_data(as_text=True) if self.response else ""

    @property
    def text(self) -> str:
        """Everything the body says, spaces made single."""
        return text_of(next((e for e in self.everything if e.tag == "body"), None))

    @property
    def main(self) -> str:
        """What the main part says."""
        return text_of(next((e for e in self.everything if e.tag == "main"), None))

    @property
    def heading(self) -> str:
        return text_of(next((e for e in self.everything if e.tag == "h1"), None))

    @property
    def mistakes(self) -> list[str]:
        """The lines of the summary of what is to be put right."""
        summaries = [e for e in self.everything if e.get("data-summary") is not None]
        return [text_of(item) for summary in summaries for item in walk(summary) if item.tag == "li"]

    @property
    def flashes(self) -> list[str]:
        return [text_of(e) for e in self.everything if "flash" in (e.get("class") or "").split()]

    def links(self, text: str | None = None) -> list[Element]:
        """The links, or those that say this: exactly so, or else that hold it."""
        links = [e for e in self.everything if e.tag == "a" and e.get("href")]
        if text is None:
            return links
        named = [(name_of(a, self.everything).casefold(), a) for a in links]
        wanted = text.casefold()
        return [a for name, a in named if name == wanted] or [a for name, a in named if wanted in name]

    def forms(self) -> list[PageForm]:
        return [PageForm(e, self.everything) for e in self.everything if e.tag == "form"]

    def form_with(self, button: str | None) -> tuple[PageForm, Element | None]:
        """The form with this button, and the button; without a name, the first form of the main part."""
        main = next((e for e in self.everything if e.tag == "main"), None)
        inside = list(walk(main)) if main is not None else []
        forms = sorted(self.forms(), key=lambda form: not any(form.form is e for e in inside))
        for form in forms:
            if (found := form.button(button)) is not None:
                return form, found
        names = [name_of(b, self.everything) for form in forms for b in form.buttons]
        raise AssertionError(f"no button {button!r} on {self.url}; there are: {names}")

    def value(self, name: str) -> str:
        """What a field of the page holds now."""
        for form in self.forms():
            for field, value in form.pairs():
                if field == name:
                    return value
        return ""

    # inside

    def _ask(self, method: str, url: str, status: int, **kwargs: Any) -> Page:
        self.hops = []
        response = self._once(method, url, **kwargs)
        while response.status_code in (301, 302, 303, 307, 308) and status not in range(300, 400):
            target = urljoin(self.url, response.headers["Location"])
            if urlsplit(target).netloc not in ("", "localhost"):
                break
            self.hops.append(target)
            assert len(self.hops) < _HOPS, f"going round in circles: {self.hops}"
            response = self._once("GET", target)
        assert response.status_code == status, (
            f"{method} {url} → {self.url}: {response.status_code}, not {status}: {self.heading}"
            f" {self.mistakes}\n{self.main[:600]}"
        )
        return self

    def _once(self, method: str, url: str, **kwargs: Any) -> TestResponse:
        db.session.remove()
        response = self.client.open(url, method=method, **kwargs)
        db.session.remove()
        self.response, self.url = response, urljoin("http://localhost/", url)
        self.everything = []
        faults = [] if urlsplit(url).path.startswith("/static/") else header_faults(dict(response.headers))
        if response.mimetype == "text/html" and response.status_code not in range(300, 400):
            self.everything, wrong = look_at(self.html)
            faults += wrong
            if has_mistakes(self.everything) and response.status_code < 400:
                faults.append(f"a page with mistakes answers {response.status_code}, not 422")
        assert not faults, f"{method} {url} ({response.status_code}):\n  " + "\n  ".join(faults)
        return response


def _pairs(data: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(k, v) for k, values in data.items() for v in (values if isinstance(values, list) else [values])]
