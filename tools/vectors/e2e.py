"""Writes e2e/fixtures: what PyTorch makes of sample files, and small files that the browser tests drop on the page.

    python3 tools/vectors/e2e.py [model folder]

expected.json  {model, frozen: {SE_5_2, SE_5_3}, files: {name: {crop, live, frozen, off}}}
    crop       the 64 x 64 RGB bytes that the network sees, base64
    live       top5 [{class, probability}] and all excitations {SE_s_b: {shape, data}}, base64 of float32
    frozen     top5 with SE_5_2 and SE_5_3 at the profile's 'all', and the excitation of these two
    off        the same with both at ones
files/         pictures in formats that the samples leave out; bad/ has files that must be refused
avifenc (Debian's libavif-bin) writes the AVIF; without it that file stays as it is.
"""
import base64
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from network import tensor
from se_resnet import SHIPPED, load_model, read_safetensors
from see import crop_for, open_upright, predict

ROOT = Path(__file__).resolve().parents[2]
OUT, SAMPLES = ROOT / "e2e/fixtures", ROOT / "public/samples"
# a JPEG, a PNG, a WebP; then a JPEG turned by EXIF and a PNG with a transparent background
FILES = ["school-bus.jpg", "obelisk.png", "goldfish.webp", "lighthouse.jpg", "spider-web.png"]
LATE = ["SE_5_2", "SE_5_3"]


def outcome(model, weights, image, gates, blocks):
    p, taps = predict(model, weights, image, gates)
    top = np.argsort(-p)[:5]
    return {"top5": [{"class": int(k), "probability": round(float(p[k]), 7)} for k in top],
            "excitation": {id: tensor(taps[id]["excitation"][0]) for id in blocks or taps}}


def expected(folder):
    model, weights = load_model(folder)
    weights = {k: v.double() for k, v in weights.items()}
    profile, _ = read_safetensors(Path(folder) / "profile.safetensors")
    all_ = {id: profile[f"{id}.mean"].astype(np.float32).mean(0, dtype=np.float32) for id in LATE}
    frozen = {id: {"base": {"kind": "constant", "values": v}} for id, v in all_.items()}
    off = {id: {"base": {"kind": "ones"}} for id in LATE}
    files = {}
    for name in FILES:
        image = open_upright(SAMPLES / name)
        files[name] = {
            "crop": base64.b64encode(crop_for(image, model["preprocessing"]).tobytes()).decode(),
            "live": outcome(model, weights, image, None, None),
            "frozen": outcome(model, weights, image, frozen, LATE),
            "off": outcome(model, weights, image, off, LATE),
        }
        for how in ("live", "frozen", "off"):
            print(name, how, [(model["classes"][t["class"]]["name"].split(",")[0], t["probability"]) for t in files[name][how]["top5"][:2]])
    document = {"model": model["id"], "frozen": {id: tensor(v) for id, v in all_.items()}, "files": files}
    (OUT / "expected.json").write_text(json.dumps(document, indent=1) + "\n")


def small_picture():
    image = Image.new("RGB", (48, 36), (70, 140, 200))
    draw = ImageDraw.Draw(image)
    draw.rectangle([0, 24, 47, 35], fill=(60, 130, 60))
    draw.ellipse([16, 6, 34, 24], fill=(230, 120, 20))
    return image


def pictures():
    folder = OUT / "files"
    folder.mkdir(parents=True, exist_ok=True)
    image = small_picture()
    image.save(folder / "animated.gif", save_all=True, append_images=[image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)], duration=400)
    image.save(folder / "picture.bmp")
    image.save(folder / "picture.webp", lossless=True)
    image.convert("L").save(folder / "grey.jpg", quality=90)
    image.convert("L").save(folder / "grey.png")
    image.resize((1, 1)).save(folder / "one-pixel.png")
    image.resize((400, 3)).save(folder / "very-wide.png")
    if shutil.which("avifenc"):
        with tempfile.TemporaryDirectory() as temporary:
            image.save(f"{temporary}/picture.png")
            subprocess.run(["avifenc", "--speed", "6", f"{temporary}/picture.png", str(folder / "picture.avif")],
                           check=True, capture_output=True)


def bad_files():
    folder = OUT / "bad"
    folder.mkdir(parents=True, exist_ok=True)
    whole = (SAMPLES / "espresso.jpg").read_bytes()
    (folder / "truncated.jpg").write_bytes(whole[:len(whole) // 3])  # headers whole, the scan cut
    (folder / "header-only.jpg").write_bytes(whole[:160])            # cut inside the headers
    (folder / "empty.png").write_bytes(b"")
    (folder / "text.jpg").write_text("This is a sentence, not a photograph.\n")
    small_picture().save(folder / "picture.tiff")                    # valid, but browsers do not decode it
    (folder / "header.tif").write_bytes(b"II*\0\x08\0\0\0")
    png = (OUT / "files/grey.png").read_bytes()
    (folder / "broken.png").write_bytes(png[:60] + bytes(255 - b for b in png[60:80]) + png[80:])


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    expected(sys.argv[1] if len(sys.argv) > 1 else SHIPPED)
    pictures()
    bad_files()
