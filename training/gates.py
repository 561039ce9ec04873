"""Gate settings, and running many of them at once over shared prefixes."""
import itertools

import numpy as np
import torch

from .model import blocks_in, set_gates

GATES = ("live", "frozen", "off")


def tail_of(architecture):
    """The last min(3, n) SE blocks."""
    return ordered(architecture)[-3:]


def ordered(architecture):
    """The ids of the blocks with SE, in depth."""
    return [f"SE_{stage['id']}_{b}" for stage in architecture["stages"]
            for b in range(1, blocks_in(stage) + 1) if f"SE_{stage['id']}_{b}" in architecture["se"]["blocks"]]


def tail_settings(tail):
    """Every combination over the tail, all live first, the last block varying fastest."""
    return [{b: g for b, g in zip(tail, gates) if g != "live"}
            for gates in itertools.product(GATES, repeat=len(tail))]


def settings_of(architecture, path=()):
    """The recorded settings in their order: the tail's, each earlier block frozen and off alone,
    then the greedy path: the first block of `path` frozen, the first two, and so on."""
    tail = tail_of(architecture)
    earlier = [b for b in ordered(architecture) if b not in tail]
    alone = [{b: gate} for b in earlier for gate in ("frozen", "off")]
    return tail_settings(tail) + alone + [{b: "frozen" for b in path[:n]} for n in range(1, len(path) + 1)]


@torch.no_grad()
def logits_of(net, x, settings, constants, entering=None):
    """[S, N, K] for `settings` over one batch (images, or the input of block `entering`).

    Settings are walked as a tree over depth: what they have in common runs once."""
    blocks = net.blocks()
    names = [name for name, _ in blocks]
    first = names.index(entering) if entering else 0
    out = [None] * len(settings)

    def walk(at, x, group):
        if at == len(blocks):
            logits = net.head(x)
            for s in group:
                out[s] = logits
            return
        name, block = blocks[at]
        for gate in GATES:
            mine = [s for s in group if settings[s].get(name, "live") == gate]
            if mine:
                if block.se is not None:
                    block.se.gate = {"live": None, "frozen": constants.get(name), "off": 1}[gate]
                y = block(x)
                if block.se is not None:
                    block.se.gate = None
                walk(at + 1, y, mine)

    set_gates(net, {})
    walk(first, x if entering else net.stem(x), list(range(len(settings))))
    return torch.stack(out)


def ranks(logits, labels):
    """Rank of the truth [..., N]: how many logits are above it; 255 is that or more."""
    truth = logits.gather(-1, labels.expand(logits.shape[:-1])[..., None])
    return (logits > truth).sum(-1).clamp(max=255)


def class_type(classes):
    return np.uint8 if classes <= 256 else np.uint16
