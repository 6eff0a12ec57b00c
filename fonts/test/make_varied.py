#!/usr/bin/env python3
"""Writes varied.ttf and varied.otf: faces with an axis of weight, by glyf and by CFF2.

usage: make_varied.py   (needs fonttools; writes beside this script)

The axis wght reaches from 200, the default, to 900. A glyph is a lens, two curves
over one em; its ink is 20 % of the em wide at 200 and 90 % at 900, and its advance
stays 1000 units. The glyphs are drawn here, so they have no licence but the
project's.
"""
import os

os.environ["SOURCE_DATE_EPOCH"] = "0"
from fontTools.designspaceLib import AxisDescriptor, DesignSpaceDocument, SourceDescriptor  # noqa: E402
from fontTools.fontBuilder import FontBuilder  # noqa: E402
from fontTools.pens.t2CharStringPen import T2CharStringPen  # noqa: E402
from fontTools.pens.ttGlyphPen import TTGlyphPen  # noqa: E402
from fontTools.varLib import build  # noqa: E402

CHARACTERS = "天地玄黄宇宙洪荒日月盈昃，。A "
ORDER = [".notdef"] + [f"u{ord(c):04X}" for c in CHARACTERS]
HERE = os.path.dirname(os.path.abspath(__file__))


def lens(pen, wide, cubic):
    left, right = 500 - wide // 2, 500 + wide // 2
    pen.moveTo((500, 0))
    if cubic:
        pen.curveTo((right, 100), (right, 700), (500, 800))
        pen.curveTo((left, 700), (left, 100), (500, 0))
    else:
        pen.qCurveTo((right, 400), (500, 800))
        pen.qCurveTo((left, 400), (500, 0))
    pen.closePath()


def master(wide, weight, truetype):
    fb = FontBuilder(1000, isTTF=truetype)
    fb.font.recalcTimestamp = False
    fb.setupGlyphOrder(ORDER)
    fb.setupCharacterMap({ord(c): f"u{ord(c):04X}" for c in CHARACTERS})
    glyphs = {}
    for name in ORDER:
        pen = TTGlyphPen(None) if truetype else T2CharStringPen(1000, None)
        if name != "u0020":
            lens(pen, wide, not truetype)
        glyphs[name] = pen.glyph() if truetype else pen.getCharString()
    if truetype:
        fb.setupGlyf(glyphs)
    else:
        fb.setupCFF("DuikaiVaried", {"FullName": "Duikai Varied"}, glyphs, {})
    fb.setupHorizontalMetrics({name: (1000, 0) for name in ORDER})
    fb.setupHorizontalHeader(ascent=880, descent=-120)
    fb.setupNameTable({"familyName": "Duikai Varied", "styleName": "Regular", "psName": "DuikaiVaried-Light"})
    fb.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWeightClass=weight)
    fb.setupPost(keepGlyphNames=False)
    fb.font["head"].created = fb.font["head"].modified = 0
    return fb.font


for name, truetype in [("varied.ttf", True), ("varied.otf", False)]:
    space = DesignSpaceDocument()
    axis = AxisDescriptor()
    axis.tag, axis.name = "wght", "Weight"
    axis.minimum, axis.default, axis.maximum = 200, 200, 900
    space.addAxis(axis)
    for wide, weight in [(200, 200), (900, 900)]:
        source = SourceDescriptor()
        source.font = master(wide, weight, truetype)
        source.location = {"Weight": weight}
        source.familyName = "Duikai Varied"
        space.addSource(source)
    font, _, _ = build(space)
    font.recalcTimestamp = False
    font["head"].modified = 0
    font.save(os.path.join(HERE, name))
