"""The process that draws PDFs: reads pages as JSON, writes the PDFs, ends. Nothing else imports this."""

from __future__ import annotations

import base64
import json
import resource
import sys
import warnings
from typing import Any

import weasyprint
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
