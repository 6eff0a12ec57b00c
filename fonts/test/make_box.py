#!/usr/bin/env python3
"""Makes box.ttf, the test face: every glyph is one filled box.

Usage: make_box.py [OUT]      (default: box.ttf beside this script)

The em is 1000 units, ascender 880, descender -120. Full-width characters are
1000 wide, ASCII and U+2010-2013 are 500 wide. The ink of a glyph fills 80 % of
its advance, centred; the ink of full-width closing punctuation stands in the
left half of its advance, that of opening punctuation in the right half.
Spaces have no ink. The font has no kerning and no OpenType features.
"""
import os
import sys

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

EM, ASC, DESC = 1000, 880, -120

CLASSIC = (  # 千字文, its first 300 distinct characters are taken
    "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳"
    "云腾致雨露结为霜金生丽水玉出昆冈剑号巨阙珠称夜光果珍李柰菜重芥姜"
    "海咸河淡鳞潜羽翔龙师火帝鸟官人皇始制文字乃服衣裳推位让国有虞陶唐"
    "吊民伐罪周发殷汤坐朝问道垂拱平章爱育黎首臣伏戎羌遐迩一体率宾归王"
    "鸣凤在竹白驹食场化被草木赖及万方盖此身发四大五常恭惟鞠养岂敢毁伤"
    "女慕贞洁男效才良知过必改得能莫忘罔谈彼短靡恃己长信使可覆器欲难量"
    "墨悲丝染诗赞羔羊景行维贤克念作圣德建名立形端表正空谷传声虚堂习听"
    "祸因恶积福缘善庆尺璧非宝寸阴是竞资父事君曰严与敬孝当竭力忠则尽命"
    "临深履薄夙兴温凊似兰斯馨如松之盛川流不息渊澄取映容止若思言辞安定"
    "笃初诚美慎终宜令荣业所基籍甚无竟"
)
MORE = (
    "一二三四五六七八九十百千零〇甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    "字行版栏头题引主副图说文稿年月日元亿万人"
    "的了和这中上下左右个我以要他时用们到会对小新报强县域经济"
)

CLOSING = set("。，、；：！？．”’）》」』】〕〉〗〙〛］｝｠｣〞〟")
OPENING = set("“‘（《「『【〔〈〖〘〚［｛｟｢〝")
HALF = set(range(0x21, 0x7F)) | set(range(0x2010, 0x2014))
BLANK = {0x20, 0xA0, 0x3000}


def charset():
    seen = list(dict.fromkeys(CLASSIC))
    assert len(seen) >= 300, len(seen)
    chars = {ord(c) for c in seen[:300]} | {ord(c) for c in MORE}
    chars |= set(range(0x20, 0x7F)) | {0xA0, 0xB7, 0x25CF}
    chars |= set(range(0x2010, 0x2028))
    chars |= set(range(0x3000, 0x3021))
    chars |= set(range(0xFF01, 0xFF5F))
    return sorted(chars)


def advance(c):
    return 500 if c in HALF or c in (0x20, 0xA0) else EM


def glyph(lo, hi):
    """A box from x=lo to x=hi, 80 % of the em high."""
    pen = TTGlyphPen(None)
    if hi > lo:
        bottom, top = DESC + EM // 10, ASC - EM // 10
        pen.moveTo((lo, bottom))
        pen.lineTo((lo, top))
        pen.lineTo((hi, top))
        pen.lineTo((hi, bottom))
        pen.closePath()
    return pen.glyph()


def box(c):
    if c in BLANK:
        return glyph(0, 0)
    lo, hi = 0, advance(c)
    if chr(c) in CLOSING:
        hi = EM // 2
    elif chr(c) in OPENING:
        lo = EM // 2
    pad = (hi - lo) // 10
    return glyph(lo + pad, hi - pad)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    out = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "box.ttf")
    chars = charset()
    name = {c: f"u{c:04X}" for c in chars}
    order = [".notdef"] + [name[c] for c in chars]
    glyphs = {".notdef": glyph(100, 900), **{name[c]: box(c) for c in chars}}
    widths = {".notdef": EM, **{name[c]: advance(c) for c in chars}}

    fb = FontBuilder(EM, isTTF=True)
    fb.font.recalcTimestamp = False
    fb.setupGlyphOrder(order)
    fb.setupCharacterMap({c: name[c] for c in chars})
    fb.setupGlyf(glyphs)
    table = fb.font["glyf"]
    bearing = {g: getattr(table[g], "xMin", 0) for g in order}
    fb.setupHorizontalMetrics({g: (widths[g], bearing[g]) for g in order})
    fb.setupHorizontalHeader(ascent=ASC, descent=DESC, lineGap=0)
    fb.setupNameTable({
        "copyright": "Made by make_box.py. The licence of the Duikai project applies.",
        "familyName": "Duikai Box",
        "styleName": "Regular",
        "uniqueFontIdentifier": "Duikai Box Regular 1.000",
        "fullName": "Duikai Box Regular",
        "version": "Version 1.000",
        "psName": "DuikaiBox-Regular",
    })
    fb.setupOS2(
        sTypoAscender=ASC, sTypoDescender=DESC, sTypoLineGap=0,
        usWinAscent=ASC, usWinDescent=-DESC, sxHeight=500, sCapHeight=700,
        usWeightClass=400, fsType=0, fsSelection=0x40,
    )
    fb.setupPost(keepGlyphNames=False)
    fb.font["head"].created = fb.font["head"].modified = 3786912000  # 2024-01-01
    fb.save(out)
    print(f"{out}: {len(chars)} characters")


if __name__ == "__main__":
    main()
