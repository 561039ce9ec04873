"""Configuration, learning rate, optimiser and average of weights."""
import json
import math
from pathlib import Path

import torch

DEFAULTS = {
    "seed": 1, "batch": 128, "lr": 0.1, "warmup": 1, "momentum": 0.9, "nesterov": True,
    "weight_decay": 5e-4, "se": {"lr": 2, "weight_decay": 0}, "label_smoothing": 0.1,
    "augmentation": {"crop": [0.35, 1], "flip": 0.5, "jitter": 0.2, "cutmix": 0, "mixup": 0},
    "plain_epochs": 0, "ema": 0.9995, "clip": 0, "final_lr": 0.0,
    "evolution": [0, 0.003, 0.01, 0.03, 0.07, 0.14, 0.24, 0.37, 0.52, 0.68, 0.84, 1],
}


def with_defaults(config):
    config = {**DEFAULTS, **config}
    return {**config, "augmentation": {**DEFAULTS["augmentation"], **config["augmentation"]}}


def read_config(path):
    """A network's configuration; one with `from` takes a row of that file of experiments (its id
    becomes the only one of `rows`), and changes what else it says."""
    own = json.loads(Path(path).read_text())
    if "from" in own:
        from .experiments import row_config
        experiments = json.loads((Path(path).parent / own["from"]).read_text())
        row = next(row for row in experiments["rows"] if row["id"] == own["row"])
        own = {**row_config(experiments, row, own.get("seed", 1)), "rows": [row["id"]],
               **{k: v for k, v in own.items() if k not in ("from", "row")}}
    return {"name": Path(path).stem, **with_defaults(own)}


def data_of(path):
    """(folder of arrays, options that `prepare` makes it with), of a configuration of any kind; for resume.sh."""
    own = json.loads(Path(path).read_text())
    if "from" in own:
        own = {**json.loads((Path(path).parent / own["from"]).read_text()), **own}
    return own["data"], own.get("prepare", [])


def size_at(config, epoch):
    return next(size for until, size in config["sizes"] if epoch < until)


def rate(config, at):
    """Share of the peak learning rate at epoch `at` (a fraction of epochs counts): a linear
    warm-up, then a cosine down to `final_lr`."""
    warm, total = config["warmup"], config["epochs"]
    if at < warm:
        return (at + 1e-3) / warm
    low = config["final_lr"]
    return low + (1 - low) * 0.5 * (1 + math.cos(math.pi * (at - warm) / (total - warm)))


def optimiser(net, config):
    groups = {"weights": [], "plain": [], "se": []}
    for name, p in net.named_parameters():
        groups["se" if ".se." in name else "plain" if p.dim() == 1 else "weights"].append(p)
    se = config["se"]
    return torch.optim.SGD(
        [{"params": groups["weights"], "weight_decay": config["weight_decay"], "times": 1},
         {"params": groups["plain"], "weight_decay": 0, "times": 1},
         {"params": groups["se"], "weight_decay": se["weight_decay"], "times": se["lr"]}],
        lr=config["lr"], momentum=config["momentum"], nesterov=config["nesterov"])


class Average:
    """Exponential average of weights and batch-norm statistics; short-sighted at first."""

    def __init__(self, net, decay):
        self.decay, self.updates = decay, 0
        self.state = {k: v.detach().clone() for k, v in net.state_dict().items()}

    @torch.no_grad()
    def update(self, net):
        self.updates += 1
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates))
        mine, theirs = [], []
        for k, v in net.state_dict().items():
            if v.is_floating_point():
                mine.append(self.state[k])
                theirs.append(v)
            else:
                self.state[k].copy_(v)
        torch._foreach_mul_(mine, decay)
        torch._foreach_add_(mine, theirs, alpha=1 - decay)
