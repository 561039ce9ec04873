"""train: one network from one configuration file; resumable at any moment.

    python3 -m training.train training/configs/NAME.json

The schedule is in epochs. The run goes on from its newest checkpoint, in .training/runs/NAME or,
where that is missing, in the mirror (~/.cache/se-scope-training/NAME), or from what training.keep
committed, until it is done; SIGTERM saves first. Order and augmentation depend on seed, epoch and step only, so that a resumed run
sees what an unbroken one would have seen. Several processes: torchrun -m training.train …
"""
import argparse
import json
import os
import signal
import time
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from . import processes
from .checkpoints import newest, write
from .data import Arrays, augment, plain
from .keep import KEPT, read_state
from .model import Net, macs, parameters
from .recipe import Average, optimiser, rate, read_config, size_at

EMA_EVERY = 4


@torch.no_grad()
def evaluate(net, arrays, device, size, every=1, batch=200):
    """(top-1, top-5, n) on every `every`-th image at the test transform, at `size`."""
    net.eval()
    images, labels = arrays.images[::every], torch.as_tensor(arrays.labels[::every])
    top1 = top5 = 0
    for i in range(0, len(images), batch):
        logits = net(plain(images[i:i + batch], size, device)).float().cpu()
        best = logits.topk(min(5, logits.shape[1])).indices == labels[i:i + batch, None]
        top1 += best[:, 0].sum().item()
        top5 += best.any(1).sum().item()
    net.train()
    return top1 / len(images), top5 / len(images), len(images)


