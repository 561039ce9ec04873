"""Per class statistics of excitations, mergeable, and what the figure derives from them."""
import numpy as np

BINS = 40


class Profile:
    """Count, mean and M2 of each channel (and of the class scale) by class, with a histogram.

    `reference` [C] is the p of the class scale a_i = Σ s_ic p_c / Σ p_c²; every shard that is
    merged must have the same. `span` is the range of the histogram."""

    def __init__(self, classes, channels, reference=None, span=(0.0, 1.0)):
        self.count = np.zeros(classes, np.int64)
        self.mean = np.zeros((classes, channels))
        self.m2 = np.zeros((classes, channels))
        self.scale_mean = np.zeros(classes)
        self.scale_m2 = np.zeros(classes)
        self.hist = np.zeros((classes, BINS), np.int64)
        self.reference = None if reference is None else np.asarray(reference, np.float64)
        self.span = span

    def add(self, labels, s):
        """labels [N], s [N, C]"""
        low, high = self.span
        bins = np.clip(((s - low) * (BINS / (high - low))).astype(np.int64), 0, BINS - 1)
        s = s.astype(np.float64)
        a = s @ self.reference / (self.reference @ self.reference) if self.reference is not None else None
        for k in np.unique(labels):
            mine = labels == k
            n, x = int(mine.sum()), s[mine]
            self.hist[k] += np.bincount(bins[mine].ravel(), minlength=BINS)
            mean = x.mean(0)
            scale = (0.0, 0.0) if a is None else (a[mine].mean(), a[mine].var() * n)
            self._join(k, n, mean, ((x - mean) ** 2).sum(0), *scale)

    def _join(self, k, n, mean, m2, scale_mean, scale_m2):
        """Chan's update of class k with n further images."""
        old = self.count[k]
        total = old + n
        delta, scale_delta = mean - self.mean[k], scale_mean - self.scale_mean[k]
        self.mean[k] += delta * n / total
        self.m2[k] += m2 + delta ** 2 * old * n / total
        self.scale_mean[k] += scale_delta * n / total
        self.scale_m2[k] += scale_m2 + scale_delta ** 2 * old * n / total
        self.count[k] = total

    def merge(self, other):
        for k in np.flatnonzero(other.count):
            self._join(k, int(other.count[k]), other.mean[k], other.m2[k],
                       other.scale_mean[k], other.scale_m2[k])
        self.hist += other.hist
        return self

    def std(self):
        return np.sqrt(self.m2 / np.maximum(self.count - 1, 1)[:, None])

    def scale_sd(self):
        return np.sqrt(self.scale_m2 / np.maximum(self.count - 1, 1))


def merged(profiles):
    """{block: Profile} of every shard → one."""
    first, *rest = profiles
    for other in rest:
        for name, profile in first.items():
            profile.merge(other[name])
    return first


def spread_squared(mean, std, count):
    """Class spread², chance subtracted: [K, C], [K, C], [K] → number (may be negative)."""
    return float(np.mean(mean.var(0, ddof=1) - (std ** 2 / count[:, None]).mean(0)))


def spread_interval(mean, std, count):
    """(low, high): the 95 % interval of the class spread, by jackknife over classes; where that of spread² reaches zero, its root."""
    k = len(count)
    # Leaving class j out, in closed form from sums over classes.
    s1, s2, noise = mean.sum(0), (mean ** 2).sum(0), std ** 2 / count[:, None]
    left1, left2 = s1 - mean, s2 - mean ** 2
    variance = (left2 - left1 ** 2 / (k - 1)) / (k - 2)
    squared = (variance - (noise.sum(0) - noise) / (k - 1)).mean(1)
    half = lambda left: float(1.959964 * np.sqrt((k - 1) / k * ((left - left.mean()) ** 2).sum()))  # noqa: E731
    square = spread_squared(mean, std, count)
    if square <= half(squared):
        return 0.0, float(np.sqrt(max(0.0, square) + half(squared)))
    value, width = np.sqrt(square), half(np.sqrt(np.maximum(squared, 0)))
    return float(max(0.0, value - width)), float(value + width)


def summary(mean, std, count, scale_sd, hist, p=None):
    """The row of the gate table, from the arrays as they ship. Classes with n < 2 are left out."""
    use = count >= 2
    mean, std, count, scale_sd = (np.asarray(x, np.float64)[use] for x in (mean, std, count, scale_sd))
    p = mean.mean(0) if p is None else p
    a = mean @ p / (p @ p)
    spread2 = spread_squared(mean, std, count)
    image2 = float((std ** 2).mean())
    scale2 = float((a.var(ddof=1) - (scale_sd ** 2 / count).mean()) * (p ** 2).mean())
    root = lambda v: float(np.sqrt(max(0.0, v)))  # noqa: E731
    shares = hist.sum(0) / max(1, hist.sum())
    return {"mean": float(p.mean()), "spread": root(spread2), "interval": spread_interval(mean, std, count),
            "image": root(image2), "share": max(0.0, spread2) / max(1e-12, max(0.0, spread2) + image2),
            "scale": root(scale2), "rest": root(spread2 - scale2),
            "above_0.9": float(shares[-BINS // 10:].sum()), "below_0.1": float(shares[:BINS // 10].sum())}
