"""The figure at points of training, on development images at the size then trained at.

evolution.json: `blocks` and the first four default `classes`; `points`, each with `share` of the training and
`epochs` so far, `size`, `top1`, `top5`, and by block `mean`, `spread`, `image` and `above` (share of
excitations above 0.9); `curves` by block of the figure: 'all' and each of `classes`, [C].
"""
import json

import numpy as np
import torch

from .gates import ordered, ranks
from .measure import SPAN, balanced, excitations, network, rounded
from .profile import Profile, summary
from .recipe import size_at


def figure_blocks(architecture):
    """The blocks of the paper's figure, as the app chooses them: the last of each stage, and the last three of the last stage."""
    blocks = ordered(architecture)
    stage = lambda block: block.split("_")[1]  # noqa: E731
    last = stage(blocks[-1]) if blocks else None
    ends = [b for b, following in zip(blocks, blocks[1:]) if stage(b) != stage(following)]
    return ends + [b for b in blocks if stage(b) == last][-3:]


def points_of(config, dev, snapshots, folder, n, device):
    """The points of a run, on n images: each of its snapshots (evolution-*.pt) is measured once and
    kept in `folder` as a file of its own; those there count as well."""
    indices = np.sort(balanced(dev.labels, config["seed"])[:n])
    images, labels = dev.images[indices], dev.labels[indices]
    per_epoch = dev.meta["counts"]["train"] // config["batch"]
    for path in sorted(snapshots):
        kept = folder / (path.stem + ".json")
        if not kept.exists():
            saved = torch.load(path, map_location="cpu")
            epochs = saved["epoch"] + saved["step"] / per_epoch
            kept.write_text(json.dumps({
                "share": round(epochs / config["epochs"], 4), "epochs": round(epochs, 3),
                **point(config, saved, images, labels, device)}))
    return [json.loads(path.read_text()) for path in sorted(folder.glob("evolution-*.json"))]


def evolution(config, dev, snapshots, folder, n, device):
    """Writes evolution.json into `folder` from the run's snapshots, on n images."""
    points = points_of(config, dev, snapshots, folder, n, device)
    classes = config["architecture"]["classes"]
    if points:
        (folder / "evolution.json").write_text(json.dumps({
            "format": 1, "images": f"{n} development images ({n / classes:g} a class), at the size that the network was "
            "trained at just then; averaged weights", "n": n, "blocks": ordered(config["architecture"]),
            "classes": figure_classes(config), "points": points}, separators=(",", ":")))
    return points


def figure_classes(config):
    """Classes whose curves are kept: four at most, for the size of the file."""
    return (config.get("default_classes") or list(range(config["architecture"]["classes"])))[:4]


def point(config, saved, images, labels, device):
    architecture, chosen = config["architecture"], figure_classes(config)
    net = network(architecture, rounded(saved["state"]), device)
    size = size_at(config, min(saved["epoch"], config["epochs"] - 1))
    values, logits = excitations(net, images, size, device)
    rows, curves, figure = {}, {}, figure_blocks(architecture)
    for name, s in values.items():
        profile = Profile(architecture["classes"], s.shape[1], s.mean(0), SPAN[architecture["se"]["excitation"]])
        profile.add(labels, s)
        rows[name] = summary(profile.mean, profile.std(), profile.count, profile.scale_sd(), profile.hist)
        if name in figure:
            curves[name] = {"all": profile.mean.mean(0).round(3).tolist(),
                            **{str(k): profile.mean[k].round(3).tolist() for k in chosen}}
    rank = ranks(logits, torch.as_tensor(labels)).numpy()
    column = lambda key: [round(rows[b][key], 4) for b in ordered(architecture)]  # noqa: E731
    return {"size": size, "top1": round(float((rank == 0).mean()), 4), "top5": round(float((rank < 5).mean()), 4),
            "mean": column("mean"), "spread": column("spread"), "image": column("image"),
            "above": column("above_0.9"), "curves": curves}
