"""repair: what re-estimating batch norms gives after a removal, without labels and without training.

    python3 -m training.repair public/models/ID --data .training/data/NAME [--images 64 1000] [--out FILE]

A frozen or missing gate changes what the layers behind it see, and their batch norms still divide by what
they saw before. Here their means and variances are taken anew on training images (labels unused), layer by
layer from the first changed block on, each behind those already repaired. Accuracy on the validation images,
as it is and repaired, in the same pass order; nothing is chosen on them. Prints one line a setting.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import nn

from . import safetensors
from .data import Arrays, plain
from .gates import ordered, tail_of
from .intervals import tango
from .measure import balanced, network, shipped_all
from .model import set_gates

BATCH = 125


class Reached(Exception):
    """What was to be seen was seen: the rest of a pass is left out."""


def norms_behind(block, first):
    """The batch norms of a block whose input a change moves, in order of execution; in the first changed block only those behind its gate."""
    norms = [m for m in block.modules() if isinstance(m, nn.BatchNorm2d)]
    if not first:
        return norms
    main = [m for name, m in block.named_modules() if isinstance(m, nn.BatchNorm2d) and not name.startswith("downsample")]
    return {"pre": main, "3x3": main[-1:]}.get(getattr(block, "place", None), [])


@torch.no_grad()
def estimate(norm, block, inputs):
    """Sets mean and variance (unbiased, as PyTorch's running ones) of a norm to those over these inputs of its block."""
    count, total, square = 0, 0.0, 0.0

    def see(_, values):
        nonlocal count, total, square
        x = values[0].double()
        count += x.numel() // x.shape[1]
        total, square = total + x.sum((0, 2, 3)), square + (x * x).sum((0, 2, 3))
        raise Reached

    hook = norm.register_forward_pre_hook(see)
    for x in inputs:
        try:
            block(x)
        except Reached:
            pass
    hook.remove()
    mean = total / count
    norm.running_mean.copy_(mean)
    norm.running_var.copy_((square - count * mean * mean).clamp(min=0) / max(count - 1, 1))


@torch.no_grad()
def repair(net, images, changed):
    """Re-estimates the norms behind the first of the `changed` blocks on a list of normalised batches, the gates as they are set."""
    blocks = net.blocks()
    at = min(i for i, (name, _) in enumerate(blocks) if name in changed)
    inputs = [net(x, until=blocks[at][0]) for x in images]
    count = 0
    for i, (_, block) in enumerate(blocks[at:]):
        for norm in norms_behind(block, i == 0):
            estimate(norm, block, inputs)
            count += 1
        inputs = [block(x) for x in inputs]
    return count


@torch.no_grad()
def decisions(net, arrays, size):
    return torch.cat([net(plain(arrays.images[i:i + BATCH], size)).argmax(1) for i in range(0, len(arrays), BATCH)]).numpy()


def settings_of(architecture):
    """The last two blocks, the tail and all blocks, frozen and off."""
    blocks = ordered(architecture)
    groups = [blocks[-2:], tail_of(architecture), blocks]
    return [{block: mode for block in group} for group in groups for mode in ("frozen", "off")]


def line(before, after, labels):
    """(right, change with Tango's interval) of decisions against others on the same images."""
    was, is_ = before == labels, after == labels
    gained, lost = int((~was & is_).sum()), int((was & ~is_).sum())
    low, high = tango(gained, lost, len(labels))
    return {"right": int(is_.sum()), "gained": gained, "lost": lost, "low": round(low, 6), "high": round(high, 6)}


def main(argv=None):
    parser = argparse.ArgumentParser(prog="training.repair", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--data", required=True)
    parser.add_argument("--images", type=int, nargs="+", default=[64, 1000])
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--out")
    options = parser.parse_args(argv)
    folder = Path(options.folder)
    model = json.loads((folder / "model.json").read_text())
    architecture, size = model["architecture"], model["preprocessing"]["size"][0]
    tensors, _ = safetensors.read(folder / "weights.safetensors")
    profile, _ = safetensors.read(folder / "profile.safetensors")
    count = profile["count"].astype(np.int64)
    constants = {b: torch.from_numpy(shipped_all(profile[f"{b}.mean"], count)) for b in ordered(architecture)}
    train, val = Arrays(options.data, "train", mmap=True), Arrays(options.data, "val", mmap=True)
    order = balanced(train.labels, options.seed)[:max(options.images)]
    live = decisions(network(architecture, tensors), val, size)
    report = {"model": model["id"], "validation": len(val), "live": int((live == val.labels).sum()), "settings": []}
    print(f"all live: {report['live'] / len(val):.2%} of {len(val)}", flush=True)
    for setting in settings_of(architecture):
        gates = {block: constants[block] if mode == "frozen" else 1 for block, mode in setting.items()}
        net = network(architecture, tensors)
        set_gates(net, gates)
        is_ = decisions(net, val, size)
        row = {"setting": setting, "as_it_is": line(live, is_, val.labels), "repaired": []}
        for n in options.images:
            net = network(architecture, tensors)
            set_gates(net, gates)
            batches = [plain(train.images[np.sort(order[:n])[i:i + BATCH]], size) for i in range(0, n, BATCH)]
            norms = repair(net, batches, setting)
            done = decisions(net, val, size)
            row["repaired"].append({"images": n, "norms": norms, **line(live, done, val.labels), "against_as_it_is": line(is_, done, val.labels)})
        report["settings"].append(row)
        share = lambda part: f"{part['right'] / len(val):.2%}"  # noqa: E731
        repaired = ", ".join(f"{share(part)} on {part['images']} images" for part in row["repaired"])
        print(f"{next(iter(setting.values()))} {' '.join(setting)}: as it is {share(row['as_it_is'])}, repaired {repaired}", flush=True)
    if options.out:
        Path(options.out).parent.mkdir(parents=True, exist_ok=True)
        Path(options.out).write_text(json.dumps(report, indent=1) + "\n")


if __name__ == "__main__":
    main()
