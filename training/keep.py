"""keep: what a run has come to, small enough to commit, so that it goes on where its checkpoints are lost.

    python3 -m training.keep training/configs/NAME.json

Writes training/kept/NAME: the weights in training (F16; batch norms F32), epoch, step and log as
`state.safetensors`, and the points of the evolution so far. `train` goes on from there where it
finds no checkpoint: momentum and the average of weights begin anew, which a few hundred steps mend.
"""
import argparse
import json
from pathlib import Path

import torch

from . import safetensors
from .checkpoints import newest
from .data import Arrays
from .evolution import points_of
from .recipe import read_config

KEPT = Path(__file__).parent / "kept"


def write_state(state, path):
    tensors = {name: value.numpy() if value.dim() < 2 else value.half().numpy()
               for name, value in state["model"].items() if value.is_floating_point()}
    safetensors.write(path, tensors, {"state": json.dumps(
        {key: state[key] for key in ("config", "epoch", "step", "seconds", "log")})})


def read_state(path):
    """As a checkpoint has it, without optimiser and average; None where there is no such file."""
    if not path.exists():
        return None
    tensors, about = safetensors.read(path)
    return {**json.loads(about["state"]), "model": {name: torch.from_numpy(value).float() for name, value in tensors.items()}}


def main(argv=None):
    parser = argparse.ArgumentParser(prog="training.keep", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config")
    parser.add_argument("--runs", default=".training/runs")
    parser.add_argument("--mirror", default="~/.cache/se-scope-training")
    parser.add_argument("--data", help="instead of the configuration's folder of arrays")
    parser.add_argument("--out", default=KEPT, help="one folder a name")
    parser.add_argument("--evolution", type=int, default=4000, help="development images for the evolution")
    args = parser.parse_args(argv)
    config = read_config(args.config)
    run = Path(args.runs) / config["name"]
    state = newest(run, Path(args.mirror).expanduser() / config["name"] if args.mirror else None)
    if state is None:
        raise SystemExit(f"no checkpoint in {run}: run training.train first")
    folder = Path(args.out) / config["name"]
    folder.mkdir(parents=True, exist_ok=True)
    write_state(state, folder / "state.safetensors")
    dev = Arrays(args.data or config["data"], "dev", mmap=True)
    points = points_of(config, dev, run.glob("evolution-*.pt"), folder, min(args.evolution, len(dev)), torch.device("cpu"))
    print(f"kept in {folder}: epoch {state['epoch']}, step {state['step']}, {len(points)} points of the evolution")


if __name__ == "__main__":
    main()
