"""The experiments' runner on tiny networks; what is kept of a run; the images' part of an interval."""
import base64
import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from training import experiments, keep, safetensors
from training.model import Net
from training.recipe import data_of, read_config
from training.tests import fixtures


class Experiments(unittest.TestCase):
    def test_the_images_part_of_an_interval(self):
        """Two rows whose images are easy or hard together differ less than two independent ones; a
        difference that is the seeds' alone counts for nothing."""
        rng = np.random.default_rng(1)
        n, k = 4000, 60
        hard = rng.uniform(0.2, 0.9, n)
        draw = lambda p: rng.uniform(size=(k, n)) < p  # noqa: E731
        self.assertLess(experiments.image_error(draw(hard), draw(hard)), 0.0012)
        other = rng.permutation(hard)
        self.assertAlmostEqual(experiments.image_error(draw(hard), draw(other)), np.sqrt(np.var(hard - other) / n), delta=0.0003)

    def test_the_rows_of_the_paper_are_networks(self):
        config = json.loads((fixtures.ROOT / "training/configs/paper.json").read_text())
        claims = json.loads((experiments.PAPER / "claims.json").read_text())["claims"]
        rows = {row["id"]: row for row in config["rows"]}
        for claim in claims:
            self.assertLessEqual({claim["row"], claim["against"]}, set(rows), claim["id"])
        for row in config["rows"]:
            made = experiments.row_config(config, row, 1)
            net = Net(made["architecture"])
            se = made["architecture"]["se"]
            for name, hidden in experiments.hidden_by_block(net, se).items():
                self.assertEqual(hidden * se["r"], net.se()[name].fc1.in_channels, f"{row['id']} {name}: hidden is not C/r")
            self.assertEqual(made["epochs"], config["base"]["epochs"])

    def test_every_configuration_says_how_its_data_is_prepared(self):
        for path in (fixtures.ROOT / "training/configs").glob("*.json"):
            folder, options = data_of(path)
            self.assertEqual((folder, options), (".training/data/cifar32", ["--size", "32", "--dev", "500"])
                             if "cifar" in path.name or path.name == "paper.json" else (".training/data/tin64", []), path.name)

    def test_every_run_once_from_two_networks(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            fixtures.prepared(folder, train=20, val=11)
            config = {"name": "few", "data": "data", "data_about": {"name": "stripes", "train": 20, "dev": 1, "test": 11}, "seeds": [1, 2],
                      "base": {k: v for k, v in fixtures.config(epochs=1, sizes=[[1, 16]]).items() if k not in ("name", "architecture")},
                      "networks": {"residual": fixtures.architecture()},
                      "rows": [{"id": "none", "name": "none", "network": "residual", "stages": []},
                               {"id": "standard", "name": "all", "network": "residual"},
                               {"id": "nosqueeze", "name": "map", "network": "residual", "se": {"squeeze": "none"}, "seeds": [1]}]}
            (folder / "few.json").write_text(json.dumps(config))
            (folder / "claims.json").write_text(json.dumps({"claims": [
                {"id": "se", "row": "standard", "against": "none"}, {"id": "r4", "row": "r4", "against": "standard"}]}))
            words = "training.experiments", "few.json", "--mirror", "", "--out", "results", "--paper", "."
            fixtures.step(*words, cwd=folder)
            self.assertNotIn("epoch", fixtures.step(*words, cwd=folder))
            made = json.loads((folder / "runs.json").read_text())
            self.assertEqual([(r["row"], r["seed"]) for r in made["runs"]],
                             [("none", 1), ("none", 2), ("standard", 1), ("standard", 2), ("nosqueeze", 1)])
            self.assertEqual(list(made["images"]), ["se"])
            self.assertEqual(made["rows"][0]["architecture"]["se"]["blocks"], [])
            self.assertEqual(len(made["runs"][2]["spread"]), 5)
            diverged = folder / "results/few/standard-s2.json"
            run = json.loads(diverged.read_text())
            self.assertNotIn("images_trained", made)
            nothing = base64.b64encode(bytes(9)).decode()
            diverged.write_text(json.dumps({**run, "top1": 0.0, "correct": nothing, "spread": {**run["spread"], "SE_3_1": float("inf"), "SE_4_2": float("nan")}}))
            self.assertIn("standard-s2: class spread of SE_3_1, SE_4_2 is not a number", fixtures.step(*words, "--report", cwd=folder))
            unreadable = lambda word: self.fail(f"{word} is no JSON")  # noqa: E731
            made = json.loads((folder / "runs.json").read_text(), parse_constant=unreadable)
            self.assertEqual(sorted(made["runs"][3]["spread"]), ["SE_2_1", "SE_3_2", "SE_4_1"])
            self.assertEqual([run.get("collapsed") for run in made["runs"]], [None, None, None, True, None])
            self.assertEqual(list(made["images_trained"]), ["se"])
            self.assertNotEqual(made["images_trained"], made["images"])
            bits, about = safetensors.read(folder / "correct.safetensors")
            self.assertEqual(json.loads(about["seeds"])["standard"], [1, 2])
            right = np.unpackbits(bits["standard"], axis=1)[:, :66]
            for row, run in zip(right, made["runs"][2:4]):
                self.assertAlmostEqual(row.mean(), run["top1"], places=4)


class Kept(unittest.TestCase):
    def test_a_run_goes_on_from_what_was_kept(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            fixtures.prepared(folder, train=20, val=4)
            path = fixtures.write_config(folder, evolution=[0, 1])
            fixtures.step("training.train", path, "--mirror", "", cwd=folder)
            words = "--mirror", "", "--out", "kept", "--evolution", 12
            fixtures.step("training.keep", path, *words, cwd=folder)
            self.assertEqual(len(list((folder / "kept/tiny").glob("evolution-*.json"))), 2)
            whole = torch.load(folder / ".training/runs/tiny/checkpoint.pt")
            state = keep.read_state(folder / "kept/tiny/state.safetensors")
            self.assertEqual((state["epoch"], state["step"]), (3, 0))
            for name, value in state["model"].items():
                self.assertLessEqual((value - whole["model"][name]).abs().max().item(), 1e-3 * max(1, value.abs().max().item()), name)
            # Elsewhere, without the checkpoint: two more epochs start where the third ended.
            longer = fixtures.write_config(folder, name="tiny", epochs=5, sizes=[[1, 8], [5, 16]], evolution=[])
            said = fixtures.step("training.train", longer, "--replan", "--mirror", "", "--runs", "elsewhere/runs", "--kept", "kept", cwd=folder)
            self.assertIn("resumed at epoch 3, step 0", said)
            log = torch.load(folder / "elsewhere/runs/tiny/checkpoint.pt")["log"]
            self.assertEqual([entry["epoch"] for entry in log], [1, 2, 3, 4, 5])
            self.assertGreater(log[-1]["dev_top1"], 0.3)
        self.assertIsNone(keep.read_state(Path("nowhere/state.safetensors")))
        self.assertEqual(read_config(fixtures.ROOT / "training/configs/main.json")["name"], "seresnet34-w24-tin")


if __name__ == "__main__":
    unittest.main()
