"""Many runs from one configuration: rows (networks that differ in one thing) times seeds.

Each run goes on from its checkpoint and is measured once it is done; seeds go round the rows, so
that what there is so far is balanced. A finished run is one small file, training/results/NAME/
<row>-s<seed>.json, which is committed: what is there isn't trained again, on whatever machine.
"""
import argparse
import json
import os
import signal
from pathlib import Path

from . import processes
from .data import Arrays
from .model import parameters
from .train import Run

RESULTS = Path(__file__).parent / "results"


def parse(name, text, argv, *more):
    """(arguments, configuration, folder of results); `more`: (option, default, help)."""
    parser = argparse.ArgumentParser(prog=name, description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config")
    parser.add_argument("--data", help="instead of the configuration's folder of arrays")
    parser.add_argument("--runs", default=".training/runs")
    parser.add_argument("--mirror", default="~/.cache/se-scope-training")
    parser.add_argument("--out", default=RESULTS, help="where results are kept, one folder a name")
    parser.add_argument("--report", action="store_true", help="only gather what is done")
    for option, default, words in more:
        parser.add_argument(option, default=default, help=words)
    args = parser.parse_args(argv)
    config = json.loads(Path(args.config).read_text())
    folder = Path(args.out) / config["name"]
    folder.mkdir(parents=True, exist_ok=True)
    return args, config, folder


def seeds_of(config, row):
    return row.get("seeds", config["seeds"])


def jobs(config):
    """(row, seed), seed by seed."""
    return [(row, seed) for seed in sorted({s for row in config["rows"] for s in seeds_of(config, row)})
            for row in config["rows"] if seed in seeds_of(config, row)]


def result(folder, row, seed):
    path = folder / f"{row['id']}-s{seed}.json"
    return json.loads(path.read_text()) if path.exists() else None


def done(config, folder, row):
    """The row's finished runs, by seed."""
    return [made for seed in seeds_of(config, row) if (made := result(folder, row, seed))]


def run_all(args, config, folder, row_config, measure, gather):
    """Trains what isn't there yet. row_config(config, row, seed) → configuration of a run;
    measure(run, row, dev, val, device) → its result; gather(config, folder) after each."""
    if not args.report:
        device, stopping = processes.start(), {"asked": False}
        signal.signal(signal.SIGTERM, lambda *_: stopping.update(asked=True))
        pid = Path(args.runs).parent / "train.pid"
        pid.parent.mkdir(parents=True, exist_ok=True)
        pid.write_text(f"{os.getpid()}\n")
        train, dev, val = (Arrays(args.data or config["data"], split) for split in ("train", "dev", "val"))
        mirror = Path(args.mirror).expanduser() if args.mirror else None
        for row, seed in jobs(config):
            if result(folder, row, seed):
                continue
            made = row_config(config, row, seed)
            run = Run(made, Path(args.runs) / made["name"], mirror and mirror / made["name"], device)
            processes.say(f"{made['name']}: {parameters(run.net):,} parameters")
            if not run.train(train, dev, stopping):
                processes.say("stopped; the same command goes on")
                return
            path = folder / f"{row['id']}-s{seed}.json"
            part = path.with_suffix(".part")
            part.write_text(json.dumps(measure(run, row, dev, val, device), separators=(",", ":")) + "\n")
            part.replace(path)
            gather(config, folder)
    gather(config, folder)
