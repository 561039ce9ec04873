"""bring: a network from elsewhere and a labelled set → what record, export and check take.

    python3 -m training.bring FOLDER IMAGES          FOLDER: model.safetensors, config.json (as on the Hugging Face hub)
    python3 -m training.record .training/brought/NAME/NAME.json
    python3 -m training.export .training/brought/NAME/NAME.json OUT
    python3 -m training.check OUT

The architecture is recognised from names and shapes (timm's and torchvision's residual networks; `--architecture` gives
another), the preprocessing is that of config.json. IMAGES: folders of classes, or tar shards of the WebDataset layout
(KEY.jpg beside KEY.cls or KEY.json with a "label"). Some images of each class (`--dev`) are set aside: profile, constants of
frozen gates and the greedy path come from them, accuracy from the others.

Several processes or hosts with one folder: torchrun -m training.bring …; each decodes its share of the shards. What is decoded is
kept shard by shard, so a process that is killed loses one at most; record keeps its work image by image of 500.
"""
import argparse
import hashlib
import io
import json
import os
import shutil
import tarfile
from pathlib import Path

import numpy as np
from PIL import Image

from . import processes, safetensors
from .data import MEAN, STD
from .measure import rounded_arrays
from .prepare import IMAGE, decode
from .recognise import recognise

UNIT = 512  # images of class folders that are kept together


def wordnet(text):
    return text[:1] == "n" and text[1:].isdigit()


class Labels:
    """Labels as they stand in the set → class indices: an index, a WordNet id or a name."""

    def __init__(self, classes, count):
        self.count = count
        self.places = {}
        for i, (key, name) in enumerate(classes):
            for known in (key, name, *name.split(",")):
                self.places.setdefault(known.strip().lower(), i)

    def __call__(self, label):
        at = self.places.get(str(label).strip().lower())
        if at is None and str(label).strip().isdigit() and int(label) < self.count:
            at = int(label)
        return at


def units_of(source):
    """[(name, function to its [(label, file name, bytes)])]: a tar shard each, or some files of the class folders."""
    source = Path(source)
    tars = sorted(p for p in source.rglob("*.tar*") if p.is_file())
    if tars:
        return [(path.stem, lambda path=path: samples_in(path)) for path in tars]
    files = sorted(p for p in source.rglob("*") if p.suffix.lower() in IMAGE)
    if not files:
        raise SystemExit(f"{source}: neither tar shards nor images in folders of classes")
    groups = [files[i:i + UNIT] for i in range(0, len(files), UNIT)]
    return [(f"{i:06d}", lambda group=group: ((p.parent.name, p.name, p.read_bytes()) for p in group)) for i, group in enumerate(groups)]


def samples_in(path):
    """The samples of a shard: members of one key stand behind one another; a folder is a class where there is no label beside."""
    key, parts = None, {}

    def sample():
        image = next(((name, data) for name, data in parts.values() if Path(name).suffix.lower() in IMAGE), None)
        if image is None:
            return
        label = parts["cls"][1].decode().strip() if "cls" in parts else None
        if label is None and "json" in parts:
            label = json.loads(parts["json"][1]).get("label")
        if label is None:
            label = Path(image[0]).parent.name
        yield label, image[0], image[1]

    with tarfile.open(path) as tar:
        for member in tar:
            if not member.isfile():
                continue
            base, _, ending = member.name.rpartition("/")[2].partition(".")
            here = (member.name.rpartition("/")[0], base)
            if here != key:
                yield from sample()
                key, parts = here, {}
            parts[ending.lower()] = (member.name, tar.extractfile(member).read())
        yield from sample()


def read_units(units, folder, preprocessing, labels):
    """Decodes this process's shards, each into a file of its own; those that are there stay."""
    size = preprocessing["size"]
    for at, (name, samples) in enumerate(units):
        kept = folder / f"{at:06d}.npz"
        if at % processes.WORLD != processes.RANK or kept.exists():
            continue
        images, found, names = [], [], []
        for label, file, data in samples():
            k = labels(label)
            if k is None:
                print(f"left out: {file}, whose label {label!r} is no class of the network", flush=True)
                continue
            try:
                images.append(decode(data, size, preprocessing["crop"], preprocessing["interpolation"]))
            except (OSError, ValueError, Image.DecompressionBombError) as error:
                print(f"left out: {file}, which can't be read ({error})", flush=True)
                continue
            found.append(k)
            names.append(file)
        part = folder / f"part-{at:06d}.npz"
        np.savez(part, images=np.array(images, np.uint8).reshape(-1, size, size, 3), labels=np.array(found, np.int64), names=np.array(names, str))
        os.replace(part, kept)
        print(f"{name}: {len(found)} images ({at + 1} of {len(units)})", flush=True)


