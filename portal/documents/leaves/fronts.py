"""A PDF that we drew ourselves, taken apart so that it can stand in front of a volume with its tags.

Of it only pages, tags and links to addresses are taken: not what it says of itself, nor what is
enclosed in it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pikepdf

_OF_A_PAGE = (
    "/Type",
    "/Parent",
    "/MediaBox",
    "/Resources",
    "/Contents",
    "/StructParents",
    "/Tabs",
    "/Annots",
)
_OF_THE_WHOLE = ("/Type", "/Pages", "/StructTreeRoot")
_ADDRESSES = ("https://", "http://", "mailto:", "tel:")


@dataclass(frozen=True)
class Front:
    """Its objects under their new numbers, and what the volume has to list of them."""

    objects: list[tuple[int, bytes, bytes | None]]
    last: int
    pages: list[int]
    tags: bytes = b""
    parents: bytes = b""
    roles: bytes = b""
    next_key: int = 0


def taken_from(front: bytes, *, after: int, pages: int, tags: int) -> Front:
    """Numbered from `after` on; its list of pages becomes `pages`, its tags hang on `tags`."""
    with pikepdf.open(io.BytesIO(_bare(front))) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        numbers = {pdf.Root.Pages.objgen: pages} | ({root.objgen: tags} if root is not None else {})
        dropped = {
            pdf.Root.objgen,
            *numbers,
            *_branches(root.get("/ParentTree") if root is not None else None),
        }
        kept = [one for one in pdf.objects if getattr(one, "objgen", None) and one.objgen not in dropped]
        numbers |= {one.objgen: after + n for n, one in enumerate(kept, 1)}
        objects = [(numbers[one.objgen], *_written(one, numbers)) for one in kept]
        last = after + len(kept)
        sheets = [numbers[page.obj.objgen] for page in pdf.pages]
        if root is None:
            return Front(objects, last, sheets)
        parents, next_key = _parents(root, numbers)
        objects.append((last + 1, parents, None))
        above = root.get("/K", pikepdf.Array())
        each = list(above) if isinstance(above, pikepdf.Array) else [above]
        return Front(
            objects,
            last + 1,
            sheets,
            b" ".join(_plain(one, numbers) for one in each),
            b"%d 0 R" % (last + 1),
            b" /RoleMap " + _plain(root.RoleMap, numbers) if "/RoleMap" in root else b"",
            next_key,
        )


def _bare(front: bytes) -> bytes:
    """The same without anything but pages and tags, every object on its own."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(front)) as pdf:
        for key in set(pdf.Root.keys()) - set(_OF_THE_WHOLE):
            del pdf.Root[key]
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for page in pdf.pages:
            page.obj["/MediaBox"], page.obj["/Resources"] = page.mediabox, page.resources
            for key in set(page.obj.keys()) - set(_OF_A_PAGE):
                del page.obj[key]
            if "/Annots" in page.obj:
                page.obj["/Annots"] = pikepdf.Array([one for one in page.obj.Annots if _is_address(one)])
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return made.getvalue()


def _is_address(note: Any) -> bool:
    does = note.get("/A", pikepdf.Dictionary())
    return note.get("/Subtype") == "/Link" and str(does.get("/URI", "")).startswith(_ADDRESSES)


def _parents(root: Any, numbers: dict[tuple[int, int], int]) -> tuple[bytes, int]:
    """Its own list of what belongs where, as one branch of the volume's; and the first key that is free."""
    tree = root.get("/ParentTree", pikepdf.Dictionary())
    pairs = sorted(_pairs(tree), key=lambda pair: pair[0])
    listed = b" ".join(b"%d %s" % (key, _plain(value, numbers)) for key, value in pairs)
    first, last = (pairs[0][0], pairs[-1][0]) if pairs else (0, 0)
    return b"<< /Limits [%d %d] /Nums [%s] >>" % (first, last, listed), last + 1


def _branches(tree: Any) -> list[tuple[int, int]]:
    """The objects that a list of what belongs where is made of."""
    if not isinstance(tree, pikepdf.Dictionary):
        return []
    return [tree.objgen, *(one for branch in tree.get("/Kids", ()) for one in _branches(branch))]


def _pairs(tree: Any) -> list[tuple[int, Any]]:
    own = list(tree.get("/Nums", ()))
    pairs = [(int(own[at]), own[at + 1]) for at in range(0, len(own), 2)]
    for branch in tree.get("/Kids", ()):
        pairs += _pairs(branch)
    return pairs


def _written(one: Any, numbers: dict[tuple[int, int], int]) -> tuple[bytes, bytes | None]:
    if isinstance(one, pikepdf.Stream):
        packed = one.read_raw_bytes()
        return _of_keys(one, numbers, length=len(packed)), packed
    return _plain(one, numbers, is_itself=True), None


def _plain(one: Any, numbers: dict[tuple[int, int], int], *, is_itself: bool = False) -> bytes:
    """As a PDF writes it, with the new numbers."""
    if isinstance(one, pikepdf.Object) and one.is_indirect and not is_itself:
        return b"%d 0 R" % numbers[one.objgen] if one.objgen in numbers else b"null"
    if isinstance(one, pikepdf.Dictionary):
        return _of_keys(one, numbers)
    if isinstance(one, pikepdf.Array):
        return b"[" + b" ".join(_plain(each, numbers) for each in one) + b"]"
    if isinstance(one, pikepdf.Object):
        return one.unparse()
    if isinstance(one, bool):
        return b"true" if one else b"false"
    if isinstance(one, int | float | Decimal):
        return format(one, "d" if isinstance(one, int) else "f").encode("ascii")
    return b"null"


def _of_keys(one: Any, numbers: dict[tuple[int, int], int], *, length: int | None = None) -> bytes:
    each = {key: _plain(one[key], numbers) for key in set(one.keys())}
    if length is not None:
        each["/Length"] = b"%d" % length
    return (
        b"<< " + b" ".join(pikepdf.Name(key).unparse() + b" " + said for key, said in each.items()) + b" >>"
    )
