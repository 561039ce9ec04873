"""Writes src/network/vectors/*.json: small random SE networks, and what PyTorch makes of them in float64.

    python3 tools/vectors/network.py

Every number is stored as base64 of little-endian float32: {"shape": [...], "data": "..."}.
Images and U are [N, H, W, C]; weights keep PyTorch's layout (convolutions [out, in / groups, h, w]).
"""
import base64
import json
import math
from pathlib import Path

import numpy as np
import torch

from se_resnet import blocks_of, forward, hidden_width, shapes_of

OUT = Path(__file__).resolve().parents[2] / "src/network/vectors"
BATCH = 2


def stage(id, kind, blocks, width, out, stride, groups=1):
    return {"id": id, "kind": kind, "blocks": blocks, "width": width, "out": out, "stride": stride,
            "groups": groups, "shortcut": "conv"}


def module(one, three, twice, mode, pool, stride=1):
    return {"one": one, "three": three, "twice": twice, "pool": {"mode": mode, "width": pool}, "stride": stride}


def architecture(stem, stages, r, divisor, classes, eps=1e-5, keep=lambda id: True, least=8, **variant):
    a = {"stem": stem, "eps": eps, "stages": stages, "classes": classes,
         "se": {"blocks": [], "r": r, "rounding": {"divisor": divisor, "min": least},
                "squeeze": "average", "excitation": "sigmoid", "place": "standard", **variant}}
    a["se"]["blocks"] = [b["id"] for b in blocks_of(a) if keep(b["id"])]
    return a


