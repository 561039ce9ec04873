"""What is measured of a trained network: excitations, and profiles of them."""
import os

import numpy as np
import torch

from . import processes, safetensors
from .data import MEAN, STD, plain
from .model import Net
from .profile import Profile, merged, summary

# Images whose results are one file while they are measured.
CHUNK = int(os.environ.get("SE_SCOPE_CHUNK", 500))
# Range of the histogram, by excitation.
SPAN = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": (0.0, 4.0)}


def rounded(state):
    """A state dict as it ships: floats as F16, batch counters left out."""
    return rounded_arrays({k: v.cpu().numpy() for k, v in state.items()})


def rounded_arrays(state):
    return {k: v.astype(np.float16) for k, v in state.items() if np.issubdtype(v.dtype, np.floating)}


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


def pooled(tap):
    """[N, C] of a tap: what NoSqueeze computes is a map, and counts by its mean over positions."""
    return tap if tap.dim() == 2 else tap.mean((2, 3))


def excitations(net, images, size, device, norm=(MEAN, STD), batch=250):
    """({block: [N, C] F32}, logits [N, K]) at the test transform; maps become their means."""
    parts, logits = [], []
    for i in range(0, len(images), batch):
        taps, out = tapped(net, plain(images[i:i + batch], size, device, norm))
        parts.append({name: pooled(s).cpu().numpy() for name, s in taps.items()})
        logits.append(out.cpu())
    return {name: np.concatenate([part[name] for part in parts]) for name in net.se()}, torch.cat(logits)


def chunks(n):
    """This process's share of n images, as slices of at most CHUNK; the same slices whatever the number of processes."""
    return [slice(i, min(n, i + CHUNK)) for i in range(0, n, CHUNK)][processes.RANK::processes.WORLD]


def save(path, **arrays):
    """Written in full, then moved into place."""
    part = path.with_name("part-" + path.name)
    np.savez(part, **arrays)
    part.replace(path)


def take_profile(net, images, labels, classes, size, device, span, norm=(MEAN, STD), kept=None):
    """({block: Profile} over all processes' images, {block: p}, share of images that are recognised).

    p is 'all' as it ships: class means rounded to F16, averaged in F32. It is the reference of
    the class scale, so that the file needs no other. Where `kept` is a folder the excitations of each
    chunk are a file there, so that a killed process loses one chunk; the caller deletes them."""
    pieces = []
    for part in chunks(len(images)):
        path = kept and kept / f"excitations-{part.start:06d}.npz"
        if path is None or not path.exists():
            values, logits = excitations(net, images[part], size, device, norm)
            right = logits.argmax(1).numpy() == labels[part]
            if path is None:
                pieces.append((part, {**values, "right": right}))
                continue
            save(path, **values, right=right)
        pieces.append((part, path))

    def read(piece):
        if isinstance(piece, dict):
            return piece
        with np.load(piece) as arrays:
            return {name: arrays[name] for name in arrays.files}

    def profiles(references):
        made = {name: Profile(classes, se.fc2.out_channels, references.get(name), span) for name, se in net.se().items()}
        for part, piece in pieces:
            values = read(piece)
            for name, profile in made.items():
                profile.add(labels[part], values[name])
        return merged(processes.gathered(made))

    p = {name: shipped_all(profile.mean, profile.count) for name, profile in profiles({}).items()}
    hits = sum(processes.gathered(int(sum(read(piece)["right"].sum() for _, piece in pieces))))
    return profiles(p), p, hits / len(images)


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
