"""Parts bound into one PDF, written piece by piece: however many pages, one part at a time is in memory.

Written by hand, object by object, so that nothing is in the file that is not listed here: pictures, the words
that were read off them, tags for screen readers, a title."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from portal.documents.leaves.parts import leaves_of
from portal.documents.leaves.unseen import TO_UNICODE, WIDTH, unseen_font

if TYPE_CHECKING:  # it brings qpdf along, which is needed for a front only
    from portal.documents.leaves.fronts import Front

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
Saying = list[list[list[Any]]]


def bind(
    parts: Iterable[bytes], *, title: str, lang: str = "en", front: bytes = b"", made_on: date | None = None
) -> Iterator[bytes]:
    """The volume. `front`: a PDF of our own that is put first, with its tags. Raises NotAPart."""
    volume = _Volume()
    yield HEAD
    if front:
        from portal.documents.leaves.fronts import taken_from

        at = {"after": volume.last, "pages": volume.PAGES, "tags": volume.TAGS}
        yield from _front(volume, taken_from(front, **at))
    yield from _letters(volume)
    for part in parts:
        for facts, picture in leaves_of(part):
            yield from _leaf(volume, facts, picture)
    yield from _end(volume, title, lang, made_on)


@dataclass
class _Volume:
    """What is written so far: where each object begins, and what the end has to list."""

    at: int = len(HEAD)
    begins: dict[int, int] = field(default_factory=dict)
    digest: Any = field(default_factory=lambda: hashlib.sha256(HEAD))
    last: int = 5
    pages: list[int] = field(default_factory=list)
    parents: dict[int, list[int]] = field(default_factory=dict)
    sections: list[int] = field(default_factory=list)
    front_tags: bytes = b""
    front_parents: bytes = b""
    first_key: int = 0
    more_of_root: bytes = b""

    CATALOG = 1
    PAGES = 2
    TAGS = 3
    WHOLE = 4
    FONT = 5

    def next(self) -> int:
        self.last += 1
        return self.last

    def object(self, number: int, body: bytes) -> bytes:
        """One object, remembered and counted."""
        self.begins[number] = self.at
        made = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self.at += len(made)
        self.digest.update(made)
        return made

    def stream(self, number: int, body: bytes, about: bytes = b"", *, is_packed: bool = False) -> bytes:
        """A stream, packed unless it is already."""
        if not is_packed:
            body, about = zlib.compress(body), about + b" /Filter /FlateDecode"
        return self.object(number, b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(body), about, body))


def _front(volume: _Volume, front: Front) -> Iterator[bytes]:
    """Pages of ours, with their objects numbered after ours."""
    for number, body, stream in front.objects:
        whole = body if stream is None else body + b"\nstream\n" + stream + b"\nendstream"
        yield volume.object(number, whole)
    volume.last, volume.first_key = front.last, front.next_key
    volume.pages += front.pages
    volume.front_tags, volume.front_parents, volume.more_of_root = front.tags, front.parents, front.roles


def _letters(volume: _Volume) -> Iterator[bytes]:
    """The font that is not seen."""
    below, about, file, glyphs, unicode = (volume.next() for _ in range(5))
    yield volume.object(
        volume.FONT,
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Unseen /Encoding /Identity-H"
        b" /DescendantFonts [%d 0 R] /ToUnicode %d 0 R >>" % (below, unicode),
    )
    yield volume.object(
        below,
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Unseen /FontDescriptor %d 0 R /DW %d"
        b" /CIDToGIDMap %d 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
        % (about, WIDTH, glyphs),
    )
    yield volume.object(
        about,
        b"<< /Type /FontDescriptor /FontName /Unseen /Flags 4 /FontBBox [0 0 %d 1000] /ItalicAngle 0"
        b" /Ascent 1000 /Descent 0 /CapHeight 1000 /StemV 80 /FontFile2 %d 0 R >>" % (WIDTH, file),
    )
    font = unseen_font()
    yield volume.stream(file, font, b" /Length1 %d" % len(font))
    yield volume.stream(glyphs, b"\x00\x01" * 65536)
    yield volume.stream(unicode, TO_UNICODE)


def _leaf(volume: _Volume, facts: dict[str, Any], picture: bytes) -> Iterator[bytes]:
    page, image, content = volume.next(), volume.next(), volume.next()
    yield volume.stream(
        image,
        picture,
        b" /Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d /ColorSpace %s /Filter %s"
        % (
            facts["across"],
            facts["down"],
            facts["bits"],
            facts["colour"].encode("ascii"),
            facts["packing"].encode("ascii"),
        ),
        is_packed=True,
    )
    width, height = float(facts["width"]), float(facts["height"])
    drawn = b"/Artifact BMC q %.2f 0 0 %.2f 0 0 cm /Picture Do Q EMC\n" % (width, height)
    yield volume.stream(content, drawn + _said(facts["spoken"], width, height))
    yield volume.object(
        page,
        b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R /Tabs /S /StructParents %d"
        b" /Resources << /XObject << /Picture %d 0 R >> /Font << /U %d 0 R >> >> >>"
        % (volume.PAGES, width, height, content, volume.first_key + len(volume.sections), image, volume.FONT),
    )
    volume.pages.append(page)
    yield from _tagged(volume, page, len(facts["spoken"]))


def _tagged(volume: _Volume, page: int, paragraphs: int) -> Iterator[bytes]:
    """A section of its own, with a paragraph for each that was read."""
    section = volume.next()
    parts = [volume.next() for _ in range(paragraphs)]
    for number, part in enumerate(parts):
        yield volume.object(
            part, b"<< /Type /StructElem /S /P /P %d 0 R /Pg %d 0 R /K %d >>" % (section, page, number)
        )
    yield volume.object(
        section,
        b"<< /Type /StructElem /S /Sect /P %d 0 R /Pg %d 0 R /K [%s] >>" % (volume.WHOLE, page, _list(parts)),
    )
    volume.sections.append(section)
    volume.parents[volume.first_key + len(volume.sections) - 1] = parts


def _said(paragraphs: Saying, width: float, height: float) -> bytes:
    """Set where it stands, in letters that are not seen."""
    made = []
    for number, lines in enumerate(paragraphs):
        made.append(b"/P << /MCID %d >> BDC BT 3 Tr" % number)
        for line in lines:
            for at, (text, x0, y0, x1, y1) in enumerate(line):
                letters = text if at == len(line) - 1 else text + " "
                size = max(1.0, (y1 - y0) * height)
                wide = 100 * (x1 - x0) * width / (max(1, len(text)) * size * WIDTH / 1000)
                made.append(
                    b"/U %.2f Tf %.2f Tz 1 0 0 1 %.2f %.2f Tm <%s> Tj"
                    % (size, max(1.0, wide), x0 * width, (1 - y1) * height, _hex(letters))
                )
            made.append(b"<0020> Tj")
        made.append(b"ET EMC")
    return b"\n".join(made)


def _hex(text: str) -> bytes:
    is_plain = text.isascii() or max(text) < "\U00010000"
    plain = text if is_plain else "".join(one if ord(one) < 0x10000 else "\ufffd" for one in text)
    return plain.encode("utf-16-be", "replace").hex().upper().encode("ascii")


def _end(volume: _Volume, title: str, lang: str, made_on: date | None) -> Iterator[bytes]:
    about, tree, ours = volume.next(), volume.next(), volume.next()
    yield volume.object(
        volume.PAGES, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(volume.pages), _list(volume.pages))
    )
    yield volume.object(
        volume.WHOLE,
        b"<< /Type /StructElem /S /Document /P %d 0 R /K [%s] >>" % (volume.TAGS, _list(volume.sections)),
    )
    yield from _parents(volume, tree, ours)
    tags = b"%s %d 0 R" % (volume.front_tags, volume.WHOLE)
    yield volume.object(
        volume.TAGS,
        b"<< /Type /StructTreeRoot /K [%s] /ParentTree %d 0 R /ParentTreeNextKey %d%s >>"
        % (tags.strip(), tree, volume.first_key + len(volume.sections), volume.more_of_root),
    )
    yield volume.object(
        volume.CATALOG,
        b"<< /Type /Catalog /Pages %d 0 R /Lang %s /MarkInfo << /Marked true >> /StructTreeRoot %d 0 R"
        b" /ViewerPreferences << /DisplayDocTitle true >> >>" % (volume.PAGES, _string(lang), volume.TAGS),
    )
    day = b" /CreationDate (D:%s000000Z)" % made_on.strftime("%Y%m%d").encode("ascii") if made_on else b""
    yield volume.object(about, b"<< /Title %s%s >>" % (_string(title), day))
    yield _trailer(volume, about)


def _parents(volume: _Volume, tree: int, ours: int) -> Iterator[bytes]:
    """Which paragraph each marked part of a page belongs to: the front's own list, then ours."""
    last = volume.first_key + len(volume.sections) - 1
    yield volume.object(tree, b"<< /Kids [%s] >>" % (volume.front_parents + b" %d 0 R" % ours).strip())
    numbers = b" ".join(b"%d [%s]" % (key, _list(parts)) for key, parts in volume.parents.items())
    limits = (volume.first_key, max(volume.first_key, last))
    yield volume.object(ours, b"<< /Limits [%d %d] /Nums [%s] >>" % (*limits, numbers))


def _trailer(volume: _Volume, about: int) -> bytes:
    count = volume.last + 1
    lines = [b"0000000000 65535 f \n"]
    lines += [b"%010d 00000 n \n" % volume.begins[number] for number in range(1, count)]
    name = volume.digest.hexdigest()[:32].encode("ascii")
    root = b"/Root %d 0 R /Info %d 0 R /ID [<%s> <%s>]" % (volume.CATALOG, about, name, name)
    table = b"xref\n0 %d\n%s" % (count, b"".join(lines))
    return table + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (count, root, volume.at)


def _list(numbers: list[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _string(text: str) -> bytes:
    return b"<FEFF%s>" % _hex(text)