# name: (architecture, [H, W])
CASES = {
    "bottleneck-7x7": (architecture(
        {"kind": "7x7", "stride": 2, "pool": True, "width": 8},
        [stage(2, "bottleneck", 1, 6, 16, 1), stage(3, "bottleneck", 2, 8, 24, 2),
         stage(4, "bottleneck", 2, 8, 32, 2), stage(5, "bottleneck", 2, 12, 40, 2)], 16, 1, 10), [40, 40]),
    "basic-3x3": (architecture(
        {"kind": "3x3", "stride": 1, "pool": False, "width": 8},
        [stage(2, "basic", 2, 8, 8, 1), stage(3, "basic", 2, 12, 12, 2), stage(4, "basic", 2, 16, 16, 2)],
        4, 8, 7), [16, 16]),
    "grouped-deep-odd": (architecture(
        {"kind": "deep", "stride": 2, "pool": True, "width": [6, 6, 10]},
        [stage(2, "bottleneck", 2, 8, 20, 1, 4), stage(3, "bottleneck", 2, 16, 36, 2, 4),
         stage(4, "bottleneck", 1, 24, 48, 2, 8)], 2, 8, 9), [33, 37]),
    "subset-mixed-odd": (architecture(
        {"kind": "3x3", "stride": 2, "pool": True, "width": 10},
        [stage(2, "basic", 2, 10, 10, 1), stage(3, "bottleneck", 3, 6, 24, 2), stage(4, "basic", 1, 20, 20, 2),
         stage(5, "bottleneck", 1, 8, 32, 1)], 2, 1, 6,
        keep=lambda id: id in ("SE_2_2", "SE_3_1", "SE_3_3", "SE_5_1")), [35, 29]),
    "no-pool-strided-first": (architecture(
        {"kind": "7x7", "stride": 1, "pool": False, "width": 6},
        [stage(2, "bottleneck", 2, 6, 18, 2), stage(3, "bottleneck", 1, 8, 18, 1),
         stage(4, "bottleneck", 2, 10, 44, 2)], 3, 8, 5, eps=1e-3), [21, 18]),
    "deep-stride1": (architecture(
        {"kind": "deep", "stride": 1, "pool": True, "width": [4, 6, 12]},
        [stage(2, "basic", 1, 12, 12, 1), stage(3, "basic", 2, 18, 18, 2)], 1, 1, 5, eps=1e-4), [19, 23]),
    "without-se": (architecture(
        {"kind": "3x3", "stride": 1, "pool": False, "width": 6},
        [stage(2, "bottleneck", 1, 4, 12, 1, 2), stage(3, "basic", 1, 14, 14, 2)], 16, 1, 4,
        keep=lambda id: False), [11, 14]),
    "max-tanh-pre": (architecture(
        {"kind": "3x3", "stride": 1, "pool": True, "width": 8},
        [stage(2, "basic", 2, 8, 8, 1), stage(3, "bottleneck", 2, 6, 20, 2)], 4, 1, 5,
        squeeze="max", excitation="tanh", place="pre", least=2), [15, 18]),
    "relu-3x3-paper-stride": (architecture(
        {"kind": "3x3", "stride": 1, "pool": False, "width": 8},
        [stage(2, "basic", 1, 10, 10, 1), {**stage(3, "bottleneck", 2, 12, 24, 2, 3), "strideIn": "1x1"},
         stage(4, "bottleneck", 1, 8, 20, 2, 2)], 3, 1, 6, excitation="relu", place="3x3", least=2), [13, 17]),
    "identity": (architecture(
        {"kind": "3x3", "stride": 2, "pool": False, "width": 12},
        [stage(2, "bottleneck", 2, 6, 12, 1), stage(3, "basic", 2, 16, 16, 2)], 4, 1, 5, place="identity", least=2), [18, 15]),
    "post-constants": (architecture(
        {"kind": "3x3", "stride": 2, "pool": False, "width": 10},
        [stage(2, "basic", 2, 10, 10, 1), stage(3, "bottleneck", 2, 8, 20, 2)], 4, 1, 5,
        keep=lambda id: id in ("SE_2_1", "SE_3_2"), place="post", constants=["SE_2_2"], least=2), [17, 14]),
    "no-squeeze": (architecture(
        {"kind": "3x3", "stride": 2, "pool": False, "width": 8},
        [stage(2, "bottleneck", 1, 6, 16, 1), stage(3, "basic", 2, 12, 12, 2)], 4, 1, 5, squeeze="none", least=2), [16, 19]),
    "inception": (architecture(
        {"kind": "inception", "stride": 2, "pool": True, "width": [6, 6, 10]},
        [{"id": 3, "kind": "inception", "modules": [module(4, [3, 5], [3, 4, 5], "average", 3),
                                                    module(0, [4, 6], [3, 5, 6], "max", 0, 2)]},
         {"id": 4, "kind": "inception", "modules": [module(6, [4, 6], [4, 5, 6], "max", 4)]}],
        4, 1, 5, least=2), [37, 45]),
    "pool-shortcut": (architecture(
        {"kind": "deep", "stride": 2, "pool": "conv", "width": [5, 6, 10]},
        [{**stage(2, "bottleneck", 2, 6, 16, 1), "shortcut": "pool"}, {**stage(3, "bottleneck", 1, 8, 20, 2, 2), "shortcut": "pool"},
         {**stage(4, "basic", 1, 12, 12, 2), "shortcut": "pool"}], 4, 8, 5), [41, 45]),
    "legacy-senet": (architecture(
        {"kind": "deep", "stride": 2, "pool": "ceil", "width": [6, 6, 12]},
        [{**stage(2, "bottleneck", 1, 16, 20, 1, 4), "shortcut": "3x3", "first": 8},
         {**stage(3, "bottleneck", 2, 24, 24, 2, 4), "shortcut": "3x3", "first": 12}], 4, 1, 5, least=1), [39, 46]),
}


def tensor(values):
    a = np.ascontiguousarray(np.asarray(values), "<f4")
    return {"shape": list(a.shape), "data": base64.b64encode(a.tobytes()).decode()}


def random_weights(a, rng):
    weights = {}
    for name, shape in shapes_of(a).items():
        part = name.rsplit(".", 1)[1]
        if ".se.fc" in name:
            # wide enough that excitations fill 0 to 1 and differ between images
            v = rng.normal(0, 1.8 / math.sqrt(shape[1]), shape) if part == "weight" else rng.normal(0, 0.4, shape)
        elif name.endswith(".se.constant"):
            v = rng.uniform(0.2, 0.9, shape)
        elif name.startswith("fc."):
            v = rng.normal(0, 1.5 / math.sqrt(shape[-1]), shape)
        elif len(shape) == 4:
            v = rng.normal(0, math.sqrt(2 / (shape[1] * shape[2] * shape[3])), shape)
        elif part == "weight":
            v = rng.uniform(0.5, 1.1, shape)
        elif part == "running_var":
            v = rng.uniform(0.6, 2.4, shape)
        else:
            v = rng.normal(0, 0.2, shape)
        weights[name] = v.astype(np.float32)
    return weights


