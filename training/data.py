"""Prepared arrays, and augmentation of whole batches (stateless: seeded by epoch and step)."""
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

MEAN = (0.485, 0.456, 0.406)
STD = (0.229, 0.224, 0.225)


class Arrays:
    """One split of a prepared folder: uint8 images [N, H, W, 3] and labels [N]."""

    def __init__(self, folder, split, mmap=False):
        folder = Path(folder)
        if not (folder / "meta.json").exists():
            raise SystemExit(f"{folder} has no meta.json: run training.prepare first")
        self.meta = json.loads((folder / "meta.json").read_text())
        self.images = np.load(folder / f"{split}.npy", mmap_mode="r" if mmap else None)
        self.labels = np.load(folder / f"{split}_labels.npy")

    def __len__(self):
        return len(self.labels)


def normalise(x, norm=(MEAN, STD)):
    """Float [N, 3, H, W] in 0..255 → normalised by mean and deviation, channels last in memory."""
    mean, std = (torch.tensor(values, device=x.device).view(1, 3, 1, 1) * 255 for values in norm)
    return ((x - mean) / std).contiguous(memory_format=torch.channels_last)


def normalisation(config):
    """Mean and deviation that a network was trained with; ImageNet's where its configuration has none."""
    given = config.get("preprocessing", {})
    return tuple(given.get("mean", MEAN)), tuple(given.get("std", STD))


def plain(images, size=None, device="cpu", norm=(MEAN, STD)):
    """The test transform: uint8 [N, H, W, 3] → normalised [N, 3, size, size]. Resized to whole bytes by Pillow, as the app does it."""
    if size and size != images.shape[2]:
        images = np.stack([np.asarray(Image.fromarray(image).resize((size, size), Image.BILINEAR)) for image in images])
    return normalise(torch.from_numpy(np.array(images)).to(device).permute(0, 3, 1, 2).float(), norm)


def augment(images, labels, size, cfg, generator, mix, device="cpu"):
    """Random resized crop, flip, colour and, where `mix`, cutmix or mixup.

    Returns (x, labels, other labels, share): the loss is share · CE(labels) + (1 − share) · CE(other)."""
    n = len(images)
    rand = lambda *shape: torch.rand(*shape, generator=generator)  # noqa: E731
    area = cfg["crop"][0] + (cfg["crop"][1] - cfg["crop"][0]) * rand(n)
    ratio = torch.exp((2 * rand(n) - 1) * np.log(4 / 3) * (cfg["crop"][0] < 1))
    width, height = (area * ratio).sqrt().clamp(max=1), (area / ratio).sqrt().clamp(max=1)
    # `pad`: how far the crop may leave the image, as a share of its side (border pixels repeat).
    reach = cfg.get("pad", 0)
    dx, dy = ((2 * rand(n) - 1) * (1 - side + 2 * reach) for side in (width, height))
    flip = torch.where(rand(n) < cfg["flip"], -1.0, 1.0)
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0], theta[:, 0, 2], theta[:, 1, 1], theta[:, 1, 2] = width * flip, dx, height, dy
    colour = 1 + cfg["jitter"] * (2 * rand(3, n, 1, 1, 1) - 1)
    share, box, order = 1.0, None, None
    kind = rand(1).item()
    if mix and kind < cfg["cutmix"] + cfg["mixup"]:
        order = torch.randperm(n, generator=generator)
        share = rand(1).item()
        if kind < cfg["cutmix"]:
            side = int(round(size * (1 - share) ** 0.5))
            cx, cy = (rand(2) * size).long().tolist()
            box = [max(0, cy - side // 2), min(size, cy + side - side // 2),
                   max(0, cx - side // 2), min(size, cx + side - side // 2)]
            share = 1 - (box[1] - box[0]) * (box[3] - box[2]) / size ** 2

    x = torch.as_tensor(images).to(device).permute(0, 3, 1, 2).float()
    labels, theta, colour = torch.as_tensor(labels).to(device), theta.to(device), colour.to(device)
    # Half the size and less is sampled at twice the size and averaged, against aliasing.
    fine = 2 * size if 2 * size <= x.shape[-1] else size
    x = F.grid_sample(x, F.affine_grid(theta, (n, 3, fine, fine), align_corners=False),
                      mode="bilinear", padding_mode="border", align_corners=False)
    if fine != size:
        x = F.avg_pool2d(x, fine // size)
    if cfg["jitter"]:
        brightness, contrast, saturation = colour
        grey = x.mean(1, keepdim=True)
        x = grey + (x - grey) * saturation
        centre = grey.mean((2, 3), keepdim=True)
        x = (centre + (x - centre) * contrast) * brightness
        x = x.clamp_(0, 255)
    x = normalise(x)
    other = labels
    if order is not None:
        order = order.to(device)
        other = labels[order]
        if box:
            x[:, :, box[0]:box[1], box[2]:box[3]] = x[order][:, :, box[0]:box[1], box[2]:box[3]]
        else:
            x = share * x + (1 - share) * x[order]
    return x, labels, other, share
