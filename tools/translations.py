"""The catalogues of translations: found in the code, brought up to date, compiled, and checked.

    python tools/translations.py extract            every message, as a template on standard output
    python tools/translations.py update [LANGUAGE]  new messages in, gone ones out; one not there is begun
    python tools/translations.py compile            each messages.mo anew from its messages.po
    python tools/translations.py --check            names what is wrong, message by message; then exit code 1

What is written depends on the messages alone: no dates, no file names or line numbers, no names of machines.
A message whose English has changed loses its translation rather than keeping one that says something else.
"""

from __future__ import annotations

import gettext
import re
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from babel.plural import PluralRule, to_gettext

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "translations"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "N_": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
LOOKED_THROUGH = ("portal", "templates")
UNCHECKED = "Heard. This catalogue was not checked by a person yet."
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
COUNT = {"%(num)s", "%(num)d"}
"""What ngettext is counting. A form that fits one number only (a dual) may say it in words instead."""


class Bare(Catalog):
    """A catalogue whose header holds only what a program needs to read it: the same each time.

    Plural forms come from Unicode's rules in their order (zero, one, two, few, many, other): Babel's own
    table for gettext has the last two the other way round in Arabic.
    """

    def _rule(self) -> str:
        return to_gettext(self.locale.plural_form if self.locale else PluralRule({"one": "n is 1"}))

    @property
    def num_plurals(self) -> int:
        return int(self._rule().split(";")[0].removeprefix("nplurals="))

    @property
    def plural_expr(self) -> str:
        return self._rule().split("plural=")[-1].removesuffix(";")

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", "Heard"),
            ("Language", self.locale_identifier or "en"),
            ("Plural-Forms", self._rule()),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def catalogues(folder: Path = CATALOGUES) -> list[Path]:
    """Every messages.po there is."""
    return sorted(folder.glob("*/LC_MESSAGES/messages.po"))


def language_of(po: Path) -> str:
    return po.parent.parent.name


def extracted() -> Catalog:
    """Every message that the code and the templates can show, as babel.cfg says where to look."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]  # Babel has no types here
    found = Bare(header_comment=f"# {UNCHECKED}", fuzzy=False)
    for _file, _line, message, _comments, context in extract_from_dir(
        ROOT, methods, options, keywords=KEYWORDS, directory_filter=_is_looked_through
    ):
        found.add(message, context=context)
    return found


def _is_looked_through(folder: str | Path) -> bool:
    parts = Path(folder).relative_to(ROOT).parts
    return parts[0] in LOOKED_THROUGH and parts[-1] != "__pycache__"


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Its messages without the header."""
    return (message for message in catalogue if message.id)


def words(message: Message) -> str:
    """The English of a message, on one line, to name it by."""
    return _forms(message.id)[0].replace("\n", " ")


def read(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=language_of(po), abort_invalid=True)


def brought_up_to_date(language: str, old: Catalog | None, template: Catalog) -> Bare:
    """The messages of the template with the translations the old catalogue has for exactly these."""
    new = Bare(locale=language, fuzzy=False)
    new.header_comment = old.header_comment if old is not None else f"# {UNCHECKED}"
    for message in messages(template):
        known = old.get(message.id, message.context) if old is not None else None
        same_kind = known is not None and isinstance(known.id, str) == isinstance(message.id, str)
        string = known.string if known is not None and same_kind else None
        flags = {*message.flags, *(known.flags & {"fuzzy"} if known is not None else ())}
        comments = known.user_comments if known is not None else ()
        new.add(message.id, string, context=message.context, flags=flags, user_comments=comments)
    return new


def as_po(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_po(out, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return out.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def faults(po: Path, template: Catalog) -> list[str]:
    """What is wrong with one catalogue, each with the message it is about; empty when all is well."""
    catalogue = read(po)
    wanted = {(message.context, message.id) for message in messages(template)}
    held = {(message.context, message.id) for message in messages(catalogue)}
    found = [f"not in the catalogue: {words(m)}" for m in messages(template) if (m.context, m.id) not in held]
    found += [f"obsolete: {words(m)}" for m in messages(catalogue) if (m.context, m.id) not in wanted]
    found += [f"obsolete: {words(message)}" for message in catalogue.obsolete.values()]
    for message in messages(catalogue):
        found += [f"{fault}: {words(message)}" for fault in _faults_of(message, catalogue)]
    ours = brought_up_to_date(language_of(po), catalogue, template)
    if not found and po.read_bytes() != as_po(ours):
        found.append("messages.po is not as `update` writes it")
    mo = po.with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != as_mo(ours):
        found.append("messages.mo is not what messages.po compiles to")
    return [f"{language_of(po)}: {fault}" for fault in found]


def _faults_of(message: Message, catalogue: Catalog) -> Iterator[str]:
    ids, strings = _forms(message.id), _forms(message.string)
    singular = isinstance(message.id, str)
    if len(strings) != (1 if singular else catalogue.num_plurals) or not all(strings):
        yield "not translated"
        return
    if message.fuzzy:
        yield "fuzzy"
    wanted = set(PLACEHOLDER.findall(ids[-1]))
    for form, string in enumerate(strings):
        differs = wanted ^ set(PLACEHOLDER.findall(string))
        if differs and differs <= COUNT & wanted and not singular and _fits_one_number(form, catalogue):
            continue
        if differs:
            yield f"other placeholders ({', '.join(sorted(differs))})"
        if _edges(string) != _edges(ids[-1]):
            yield "other spaces at the start or the end"


def _forms(text: str | Sequence[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def _fits_one_number(form: int, catalogue: Catalog) -> bool:
    choose = gettext.c2py(catalogue.plural_expr)
    return sum(choose(number) == form for number in range(1000)) == 1


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def update(languages: list[str], folder: Path = CATALOGUES, template: Catalog | None = None) -> int:
    """Bring the named catalogues (all when none is named) up to date; says what still needs a translation."""
    template = extracted() if template is None else template
    named = [folder / language / "LC_MESSAGES" / "messages.po" for language in languages]
    for po in named or catalogues(folder):
        old = read(po) if po.exists() else None
        new = brought_up_to_date(language_of(po), old, template)
        po.parent.mkdir(parents=True, exist_ok=True)
        po.write_bytes(as_po(new))
        for message in messages(new):
            for fault in _faults_of(message, new):
                print(f"{language_of(po)}: {fault}: {words(message)}")
    return 0


def compile_all(folder: Path = CATALOGUES) -> int:
    """Write each messages.mo from its messages.po."""
    for po in catalogues(folder):
        catalogue = read(po)
        po.with_suffix(".mo").write_bytes(as_mo(brought_up_to_date(language_of(po), catalogue, catalogue)))
    return 0


def check(folder: Path = CATALOGUES) -> int:
    """Print what is wrong with any catalogue; 1 when something is."""
    template = extracted()
    found = [fault for po in catalogues(folder) for fault in faults(po, template)]
    print("\n".join(found) if found else "All catalogues are whole.")
    return 1 if found else 0


def main(arguments: list[str]) -> int:
    match arguments:
        case ["extract"]:
            sys.stdout.buffer.write(as_po(extracted()))
            return 0
        case ["update", *languages]:
            return update(languages)
        case ["compile"]:
            return compile_all()
        case ["--check"]:
            return check()
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
