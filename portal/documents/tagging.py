"""What a tagged PDF still lacks when it is drawn, for those who have it read aloud: heads of tables say of
what they are the head, running lines are no part of the text, a table over two pages is one table.

WeasyPrint writes the tags; PDF/UA-1 asks for a little more than it writes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

Element = Any  # a dictionary of the structure tree: pikepdf has no type for what is in it


def finished(pdf: bytes) -> bytes:
    """The same PDF, with what it lacked."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        root = opened.Root.get("/StructTreeRoot")
        if root is None:
            return pdf
        _join_tables(root)
        _say_scopes(root)
        _list_ids(opened, root)
        _describe_links(opened)
        _set_apart(opened, root)
        out = io.BytesIO()
        opened.save(out)
        return out.getvalue()


def elements(of: Element) -> Iterator[Element]:
    """Everything below this in the structure tree, in reading order."""
    for kid in kids(of):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def kids(of: Element) -> list[Any]:
    """What is right below it: elements, and numbers of marked content."""
    found = of.get("/K")
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def _say_scopes(root: Element) -> None:
    """In the head of a table a cell is about its column, elsewhere about its row."""
    for table in elements(root):
        if Name.Table == table.S:
            for part in kids(table):
                scope = Name.Column if part.get("/S") == Name.THead else Name.Row
                for cell in elements(part):
                    if cell.S == Name.TH:
                        cell.A = Dictionary({**dict(cell.get("/A", {})), "/O": Name.Table, "/Scope": scope})


def _list_ids(opened: pikepdf.Pdf, root: Element) -> None:
    """Cells name their heads by an id: where each id is."""
    found = {bytes(one.ID): one for one in elements(root) if "/ID" in one}
    if found:
        names = [each for key in sorted(found) for each in (String(key.decode("latin-1")), found[key])]
        ids = sorted(found)
        limits = Array([String(ids[0].decode("latin-1")), String(ids[-1].decode("latin-1"))])
        leaf = opened.make_indirect(Dictionary(Names=Array(names), Limits=limits))
        root.IDTree = opened.make_indirect(Dictionary(Kids=Array([leaf])))


def _describe_links(opened: pikepdf.Pdf) -> None:
    for page in opened.pages:
        notes: Element = page.get("/Annots", [])
        page.Tabs = Name.S
        for note in notes:
            if note.get("/Subtype") == Name.Link and "/Contents" not in note:
                note.Contents = String(str(note.get("/A", {}).get("/URI", "")) or "link")


def _join_tables(root: Element) -> None:
    """What goes on after a page's end was drawn as another table with the same head: it is the same one."""
    before: Element = None
    for table in [one for one in elements(root) if Name.Table == one.S]:
        if before is not None and _goes_on(before, table):
            _move_rows(before, table)
        else:
            before = table


def _goes_on(before: Element, table: Element) -> bool:
    """It has no caption, begins a page, and has a head of as many cells as the one on the page before."""
    if any(part.get("/S") == Name.Caption for part in kids(table)):
        return False
    is_next = table.Pg.objgen != kids(before)[-1].Pg.objgen
    return is_next and _is_first(table) and 0 < len(_head(table)) == len(_head(before))


def _is_first(table: Element) -> bool:
    """Whether nothing stands on its page before it, in any of what it is in."""
    inner, outer = table, table.P
    while outer.get("/S") is not None:
        same = [kid for kid in kids(outer) if isinstance(kid, Dictionary) and kid.get("/Pg") is not None]
        on_page = [kid for kid in same if kid.Pg.objgen == table.Pg.objgen]
        if on_page[0].objgen != inner.objgen:
            return False
        inner, outer = outer, outer.P
    return True


def _head(table: Element) -> list[Element]:
    heads = [part for part in kids(table) if part.get("/S") == Name.THead]
    return [cell for part in heads for cell in elements(part) if cell.S == Name.TH]


def _move_rows(before: Element, table: Element) -> None:
    """Its rows below those before; its head is a running line now, and its cells name the first head."""
    now = {
        bytes(cell.ID): first.ID
        for cell, first in zip(_head(table), _head(before), strict=True)
        if "/ID" in cell
    }
    for part in kids(table):
        if part.get("/S") == Name.THead:
            continue
        for cell in elements(part):
            if cell.S == Name.TD and "/Headers" in cell.get("/A", {}):
                cell.A.Headers = Array([now.get(bytes(each), each) for each in cell.A.Headers])
        part.P = before
        before.K.append(part)
    table.P.K = Array([kid for kid in kids(table.P) if not _is(kid, table)])


def _is(kid: Any, other: Element) -> bool:
    return isinstance(kid, Dictionary) and kid.objgen == other.objgen


def _set_apart(opened: pikepdf.Pdf, root: Element) -> None:
    """Marked content that no element of the tree holds (lines at the foot of each page, the head of a table
    again) is decoration, and is said so."""
    nums = root.ParentTree.Nums
    rows = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
    held = {one.objgen for one in elements(root)}
    for number, page in enumerate(opened.pages):
        holders = rows.get(int(page.get("/StructParents", number)))
        if not isinstance(holders, Array):
            continue
        loose = {at for at, holder in enumerate(holders) if holder is not None and holder.objgen not in held}
        if loose:
            page.Contents = opened.make_stream(_without(page, loose))
            for at in loose:
                holders[at] = None


def _without(page: pikepdf.Page, loose: set[int]) -> bytes:
    """The page's drawing, with this marked content as artifacts."""
    drawn: list[Any] = []
    for one in pikepdf.parse_content_stream(page):
        is_marked = one.operator == Operator("BDC") and isinstance(one.operands[1], Dictionary)
        if is_marked and int(one.operands[1].get("/MCID", -1)) in loose:
            drawn.append(([Name.Artifact], Operator("BMC")))
        else:
            drawn.append(one)
    return pikepdf.unparse_content_stream(drawn)
