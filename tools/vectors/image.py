"""Writes src/image/vectors/*.json: what Pillow's resampler and torchvision's geometry make of small 8-bit RGB images.

    python3 tools/vectors/image.py

resize.json   [{name, filter, source: {width, height, data}, target: {width, height, data}}]
geometry.json [{name, source: [w, h], size, crop, resized: [w, h], offset: [left, top]}], some with
              filter, pixels (of the source) and crop_pixels (what the network sees, size by size)
Pixels are base64 of RGB bytes, row by row.
"""
import base64
import json
import math
from pathlib import Path

import numpy as np
from PIL import Image

OUT = Path(__file__).resolve().parents[2] / "src/image/vectors"
FILTERS = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}


def encode(image):
    return base64.b64encode(image.convert("RGB").tobytes()).decode()


def picture(kind, width, height, rng):
    """noise: every byte free. steps: hard black and white edges, where bicubic overshoots. smooth: slopes."""
    y, x = np.mgrid[0:height, 0:width]
    if kind == "noise":
        a = rng.integers(0, 256, (height, width, 3))
    elif kind == "steps":
        a = np.stack([255 * ((x // 3 + y // 2) % 2), 255 * (x * 2 > width), 255 * ((x - y) % 5 < 2)], -1)
    else:
        a = np.stack([255 * x / max(1, width - 1), 255 * y / max(1, height - 1), 127.5 + 127.5 * np.sin(x * 0.7 + y * 0.4)], -1)
    return Image.fromarray(a.astype(np.uint8))


RESIZES = [  # kind, source, target
    ("noise", (37, 29), (16, 16)), ("steps", (37, 29), (16, 13)), ("smooth", (64, 48), (21, 16)),
    ("noise", (7, 5), (19, 23)), ("steps", (6, 8), (31, 17)), ("smooth", (5, 5), (16, 16)),
    ("noise", (23, 11), (23, 30)), ("noise", (12, 25), (31, 25)), ("noise", (9, 9), (9, 9)),
    ("noise", (1, 1), (4, 3)), ("noise", (1, 17), (5, 6)), ("steps", (90, 3), (7, 2)),
    ("noise", (31, 33), (30, 32)), ("steps", (16, 16), (17, 15)), ("noise", (40, 40), (1, 1)),
    ("noise", (51, 20), (64, 5)),
]


def resize_cases(rng):
    for kind, source, target in RESIZES:
        image = picture(kind, *source, rng)
        for name, filter in FILTERS.items():
            out = image.resize(target, filter)
            yield {"name": f"{kind} {source[0]}x{source[1]} to {target[0]}x{target[1]} {name}", "filter": name,
                   "source": {"width": source[0], "height": source[1], "data": encode(image)},
                   "target": {"width": target[0], "height": target[1], "data": encode(out)}}


def geometry(width, height, size, crop):
    """torchvision's Resize(int) and CenterCrop with timm's floor(size / crop): (resized [w, h], offset [left, top])."""
    short = math.floor(size / crop)
    if width <= height:
        w, h = short, int(short * height / width)
    else:
        w, h = int(short * width / height), short
    return [w, h], [int(round((w - size) / 2.0)), int(round((h - size) / 2.0))]


GEOMETRIES = [  # source, size, crop
    ((500, 375), 224, 0.875), ((375, 500), 224, 0.875), ((640, 480), 64, 1.0), ((480, 641), 64, 1.0),
    ((64, 64), 64, 1.0), ((65, 64), 64, 1.0), ((67, 64), 64, 1.0), ((69, 64), 64, 1.0), ((64, 71), 64, 1.0),
    ((101, 99), 32, 0.9), ((99, 101), 32, 0.875), ((1000, 37), 24, 0.95), ((37, 1000), 24, 0.95),
    ((333, 500), 224, 0.95), ((427, 640), 288, 1.0), ((20, 13), 64, 0.875), ((3, 50), 16, 1.0), ((1, 1), 8, 1.0),
    ((333, 250), 225, 0.965), ((512, 511), 223, 0.875), ((4032, 3024), 224, 0.9),
]
CROPS = [("noise", (41, 30), 16, 1.0), ("steps", (30, 47), 16, 0.875), ("smooth", (53, 52), 17, 0.9), ("noise", (11, 9), 24, 1.0),
         ("noise", (33, 31), 13, 0.95)]


def geometry_cases(rng):
    for (w, h), size, crop in GEOMETRIES:
        resized, offset = geometry(w, h, size, crop)
        yield {"name": f"{w}x{h} to {size} at {crop}", "source": [w, h], "size": size, "crop": crop,
               "resized": resized, "offset": offset}
    for kind, (w, h), size, crop in CROPS:
        image = picture(kind, w, h, rng)
        resized, (left, top) = geometry(w, h, size, crop)
        for name, filter in FILTERS.items():
            seen = image.resize(resized, filter).crop((left, top, left + size, top + size))
            yield {"name": f"{kind} {w}x{h} to {size} at {crop} {name}", "source": [w, h], "size": size, "crop": crop,
                   "resized": resized, "offset": [left, top], "filter": name, "pixels": encode(image),
                   "crop_pixels": encode(seen)}


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(7)
    for name, cases in (("resize", resize_cases(rng)), ("geometry", geometry_cases(rng))):
        path = OUT / f"{name}.json"
        path.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
        print(path.name, path.stat().st_size)
