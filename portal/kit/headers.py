"""Security headers on every response, errors, redirects and static files included."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import brotli
import flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    )
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Robots-Tag": "noindex, nofollow",
}
# The one page where a voice is recorded, and listened to before it is sent. No other has a microphone.
RECORDING = {
    "Content-Security-Policy": POLICY.replace("media-src 'self'", "media-src 'self' blob:"),
    "Permissions-Policy": ALWAYS["Permissions-Policy"].replace("microphone=()", "microphone=(self)"),
}
# What somebody sent, opened by itself: it can load and run nothing.
FILE = {"Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'"}
# A page that shows another of ours in a frame, and the one that may be shown so: nothing in it can be sent.
FRAMES = {"Content-Security-Policy": f"{POLICY}; frame-src 'self'"}
FRAMED = {
    "Content-Security-Policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    "X-Frame-Options": "SAMEORIGIN",
}
HSTS = "max-age=63072000; includeSubDomains"


_WORTH_IT = 1000
_WINDOW = 16
"""64 KiB: most pages whole. The usual 4 MiB would be made ready anew for each page."""


def head_is_get(wsgi: WSGIApplication) -> WSGIApplication:
    """Let the app see a HEAD as the GET it stands for, and drop the body.

    Flask gives every GET route a HEAD too. A view that asks "GET, or is something sent?" would otherwise
    take a link checker's HEAD, which carries no form token, for a pressed button."""

    def run(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "HEAD":
            return wsgi(environ, start_response)
        answer = wsgi({**environ, "REQUEST_METHOD": "GET"}, start_response)
        close = getattr(answer, "close", None)
        if close:
            close()
        return []

    return run


def compress(response: flask.Response) -> flask.Response:
    """Pages made small for little data.

    What a page holds in secret (its form token) is signed anew each second and cookies are not sent with
    requests from other sites, so guessing it by length (the BREACH attack) has nothing to hold on to."""
    is_page = response.mimetype == "text/html" and not response.is_streamed
    if is_page and "br" in flask.request.headers.get("Accept-Encoding", ""):
        body = response.get_data()
        if len(body) >= _WORTH_IT:
            response.set_data(brotli.compress(body, quality=5, lgwin=_WINDOW))
            response.headers["Content-Encoding"] = "br"
        response.vary.add("Accept-Encoding")
    return response


def add(response: flask.Response, *, https: bool) -> flask.Response:
    """Set the headers; what is personal is never stored, and everything is personal but static files.

    A view that needs others sets `flask.g.own_headers` to one of the sets above."""
    for name, value in {**ALWAYS, **flask.g.get("own_headers", {})}.items():
        response.headers[name] = value
    if https:
        response.headers["Strict-Transport-Security"] = HSTS
    if not getattr(flask.g, "is_static", False):
        response.headers["Cache-Control"] = "no-store"
    response.headers.pop("Server", None)
    return response
