#!/usr/bin/env python3
"""Draws the advertisements and the crossword of this paper as SVG, type as outlines of the bundled faces."""
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FONTS = HERE.parents[2] / "fonts"
FACES = {name: TTFont(FONTS / f"{name}.otf") for name in ("hei-heavy", "hei-regular", "song-heavy", "song-regular")}


def words(text, x, y, size, face="hei-heavy", fill="#000000", middle=True, gap=0.0):
    """Returns a path of a line of type, its baseline at y."""
    font = FACES[face]
    glyphs, cmap, scale = font.getGlyphSet(), font.getBestCmap(), size / font["head"].unitsPerEm
    names = [cmap[ord(char)] for char in text]
    advances = [glyphs[name].width * scale + gap * size for name in names]
    if middle:
        x -= (sum(advances) - gap * size) / 2
    pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:.2f}".rstrip("0").rstrip("."))
    for name, advance in zip(names, advances):
        glyphs[name].draw(TransformPen(pen, (scale, 0, 0, -scale, x, y)))
        x += advance
    return f'<path fill="{fill}" d="{pen.getCommands()}"/>'


def drawing(name, width, height, *shapes):
    body = "\n".join(shapes)
    text = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">\n{body}\n</svg>\n'
    (HERE / name).write_text(text)


def box(x, y, width, height, fill="none", stroke="none", weight=1):
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}" stroke="{stroke}" stroke-width="{weight}"/>'


def store():
    """Half a page: a department store's sale, in red and black."""
    red, pale = "#c8102e", "#f6d9b8"
    width, height = 639, 489
    lanterns = []
    for nth in range(7):
        x = 60 + nth * 86.5
        lanterns += [
            f'<path fill="none" stroke="#000000" stroke-width="1" d="M{x} 8V30"/>',
            f'<ellipse cx="{x}" cy="52" rx="26" ry="22" fill="{red}"/>',
            box(x - 10, 24, 20, 5, "#000000"), box(x - 10, 75, 20, 5, "#000000"),
            f'<path fill="none" stroke="{red}" stroke-width="1.5" d="M{x - 5} 78V94M{x} 78V98M{x + 5} 78V94"/>',
        ]
    goods = [("棉被", "一百二十元"), ("铁锅", "三十八元"), ("暖壶", "二十六元"), ("雨靴", "四十五元"), ("台灯", "五十九元"), ("花布", "每尺四元")]
    cells = []
    for nth, (what, price) in enumerate(goods):
        x, y = 26 + nth % 3 * 199, 236 + nth // 3 * 92
        cells += [box(x, y, 189, 82, pale), words(what, x + 50, y + 53, 33), words(price, x + 132, y + 50, 19, fill=red)]
    drawing(
        "baihuo.svg", width, height, box(0, 0, width, height, "#ffffff"), box(2, 2, width - 4, height - 4, stroke="#000000", weight=3), *lanterns,
        words("江声百货年货街", width / 2, 158, 62, fill=red, gap=0.06),
        words("腊月初一开街　一楼六十个柜台　买满百元送春联一副", width / 2, 208, 20, "song-heavy"),
        *cells,
        words("钟楼路十七号　营业八时至二十一时　四路电车钟楼站下", width / 2, 449, 17, "hei-regular"),
        words("电话〇〇〇〇一二三四五六七", width / 2, 474, 13, "song-regular"),
    )


def tofu():
    width, height = 207, 309
    drawing(
        "doufu.svg", width, height, box(0, 0, width, height, "#ffffff"), box(2, 2, width - 4, height - 4, stroke="#000000", weight=2),
        box(14, 14, width - 28, 72, "#000000"), words("何记豆腐坊", width / 2, 62, 32, fill="#ffffff"),
        words("石磨　卤水　现做", width / 2, 122, 19, "song-heavy"),
        '<path fill="#cccccc" stroke="#000000" stroke-width="1.2" d="M44 172L126 156L164 172L164 222L82 240L44 222Z"/>',
        '<path fill="none" stroke="#000000" stroke-width="1.2" d="M44 172L82 190L164 172M82 190V240"/>',
        words("每天五时开板", width / 2, 272, 17, "hei-regular"), words("北渡口石阶旁　卖完为止", width / 2, 293, 12, "song-regular"),
    )


