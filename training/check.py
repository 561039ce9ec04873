"""check: verify a model folder from itself, and with the data its accuracy.

    python3 -m training.check public/models/ID [--data .training/data/NAME [--reference FILE]]

From itself: bytes and sha256 of every file, tensors against the architecture, the golden output,
what the held-out activations decide (recorded against recomputed, near ties listed), and that the
card's numbers are the record's. With the data: top-1 of every validation image against the record;
decisions may differ only where two logits lie within 2e-3 of each other, and those are listed.
--reference writes some validation images with what they get here, for `npx tsx tools/agree.ts FILE`,
which runs them in a browser: images U8 [N, H, W, 3], index, top1, gap between the first two logits,
of each block the excitations F32 [N, C], and in the header the network's id.
"""
import argparse
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import torch

from . import safetensors
from .data import Arrays, normalisation, plain
from .gates import logits_of, ordered, ranks, tail_of, tail_settings
from .measure import balanced, excitations, gate_rows, network, pooled, shipped_all, tapped
from .model import parameters

NEAR = 2e-3


class Report:
    def __init__(self):
        self.failed = 0

    def __call__(self, ok, words):
        self.failed += not ok
        print(("ok    " if ok else "WRONG ") + words, flush=True)


def files(folder, model, report):
    for name, entry in model["files"].items():
        path = folder / name
        data = path.read_bytes() if path.exists() else b""
        report(len(data) == entry["bytes"] and hashlib.sha256(data).hexdigest() == entry["sha256"],
               f"{name}: {entry['bytes']:,} bytes, sha256 {entry['sha256'][:12]}…")
    for path in sorted(folder.iterdir()):
        if path.name not in ("model.json", "README.md") and path.name not in model["files"]:
            report(False, f"{path.name} is not listed in model.json")
    total = sum(path.stat().st_size for path in folder.iterdir())
    ships = "brought" not in model["provenance"]
    report(total <= 27e6 or not ships, f"the folder has {total / 1e6:.2f} MB" + (" (at most 27)" if ships else ""))
    if ships and (folder.parent / "index.json").exists():
        together(folder.parent, report)


def together(models, report):
    """The sizes that all shipped networks have to keep, and all but the first of them."""
    first = json.loads((models / "index.json").read_text())["default"]
    sizes = {f.name: sum(path.stat().st_size for path in f.iterdir()) for f in models.iterdir() if f.is_dir()}
    total, others = sum(sizes.values()), sum(size for name, size in sizes.items() if name != first)
    report(total <= 40e6 and others <= 12e6,
           f"{len(sizes)} networks have {total / 1e6:.2f} MB (at most 40), those beside {first} {others / 1e6:.2f} MB (at most 12)")


def golden(folder, net, report):
    want, _ = safetensors.read(folder / "golden.safetensors")
    taps, logits = tapped(net, torch.from_numpy(want["input"]).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last))
    off = float(np.abs(logits.numpy() - want["logits"]).max())
    gates = max((float(np.abs(pooled(tap).numpy() - want[name]).max()) for name, tap in taps.items()), default=0.0)
    report(off <= 1e-3 and gates <= 1e-4, f"golden output: logits within {off:.1e}, excitations within {gates:.1e}")


def near_top(logits):
    best = logits.topk(2, -1).values
    return (best[..., 0] - best[..., 1]) <= NEAR


def near_truth(logits, labels):
    truth = logits.gather(-1, labels.expand(logits.shape[:-1])[..., None])
    return ((logits - truth).abs() <= NEAR).sum(-1) > 1


def heldout(folder, model, net, report):
    held, about = safetensors.read(folder / "heldout.safetensors")
    record, _ = safetensors.read(folder / "ablation.safetensors")
    profile, _ = safetensors.read(folder / "profile.safetensors")
    count = profile["count"].astype(np.int64)
    constants = {b: torch.from_numpy(shipped_all(profile[f"{b}.mean"], count)) for b in ordered(model["architecture"])}
    tail = tail_of(model["architecture"])
    report(about["entering"] == tail[0], f"held-out activations enter {about['entering']}")
    labels = torch.from_numpy(held["labels"].astype(np.int64))
    scale, zero = torch.from_numpy(held["scale"]), torch.from_numpy(held.get("zero", np.zeros_like(held["scale"])))
    wrong = near = 0
    settings = tail_settings(tail)
    for i in range(0, len(labels), 100):
        x = torch.from_numpy(held["features"][i:i + 100]).float() * scale + zero
        logits = logits_of(net, x.permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last), settings, constants, tail[0])
        y = labels[i:i + 100]
        for got, want, tie in ((logits.argmax(-1), record["heldout_top1"], near_top(logits)),
                               (ranks(logits, y), record["heldout_rank"], near_truth(logits, y))):
            differ = got.numpy() != want[:, i:i + 100].astype(np.int64)
            near += int((differ & tie.numpy()).sum())
            wrong += int((differ & ~tie.numpy()).sum())
    report(wrong == 0, f"held-out: {len(labels)} images, {len(settings)} settings; {wrong} decisions or ranks differ, {near} at near ties")
    same = (record["heldout_top1"][0] == record["top1"][0][record["heldout"]]).mean() if len(record["labels"]) > record["heldout"].max() else 1
    report(bool((record["heldout"] == held["index"]).all()), f"the record names the held-out images; {same:.2%} of live decisions as from images")
    present, number = np.unique(held["labels"], return_inverse=True)
    counts = [np.bincount(number[:n], minlength=len(present)) for n in range(1, len(labels) + 1)]
    report(all(c.max() - c.min() <= 1 for c in counts), "every prefix is balanced over classes")


