#!/usr/bin/env python3
"""Draws haibao.jpg: the poster of a village arts festival (numpy + Pillow)."""
import math
import os

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

W, H, S = 600, 750, 3
w, h = W * S, H * S
here = os.path.dirname(os.path.abspath(__file__))

# Dusk from red above to warm paper below.
t = np.linspace(0, 1, h, dtype=np.float32)[:, None, None]
top, low = np.array([150, 28, 30], np.float32), np.array([236, 178, 110], np.float32)
sky = Image.fromarray((top + (low - top) * t**1.3 + np.zeros((h, w, 3), np.float32)).astype(np.uint8))

glow = Image.new("L", (w, h))
ImageDraw.Draw(glow).ellipse([w * 0.24, h * 0.20, w * 0.76, h * 0.20 + w * 0.52], fill=255)
sky.paste((252, 226, 160), mask=glow.filter(ImageFilter.GaussianBlur(40 * S)).point(lambda v: v // 2))
sky.paste((252, 234, 184), mask=glow.filter(ImageFilter.GaussianBlur(2 * S)))

pen = ImageDraw.Draw(sky)
for depth, (base, swing, ink) in enumerate([(0.70, 0.05, (122, 54, 44)), (0.78, 0.04, (86, 38, 38)), (0.87, 0.03, (48, 24, 28))]):
    hill = [(x, h * (base + swing * math.sin(x / w * (5 + 2 * depth) + depth * 1.7) + swing / 3 * math.sin(x / w * 19 + depth))) for x in range(0, w + 1, 8)]
    pen.polygon(hill + [(w, h), (0, h)], fill=ink)

# A stage under an upturned roof, and lanterns on either side.
cx, foot = w * 0.5, h * 0.86
pen.polygon([(cx - 170 * S, foot - 96 * S), (cx - 120 * S, foot - 118 * S), (cx, foot - 172 * S), (cx + 120 * S, foot - 118 * S), (cx + 170 * S, foot - 96 * S)], fill=(32, 16, 20))
pen.rectangle([cx - 112 * S, foot - 100 * S, cx + 112 * S, foot], fill=(250, 206, 120))
for x in (-112, -40, 32, 104):
    pen.rectangle([cx + x * S, foot - 100 * S, cx + (x + 8) * S, foot], fill=(32, 16, 20))
pen.rectangle([cx - 140 * S, foot, cx + 140 * S, foot + 22 * S], fill=(32, 16, 20))
for side in (-1, 1):
    for drop in (150, 250):
        x, y = cx + side * (250 - drop * 0.25) * S, drop * S
        pen.line([x, 0, x, y], fill=(60, 14, 16), width=2 * S)
        pen.ellipse([x - 26 * S, y, x + 26 * S, y + 44 * S], fill=(226, 62, 40))
        pen.rectangle([x - 12 * S, y - 5 * S, x + 12 * S, y + 3 * S], fill=(246, 196, 92))
        pen.rectangle([x - 12 * S, y + 41 * S, x + 12 * S, y + 49 * S], fill=(246, 196, 92))

font = ImageFont.truetype(os.path.join(here, "../../../fonts/kai-regular.ttf"), 104 * S)
for row, word in enumerate(["乡音", "乡情"]):
    pen.text((cx, (236 + 116 * row) * S), word, font=font, fill=(120, 22, 24), anchor="mm")

sky.resize((W, H), Image.LANCZOS).save(os.path.join(here, "haibao.jpg"), quality=85)