class Run:
    def __init__(self, config, folder, mirror, device, replan=False, kept=KEPT):
        self.fixed = ("architecture", "batch", "seed") + (() if replan else ("epochs", "sizes"))
        self.config, self.folder, self.mirror, self.device = config, folder, mirror, device
        torch.manual_seed(config["seed"])
        self.net = Net(config["architecture"]).to(device, memory_format=torch.channels_last)
        self.optimiser = optimiser(self.net, config)
        self.average = Average(self.net, config["ema"] ** EMA_EVERY)
        self.epoch = self.step = 0
        self.seconds, self.log = 0.0, []
        state = newest(folder, mirror) or read_state(Path(kept) / config["name"] / "state.safetensors")
        if state:
            self.load(state)
        self.trained = self.net
        if processes.WORLD > 1:
            on = [device.index] if device.type == "cuda" else None
            self.trained = torch.nn.parallel.DistributedDataParallel(self.net, device_ids=on)

    def load(self, state):
        for key in self.fixed:
            if state["config"][key] != self.config[key]:
                raise SystemExit(f"the checkpoint in {self.folder} was made with another {key}: "
                                 "move it away, give the run another name, or (epochs, sizes) say --replan")
        self.net.load_state_dict(state["model"], strict="optimiser" in state)
        if "optimiser" in state:
            self.optimiser.load_state_dict(state["optimiser"])
            for group, times in zip(self.optimiser.param_groups, (1, 1, self.config["se"]["lr"])):
                group["times"] = times
            for k, v in state["average"].items():
                self.average.state[k].copy_(v)
            self.average.updates = state["updates"]
        else:
            self.average = Average(self.net, self.config["ema"] ** EMA_EVERY)
        self.epoch, self.step = state["epoch"], state["step"]
        self.seconds, self.log = state["seconds"], state["log"]
        processes.say(f"resumed at epoch {self.epoch}, step {self.step}, after {self.seconds / 60:.0f} min")

    def save(self):
        if processes.RANK:
            return
        write({"config": self.config, "model": self.net.state_dict(),
               "optimiser": self.optimiser.state_dict(), "average": self.average.state,
               "updates": self.average.updates, "epoch": self.epoch, "step": self.step,
               "seconds": self.seconds, "log": self.log}, self.folder / "checkpoint.pt", self.mirror)

    def snapshot(self, share):
        if processes.RANK == 0:
            state = {k: v.half() if v.is_floating_point() else v for k, v in self.average.state.items()}
            write({"share": share, "epoch": self.epoch, "step": self.step, "state": state},
                  self.folder / f"evolution-{round(share * 1000):04d}.pt", self.mirror)

    def averaged(self):
        net = Net(self.config["architecture"]).to(self.device, memory_format=torch.channels_last)
        net.load_state_dict(self.average.state)
        return net

    def batch_loss(self, images, labels, mix, generator):
        config = self.config
        x, y, other, share = augment(images, labels, size_at(config, self.epoch),
                                     config["augmentation"], generator, mix, self.device)
        half = torch.autocast("cuda", torch.bfloat16) if self.device.type == "cuda" else nullcontext()
        with half:
            logits = self.trained(x)
        smooth = config["label_smoothing"]
        loss = F.cross_entropy(logits.float(), y, label_smoothing=smooth)
        if share < 1:
            loss = share * loss + (1 - share) * F.cross_entropy(logits.float(), other, label_smoothing=smooth)
        return loss

    def train(self, train, dev, stopping, checkpoint_seconds=480):
        config = self.config
        per_epoch = len(train) // config["batch"]
        mine = config["batch"] // processes.WORLD
        points = [(round(p * per_epoch * config["epochs"]), p) for p in config["evolution"]]
        saved = time.time()
        while self.epoch < config["epochs"]:
            seed = [config["seed"], self.epoch]
            order = np.random.default_rng(seed).permutation(len(train))
            mix = self.epoch < config["epochs"] - config["plain_epochs"]
            total = count = 0
            while self.step < per_epoch:
                began = time.time()
                done = self.epoch * per_epoch + self.step
                for at, share in points:
                    if at == done and share < 1:
                        self.snapshot(share)
                for group in self.optimiser.param_groups:
                    group["lr"] = config["lr"] * group["times"] * rate(config, done / per_epoch)
                start = self.step * config["batch"] + processes.RANK * mine
                chosen = np.sort(order[start:start + mine])
                generator = torch.Generator().manual_seed(
                    (config["seed"] * 1_000_003 + done) * 64 + processes.RANK)
                loss = self.batch_loss(train.images[chosen], train.labels[chosen], mix, generator)
                self.optimiser.zero_grad(set_to_none=True)
                loss.backward()
                if config["clip"]:
                    torch.nn.utils.clip_grad_norm_(self.net.parameters(), config["clip"])
                self.optimiser.step()
                self.step += 1
                if done % EMA_EVERY == 0:
                    self.average.update(self.net)
                total, count = total + loss.item(), count + 1
                # A stopped process (SIGSTOP, a suspended machine) shows as one very long step.
                self.seconds += min(time.time() - began, 20)
                if count % 100 == 0:
                    processes.say(f"epoch {self.epoch} step {self.step}/{per_epoch} size {size_at(config, self.epoch)} "
                                  f"loss {total / count:.3f} {mine * processes.WORLD / (time.time() - began):.0f} images/s "
                                  f"{self.seconds / 60:.1f} min")
                # Every process leaves at the same step; a lone one looks at once.
                if processes.WORLD == 1 or self.step % 20 == 0:
                    if any(processes.gathered(stopping["asked"])):
                        self.save()
                        return False
                    if any(processes.gathered(time.time() - saved > checkpoint_seconds)):
                        self.save()
                        saved = time.time()
            self.epoch, self.step = self.epoch + 1, 0
            last = self.epoch == config["epochs"]
            began = time.time()
            top1, top5, n = evaluate(self.averaged(), dev, self.device, size_at(config, self.epoch - 1),
                                     1 if last else max(1, len(dev) // 2000))
            self.log.append({"epoch": self.epoch, "size": size_at(config, self.epoch - 1), "loss": total / max(1, count),
                             "dev_top1": top1, "dev_top5": top5, "dev_n": n, "seconds": round(self.seconds)})
            processes.say("epoch", json.dumps(self.log[-1]), f"(dev in {time.time() - began:.0f} s)")
            if last:
                self.snapshot(1)
            self.save()
            saved = time.time()
        return True


def main(argv=None):
    parser = argparse.ArgumentParser(prog="training.train", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config")
    parser.add_argument("--runs", default=".training/runs", help="where runs are kept, one folder a name")
    parser.add_argument("--mirror", default="~/.cache/se-scope-training",
                        help="where a copy of every checkpoint goes ('' for none)")
    parser.add_argument("--data", help="instead of the configuration's folder of arrays")
    parser.add_argument("--seed", type=int, help="instead of the configuration's; the name gets -sSEED")
    parser.add_argument("--replan", action="store_true",
                        help="go on although the configuration's epochs or sizes have changed")
    parser.add_argument("--kept", default=KEPT, help="what training.keep wrote, one folder a name")
    args = parser.parse_args(argv)
    config = read_config(args.config)
    if args.seed is not None:
        config["seed"], config["name"] = args.seed, f"{config['name']}-s{args.seed}"
    data = args.data or config["data"]
    folder = Path(args.runs) / config["name"]
    mirror = Path(args.mirror).expanduser() / config["name"] if args.mirror else None
    device = processes.start()
    stopping = {"asked": False}
    signal.signal(signal.SIGTERM, lambda *_: stopping.update(asked=True))
    run = Run(config, folder, mirror, device, args.replan, args.kept)
    size = config["sizes"][-1][1]
    processes.say(f"{config['name']}: {parameters(run.net):,} parameters, {macs(run.net, size):,} MACs at {size}, "
                  f"{device}, {processes.WORLD} process(es)")
    if processes.RANK == 0:
        folder.mkdir(parents=True, exist_ok=True)
        (folder.parent.parent / "train.pid").write_text(f"{os.getpid()}\n")
    train, dev = Arrays(data, "train"), Arrays(data, "dev")
    done = run.train(train, dev, stopping)
    processes.say("done" if done else "stopped; the same command goes on")
    processes.stop()
    return run if done else None


if __name__ == "__main__":
    main()