def settings(folder, model, report):
    record, about = safetensors.read(folder / "ablation.safetensors")
    listed, path, s = json.loads(about["settings"]), json.loads(about.get("greedy", "[]")), len(tail_settings(tail_of(model["architecture"])))
    blocks = ordered(model["architecture"])
    shape_ok = record["top1"].shape == record["rank"].shape == (len(listed), len(record["labels"]))
    right = ((record["rank"] == 0) == (record["top1"] == record["labels"])).all()
    report(shape_ok and listed[0] == {} and bool(right) and len(record["heldout_top1"]) == s,
           f"{len(listed)} recorded settings on {len(record['labels']):,} images; rank 0 and a right decision are the same")
    report(sorted(path) == sorted(blocks) or not path, f"the greedy path names {len(path)} blocks")
    validation, hit = model["provenance"]["validation"], record["rank"][0]
    report(abs(validation["top1"] - (hit == 0).mean()) < 1e-9 and validation["n"] == hit.size
           and abs(validation["top5"] - (hit < 5).mean()) < 1e-9,
           f"model.json's accuracy is the record's: {(hit == 0).sum():,} of {hit.size:,} right, top-1 {(hit == 0).mean():.2%}")
    card = (folder / "README.md").read_text()
    report(f"{100 * (hit == 0).mean():.2f} %" in card and f"{100 * (hit < 5).mean():.2f} %" in card, "the card says the same")


def profile(folder, model, report):
    tensors, _ = safetensors.read(folder / "profile.safetensors")
    rows = gate_rows(tensors)
    report(list(rows) == ordered(model["architecture"]), "the profile holds every SE block")
    channels = {name: tensors[f"{name}.mean"].shape[1] for name in rows}
    report(all((tensors[f"{b}.hist"].sum(1) == tensors["count"].astype(np.int64) * channels[b]).all() for b in rows),
           f"its histograms count every image and channel ({int(tensors['count'].sum()):,} images)")


@torch.no_grad()
def accuracy(folder, model, net, data, report):
    arrays = Arrays(data, "val", mmap=True)
    record, _ = safetensors.read(folder / "ablation.safetensors")
    n = len(record["labels"])
    report(n <= len(arrays) and bool((record["labels"] == arrays.labels[:n]).all()), f"the labels are the validation set's ({n:,} images)")
    right, differing = 0, []
    for i in range(0, n, 250):
        logits = net(plain(arrays.images[i:min(n, i + 250)], model["preprocessing"]["size"][0], norm=normalisation(model)))
        got = logits.argmax(1).numpy()
        right += int((got == arrays.labels[i:i + len(got)]).sum())
        best = logits.topk(2).values
        for j in np.flatnonzero(got != record["top1"][0, i:i + len(got)]):
            differing.append((i + int(j), float(best[j, 0] - best[j, 1])))
        print(f"\r{min(n, i + 250):,} of {n:,}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    for image, gap in differing:
        print(f"      image {image}: another decision, the first two logits {gap:.1e} apart")
    near = sum(gap <= NEAR for _, gap in differing)
    report(near == len(differing), f"recomputed: {right:,} of {n:,} right ({right / n:.2%}); {len(differing)} decisions differ, {near} of them at near ties")
    if not ordered(model["architecture"]):
        return
    dev = Arrays(data, "dev", mmap=True)
    few = np.linspace(0, len(dev) - 1, min(len(dev), 500)).astype(int)
    values, _ = excitations(net, dev.images[few], model["preprocessing"]["size"][0], "cpu", normalisation(model))
    tensors, _ = safetensors.read(folder / "profile.safetensors")
    far = max(float(np.abs(v.mean(0) - shipped_all(tensors[f"{b}.mean"], tensors["count"])).mean()) for b, v in values.items())
    report(far < 0.05, f"excitations of {len(few)} development images: block means within {far:.3f} of the profile's")


@torch.no_grad()
def reference(model, net, data, count, path):
    arrays = Arrays(data, "val", mmap=True)
    index = np.sort(balanced(arrays.labels, 0)[:count])
    images = np.array(arrays.images[index])
    taps, logits = tapped(net, plain(images, model["preprocessing"]["size"][0], norm=normalisation(model)))
    best = logits.topk(2).values
    safetensors.write(Path(path), {
        "images": images, "index": index.astype(np.uint32), "top1": logits.argmax(1).numpy().astype(np.uint16),
        "gap": (best[:, 0] - best[:, 1]).numpy(), **{name: pooled(tap).numpy() for name, tap in taps.items()}},
        {"model": model["id"]})
    print(f"{len(index)} validation images and what they get here: {path}")


def main(argv=None):
    parser = argparse.ArgumentParser(prog="training.check", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--data", help="prepared arrays, to recompute the accuracy")
    parser.add_argument("--reference", help="write some images and what they get, for the browser to compare")
    parser.add_argument("--images", type=int, default=200, help="how many, balanced over classes")
    args = parser.parse_args(argv)
    folder, report = Path(args.folder), Report()
    model = json.loads((folder / "model.json").read_text())
    files(folder, model, report)
    tensors, _ = safetensors.read(folder / "weights.safetensors")
    net = network(model["architecture"], tensors)
    report(parameters(net) == model["parameters"], f"{parameters(net):,} parameters fit the architecture")
    golden(folder, net, report)
    settings(folder, model, report)
    if ordered(model["architecture"]):
        profile(folder, model, report)
        heldout(folder, model, net, report)
    if args.data:
        accuracy(folder, model, net, args.data, report)
    if args.data and args.reference:
        reference(model, net, args.data, args.images, args.reference)
    if report.failed:
        sys.exit(f"{report.failed} checks failed")
    print("all checks passed")


if __name__ == "__main__":
    main()
