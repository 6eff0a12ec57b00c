"""Cuts the round picture of this sample out of a CC0 photograph."""

from pathlib import Path

from PIL import Image, ImageDraw

here = Path(__file__).parent
photo = Image.open(here / "../../pingyuan/pictures/bozhong.jpg").convert("RGB")
side = 640
square = photo.crop((60, 100, 60 + side, 100 + side))
mask = Image.new("L", (side * 4, side * 4), 0)
ImageDraw.Draw(mask).ellipse((4, 4, side * 4 - 4, side * 4 - 4), fill=255)
paper = Image.new("RGB", (side, side), "white")
paper.paste(square, mask=mask.resize((side, side), Image.LANCZOS))
paper.save(here / "round.png", optimize=True)
