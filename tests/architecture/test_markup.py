"""The quick reader of pages finds what the strict one finds: it reads only shapes that were read strictly."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.markup import parse

PAGE = """<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><title>T</title></head>
<body class="young"><h1>{heading}</h1><form method="post"><textarea name="words">
{words}</textarea><input name="a" value="{value}" required></form>
<svg><path d="M0"/></svg><p>one <b>two</b> three</p>
</body></html>
"""
GOOD = {"heading": "Hello", "words": "Said", "value": "1"}


def strictly(html: str) -> Element:
    return html5lib.parse(html, namespaceHTMLElements=False)


def told(element: Element) -> list[tuple[object, ...]]:
    return [(e.tag, dict(e.attrib), (e.text or "").strip(), (e.tail or "").strip()) for e in element.iter()]


@pytest.mark.parametrize(
    "other",
    [
        {"heading": "Tom &amp; &lt;b&gt;", "words": "two\nlines", "value": "&#34;so&#34; he said"},
        {"heading": "أهلاً", "words": "\n\nlater", "value": ""},
        {"heading": "x", "words": "&nbsp;", "value": "a=1&amp;b=2"},
    ],
)
def test_another_text_in_a_known_shape_is_read_as_the_strict_reader_does(other: dict[str, str]) -> None:
    assert parse(PAGE.format(**GOOD))[1] == []
    html = PAGE.format(**other)
    assert told(parse(html)[0]) == told(strictly(html))
    assert parse(html)[1] == []


@pytest.mark.parametrize(
    ("was", "broken"),
    [
        ("</b>", ""),
        ("one <b>", "one <button><button>x</button></button><b>"),
        ("<p>one", "<p><div>one</div>"),
        ("<h1>", "<h1><h2>"),
        ("one <b>", "one & two &copy <b>"),
        ('name="a"', 'name="a" name="a"'),
        ('lang="en"', "lang=en'"),
        ("</form>", "</span></form>"),
        ("three", "three \x00"),
        ("</body>", "</body></body>"),
        ("<!doctype html>", ""),
    ],
)
def test_what_is_broken_is_found_though_the_page_was_good_before(was: str, broken: str) -> None:
    good = PAGE.format(**GOOD)
    assert parse(good)[1] == parse(good)[1] == []
    assert parse(good.replace(was, broken, 1))[1] != []
    assert parse(good.replace(was, broken, 1))[1] != [], "nor is it forgotten the second time"


# Elements that may stand in each other, or may not, by many different rules of HTML.
INNER = ["p", "div", "ul", "li", "a", "b", "h2", "button", "form", "table", "tbody", "tr", "td", "caption"]
INNER += [
    "select",
    "option",
    "label",
    "fieldset",
    "legend",
    "textarea",
    "svg",
    "path",
    "dl",
    "dt",
    "dd",
    "pre",
]
LEAVES = [
    "",
    " ",
    "said",
    "\n",
    "\r\nsaid",
    "<br>",
    '<input name="x">',
    '<input type="hidden" name="x">',
    "<hr>",
]


def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, max_size=3).map("".join)
    return st.builds("<{0}>{1}</{0}>".format, st.sampled_from(INNER), several)


@given(st.lists(st.recursive(st.sampled_from(LEAVES), around, max_leaves=6), min_size=2, max_size=3))
def test_whatever_stood_where_before_both_readers_find_the_same(bodies: list[str]) -> None:
    """Pieces that were known from other pages come together in new ways."""
    for body in (*bodies, "".join(bodies), bodies[0]):
        html = PAGE.format(**GOOD).replace("<svg>", f"<main>{body}</main><svg>")
        document, faults = parse(html)
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        strict = parser.parse(html)
        assert bool(faults) == bool(parser.errors), body
        assert told(document) == told(strict), body