def gate_settings(a, rng):
    """A few gates by name, in the form of src/contracts/gate.ts; a constant's `values` is [C] or [N, C]."""
    channels = {b["id"]: b["gated"] for b in blocks_of(a)}
    ids = a["se"]["blocks"]
    if not ids:
        return {}
    first, middle, last = ids[0], ids[len(ids) // 2], ids[-1]
    c = channels[middle]

    def vector(id):
        return rng.uniform(0.05, 0.95, channels[id]).astype(np.float32)

    def constant(values):
        return {"kind": "constant", "values": values}

    return {
        "constant": {middle: {"base": constant(vector(middle))}},
        "off": {last: {"base": {"kind": "ones"}}},
        "all-off": {id: {"base": {"kind": "ones"}} for id in ids},
        "per-image": {first: {"base": constant(rng.uniform(0, 1, (BATCH, channels[first])).astype(np.float32))}},
        "edited-live": {middle: {"base": {"kind": "live"}, "edits": [
            {"channels": [0, 1], "how": "set", "value": 0}, {"channels": [1, c // 2, c - 2], "how": "scale", "value": 0.5},
            {"channels": [c - 1], "how": "set", "value": 1}]}},
        "edited-constant-and-off": {
            first: {"base": constant(vector(first)), "edits": [{"channels": [1], "how": "scale", "value": 0.25}]},
            last: {"base": {"kind": "ones"}, "edits": [{"channels": [2], "how": "set", "value": 0.125}]}},
    }


def write(name, a, size, seed):
    rng = np.random.default_rng(seed)
    weights = random_weights(a, rng)
    images = rng.normal(0, 1.2, (BATCH, *size, 3)).astype(np.float32)
    # the second image has another colour and a slope from left to right: excitations differ, sides matter
    images[1] += np.array([2, -1, -2], np.float32) * np.linspace(0, 2, size[1], dtype=np.float32)[None, :, None]
    w = {k: torch.from_numpy(v).double() for k, v in weights.items()}
    x = torch.from_numpy(images).permute(0, 3, 1, 2).double()
    logits, taps = forward(a, w, x)
    ids = a["se"]["blocks"]
    with_u = ids[len(ids) // 2:][:1]
    expected = {"logits": tensor(logits), "blocks": {}}
    for id in ids:
        t = taps[id]
        expected["blocks"][id] = {k: tensor(t[k]) for k in ("squeeze", "hidden", "excitation", "excitationMap") if k in t}
        if id in with_u:
            expected["blocks"][id]["u"] = tensor(t["u"].permute(0, 2, 3, 1))
    gates = []
    for title, setting in gate_settings(a, rng).items():
        gated, gated_taps = forward(a, w, x, setting)
        gates.append({
            "name": title,
            "gates": {id: {**g, "base": {k: v if k == "kind" else tensor(v) for k, v in g["base"].items()}} for id, g in setting.items()},
            "logits": tensor(gated),
            "applied": {id: tensor(gated_taps[id]["gate"]) for id in setting},
            "excitation": {id: tensor(gated_taps[id]["excitation"]) for id in ids[-1:]},
        })
    document = {"name": name, "architecture": a, "input": tensor(images),
                "hidden": {b["id"]: hidden_width(b["gated"], a["se"]) for b in blocks_of(a) if b["id"] in ids},
                "weights": {k: tensor(v) for k, v in weights.items()}, "expected": expected, "gates": gates}
    path = OUT / f"{name}.json"
    path.write_text(json.dumps(document, separators=(",", ":")) + "\n")
    spread = [f"{id} {t['excitation'].min():.2f}-{t['excitation'].max():.2f} ({(t['excitation'][0] - t['excitation'][1]).abs().mean():.2f})"
              for id, t in taps.items()]
    print(f"{path.name}: {path.stat().st_size // 1024} kB, logits {logits.abs().max():.2f},", "; ".join(spread))


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        for seed, (name, (a, size)) in enumerate(CASES.items()):
            write(name, a, size, 100 + seed)
