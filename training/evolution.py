"""The figure at points of training, on development images at the size then trained at.

evolution.json: `blocks` and the default `classes`; `points`, each with `share` of the training and
`epochs` so far, `size`, `top1`, `top5`, and by block `mean`, `spread`, `image` and `above` (share of
excitations above 0.9); `curves` by block of the figure: 'all' and each class, [C].
"""
import json

import numpy as np
import torch

from .gates import ordered, ranks
from .measure import SPAN, balanced, excitations, network, rounded
from .profile import Profile, summary
from .recipe import size_at

FIGURE = ("SE_2_3", "SE_3_4", "SE_4_6", "SE_5_1", "SE_5_2", "SE_5_3")


def evolution(config, dev, snapshots, folder, n, device):
    """Writes evolution.json into `folder` from the run's snapshots (evolution-*.pt), on n images."""
    indices = np.sort(balanced(dev.labels, config["seed"])[:n])
    images, labels = dev.images[indices], dev.labels[indices]
    classes = config["architecture"]["classes"]
    chosen = config.get("default_classes") or list(range(min(4, classes)))
    per_epoch = dev.meta["counts"]["train"] // config["batch"]
    points = []
    for path in sorted(snapshots):
        kept = folder / (path.stem + ".json")
        if not kept.exists():
            saved = torch.load(path, map_location="cpu")
            kept.write_text(json.dumps({
                "share": saved["share"], "epochs": round(saved["epoch"] + saved["step"] / per_epoch, 3),
                **point(config, saved, images, labels, chosen, device)}))
        points.append(json.loads(kept.read_text()))
    if points:
        (folder / "evolution.json").write_text(json.dumps({
            "format": 1, "images": f"{n} development images ({n / classes:g} a class), at the size that the network was "
            "trained at just then; averaged weights",
            "n": len(indices), "blocks": ordered(config["architecture"]), "classes": chosen, "points": points},
            separators=(",", ":")))
    return points


def point(config, saved, images, labels, chosen, device):
    architecture = config["architecture"]
    net = network(architecture, rounded(saved["state"]), device)
    size = size_at(config, min(saved["epoch"], config["epochs"] - 1))
    values, logits = excitations(net, images, size, device)
    rows, curves = {}, {}
    for name, s in values.items():
        profile = Profile(architecture["classes"], s.shape[1], s.mean(0), SPAN[architecture["se"]["excitation"]])
        profile.add(labels, s)
        rows[name] = summary(profile.mean, profile.std(), profile.count, profile.scale_sd(), profile.hist)
        if name in FIGURE:
            curves[name] = {"all": profile.mean.mean(0).round(3).tolist(),
                            **{str(k): profile.mean[k].round(3).tolist() for k in chosen}}
    rank = ranks(logits, torch.as_tensor(labels)).numpy()
    column = lambda key: [round(rows[b][key], 4) for b in ordered(architecture)]  # noqa: E731
    return {"size": size, "top1": round(float((rank == 0).mean()), 4), "top5": round(float((rank < 5).mean()), 4),
            "mean": column("mean"), "spread": column("spread"), "image": column("image"),
            "above": column("above_0.9"), "curves": curves}
