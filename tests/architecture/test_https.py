"""As councils run it: behind a proxy that ends TLS, with browsers that send no Referer."""

from __future__ import annotations

import re
from collections.abc import Callable

import flask

ADDRESS = "https://heard.example"


def test_forms_are_taken_over_https_without_a_referer(make_app: Callable[..., flask.Flask]) -> None:
    client = make_app(base_url=ADDRESS).test_client()
    door = client.get("/come-in", base_url=ADDRESS)
    assert door.headers["Referrer-Policy"] == "no-referrer"
    token = re.search(r'name="csrf_token" value="([^"]+)"', door.text)
    assert token
    wrong = client.post("/come-in", base_url=ADDRESS, data={"csrf_token": token[1], "words": "none of these"})
    assert wrong.status_code == 422
    without = client.post("/come-in", base_url=ADDRESS, data={"words": "none of these"})
    assert without.status_code == 400


def test_cookies_are_bound_to_this_host_and_to_https(make_app: Callable[..., flask.Flask]) -> None:
    answer = make_app(base_url=ADDRESS).test_client().get("/come-in", base_url=ADDRESS)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_on_this_machine_without_tls_the_cookie_is_plain(make_app: Callable[..., flask.Flask]) -> None:
    answer = make_app(base_url="http://127.0.0.1:8000").test_client().get("/come-in")
    assert answer.headers["Set-Cookie"].startswith("session=")
    assert "Secure" not in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" not in answer.headers
