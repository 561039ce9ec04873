"""What is measured of a trained network: excitations, and profiles of them."""
import numpy as np
import torch

from . import processes, safetensors
from .data import plain
from .model import Net
from .profile import Profile, merged, summary

# Range of the histogram, by excitation.
SPAN = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": (0.0, 4.0)}


def rounded(state):
    """A state dict as it ships: floats as F16, batch counters left out."""
    return {k: v.cpu().half().numpy() for k, v in state.items() if v.is_floating_point()}


def network(architecture, tensors, device="cpu"):
    """A network in evaluation mode from a state dict of arrays (computed in F32)."""
    net = Net(architecture)
    state = {k: torch.from_numpy(np.asarray(v, np.float32)) for k, v in tensors.items()}
    missing, unexpected = net.load_state_dict(state, strict=False)
    missing = [k for k in missing if not k.endswith("num_batches_tracked")]
    if missing or unexpected:
        raise SystemExit(f"weights don't fit the architecture: {(missing + list(unexpected))[:3]}")
    return net.to(device, memory_format=torch.channels_last).eval()


def balanced(labels, seed):
    """An order of images in which every prefix is balanced over classes: one of each class in a
    random order, then the next of each, and so on."""
    rng = np.random.default_rng(seed)
    by_class = [rng.permutation(np.flatnonzero(labels == k)) for k in np.unique(labels)]
    order = []
    for turn in range(max(map(len, by_class))):
        row = [members[turn] for members in by_class if turn < len(members)]
        order += [row[i] for i in rng.permutation(len(row))]
    return np.array(order)


def shard(n):
    """This process's share of n images, as a contiguous slice."""
    return slice(n * processes.RANK // processes.WORLD, n * (processes.RANK + 1) // processes.WORLD)


@torch.no_grad()
def tapped(net, x):
    """({block: excitation}, logits) of one pass with all gates live."""
    for se in net.se().values():
        se.tap = []
    logits = net(x)
    taps = {name: se.tap[0] for name, se in net.se().items()}
    for se in net.se().values():
        se.tap = None
    return taps, logits


def excitations(net, images, size, device, batch=250):
    """({block: [N, C] F32}, logits [N, K]) at the test transform; maps become their means."""
    parts, logits = [], []
    for i in range(0, len(images), batch):
        taps, out = tapped(net, plain(images[i:i + batch], size, device))
        parts.append({name: (s if s.dim() == 2 else s.mean((2, 3))).cpu().numpy() for name, s in taps.items()})
        logits.append(out.cpu())
    return {name: np.concatenate([part[name] for part in parts]) for name in net.se()}, torch.cat(logits)


def take_profile(net, images, labels, classes, size, device, span):
    """({block: Profile} over all processes' images, {block: p}, top-1 hits by image).

    p is 'all' as it ships: class means rounded to F16, averaged in F32. It is the reference of
    the class scale, so that the file needs no other."""
    mine = shard(len(images))
    values, logits = excitations(net, images[mine], size, device)
    labels_here = labels[mine]

    def profiles(references):
        made = {}
        for name, s in values.items():
            made[name] = Profile(classes, s.shape[1], references.get(name), span)
            for i in range(0, len(s), 1000):
                made[name].add(labels_here[i:i + 1000], s[i:i + 1000])
        return merged(processes.gathered(made))

    p = {name: shipped_all(profile.mean, profile.count) for name, profile in profiles({}).items()}
    hits = np.concatenate(processes.gathered((logits.argmax(1).numpy() == labels_here)))
    return profiles(p), p, hits


def shipped_all(mean, count):
    return mean.astype(np.float16)[count > 0].astype(np.float32).mean(0, dtype=np.float32)


def profile_file(profiles, path, metadata):
    tensors = {"count": next(iter(profiles.values())).count.astype(np.uint32)}
    for name, profile in profiles.items():
        tensors[f"{name}.mean"] = profile.mean.astype(np.float16)
        tensors[f"{name}.std"] = profile.std().astype(np.float16)
        tensors[f"{name}.scale_sd"] = profile.scale_sd().astype(np.float32)
        tensors[f"{name}.hist"] = profile.hist.astype(np.uint32)
    safetensors.write(path, tensors, metadata)


def gate_rows(tensors):
    """The gate table from a profile file's tensors."""
    count = tensors["count"].astype(np.int64)
    return {name[:-5]: summary(tensors[name], tensors[name[:-5] + ".std"], count,
                               tensors[name[:-5] + ".scale_sd"], tensors[name[:-5] + ".hist"],
                               shipped_all(tensors[name], count).astype(np.float64))
            for name in sorted((n for n in tensors if n.endswith(".mean")), key=depth)}


def depth(name):
    return [int(part) for part in name.split(".")[0].split("_")[1:]]
