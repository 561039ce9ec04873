"""finetune: what one more epoch of training gives back after a removal.

    python3 -m training.finetune training/configs/NAME.json public/models/ID [--repaired FILE]

For each of repair's settings, and for all gates live as the control, the shipped weights are trained
on with the gates as they are set, for an epoch at the last size with a small learning rate; SE blocks
that are frozen or off take no part. Weights are rounded to F16 and measured on all validation images;
nothing is chosen on them. Each finished run is one file in training/results/finetune-ID, which is
committed; a run that is stopped goes on from its checkpoint. From them, and from what repair wrote,
removal.json: by setting the images right as it is, repaired and fine-tuned, the first two against the
shipped network, the last against the control, which had the same epoch. Copy it beside what record
measured and export takes it along.
"""
import argparse
import base64
import json
import signal
from pathlib import Path

import numpy as np
import torch

from . import processes, safetensors
from .data import Arrays
from .gates import ordered
from .measure import network, rounded, shipped_all
from .model import set_gates
from .recipe import Average, read_config, with_defaults
from .repair import decisions, line, settings_of
from .rounds import RESULTS
from .train import EMA_EVERY, Run

# Of the network's own recipe; a configuration's "finetune" changes them.
RECIPE = {"epochs": 1, "lr": 0.01, "warmup": 0.1, "plain_epochs": 1, "ema": 0.998}


def name_of(setting):
    return "-".join([next(iter(setting.values())), *setting]) if setting else "live"


class FineTune(Run):
    """A run that begins with a shipped network under gates that stay as they are."""

    def __init__(self, config, folder, mirror, device, tensors, gates):
        self.gates = {b: g.to(device) if torch.is_tensor(g) else g for b, g in gates.items()}
        super().__init__(config, folder, mirror, device, kept=folder / "none")
        if self.epoch == self.step == 0:
            self.net.load_state_dict({k: torch.from_numpy(v.astype(np.float32)) for k, v in tensors.items()}, strict=False)
            self.average = Average(self.net, config["ema"] ** EMA_EVERY)
        set_gates(self.net, self.gates)

    def averaged(self):
        net = super().averaged()
        set_gates(net, self.gates)
        return net


def config_of(config, setting):
    size = config["sizes"][-1][1]
    own = {**RECIPE, **config.get("finetune", {})}
    return with_defaults({**config, **own, "sizes": [[own["epochs"], size]], "evolution": [],
                          "name": f"finetune-{config['name']}-{name_of(setting)}"})


def constants_of(folder, architecture):
    profile, _ = safetensors.read(folder / "profile.safetensors")
    count = profile["count"].astype(np.int64)
    return {b: torch.from_numpy(shipped_all(profile[f"{b}.mean"], count)) for b in ordered(architecture)}


def packed(top1):
    return base64.b64encode(top1.astype(np.uint16).tobytes()).decode()


def unpacked(text):
    return np.frombuffer(base64.b64decode(text), np.uint16)


def gather(model, config, folder, val, repaired):
    """removal.json from the runs that are done; None before the control is."""
    made = {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json") if path.name != "removal.json"}
    if "live" not in made:
        return None
    by_setting = {name_of(row["setting"]): row for row in (repaired or {}).get("settings", [])}
    shipped, control = (unpacked(made["live"][k]) for k in ("as_it_is", "finetuned"))
    short = lambda part: {k: part[k] for k in ("right", "gained", "lost")}  # noqa: E731
    rows = []
    for setting in settings_of(config["architecture"]):
        run = made.get(name_of(setting))
        if run is None:
            continue
        row = {"setting": setting, "as_it_is": short(line(shipped, unpacked(run["as_it_is"]), val.labels)),
               "finetuned": short(line(control, unpacked(run["finetuned"]), val.labels))}
        if name_of(setting) in by_setting:
            most = by_setting[name_of(setting)]["repaired"][-1]
            row["repaired"] = {"images": most["images"], **short(most)}
        rows.append(row)
    own = config_of(config, {})
    report = {"format": 1, "model": model["id"], "n": len(val), "epochs": own["epochs"], "size": own["sizes"][-1][1], "lr": own["lr"],
              "live": int((shipped == val.labels).sum()), "control": short(line(shipped, control, val.labels)), "rows": rows}
    (folder / "removal.json").write_text(json.dumps(report, indent=1) + "\n")
    return report


def main(argv=None):
    parser = argparse.ArgumentParser(prog="training.finetune", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config")
    parser.add_argument("folder", help="the shipped network")
    parser.add_argument("--data", help="instead of the configuration's folder of arrays")
    parser.add_argument("--runs", default=".training/runs")
    parser.add_argument("--mirror", default="~/.cache/se-scope-training")
    parser.add_argument("--out", default=RESULTS)
    parser.add_argument("--repaired", help="what repair wrote (training/results/repair-ID.json)")
    args = parser.parse_args(argv)
    config, folder = read_config(args.config), Path(args.folder)
    model = json.loads((folder / "model.json").read_text())
    architecture = config["architecture"]
    if model["architecture"] != architecture:
        raise SystemExit(f"{folder} is not the network of {args.config}")
    tensors, _ = safetensors.read(folder / "weights.safetensors")
    constants = constants_of(folder, architecture)
    results = Path(args.out) / f"finetune-{model['id']}"
    results.mkdir(parents=True, exist_ok=True)
    repaired = Path(args.repaired) if args.repaired else RESULTS / f"repair-{model['id']}.json"
    repaired = json.loads(repaired.read_text()) if repaired.exists() else None
    device, stopping = processes.start(), {"asked": False}
    signal.signal(signal.SIGTERM, lambda *_: stopping.update(asked=True))
    train, dev, val = (Arrays(args.data or config["data"], split) for split in ("train", "dev", "val"))
    size = config["sizes"][-1][1]
    for setting in [{}, *settings_of(architecture)]:
        path = results / f"{name_of(setting)}.json"
        if path.exists():
            continue
        gates = {b: constants[b] if mode == "frozen" else 1 for b, mode in setting.items()}
        own = config_of(config, setting)
        mirror = Path(args.mirror).expanduser() / own["name"] if args.mirror else None
        run = FineTune(own, Path(args.runs) / own["name"], mirror, device, tensors, gates)
        if not run.train(train, dev, stopping):
            processes.say("stopped; the same command goes on")
            return
        made = {"setting": setting, "minutes": round(run.seconds / 60, 1)}
        for key, state in (("as_it_is", tensors), ("finetuned", rounded(run.average.state))):
            net = network(architecture, state, device)
            set_gates(net, run.gates)
            made[key] = packed(decisions(net, val, size))
        path.write_text(json.dumps(made) + "\n")
        report = gather(model, config, results, val, repaired)
        if report and report["rows"]:
            print(json.dumps(report["rows"][-1]), flush=True)
    gather(model, config, results, val, repaired)


if __name__ == "__main__":
    main()
