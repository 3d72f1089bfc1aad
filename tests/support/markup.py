"""Reading a page quickly. A strict HTML parser in Python costs ten times what making the page does.

Whether markup is valid depends on its shape alone: its tags, the names of their attributes, and where there
is text at all. Where every tag that is opened is closed in its turn, what a strict parser makes of a piece
depends on that piece and on the elements around it, not on what came before it (only the parts of <html>
itself have an order). So a piece is known by its place: the elements it stands in, and its own shape.

A page with a place not met before is read by the strict parser, and by a simple reader beside it. Only where
both understood the whole page alike, and the strict one found no fault, are its places known; a page of known
places only is read by the simple one. What it does not know (tags that are not closed, comments, bare
ampersands, odd characters) the strict one reads each time.
"""

from __future__ import annotations

import html as references
import re
from functools import lru_cache
from xml.etree.ElementTree import Element, TreeBuilder

import html5lib

_SVG = "{http://www.w3.org/2000/svg}"
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
_BY_ITSELF = frozenset(("head", "body", "html"))  # white space between these is moved about, or dropped
_ATTRIBUTE = r"""\s+[a-zA-Z][\w:-]*(?:="[^"<>\0]*")?"""
_PIECE = re.compile(rf"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:{_ATTRIBUTE})*)\s*(/?)>|([^<>\0\r]+)")
_NAMED = re.compile(r'\s+([a-zA-Z][\w:-]*)(?:="([^"]*)")?')
_ODD = re.compile(
    "&(?!(?:amp|lt|gt|quot|nbsp|#39|#34);)"
    "|[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\U0001fffe-\U0010ffff]"
)

Piece = tuple[str, str, str, str, str]

# Met on a page that both readers understood alike and that has no fault.
_known: set[int] = set()


def parse(html: str) -> tuple[Element, list[str]]:
    """The document, and every parse error a strict HTML parser finds."""
    pieces = _pieces(html.replace("\r\n", "\n"))  # as every HTML parser does first
    places = _places(pieces) if pieces is not None else None
    if pieces is None or places is None:
        return _strictly(html)
    if places <= _known:
        return _simply(pieces), []
    document, faults = _strictly(html)
    if not faults and _is_same(document, _simply(pieces)):
        _known.update(places)
    return document, faults


def _strictly(html: str) -> tuple[Element, list[str]]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parse(html)
    lines = html.split("\n")
    faults = [
        f"not valid HTML: {code} {data} in {lines[at[0] - 1].strip()[:120]!r}"
        for at, code, data in parser.errors
    ]
    return document, faults


def _pieces(html: str) -> list[Piece] | None:
    """Tags and texts in order; None when there is something the simple reader does not know."""
    begin = html.find("<html")
    if html[:begin].strip() != "<!doctype html>" or _ODD.search(html):
        return None
    pieces, at = [], begin
    for found in _PIECE.finditer(html, begin):
        if found.start() != at:
            return None
        at = found.end()
        pieces.append(found.groups(""))
    return pieces if at == len(html) else None  # type: ignore[return-value]  # five groups


def _places(pieces: list[Piece]) -> set[int] | None:
    """Each piece's own shape with the elements it stands in; None when not all that is opened is closed.

    Of a text the shape is only whether it says anything, and begins a line."""
    around: list[tuple[str, int]] = [("", 0)]  # each element's tag, and one number for all it stands in
    parts: list[str] = []
    found = set()
    for close, tag, attributes, end, text in pieces:
        inside = around[-1][1]
        if not tag:
            found.add(hash((inside, text.isspace(), text[0] == "\n")))
        elif close:
            if around.pop()[0] != tag or attributes or end:
                return None
        else:
            found.add(hash((inside, tag, _attributes(attributes)[0], end)))
            if len(around) == 2:
                parts.append(tag)
            if not end and tag not in _VOID:
                around.append((tag, hash((inside, tag))))
    found.add(hash(tuple(parts)))
    return found if len(around) == 1 else None


@lru_cache(maxsize=50_000)
def _attributes(text: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Their names (the kind of a field, too), and all of them with their values."""
    found = [(name, references.unescape(value)) for name, value in _NAMED.findall(text)]
    return tuple(f"{n}={v}" if n == "type" else n for n, v in found), dict(found)


def _simply(pieces: list[Piece]) -> Element:
    """The document as it is written: every element ends where it says."""
    builder, inside, last = TreeBuilder(), 0, ""
    for close, tag, attributes, end, text in pieces:
        if not tag:
            if last in ("textarea", "pre") and text[0] == "\n":
                text = text[1:]
            builder.data(references.unescape(text))
            last = ""
            continue
        name = _SVG + tag if inside or tag == "svg" else tag
        inside += (tag == "svg") * (-1 if close else 1)
        if close:
            builder.end(name)
        else:
            builder.start(name, dict(_attributes(attributes)[1]))
            if end or tag in _VOID:
                builder.end(name)
        last = tag * (not close)
    return builder.close()


def _is_same(strict: Element, simple: Element) -> bool:
    ones, others = list(strict.iter()), list(simple.iter())
    return len(ones) == len(others) and all(map(_is_alike, ones, others))


def _is_alike(one: Element, other: Element) -> bool:
    if one.tag != other.tag or len(one) != len(other) or dict(one.attrib) != other.attrib:
        return False
    texts = ((one.text or "", other.text or ""), (one.tail or "", other.tail or ""))
    if one.tag in _BY_ITSELF:
        return all(a.strip() == b.strip() for a, b in texts)
    return all(a == b or ((a.strip() == b.strip() == "") and bool(a) == bool(b)) for a, b in texts)
