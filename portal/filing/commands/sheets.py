"""The page that is drawn as a PDF. Staff's paper, in English as the case system is; made by the worker too,
so it needs no request."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from babel.dates import format_date, format_datetime

from portal.documents.pdf import Enclosed, Sheet
from portal.filing.commands.content import Paper
from portal.filing.commands.signed import fingerprint_of, signed_json
from portal.settings import ROOT

JSON_NAME = "record.json"


def sheet_of(paper: Paper, zone: ZoneInfo) -> Sheet:
    """The page, with the signed values inside the PDF."""
    page = _template().render(
        paper=paper.content,
        title=_title(paper.content),
        fingerprint=fingerprint_of(paper.content),
        moment=lambda text: _moment(text, zone),
        day=_day,
        words=_WORDS,
    )
    return Sheet(page, [Enclosed(JSON_NAME, signed_json(paper.content), "The same, signed")])


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(ROOT / "templates")
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("filing/paper.html")


def _title(content: dict[str, Any]) -> str:
    """Whose words these are, named right: only the young person's own are what they said."""
    name = content["young_person"]["name"]
    ways = {one["way"] for one in content["statements"]}
    if not ways & {"observed", "passed_on"}:
        return f"What {name} said"
    if len(content["statements"]) > 1:
        return f"What was said, seen and passed on about {name}"
    by = (content["statements"][0]["written_down_by"] or {}).get("by") or "somebody"
    return f"What {by} saw of {name}" if ways == {"observed"} else f"What {by} passed on about {name}"


def _moment(text: str, zone: ZoneInfo) -> str:
    if not text:
        return ""
    return str(
        format_datetime(datetime.fromisoformat(text).astimezone(zone), "d MMMM y, HH:mm", locale="en_GB")
    )


def _day(text: str) -> str:
    return str(format_date(datetime.fromisoformat(text).date(), "d MMMM y", locale="en_GB")) if text else ""


_WORDS: dict[str, dict[str, Any]] = {
    "way": {
        "own": "Said by the young person, in their own space",
        "together": "Written with them by somebody beside them",
        "observed": "What somebody saw. These are not the young person's words",
        "passed_on": "Told to somebody else, who passed it on",
    },
    "feeling": {
        "very_good": "really good", "good": "good", "mixed": "up and down", "bad": "not good",
        "very_bad": "really bad",
    },
    "going": {"well": "going well", "so_so": "so-so", "not_well": "not going well"},
    "safe": {"yes": "yes", "no": "no", "not_sure": "not sure"},
    "state": {
        "will_do": "will be done", "done": "done", "partly": "partly done",
        "changed_plan": "the plan changed", "cant": "can't be done", "closed_not_done": "closed and not done",
    },
    "verdict": {"sorted": "sorted", "partly": "partly sorted", "not_sorted": "not sorted"},
    "sure": {"sure": "sure", "quite": "quite sure", "not_sure": "not sure"},
}  # fmt: skip
