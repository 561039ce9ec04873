"""record: everything that is measured of a trained network, on the weights as they ship.

    python3 -m training.record training/configs/NAME.json

Takes the average of weights from the run's newest checkpoint, rounds it to F16, and writes into
.training/records/NAME: weights, profile, held-out activations, recorded settings, golden output and
the evolution. Each step is kept, so that the same command goes on where it stopped. Several
processes: torchrun -m training.record …

Development images: profile, constants of frozen, greedy path, evolution.
Validation images: accuracy, held-out activations, recorded settings; nothing is chosen on them.
"""
import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from . import processes, safetensors
from .checkpoints import newest
from .data import Arrays, normalisation, plain
from .evolution import evolution
from .gates import class_type, logits_of, ordered, ranks, settings_of, tail_of, tail_settings
from .keep import KEPT
from .measure import CHUNK, SPAN, balanced, chunks, network, pooled, profile_file, rounded, save, shipped_all, take_profile, tapped
from .model import macs, parameters
from .recipe import read_config


class Recorder:
    def __init__(self, config, data, folder, run, mirror, device, quick):
        self.config, self.folder, self.device, self.quick = config, folder, device, quick
        self.architecture = config["architecture"]
        self.size, self.norm = config["sizes"][-1][1], normalisation(config)
        self.dev, self.val = Arrays(data, "dev", mmap=True), Arrays(data, "val", mmap=True)
        self.run, self.mirror = run, mirror
        folder.mkdir(parents=True, exist_ok=True)
        if processes.RANK == 0:
            self.take_weights()
        processes.barrier()
        self.tensors, _ = safetensors.read(folder / "weights.safetensors")
        self.net = network(self.architecture, self.tensors, device)
        self.classes = self.architecture["classes"]
        self.blocks, self.tail = ordered(self.architecture), tail_of(self.architecture)

    def take_weights(self):
        """The average of weights from the newest checkpoint; once taken, only that one is recorded."""
        weights, about = self.folder / "weights.safetensors", self.folder / "run.json"
        state = newest(self.run, self.mirror)
        at = state and [state["epoch"], state["step"]]
        if weights.exists():
            taken = json.loads(about.read_text())["at"]
            if at and at != taken:
                raise SystemExit(f"{self.folder} was recorded at epoch {taken[0]}, step {taken[1]}; the run is now at "
                                 f"epoch {at[0]}, step {at[1]}: remove that folder to record anew")
            return
        if state is None:
            raise SystemExit(f"no checkpoint in {self.run}: run training.train first")
        if state["epoch"] < self.config["epochs"]:
            print(f"note: the run is at epoch {state['epoch']} of {self.config['epochs']}", flush=True)
        about.write_text(json.dumps({"at": at, "seconds": round(state["seconds"]), "log": state["log"]}, indent=1))
        safetensors.write(weights, rounded(state["average"]))

    def kept(self, name):
        """Whether a step's file is there: one answer for all processes."""
        return all(processes.gathered((self.folder / name).exists() or processes.RANK > 0))

    def profile(self):
        """The profile and the constants of frozen; a network without SE has neither."""
        name = "profile.safetensors"
        if not self.blocks:
            self.constants = {}
            return
        if not self.kept(name):
            profiles, _, hits = take_profile(self.net, self.dev.images, self.dev.labels, self.classes, self.size,
                                             self.device, SPAN[self.architecture["se"]["excitation"]], self.norm, self.folder)
            if processes.RANK == 0:
                span = SPAN[self.architecture["se"]["excitation"]]
                each = len(self.dev) / self.classes
                # Unrounded, for merging with other shards and for tests.
                np.savez(self.folder / "profile.npz", **{f"{block}.{part}": getattr(profile, part) for block, profile in
                         profiles.items() for part in ("count", "mean", "m2", "scale_mean", "scale_m2", "hist", "reference")})
                profile_file(profiles, self.folder / name,
                             {"range": f"{span[0]:g},{span[1]:g}", "dev_top1": hits,
                              "images": f"{each:g} development images of each class, held off "
                                        f"{'those that accuracy is measured on' if 'brought' in self.config else 'the training images'}, "
                                        "at the test transform"})
            self.settle("excitations")
        tensors, _ = safetensors.read(self.folder / name)
        count = tensors["count"].astype(np.int64)
        self.constants = {b: torch.from_numpy(shipped_all(tensors[f"{b}.mean"], count)).to(self.device)
                          for b in self.blocks}
        processes.say("profile taken")

    def run_settings(self, settings, arrays, indices, batch=125):
        """(top1 [S, N], rank [S, N], summed cross-entropy [S]) over these images, in this process."""
        top1, rank, loss = [], [], torch.zeros(len(settings))
        labels = torch.as_tensor(arrays.labels)
        for i in range(0, len(indices), batch):
            part = indices[i:i + batch]
            y = labels[part]
            logits = logits_of(self.net, plain(arrays.images[part], self.size, self.device, self.norm), settings, self.constants).cpu()
            top1.append(logits.argmax(-1))
            rank.append(ranks(logits, y))
            loss += torch.stack([F.cross_entropy(one, y, reduction="sum") for one in logits])
        return torch.cat(top1, 1).numpy(), torch.cat(rank, 1).numpy(), loss.numpy()

    def over_all(self, step, settings, arrays, indices):
        """The same over all processes' images. Each chunk is a file, so that a killed process loses one; `settle` deletes them."""
        pieces = {}
        for part in chunks(len(indices)):
            kept = self.folder / f"{step}-{part.start:06d}.npz"
            if not kept.exists():
                top1, rank, loss = self.run_settings(settings, arrays, indices[part])
                save(kept, top1=top1.astype(np.uint16), rank=rank.astype(np.uint8), loss=loss)
                if len(indices) > 4 * CHUNK:
                    print(f"{step}: {part.stop} of {len(indices)} images", flush=True)
            with np.load(kept) as piece:
                pieces[part.start] = tuple(piece[name] for name in ("top1", "rank", "loss"))
        everyone = {start: piece for mine in processes.gathered(pieces) for start, piece in mine.items()}
        top1, rank, loss = zip(*(everyone[start] for start in sorted(everyone)))
        return np.concatenate(top1, 1), np.concatenate(rank, 1), np.sum(loss, 0)

    def settle(self, step):
        """The step's result is written: its chunks can go."""
        processes.barrier()
        if processes.RANK == 0:
            for path in self.folder.glob(f"{step}-*.npz"):
                path.unlink()
        processes.barrier()

    def greedy(self):
        """Freeze the block that costs least on development images, until none is live."""
        path = self.folder / "greedy.json"
        state = json.loads(path.read_text()) if path.exists() else {"path": [], "steps": []}
        state = processes.gathered(state)[0]
        indices = balanced(self.dev.labels, self.config["seed"])[: self.quick["greedy"]]
        indices = np.sort(indices)
        while len(state["path"]) < len(self.blocks):
            left = [b for b in self.blocks if b not in state["path"]]
            settings = [{b: "frozen" for b in [*state["path"], candidate]} for candidate in left]
            step = f"greedy{len(state['path'])}"
            _, rank, loss = self.over_all(step, settings, self.dev, indices)
            right = (rank == 0).sum(1)
            best = min(range(len(left)), key=lambda i: (-right[i], loss[i]))
            state["path"].append(left[best])
            state["steps"].append({"block": left[best], "n": len(indices), "right": int(right[best]),
                                   "loss": round(float(loss[best]) / len(indices), 5)})
            if processes.RANK == 0:
                path.write_text(json.dumps(state, indent=1))
            self.settle(step)
            processes.say(f"greedy path: {len(state['path'])} of {len(self.blocks)}, {left[best]}")
        self.path = state["path"]

    def dev_alone(self):
        """Each block frozen and off alone, on development images: what liveness is judged on."""
        path = self.folder / "dev_alone.json"
        if self.kept("dev_alone.json"):
            return
        settings = [{}] + [{b: gate} for b in self.blocks for gate in ("frozen", "off")]
        indices = np.sort(balanced(self.dev.labels, self.config["seed"])[: self.quick["alone"] or None])
        _, rank, _ = self.over_all("alone", settings, self.dev, indices)
        if processes.RANK == 0:
            path.write_text(json.dumps({"n": len(indices), "settings": settings, "right": (rank == 0).sum(1).tolist()}))
        self.settle("alone")
        processes.say("each block frozen and off alone on the development set")

    def heldout(self):
        """Validation images as activations entering the tail, U8, and what is decided from them; of a network with SE."""
        if not self.blocks or self.kept("heldout.safetensors") and self.kept("heldout.npz"):
            return
        if processes.RANK == 0:
            index = balanced(self.val.labels, self.config["seed"] + 1)[: self.quick["heldout"]]
            features = []
            with torch.no_grad():
                for i in range(0, len(index), 100):
                    x = plain(self.val.images[index[i:i + 100]], self.size, self.device, self.norm)
                    features.append(self.net(x, until=self.tail[0]).cpu())
            x = torch.cat(features)
            low, high = x.amin((0, 2, 3)), x.amax((0, 2, 3))
            zero = torch.where(low < 0, low, torch.zeros_like(low))
            scale = ((high - zero) / 255).clamp(min=1e-8)
            q = ((x - zero.view(1, -1, 1, 1)) / scale.view(1, -1, 1, 1)).round().clamp(0, 255).to(torch.uint8)
            settings = tail_settings(self.tail)
            labels = torch.as_tensor(self.val.labels[index])
            top1, rank, float_top1 = [], [], []
            for i in range(0, len(index), 50):
                back = q[i:i + 50].float() * scale.view(1, -1, 1, 1) + zero.view(1, -1, 1, 1)
                run = lambda v: logits_of(self.net, v.to(self.device), settings, self.constants, self.tail[0]).cpu()  # noqa: E731
                logits = run(back)
                top1.append(logits.argmax(-1))
                rank.append(ranks(logits, labels[i:i + 50]))
                float_top1.append(run(x[i:i + 50]).argmax(-1))
            top1, rank, float_top1 = (torch.cat(v, 1).numpy() for v in (top1, rank, float_top1))
            tensors = {"features": q.permute(0, 2, 3, 1).contiguous().numpy(), "scale": scale.numpy(),
                       "labels": labels.numpy().astype(np.uint16), "index": index.astype(np.uint32)}
            if (zero < 0).any():
                tensors["zero"] = zero.numpy()
            each = len(index) / self.classes
            safetensors.write(self.folder / "heldout.safetensors", tensors, {
                "entering": self.tail[0], "images": f"{each:g} validation images of each class, see index"})
            np.savez(self.folder / "heldout.npz", top1=top1, rank=rank, equal=(top1 == float_top1).mean())
            processes.say(f"held-out: {len(index)} images, {(top1 == float_top1).mean():.4%} of decisions as from floats")
        processes.barrier()

    def ablation(self):
        if self.kept("ablation.safetensors"):
            return
        settings = settings_of(self.architecture, self.path)
        n = min(len(self.val), self.quick["val"] or len(self.val))
        top1, rank, _ = self.over_all("settings", settings, self.val, np.arange(n))
        if processes.RANK == 0:
            held_top1 = held_rank = np.zeros((len(tail_settings(self.tail)), 0), int)
            index = np.zeros(0, np.uint32)
            if self.blocks:
                with np.load(self.folder / "heldout.npz") as held:
                    held_top1, held_rank = held["top1"], held["rank"]
                index = safetensors.read(self.folder / "heldout.safetensors")[0]["index"]
            kind = class_type(self.classes)
            safetensors.write(self.folder / "ablation.safetensors", {
                "top1": top1.astype(kind), "rank": rank.astype(np.uint8),
                "labels": self.val.labels[:n].astype(np.uint16), "heldout": index,
                "heldout_top1": held_top1.astype(kind), "heldout_rank": held_rank.astype(np.uint8)},
                {"settings": json.dumps(settings), "greedy": json.dumps(self.path),
                 "images": "all validation images, in the order of the validation set",
                 "frozen": "the profile's 'all' as stored (F16 class means averaged in F32)"})
        self.settle("settings")

    def golden(self):
        """A generated input (no image of the data), its logits and excitations."""
        if processes.RANK == 0 and not (self.folder / "golden.safetensors").exists():
            g = torch.Generator().manual_seed(self.config["seed"])
            coarse = torch.randn(1, 3, 8, 8, generator=g)
            x = F.interpolate(coarse, size=(self.size, self.size), mode="bilinear", align_corners=False)
            x = (x + 0.25 * torch.randn(1, 3, self.size, self.size, generator=g)).contiguous()
            taps, logits = tapped(self.net, x.to(self.device, memory_format=torch.channels_last))
            safetensors.write(self.folder / "golden.safetensors", {
                "input": x.permute(0, 2, 3, 1).contiguous().numpy(), "logits": logits.cpu().numpy(),
                **{name: pooled(tap).cpu().numpy() for name, tap in taps.items()}})

    def evolution(self):
        """The figure at the points of training that the configuration asks for; without any there is no file."""
        if self.blocks and self.config["evolution"] and "brought" not in self.config and processes.RANK == 0 and not (self.folder / "evolution.json").exists():
            for path in (KEPT / self.config["name"]).glob("evolution-*.json"):
                shutil.copyfile(path, self.folder / path.name)
            points = evolution(self.config, self.dev, self.run.glob("evolution-*.pt"), self.folder,
                               min(self.quick["evolution"], len(self.dev)), self.device)
            processes.say(f"evolution: {len(points)} points")

    def all(self):
        self.profile()
        self.golden()
        self.dev_alone()
        self.greedy()
        self.heldout()
        self.ablation()
        self.evolution()
        processes.say(f"recorded in {self.folder}: {parameters(self.net):,} parameters, {macs(self.net, self.size):,} MACs")


