"""From generated images to a checked model folder; resumed and unbroken runs; one and two processes."""
import json
import shutil
import signal
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from training import card, export, processes, safetensors, train
from training.data import Arrays
from training.recipe import read_config
from training.tests import fixtures


class Pipeline(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        torch.set_num_threads(1)
        cls.kept = tempfile.TemporaryDirectory()
        cls.folder = folder = Path(cls.kept.name)
        fixtures.images(folder / "source")
        fixtures.step("training.prepare", "source", "data", "--size", 16, "--dev", 8, cwd=folder)
        cls.config = fixtures.write_config(folder)
        cls.where = ("--runs", folder / ".training/runs", "--mirror", folder / "mirror")
        fixtures.step("training.train", cls.config, *cls.where, cwd=folder)

    @classmethod
    def tearDownClass(cls):
        cls.kept.cleanup()

    def record(self, out, processes=1):
        fixtures.step("training.record", self.config, *self.where, "--out", self.folder / out, "--heldout", 30,
                      "--greedy", 24, "--evolution", 48, cwd=self.folder, processes=processes)
        return self.folder / out / "tiny"

    def checkpoint(self, name="tiny"):
        return torch.load(self.folder / f".training/runs/{name}/checkpoint.pt")

    def test_prepare_splits_by_seed_and_keeps_order(self):
        meta = json.loads((self.folder / "data/meta.json").read_text())
        self.assertEqual(meta["counts"], {"train": 132, "dev": 48, "val": 120})
        names = {s: (self.folder / f"data/{s}_names.txt").read_text().split() for s in ("train", "dev")}
        labels = {s: Arrays(self.folder / "data", s).labels for s in ("train", "dev")}
        pairs = {s: set(zip(names[s], labels[s])) for s in names}
        self.assertFalse(pairs["train"] & pairs["dev"])
        self.assertTrue((np.bincount(labels["dev"]) == 8).all())
        fixtures.step("training.prepare", "source", "again", "--size", 16, "--dev", 8, cwd=self.folder)
        self.assertTrue((Arrays(self.folder / "data", "dev").images == Arrays(self.folder / "again", "dev").images).all())

    def test_it_learns(self):
        self.assertGreater(self.checkpoint()["log"][-1]["dev_top1"], 0.3)

    def test_a_resumed_run_equals_an_unbroken_one(self):
        config = read_config(fixtures.write_config(self.folder, name="broken"))
        arrays = Arrays(self.folder / "data", "train"), Arrays(self.folder / "data", "dev")
        place = self.folder / ".training/runs/broken", self.folder / "mirror/broken", torch.device("cpu")

        class AfterSomeSteps(dict):
            left = 7

            def __getitem__(self, _):
                self.left -= 1
                return self.left < 0

        finished, sittings = False, 0
        while not finished:
            if sittings == 1:  # the run's folder is lost; the mirror has everything
                for path in place[0].iterdir():
                    path.unlink()
            finished, sittings = train.Run(config, *place).train(*arrays, AfterSomeSteps()), sittings + 1
        self.assertGreater(sittings, 1)
        whole, broken = self.checkpoint(), self.checkpoint("broken")
        for key in ("model", "average"):
            for name, value in whole[key].items():
                self.assertTrue(torch.equal(value, broken[key][name]), f"{key} {name}")
        self.assertEqual(len(list(place[0].glob("evolution-*.pt"))), 3)

    def test_another_schedule_is_refused_unless_it_is_meant(self):
        path = fixtures.write_config(self.folder, name="tiny", epochs=4, sizes=[[4, 16]])
        try:
            said = fixtures.step("training.train", path, *self.where, cwd=self.folder, expect=1)
            self.assertIn("--replan", said)
        finally:
            fixtures.write_config(self.folder)

    def test_sigterm_saves(self):
        import os, subprocess, sys, time  # noqa: E401
        path = fixtures.write_config(self.folder, name="long", epochs=500, sizes=[[500, 16]])
        run = subprocess.Popen([sys.executable, "-m", "training.train", path, *map(str, self.where)], cwd=self.folder,
                               env={**os.environ, "PYTHONPATH": str(fixtures.ROOT), "OMP_NUM_THREADS": "1"}, stdout=subprocess.PIPE, text=True)
        pid = self.folder / ".training/train.pid"
        while not (pid.exists() and pid.read_text().strip() == str(run.pid)):
            time.sleep(0.2)
        time.sleep(2)
        run.send_signal(signal.SIGTERM)
        said, _ = run.communicate(timeout=60)
        self.assertIn("the same command goes on", said)
        self.assertTrue((self.folder / ".training/runs/long/checkpoint.pt").exists())

    def test_record_export_check(self):
        self.record("records")
        model = self.folder / "model"
        where = "--records", self.folder / "records"
        fixtures.step("training.export", self.config, model, *where, cwd=self.folder)
        said = fixtures.step("training.check", model, "--data", "data", cwd=self.folder)
        self.assertIn("all checks passed", said)
        self.assertIn("recomputed: ", said)
        tensors, about = safetensors.read(model / "ablation.safetensors")
        settings = json.loads(about["settings"])
        self.assertEqual(len(settings), 27 + 2 * 2 + 5)
        self.assertEqual(settings[1], {"SE_4_2": "frozen"})
        self.assertEqual(tensors["top1"].shape, (36, 120))
        evolution = json.loads((model / "evolution.json").read_text())
        # Of the steps taken: the nearest to 0.3.
        first, middle, last = (p["share"] for p in evolution["points"])
        self.assertEqual((first, last), (0, 1))
        self.assertAlmostEqual(middle, 0.3, delta=0.06)
        self.assertEqual(len(evolution["points"][0]["spread"]), 5)
        self.assertEqual(sorted(evolution["points"][0]["curves"]), ["SE_2_1", "SE_3_2", "SE_4_1", "SE_4_2"])
        about = (model / "README.md").read_text()
        for said in ("Of the 3 blocks before stage 4, ", "never on stage 4", "SE layers: fan-in", "\n## Siblings\n\nNone recorded yet."):
            self.assertIn(said, about)
        self.assertNotIn("over positions", about)
        self.fine_tuned(model)
        # Where other networks ship beside it, their sizes add up.
        other = self.folder / "shipped/other"
        other.mkdir(parents=True)
        shutil.copytree(model, self.folder / "shipped/tiny")
        (self.folder / "shipped/index.json").write_text('{"default":"tiny","models":[]}')
        (other / "weights.safetensors").write_bytes(bytes(12_000_001))
        self.assertIn("WRONG 2 networks have 12.", fixtures.step("training.check", self.folder / "shipped/tiny", cwd=self.folder, expect=1))
        # A byte changed on the way is found.
        damaged = bytearray((model / "weights.safetensors").read_bytes())
        damaged[-5] ^= 1
        (model / "weights.safetensors").write_bytes(damaged)
        self.assertIn("WRONG weights.safetensors", fixtures.step("training.check", model, cwd=self.folder, expect=1))

    def fine_tuned(self, model):
        repaired = self.folder / "repaired.json"
        fixtures.step("training.repair", model, "--data", "data", "--images", 20, "--out", repaired, cwd=self.folder)
        words = "training.finetune", self.config, model, *self.where, "--out", self.folder / "results", "--repaired", repaired
        fixtures.step(*words, cwd=self.folder)
        path = self.folder / "results/finetune-tiny/removal.json"
        made = json.loads(path.read_text())
        asked = json.loads(repaired.read_text())
        self.assertEqual(made["live"], asked["live"])
        self.assertEqual([row["setting"] for row in made["rows"]], [row["setting"] for row in asked["settings"]])
        for row, other in zip(made["rows"], asked["settings"]):
            self.assertEqual(row["as_it_is"]["right"], other["as_it_is"]["right"])
            self.assertEqual(row["repaired"]["right"], other["repaired"][0]["right"])
            tuned = row["finetuned"]
            self.assertEqual(tuned["right"] - made["control"]["right"], tuned["gained"] - tuned["lost"])
        # Off takes much from the shipped network, and an epoch gives most of that back.
        off = made["rows"][-1]
        self.assertGreater(off["finetuned"]["right"], off["as_it_is"]["right"])
        before = path.read_text()
        self.assertNotIn("epoch", fixtures.step(*words, cwd=self.folder))
        self.assertEqual(path.read_text(), before)

    def test_a_network_without_se_has_weights_golden_output_and_one_record(self):
        path = fixtures.write_config(self.folder, name="plain", epochs=1, sizes=[[1, 16]], evolution=[], architecture=fixtures.architecture(blocks=[]))
        model = self.folder / "plain-model"
        fixtures.step("training.train", path, *self.where, cwd=self.folder)
        fixtures.step("training.record", path, *self.where, "--out", self.folder / "plain-records", cwd=self.folder)
        fixtures.step("training.export", path, model, "--records", self.folder / "plain-records", cwd=self.folder)
        self.assertIn("all checks passed", fixtures.step("training.check", model, "--data", "data", cwd=self.folder))
        self.assertEqual(sorted(json.loads((model / "model.json").read_text())["files"]),
                         ["ablation.safetensors", "golden.safetensors", "weights.safetensors"])
        tensors, about = safetensors.read(model / "ablation.safetensors")
        self.assertEqual((json.loads(about["settings"]), tensors["top1"].shape), ([{}], (1, 120)))
        self.assertNotIn("SE layers", (model / "README.md").read_text())

    def test_a_nosqueeze_network_ships_means_of_its_gate_maps(self):
        path = fixtures.write_config(self.folder, name="unsqueezed", epochs=1, sizes=[[1, 16]], evolution=[], architecture=fixtures.architecture(squeeze="none"))
        model, images = self.folder / "unsqueezed-model", self.folder / "reference.safetensors"
        fixtures.step("training.train", path, *self.where, cwd=self.folder)
        fixtures.step("training.record", path, *self.where, "--out", self.folder / "unsqueezed-records", "--heldout", 12, "--greedy", 12, cwd=self.folder)
        fixtures.step("training.export", path, model, "--records", self.folder / "unsqueezed-records", cwd=self.folder)
        said = fixtures.step("training.check", model, "--data", "data", "--reference", images, "--images", 6, cwd=self.folder)
        self.assertIn("all checks passed", said)
        self.assertIn("of its means over positions", (model / "README.md").read_text())
        self.assertFalse((model / "evolution.json").exists(), "no point of training was asked for")
        for name, n in ((model / "golden.safetensors", 1), (images, 6)):
            tensors, _ = safetensors.read(name)
            self.assertEqual([tensors[block].shape for block in ("SE_2_1", "SE_4_2")], [(n, 8), (n, 16)])

    def test_only_networks_that_get_siblings_promise_them(self):
        said = [name for name in ("main", "seresnet14-cifar", "seinception-cifar")
                if card.trained_with_siblings(read_config(fixtures.ROOT / f"training/configs/{name}.json"))]
        self.assertEqual(said, ["main"])

    def test_a_row_of_the_experiments_is_listed_with_it(self):
        with tempfile.TemporaryDirectory() as folder:
            index = Path(folder) / "index.json"
            index.write_text('{"default":"a","models":[{"id":"a","name":"A"},{"id":"seresnet14-cifar","name":"old"}]}')
            for name in ("seresnet14-cifar", "seinception-cifar"):
                config = read_config(fixtures.ROOT / f"training/configs/{name}.json")
                export.list_in(index, Path(folder) / name, config, {"name": config["title"]})
            self.assertEqual(json.loads(index.read_text()), {"default": "a", "models": [
                {"id": "a", "name": "A"}, {"id": "seresnet14-cifar", "name": "SE-ResNet-14, CIFAR-10", "rows": ["standard"]},
                {"id": "seinception-cifar", "name": "SE-BN-Inception, CIFAR-10", "rows": ["inception-se"]}]})

    def test_two_processes_record_what_one_does(self):
        one, two = self.record("one"), self.record("two", processes=2)
        with np.load(one / "profile.npz") as a, np.load(two / "profile.npz") as b:
            for name in a.files:
                if name.endswith(("count", "hist")):
                    self.assertTrue((a[name] == b[name]).all(), name)
                else:
                    self.assertLessEqual(np.abs(a[name].astype(np.float32) - b[name].astype(np.float32)).max(), 1e-6, name)
        a, about_a = safetensors.read(one / "ablation.safetensors")
        b, about_b = safetensors.read(two / "ablation.safetensors")
        self.assertEqual(about_a["greedy"], about_b["greedy"])
        self.assertTrue((a["top1"] == b["top1"]).all())

    def test_two_processes_train(self):
        path = fixtures.write_config(self.folder, name="pair", epochs=1, sizes=[[1, 8]])
        fixtures.step("training.train", path, *self.where, cwd=self.folder, processes=2)
        self.assertEqual(self.checkpoint("pair")["epoch"], 1)
        self.assertEqual(processes.WORLD, 1)


if __name__ == "__main__":
    unittest.main()
