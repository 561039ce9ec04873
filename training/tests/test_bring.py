"""Networks from elsewhere: recognised from names and shapes; recorded by two processes of which one is killed."""
import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest
from pathlib import Path

import numpy as np
import torch

from training import safetensors
from training.bring import Labels, samples_in
from training.model import Net
from training.recognise import STEM, recognise
from training.tests import fixtures
from training.tests.fixtures import CLASSES

PLAIN = {"kind": "7x7", "stride": 2, "pool": True, "width": 8}
DEEP = {"kind": "deep", "stride": 2, "pool": "conv", "width": [4, 6, 8]}


def network(stem=PLAIN, kind="bottleneck", r=4, rounding=None, groups=1, shortcut="conv", blocks=True, **stage):
    out = 16 if kind == "bottleneck" else 8
    stages = [{"id": i + 2, "kind": kind, "blocks": n, "width": 8 * 2 ** i, "out": out * 2 ** i, "stride": 1 if i == 0 else 2,
               "groups": groups, "shortcut": shortcut, **{k: v * 2 ** i if k == "first" else v for k, v in stage.items()}} for i, n in enumerate((1, 2, 1, 2))]
    ids = [f"SE_{s['id']}_{b + 1}" for s in stages for b in range(s["blocks"])]
    return {"stem": stem, "eps": 1e-5, "stages": stages, "classes": CLASSES,
            "se": {"r": r, "rounding": rounding or {"divisor": 8, "min": 8}, "blocks": ids if blocks else [], "squeeze": "average",
                   "excitation": "sigmoid", "place": "standard"}}


EXACT = {"divisor": 1, "min": 1}
FAMILIES = {
    "seresnet": network(kind="basic", r=4),
    "seresnext": network(stem=DEEP, groups=4, shortcut="pool"),
    "legacy_seresnet": network(stem={**PLAIN, "pool": "ceil"}, r=16, rounding=EXACT, strideIn="1x1"),
    "legacy_senet": network(stem={**DEEP, "pool": "ceil"}, r=16, rounding=EXACT, groups=4, shortcut="3x3", first=4),
    "resnet": network(blocks=False, r=16),
}


def legacy_name(name, deep):
    for own, theirs in STEM["deep" if deep else "plain"]:
        if name.startswith(own):
            return theirs + name[len(own):]
    return name.replace("fc.", "last_linear.", 1) if name.startswith("fc.") else name.replace(".se.", ".se_module.")


def state_dict(family, seed=0):
    """Random weights under the family's names, with batch norms that are not their first ones."""
    torch.manual_seed(seed)
    architecture = FAMILIES[family]
    net = Net(architecture)
    state = {}
    for name, value in net.state_dict().items():
        if name.endswith("running_mean"):
            value = 0.2 * torch.randn_like(value)
        elif name.endswith("running_var"):
            value = 0.5 + torch.rand_like(value)
        deep = architecture["stem"]["kind"] == "deep"
        state[legacy_name(name, deep) if family.startswith("legacy") else name] = value.numpy()
    return state


def hub_folder(place, family, size=32):
    place.mkdir(parents=True)
    safetensors.write(place / "model.safetensors", state_dict(family))
    (place / "config.json").write_text(json.dumps({
        "architecture": family, "num_classes": CLASSES, "license": "apache-2.0",
        "pretrained_cfg": {"input_size": [3, size, size], "crop_pct": 0.875, "interpolation": "bicubic", "mean": [0.5, 0.5, 0.5], "std": [0.25, 0.25, 0.25]}}))
    return place


def shards(source, place, each=40):
    """The generated images as tar shards of the WebDataset layout, a .cls beside every image."""
    place.mkdir()
    paths = sorted(source.rglob("*.png"))
    rng = np.random.default_rng(1)
    for at, start in enumerate(range(0, len(paths), each)):
        with tarfile.open(place / f"shard-{at:04d}.tar", "w") as tar:
            for i in rng.permutation(len(paths))[start:start + each]:
                for ending, data in ((".png", paths[i].read_bytes()), (".cls", paths[i].parent.name[-1].encode())):
                    info = tarfile.TarInfo(f"{i:06d}{ending}")
                    info.size = len(data)
                    tar.addfile(info, io.BytesIO(data))


class Recognise(unittest.TestCase):
    def test_names_and_shapes_tell_the_architecture(self):
        for family, architecture in FAMILIES.items():
            with self.subTest(family):
                state = state_dict(family)
                found, names = recognise(state)
                self.assertEqual({k: found[k] for k in ("stem", "stages", "classes")}, {k: architecture[k] for k in ("stem", "stages", "classes")})
                self.assertEqual(found["se"]["blocks"], architecture["se"]["blocks"])
                net = Net(found)
                net.load_state_dict({own: torch.from_numpy(np.asarray(state[theirs])) for own, theirs in names.items()})

    def test_other_weights_are_refused_by_name(self):
        with self.assertRaises(SystemExit) as refused:
            recognise({"features.0.weight": np.zeros((8, 3, 3, 3))})
        self.assertIn("layer1.0.conv1.weight", str(refused.exception))

    def test_labels_by_index_wordnet_id_or_name(self):
        labels = Labels([("n01443537", "goldfish, Carassius auratus"), ("n02085620", "Chihuahua")], 2)
        self.assertEqual([labels(x) for x in ("n01443537", "Goldfish", "1", 0, "chihuahua", "2", "cat")], [0, 0, 1, 0, 1, None, None])

    def test_half_precision_of_both_kinds_is_read(self):
        self.assertEqual(safetensors.array(np.array([0x3F80, 0xC020], np.uint16).tobytes(), "BF16").tolist(), [1.0, -2.5])
        self.assertEqual(safetensors.array(np.array([1, -2.5], np.float16).tobytes(), "F16").tolist(), [1.0, -2.5])


