"""experiments: the paper's comparisons at a size that two cores can train.

    python3 -m training.experiments training/configs/paper.json

One command for the whole table, resumable (rounds.py). Every row is trained by the same recipe for
the same epochs; the test images are used once, when a run is done. From the results in
training/results/NAME it writes public/paper/runs.json:

    runs       one a run: row, seed, top1 (share), n, parameters, macs, minutes, hidden and spread by block
    data       name, and how many images to train, for development, to test; epochs and sizes: the schedule
    rows       id, name and the network of every row that has a run
    images     by claim of claims.json whose two rows have runs: the standard error of the difference
               of top-1 that comes from which images were tested (the seeds' part is in the runs)
    images_trained
               the same without the runs that collapsed (`collapsed` in the run), where one did

and correct.safetensors: for each row [runs, images / 8] U8, whether each test image was recognised
(most significant bit first), runs in the order of their seeds.
"""
import base64
import json
import math
from pathlib import Path

import numpy as np
import torch

from . import rounds, safetensors
from .gates import ordered
from .measure import SPAN, excitations, network, rounded, take_profile
from .model import hidden_width, macs, parameters
from .profile import summary
from .recipe import with_defaults

PAPER = Path(__file__).parents[1] / "public/paper"


def edited(architecture, row):
    """The row's network: its edits of the SE slot, and its blocks with SE."""
    made = json.loads(json.dumps(architecture))
    made["se"].update(row.get("se", {}))
    if "stages" in row:
        made["se"]["blocks"] = [b for b in made["se"]["blocks"] if int(b.split("_")[1]) in row["stages"]]
    return made


def row_config(config, row, seed):
    base = with_defaults({**config["base"], **row.get("recipe", {})})
    return {**base, "architecture": edited(config["networks"][row["network"]], row), "seed": seed, "evolution": [],
            "data": config["data"], "name": f"{config['name']}-{row['id']}-s{seed}"}


def collapsed(run, runs):
    """Whether a run has less than half of its row's median top-1: its training failed."""
    return run["top1"] < np.median([other["top1"] for other in runs]) / 2


def hidden_by_block(net, se):
    return {name: hidden_width(slot.fc1.in_channels, se["r"], se["rounding"]) for name, slot in net.se().items()}


@torch.no_grad()
def measure(run, row, dev, val, device):
    """One finished run (weights rounded to F16, as a network ships)."""
    a, size = run.config["architecture"], run.config["sizes"][-1][1]
    net = network(a, rounded(run.average.state), device)
    spread = {}
    if ordered(a):
        profiles, _, _ = take_profile(net, dev.images, dev.labels, a["classes"], size, device, SPAN[a["se"]["excitation"]])
        spread = {b: round(summary(q.mean, q.std(), q.count, q.scale_sd(), q.hist)["spread"], 4) for b, q in profiles.items()}
    _, logits = excitations(net, val.images, size, device)
    right = logits.argmax(1).numpy() == val.labels
    return {"row": row["id"], "seed": run.config["seed"], "top1": round(float(right.mean()), 5), "n": len(val),
            "parameters": parameters(net), "macs": macs(net, size), "minutes": round(run.seconds / 60, 1),
            "dev_top1": round(run.log[-1]["dev_top1"], 5), "hidden": hidden_by_block(net, a["se"]), "spread": spread,
            "correct": base64.b64encode(np.packbits(right)).decode()}


def correct(made):
    """Whether each test image was recognised, [n] bool."""
    bits = np.frombuffer(base64.b64decode(made["correct"]), np.uint8)
    return np.unpackbits(bits)[:made["n"]].astype(bool)


def image_error(a, b):
    """Standard error, over images, of the difference of two rows' top-1: a, b [runs, n] bool.

    The variance over images of the difference of the rows' mean correctness, less the part of it
    that is the seeds' (a mean of few seeds wobbles on each image), over n; not below 0."""
    n = a.shape[1]
    seeds = sum(x.var(0, ddof=1).mean() / len(x) for x in (a, b) if len(x) > 1)
    return math.sqrt(max(0.0, (a.mean(0) - b.mean(0)).var(ddof=1) - seeds) / n)


def shown(run, runs):
    """A run as runs.json has it, said where it collapsed: without its bits, and without the class spread of blocks where it isn't a number, since JSON knows none such."""
    spread = {block: value for block, value in run["spread"].items() if math.isfinite(value)}
    if len(spread) < len(run["spread"]):
        lost = ", ".join(block for block in run["spread"] if block not in spread)
        print(f"{run['row']}-s{run['seed']}: class spread of {lost} is not a number and is left out; the run may have diverged")
    return {**{k: v for k, v in run.items() if k != "correct"}, "spread": spread, **({"collapsed": True} if collapsed(run, runs) else {})}


def gather(config, folder, out):
    """runs.json and correct.safetensors from the runs that are done."""
    finished = {row["id"]: rounds.done(config, folder, row) for row in config["rows"]}
    finished = {row: runs for row, runs in finished.items() if runs}
    bits = {row: np.stack([correct(run) for run in runs]) for row, runs in finished.items()}
    trained = {row: bits[row][[not collapsed(run, runs) for run in runs]] for row, runs in finished.items()}
    claims = json.loads((out / "claims.json").read_text())["claims"]
    base = with_defaults(config["base"])

    def images(of):
        return {c["id"]: round(image_error(of[c["row"]], of[c["against"]]), 6) for c in claims if c["row"] in of and c["against"] in of}

    (out / "runs.json").write_text(json.dumps({
        "format": 1, "data": config["data_about"], "epochs": base["epochs"], "sizes": base["sizes"],
        "rows": [{"id": row["id"], "name": row["name"], "network": row["network"],
                  "architecture": edited(config["networks"][row["network"]], row)} for row in config["rows"] if row["id"] in finished],
        "runs": [shown(run, runs) for runs in finished.values() for run in runs],
        "images": images(bits), **({"images_trained": images(trained)} if any(len(trained[row]) < len(bits[row]) for row in bits) else {})}, separators=(",", ":"), allow_nan=False) + "\n")
    safetensors.write(out / "correct.safetensors", {row: np.packbits(rows, axis=1) for row, rows in bits.items()},
                      {"seeds": json.dumps({row: [run["seed"] for run in runs] for row, runs in finished.items()})})
    for row, runs in finished.items():
        top1 = [100 * run["top1"] for run in runs]
        print(f"{row}: {len(top1)} seeds, top-1 {np.mean(top1):.2f} % ({', '.join(f'{v:.2f}' for v in top1)}), "
              f"{runs[0]['parameters']:,} parameters, {np.mean([run['minutes'] for run in runs]):.1f} min a run")


def main(argv=None):
    args, config, folder = rounds.parse("training.experiments", __doc__, argv, ("--paper", PAPER, "folder of claims.json, for runs.json"))
    rounds.run_all(args, config, folder, row_config, measure, lambda *made: gather(*made, Path(args.paper)))


if __name__ == "__main__":
    main()
