#!/usr/bin/env python3
"""Draws the pictures of this sample and of samples/tw (numpy + Pillow).

    python3 draw.py            all of them
    python3 draw.py qiao       one
"""
import math
import os
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

here = os.path.dirname(os.path.abspath(__file__))
C = lambda *v: np.array(v, np.float32)


class Sheet:
    """A picture being painted, from back to front."""

    def __init__(self, w, h, seed):
        self.w, self.h = w, h
        self.rng = np.random.default_rng(seed)
        self.y, self.x = np.mgrid[0:h, 0:w].astype(np.float32)
        self.img = np.zeros((h, w, 3), np.float32)

    def noise(self, cy, cx, octs=5, gain=0.5):
        """Smooth noise in 0..1, cells of cy x cx pixels in the first octave."""
        out, amp, total = np.zeros((self.h, self.w), np.float32), 1.0, 0.0
        for _ in range(octs):
            g = self.rng.random((int(self.h / cy) + 4, int(self.w / cx) + 4)).astype(np.float32)
            box = (1, 1, 1 + self.w / cx, 1 + self.h / cy)
            out += amp * np.asarray(Image.fromarray(g, "F").resize((self.w, self.h), Image.BICUBIC, box=box))
            total += amp
            amp, cy, cx = amp * gain, max(cy / 2, 1), max(cx / 2, 1)
        return out / total

    def line(self, cell, octs=7, gain=0.48):
        """Noise along one line, 0..1."""
        x = np.arange(self.w, dtype=np.float32)
        out, amp, total = np.zeros(self.w, np.float32), 1.0, 0.0
        for _ in range(octs):
            g = self.rng.random(int(self.w / cell) + 4)
            t = x / cell
            i, f = t.astype(int), t % 1
            f = f * f * (3 - 2 * f)
            out += amp * (g[i] * (1 - f) + g[i + 1] * f)
            total += amp
            amp, cell = amp * gain, max(cell / 2, 2)
        return out / total

    def put(self, colour, mask):
        if mask.ndim == 2:
            mask = mask[..., None]
        self.img = self.img + (colour - self.img) * np.clip(mask, 0, 1)

    def sky(self, stops, horizon):
        t = np.clip(self.y / horizon, 0, 1)[..., None]
        for (a, ca), (b, cb) in zip(stops, stops[1:]):
            k = np.clip((t - a) / (b - a), 0, 1)
            self.img = np.where((t >= a), C(*ca) + (C(*cb) - C(*ca)) * k, self.img)

    def clouds(self, horizon, light, shade, amount, low=.50, high=.68):
        depth = np.clip((horizon - self.y) / horizon, 0, 1)
        n = self.noise(self.h * .12, self.w * .38, 6, .55)
        cover = smooth(low, high, n) * smooth(.02, .3, depth) * amount
        thick = smooth(low + .05, high + .1, n)[..., None]
        self.put(C(*light) + (C(*shade) - C(*light)) * thick, cover)

    def glow(self, sx, sy, size, colour, amount):
        d = np.hypot(self.x - sx, (self.y - sy) * 1.25)
        self.put(C(*colour), amount * np.exp(-d / size))

    def disc(self, sx, sy, r, colour):
        self.put(C(*colour), smooth(r + 1.5, r - 1.5, np.hypot(self.x - sx, self.y - sy)))

    def ridge(self, mean, amp, cell, colour, haze, fog, octs=8, texture=.4):
        """A line of hills whose feet sink into haze."""
        top = (mean - amp * (self.line(cell, octs) - .45) * 1.7) * self.h
        below = np.clip(self.y - top[None, :] + .5, 0, 1)
        down = np.clip((self.y - top[None, :]) / (fog * self.h), 0, 1)[..., None]
        rough = (1 - texture / 2 + texture * self.noise(24, 34, 4, .6))[..., None]
        self.put(C(*colour) * rough * (1 - down) + C(*haze) * down, below)
        return top

    def water(self, level, dark, amount, ripple=1.0):
        """Mirrors what stands above `level` (pixels) below it."""
        level = int(level)
        depth = np.clip((self.y - level) / (self.h - level), 0, 1)
        n = self.noise(5, 60, 3, .6) - .5
        n2 = self.noise(16, 150, 3, .6) - .5
        dy = (n * 26 + n2 * 40) * (depth + .04) * ripple
        src_y = np.clip(2 * level - self.y + dy * 1.6, 0, level - 1).astype(int)
        src_x = np.clip(self.x + dy * .5, 0, self.w - 1).astype(int)
        mirror = self.img[src_y, src_x]
        mirror = mirror + (C(*dark) - mirror) * (amount * (.35 + .65 * depth))[..., None]
        shine = (smooth(.04, .16, n) * .10 * ripple)[..., None]
        mirror = mirror + (C(255, 250, 240) - mirror) * shine
        self.put(mirror, (self.y >= level).astype(np.float32))

    def shape(self, colour, draw, blur=.5):
        """A silhouette drawn at twice the size."""
        m = Image.new("L", (self.w * 2, self.h * 2))
        draw(ImageDraw.Draw(m))
        m = m.resize((self.w, self.h), Image.LANCZOS)
        if blur:
            m = m.filter(ImageFilter.GaussianBlur(blur))
        self.put(C(*colour), np.asarray(m, np.float32) / 255)

    def boat(self, x, y, s, colour, person=True, awning=True):
        def draw(d):
            p = lambda u, v: (2 * (x + u * s), 2 * (y + v * s))
            d.polygon([p(-1, -.12), p(-.86, .02), p(-.6, .10), p(.6, .10), p(.86, 0), p(1.02, -.16), p(.8, -.06), p(-.8, -.05)], fill=255)
            if awning:
                d.pieslice([*p(-.34, -.36), *p(.30, .22)], 180, 360, fill=255)
            if person:
                d.polygon([p(.52, -.05), p(.55, -.34), p(.60, -.42), p(.68, -.34), p(.70, -.05)], fill=255)
                d.ellipse([*p(.565, -.53), *p(.655, -.42)], fill=255)
                d.polygon([p(.50, -.47), p(.61, -.57), p(.72, -.47)], fill=255)
                d.line([p(.44, -.80), p(.86, .22)], fill=255, width=max(2, int(s * .035)))
        self.shape(colour, draw)

    def birds(self, flock, colour):
        def draw(d):
            for x, y, s, flap in flock:
                p = lambda u, v: (2 * (x + u * s), 2 * (y + v * s))
                d.polygon([p(-1, -.30 * flap), p(-.45, -.26 * flap), p(-.08, -.07), p(.0, -.02), p(.08, -.07), p(.45, -.26 * flap),
                           p(1, -.30 * flap), p(.42, -.10 * flap), p(.1, .10), p(0, .14), p(-.1, .10), p(-.42, -.10 * flap)], fill=255)
        self.shape(colour, draw, .3)

    def reeds(self, count, base, tall, colour, x0=0, x1=None, plume=True, lean=.12):
        x1 = self.w if x1 is None else x1

        def draw(d):
            for _ in range(count):
                x, t = self.rng.uniform(x0, x1), tall * self.rng.uniform(.45, 1)
                bend = self.rng.normal(lean, .07)
                pts = [(2 * (x + bend * t * k * k), 2 * (base - t * k)) for k in np.linspace(0, 1, 9)]
                d.line(pts, fill=255, width=max(2, int(tall * .008)))
                if plume and self.rng.random() < .6:
                    tx, ty = pts[-1]
                    for k in range(26):
                        u = self.rng.random()
                        q = tall * .011 * (1.25 - u) * 2
                        px, py = tx + bend * 26 * u * tall * .012 + self.rng.normal(0, q), ty - tall * .24 * u + tall * .12
                        d.ellipse((px - q, py - q * 1.6, px + q, py + q * 1.6), fill=255)
                for _ in range(2):
                    k = self.rng.uniform(.2, .75)
                    ax, ay = 2 * (x + bend * t * k * k), 2 * (base - t * k)
                    side = self.rng.choice([-1, 1])
                    d.polygon([(ax, ay), (ax + side * tall * .20, ay - tall * .22), (ax + side * tall * .02, ay - tall * .05)], fill=255)
        self.shape(colour, draw)

    def tree(self, x, base, s, colour):
        def branch(d, x, y, a, length, width, depth):
            x2, y2 = x + math.cos(a) * length, y - math.sin(a) * length
            d.line([(2 * x, 2 * y), (2 * x2, 2 * y2)], fill=255, width=max(2, int(width * 2)))
            if depth:
                for _ in range(3):
                    branch(d, x2, y2, a + self.rng.normal(0, .42), length * self.rng.uniform(.6, .84), width * .62, depth - 1)
        self.shape(colour, lambda d: branch(d, x, base, 1.55, s * .26, s * .028, 6), .3)

    def save(self, name, quality=80, grain=1.6):
        a = np.clip(self.img, 0, 255).astype(np.uint8)
        a = np.asarray(Image.fromarray(a).filter(ImageFilter.UnsharpMask(1.2, 30, 2)), np.float32)
        a = a + self.rng.normal(0, grain, (self.h, self.w, 1))
        path = os.path.join(here, name)
        Image.fromarray(np.clip(a, 0, 255).astype(np.uint8)).save(path, quality=quality, optimize=True)
        print(name, os.path.getsize(path) // 1024, "KB")


def smooth(a, b, x):
    t = np.clip((x - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)


def chenwu():
    """Morning mist: ridge behind ridge, a river, one boat."""
    s = Sheet(2400, 1240, 11)
    w, h = s.w, s.h
    s.sky([(0, (158, 180, 196)), (.5, (216, 214, 204)), (1, (250, 226, 190))], .62 * h)
    s.glow(.70 * w, .30 * h, .22 * w, (255, 236, 196), .8)
    s.disc(.70 * w, .30 * h, .026 * w, (255, 248, 226))
    for i in range(7):
        k = i / 6
        far, near = C(190, 196, 192), C(34, 58, 62)
        colour = tuple(far + (near - far) * k ** 1.15)
        haze = tuple(C(246, 230, 206) + (C(206, 214, 208) - C(246, 230, 206)) * k)
        s.ridge(.34 + .062 * i, .11 + .012 * i, w / (2.2 + .5 * i), colour, haze, .15 + .02 * i, texture=.15 + .3 * k)
    mist = s.noise(70, 700, 5)
    s.put(C(244, 234, 216), smooth(.42, .7, mist) * smooth(.34, .5, s.y / h) * smooth(.78, .58, s.y / h) * .75)
    s.water(.735 * h, (92, 112, 112), .55, .8)
    s.put(C(248, 238, 222), smooth(.40, .72, s.noise(22, 520, 4)) * np.exp(-np.abs(s.y / h - .745) / .03) * .85)
    s.glow(.70 * w, .86 * h, .07 * w, (255, 240, 206), .5)
    s.boat(.36 * w, .865 * h, .062 * w, (28, 40, 42))
    s.put(C(30, 44, 46), .30 * np.exp(-((s.x - .36 * w) / (.06 * w)) ** 2 - ((s.y - .885 * h) / (.010 * h)) ** 2))
    s.birds([(.50 * w + 60 * i * (1 if i % 2 else -1), .17 * h + 18 * i + 9 * (i % 3), 26 - i, 1 - .25 * (i % 3)) for i in range(7)], (60, 70, 76))
    s.reeds(90, 1.03 * h, .26 * h, (26, 38, 34), .72 * w, 1.02 * w)
    s.reeds(36, 1.03 * h, .17 * h, (26, 38, 34), -.02 * w, .12 * w)
    s.save("chenwu.jpg")


def titian():
    """Terraces filled with water, seen from above."""
    s = Sheet(1300, 900, 23)
    w, h = s.w, s.h
    u, v = s.x / w, s.y / h
    n = s.noise(300, 460, 3, .42)
    f = v * 1.25 + .34 * np.sin(u * 5.2 + v * 1.4) * (1 - .3 * v) + 1.1 * (n - .5)
    band = f * (17 - 4 * v)
    k, inside = np.floor(band), band % 1
    pick = (k * 7919 % 13) / 13
    sky = C(214, 204, 186) + (C(128, 158, 178) - C(214, 204, 186)) * smooth(.0, .9, v + .25 * (s.noise(200, 300, 3) - .5))[..., None]
    green = C(96, 126, 66) + (C(58, 92, 52) - C(96, 126, 66)) * s.noise(8, 8, 4, .7)[..., None]
    gold = C(196, 170, 92) * (.8 + .4 * s.noise(6, 6, 4, .7))[..., None]
    s.img = sky * (.86 + .2 * s.noise(4, 50, 3))[..., None]
    s.put(green, ((pick > .45) & (pick < .72)).astype(np.float32))
    s.put(gold, (pick >= .72).astype(np.float32))
    bank = smooth(.0, .03, inside) * smooth(.24, .16, inside)
    s.put(C(62, 76, 44) * (.6 + .8 * s.noise(5, 9, 4, .7))[..., None], bank)
    s.put(C(30, 38, 28), smooth(.30, .24, inside) * smooth(.14, .2, inside) * .55)
    s.put(C(255, 244, 214), smooth(.97, .995, inside) * .7)
    s.glow(.18 * w, -.05 * h, .30 * w, (255, 234, 190), .55)
    for x, y, r in [(.62, .34, .035), (.66, .36, .028), (.60, .37, .022), (.23, .70, .04), (.27, .725, .03), (.86, .78, .034)]:
        leaf = smooth(.1, -.1, np.hypot(s.x - x * w, (s.y - y * h) * 1.1) / (r * w) - 1 + (s.noise(14, 14, 3) - .5) * .9)
        s.put(C(38, 56, 34) * (.5 + s.noise(7, 7, 3, .7))[..., None], leaf)
    s.save("titian.jpg", 78)


def qiao():
    """An iron bridge at sunset and its reflection."""
    s = Sheet(1300, 900, 37)
    w, h = s.w, s.h
    level = .66 * h
    s.sky([(0, (66, 84, 124)), (.45, (170, 130, 132)), (.8, (240, 160, 96)), (1, (252, 204, 130))], level)
    s.clouds(level, (250, 178, 120), (110, 88, 106), .8)
    s.glow(.40 * w, .56 * h, .16 * w, (255, 226, 160), .95)
    s.disc(.40 * w, .575 * h, .036 * w, (255, 246, 214))
    s.ridge(.63, .035, w / 3, (112, 84, 86), (206, 144, 108), .09)

    def spans(d):
        p = lambda u, v: (2 * u * w, 2 * v * h)
        d.rectangle([*p(-.1, .500), *p(1.1, .512)], fill=255)
        for i in range(4):
            a, b = -.12 + .31 * i, .19 + .31 * i
            arch = [(a + (b - a) * t, .50 - .17 * (1 - (2 * t - 1) ** 2)) for t in np.linspace(0, 1, 40)]
            d.line([p(*q) for q in arch], fill=255, width=13)
            for t in np.linspace(0, 1, 13)[1:-1]:
                x = a + (b - a) * t
                d.line([p(x, .50), p(x, .50 - .17 * (1 - (2 * t - 1) ** 2))], fill=255, width=4)
            for t, t2 in zip(np.linspace(0, 1, 13)[1:-2], np.linspace(0, 1, 13)[2:-1]):
                x, x2 = a + (b - a) * t, a + (b - a) * t2
                up = .50 - .17 * (1 - (2 * (t if t > .5 else t2) - 1) ** 2)
                d.line([p(x if t > .5 else x2, up), p(x2 if t > .5 else x, .50)], fill=255, width=3)
            d.polygon([p(a - .012, .51), p(a + .012, .51), p(a + .018, .665), p(a - .018, .665)], fill=255)
        for i in range(30):
            d.line([p(i / 29, .500), p(i / 29, .478)], fill=255, width=2)
        d.line([p(0, .480), p(1, .480)], fill=255, width=2)
        x = .60 * w
        for i in range(5):                     # a train
            d.rounded_rectangle([2 * (x + i * 66), 2 * .462 * h, 2 * (x + i * 66 + 62), 2 * .497 * h], 8, fill=255)
    s.shape((44, 34, 44), spans)
    lamps = np.zeros((h, w), np.float32)
    for i in range(5):
        for j in range(5):
            x, y = int(.60 * w + i * 66 + 8 + j * 10), int(.474 * h)
            lamps[y:y + 8, x:x + 6] = 1
    s.put(C(255, 226, 150), lamps)
    s.water(level, (60, 52, 74), .45, 1.1)
    s.boat(.25 * w, .765 * h, .055 * w, (34, 26, 36), awning=False)
    s.save("qiao.jpg")


def luwei():
    """Reeds against the afternoon sun."""
    s = Sheet(1300, 900, 41)
    w, h = s.w, s.h
    s.sky([(0, (132, 160, 176)), (.5, (228, 204, 160)), (1, (248, 214, 148))], .8 * h)
    s.clouds(.8 * h, (252, 236, 206), (196, 180, 164), .6)
    s.glow(.62 * w, .40 * h, .2 * w, (255, 244, 208), .9)
    s.disc(.62 * w, .40 * h, .04 * w, (255, 252, 236))
    s.ridge(.66, .03, w / 2, (158, 146, 116), (222, 196, 148), .06)
    s.water(.70 * h, (150, 130, 96), .4)
    for base, tall, colour, n in [(.80, .24, (188, 156, 98), 260), (.90, .36, (140, 108, 60), 220), (1.04, .58, (84, 62, 34), 150), (1.12, .80, (44, 34, 22), 46)]:
        s.reeds(n, base * h, tall * h, colour, -.05 * w, 1.02 * w)
    s.birds([(.24 * w + 46 * i, .20 * h + (14 * abs(i - 3)), 22, .6 + .2 * (i % 3)) for i in range(7)], (84, 74, 64))
    s.save("luwei.jpg", 78)


def yuhuo():
    """Fishing lamps at night."""
    s = Sheet(1300, 900, 53)
    w, h = s.w, s.h
    level = .54 * h
    s.sky([(0, (14, 24, 52)), (.6, (34, 54, 92)), (1, (84, 104, 132))], level)
    milky = smooth(.45, .8, s.noise(160, 200, 5)) * np.exp(-((s.x / w - .75 + s.y / h * .7) / .16) ** 2)
    s.put(C(150, 166, 190), milky * .42)
    star = np.zeros((h, w), np.float32)
    for _ in range(700):
        x, y = int(s.rng.uniform(2, w - 2)), int(s.rng.uniform(2, level))
        star[y, x] = s.rng.uniform(.3, 1)
        if s.rng.random() < .12:
            star[y:y + 2, x:x + 2] = 1
    s.put(C(240, 244, 255), star)
    s.ridge(.50, .08, w / 2, (22, 34, 54), (50, 68, 92), .16)
    s.ridge(.53, .04, w / 3, (14, 22, 36), (32, 46, 66), .1)
    lamps = [(.16, .585, 30), (.30, .60, 36), (.46, .575, 26), (.56, .63, 44), (.74, .59, 32), (.88, .615, 40), (.64, .565, 22)]
    for x, y, r in lamps:
        s.disc(x * w, y * h - r * .9, 4 + r * .07, (255, 240, 196))
    s.water(level, (10, 18, 38), .45, 1.0)
    for x, y, r in lamps:
        n = s.noise(5, 26, 3, .6)
        col = np.exp(-((s.x - x * w - (n - .5) * 60) / (r * .34)) ** 2) * smooth(y * h - 4, y * h + 8, s.y) * np.exp(-(s.y - y * h).clip(0) / (r * 6.5))
        s.put(C(255, 190, 96), col * (.35 + .65 * smooth(.42, .56, n)))
        s.glow(x * w, y * h - r * .9, r * 1.1, (255, 196, 110), .9)
        s.boat(x * w, y * h, r * 1.5, (8, 12, 20), awning=r > 30)
        s.disc(x * w, y * h - r * .9, 3 + r * .08, (255, 250, 226))
    s.save("yuhuo.jpg", grain=1.0)


def yueyan():
    """A full moon over snow, an old tree, wild geese."""
    s = Sheet(1300, 900, 67)
    w, h = s.w, s.h
    s.sky([(0, (52, 72, 104)), (.6, (112, 134, 160)), (1, (186, 194, 202))], .75 * h)
    s.glow(.66 * w, .34 * h, .13 * w, (238, 238, 224), .8)
    s.disc(.66 * w, .34 * h, .085 * w, (250, 246, 228))
    spots = smooth(.5, .62, s.noise(60, 60, 4)) * smooth(.085 * w, .07 * w, np.hypot(s.x - .66 * w, s.y - .34 * h))
    s.put(C(222, 216, 196), spots * .6)
    s.clouds(.75 * h, (176, 188, 204), (98, 116, 142), .55, .55, .72)
    s.ridge(.66, .10, w / 2, (120, 138, 160), (196, 204, 212), .14)
    s.ridge(.74, .06, w / 3, (92, 108, 130), (206, 212, 218), .12)
    top = s.ridge(.80, .05, w / 1.6, (222, 228, 234), (176, 190, 206), .25, 4, .08)
    s.put(C(150, 168, 192), smooth(.52, .66, s.noise(60, 420, 4)) * (s.y > top[None, :] + 6) * .5)
    s.tree(.24 * w, .86 * h, .62 * h, (26, 30, 40))
    s.tree(.10 * w, .84 * h, .34 * h, (44, 50, 62))
    flock = [(.66 * w + 58 * i * (1 if i > 0 else 1.15), .32 * h + 30 * abs(i), 27, 1 - .3 * (i % 3)) for i in range(-4, 5)]
    s.birds(flock, (30, 36, 48))
    s.save("yueyan.jpg")


def denggao():
    """A harbour at dusk: a lighthouse on its mole, a ferry coming in."""
    s = Sheet(1700, 1290, 71)
    w, h = s.w, s.h
    level = .60 * h
    s.sky([(0, (38, 58, 98)), (.5, (112, 116, 146)), (.82, (226, 160, 124)), (1, (250, 204, 148))], level)
    s.clouds(level, (236, 168, 136), (84, 84, 112), .85)
    s.glow(.30 * w, .585 * h, .2 * w, (255, 220, 160), .85)
    s.ridge(.585, .05, w / 2, (92, 92, 116), (190, 150, 136), .1)
    s.ridge(.60, .022, w / 3, (60, 64, 86), (120, 106, 112), .08)
    lamps = [(s.rng.uniform(.02, .55) * w, level - s.rng.uniform(4, 22)) for _ in range(46)]
    for x, y in lamps:
        s.disc(x, y, 2.2, (255, 226, 150))
    px = lambda u, v: (2 * u * w, 2 * v * h)

    def tower(d):
        d.polygon([px(.775, .60), px(.845, .60), px(.832, .26), px(.788, .26)], fill=255)
    s.shape((226, 218, 206), tower)
    half = (.022 + .013 * (s.y / h - .26) / .34) * w
    side = smooth(half + .5, half - 1.5, np.abs(s.x - .81 * w))
    s.put(C(128, 122, 134), smooth(.805 * w, .84 * w, s.x) * (s.y < level) * (s.y > .26 * h) * side * .8)
    for a, b in [(.33, .38), (.46, .51)]:      # red bands
        band = smooth(a * h - 1, a * h + 1, s.y) * smooth(b * h + 1, b * h - 1, s.y) * side
        s.put(C(164, 62, 52) * (1.1 - .5 * smooth(.79 * w, .84 * w, s.x))[..., None], band)

    def lantern(d):
        d.rectangle([*px(.779, .252), *px(.841, .264)], fill=255)
        d.rectangle([*px(.794, .200), *px(.826, .252)], outline=255, width=8)
        d.polygon([px(.788, .200), px(.832, .200), px(.810, .168)], fill=255)
        d.line([px(.810, .17), px(.810, .145)], fill=255, width=6)
        for u in np.linspace(.780, .840, 9):
            d.line([px(u, .252), px(u, .236)], fill=255, width=3)
        d.line([px(.780, .236), px(.840, .236)], fill=255, width=3)
    s.shape((46, 44, 58), lantern)
    ang = np.arctan2(s.y - .226 * h, .81 * w - s.x)
    dist = np.hypot(s.x - .81 * w, s.y - .226 * h)
    s.put(C(255, 240, 196), np.exp(-((ang - .05) / .075) ** 2) * (s.x < .81 * w) * np.exp(-dist / (.55 * w)) * .7)
    s.glow(.81 * w, .226 * h, .03 * w, (255, 240, 190), 1)
    s.disc(.81 * w, .226 * h, .012 * w, (255, 252, 232))
    s.water(level, (34, 48, 76), .5, 1.25)

    def mole(d):
        d.polygon([px(.60, .640), px(.64, .602), px(1.02, .590), px(1.02, .74), px(.70, .690)], fill=255)
    s.shape((62, 58, 66), mole)
    rough = s.noise(16, 26, 4, .7)
    inside = (s.x > .64 * w) * (s.y > .605 * h) * (s.y < .70 * h)
    s.put(C(38, 36, 46), smooth(.5, .6, rough) * inside * (s.y < (.66 + .2 * (s.x / w - .64)) * h) * .6)

    def ferry(d):
        d.polygon([px(.16, .690), px(.20, .735), px(.47, .735), px(.50, .678), px(.46, .690)], fill=255)
        d.rectangle([*px(.205, .652), *px(.445, .692)], fill=255)
        d.rectangle([*px(.235, .622), *px(.415, .654)], fill=255)
        d.rectangle([*px(.36, .594), *px(.415, .624)], fill=255)
        d.polygon([px(.27, .585), px(.305, .585), px(.31, .624), px(.265, .624)], fill=255)
        d.line([px(.388, .594), px(.388, .540)], fill=255, width=6)
    s.shape((36, 42, 60), ferry)
    for row, (a, b), y in [(0, (.218, .436), .664), (1, (.246, .406), .632)]:
        for u in np.linspace(a, b, 13 if row == 0 else 10):
            s.put(C(255, 224, 150), ((np.abs(s.x - u * w) < 8) * (np.abs(s.y - y * h - 6) < 8)).astype(np.float32))
    s.disc(.388 * w, .540 * h, 5, (255, 250, 230))
    s.glow(.388 * w, .540 * h, 14, (255, 240, 200), .9)
    n = s.noise(5, 34, 3, .6)
    for u in (.23, .28, .33, .38, .43):
        col = np.exp(-((s.x - u * w - (n - .5) * 70) / 20) ** 2) * smooth(.735 * h, .75 * h, s.y) * np.exp(-(s.y - .735 * h).clip(0) / 150)
        s.put(C(255, 206, 130), col * smooth(.45, .56, n) * .9)
    wake = np.exp(-((s.y - (.738 + .10 * (.2 - s.x / w).clip(0)) * h) / 9) ** 2) * (s.x < .24 * w)
    s.put(C(226, 214, 206), wake * smooth(.42, .62, s.noise(6, 30, 3)) * .8)
    s.save("../../tw/pictures/denggao.jpg")


ALL = [chenwu, titian, qiao, luwei, yuhuo, yueyan, denggao]
for picture in ALL:
    if len(sys.argv) < 2 or picture.__name__ in sys.argv[1:]:
        picture()
