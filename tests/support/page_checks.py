"""What every HTML page must be, whoever asks for it and whatever it says."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from portal.kit.headers import ALWAYS, FILE, FRAMED, FRAMES, RECORDING
from tests.support.markup import parse

CONTROLS = ("input", "select", "textarea")
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_UNLABELLED = ("hidden", "submit", "button", "image", "reset")
_REFERENCES = frozenset(("aria-describedby", "aria-labelledby", "aria-controls", "for"))


def walk(element: Element) -> Iterator[Element]:
    """The elements a reader meets, in order: what waits in a <template> is not on the page."""
    waiting = [element]
    while waiting:
        here = waiting.pop()
        yield here
        if len(here):
            waiting += [e for e in here[::-1] if isinstance(e.tag, str) and e.tag != "template"]


def text_of(element: Element | None) -> str:
    """All the text inside, spaces made single."""
    found: list[str] = []
    if element is not None:
        _gather(element, found)
    return " ".join("".join(found).split())


def _gather(element: Element, found: list[str]) -> None:
    if element.tag in ("script", "style", "template") or not isinstance(element.tag, str):
        return
    if element.text:
        found.append(element.text)
    for child in element:
        _gather(child, found)
        if child.tail:
            found.append(child.tail)


def name_of(element: Element, everything: list[Element]) -> str:
    """What a screen reader says for a control, a button or a link; empty when it has no name."""
    if label := element.get("aria-label"):
        return label
    if by := element.get("aria-labelledby"):
        return " ".join(text_of(other) for other in everything if other.get("id") in by.split())
    if element.tag in CONTROLS:
        found = [e for e in everything if e.tag == "label" and _labels(e, element)]
        return " ".join(text_of(e) for e in found) or element.get("value", "") * (
            element.get("type") == "submit"
        )
    inner = " ".join(e.get("aria-label") or e.get("alt") or "" for e in walk(element) if e is not element)
    return f"{text_of(element)} {inner}".strip()


def _labels(label: Element, control: Element) -> bool:
    own = control.get("id")
    return (own is not None and label.get("for") == own) or (
        len(label) > 0 and any(e is control for e in label.iter())
    )


def faults_of(html: str, *, young: bool | None = None) -> list[str]:
    """All that is wrong with a page. `young`: it must have the way out (None: if it looks so)."""
    return look_at(html, young=young)[1]


def look_at(html: str, *, young: bool | None = None) -> tuple[list[Element], list[str]]:
    """The page's elements in order, and all that is wrong with it, in words."""
    document, faults = parse(html)
    everything = list(walk(document))
    body = next(e for e in everything if e.tag == "body")
    looks_young = "young" in (body.get("class") or "").split()
    faults += _head(document, everything)
    faults += _ids(everything)
    faults += _names(everything)
    faults += _forms(everything)
    faults += _inline(everything)
    if (looks_young if young is None else young) and not any(e.get("data-leave") for e in everything):
        faults.append("no way out: a young person's page needs the link that leaves quickly")
    return everything, faults


def has_mistakes(everything: list[Element]) -> bool:
    """The page shows a form again with something to put right."""
    return any(e.get("aria-invalid") == "true" or e.get("data-summary") is not None for e in everything)


def _head(document: Element, everything: list[Element]) -> Iterator[str]:
    if not document.get("lang"):
        yield "no lang on <html>"
    if document.get("dir") not in ("ltr", "rtl"):
        yield "no dir on <html>"
    headings = [(int(e.tag[1]), text_of(e)) for e in everything if e.tag in _HEADINGS]
    first = [text for level, text in headings if level == 1]
    if len(first) != 1:
        yield f"one h1 is needed, there are {len(first)}: {first}"
    title = text_of(next((e for e in everything if e.tag == "title"), None))
    begins = "Error: " if document.get("lang") == "en" and has_mistakes(everything) else ""
    if first and not _same(title).startswith(_same(begins + first[0])) and document.get("lang") == "en":
        yield f"the title {title!r} does not begin with {begins + first[0]!r}"
    if first and first[0] not in title:
        yield f"the title {title!r} does not hold the h1 {first[0]!r}"
    for (before, _), (level, text) in itertools.pairwise(headings):
        if level > before + 1:
            yield f"heading {text!r} jumps from h{before} to h{level}"


def _same(text: str) -> str:
    return " ".join(text.split())


def _ids(everything: list[Element]) -> Iterator[str]:
    ids = Counter(e.get("id") for e in everything if e.get("id") is not None)
    for name, count in ids.items():
        if count > 1 or not name or re.search(r"\s", name):
            yield f"id {name!r} is there {count} times or is not a good id"
    for element in everything:
        for attribute in _REFERENCES.intersection(element.keys()):
            for name in element.get(attribute, "").split():
                if name not in ids:
                    yield f"{attribute}={name!r} on <{element.tag}> points nowhere"
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith("#") and href[1:] not in ids:
            yield f"the link to {href!r} points nowhere"
    for summary in (e for e in everything if e.get("data-summary") is not None):
        for link in (e for e in walk(summary) if e.tag == "a"):
            target = next((e for e in everything if e.get("id") == (link.get("href") or "#")[1:]), None)
            if target is None or target.tag not in CONTROLS:
                yield f"the mistake {text_of(link)!r} does not lead to its field"


def _names(everything: list[Element]) -> Iterator[str]:
    for element in everything:
        is_control = element.tag in CONTROLS and element.get("type") not in _UNLABELLED
        is_press = element.tag in ("button", "a") or element.get("type") == "submit"
        if (is_control or is_press) and not name_of(element, everything).strip():
            yield f"<{element.tag} name={element.get('name')!r} id={element.get('id')!r}> has no label"
        if element.tag == "img" and element.get("alt") is None:
            yield f"<img src={element.get('src')!r}> has no alt"
        if element.tag == "a" and not element.get("href"):
            yield f"the link {text_of(element)!r} leads nowhere"
        if element.tag == "fieldset" and not (len(element) and element[0].tag == "legend"):
            yield "a fieldset without a legend"


def _forms(everything: list[Element]) -> Iterator[str]:
    for form in (e for e in everything if e.tag == "form"):
        tokens = [e for e in walk(form) if e.get("name") == "csrf_token" and e.get("value")]
        if (form.get("method") or "get").lower() == "post" and len(tokens) != 1:
            yield f"the form to {form.get('action')!r} has {len(tokens)} CSRF tokens"


def _inline(everything: list[Element]) -> Iterator[str]:
    for element in everything:
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"an inline <{element.tag}>"
        for attribute, value in element.items():
            if attribute == "style" or str(attribute).startswith("on"):
                yield f"an inline {attribute}= on <{element.tag}>"
            if ":" in value and value.strip().lower().startswith("javascript:"):
                yield f"a javascript: address on <{element.tag}>"


_OWN_HEADERS = (RECORDING, FILE, FRAMES, FRAMED)


def header_faults(headers: dict[str, str]) -> list[str]:
    """Security headers that are missing or not as they must be on a page."""
    faults = [
        f"{name} is {headers.get(name)!r}"
        for name, value in ALWAYS.items()
        if headers.get(name) not in {value, *(one.get(name, value) for one in _OWN_HEADERS)}
    ]
    if headers.get("Cache-Control") != "no-store":
        faults.append(f"Cache-Control is {headers.get('Cache-Control')!r}, not no-store")
    return faults