def school(name, height):
    width, down = 423, (height - 357) / 4
    drawing(
        name, width, height, box(0, 0, width, height, "#ffffff"), box(2, 2, width - 4, height - 4, stroke="#000000", weight=2),
        words("夜校春季班", width / 2, 80 + down, 60), words("木工　西点　修自行车　手风琴", width / 2, 124 + down, 25, "song-heavy"),
        box(40, 146 + 2 * down, width - 80, 116, "#dddddd"),
        words("二十六门课　每门二十元", width / 2, 194 + 2 * down, 27), words("报名至一月十日，纺织路二号门房", width / 2, 236 + 2 * down, 18, "hei-regular"),
        words("市职工夜校", width / 2, 306 + 3 * down, 26, "song-heavy"), words("晚六时半上课，九时一刻下课，赶得上末班电车", width / 2, 334 + 3 * down, 14, "song-regular"),
    )


def strip():
    """A strip at the foot of a page: a shipyard that takes in old iron."""
    width, height = 639, 165
    hull = '<path fill="#000000" d="M40 96H214L196 134H62Z"/><path fill="none" stroke="#000000" stroke-width="3" d="M92 96V44M150 96V30"/><path fill="#999999" d="M96 46L140 88H96ZM154 34L204 88H154Z"/>'
    drawing(
        "chuanchang.svg", width, height, box(0, 0, width, height, "#ffffff"), box(2, 2, width - 4, height - 4, stroke="#000000", weight=2), hull,
        words("收旧铁　造新船", 430, 72, 46), words("船厂北门收购站　铁锚缆桩锅炉旧轨　按斤计价当面过秤", 430, 108, 14.5, "song-heavy"),
        words("每天八时至十七时　电话〇〇〇〇五五六六七七八", 430, 136, 13, "hei-regular"),
    )


# Row, column, direction and word of each; where two cross they share a character.
WORDS = [(0, 0, "across", "一帆风顺"), (0, 0, "down", "一五一十"), (0, 2, "down", "风调雨顺"), (0, 5, "across", "水落石出"), (0, 8, "down", "出其不意"), (2, 5, "down", "刻舟求剑"), (3, 2, "across", "顺水推舟"), (3, 7, "across", "得意"), (3, 7, "down", "得心应手"), (5, 2, "across", "唇枪舌剑"), (5, 2, "down", "唇亡齿寒"), (8, 1, "across", "天寒地冻")]


def crossword():
    side, number, shapes = 22, 0, []
    size = side * 9
    cells = {}
    for row, column, way, word in WORDS:
        for nth, char in enumerate(word):
            cell = (row, column + nth) if way == "across" else (row + nth, column)
            assert cells.setdefault(cell, char) == char, (cell, word)
    for row in range(9):
        for column in range(9):
            x, y = column * side + 1, row * side + 1
            if (row, column) not in cells:
                shapes.append(box(x, y, side, side, "#000000"))
                continue
            shapes.append(box(x, y, side, side, "#ffffff", "#000000", 0.6))
            free = lambda r, c: (r, c) in cells
            across = not free(row, column - 1) and free(row, column + 1)
            down = not free(row - 1, column) and free(row + 1, column)
            if across or down:
                number += 1
                shapes.append(words(str(number), x + 2, y + 8, 7, "hei-regular", middle=False))
    drawing("../pictures/tianzi.svg", size + 2, size + 2, *shapes, box(1, 1, size, size, stroke="#000000", weight=1.6))
    print(number, "numbers")


store()
tofu()
school("yexiao.svg", 357)
school("yexiao-da.svg", 429)
strip()
crossword()
