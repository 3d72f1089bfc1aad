"""A letter on paper: a tagged PDF for an envelope with a window, or to keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flask
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal.documents.pdf import pdf_of
from portal.reviews.presenters.letters import Shown

_COLOURS = {
    "--ink": "#1f2340",
    "--soft": "#4a4f6d",
    "--paper": "#fffcf7",
    "--card": "#ffffff",
    "--line": "#ddd8e8",
    "--edge": "#7d7996",
    "--go": "#0b5f5a",
    "--go-deep": "#074642",
    "--go-pale": "#e3f3f0",
    "--on-go": "#ffffff",
    "--warm": "#ffd166",
    "--gold": "#7a5d00",
    "--warm-pale": "#fff3d1",
    "--berry": "#8e2a5b",
    "--berry-pale": "#fbe8f1",
    "--sky": "#2456a6",
    "--sky-pale": "#e7effb",
    "--stop": "#a61b1b",
    "--stop-pale": "#fdeaea",
}
"""The tokens of light pages: what draws PDFs does not know them inside a drawing."""


NAMES = {
    "say": _l("A speech bubble"),
    "face-good": _l("A happy face"),
    "people": _l("Two people"),
    "tick": _l("A tick"),
    "promise": _l("A tick in a ring"),
    "phone": _l("A phone"),
    "help": _l("A lifebelt"),
    "letter": _l("A letter"),
    "school": _l("A school bag"),
    "health": _l("A heart and a cross"),
    "family_time": _l("A family"),
    "friends": _l("Friends"),
    "money": _l("Money"),
    "sleep": _l("A bed"),
    "food": _l("A plate and cutlery"),
    "activities": _l("A guitar"),
    "moving": _l("A move"),
    "home": _l("A house"),
    "feelings": _l("Sun and cloud"),
    "safety": _l("A shield"),
    "work": _l("A case"),
    "rights": _l("A megaphone"),
    "social_worker": _l("A social worker"),
    "clock": _l("A clock"),
}
"""What each picture shows, for those who cannot see it: never the words beside it once more."""


def page_of(letter: Shown, *, address: Sequence[str] = (), is_large: bool = False) -> str:
    """One file that needs nothing else. Without an address there is no room kept for one."""
    return flask.render_template(
        "reviews/letter_paper.html",
        letter=letter,
        address=address,
        is_large=is_large or letter.is_large,
        council=flask.current_app.extensions["heard.settings"].council_name,
        drawing=picture_on_paper,
    )


def as_pdf(letter: Shown, *, address: Sequence[str] = (), is_large: bool = False) -> flask.Response:
    """To be saved: its name says nothing. Raises NotMade."""
    drawn = pdf_of(page_of(letter, address=address, is_large=is_large))
    response = flask.Response(drawn, mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="letter.pdf"'
    return response


def picture_on_paper(drawing: str, size: int) -> Markup:
    """A drawing put into the page itself, its colours said in it, with words for those who cannot see it."""
    drawn: Callable[[str, str], tuple[Markup, Markup]] = flask.current_app.jinja_env.globals["drawn"]  # type: ignore[assignment]  # ours, see app.py
    frame, lines = drawn("pictures.svg", drawing)
    for token, colour in _COLOURS.items():
        frame, lines = frame.replace(f"var({token})", colour), lines.replace(f"var({token})", colour)
    return Markup(
        '<svg class="pic" width="{0}" height="{0}" role="img"{2}><title>{1}</title>{3}</svg>'
    ).format(size, NAMES[drawing], frame, lines)
