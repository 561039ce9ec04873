"""prepare: images → uint8 arrays on disk, decoded once.

Reads tar files (`*.tar*`) and folders alike. A member's path tells split and class:

    train/<class>/…/name.jpg       training images
    val/<class>/…  test/<class>/…  validation images
    val/images/…                   validation images named in val/val_annotations.txt

An optional classes.tsv (id, name) beside them fixes the order of classes; otherwise it is the
sorted order of the class folders. A development set is split off the training images. It and
nothing else is used for choosing, for the profile and for the constants of frozen gates.
"""
import argparse
import io
import json
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

IMAGE = {".jpg", ".jpeg", ".png", ".bmp", ".webp", ".gif", ".ppm"}
VALIDATION = {"val", "test", "validation"}
FILTER = {"bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}


def members(source):
    """(path, bytes) of every file of a folder, its tar files opened, in a fixed order."""
    for path in sorted(p for p in Path(source).rglob("*") if p.is_file()):
        if ".tar" in path.suffixes or path.suffix == ".tgz":
            with tarfile.open(path) as tar:
                for member in tar:
                    if member.isfile():
                        yield member.name, tar.extractfile(member).read()
        else:
            yield str(path.relative_to(source)), path.read_bytes()


def decode(data, size, crop, interpolation="bilinear"):
    """RGB uint8 [size, size, 3], with the geometry of the preprocessing: the shorter side to
    floor(size / crop), antialiased, then the centre (which rounds half to even)."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    width, height = image.size
    short = int(size / crop)
    if min(width, height) != short:
        if width <= height:
            width, height = short, int(short * height / width)
        else:
            width, height = int(short * width / height), short
        image = image.resize((width, height), FILTER[interpolation])
    left, top = int(round((width - size) / 2.0)), int(round((height - size) / 2.0))
    return np.asarray(image.crop((left, top, left + size, top + size)), np.uint8)


def read_source(source, size, crop):
    """{'train': [(class, name, pixels)], 'val': …}, annotations and the text of classes.tsv."""
    found, annotations, classes_tsv = {"train": [], "val": []}, [], None
    with ThreadPoolExecutor(2) as pool:
        pending = []

        def settle(keep):
            while len(pending) > keep:
                split, label, name, job = pending.pop(0)
                found[split].append((label, name, job.result()))

        for path, data in members(source):
            parts = Path(path).parts
            if parts[-1] == "val_annotations.txt":
                annotations = [line.split("\t")[:2] for line in data.decode().splitlines() if line]
            elif parts[-1] == "classes.tsv":
                classes_tsv = data.decode()
            elif Path(path).suffix.lower() in IMAGE and len(parts) > 2:
                at = next((i for i, p in enumerate(parts) if p == "train" or p in VALIDATION), None)
                if at is None:
                    continue
                split = "train" if parts[at] == "train" else "val"
                pending.append((split, parts[at + 1], parts[-1], pool.submit(decode, data, size, crop)))
                settle(2048)
        settle(0)
    return found, annotations, classes_tsv


def main(argv=None):
    parser = argparse.ArgumentParser(prog="training.prepare", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="folder with tar files or with train/ and val/ folders")
    parser.add_argument("out", help="folder for the arrays")
    parser.add_argument("--size", type=int, default=64)
    parser.add_argument("--crop", type=float, default=1.0, help="centre crop as a share of the side")
    parser.add_argument("--dev", type=int, default=50, help="development images a class")
    parser.add_argument("--seed", type=int, default=6, help="which training images those are")
    args = parser.parse_args(argv)
    out = Path(args.out)
    if (out / "meta.json").exists():
        print(f"{out} is there already; remove it to prepare anew")
        return
    found, annotations, classes_tsv = read_source(args.source, args.size, args.crop)
    if not found["train"] or not found["val"]:
        sys.exit(f"{args.source}: no train/<class>/… or no val/<class>/… images found")
    if classes_tsv:
        classes = [line.split("\t")[:2] for line in classes_tsv.splitlines() if line]
    else:
        classes = [[c, c] for c in sorted({label for label, _, _ in found["train"]})]
    number = {c: i for i, (c, _) in enumerate(classes)}

    if annotations:
        pixels = {name: image for _, name, image in found["val"]}
        val = [(number[label], name, pixels[name]) for name, label in annotations]
    else:
        val = sorted(((number[c], n, x) for c, n, x in found["val"]), key=lambda row: row[:2])
    rows = sorted(((number[c], n, x) for c, n, x in found["train"]), key=lambda row: row[:2])
    labels = np.array([row[0] for row in rows])
    rng = np.random.default_rng(args.seed)
    dev = np.zeros(len(rows), bool)
    for k in range(len(classes)):
        of_class = np.flatnonzero(labels == k)
        if len(of_class) <= args.dev:
            sys.exit(f"class {classes[k][0]}: {len(of_class)} training images, {args.dev} asked for development")
        dev[rng.permutation(of_class)[: args.dev]] = True

    out.mkdir(parents=True, exist_ok=True)
    splits = {"train": [r for r, d in zip(rows, dev) if not d],
              "dev": [r for r, d in zip(rows, dev) if d], "val": val}
    for split, items in splits.items():
        images = np.lib.format.open_memmap(out / f"{split}.npy", "w+", np.uint8,
                                           (len(items), args.size, args.size, 3))
        for i, (_, _, image) in enumerate(items):
            images[i] = image
        images.flush()
        np.save(out / f"{split}_labels.npy", np.array([r[0] for r in items], np.int64))
        (out / f"{split}_names.txt").write_text("".join(f"{r[1]}\n" for r in items))
    meta = {"size": args.size, "crop": args.crop, "dev": args.dev, "seed": args.seed,
            "classes": [{"id": i, "folder": c, "name": n} for i, (c, n) in enumerate(classes)],
            "counts": {s: len(items) for s, items in splits.items()}}
    (out / "meta.json").write_text(json.dumps(meta, indent=1))
    print(", ".join(f"{s} {n}" for s, n in meta["counts"].items()), f"images, {len(classes)} classes → {out}")


if __name__ == "__main__":
    main()
