"""Profiles, intervals and safetensors against plain formulas and published values."""
import tempfile
import unittest
from pathlib import Path

import numpy as np

from training import safetensors
from training.evolution import figure_blocks, figure_classes
from training.intervals import tango, wilson
from training.profile import Profile, merged, spread_interval, spread_squared, summary


def made(rng, n=240, classes=5, channels=7):
    labels = rng.integers(0, classes, n)
    base = rng.uniform(0.2, 0.8, (classes, channels))
    return labels, (base[labels] + rng.normal(0, 0.05, (n, channels))).clip(0, 1).astype(np.float32)


class Statistics(unittest.TestCase):
    def test_accumulated_equals_direct(self):
        rng = np.random.default_rng(1)
        labels, s = made(rng)
        p = s.mean(0)
        profile = Profile(5, 7, p)
        for i in range(0, len(s), 17):
            profile.add(labels[i:i + 17], s[i:i + 17])
        a = s.astype(float) @ p.astype(float) / (p.astype(float) @ p)
        for k in range(5):
            x = s[labels == k].astype(float)
            np.testing.assert_allclose(profile.mean[k], x.mean(0), atol=1e-12)
            np.testing.assert_allclose(profile.std()[k], x.std(0, ddof=1), atol=1e-12)
            np.testing.assert_allclose(profile.scale_sd()[k], a[labels == k].std(ddof=1), atol=1e-12)
        self.assertEqual(profile.hist.sum(), s.size)

    def test_the_evolution_keeps_the_blocks_that_the_app_draws_and_four_classes(self):
        def architecture(*blocks):
            stages = [{"id": i + 2, "kind": "basic", "blocks": n} for i, n in enumerate(blocks)]
            return {"stages": stages, "se": {"blocks": [f"SE_{i + 2}_{b + 1}" for i, n in enumerate(blocks) for b in range(n)]}, "classes": 10}

        self.assertEqual(figure_blocks(architecture(3, 4, 6, 3)), ["SE_2_3", "SE_3_4", "SE_4_6", "SE_5_1", "SE_5_2", "SE_5_3"])
        self.assertEqual(figure_blocks(architecture(2, 2, 2)), ["SE_2_2", "SE_3_2", "SE_4_1", "SE_4_2"])
        self.assertEqual(figure_blocks({"stages": [], "se": {"blocks": []}}), [])
        self.assertEqual(figure_classes({"default_classes": [5, 4, 3, 2, 1]}), [5, 4, 3, 2])
        self.assertEqual(figure_classes({"architecture": {"classes": 3}}), [0, 1, 2])

    def test_merged_shards_equal_one(self):
        rng = np.random.default_rng(2)
        labels, s = made(rng)
        whole, shards = Profile(5, 7, s[0]), [{"b": Profile(5, 7, s[0])} for _ in range(4)]
        whole.add(labels, s)
        for i, shard in enumerate(shards):
            shard["b"].add(labels[i::4], s[i::4])
        one = merged(shards)["b"]
        self.assertTrue((one.count == whole.count).all() and (one.hist == whole.hist).all())
        for part in ("mean", "m2", "scale_mean", "scale_m2"):
            np.testing.assert_allclose(getattr(one, part), getattr(whole, part), atol=1e-10)

    def test_spread_subtracts_chance(self):
        rng = np.random.default_rng(3)
        values = []
        for _ in range(60):
            s = rng.normal(0.5, 0.1, (20, 30, 8))
            values.append(spread_squared(s.mean(1), s.std(1, ddof=1), np.full(20, 30)))
        self.assertLess(abs(np.mean(values)), 4 * np.std(values) / np.sqrt(60))

    def test_jackknife_equals_leaving_out_one_by_one(self):
        rng = np.random.default_rng(4)
        mean, std, count = rng.uniform(0, 1, (9, 4)), rng.uniform(0, 0.1, (9, 4)), rng.integers(5, 9, 9)
        left = [np.sqrt(max(0, spread_squared(*(np.delete(v, j, 0) for v in (mean, std, count))))) for j in range(9)]
        want = 1.959964 * np.sqrt(8 / 9 * ((left - np.mean(left)) ** 2).sum())
        value = np.sqrt(spread_squared(mean, std, count))
        np.testing.assert_allclose(spread_interval(mean, std, count), [value - want, value + want], atol=1e-10)

    def test_an_interval_that_reaches_zero_is_of_the_square(self):
        rng = np.random.default_rng(5)
        s = rng.normal(0.5, 0.1, (20, 30, 8))
        low, high = spread_interval(s.mean(1), s.std(1, ddof=1), np.full(20, 30))
        self.assertEqual(low, 0)
        self.assertGreater(high, 0)

    def test_classes_that_differ_in_scale_only_have_no_rest(self):
        p = np.linspace(0.1, 0.9, 12)
        mean = np.array([0.8, 1.0, 1.2])[:, None] * p
        row = summary(mean, np.zeros((3, 12)), np.full(3, 10), np.zeros(3), np.ones((3, 40)))
        self.assertAlmostEqual(row["spread"], row["scale"], places=9)
        self.assertLess(row["rest"], 1e-6)

    def test_intervals(self):
        for (b, c, n), want in {(40, 20, 160): (0.030865, 0.218064), (0, 0, 1000): (-0.003827, 0.003827),
                                (127, 157, 10000): (-0.006342, 0.000305), (3, 9, 1000): (-0.014376, 0.000932),
                                (0, 5, 200): (-0.057178, -0.005684), (12, 2, 50): (0.061112, 0.344709)}.items():
            np.testing.assert_allclose(tango(b, c, n), want, atol=1e-6)
        np.testing.assert_allclose(wilson(81, 263), (0.2553, 0.3662), atol=1e-4)  # Newcombe 1998, table I

    def test_safetensors_come_back(self):
        rng = np.random.default_rng(5)
        tensors = {"a": rng.normal(size=(3, 4)).astype(np.float16), "b": rng.integers(0, 9, 5).astype(np.uint8),
                   "c": rng.normal(size=(2, 1)).astype(np.float32), "none": np.zeros((0, 3), np.uint32)}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.safetensors"
            safetensors.write(path, tensors, {"why": "a test"})
            back, about = safetensors.read(path)
        self.assertEqual(about, {"why": "a test"})
        for name, value in tensors.items():
            self.assertEqual(back[name].dtype, value.dtype)
            self.assertTrue(np.array_equal(back[name], value))


if __name__ == "__main__":
    unittest.main()