def assemble(units, out, args, preprocessing, classes):
    """The shards → dev and val arrays, split class by class, and meta.json."""
    paths = [out / "shards" / f"{at:06d}.npz" for at in range(len(units))]
    lists = []
    for path in paths:
        with np.load(path) as unit:
            lists.append((unit["labels"], unit["names"]))
    labels, names = (np.concatenate([one[i] for one in lists]) for i in (0, 1))
    rng, dev = np.random.default_rng(args.seed), np.zeros(len(labels), bool)
    for k in np.unique(labels):
        of_class = np.flatnonzero(labels == k)
        dev[rng.permutation(of_class)[: min(args.dev, len(of_class) // 2)]] = True
    splits = {"dev": dev, "val": ~dev}
    if not all(mine.any() for mine in splits.values()):
        raise SystemExit(f"{len(labels)} images are too few: at least two of a class are needed")
    size = preprocessing["size"]
    arrays = {s: np.lib.format.open_memmap(out / f"{s}.npy", "w+", np.uint8, (int(mine.sum()), size, size, 3)) for s, mine in splits.items()}
    filled, start = dict.fromkeys(splits, 0), 0
    for path, (own, _) in zip(paths, lists):
        with np.load(path) as unit:
            images = unit["images"]
        for split, mine in splits.items():
            chosen = images[mine[start:start + len(own)]]
            arrays[split][filled[split]:filled[split] + len(chosen)] = chosen
            filled[split] += len(chosen)
        start += len(own)
    for split, mine in splits.items():
        arrays[split].flush()
        np.save(out / f"{split}_labels.npy", labels[mine])
        (out / f"{split}_names.txt").write_text("".join(f"{name}\n" for name in names[mine]))
    meta = {"size": size, "crop": preprocessing["crop"], "dev": args.dev, "seed": args.seed,
            "classes": [{"id": i, "folder": key, "name": name} for i, (key, name) in enumerate(classes)],
            "counts": {s: int(mine.sum()) for s, mine in splits.items()}}
    (out / "meta.json").write_text(json.dumps(meta, indent=1))
    shutil.rmtree(out / "shards")
    processes.say(", ".join(f"{s} {n}" for s, n in meta["counts"].items()), f"images → {out}")


def preprocessing_of(config):
    """timm's pretrained_cfg; ImageNet's usual values where it says nothing."""
    cfg = config.get("pretrained_cfg") or {}
    _, height, width = cfg.get("input_size") or (3, 224, 224)
    if height != width:
        raise SystemExit(f"the input is {height} × {width}: only squares are taken")
    return {"size": height, "crop": cfg.get("crop_pct") or 0.875,
            "interpolation": "bilinear" if cfg.get("interpolation") == "bilinear" else "bicubic",
            "mean": list(cfg.get("mean") or MEAN), "std": list(cfg.get("std") or STD)}


def classes_of(args, config, count):
    """[(key, name)]: of classes.tsv, of config.json, or the folders of the set where there are as many."""
    if args.classes:
        rows = [line.split("\t")[:2] for line in Path(args.classes).read_text().splitlines() if line]
    elif config.get("label_names"):
        described = config.get("label_descriptions") or {}
        rows = [[name, described.get(name, name)] for name in config["label_names"]]
    else:
        folders = sorted({p.parent.name for p in Path(args.images).rglob("*") if p.suffix.lower() in IMAGE})
        rows = [[name, name] for name in folders] if len(folders) == count else [[str(i), str(i)] for i in range(count)]
    if len(rows) != count:
        raise SystemExit(f"{len(rows)} classes are named, the network has {count}")
    return [(row[0], row[-1]) for row in rows]


def main(argv=None):
    parser = argparse.ArgumentParser(prog="training.bring", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="with model.safetensors (or another .safetensors file) and config.json")
    parser.add_argument("images", help="folders of classes, or a folder of tar shards")
    parser.add_argument("--name", help="otherwise that of the folder")
    parser.add_argument("--classes", help="a file of lines: WordNet id or folder, a tab, name")
    parser.add_argument("--architecture", help="a JSON file, instead of what is recognised")
    parser.add_argument("--dev", type=int, default=10, help="images a class that are set aside for profile and choices; half of them at most")
    parser.add_argument("--seed", type=int, default=6, help="which images those are")
    parser.add_argument("--out", default=".training/brought")
    parser.add_argument("--records", default=".training/records")
    args = parser.parse_args(argv)
    processes.start()
    folder = Path(args.folder)
    files = sorted(folder.glob("*.safetensors"))
    if len(files) != 1:
        raise SystemExit(f"{folder}: {len(files)} .safetensors files; one is wanted")
    config = json.loads((folder / "config.json").read_text()) if (folder / "config.json").exists() else {}
    tensors, _ = safetensors.read(files[0])
    architecture, names = recognise(tensors)
    if args.architecture:
        architecture = json.loads(Path(args.architecture).read_text())
    preprocessing = preprocessing_of(config)
    classes = classes_of(args, config, architecture["classes"])
    name = args.name or folder.resolve().name
    out = Path(args.out) / name
    data = out / "data"
    if not (data / "meta.json").exists():
        (data / "shards").mkdir(parents=True, exist_ok=True)
        units = units_of(args.images)
        read_units(units, data / "shards", preprocessing, Labels(classes, architecture["classes"]))
        processes.barrier()
        if processes.RANK == 0:
            assemble(units, data, args, preprocessing, classes)
    if processes.RANK == 0:
        digest = hashlib.sha256(files[0].read_bytes()).hexdigest()
        record = Path(args.records) / name
        record.mkdir(parents=True, exist_ok=True)
        safetensors.write(record / "weights.safetensors", rounded_arrays({own: tensors[theirs] for own, theirs in names.items()}))
        (record / "run.json").write_text(json.dumps({"at": [0, 0], "seconds": 0, "log": []}))
        (out / f"{name}.json").write_text(json.dumps({
            "name": name, "title": config.get("architecture", name), "data": str(data), "epochs": 0, "sizes": [[0, preprocessing["size"]]],
            "architecture": architecture, "preprocessing": preprocessing, "brought": {"file": files[0].name, "sha256": digest},
            "licence": f"weights: {config.get('license') or 'as where they are from'}", "evolution": []}, indent=1))
    processes.barrier()
    processes.say(f"next: python3 -m training.record {out / (name + '.json')}")
    processes.stop()


if __name__ == "__main__":
    main()
