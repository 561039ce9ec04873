/** Turns PyTorch's own format into safetensors. */
export const convert =
  `python3 -c "import torch, safetensors.torch as s; d = torch.load('net.pth', map_location='cpu', weights_only=True); s.save_file({k: v.contiguous() for k, v in d.get('state_dict', d).items() if v.dim()}, 'net.safetensors')"`;

/** Makes the golden output of a network of timm's (its SEModule's gate is what a block computes). */
export const golden = `import timm, torch
from safetensors.torch import save_file
net = timm.create_model("seresnet50.ra2_in1k", pretrained=True).eval()
x, taps = torch.randn(1, *net.pretrained_cfg["input_size"]), {}
for s, stage in enumerate([net.layer1, net.layer2, net.layer3, net.layer4], 2):
    for b, block in enumerate(stage, 1):
        block.se.gate.register_forward_hook(lambda m, i, o, k=f"SE_{s}_{b}": taps.update({k: o.flatten(1)}))
with torch.no_grad():
    logits = net(x)
save_file({"input": x.permute(0, 2, 3, 1).contiguous(), "logits": logits, **taps}, "golden.safetensors")`;
