"""Writes lcms2.txt: what Little CMS makes of some sRGB colours.

    python3 tests/pictures/lcms2.py > tests/pictures/lcms2.txt    (pip install Pillow)

Each line: the way, then R G B, then C M Y K, all of 255. The test in
src/asset/icc.rs holds our own separation against it.
"""

import itertools
import pathlib

from PIL import Image, ImageCms

PROFILE = pathlib.Path(__file__).parents[2] / "layouts/icc/SNAP_TR002_240.icc"
LEVELS = [0, 37, 90, 128, 200, 255]
WAYS = {
    "perceptual": (ImageCms.Intent.PERCEPTUAL, 0),
    "relative": (ImageCms.Intent.RELATIVE_COLORIMETRIC, 0),
    "relative-black-point": (ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION),
}

colours = list(itertools.product(LEVELS, repeat=3)) + [(level,) * 3 for level in range(0, 256, 5)]
picture = Image.new("RGB", (len(colours), 1))
picture.putdata(colours)
for name, (intent, flags) in WAYS.items():
    way = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), str(PROFILE), "RGB", "CMYK", intent, flags)
    inks = ImageCms.applyTransform(picture, way)
    for colour, ink in zip(colours, inks.getdata()):
        print(name, *colour, *ink)
