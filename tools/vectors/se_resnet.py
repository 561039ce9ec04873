"""The SE network of an `architecture` JSON in plain PyTorch, with taps and gates: the reference that the browser is held to.

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
    """Output channels of the stem's convolutions; a deep or an Inception stem lists three."""
    width = stem["width"]
    if stem["kind"] in ("deep", "inception"):
        return list(width) if isinstance(width, list) else [width // 2, width // 2, width]
    return [width]


def blocks_of(architecture):
    """Every block in depth: its id SE_s_b, prefix (timm's for residual units), kind, channels, stride, what its gate multiplies."""
    channels = stem_widths(architecture["stem"])[-1]
    for stage in architecture["stages"]:
        modules = stage["modules"] if stage["kind"] == "inception" else [None] * stage["blocks"]
        for b, module in enumerate(modules):
            common = {"id": f"SE_{stage['id']}_{b + 1}", "prefix": f"layer{stage['id'] - 1}.{b}", "kind": stage["kind"], "in": channels}
            if module:
                out = module["one"] + module["three"][1] + module["twice"][2] + (module["pool"]["width"] or channels)
                yield {**common, "module": module, "out": out, "gated": out}
            else:
                stride, out, width = stage["stride"] if b == 0 else 1, stage["out"], stage["width"]
                place = architecture["se"]["place"]
                yield {**common, "width": width, "out": out, "stride": stride, "groups": stage["groups"],
                       "stride_in": stage.get("strideIn", "3x3"), "first": stage.get("first", width), "kind_of_shortcut": stage["shortcut"], "shortcut": stride != 1 or channels != out,
                       "gated": {"pre": channels, "3x3": width}.get(place, out)}
            channels = out


def branches_of(block):
    """(name, [(in, out, kernel, stride)]) of an Inception module's branches with convolutions, in the order of their concatenation."""
    m, i = block["module"], block["in"]
    (a, b), (c, d, e), s = m["three"], m["twice"], m["stride"]
    if m["one"]:
        yield "one", [(i, m["one"], 1, 1)]
    yield "three", [(i, a, 1, 1), (a, b, 3, s)]
    yield "twice", [(i, c, 1, 1), (c, d, 3, 1), (d, e, 3, s)]
    if m["pool"]["width"]:
        yield "pool", [(i, m["pool"]["width"], 1, 1)]


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
        conv("conv1", 3, widths[0], 3 if stem["kind"] == "3x3" else 7)
    norm("bn1", widths[0] if stem["kind"] == "inception" else widths[-1])
    if stem["pool"] == "conv":
        conv("maxpool.0", widths[-1], widths[-1], 3)
        norm("maxpool.1", widths[-1])
    if stem["kind"] == "inception":
        for n, k in ((2, 1), (3, 3)):
            conv(f"conv{n}", widths[n - 2], widths[n - 1], k)
            norm(f"bn{n}", widths[n - 1])
    for block in blocks_of(architecture):
        p, out, c = block["prefix"], block["out"], block["gated"]
        if block["kind"] == "inception":
            for name, layers in branches_of(block):
                for n, (i, o, k, _) in enumerate(layers, 1):
                    conv(f"{p}.{name}.conv{n}", i, o, k)
                    norm(f"{p}.{name}.bn{n}", o)
        elif block["kind"] == "bottleneck":
            width = block["width"]
            conv(f"{p}.conv1", block["in"], block["first"], 1)
            norm(f"{p}.bn1", block["first"])
            conv(f"{p}.conv2", block["first"], width, 3, block["groups"])
            norm(f"{p}.bn2", width)
            conv(f"{p}.conv3", width, out, 1)
            norm(f"{p}.bn3", out)
        else:
            width = block["width"]
            conv(f"{p}.conv1", block["in"], width, 3)
            norm(f"{p}.bn1", width)
            conv(f"{p}.conv2", width, out, 3)
            norm(f"{p}.bn2", out)
        if block["id"] in architecture["se"]["blocks"]:
            h = hidden_width(c, architecture["se"])
            shapes.update({f"{p}.se.fc1.weight": (h, c, 1, 1), f"{p}.se.fc1.bias": (h,),
                           f"{p}.se.fc2.weight": (c, h, 1, 1), f"{p}.se.fc2.bias": (c,)})
        if block["id"] in architecture["se"].get("constants", []):
            shapes[f"{p}.se.constant"] = (c,)
        if block.get("shortcut"):
            n = 1 if block["kind_of_shortcut"] == "pool" else 0
            conv(f"{p}.downsample.{n}", block["in"], out, 3 if block["kind_of_shortcut"] == "3x3" and block["stride"] > 1 else 1)
            norm(f"{p}.downsample.{n + 1}", out)
    shapes["fc.weight"] = (architecture["classes"], channels_out(architecture))
    shapes["fc.bias"] = (architecture["classes"],)
    return shapes


def channels_out(architecture):
    return list(blocks_of(architecture))[-1]["out"]


def apply_gate(live, gate, n):
    """[N, C, 1, 1], or a map where `live` is one, that multiplies. `gate` has the form of src/contracts/gate.ts; None is live."""
    base = gate["base"] if gate else {"kind": "live"}
    if base["kind"] == "live":
        s = live
    elif base["kind"] == "ones":
        s = torch.ones_like(live)
    else:
        s = torch.as_tensor(np.asarray(base["values"]), dtype=live.dtype).expand(n, -1)[:, :, None, None].expand_as(live)
    for edit in (gate or {}).get("edits", []):
        s = s.clone()
        s[:, edit["channels"]] = edit["value"] if edit["how"] == "set" else s[:, edit["channels"]] * edit["value"]
    return s


EXCITATIONS = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": F.relu}


def forward(architecture, weights, x, gates=None, entering_norm=lambda name, x: None):
    """(logits, taps): taps[id] has squeeze, hidden, excitation, gate [N, ·], u, and what entered the block; without a squeeze
    hidden and excitationMap are maps [N, H, W, ·], excitation and gate their means over positions."""
    w, eps, taps, se = weights, architecture["eps"], {}, architecture["se"]

    def norm(x, name):
        entering_norm(name, x)
        return F.batch_norm(x, w[f"{name}.running_mean"], w[f"{name}.running_var"], w[f"{name}.weight"],
                            w[f"{name}.bias"], False, 0.0, eps)

    def conv_norm(x, conv, bn, stride=1, groups=1):
        kernel = w[f"{conv}.weight"]
        return norm(F.conv2d(x, kernel, None, stride, kernel.shape[-1] // 2, 1, groups), bn)

    def slot(block, place, u):
        """What goes on from `u`, where a block's slot may stand."""
        p, id = block["prefix"], block["id"]
        if place != se["place"]:
            return u
        if id in se.get("constants", []):
            return u * w[f"{p}.se.constant"][None, :, None, None]
        if id not in se["blocks"]:
            return u
        z = {"average": lambda: u.mean((2, 3), keepdim=True), "max": lambda: u.amax((2, 3), keepdim=True), "none": lambda: u}[se["squeeze"]]()
        h = F.relu(F.conv2d(z, w[f"{p}.se.fc1.weight"], w[f"{p}.se.fc1.bias"]))
        s = EXCITATIONS[se["excitation"]](F.conv2d(h, w[f"{p}.se.fc2.weight"], w[f"{p}.se.fc2.bias"]))
        g = apply_gate(s, (gates or {}).get(id), len(u))
        tap = taps[id] = {"excitation": s.mean((2, 3)), "gate": g.mean((2, 3))}
        if se["squeeze"] == "none":
            tap.update({"hidden": h.permute(0, 2, 3, 1), "excitationMap": s.permute(0, 2, 3, 1)})
        else:
            tap.update({"squeeze": z.flatten(1), "hidden": h.flatten(1)})
        return u * g

    def residual(block, x):
        p, stride, id = block["prefix"], block["stride"], block["id"]
        if not block["shortcut"]:
            shortcut = x
        elif block["kind_of_shortcut"] == "pool":
            pooled = F.avg_pool2d(x, 2, stride, ceil_mode=True, count_include_pad=False) if stride > 1 else x
            shortcut = conv_norm(pooled, f"{p}.downsample.1", f"{p}.downsample.2")
        else:
            shortcut = conv_norm(x, f"{p}.downsample.0", f"{p}.downsample.1", stride)
        y = slot(block, "pre", x)
        if block["kind"] == "bottleneck":
            first, second = (stride, 1) if block["stride_in"] == "1x1" else (1, stride)
            y = F.relu(conv_norm(y, f"{p}.conv1", f"{p}.bn1", first))
            y = slot(block, "3x3", F.relu(conv_norm(y, f"{p}.conv2", f"{p}.bn2", second, block["groups"])))
            u = conv_norm(y, f"{p}.conv3", f"{p}.bn3")
        else:
            y = slot(block, "3x3", F.relu(conv_norm(y, f"{p}.conv1", f"{p}.bn1", stride)))
            u = conv_norm(y, f"{p}.conv2", f"{p}.bn2")
        out = F.relu(slot(block, "standard", u) + slot(block, "identity", shortcut))
        return slot(block, "post", out), u

    def inception(block, x):
        p, pool = block["prefix"], block["module"]["pool"]
        stride = block["module"]["stride"]
        pooled = F.max_pool2d(x, 3, stride, 1) if pool["mode"] == "max" else F.avg_pool2d(x, 3, stride, 1, count_include_pad=False)
        parts = []
        for name, layers in branches_of(block):
            y = pooled if name == "pool" else x
            for n, (_, _, _, s) in enumerate(layers, 1):
                y = F.relu(conv_norm(y, f"{p}.{name}.conv{n}", f"{p}.{name}.bn{n}", s))
            parts.append(y)
        u = torch.cat(parts if pool["width"] else [*parts, pooled], 1)
        return slot(block, "standard", u), u

    stem = architecture["stem"]

    def pool(x):
        if stem["pool"] == "conv":
            return F.relu(conv_norm(x, "maxpool.0", "maxpool.1", 2))
        padding, ceil = (0, True) if stem["pool"] == "ceil" else (1, False)
        return F.max_pool2d(x, 3, 2, padding, ceil_mode=ceil) if stem["pool"] else x

    if stem["kind"] == "deep":
        x = F.relu(conv_norm(x, "conv1.0", "conv1.1", stem["stride"]))
        x = F.relu(conv_norm(x, "conv1.3", "conv1.4"))
        x = F.relu(conv_norm(x, "conv1.6", "bn1"))
    else:
        x = F.relu(conv_norm(x, "conv1", "bn1", stem["stride"]))
    if stem["kind"] == "inception":
        x = F.relu(conv_norm(pool(x), "conv2", "bn2"))
        x = F.relu(conv_norm(x, "conv3", "bn3"))
    x = pool(x)
    for block in blocks_of(architecture):
        entering = x
        x, u = (inception if block["kind"] == "inception" else residual)(block, x)
        if block["id"] in taps:
            taps[block["id"]].update({"u": u, "entering": entering})
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


MODELS = Path(__file__).resolve().parents[2] / "public/models"
SHIPPED = MODELS / json.loads((MODELS / "index.json").read_text())["default"]


def load_model(folder=SHIPPED):
    """(model.json, weights as float32 tensors) of a model folder, the shipped one where none is named."""
    model = json.loads((Path(folder) / "model.json").read_text())
    arrays, _ = read_safetensors(Path(folder) / "weights.safetensors")
    return model, {k: torch.from_numpy(v.astype(np.float32)) for k, v in arrays.items()}
