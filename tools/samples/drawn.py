"""The samples drawn with Pillow, at four times their size and then reduced."""
import math
import random

from PIL import Image, ImageDraw

OVER = 4


def canvas(size, background):
    image = Image.new("RGBA", (size * OVER, size * OVER), background)
    return image, ImageDraw.Draw(image)


def done(image, size):
    return image.resize((size, size), Image.Resampling.LANCZOS)


def spider_web(size=400):
    """Dark thread on nothing: the sample with a transparent background."""
    image, draw = canvas(size, (40, 46, 40, 0))
    rng, s = random.Random(3), size * OVER
    cx, cy, spokes, turns = s * 0.52, s * 0.47, 17, 24
    angles = [2 * math.pi * (i + rng.uniform(-0.22, 0.22)) / spokes for i in range(spokes)]
    reach = [s * rng.uniform(0.43, 0.6) for _ in angles]

    def at(i, t):
        i %= spokes
        return cx + math.cos(angles[i]) * reach[i] * t, cy + math.sin(angles[i]) * reach[i] * t

    for i in range(spokes):
        draw.line([(cx, cy), at(i, 1.25)], fill=(52, 58, 54, 255), width=7)
    for turn in range(2, turns):
        t = (turn / turns) ** 1.1
        for i in range(spokes):
            t2 = t + (1 / turns) / spokes * i
            (x0, y0), (x1, y1) = at(i, t2), at(i + 1, t2 + (1 / turns) / spokes)
            # a thread between two spokes hangs towards the middle
            mx, my = (x0 + x1) / 2 + (cx - (x0 + x1) / 2) * 0.07, (y0 + y1) / 2 + (cy - (y0 + y1) / 2) * 0.07
            arc = [((1 - k) ** 2 * x0 + 2 * k * (1 - k) * mx + k * k * x1, (1 - k) ** 2 * y0 + 2 * k * (1 - k) * my + k * k * y1)
                   for k in (j / 6 for j in range(7))]
            draw.line(arc, fill=(70, 78, 72, 255), width=5)
    return done(image, size)


def ladybug(size=400):
    image, draw = canvas(size, (96, 150, 52, 255))
    s = size * OVER
    for i in range(9):  # the veins of a leaf
        y = s * (0.02 + 0.12 * i)
        draw.line([(0, y + s * 0.15), (s * 0.5, y), (s, y + s * 0.15)], fill=(112, 168, 66, 255), width=s // 90)
    draw.line([(s * 0.5, 0), (s * 0.5, s)], fill=(126, 182, 78, 255), width=s // 45)

    def ellipse(x, y, rx, ry, fill):
        draw.ellipse([(x - rx) * s, (y - ry) * s, (x + rx) * s, (y + ry) * s], fill=fill)

    ellipse(0.54, 0.6, 0.29, 0.33, (70, 116, 38, 255))
    for x, y, dx, dy in ((0.27, 0.42, -0.13, -0.07), (0.23, 0.58, -0.14, 0.02), (0.27, 0.74, -0.12, 0.09)):
        for side in (1, -1):
            a = (0.5 + side * (x - 0.5), y)
            b = (a[0] + side * dx, a[1] + dy)
            draw.line([(a[0] * s, a[1] * s), (b[0] * s, b[1] * s)], fill=(16, 14, 14, 255), width=s // 45)
    for side in (1, -1):
        draw.line([((0.5 + side * 0.06) * s, 0.17 * s), ((0.5 + side * 0.14) * s, 0.07 * s)], fill=(16, 14, 14, 255), width=s // 70)
    ellipse(0.5, 0.26, 0.16, 0.13, (20, 18, 18, 255))
    for side in (1, -1):
        ellipse(0.5 + side * 0.095, 0.23, 0.035, 0.045, (238, 236, 226, 255))
    for k in range(40):  # the shell is a dome: lighter towards the upper left
        t = k / 39
        ellipse(0.5 - 0.06 * t, 0.57 - 0.08 * t, 0.28 * (1 - t) + 0.02, 0.31 * (1 - t) + 0.02,
                (int(168 + 62 * t), int(22 + 40 * t), int(16 + 26 * t), 255))
    draw.line([(0.5 * s, 0.27 * s), (0.5 * s, 0.88 * s)], fill=(30, 12, 12, 255), width=s // 80)
    for x, y, r in ((0.0, 0.33, 0.055), (0.13, 0.43, 0.052), (0.155, 0.62, 0.055), (0.075, 0.76, 0.045), (0.06, 0.57, 0.04)):
        for side in (1, -1):
            ellipse(0.5 + side * x, y, r, r * 1.08, (22, 14, 14, 255))
    ellipse(0.39, 0.42, 0.04, 0.025, (255, 214, 200, 255))
    return done(image, size).convert("RGB")


DRAWN = {"spider-web": spider_web, "ladybug": ladybug}
