#!/usr/bin/env python3
"""Finishes the name table of a subset face.

Usage: finish.py FONT NOTE [--rename FAMILY PSNAME] [--licence TEXT]

Writes NOTE (what the face is cut from) as the description; with --rename gives
the face a new family and PostScript name; with --licence fills in the licence
field. The CFF table takes the PostScript name of the face. Outlines, metrics
and layout tables stay as they are.
"""
import argparse

from fontTools.ttLib import TTFont


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("font")
    ap.add_argument("note")
    ap.add_argument("--rename", nargs=2, metavar=("FAMILY", "PSNAME"))
    ap.add_argument("--licence")
    a = ap.parse_args()

    font = TTFont(a.font, recalcTimestamp=False, recalcBBoxes=False)
    name = font["name"]
    # One record of each kind: Windows, Unicode, en-US.
    name.names = [n for n in name.names if (n.platformID, n.langID) == (3, 0x409)]

    def put(num, text):
        name.setName(text, num, 3, 1, 0x409)

    put(10, a.note)
    if a.licence:
        put(13, a.licence)
    if a.rename:
        family, ps = a.rename
        version = name.getDebugName(5).split(";")[0]
        for num in (16, 17):
            name.removeNames(nameID=num)
        put(1, family)
        put(3, f"{family}: {version}")
        put(4, family)
        put(6, ps)
    if "CFF " in font:
        # A Noto collection shares one CFF table, which bears the JP name.
        font["CFF "].cff.fontNames = [name.getDebugName(6)]
    font.save(a.font)


if __name__ == "__main__":
    main()
