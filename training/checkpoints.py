"""Checkpoints in a run's folder and in a mirror outside the checkout."""
import os
import shutil

import torch


def write(value, path, mirror):
    """Atomically, and a copy outside the checkout."""
    for folder in (path.parent, mirror):
        if folder is None:
            continue
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / (path.name + ".part")
        if folder == path.parent:
            torch.save(value, part)
        else:
            shutil.copyfile(path, part)
        os.replace(part, folder / path.name)


def newest(folder, mirror):
    """The checkpoint that got furthest, of the run's folder and of the mirror."""
    best = None
    for place in (folder, mirror):
        path = place and place / "checkpoint.pt"
        if path and path.exists():
            state = torch.load(path, map_location="cpu")
            if best is None or (state["epoch"], state["step"]) > (best["epoch"], best["step"]):
                best = state
    if best is not None and mirror and mirror.exists():
        folder.mkdir(parents=True, exist_ok=True)
        for path in mirror.glob("*"):
            if not (folder / path.name).exists() and path.suffix != ".part":
                shutil.copyfile(path, folder / path.name)
    return best
