"""From an image file to what the network makes of it, as the app does it."""
import math

import numpy as np
import torch
from PIL import Image, ImageOps

from se_resnet import forward

FILTERS = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}


def open_upright(path):
    """RGB, turned as EXIF says, transparency on white."""
    image = ImageOps.exif_transpose(Image.open(path))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


def crop_for(image, preprocessing):
    """Pillow's resampling and torchvision's geometry: shorter side to floor(size / crop), then the centre."""
    size = preprocessing["size"][0]
    short, (w, h) = math.floor(size / preprocessing["crop"]), image.size
    w, h = (short, int(short * h / w)) if w <= h else (int(short * w / h), short)
    image = image.resize((w, h), FILTERS[preprocessing["interpolation"]])
    left, top = int(round((w - size) / 2.0)), int(round((h - size) / 2.0))
    return image.crop((left, top, left + size, top + size))


def tensor_of(crop, preprocessing):
    """[1, 3, H, W], normalised."""
    mean, std = (torch.tensor(preprocessing[k], dtype=torch.float64) for k in ("mean", "std"))
    x = torch.from_numpy(np.asarray(crop).copy()).double() / 255
    return ((x - mean) / std).permute(2, 0, 1)[None]


def predict(model, weights, image, gates=None):
    """(probabilities [K], taps) of one picture, in the weights' type."""
    x = tensor_of(crop_for(image, model["preprocessing"]), model["preprocessing"]).to(weights["fc.bias"].dtype)
    with torch.no_grad():
        logits, taps = forward(model["architecture"], weights, x, gates)
    return logits[0].softmax(0).numpy(), taps