def main(argv=None):
    parser = argparse.ArgumentParser(prog="training.record", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config")
    parser.add_argument("--data", help="instead of the configuration's folder of arrays")
    parser.add_argument("--runs", default=".training/runs")
    parser.add_argument("--mirror", default="~/.cache/se-scope-training")
    parser.add_argument("--out", default=".training/records", help="one folder a name")
    parser.add_argument("--seed", type=int, help="as given to train")
    parser.add_argument("--heldout", type=int, default=1000, help="validation images shipped as activations")
    parser.add_argument("--alone", type=int, default=0, help="only so many development images for each block alone")
    parser.add_argument("--greedy", type=int, default=4000, help="development images for the greedy path")
    parser.add_argument("--evolution", type=int, default=4000, help="development images for the evolution")
    parser.add_argument("--val", type=int, default=0, help="only the first so many validation images (rehearsals)")
    args = parser.parse_args(argv)
    config = read_config(args.config)
    name = config["name"] if args.seed is None else f"{config['name']}-s{args.seed}"
    device = processes.start()
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    mirror = Path(args.mirror).expanduser() / name if args.mirror else None
    Recorder(config, args.data or config["data"], Path(args.out) / name, Path(args.runs) / name, mirror, device,
             {"alone": args.alone, "greedy": args.greedy, "heldout": args.heldout, "evolution": args.evolution, "val": args.val}).all()
    processes.stop()


if __name__ == "__main__":
    main()
