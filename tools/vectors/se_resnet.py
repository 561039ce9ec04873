"""The SE-ResNet of an `architecture` JSON in plain PyTorch, with taps and gates: the reference that the browser is held to.

Weights are a dict under timm's names (timm/models/resnet.py, timm/layers/squeeze_excite.py).
Images go in as [N, 3, H, W].
"""
import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F


def hidden_width(channels, se):
    """timm's make_divisible with round_limit 0: the width between fc1 and fc2."""
    divisor, least = se["rounding"]["divisor"], se["rounding"]["min"]
    return max(least, int(channels / se["r"] + divisor / 2) // divisor * divisor)


def stem_widths(stem):
    """Output channels of the stem's convolutions; a deep stem lists three."""
    width = stem["width"]
    if stem["kind"] == "deep":
        return list(width) if isinstance(width, list) else [width // 2, width // 2, width]
    return [width]


def blocks_of(architecture):
    """Every residual block in depth: its id SE_s_b, timm prefix, kind, channels, stride, groups."""
    channels = stem_widths(architecture["stem"])[-1]
    for stage_index, stage in enumerate(architecture["stages"]):
        for b in range(stage["blocks"]):
            stride = stage["stride"] if b == 0 else 1
            yield {
                "id": f"SE_{stage['id']}_{b + 1}", "prefix": f"layer{stage_index + 1}.{b}", "kind": stage["kind"],
                "in": channels, "width": stage["width"], "out": stage["out"], "stride": stride,
                "groups": stage["groups"], "shortcut": b == 0 and (stride != 1 or channels != stage["out"]),
            }
            channels = stage["out"]


def shapes_of(architecture):
    """name -> shape of the whole state dict, `num_batches_tracked` left out."""
    shapes = {}

    def conv(name, cin, cout, k, groups=1):
        shapes[f"{name}.weight"] = (cout, cin // groups, k, k)

    def norm(name, c):
        for part in ("weight", "bias", "running_mean", "running_var"):
            shapes[f"{name}.{part}"] = (c,)

    stem = architecture["stem"]
    widths = stem_widths(stem)
    if stem["kind"] == "deep":
        conv("conv1.0", 3, widths[0], 3)
        norm("conv1.1", widths[0])
        conv("conv1.3", widths[0], widths[1], 3)
        norm("conv1.4", widths[1])
        conv("conv1.6", widths[1], widths[2], 3)
    else:
        conv("conv1", 3, widths[0], 7 if stem["kind"] == "7x7" else 3)
    norm("bn1", widths[-1])
    for block in blocks_of(architecture):
        p, width, out = block["prefix"], block["width"], block["out"]
        if block["kind"] == "bottleneck":
            conv(f"{p}.conv1", block["in"], width, 1)
            norm(f"{p}.bn1", width)
            conv(f"{p}.conv2", width, width, 3, block["groups"])
            norm(f"{p}.bn2", width)
            conv(f"{p}.conv3", width, out, 1)
            norm(f"{p}.bn3", out)
        else:
            conv(f"{p}.conv1", block["in"], width, 3)
            norm(f"{p}.bn1", width)
            conv(f"{p}.conv2", width, out, 3)
            norm(f"{p}.bn2", out)
        if block["id"] in architecture["se"]["blocks"]:
            h = hidden_width(out, architecture["se"])
            shapes.update({f"{p}.se.fc1.weight": (h, out, 1, 1), f"{p}.se.fc1.bias": (h,),
                           f"{p}.se.fc2.weight": (out, h, 1, 1), f"{p}.se.fc2.bias": (out,)})
        if block["shortcut"]:
            conv(f"{p}.downsample.0", block["in"], out, 1)
            norm(f"{p}.downsample.1", out)
    shapes["fc.weight"] = (architecture["classes"], channels_out(architecture))
    shapes["fc.bias"] = (architecture["classes"],)
    return shapes


def channels_out(architecture):
    return architecture["stages"][-1]["out"] if architecture["stages"] else stem_widths(architecture["stem"])[-1]


def apply_gate(live, gate, n):
    """[N, C] that multiplies U. `gate` has the form of src/contracts/gate.ts; None is live."""
    base = gate["base"] if gate else {"kind": "live"}
    if base["kind"] == "live":
        s = live
    elif base["kind"] == "ones":
        s = torch.ones_like(live)
    else:
        s = torch.as_tensor(np.asarray(base["values"]), dtype=live.dtype).expand(n, -1)
    for edit in (gate or {}).get("edits", []):
        s = s.clone()
        s[:, edit["channels"]] = edit["value"] if edit["how"] == "set" else s[:, edit["channels"]] * edit["value"]
    return s


def forward(architecture, weights, x, gates=None, entering_norm=lambda name, x: None):
    """(logits, taps): taps[id] has squeeze, hidden, excitation, gate [N, ·], u, and what entered the block."""
    w, eps, taps = weights, architecture["eps"], {}

    def norm(x, name):
        entering_norm(name, x)
        return F.batch_norm(x, w[f"{name}.running_mean"], w[f"{name}.running_var"], w[f"{name}.weight"],
                            w[f"{name}.bias"], False, 0.0, eps)

    def conv_norm(x, conv, bn, stride=1, groups=1):
        kernel = w[f"{conv}.weight"]
        return norm(F.conv2d(x, kernel, None, stride, kernel.shape[-1] // 2, 1, groups), bn)

    stem = architecture["stem"]
    if stem["kind"] == "deep":
        x = F.relu(conv_norm(x, "conv1.0", "conv1.1", stem["stride"]))
        x = F.relu(conv_norm(x, "conv1.3", "conv1.4"))
        x = F.relu(conv_norm(x, "conv1.6", "bn1"))
    else:
        x = F.relu(conv_norm(x, "conv1", "bn1", stem["stride"]))
    if stem["pool"]:
        x = F.max_pool2d(x, 3, 2, 1)
    for block in blocks_of(architecture):
        p, stride, entering = block["prefix"], block["stride"], x
        shortcut = conv_norm(x, f"{p}.downsample.0", f"{p}.downsample.1", stride) if block["shortcut"] else x
        if block["kind"] == "bottleneck":
            x = F.relu(conv_norm(x, f"{p}.conv1", f"{p}.bn1"))
            x = F.relu(conv_norm(x, f"{p}.conv2", f"{p}.bn2", stride, block["groups"]))
            u = conv_norm(x, f"{p}.conv3", f"{p}.bn3")
        else:
            x = F.relu(conv_norm(x, f"{p}.conv1", f"{p}.bn1", stride))
            u = conv_norm(x, f"{p}.conv2", f"{p}.bn2")
        x = u
        if block["id"] in architecture["se"]["blocks"]:
            z = u.mean((2, 3), keepdim=True)
            h = F.relu(F.conv2d(z, w[f"{p}.se.fc1.weight"], w[f"{p}.se.fc1.bias"]))
            s = torch.sigmoid(F.conv2d(h, w[f"{p}.se.fc2.weight"], w[f"{p}.se.fc2.bias"])).flatten(1)
            g = apply_gate(s, (gates or {}).get(block["id"]), len(u))
            x = u * g[:, :, None, None]
            taps[block["id"]] = {"squeeze": z.flatten(1), "hidden": h.flatten(1), "excitation": s, "gate": g,
                                 "u": u, "entering": entering}
        x = F.relu(x + shortcut)
    return F.linear(x.mean((2, 3)), w["fc.weight"], w["fc.bias"]), taps


DTYPES = {"F16": np.float16, "F32": np.float32, "U8": np.uint8, "U16": np.uint16, "U32": np.uint32}


def read_safetensors(path):
    """({name: ndarray}, metadata)"""
    data = Path(path).read_bytes()
    n = int.from_bytes(data[:8], "little")
    header = json.loads(data[8:8 + n])
    meta = header.pop("__metadata__", {})
    return {name: np.frombuffer(data, DTYPES[t["dtype"]], math.prod(t["shape"]), 8 + n + t["data_offsets"][0]).reshape(t["shape"])
            for name, t in header.items()}, meta


def load_model(folder):
    """(model.json, weights as float32 tensors) of a model folder."""
    model = json.loads((Path(folder) / "model.json").read_text())
    arrays, _ = read_safetensors(Path(folder) / "weights.safetensors")
    return model, {k: torch.from_numpy(v.astype(np.float32)) for k, v in arrays.items()}
