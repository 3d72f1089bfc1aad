"""A font without any ink: what is set in it can be selected and read aloud, and is not drawn. Made by us,
so that nothing depends on a file, and the same each time."""

from __future__ import annotations

import io
import logging
from functools import lru_cache

WIDTH = 500
"""Of every letter, in thousandths."""


@lru_cache(maxsize=1)
def unseen_font() -> bytes:
    """As TrueType: one letter, empty."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    font = FontBuilder(1000, isTTF=True)
    font.font.recalcTimestamp = False
    font.setupGlyphOrder([".notdef", "space"])
    font.setupCharacterMap({32: "space"})
    font.setupGlyf({".notdef": Glyph(), "space": Glyph()})
    font.setupHorizontalMetrics({".notdef": (WIDTH, 0), "space": (WIDTH, 0)})
    font.setupHorizontalHeader(ascent=1000, descent=0)
    font.setupNameTable({"familyName": "Unseen", "styleName": "Regular", "psName": "Unseen"})
    font.setupOS2(sTypoAscender=1000, sTypoDescender=0, usWinAscent=1000, usWinDescent=0)
    font.setupPost()
    font.font["head"].created = font.font["head"].modified = 0
    made = io.BytesIO()
    font.font.save(made)
    return made.getvalue()


TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
