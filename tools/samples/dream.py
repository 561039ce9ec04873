"""Images that the network dreams: activation maximisation from noise.

An image is a pyramid of layers (so that coarse forms come first), seen by the network through random crops
and flips. Three things hold it near a picture: total variation, and the two statistics that every batch norm
keeps of its training images (mean and variance of each channel, after DeepInversion, arXiv:1912.08795).
"""
import torch
import torch.nn.functional as F

from se_resnet import forward

# colours of natural images vary most in brightness: the square root of their covariance (ImageNet)
COLOURS = torch.tensor([[0.26, 0.09, 0.02], [0.27, 0.0, -0.05], [0.27, -0.09, 0.03]])


def paint(layers, size):
    """Pyramid [n, 3, s, s] each -> pictures [n, 3, size, size] in 0 to 1."""
    x = sum(F.interpolate(layer, size=(size, size), mode="bicubic", align_corners=False) for layer in layers)
    return torch.sigmoid(4 * torch.einsum("rc,nchw->nrhw", COLOURS, x))


def look(x, size, rng):
    """A random crop, perhaps mirrored, at the network's size."""
    whole = x.shape[-1]
    crop = int(whole * (0.7 + 0.3 * torch.rand((), generator=rng).item()))
    top, left = (int(torch.randint(0, whole - crop + 1, (), generator=rng)) for _ in range(2))
    x = x[:, :, top:top + crop, left:left + crop]
    x = F.interpolate(x, size=(size, size), mode="bilinear", align_corners=False, antialias=True)
    return x.flip(-1) if torch.rand((), generator=rng).item() < 0.5 else x


def dream(model, weights, classes, size=96, copies=3, steps=240, seed=1):
    """{class: the most convincing of `copies` pictures, uint8 [size, size, 3], its probability}"""
    rng = torch.Generator().manual_seed(seed)
    a, see = model["architecture"], model["preprocessing"]
    mean, std = (torch.tensor(see[k])[:, None, None] for k in ("mean", "std"))
    labels = torch.tensor([c for c in classes for _ in range(copies)])
    n, side = len(labels), see["size"][0]
    layers = [(torch.randn(n, 3, s, s, generator=rng) * 0.15).requires_grad_() for s in (6, 12, 24, 48, size)]
    optimiser = torch.optim.Adam([{"params": [layer], "lr": lr} for layer, lr in zip(layers, (0.08, 0.06, 0.04, 0.02, 0.008))])
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps, 0.002)

    def network(x, **more):
        return forward(a, weights, (x - mean) / std, **more)[0]

    for step in range(steps):
        statistics = []

        def entering_norm(name, x):
            m, v = x.mean((0, 2, 3)), x.var((0, 2, 3))
            wm, wv = weights[f"{name}.running_mean"], weights[f"{name}.running_var"]
            statistics.append((((m - wm) ** 2) / (wv + 1e-3)).mean() + ((v.sqrt() - wv.sqrt()) ** 2 / (wv + 1e-3)).mean())

        x = paint(layers, size)
        logits = network(look(x, side, rng), entering_norm=entering_norm)
        smooth = (x[..., 1:] - x[..., :-1]).square().mean() + (x[..., 1:, :] - x[..., :-1, :]).square().mean()
        loss = F.cross_entropy(logits, labels) + 0.25 * (torch.stack(statistics).mean() + statistics[0]) + 80 * smooth
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 50 == 0:
            print(f"  dreaming, step {step} of {steps}: loss {loss.item():.2f}", flush=True)
    with torch.no_grad():
        x = paint(layers, size)
        seen = F.interpolate(x, size=(side, side), mode="bilinear", align_corners=False, antialias=True)
        p = network(seen).softmax(1)[torch.arange(n), labels].view(len(classes), copies)
    pictures = (x * 255).round().byte().permute(0, 2, 3, 1).view(len(classes), copies, size, size, 3)
    return {c: (pictures[i, p[i].argmax()].numpy(), p[i].max().item()) for i, c in enumerate(classes)}, pictures
