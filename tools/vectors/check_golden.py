"""Runs the reference on a model folder's golden input and prints the largest differences.

    python3 tools/vectors/check_golden.py [model folder]
"""
import sys

import torch

from se_resnet import SHIPPED, forward, load_model, read_safetensors, shapes_of

folder = sys.argv[1] if len(sys.argv) > 1 else SHIPPED
model, weights = load_model(folder)
golden, _ = read_safetensors(f"{folder}/golden.safetensors")
wanted = {k: tuple(v.shape) for k, v in weights.items() if not k.endswith("num_batches_tracked")}
assert wanted == shapes_of(model["architecture"]), "the state dict differs from the architecture"
with torch.no_grad():
    logits, taps = forward(model["architecture"], weights, torch.tensor(golden["input"]).permute(0, 3, 1, 2))
print("logits", abs(logits.numpy() - golden["logits"]).max())
print("excitations", max(abs(taps[b]["excitation"].numpy() - golden[b]).max() for b in taps))
