"""The siblings' runner on a tiny network, and D against tables of t."""
import json
import tempfile
import unittest
from pathlib import Path

from training import siblings
from training.tests import fixtures


class Siblings(unittest.TestCase):
    def test_quantiles_of_t(self):
        for share, df, want in ((0.975, 12, 2.1788), (0.8, 12, 0.8726), (0.975, 4, 2.7764), (0.8, 2, 1.0607)):
            self.assertAlmostEqual(siblings.t_quantile(share, df), want, places=4)

    def test_detectable_difference(self):
        self.assertIsNone(siblings.detectable([[0.5], [0.6]]))
        self.assertAlmostEqual(siblings.detectable([[0.1, 0.3], [0.2, 0.4]]),
                               (4.302653 + 1.060660) * 0.02 ** 0.5, places=5)

    def test_every_row_and_seed_is_trained_once(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            fixtures.prepared(folder, train=20, val=10)
            base = fixtures.config(epochs=1, sizes=[[1, 16]])
            config = {"name": "few", "data": "data", "seeds": [1, 2], "recipe": "a rehearsal", "base": base,
                      "rows": [{"id": "all", "name": "all", "without": []},
                               {"id": "early", "name": "early", "without": ["SE_4_1", "SE_4_2"]}]}
            (folder / "few.json").write_text(json.dumps(config))
            words = "training.siblings", "few.json", "--mirror", "mirror", "--out", "results"
            fixtures.step(*words, cwd=folder)
            before = (folder / "results/few/siblings.json").read_text()
            said = fixtures.step(*words, cwd=folder)
            self.assertNotIn("epoch", said)
            made = json.loads(before)
            self.assertEqual([len(row["runs"]) for row in made["rows"]], [2, 2])
            self.assertEqual(made["rows"][1]["blocks"], ["SE_2_1", "SE_3_1", "SE_3_2"])
            self.assertEqual(len(made["rows"][0]["runs"][0]["tail"]), 27)
            self.assertLess(made["rows"][1]["parameters"], made["rows"][0]["parameters"])
            self.assertGreaterEqual(made["detectable"], 0)
            together = fixtures.step(*words[:-1], "together", "--runs", "apart", "--together", "2", cwd=folder)
            for run in ("all-s1", "early-s1", "all-s2", "early-s2"):
                self.assertEqual(together.count(f"few-{run}: "), 1)
            again = json.loads((folder / "together/few/siblings.json").read_text())
            self.assertEqual([[run["seed"] for run in row["runs"]] for row in again["rows"]], [[1, 2], [1, 2]])


if __name__ == "__main__":
    unittest.main()
