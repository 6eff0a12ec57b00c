#!/usr/bin/env python3
"""Writes named.otf: a face whose CFF outlines are keyed by names, not CIDs.

usage: make_named.py OUT   (needs fonttools)

Its glyphs are crooked boxes drawn here, so it has no licence but the project's.
"""
import os
import sys

os.environ["SOURCE_DATE_EPOCH"] = "0"
from fontTools.fontBuilder import FontBuilder  # noqa: E402
from fontTools.pens.t2CharStringPen import T2CharStringPen  # noqa: E402

GLYPHS = {".notdef": None, "A": "A", "uni5929": "天", "uni5730": "地", "space": " "}


def outline(nth, name):
    pen = T2CharStringPen(1000, None)
    if name != "space":
        pen.moveTo((100, 0))
        pen.lineTo((900, 0))
        pen.lineTo((900 - 100 * nth, 800))
        pen.lineTo((100, 700))
        pen.closePath()
    return pen.getCharString()


builder = FontBuilder(1000, isTTF=False)
builder.setupGlyphOrder(list(GLYPHS))
builder.setupCharacterMap({ord(character): name for name, character in GLYPHS.items() if character})
builder.setupCFF("DuikaiNamed", {"FullName": "Duikai Named"}, {name: outline(nth, name) for nth, name in enumerate(GLYPHS)}, {})
builder.setupHorizontalMetrics({name: (1000, 0) for name in GLYPHS})
builder.setupHorizontalHeader(ascent=880, descent=-120)
builder.setupNameTable({"familyName": "Duikai Named", "styleName": "Regular", "psName": "DuikaiNamed"})
builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
builder.setupPost()
builder.font["head"].created = builder.font["head"].modified = 0
builder.font.recalcTimestamp = False
builder.save(sys.argv[1])
