"""A few hundred generated images, a tiny network, and running a step as a person would."""
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
CLASSES = 6


def stage(id, blocks, width, out, stride, kind="bottleneck"):
    return {"id": id, "kind": kind, "blocks": blocks, "width": width, "out": out, "stride": stride,
            "groups": 1, "shortcut": "conv"}


def architecture(**se):
    stages = [stage(2, 1, 4, 8, 1), stage(3, 2, 8, 16, 2), stage(4, 2, 8, 16, 2, "basic")]
    return {"stem": {"kind": "3x3", "stride": 1, "pool": False, "width": 8}, "eps": 1e-5, "stages": stages,
            "se": {"blocks": ["SE_2_1", "SE_3_1", "SE_3_2", "SE_4_1", "SE_4_2"], "r": 4, "rounding": {"divisor": 1, "min": 4},
                   "squeeze": "average", "excitation": "sigmoid", "place": "standard", **se},
            "classes": CLASSES}


def config(name="tiny", **more):
    return {"name": name, "data": "data", "seed": 3, "epochs": 3, "sizes": [[1, 8], [3, 16]], "batch": 24, "lr": 0.1,
            "warmup": 0.5, "ema": 0.9, "plain_epochs": 1, "evolution": [0, 0.3, 1],
            "augmentation": {"crop": [0.5, 1], "cutmix": 0.3, "mixup": 0.2}, "architecture": architecture(), **more}


def write_config(folder, **more):
    path = Path(folder) / f"{more.get('name', 'tiny')}.json"
    path.write_text(json.dumps(config(**more)))
    return path


def images(folder, train=30, val=20, size=20):
    """Class folders of PNGs: each class a colour and a direction of stripes, under noise."""
    rng = np.random.default_rng(0)
    y, x = np.mgrid[0:size, 0:size]
    for split, n in (("train", train), ("val", val)):
        for k in range(CLASSES):
            place = Path(folder) / split / f"class{k}"
            place.mkdir(parents=True)
            for i in range(n):
                wave = np.sin((np.cos(k) * x + np.sin(k) * y) * 0.9 + rng.uniform(0, 6))[..., None]
                colour = 128 + 40 * np.cos(k * 1.1 + np.arange(3) * 2.1)
                pixels = colour + 40 * wave + rng.normal(0, 30, (size, size, 3))
                Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(place / f"{i:03d}.png")


def prepared(folder, **sizes):
    """Generated images and their arrays in `folder`/data, on one thread."""
    torch.set_num_threads(1)
    images(folder / "source", **sizes)
    step("training.prepare", "source", "data", "--size", 16, "--dev", 6, cwd=folder)


def step(*words, cwd, processes=1, expect=0):
    """Runs training.<step> in a process of its own, under torchrun where `processes` > 1."""
    start = [sys.executable, "-m"]
    if processes > 1:
        # -r 1 -t 1 (the workers' output to a file and here): torch 1.13 on Python 3.11 fails on the default 0.
        start += ["torch.distributed.run", "--standalone", "-r", "1", "-t", "1", f"--nproc_per_node={processes}", "-m"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    done = subprocess.run([*start, *map(str, words)], cwd=cwd, env=env, capture_output=True, text=True)
    if done.returncode != expect:
        raise AssertionError(f"{' '.join(map(str, words))}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
    return done.stdout + done.stderr
