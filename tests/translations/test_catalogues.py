"""The catalogues hold every message, and the check that says so would notice if they did not."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import flask
import jinja2
import pytest
from babel.messages.catalog import Catalog
from flask_babel import force_locale, ngettext
from jinja2 import nodes

from tests.support.once_a_run import once_a_run
from tools import translations

ARABIC = translations.ROOT / "translations" / "ar" / "LC_MESSAGES" / "messages.po"
MARKS = {"_", "_l", "N_", "gettext", "lazy_gettext", "ngettext", "lazy_ngettext"}


@pytest.fixture(scope="module")
def template(shared_folder: Path) -> Catalog:
    return once_a_run(shared_folder, "messages", translations.extracted)


def test_every_catalogue_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert ARABIC in translations.catalogues()
    assert translations.main(["--check"]) == 0, capsys.readouterr().out


def test_every_marked_text_is_found(template: Catalog) -> None:
    """A second reading of the code, by its syntax trees, finds nothing that babel.cfg lets slip."""
    found = {words for message in translations.messages(template) for words in _ids(message.id)}
    marked = {*_marked_in_code(), *_marked_in_templates()}
    assert len(marked) > 1000
    assert marked - found == set()


def _ids(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def _marked_in_code() -> Iterator[str]:
    for file in (translations.ROOT / "portal").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
                yield from (str(a.value) for a in node.args[:1] if isinstance(a, ast.Constant))


def _marked_in_templates() -> Iterator[str]:
    jinja = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for file in (translations.ROOT / "templates").rglob("*.*"):
        for call in jinja.parse(file.read_text(encoding="utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in MARKS:
                yield from (str(a.value) for a in call.args[:1] if isinstance(a, nodes.Const))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the Arabic catalogue to break."""
    folder = tmp_path / "ar" / "LC_MESSAGES"
    shutil.copytree(ARABIC.parent, folder)
    return folder / "messages.po"


def change(po: Path, old: str, new: str) -> None:
    text = po.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    po.write_text(text.replace(old, new), encoding="utf-8")


BREAKS = {
    "not in the catalogue: Step": (r'#, python-format\nmsgid "Step %\(n\)s of [^\n]*\nmsgstr [^\n]*\n', ""),
    "not translated: Still there?": (r'(msgid "Still there\?"\nmsgstr )"[^\n]*"', r'\1""'),
    "not translated: %(num)s new answer": (
        r'(plural "%\(num\)s new answers"\n(?:msgstr.*\n){3}msgstr.3. )".*"',
        r'\1""',
    ),
    "fuzzy: Still there?": (r'(msgid "Still there\?")', r"#, fuzzy\n\1"),
    "obsolete: Gone from the code": (r"\Z", '\nmsgid "Gone from the code"\nmsgstr "ذهب"\n'),
    "obsolete: Long gone": (r"\Z", '\n#~ msgid "Long gone"\n#~ msgstr "ذهب"\n'),
    "other placeholders (%(n)s, %(x)s): Step": (r"(msgstr .الخطوة )%\(n\)s( من %\(of\)s)", r"\1%(x)s\2"),
    "other placeholders (%(num)s): %(num)s new answer": (r"%\(num\)s( ردود جديدة)", r"\1"),
    "other spaces at the start or the end: Error:": (r'(msgid "Error: "\nmsgstr "\w+:) "', r'\1"'),
    "messages.po is not as `update` writes it": (r"\Z", "\n\n"),
    "messages.mo is not what messages.po compiles to": (r'(msgid "Still there\?"\nmsgstr ")', r"\1هل "),
}


@pytest.mark.parametrize("fault", BREAKS)
def test_what_is_wrong_is_named(copy: Path, template: Catalog, fault: str) -> None:
    pattern, new = BREAKS[fault]
    text, times = re.subn(pattern, new, copy.read_text(encoding="utf-8"))
    assert times == 1
    copy.write_text(text, encoding="utf-8")
    found = translations.faults(copy, template)
    assert any(f"ar: {fault}" in line for line in found), found


def test_update_keeps_what_is_translated_and_leaves_out_what_is_gone(copy: Path, template: Catalog) -> None:
    folder = copy.parents[2]
    before = copy.read_bytes()
    change(copy, 'msgid "Still there?"', 'msgid "Gone from the code"')
    assert translations.update([], folder, template) == 0
    text = copy.read_text(encoding="utf-8")
    assert 'msgid "Still there?"\nmsgstr ""' in text
    assert "Gone from the code" not in text
    copy.write_bytes(before)
    assert translations.update([], folder, template) == 0
    assert copy.read_bytes() == before


def test_a_new_language_begins_unchecked_and_empty(copy: Path, template: Catalog) -> None:
    folder = copy.parents[2]
    assert translations.update(["pl"], folder, template) == 0
    begun = folder / "pl" / "LC_MESSAGES" / "messages.po"
    assert begun.read_text(encoding="utf-8").startswith(f"# {translations.UNCHECKED}")
    assert any("pl: not translated" in line for line in translations.faults(begun, template))


def test_the_header_says_nothing_of_when_or_where_it_was_made() -> None:
    header = ARABIC.read_text(encoding="utf-8").partition("\n\n")[0]
    assert "not checked by a person yet" in header
    assert not re.search(r"Date|Generated|Translator|Team|@|(?<!text)/|20\d\d", header)


def test_arabic_counts_in_its_six_ways(app: flask.Flask) -> None:
    def count(number: int) -> str:
        return str(ngettext("%(num)s new answer", "%(num)s new answers", number))

    with app.test_request_context("/"), force_locale("ar"):
        said = [count(number) for number in (0, 1, 2, 7, 11, 99, 100, 103)]
    assert said == [
        "لا ردود جديدة",
        "رد جديد واحد",
        "ردان جديدان",
        "7 ردود جديدة",
        "11 ردًا جديدًا",
        "99 ردًا جديدًا",
        "100 رد جديد",
        "103 ردود جديدة",
    ]


def test_misused_it_says_how_to_use_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert translations.main(["--wrong"]) == 2
    assert "--check" in capsys.readouterr().err
