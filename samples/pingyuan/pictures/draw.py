#!/usr/bin/env python3
"""Draws fengdian.jpg: a wind farm above wheat fields at dusk (numpy + Pillow)."""
import math
import os
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

W, H = 1500, 1000
S = 2                                   # supersampling
w, h = W * S, H * S
rng = np.random.default_rng(20211231)


def octave(hh, ww, cy, cx):
    """One octave of smooth noise in 0..1 with cells of cy x cx pixels."""
    g = rng.random((int(hh / cy) + 4, int(ww / cx) + 4)).astype(np.float32)
    im = Image.fromarray(g, "F")
    box = (1, 1, 1 + ww / cx, 1 + hh / cy)
    return np.asarray(im.resize((ww, hh), Image.BICUBIC, box=box))


def fbm(hh, ww, cy, cx, n=6, gain=0.5):
    out, amp, tot = np.zeros((hh, ww), np.float32), 1.0, 0.0
    for _ in range(n):
        out += amp * octave(hh, ww, max(cy, 1), max(cx, 1))
        tot += amp
        amp *= gain
        cy, cx = cy / 2, cx / 2
    return out / tot


def line(n, cell, octs=7, gain=0.5):
    return fbm(4, n, 4, cell, octs, gain)[0]


def mix(a, b, t):
    return a + (b - a) * t


def smooth(a, b, x):
    t = np.clip((x - a) / (b - a), 0, 1)
    return t * t * (3 - 2 * t)


C = lambda *v: np.array(v, np.float32)
yy, xx = np.mgrid[0:h, 0:w].astype(np.float32)
hz = 0.56 * h                           # horizon of the plain
sx, sy = 0.27 * w, 0.53 * h             # the sun, just above the ridge

# ---- sky -----------------------------------------------------------------
t = np.clip(yy / hz, 0, 1)[..., None]
stops = [(0, C(62, 92, 138)), (0.4, C(121, 145, 176)), (0.7, C(205, 184, 170)),
         (0.88, C(240, 190, 134)), (1, C(248, 200, 128))]
sky = np.zeros((h, w, 3), np.float32)
for (a, ca), (b, cb) in zip(stops, stops[1:]):
    k = ((t >= a) & (t <= b)).astype(np.float32)
    sky = np.where(k > 0, mix(ca, cb, np.clip((t - a) / (b - a), 0, 1)), sky)
d = np.hypot(xx - sx, (yy - sy) * 1.5)
glow = np.exp(-d / (0.16 * w))[..., None]
sky = mix(sky, C(255, 226, 160), 0.85 * glow)

# clouds: noise seen in perspective, lit from below near the sun
depth = np.clip((hz * 1.02 - yy) / hz, 0.02, 1)
big = fbm(1400, 2800, 150, 420, 8, 0.55)
u = (xx - w / 2) / (depth + 0.12) * 0.16
v = 190 / (depth + 0.12)
iu = np.clip(u + 1400, 0, 2798)
iv = np.clip(v, 0, 1398)


def sample(tex, iv, iu):
    a, b = iv.astype(int), iu.astype(int)
    fa, fb = iv - a, iu - b
    return ((tex[a, b] * (1 - fb) + tex[a, b + 1] * fb) * (1 - fa)
            + (tex[a + 1, b] * (1 - fb) + tex[a + 1, b + 1] * fb) * fa)


cl = sample(big, iv, iu)
cov = smooth(0.50, 0.66, cl) * smooth(0.03, 0.22, depth) * 0.85
thick = smooth(0.54, 0.74, cl)
lit = mix(C(250, 196, 150), C(214, 206, 208), smooth(0.2, 0.8, depth)[..., None])
dark = mix(C(168, 128, 120), C(112, 120, 142), smooth(0.1, 0.7, depth)[..., None])
ccol = mix(lit, dark, 0.8 * thick[..., None])
ccol = mix(ccol, C(255, 214, 150), 0.5 * glow)
img = mix(sky, ccol, cov[..., None])
# the disc
disc = smooth(0.017 * w, 0.0145 * w, np.hypot(xx - sx, yy - sy))[..., None]
img = mix(img, C(255, 246, 214), disc)

# ---- hills ---------------------------------------------------------------
ridges = []
haze = C(236, 186, 140)
layers = [  # mean height, amplitude, cell, colour, haze
    (0.500, 0.050, w / 2.5, C(104, 108, 128), 0.58),
    (0.522, 0.075, w / 2.0, C(78, 86, 98), 0.40),
    (0.552, 0.060, w / 3.0, C(58, 68, 66), 0.22)]
