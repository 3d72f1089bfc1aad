"""Plain text as paragraphs. The only module that knows bleach.

What people write is plain text and stays so: it is escaped on output. Bleach is the second lock on the door.
"""

from __future__ import annotations

import re

import bleach
from markupsafe import Markup, escape


def paragraphs(text: str | None) -> Markup:
    """Escaped text with its blank lines as paragraphs and its line ends kept; nothing else gets through."""
    blocks = [block for block in re.split(r"\n\s*\n", text or "") if block.strip()]
    html = "".join(f"<p>{str(escape(block.strip())).replace(chr(10), '<br>')}</p>" for block in blocks)
    return Markup(bleach.clean(html, tags={"p", "br"}, attributes={}))  # noqa: S704  # escaped above, cleaned here
