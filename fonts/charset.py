#!/usr/bin/env python3
"""Writes charset.txt: the characters that the bundled faces are cut to.

Usage: charset.py Unihan_OtherMappings.txt[.bz2] > charset.txt

The file named is the one of the Unihan database that carries the kTGH field
(通用规范汉字表, 8,105 characters). Everything else comes from the Python
standard library or from the ranges below.
"""
import bz2
import re
import sys

RANGES = [
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x017F),  # Latin Extended-A
    (0x0300, 0x0304), (0x0306, 0x0308), (0x030C, 0x030C),  # combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x2010, 0x205E),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x214F),  # letterlike symbols
    (0x2150, 0x218F),  # number forms
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2460, 0x24FF),  # enclosed alphanumerics
    (0x2500, 0x257F),  # box drawing
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2605, 0x2606), (0x260E, 0x260F), (0x2640, 0x2642), (0x2660, 0x266F),
    (0x2E3A, 0x2E3B),  # two-em and three-em dash
    (0x3000, 0x303F),  # CJK symbols and punctuation
    (0x3041, 0x30FF),  # kana
    (0x3105, 0x312F),  # bopomofo
    (0x3200, 0x32FF),  # enclosed CJK
    (0x3300, 0x33FF),  # CJK compatibility: ㎡ ㎏ ㏑
    (0xFE10, 0xFE1F),  # vertical forms
    (0xFE30, 0xFE4F),  # CJK compatibility forms
    (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6),  # full-width forms
]
PINYIN = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɑɡĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙǕǗǙǛŃŇǸḾ"
# Hanzi outside both tables that copy has needed.
EXTRA = "郟囍"


def gb2312():
    """Every character of GB 2312: 682 symbols and 6,763 hanzi."""
    out = set()
    for hi in range(0xA1, 0xF8):
        for lo in range(0xA1, 0xFF):
            try:
                out.add(ord(bytes((hi, lo)).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return out


def tgh(path):
    """The characters that carry a kTGH value of the 2013 table."""
    data = open(path, "rb").read()
    if path.endswith(".bz2"):
        data = bz2.decompress(data)
    return {
        int(m.group(1), 16)
        for m in re.finditer(r"^U\+([0-9A-F]+)\tkTGH\t2013:", data.decode("utf-8"), re.M)
    }


def main():
    gb, table = gb2312(), tgh(sys.argv[1])
    hanzi = {c for c in gb if 0x4E00 <= c <= 0x9FFF}
    assert len(hanzi) == 6763, len(hanzi)
    assert len(table) == 8105, len(table)
    chars = gb | table | {ord(c) for c in PINYIN + EXTRA}
    for lo, hi in RANGES:
        chars.update(range(lo, hi + 1))
    # Characters as hexadecimal ranges, one a line, the form that
    # `pyftsubset --unicodes-file` reads.
    run = []
    for c in sorted(chars) + [None]:
        if run and (c is None or c != run[-1] + 1):
            print(f"{run[0]:04X}" if len(run) == 1 else f"{run[0]:04X}-{run[-1]:04X}")
            run = []
        if c is not None:
            run.append(c)
    print(f"{len(chars)} characters, {len(hanzi | table)} hanzi", file=sys.stderr)


if __name__ == "__main__":
    main()
