"""Writes soft.txt: what Little CMS shows of some inks on the press's paper.

    python3 tests/pictures/soft.py > tests/pictures/soft.txt    (pip install Pillow)

Each line: C M Y K, then R G B, all of 255. The test in src/asset/soft.rs holds
our own soft proof against it.
"""

import itertools
import pathlib

from PIL import Image, ImageCms

PROFILE = pathlib.Path(__file__).parents[2] / "layouts/icc/SNAP_TR002_240.icc"

inks = list(itertools.product([0, 64, 150, 255], repeat=3))
inks = [ink + (black,) for ink in inks for black in (0, 90, 200)] + [(0, 0, 0, level) for level in range(0, 256, 5)]
inks += [tuple(level if at == one else 0 for at in range(4)) for one in range(3) for level in range(0, 256, 15)]
picture = Image.new("CMYK", (len(inks), 1))
picture.putdata(inks)
way = ImageCms.buildTransform(str(PROFILE), ImageCms.createProfile("sRGB"), "CMYK", "RGB", ImageCms.Intent.ABSOLUTE_COLORIMETRIC, 0)
for ink, colour in zip(inks, ImageCms.applyTransform(picture, way).getdata()):
    print(*ink, *colour)
