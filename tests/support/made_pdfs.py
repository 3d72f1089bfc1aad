"""PDFs as they come out of old systems and scanners, some of them bad: made in the test."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw, ImageFont

A4 = (0, 0, 595, 842)


def say(text: str, x: float = 72, y: float = 700, *, size: int = 12, mode: int = 0, grey: float = 0) -> bytes:
    """Words at a place, in letters that are all as wide as each other. `mode` 3 is not drawn."""
    plain = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %d Tf %d Tr %.3f g 1 0 0 1 %d %d Tm (%s) Tj ET\n" % (size, mode, grey, x, y, plain)


def sheet(
    pdf: pikepdf.Pdf,
    drawn: bytes,
    *,
    box: Sequence[int] = A4,
    pictures: dict[str, Any] | None = None,
    **keys: Any,
) -> Any:
    """One more page. Other keys of it as they are called: `Rotate=90`."""
    letters = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, Encoding=Name.WinAnsiEncoding
    )
    resources = Dictionary(Font=Dictionary(F1=letters))
    if pictures:
        resources.XObject = Dictionary(**pictures)
    page = Dictionary(
        Type=Name.Page, MediaBox=Array(box), Contents=pdf.make_stream(drawn), Resources=resources, **keys
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf.pages[-1].obj


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    """As a file."""
    made = io.BytesIO()
    pdf.save(made, **how)
    return made.getvalue()


def typed(*pages: str, **keys: Any) -> bytes:
    """Pages with one line of text each."""
    pdf = pikepdf.new()
    for text in pages:
        sheet(pdf, say(text), **keys)
    return saved(pdf)


def bare(pages: int) -> bytes:
    """So many empty pages, written by hand: it is quicker."""
    made = bytearray(b"%PDF-1.4\n")
    kids = b" ".join(b"%d 0 R" % (3 + n) for n in range(pages))
    each = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids)]
    each += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * pages
    begins = []
    for number, body in enumerate(each, 1):
        begins.append(b"%010d 00000 n \n" % len(made))
        made += b"%d 0 obj%sendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(each) + 1, b"".join(begins))
    return b"%s%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        made,
        table,
        len(each) + 1,
        len(made),
    )


def handed(lines: Sequence[str], *, turned: int = 0, size: tuple[int, int] = (900, 640)) -> Image.Image:
    """A leaf as a scanner sees it, 150 dots to the inch."""
    leaf = Image.new("L", size, 246)
    letters = ImageFont.truetype("DejaVuSans.ttf", 26)
    for number, line in enumerate(lines):
        ImageDraw.Draw(leaf).text((150, 100 + 60 * number), line, fill=20, font=letters)
    return leaf.rotate(turned, expand=True)


def scanned(lines: Sequence[str], *, turned: int = 0, also: bytes = b"") -> bytes:
    """A PDF whose page is a picture, of a postcard's size; `also` is drawn on it."""
    leaf = handed(lines, turned=turned)
    pdf = pikepdf.new()
    image = pdf.make_stream(
        zlib.compress(leaf.tobytes()),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=leaf.width,
        Height=leaf.height,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
        Filter=Name.FlateDecode,
    )
    wide, high = (round(side * 72 / 150) for side in leaf.size)
    drawn = b"q %d 0 0 %d 0 0 cm /Im Do Q\n" % (wide, high)
    sheet(pdf, drawn + also, box=(0, 0, wide, high), pictures={"Im": image})
    return saved(pdf)


def frames(count: int) -> bytes:
    """A TIFF of several leaves, as a scanner with a feeder makes it."""
    made = io.BytesIO()
    leaves = [handed([f"This is leaf number {n + 1}"], size=(620, 877)) for n in range(count)]
    leaves[0].save(
        made, "TIFF", save_all=True, append_images=leaves[1:], dpi=(75, 75), compression="tiff_lzw"
    )
    return made.getvalue()