for i, (m, amp, cell, col, hz_) in enumerate(layers):
    y0 = (m - amp * (line(w, cell, 9, 0.46) - 0.35) * 1.6) * h
    ridges.append(y0)
    tex = fbm(h, w, 60, 110, 6, 0.6)
    below = np.clip(yy - y0[None, :] + 0.5, 0, 1)[..., None]
    down = np.clip((yy - y0[None, :]) / (0.09 * h), 0, 1)[..., None]
    c = col * (0.72 + 0.56 * tex[..., None])
    c = mix(c, haze, np.clip(hz_ + 0.30 * down + 0.25 * glow, 0, 0.92))
    img = mix(img, c, below)


# ---- wind turbines -------------------------------------------------------
def turbine(dr, x, y, size, phase, fill, facing=1.0):
    tw, tt = size * 0.021, size * 0.012
    top = y - size
    dr.polygon([(x - tw, y + size * .1), (x + tw, y + size * .1), (x + tt, top), (x - tt, top)], fill=fill)
    dr.rounded_rectangle((x - size * .022, top - size * .022, x + size * .062, top + size * .02),
                         size * .015, fill=fill)
    R = size * 0.62
    for k in range(3):
        a = phase + k * 2 * math.pi / 3
        ca, sa = math.cos(a), math.sin(a)
        pts = [(0, -.012), (.10, -.034), (.22, -.034), (1, -.004), (1, .004), (.25, .014), (.10, .014), (0, .012)]
        dr.polygon([(x + (p * ca - q * sa) * R * facing, top + (p * sa + q * ca) * R) for p, q in pts], fill=fill)
    r = size * .021
    dr.ellipse((x - r, top - r, x + r, top + r), fill=fill)


def put(base, mask, col):
    m = np.asarray(mask, np.float32)[..., None] / 255
    return mix(base, col, m)


for ridge, items, size, col in [
        (ridges[1], [.40, .475, .555, .60, .70, .765, .93], 0.125, C(128, 122, 128)),
        (ridges[2], [.085, .345, .50, .655, .835], 0.235, C(212, 203, 198))]:
    m = Image.new("L", (w, h))
    dr = ImageDraw.Draw(m)
    for f in items:
        x = f * w
        s = size * h * rng.uniform(.80, 1.12)
        turbine(dr, x, ridge[int(x)] + 0.004 * h, s, rng.uniform(0, 2.1), 255, rng.uniform(.78, .97))
    # the feet stand behind the trees of the crest
    crest = ridge + (0.003 - 0.012 * line(w, 22 * S, 5, .62)) * h
    m = Image.fromarray((np.asarray(m) * np.clip(crest[None, :] - yy + .5, 0, 1)).astype(np.uint8))
    if size > .2:   # near ones: light side and shaded side
        img = put(img, m, col)
        sh = Image.fromarray(np.roll(np.asarray(m), -3, 1))
        edge = np.minimum(np.asarray(m), 255 - np.asarray(sh))
        img = put(img, Image.fromarray(edge), C(120, 112, 116))
    else:
        img = put(img, m, col)

# ---- the plain -----------------------------------------------------------
g0 = 0.585 * h                          # far edge of the fields
gy = np.clip((yy - g0) / (h - g0), 0.0, 1)
hor = g0 - 0.012 * h
dist = 1.0 / np.clip((yy - hor) / (h - hor), 0.004, None)   # 1 near .. 80 far
X = (xx - 0.62 * w) / w * dist * 10    # ground coordinates
Z = dist * 6.0
warp = sample(fbm(900, 1800, 90, 120, 5), np.clip(Z * 6, 0, 898), np.clip(X * 7 + 900, 0, 1798))
Xw = X + (warp - .5) * 2.0
# parcels
parcel_x = np.floor(Xw / 9.0 + .02 * Z + 100).astype(int)
parcel_z = np.floor((Z + .25 * X + 2.0) / 17.0).astype(int)
pid = (parcel_x * 73 + parcel_z * 151) % 97
pal = np.array([(86, 112, 50), (104, 124, 58), (74, 100, 48), (120, 126, 66), (140, 120, 76),
                (92, 116, 52), (112, 116, 58), (82, 108, 46)], np.float32)
