"""SE networks built from the architecture JSON that the browser reads too; timm's parameter names
where timm has the network.

The SE slot is the only place where variants and gates live: everything outside it is one plain
forward pass, and `blocks()` names the places where that pass can be entered or tapped.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn

EXCITATION = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}
PLACES = ("standard", "pre", "post", "identity", "3x3")


def hidden_width(channels, r, rounding):
    """timm's make_divisible with round_limit 0: max(min, int(C / r + d / 2) // d * d)."""
    d = rounding["divisor"]
    return max(rounding["min"], int(channels / r + d / 2) // d * d)


class SE(nn.Module):
    """Squeeze, excitation and the gate that is applied: [N, C, H, W] → [N, C, H, W].

    `gate` is None (live) or a constant [C], [N, C] or 1; `tap`, when it is a list, receives the
    excitation, [N, C] or, without a squeeze, its map [N, C, H, W]."""

    def __init__(self, channels, se):
        super().__init__()
        hidden = hidden_width(channels, se["r"], se["rounding"])
        self.fc1 = nn.Conv2d(channels, hidden, 1)
        self.fc2 = nn.Conv2d(hidden, channels, 1)
        if se["squeeze"] not in ("average", "max", "none"):
            raise ValueError(f"unknown squeeze {se['squeeze']}: average, max, none")
        if se["excitation"] not in EXCITATION:
            raise ValueError(f"unknown excitation {se['excitation']}: {', '.join(EXCITATION)}")
        self.squeeze, self.activation = se["squeeze"], EXCITATION[se["excitation"]]
        self.gate, self.tap = None, None

    def excitation(self, u):
        if self.squeeze == "none":
            return self.activation(self.fc2(F.relu(self.fc1(u))))
        z = u.mean((2, 3)) if self.squeeze == "average" else u.amax((2, 3))
        h = F.relu(F.linear(z, self.fc1.weight.flatten(1), self.fc1.bias))
        return self.activation(F.linear(h, self.fc2.weight.flatten(1), self.fc2.bias))

    def forward(self, u):
        s = self.excitation(u) if self.gate is None or self.tap is not None else None
        if self.tap is not None:
            self.tap.append(s.detach())
        if self.gate is not None:
            s = self.gate
            if not torch.is_tensor(s):
                return u if s == 1 else u * s
            s = s[None] if s.dim() == 1 else s
        return u * (s[:, :, None, None] if s.dim() == 2 else s)


def conv(i, o, k, stride=1, groups=1, bias=False):
    return nn.Conv2d(i, o, k, stride, k // 2, groups=groups, bias=bias)


def shortcut(kind, i, o, stride, eps):
    if stride == 1 and i == o:
        return None
    if kind == "conv":
        return nn.Sequential(conv(i, o, 1, stride), nn.BatchNorm2d(o, eps))
    if kind == "3x3":
        return nn.Sequential(conv(i, o, 3 if stride > 1 else 1, stride), nn.BatchNorm2d(o, eps))
    if kind == "pool":
        pool = nn.AvgPool2d(2, stride, ceil_mode=True, count_include_pad=False) if stride > 1 else nn.Identity()
        return nn.Sequential(pool, conv(i, o, 1), nn.BatchNorm2d(o, eps))
    raise ValueError(f"unknown shortcut {kind}: conv, pool, 3x3")


class Block(nn.Module):
    """A basic (3×3, 3×3) or bottleneck (1×1, 3×3 with the stride, 1×1) block with an SE slot."""

    def __init__(self, kind, i, width, o, stride, groups, short, eps, se, stride_in="3x3", reduced=None):
        super().__init__()
        if kind == "bottleneck":
            first, second = (stride, 1) if stride_in == "1x1" else (1, stride)
            reduced = reduced or width
            shapes = [(i, reduced, 1, first, 1), (reduced, width, 3, second, groups), (width, o, 1, 1, 1)]
        elif kind == "basic":
            shapes = [(i, width, 3, stride, 1), (width, o, 3, 1, 1)]
        else:
            raise ValueError(f"unknown block {kind}: bottleneck, basic")
        for n, (a, b, k, s, g) in enumerate(shapes, 1):
            setattr(self, f"conv{n}", conv(a, b, k, s, g))
            setattr(self, f"bn{n}", nn.BatchNorm2d(b, eps))
        self.depth = len(shapes)
        self.place = se and se["place"]
        if se and self.place not in PLACES:
            raise ValueError(f"unknown place {self.place}: {', '.join(PLACES)}")
        self.se = SE({"pre": i, "3x3": width}.get(self.place, o), se) if se else None
        self.downsample = shortcut(short, i, o, stride, eps)

    def slot(self, place, x):
        return self.se(x) if self.place == place else x

    def forward(self, x):
        y = self.slot("pre", x)
        for n in range(1, self.depth + 1):
            y = getattr(self, f"bn{n}")(getattr(self, f"conv{n}")(y))
            if n < self.depth:
                y = F.relu(y, inplace=True)
            if n == self.depth - 1:
                y = self.slot("3x3", y)
        y = self.slot("standard", y)
        x = x if self.downsample is None else self.downsample(x)
        return self.slot("post", F.relu(y + self.slot("identity", x)))


class Branch(nn.Module):
    """1×1 and 3×3 convolutions, each with batch norm and ReLU: [(in, out, kernel, stride)]."""

    def __init__(self, shapes, eps):
        super().__init__()
        self.depth = len(shapes)
        for n, (a, b, k, s) in enumerate(shapes, 1):
            setattr(self, f"conv{n}", conv(a, b, k, s))
            setattr(self, f"bn{n}", nn.BatchNorm2d(b, eps))

    def forward(self, x):
        for n in range(1, self.depth + 1):
            x = F.relu(getattr(self, f"bn{n}")(getattr(self, f"conv{n}")(x)), inplace=True)
        return x


class Inception(nn.Module):
    """1×1 | 1×1 → 3×3 | 1×1 → 3×3 → 3×3 | pool → 1×1, concatenated, and an SE slot behind."""

    def __init__(self, i, module, eps, se):
        super().__init__()
        (a, b), (c, d, e), s = module["three"], module["twice"], module["stride"]
        self.mode, self.stride = module["pool"]["mode"], s
        width = module["pool"]["width"]
        self.one = Branch([(i, module["one"], 1, 1)], eps) if module["one"] else None
        self.three = Branch([(i, a, 1, 1), (a, b, 3, s)], eps)
        self.twice = Branch([(i, c, 1, 1), (c, d, 3, 1), (d, e, 3, s)], eps)
        self.pool = Branch([(i, width, 1, 1)], eps) if width else None
        self.out = module["one"] + b + e + (width or i)
        if se and se["place"] != "standard":
            raise ValueError(f"place {se['place']}: in Inception modules only standard")
        self.se = SE(self.out, se) if se else None

    def pooled(self, x):
        if self.mode == "max":
            return F.max_pool2d(x, 3, self.stride, 1)
        return F.avg_pool2d(x, 3, self.stride, 1, count_include_pad=False)

    def forward(self, x):
        parts = [] if self.one is None else [self.one(x)]
        pooled = self.pooled(x)
        parts += [self.three(x), self.twice(x), pooled if self.pool is None else self.pool(pooled)]
        x = torch.cat(parts, 1)
        return x if self.se is None else self.se(x)


class Net(nn.Module):
    def __init__(self, architecture):
        super().__init__()
        self.architecture = a = architecture
        stem, eps = a["stem"], a["eps"]
        # A deep stem's width lists its three convolutions; one number stands for half, half, whole.
        width = stem["width"]
        if isinstance(width, int):
            width = [width // 2, width // 2, width]
        *half, width = width
        if stem["kind"] == "7x7":
            self.conv1 = conv(3, width, 7, stem["stride"])
        elif stem["kind"] == "3x3":
            self.conv1 = conv(3, width, 3, stem["stride"])
        elif stem["kind"] == "deep":
            self.conv1 = nn.Sequential(
                conv(3, half[0], 3, stem["stride"]), nn.BatchNorm2d(half[0], eps), nn.ReLU(inplace=True),
                conv(half[0], half[1], 3), nn.BatchNorm2d(half[1], eps), nn.ReLU(inplace=True),
                conv(half[1], width, 3))
        elif stem["kind"] == "inception":
            self.conv1 = conv(3, half[0], 7, stem["stride"])
            self.conv2, self.bn2 = conv(half[0], half[1], 1), nn.BatchNorm2d(half[1], eps)
            self.conv3, self.bn3 = conv(half[1], width, 3), nn.BatchNorm2d(width, eps)
        else:
            raise ValueError(f"unknown stem {stem['kind']}: 7x7, 3x3, deep, inception")
        self.bn1 = nn.BatchNorm2d(half[0] if stem["kind"] == "inception" else width, eps)
        self.pool = stem["pool"]
        if self.pool not in (True, False, "ceil", "conv"):
            raise ValueError(f"unknown stem pool {self.pool}: true, false, ceil, conv")
        if self.pool == "conv":
            self.maxpool = nn.Sequential(conv(width, width, 3, 2), nn.BatchNorm2d(width, eps), nn.ReLU(inplace=True))
        self.stages, i = [], width
        for stage in a["stages"]:
            layer = nn.Sequential()
            for b in range(1, blocks_in(stage) + 1):
                se = a["se"] if f"SE_{stage['id']}_{b}" in a["se"]["blocks"] else None
                if stage["kind"] == "inception":
                    layer.append(Inception(i, stage["modules"][b - 1], eps, se))
                    i = layer[-1].out
                    continue
                layer.append(Block(stage["kind"], i, stage["width"], stage["out"],
                                   stage["stride"] if b == 1 else 1, stage["groups"],
                                   stage["shortcut"], eps, se, stage.get("strideIn", "3x3"), stage.get("first")))
                i = stage["out"]
            setattr(self, f"layer{stage['id'] - 1}", layer)
            self.stages.append((stage["id"], layer))
        self.fc = nn.Linear(i, a["classes"])
        initialise(self)

    def blocks(self):
        """[(block id, module)] in depth, with or without SE."""
        return [(f"SE_{s}_{b}", block) for s, layer in self.stages for b, block in enumerate(layer, 1)]

    def se(self):
        """{block id: SE module} of the blocks that have one, in depth."""
        return {name: block.se for name, block in self.blocks() if block.se is not None}

    def stem(self, x):
        def pool(x):
            if self.pool == "conv":
                return self.maxpool(x)
            padding, ceil = (0, True) if self.pool == "ceil" else (1, False)
            return F.max_pool2d(x, 3, 2, padding, ceil_mode=ceil) if self.pool else x

        x = F.relu(self.bn1(self.conv1(x)), inplace=True)
        if self.architecture["stem"]["kind"] == "inception":
            x = F.relu(self.bn2(self.conv2(pool(x))), inplace=True)
            x = F.relu(self.bn3(self.conv3(x)), inplace=True)
        return pool(x)

    def head(self, x):
        return self.fc(x.mean((2, 3)))

    def forward(self, x, entering=None, until=None):
        """Images → logits; or from the input of block `entering`; or to the input of `until`."""
        blocks = self.blocks()
        names = [name for name, _ in blocks]
        first = names.index(entering) if entering else 0
        last = names.index(until) if until else len(names)
        x = x if entering else self.stem(x)
        for _, block in blocks[first:last]:
            x = block(x)
        return x if until else self.head(x)


def blocks_in(stage):
    return len(stage["modules"]) if stage["kind"] == "inception" else stage["blocks"]


def initialise(net):
    """He for convolutions; fan-in for the SE layers, so that gates start apart from one another;
    every batch norm's gamma 1, the last ones' too (zeros there starve the gates of gradient)."""
    for name, module in net.named_modules():
        if isinstance(module, nn.Conv2d):
            if ".se." in name:
                nn.init.kaiming_normal_(module.weight, mode="fan_in", nonlinearity="relu")
                nn.init.zeros_(module.bias)
            else:
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
        elif isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, 0, 0.01)
            nn.init.zeros_(module.bias)


def set_gates(net, gates):
    """gates: {block id: constant, or 1 for off}; every other block becomes live."""
    for name, se in net.se().items():
        se.gate = gates.get(name)


def macs(net, size):
    """Multiply-adds of convolutions and fully connected layers for one image."""
    total, hooks = [0], []

    def count(module, inputs, output):
        w = module.weight
        positions = math.prod(output.shape[2:]) if output.dim() == 4 else 1
        total[0] += w.numel() * positions

    for m in net.modules():
        if isinstance(m, (nn.Conv2d, nn.Linear)):
            hooks.append(m.register_forward_hook(count))
    training = net.training
    net.eval()
    with torch.no_grad():
        net(torch.zeros(1, 3, size, size, device=next(net.parameters()).device))
    net.train(training)
    for hook in hooks:
        hook.remove()
    # The SE layers run as F.linear (or, unsqueezed, as hooked convolutions).
    if net.architecture["se"]["squeeze"] != "none":
        total[0] += sum(se.fc1.weight.numel() + se.fc2.weight.numel() for se in net.se().values())
    return total[0]


def parameters(net):
    return sum(p.numel() for p in net.parameters())
