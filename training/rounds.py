"""Many runs from one configuration: rows (networks that differ in one thing) times seeds.

Each run goes on from its checkpoint and is measured once it is done; seeds go round the rows, so
that what there is so far is balanced. A finished run is one small file, training/results/NAME/
<row>-s<seed>.json, which is committed: what is there isn't trained again, on whatever machine.
With --together N that many processes of one thread each take runs in turn, each the next that no other
has: for networks this small that is a third faster on two cores than two threads of one process.
"""
import argparse
import fcntl
import json
import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path

import torch

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
    parser.add_argument("--together", type=int, default=1, help="runs at a time, each on one thread")
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


@contextmanager
def claimed(path):
    """Whether this process has what the path stands for; another's claim ends with it, however it ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def fork(together, stopping):
    """Becomes so many processes; the first gets the others' ids, and hands them the signal that asks it to stop; they get None."""
    others = []
    for _ in range(together - 1):
        child = os.fork()
        if child == 0:
            others = None
            break
        others.append(child)
    if together > 1:
        torch.set_num_threads(1)

    def stop(*_):
        stopping["asked"] = True
        for other in others or []:
            os.kill(other, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    return others


def run_all(args, config, folder, row_config, measure, gather):
    """Trains what isn't there yet. row_config(config, row, seed) → configuration of a run;
    measure(run, row, dev, val, device) → its result; gather(config, folder) after each."""
    if not args.report:
        stopping = {"asked": False}
        pid = Path(args.runs).parent / "train.pid"
        pid.parent.mkdir(parents=True, exist_ok=True)
        pid.write_text(f"{os.getpid()}\n")
        others = fork(args.together, stopping)
        train_all(args, config, folder, (row_config, measure, gather), stopping)
        if others is None:
            sys.stdout.flush()
            os._exit(0)
        if any([os.waitpid(other, 0)[1] for other in others]):
            raise SystemExit("a process has failed; the same command goes on")
    gather(config, folder)


def train_all(args, config, folder, way, stopping):
    row_config, measure, gather = way
    device = processes.start()
    train, dev, val = (Arrays(args.data or config["data"], split) for split in ("train", "dev", "val"))
    mirror = Path(args.mirror).expanduser() if args.mirror else None
    for row, seed in jobs(config):
        made = row_config(config, row, seed)
        with claimed(Path(args.runs) / f"{made['name']}.lock") as own:
            if not own or result(folder, row, seed):
                continue
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