def locked() -> bytes:
    """It asks for a password."""
    pdf = pikepdf.new()
    sheet(pdf, say("locked"))
    return saved(pdf, encryption=pikepdf.Encryption(owner="owner", user="user"))


def unpacks_to(megabytes: int) -> bytes:
    """A page whose drawing is some kilobytes, and this much when it is unpacked, twice."""
    pdf = pikepdf.new()
    page = sheet(pdf, b"")
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(b" " * 1_048_576) + packer.flush(zlib.Z_FULL_FLUSH)
    body = zlib.compress(head + piece * megabytes + packer.flush())
    page.Contents = pikepdf.Stream(pdf, body, Filter=Array([Name.FlateDecode, Name.FlateDecode]))
    return saved(pdf)


def vast(side: int) -> bytes:
    """A page of so many points a side."""
    return typed("vast", box=(0, 0, side, side))


SEEN = "Everything on this line may be read"


def leaky(secret: str) -> bytes:
    """One page that says `secret` once where it can be seen (line two), and in every other place a PDF has.

    Made in two revisions: the first one said it in its text, the second took it out."""
    pdf = pikepdf.new()
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(secret)))
    shows = [
        say(SEEN, y=740),
        say(secret, y=700),
        say(secret, y=660, grey=1),
        say(secret, y=640, mode=3),
        say(secret, y=860),
        say(secret, y=600) + b"0 g 60 590 300 24 re f\n",
        b"/OC /L BDC " + say(secret, y=560) + b"EMC\n",
        b"/Span << /ActualText (" + secret.encode() + b") >> BDC " + say("x", y=540) + b"EMC\n",
    ]
    page = sheet(pdf, b"".join(shows), box=(0, 0, 595, 900), CropBox=Array(A4))
    page.Resources.Properties = Dictionary(L=layer)
    page.Resources.ColorSpace = Dictionary(
        C=Array([Name.ICCBased, pdf.make_stream(secret.encode() * 3, N=1, Alternate=Name.DeviceGray)])
    )
    page.Thumb = pdf.make_stream(
        secret.encode() * 9, Width=8, Height=8, BitsPerComponent=8, ColorSpace=Name.DeviceGray
    )
    page.PieceInfo = Dictionary(Old=Dictionary(Private=String(secret)))
    page.Metadata = pdf.make_stream(secret.encode(), Type=Name.Metadata, Subtype=Name.XML)
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([9, 9, 30, 30]), Contents=String(secret))
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String("who"),
        V=String(secret),
        F=2,
        Rect=Array([0] * 4),
    )
    page.Annots = Array([pdf.make_indirect(note), pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([page.Annots[1]]))
    off = Dictionary(OFF=Array([layer]), Order=Array([layer]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=off)
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(f"var x = '{secret}'"))
    pdf.Root.Metadata = pdf.make_stream(f"<x>{secret}</x>".encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = String(secret)
    pdf.docinfo["/Author"] = secret
    pdf.attachments["secret.txt"] = secret.encode()
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(secret, 0))
    earlier = pdf.make_stream(say(secret))
    pdf.Root.Earlier = earlier
    first = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return _revised(first, secret)


def _revised(first: bytes, secret: str) -> bytes:
    """The same with a second revision at its end, which says of one object that it is empty now."""
    with pikepdf.open(io.BytesIO(first)) as pdf:
        number, size = pdf.Root.Earlier.objgen[0], int(pdf.trailer.Size)
        root = pdf.Root.objgen[0]
    before = int(first.rpartition(b"startxref")[2].split()[0])
    at = len(first) + 1
    body = b"\n%d 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n" % number
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (
        number,
        at,
        size,
        root,
        before,
    )
    return first + body + table + b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(body))


def spoken(released: bytes, page: int) -> str:
    """What a screen reader finds on a page."""
    with pypdfium2.PdfDocument(released) as pdf:
        return " ".join(pdf[page - 1].get_textpage().get_text_range().split())
