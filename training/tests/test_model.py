"""The network against timm's sizes and against the numbers that the browser is held to."""
import base64
import json
import unittest

import numpy as np
import torch

from training.gates import logits_of, ordered, ranks, settings_of
from training.model import Net, macs, parameters, set_gates
from training.tests.fixtures import ROOT, architecture

VECTORS = sorted((ROOT / "src/network/vectors").glob("*.json"))


def array(entry):
    return np.frombuffer(base64.b64decode(entry["data"]), "<f4").reshape(entry["shape"])


def imagenet(kind, blocks, width=64, groups=1, stem=("7x7", 64), shortcut="conv", inner=1):
    out = 4 if kind == "bottleneck" else 1
    stages = [{"id": i + 2, "kind": kind, "blocks": b, "width": width * 2 ** i * inner, "out": width * 2 ** i * out,
               "stride": 1 if i == 0 else 2, "groups": groups, "shortcut": shortcut} for i, b in enumerate(blocks)]
    ids = [f"SE_{s['id']}_{b + 1}" for s in stages for b in range(s["blocks"])]
    return {"stem": {"kind": stem[0], "stride": 2, "pool": True, "width": stem[1]}, "eps": 1e-5, "stages": stages,
            "se": {"blocks": ids, "r": 16, "rounding": {"divisor": 8, "min": 8}, "squeeze": "average",
                   "excitation": "sigmoid", "place": "standard"}, "classes": 1000}


class Model(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)

    def test_sizes_are_timms(self):
        for name, a, want in (("seresnet18", imagenet("basic", (2, 2, 2, 2)), 11_779_624),
                              ("seresnet34", imagenet("basic", (3, 4, 6, 3)), 21_960_416),
                              ("seresnet50", imagenet("bottleneck", (3, 4, 6, 3)), 28_088_024),
                              ("seresnext50_32x4d", imagenet("bottleneck", (3, 4, 6, 3), groups=32, inner=2), 27_559_896),
                              ("seresnext26d_32x4d", imagenet("bottleneck", (2, 2, 2, 2), groups=32, inner=2,
                                                              stem=("deep", [32, 32, 64]), shortcut="pool"), 16_809_512)):
            self.assertEqual(parameters(Net(a)), want, name)

    def test_macs_of_seresnet50(self):
        self.assertEqual(macs(Net(imagenet("bottleneck", (3, 4, 6, 3))), 224), 4_091_699_200)

    @unittest.skipUnless(VECTORS, "src/network/vectors is not there")
    def test_the_browsers_vectors_are_this_networks(self):
        for path in VECTORS:
            case = json.loads(path.read_text())
            if case["architecture"]["se"].get("constants"):
                continue  # what an export leaves, never trained
            net = Net(case["architecture"]).double().eval()
            state = {k: torch.from_numpy(array(v).astype(np.float64)) for k, v in case["weights"].items()}
            missing, unexpected = net.load_state_dict(state, strict=False)
            self.assertFalse(unexpected)
            self.assertTrue(all(k.endswith("num_batches_tracked") for k in missing))
            x = torch.from_numpy(array(case["input"]).astype(np.float64)).permute(0, 3, 1, 2)
            taps = {name: [] for name in net.se()}
            for name, se in net.se().items():
                se.tap = taps[name]
            with torch.no_grad():
                logits = net(x)
            np.testing.assert_allclose(logits, array(case["expected"]["logits"]), atol=1e-5, err_msg=path.name)
            for name, tap in taps.items():
                # Without a squeeze the excitation is a map; the browser shows its mean over positions.
                seen = tap[0] if tap[0].dim() == 2 else tap[0].mean((2, 3))
                np.testing.assert_allclose(seen, array(case["expected"]["blocks"][name]["excitation"]), atol=1e-6)
                net.se()[name].tap = None
            for setting in case["gates"]:
                if any("edits" in gate for gate in setting["gates"].values()):
                    continue
                set_gates(net, {b: 1 if g["base"]["kind"] == "ones" else torch.from_numpy(array(g["base"]["values"]).astype(np.float64))
                                for b, g in setting["gates"].items()})
                with torch.no_grad():
                    np.testing.assert_allclose(net(x), array(setting["logits"]), atol=1e-5, err_msg=f"{path.name} {setting['name']}")

    def test_every_variant_runs_and_unknown_ones_name_themselves(self):
        x = torch.randn(2, 3, 16, 16)
        for change in ({"squeeze": "max"}, {"squeeze": "none"}, {"excitation": "tanh"}, {"excitation": "relu"},
                       {"place": "pre"}, {"place": "post"}, {"place": "identity"}, {"place": "3x3"}):
            a = architecture(**change)
            if change.get("place") == "3x3":
                a["stages"][2]["kind"] = "bottleneck"
            net = Net(a).train()
            net(x).sum().backward()
            self.assertTrue(all(p.grad is not None for p in net.parameters()), change)
        for change in ({"squeeze": "median"}, {"excitation": "step"}, {"place": "everywhere"}):
            with self.assertRaisesRegex(ValueError, next(iter(change.values()))):
                Net(architecture(**change))

    def test_settings_over_shared_prefixes_equal_one_by_one(self):
        net = Net(architecture()).eval()
        constants = {b: torch.rand(se.fc2.out_channels) for b, se in net.se().items()}
        settings = settings_of(net.architecture, ordered(net.architecture))
        x = torch.randn(3, 3, 16, 16)
        together = logits_of(net, x, settings, constants)
        for setting, got in zip(settings, together):
            set_gates(net, {b: constants[b] if gate == "frozen" else 1 for b, gate in setting.items()})
            with torch.no_grad():
                self.assertTrue(torch.allclose(net(x), got, atol=1e-6), setting)

    def test_entering_a_block_equals_running_through(self):
        net = Net(architecture()).eval()
        x = torch.randn(2, 3, 16, 16)
        with torch.no_grad():
            self.assertTrue(torch.equal(net(net(x, until="SE_3_2"), entering="SE_3_2"), net(x)))

    def test_ranks_count_what_is_above_the_truth(self):
        logits = torch.tensor([[[3.0, 1.0, 2.0], [0.0, 0.0, 1.0]]])
        self.assertEqual(ranks(logits, torch.tensor([2, 0])).tolist(), [[1, 1]])


if __name__ == "__main__":
    unittest.main()
