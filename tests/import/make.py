#!/usr/bin/env python3
"""Writes the files beside it with the programs that newsrooms use: LibreOffice (soffice), pandoc,
python-docx and openpyxl must be there. The files are kept, since these programs are not; the words are ours."""

import os
import subprocess
import sys
import tempfile

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "files")
COPY = os.path.join(HERE, "..", "..", "..", "samples", "pingyuan", "copy")

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Title" style:family="paragraph" style:display-name="Title"/>
<style:style style:name="Subtitle" style:family="paragraph" style:display-name="Subtitle"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"/>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:default-outline-level="2"/>
</office:styles>
<office:automatic-styles>
<style:style style:name="big" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties style:font-size-asian="22pt" fo:font-size="22pt" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<style:style style:name="mid" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/><style:text-properties style:font-size-asian="15pt" fo:font-size="15pt"/></style:style>
<style:style style:name="ind" style:family="paragraph"><style:paragraph-properties fo:text-indent="0.85cm"/></style:style>
<style:style style:name="right" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="sub" style:family="paragraph"><style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<style:style style:name="S" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
</office:automatic-styles>
<office:body><office:text>
"""
TAIL = "</office:text></office:body></office:document>"


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def p(style, inner):
    return f'<text:p text:style-name="{style}">{inner}</text:p>\n'


def office(name, body, to):
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, name + ".fodt")
        with open(source, "w", encoding="utf-8") as out:
            out.write(HEAD + body + TAIL)
        subprocess.run(
            ["soffice", "--headless", "--convert-to", to, "--outdir", HERE, source],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def typed(copy):
    """An article as a reporter types it: centred lines of other sizes, the dateline before the text,
    the signature in brackets after it."""
    front, body = {}, []
    with open(os.path.join(COPY, copy), encoding="utf-8") as lines:
        text = lines.read()
    _, head, rest = text.split("---\n", 2)
    for line in head.splitlines():
        key, value = line.split(": ", 1)
        front.setdefault(key, []).append(value)
    out = ""
    for kicker in front.get("引题", []):
        out += p("mid", escape(kicker))
    for line in front.get("主题", []):
        out += p("big", escape(line))
    for deck in front.get("副题", []):
        out += p("mid", escape(deck))
    dateline = front.get("电头", [""])[0]
    for block in rest.strip().split("\n\n"):
        if block.startswith("## "):
            out += p("sub", escape(block[3:]))
            continue
        out += p("ind", escape(dateline + block))
        dateline = ""
    return out


BODY = "河西渡口的老船工说，名字改了，水还是那条水。"


def libreoffice():
    look = (p("mid", "回望2021·年终报道") + p("big", "老码头换了新模样") + p("mid", "——河西渡口改造见闻")
            + p("ind", "本报讯（记者 林知远）" + BODY) + p("sub", "从堆场到书屋")
            + p("ind", f'这里<text:span text:style-name="B">三年</text:span>清淤12万m<text:span text:style-name="S">3</text:span>。')
            + p("ind", "大家都说好。（记者 林知远 通讯员 苏映雪）"))
    office("office-look", look, "docx:MS Word 2007 XML")
    office("office-look", look, "html:HTML (StarWriter)")
    styles = (p("Title", "渡口书屋开门迎客") + p("Subtitle", "藏书一万册")
              + f'<text:h text:style-name="Heading_20_1" text:outline-level="1">旧船坞</text:h>' + p("Standard", BODY)
              + f'<text:h text:style-name="Heading_20_2" text:outline-level="2">新书架</text:h>' + p("Standard", "书架沿墙而立。")
              + p("right", "本报编辑部"))
    office("office-styles", styles, "docx:MS Word 2007 XML")
    office("office-styles", styles, "html:HTML (StarWriter)")
    table = (p("big", "四县产值") + p("ind", "各县数字如下。") + '<table:table><table:table-column table:number-columns-repeated="3"/>'
             + "".join("<table:table-row>" + "".join(f"<table:table-cell>{p('Standard', cell)}</table:table-cell>" for cell in row) + "</table:table-row>"
                       for row in [("县", "产值", "增速"), ("禾川", "103.25", "8%"), ("锦渡", "98.6", "9.6%")])
             + "</table:table>" + p("ind", "数字由统计局提供。"))
    office("office-table", table, "docx:MS Word 2007 XML")
    office("office-table", table, "html:HTML (StarWriter)")
    notes = (p("big", "脚注与批注") + p("ind", '正文甲<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
             + p("Standard", "脚注里的话") + '</text:note-body></text:note>，<office:annotation><dc:creator>编辑</dc:creator>' + p("Standard", "这句要核实")
             + "</office:annotation>正文乙。"))
    office("office-notes", notes, "docx:MS Word 2007 XML")
    tracked = ('<text:tracked-changes><text:changed-region text:id="c1" xml:id="c1"><text:insertion><office:change-info><dc:creator>编辑</dc:creator><dc:date>2021-12-30T10:00:00</dc:date></office:change-info></text:insertion></text:changed-region>'
               '<text:changed-region text:id="c2" xml:id="c2"><text:deletion><office:change-info><dc:creator>编辑</dc:creator><dc:date>2021-12-30T10:00:00</dc:date></office:change-info>' + p("ind", "删去的话") + "</text:deletion></text:changed-region></text:tracked-changes>"
               + p("big", "修订稿") + p("ind", '开头<text:change-start text:change-id="c1"/>加上的话<text:change-end text:change-id="c1"/>，<text:change text:change-id="c2"/>结尾完了。'))
    office("office-tracked", tracked, "docx:MS Word 2007 XML")
    for copy in ["dongyuan.md", "gongjiao.md", "gongre.md"]:
        office("typed-" + copy[:-3], typed(copy), "docx:MS Word 2007 XML")


MARKDOWN = """---
title: 渡口夜校
author: 林知远
keywords: [夜校]
---

