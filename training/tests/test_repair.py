"""repair: batch norms behind a removal divide by what they see."""
import unittest

import torch
from torch import nn

from training.model import Net, set_gates
from training.repair import norms_behind, repair
from training.tests.fixtures import architecture


class RepairTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(5)
        self.net = Net(architecture()).eval()
        for m in self.net.modules():
            if isinstance(m, nn.BatchNorm2d):
                nn.init.uniform_(m.running_mean, -0.5, 0.5)
                nn.init.uniform_(m.running_var, 0.5, 2)
        self.batches = [torch.randn(5, 3, 16, 16), torch.randn(3, 3, 16, 16)]

    def test_each_norm_behind_sees_mean_zero_and_variance_one(self):
        before = {name: m.running_mean.clone() for name, m in self.net.named_modules() if isinstance(m, nn.BatchNorm2d)}
        changed = {"SE_3_1": 1, "SE_4_2": 1}
        set_gates(self.net, changed)
        count = repair(self.net, self.batches, changed)
        behind = [m for name, block in self.net.blocks() if name in ("SE_3_2", "SE_4_1", "SE_4_2") for m in norms_behind(block, False)]
        self.assertEqual(count, len(behind))
        seen = {}
        hooks = [m.register_forward_pre_hook(lambda m, x: seen.setdefault(m, []).append(x[0])) for m in behind]
        with torch.no_grad():
            for x in self.batches:
                self.net(x)
        for hook in hooks:
            hook.remove()
        for m in behind:
            x = torch.cat(seen[m]).transpose(0, 1).flatten(1)
            torch.testing.assert_close(m.running_mean, x.mean(1), atol=1e-4, rtol=1e-4)
            torch.testing.assert_close(m.running_var, x.var(1), atol=1e-4, rtol=1e-4)
        for name, m in self.net.named_modules():
            if isinstance(m, nn.BatchNorm2d) and m not in behind:
                torch.testing.assert_close(m.running_mean, before[name])

    def test_nothing_lies_behind_the_last_gate(self):
        set_gates(self.net, {"SE_4_2": 1})
        self.assertEqual(repair(self.net, self.batches, {"SE_4_2": 1}), 0)

    def test_a_gate_before_the_convolutions_moves_its_own_norms(self):
        net = Net(architecture(place="pre")).eval()
        block = dict(net.blocks())["SE_3_1"]
        self.assertEqual(norms_behind(block, True), [block.bn1, block.bn2, block.bn3])


if __name__ == "__main__":
    unittest.main()
