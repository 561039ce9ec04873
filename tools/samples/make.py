"""Makes every picture of public/samples and its samples.json.

    python3 tools/samples/make.py [--model FOLDER] [--only NAME ...]

Needs POV-Ray, Pillow, NumPy and PyTorch (on Debian: povray, python3-pil, python3-numpy, python3-torch).
Three kinds: ray-traced from scenes/*.pov, drawn by drawn.py, dreamed by the network itself (dream.py).
At the end the network says what it takes each picture for; a wrong answer stays, the app shows it as it is.
--only makes some again and keeps the others as they lie there.
"""
import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from PIL import Image

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "tools/vectors")]

from drawn import DRAWN  # noqa: E402
from dream import dream  # noqa: E402
from se_resnet import SHIPPED, load_model  # noqa: E402
from see import open_upright, predict  # noqa: E402

OUT = ROOT / "public/samples"

# file, the class by its WordNet id, width, height; the order is that of the app
RAY_TRACED = [
    ("school-bus.jpg", "n04146614", 448, 336),
    ("goldfish.webp", "n01443537", 448, 336),
    ("cliff.jpg", "n09246464", 352, 384),
    ("teapot.jpg", "n04398044", 448, 336),
    ("lighthouse.jpg", "n02814860", 336, 448),
    ("orange.webp", "n07747607", 400, 400),
    ("lemon.jpg", "n07749582", 400, 400),
    ("mushroom.jpg", "n07734744", 448, 384),
    ("obelisk.png", "n03837869", 256, 384),
    ("water-tower.webp", "n04562935", 384, 416),
    ("espresso.jpg", "n07920052", 448, 384),
    ("candle.png", "n02948072", 352, 352),
    ("umbrella.webp", "n04507155", 400, 400),
    ("basketball.jpg", "n02802426", 416, 384),
]
PICTURES_DRAWN = [
    ("spider-web.png", "n04275548"),
    ("ladybug.png", "n02165456"),
]
DREAMED = [
    ("dreamed-goldfish.webp", "n01443537"),
    ("dreamed-chihuahua.webp", "n02085620"),
    ("dreamed-school-bus.webp", "n04146614"),
    ("dreamed-cliff.webp", "n09246464"),
]
TURNED = {"lighthouse.jpg"}  # stored on its side, with the EXIF orientation that puts it up
DREAM_SIZE = 256


def save(image, path):
    if path.suffix == ".jpg":
        if path.name in TURNED:
            exif = Image.Exif()
            exif[0x0112] = 6  # turn 90 degrees clockwise to see it
            image.transpose(Image.Transpose.ROTATE_90).save(path, quality=84, optimize=True, exif=exif)
        else:
            image.save(path, quality=84, optimize=True)
    elif path.suffix == ".webp":
        image.save(path, quality=84, method=6)
    else:
        image.save(path, optimize=True)


def ray_trace(name, width, height):
    with tempfile.TemporaryDirectory() as folder:
        target = f"{folder}/out.png"
        run = subprocess.run(["povray", f"+I{name}.pov", f"+O{target}", f"+W{width}", f"+H{height}", "+A0.15", "-D", "+WT1"],
                             cwd=HERE / "scenes", capture_output=True, text=True)
        if run.returncode:
            sys.exit(run.stderr[-2000:])
        return Image.open(target).convert("RGB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default=str(SHIPPED))
    parser.add_argument("--only", nargs="*", help="names without ending")
    options = parser.parse_args()
    wanted = lambda file: options.only is None or Path(file).stem in options.only  # noqa: E731
    model, weights = load_model(options.model)
    ids = {c["wordnet"]: c["id"] for c in model["classes"]}
    OUT.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)

    for file, _, width, height in RAY_TRACED:
        if wanted(file):
            save(ray_trace(Path(file).stem, width, height), OUT / file)
    for file, _ in PICTURES_DRAWN:
        if wanted(file):
            image = DRAWN[Path(file).stem]()
            # a palette keeps flat drawings small; the transparent one keeps its alpha in steps
            image = image.quantize(64, Image.Quantize.FASTOCTREE) if image.mode == "RGBA" else image.quantize(96)
            save(image, OUT / file)
    dreams = [(file, ids[wordnet]) for file, wordnet in DREAMED if wanted(file)]
    if dreams:
        pictures, _ = dream(model, weights, [c for _, c in dreams])
        for file, c in dreams:
            save(Image.fromarray(pictures[c][0]).resize((DREAM_SIZE, DREAM_SIZE), Image.Resampling.BICUBIC), OUT / file)

    rows = [{"file": row[0], "kind": kind, "class": ids[row[1]]}
            for kind, table in (("ray-traced", RAY_TRACED), ("drawn", PICTURES_DRAWN), ("dreamed", DREAMED))
            for row in table if (OUT / row[0]).exists()]
    (OUT / "samples.json").write_text("[\n" + ",\n".join("  " + json.dumps(r) for r in rows) + "\n]\n")
    for r in rows:
        p = predict(model, weights, open_upright(OUT / r["file"]))[0]
        top = ", ".join(f"{model['classes'][k]['name'].split(',')[0]} {p[k]:.2f}" for k in np.argsort(-p)[:3])
        print(f"{r['file']:26} {(OUT / r['file']).stat().st_size // 1024:4} kB  {top}")
    print("all together", sum(p.stat().st_size for p in OUT.iterdir()) // 1024, "kB")


if __name__ == "__main__":
    main()
