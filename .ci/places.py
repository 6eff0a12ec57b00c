"""Compares our ALTO of a page, with its glyphs, with what pdfalto reads in the press PDF.

Every string that pdfalto finds must stand in ours: the same characters, its left and right edge
within half a point. Its height depends on what a face says of itself, so the distance from our
em box is to be the same, within half a point, for all strings of one style.
"""

import sys
from collections import defaultdict
from xml.etree import ElementTree

NEAR = 0.5


def local(node):
    return node.tag.rsplit("}", 1)[-1]


def ours(path):
    """Characters with left, right, top and bottom in points."""
    at = defaultdict(list)
    count = 0
    for node in ElementTree.parse(path).iter():
        if local(node) == "String":
            glyphs = [g for g in node if local(g) == "Glyph"]
            boxes = []
            for g in glyphs:
                x, y, w, h = (int(g.get(k)) * 72 / 1200 for k in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
                boxes.append((g.get("CONTENT"), x, x + w, y, y + h))
            for c, *box in boxes:
                at[c].append(tuple(box))
                count += 1
    return at, count


def main(alto, other):
    at, count = ours(alto)
    used = 0
    faults, heights = [], defaultdict(list)
    for node in ElementTree.parse(other).iter():
        if local(node) != "String":
            continue
        text = node.get("CONTENT")
        x, y, w = (float(node.get(k)) for k in ("HPOS", "VPOS", "WIDTH"))
        h = float(node.get("HEIGHT"))
        first = [b for b in at[text[0]] if abs(b[0] - x) <= NEAR and b[2] - h < y < b[3]]
        last = [b for b in at[text[-1]] if abs(b[1] - x - w) <= NEAR and b[2] - h < y < b[3]]
        # What runs down hangs from the middle of its width, which is all that is read of its place.
        down = [b for b in at[text[0]] if abs(b[2] - y) <= b[1] - b[0] and b[0] - NEAR <= x <= b[1] + NEAR]
        if first and (last or len(text) == 1 and abs(first[0][1] - x - w) <= NEAR):
            heights[node.get("STYLEREFS")].append((y - first[0][2], text))
        elif not down:
            faults.append((text, x, y, w))
        used += len(text)
    for style, found in heights.items():
        middle = sorted(d for d, _ in found)[len(found) // 2]
        faults += [(text, "height", d - middle, style) for d, text in found if abs(d - middle) > NEAR]
    print(f"{alto}: {count} characters, {used} of pdfalto's, {len(faults)} elsewhere")
    for fault in faults[:10]:
        print("  ", fault)
    return not faults and used > 0 and abs(count - used) <= count * 0.02


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:3]) else 1)
