"""A released file is asked for traces before anybody gets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portal.documents.leaves.burning import marks_as_sent
from portal.documents.leaves.looking import CHILD
from portal.documents.leaves.shapes import Finding, Mark, Trace
from portal.kit import apart
from portal.kit.spool import Content

WITHIN = 600
READS_WITHIN = 60


def prove_clean(
    released: Content,
    secrets: Sequence[str] = (),
    *,
    by_page: Mapping[int, Sequence[str]] | None = None,
    ocr_pages: Sequence[int] = (),
    marks: Mapping[int, Sequence[Mark]] | None = None,
    held_back: Mapping[int, str] | None = None,
) -> list[Finding]:
    """Nothing, when there is no trace. Raises TooBusy.

    `secrets` are looked for in the words of every page and in every object; `by_page` in the words of that
    page of the released file; the pictures of `ocr_pages` are read too. Every pixel of `marks`, by page of
    the released file, must be a box's; a page of `held_back` must hold its sentence and nothing else."""
    seconds = WITHIN + READS_WITHIN * len(ocr_pages)
    asked = {
        "what": "prove",
        "cpu_seconds": WITHIN,
        "secrets": list(secrets),
        "by_page": dict(by_page or {}),
        "ocr_pages": list(ocr_pages),
        "marks": marks_as_sent({page: some for page, some in (marks or {}).items() if some}),
        "held_back": dict(held_back or {}),
    }
    answer = apart.ask(CHILD, asked, released, seconds=seconds)
    if answer.end is not apart.End.WELL or not answer.records:
        return [Finding(Trace.UNREADABLE)]
    return [Finding(Trace(trace), page) for trace, page in answer.records[-1].facts["found"]]