ground = pal[pid % len(pal)]
ground = ground * (0.9 + 0.2 * ((pid * 37 % 11) / 10))[..., None]
# sown rows, fading with distance before they alias
rows = 0.5 + 0.5 * np.sin(2 * np.pi * Xw / 0.42 + 3 * warp)
far = smooth(14, 3, dist)
soil = C(112, 92, 66)
ground = mix(ground, soil * .8, (0.55 * far * smooth(.62, .95, rows))[..., None])
ground = ground * (1 - .22 * far * smooth(.5, .0, rows))[..., None]
# blades: fine noise, stretched upward near the viewer
bl = fbm(h, w, 14 * S, 2.2 * S, 4, .8)
bl2 = fbm(h, w, 3 * S, 5 * S, 3, .8)
tx = mix(bl2, bl, smooth(.35, .9, gy))
ground = ground * (0.45 + 1.1 * tx)[..., None]
patch = sample(fbm(900, 1800, 60, 60, 6), np.clip(Z * 9, 0, 898), np.clip(X * 12 + 900, 0, 1798))
ground = ground * (0.72 + .56 * patch)[..., None]
# low light from the sun's side, haze with distance
tip = smooth(.58, .8, tx) * smooth(.5, .9, 1 - np.abs(xx - sx) / w)
ground = ground + C(58, 42, 14) * (tip * (.35 + .65 * far))[..., None]
ground = ground * mix(1.04, .70, np.clip(np.abs(xx - sx) / w, 0, 1))[..., None]
ground = mix(ground, mix(C(176, 146, 112), C(250, 200, 138), glow), (1 - np.exp(-dist / 26))[..., None])
# field track
cx = 0.62 * w + (h - yy) * -.16 + 60 * S * np.sin(gy * 3.0) * gy
half = 0.075 * w * (gy ** 1.12) + 1.2
off = (xx - cx) / half
road = smooth(1.12, .9, np.abs(off) + .25 * (patch - .5))
rut = smooth(.18, .0, np.abs(np.abs(off) - .52))
rc = C(168, 138, 104) * (0.62 + .66 * bl2)[..., None] * (1 - .22 * rut)[..., None]
mid = smooth(.30, .12, np.abs(off)) * smooth(.1, .4, gy)
rc = mix(rc, C(110, 108, 62) * (.5 + tx)[..., None], (.7 * mid)[..., None])
rc = mix(rc, C(220, 176, 128), (1 - np.exp(-dist / 22))[..., None])
ground = mix(ground, rc, (road * smooth(0, .05, gy))[..., None])
img = mix(img, ground, np.clip(yy - g0 + .5, 0, 1)[..., None])


# ---- tree rows -----------------------------------------------------------
def trees(y, x0, x1, size, col, dens, amount):
    m = Image.new("L", (w, h))
    dr = ImageDraw.Draw(m)
    x = x0
    while x < x1:
        s = size * rng.uniform(.55, 1.15)
        dr.rectangle((x - s * .02, y - s * .4, x + s * .02, y + s * .04), fill=255)
        lean = rng.uniform(-.12, .12) * s
        for _ in range(150):
            a, r = rng.uniform(0, 6.283), math.sqrt(rng.random())
            px = x + math.cos(a) * r * s * (.42 - .10 * math.sin(a)) + lean * math.sin(a)
            py = y - s * .46 + math.sin(a) * r * s * .44
            q = s * rng.uniform(.015, .055)
            dr.ellipse((px - q, py - q, px + q, py + q), fill=255)
        x += size * rng.uniform(*dens)
    global img
    m = m.filter(ImageFilter.GaussianBlur(.6 * S))
    n = fbm(h, w, 7 * S, 7 * S, 4, .7)
    c = mix(col * (.5 + n)[..., None], haze, np.clip(amount + .5 * glow, 0, .9))
    img = put(img, m, c)


trees(g0 + .004 * h, -20, w + 20, .022 * h, C(74, 74, 62), (.25, .7), .34)
trees(g0 + .012 * h, .66 * w, w + 30, .036 * h, C(62, 64, 48), (.2, .8), .16)
trees(g0 + .022 * h, -30, .20 * w, .050 * h, C(52, 54, 40), (.2, .8), .08)

# ---- finish: bloom, tone, grain -----------------------------------------
img = np.clip(img, 0, 255)
small = Image.fromarray(img.astype(np.uint8)).resize((W, H), Image.LANCZOS)
bloom = np.asarray(small.filter(ImageFilter.GaussianBlur(26)), np.float32)
a = np.asarray(small.filter(ImageFilter.UnsharpMask(1.2, 40, 2)), np.float32)
a = a + .16 * np.clip(bloom - 150, 0, 255)
a = 255 * np.clip(a / 255, 0, 1) ** .94
vy, vx = np.mgrid[-1:1:H * 1j, -1:1:W * 1j]
a = a * (1 - .10 * (vx ** 2 + vy ** 2))[..., None]
grain = rng.normal(0, 3.0, (H, W, 1)) + rng.normal(0, 1.0, (H, W, 3))
a = np.clip(a + grain, 0, 255).astype(np.uint8)
here = os.path.dirname(os.path.abspath(__file__))
out = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "fengdian.jpg")
Image.fromarray(a).save(out, quality=85, dpi=(290, 290), optimize=True)
