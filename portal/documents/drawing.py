"""The process that draws PDFs: reads pages as JSON, writes the PDFs, ends. Nothing else imports this."""

from __future__ import annotations

import base64
import json
import resource
import sys
import warnings
from typing import Any

import weasyprint
from weasyprint.pdf import fonts, stream
from weasyprint.urls import URLFetcher

from portal.documents.tagging import finished

MOST_MEMORY = 1_500_000_000
MOST_SECONDS = 90


class NothingIsFetched(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """A page brings everything with it: no address is opened, not even a file's. A picture may be written
    into the page itself."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        if url.startswith(("data:image/jpeg;base64,", "data:image/png;base64,", "data:image/webp;base64,")):
            return super().fetch(url, headers)
        raise ValueError("a page brings everything with it")


class Told(dict[int, str]):
    """Which letters each glyph stands for. WeasyPrint notes it where a glyph is first met; of a letter with a
    mark over it the whole goes to the mark and nothing to the letter, which would then be read aloud as some
    other letter wherever it stands. What stands for nothing yet is looked at again when it is met again."""

    def __contains__(self, glyph: object) -> bool:
        return bool(self.get(glyph))  # type: ignore[call-overload]  # whatever is asked for


class Font(fonts.Font):  # type: ignore[misc]  # WeasyPrint has no types
    """A font that knows of its glyphs what they stand for, where a page says so anywhere."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.to_unicode: dict[int, str] = Told()  # nothing is noted yet


stream.Font = Font


def draw(asked: dict[str, Any]) -> bytes:
    """The PDF, with its enclosed files. Pictures and styles from elsewhere are left out."""
    enclosed = [
        weasyprint.Attachment(
            string=base64.b64decode(one["content"]), name=one["name"], description=one["says"] or one["name"]
        )
        for one in asked["enclosed"]
    ]
    page = weasyprint.HTML(string=asked["page"], url_fetcher=NothingIsFetched(), base_url=None)
    made: bytes = page.write_pdf(pdf_variant="pdf/ua-1", attachments=enclosed)
    return finished(made) if asked["is_finished"] else made


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    warnings.simplefilter("ignore")
    try:
        made = [base64.b64encode(draw(one)).decode() for one in json.load(sys.stdin.buffer)]
    except Exception as fault:
        print(type(fault).__name__, file=sys.stderr)  # its words could be somebody's
        return 1
    json.dump(made, sys.stdout)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
