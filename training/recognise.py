"""An architecture read off the names and shapes of a state dict, as src/network/recognise.ts does it:
timm's resnet.py and senet.py (`legacy_*` names too), torchvision's resnet.py.

Strides, the stem's pool and where a bottleneck strides leave no trace in shapes: they are as timm has them.
"""
from .model import hidden_width

STEM = {"plain": [("conv1.", "layer0.conv1."), ("bn1.", "layer0.bn1.")],
        "deep": [("conv1.0.", "layer0.conv1."), ("conv1.1.", "layer0.bn1."), ("conv1.3.", "layer0.conv2."),
                 ("conv1.4.", "layer0.bn2."), ("conv1.6.", "layer0.conv3."), ("bn1.", "layer0.bn3.")]}


def own_name(name, legacy, deep):
    """Our name (timm's `seresnet*`) of a tensor of the file."""
    if not legacy:
        return name
    for own, theirs in STEM["deep" if deep else "plain"]:
        if name.startswith(theirs):
            return own + name[len(theirs):]
    return name.replace("last_linear.", "fc.", 1) if name.startswith("last_linear.") else name.replace(".se_module.", ".se.", 1)


def recognise(tensors):
    """{name: array} → (architecture, {our name: the file's name})."""
    legacy, deep = "layer0.conv1.weight" in tensors, "layer0.conv2.weight" in tensors
    names = {own_name(name, legacy, deep): name for name in tensors}
    shapes = {own: tuple(tensors[name].shape) for own, name in names.items()}

    def need(name):
        if name not in shapes:
            raise SystemExit(f"no {name}: not a state dict under timm's names")
        return shapes[name]

    stages = stages_of(shapes, need, legacy)
    architecture = {"stem": stem_of(shapes, need, legacy), "eps": 1e-5, "stages": stages, "se": se_of(shapes, stages, legacy),
                    "classes": need("fc.weight")[0]}
    return architecture, names


def stem_of(shapes, need, legacy):
    pool = "conv" if "maxpool.0.weight" in shapes else "ceil" if legacy else True
    if "conv1.0.weight" in shapes:
        return {"kind": "deep", "stride": 2, "pool": pool, "width": [need(f"conv1.{at}.weight")[0] for at in (0, 3, 6)]}
    width, _, kernel, _ = need("conv1.weight")
    if kernel == 3:
        return {"kind": "3x3", "stride": 1, "pool": False, "width": width}
    return {"kind": "7x7", "stride": 2, "pool": pool, "width": width}


def stages_of(shapes, need, legacy):
    stages, layer = [], 1
    need("layer1.0.conv1.weight")
    while f"layer{layer}.0.conv1.weight" in shapes:
        blocks = 1
        while f"layer{layer}.{blocks}.conv1.weight" in shapes:
            blocks += 1
        unit = f"layer{layer}.0"
        bottleneck = f"{unit}.conv3.weight" in shapes
        first = need(f"{unit}.conv1.weight")[0]
        second, per_group = need(f"{unit}.conv2.weight")[:2]
        groups = first // per_group
        stage = {"id": layer + 1, "kind": "bottleneck" if bottleneck else "basic", "blocks": blocks,
                 "width": second if bottleneck else first, "out": need(f"{unit}.conv3.weight")[0] if bottleneck else second,
                 "stride": 1 if layer == 1 else 2, "groups": groups, "shortcut": shortcut_of(shapes)}
        if legacy and bottleneck and groups == 1:
            stage["strideIn"] = "1x1"
        if bottleneck and first != second:
            stage["first"] = first
        stages.append(stage)
        layer += 1
    return stages


def shortcut_of(shapes):
    """One kind in all stages: a stage that keeps its shape has none to see, and a 3×3 only where it strides."""
    for name, shape in shapes.items():
        if len(shape) == 4 and name.endswith(".downsample.1.weight"):
            return "pool"
        if len(shape) == 4 and name.endswith(".downsample.0.weight") and shape[2] == 3:
            return "3x3"
    return "conv"


def reductions(legacy):
    """As networks have it, the likeliest first."""
    roundings = [{"divisor": 8, "min": 8}, {"divisor": 1, "min": 1}, {"divisor": 1, "min": 8}]
    if legacy:
        roundings.insert(0, {"divisor": 1, "min": 1})
    return [(r, rounding) for r in (16, 4, 8, 32, 2, *range(1, 65)) for rounding in roundings]


def se_of(shapes, stages, legacy):
    blocks, widths, place = [], [], "standard"
    for stage in stages:
        for b in range(stage["blocks"]):
            fc1 = shapes.get(f"layer{stage['id'] - 1}.{b}.se.fc1.weight")
            if fc1 is None:
                continue
            blocks.append(f"SE_{stage['id']}_{b + 1}")
            widths.append((fc1[1], fc1[0]))
            if fc1[1] != stage["out"]:
                place = "3x3"
    channels, hidden = widths[0] if widths else (16, 1)
    fits = (one for one in reductions(legacy) if all(hidden_width(c, *one) == h for c, h in widths))
    r, rounding = next(fits, (channels / hidden, {"divisor": 1, "min": 1}))
    return {"r": r, "rounding": rounding, "blocks": blocks, "squeeze": "average", "excitation": "sigmoid", "place": place}