# 渡口夜校

## 老祠堂

本报讯（记者林知远）渡口镇把**老祠堂**的东厢房腾出来办夜校，面积120m^2^，*报名*186人。

1. 果树修剪
2. 电商开店

- 急救
- 戏曲

> 灯亮着，人就来。

| 课 | 人数 |
|----|-----:|
| 修剪 | 58 |
| 开店 | 61 |

见注[^1]和[网页](https://example.com/)。

[^1]: 夜校办到春节前。
"""


def pandoc():
    source = os.path.join(HERE, "pandoc.md")
    with open(source, "w", encoding="utf-8") as out:
        out.write(MARKDOWN)
    for to, more in [("docx", []), ("html", ["-s"])]:
        subprocess.run(["pandoc", source, "-o", os.path.join(HERE, "pandoc." + to), *more], check=True)
    subprocess.run(["pandoc", source, "-t", "html", "-o", os.path.join(HERE, "pandoc-piece.html")], check=True)
    subprocess.run(["pandoc", source, "-t", "html4", "-s", "-o", os.path.join(HERE, "pandoc-4.html")], check=True)
    subprocess.run(["pandoc", os.path.join(HERE, "office-look.docx"), "-t", "markdown", "-o", os.path.join(HERE, "pandoc-from-docx.md")], check=True)
    subprocess.run(["pandoc", os.path.join(HERE, "office-table.html"), "-o", os.path.join(HERE, "pandoc-table.docx")], check=True)


def python_docx():
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    def line(document, text, size=None, bold=False, centred=False):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    document = docx.Document()
    line(document, "物业行业不断提升", 14, False, True)
    line(document, "老小区有了“金名片”", 22, True, True)
    line(document, "新华社平原12月30日电（记者 陆汀洲）" + BODY)
    line(document, "抓两个覆盖", None, True)
    paragraph = line(document, "社区是城市的")
    paragraph.add_run("重要").bold = True
    paragraph.add_run("细胞，绿地12m")
    paragraph.add_run("2").font.superscript = True
    document.add_picture(os.path.join(HERE, "grey.png"))
    line(document, "图为改造后的老小区。 本报记者 王尧 摄", 10, False, True)
    for text in ["清淤", "修堤"]:
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("一条", style="List Bullet")
    line(document, "大家都说好。（记者 陆汀洲）")
    document.sections[0].header.paragraphs[0].text = "平原日报 稿签"
    document.core_properties.title = "老稿"
    document.core_properties.author = "编辑部"
    document.save(os.path.join(HERE, "python-look.docx"))
    document = docx.Document()
    document.add_heading("强县富民争出彩", 0)
    document.add_heading("放权赋能", 1)
    document.add_paragraph(BODY)
    document.add_heading("产业集群", 2)
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, [("县", "产值"), ("禾川", "103.25")]):
        for cell, text in zip(row.cells, cells):
            cell.text = text
    document.save(os.path.join(HERE, "python-styles.docx"))


def book():
    import datetime

    import openpyxl

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "一"
    sheet.append(["县", "产值", "增速", "日期", "藏"])
    sheet.append(["禾川", 1030.25, 0.096, datetime.date(2021, 12, 31), 1])
    sheet.append(["锦渡", 98.6, -0.02, datetime.date(2021, 11, 30), 2])
    for row in (2, 3):
        sheet.cell(row, 2).number_format = "#,##0.00"
        sheet.cell(row, 3).number_format = "0.0%"
        sheet.cell(row, 4).number_format = "yyyy-mm-dd"
    sheet.column_dimensions["E"].hidden = True
    workbook.create_sheet("二")["A1"] = "甲"
    workbook.save(os.path.join(HERE, "book.xlsx"))


def grey():
    import struct
    import zlib

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([128] * 64) for _ in range(48))
    with open(os.path.join(HERE, "grey.png"), "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 48, 8, 0, 0, 0, 0))
                  + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


if __name__ == "__main__":
    os.makedirs(HERE, exist_ok=True)
    grey()
    libreoffice()
    pandoc()
    python_docx()
    book()
    sys.exit(0)