class Bring(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.kept.name)
        fixtures.images(cls.folder / "source", train=30, val=10, size=40)
        shards(cls.folder / "source", cls.folder / "shards")

    @classmethod
    def tearDownClass(cls):
        cls.kept.cleanup()

    def until_killed(self, wanted, *words):
        """Two processes; one is killed as soon as `wanted` finds a file."""
        env = {**os.environ, "PYTHONPATH": str(fixtures.ROOT), "OMP_NUM_THREADS": "1", "SE_SCOPE_CHUNK": "24"}
        started = [sys.executable, "-m", "torch.distributed.run", "--standalone", "-r", "1", "-t", "1", "--nproc_per_node=2", "-m", *map(str, words)]
        run = subprocess.Popen(started, cwd=self.folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until, children = time.time() + 120, []
        while not (children and list(self.folder.glob(wanted))):
            self.assertIsNone(run.poll(), f"{words} ended before {wanted}")
            self.assertLess(time.time(), until)
            # Looked up beforehand: on a busy machine a process goes far while another one is started.
            if len(children) < 2:
                children = subprocess.run(["pgrep", "-P", str(run.pid)], capture_output=True, text=True).stdout.split()
            time.sleep(0.01)
        os.kill(int(children[-1]), signal.SIGKILL)
        self.assertNotEqual(run.wait(), 0)

    def go(self, *words, processes=1):
        os.environ["SE_SCOPE_CHUNK"] = "24"
        try:
            return fixtures.step(*words, cwd=self.folder, processes=processes)
        finally:
            del os.environ["SE_SCOPE_CHUNK"]

    def bring(self, family, out, processes=1):
        return self.go("training.bring", self.folder / "hub" / family, "shards", "--dev", 12, "--out", out, "--records", f"{out}-records", processes=processes)

    def record(self, family, out, processes=1):
        return self.go("training.record", f"{out}/{family}/{family}.json", "--out", f"{out}-records", "--heldout", 24, "--greedy", 48, processes=processes)

    def test_a_family_is_recorded_whole_by_two_processes_one_of_them_killed(self):
        for family in ("seresnext", "legacy_seresnet", "seresnet"):
            with self.subTest(family):
                hub_folder(self.folder / "hub" / family, family)
                killed = family == "seresnext"
                if killed:
                    self.until_killed(f"two/{family}/data/shards/0*.npz", "training.bring", self.folder / "hub" / family, "shards", "--dev", 12, "--out", "two", "--records", "two-records")
                    kept = set(self.folder.glob(f"two/{family}/data/shards/0*.npz"))
                    self.assertTrue(kept)
                    said = self.bring(family, "two", processes=2)
                    self.assertLessEqual(said.count("images (") + len(kept), 6 + 1)
                    self.until_killed(f"two-records/{family}/settings-*.npz", "training.record", f"two/{family}/{family}.json", "--out", "two-records", "--heldout", 24, "--greedy", 48)
                else:
                    self.bring(family, "two")
                self.record(family, "two", processes=2 if killed else 1)
                model = self.folder / f"{family}-model"
                where = "--records", self.folder / "two-records"
                self.go("training.export", f"two/{family}/{family}.json", model, *where)
                said = self.go("training.check", model, "--data", f"two/{family}/data")
                self.assertIn("all checks passed", said)
                about = json.loads((model / "model.json").read_text())
                self.assertEqual(about["preprocessing"], {"size": [32, 32], "crop": 0.875, "interpolation": "bicubic", "mean": [0.5] * 3, "std": [0.25] * 3})
                self.assertIn("not trained here", about["provenance"]["recipe"])
                self.assertFalse(list(self.folder.glob(f"two-records/{family}/settings-*.npz")))
                if not killed:
                    continue
                self.bring(family, "one")
                self.record(family, "one")
                for name in ("dev", "val"):
                    self.assertEqual(*((self.folder / f"{out}/{family}/data/{name}.npy").read_bytes() for out in ("one", "two")))
                with np.load(self.folder / f"one-records/{family}/profile.npz") as a, np.load(self.folder / f"two-records/{family}/profile.npz") as b:
                    for name in a.files:
                        if name.endswith(("count", "hist")):
                            self.assertTrue((a[name] == b[name]).all(), name)
                        else:
                            self.assertLessEqual(np.abs(a[name].astype(np.float32) - b[name].astype(np.float32)).max(), 1e-6, name)
                a, b = (safetensors.read(self.folder / f"{out}-records/{family}/ablation.safetensors") for out in ("one", "two"))
                self.assertEqual(a[1]["greedy"], b[1]["greedy"])
                self.assertTrue((a[0]["top1"] == b[0]["top1"]).all())

    def test_what_cannot_be_read_is_left_out_by_name(self):
        place = self.folder / "odd"
        place.mkdir()
        with tarfile.open(place / "a.tar", "w") as tar:
            for name, data in (("x/1.png", b"no picture"), ("x/1.cls", b"3"), ("y/2.json", b'{"label": 1}'), ("y/2.jpg", b"none either"), ("z/3.txt", b"text")):
                info = tarfile.TarInfo(name)
                info.size = len(data)
                tar.addfile(info, io.BytesIO(data))
        self.assertEqual([(label, name) for label, name, _ in samples_in(place / "a.tar")], [("3", "x/1.png"), (1, "y/2.jpg")])


if __name__ == "__main__":
    unittest.main()
