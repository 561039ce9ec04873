"""Wilson's interval for a share, Tango's score interval for a paired change."""
import math

Z = 1.959964


def wilson(right, n, z=Z):
    p, d = right / n, 1 + z * z / n
    centre, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (centre - half) / d, (centre + half) / d


def tango(b, c, n, z=Z):
    """b images turned right, c turned wrong, of n (Tango 1998): ends of the change (b − c) / n."""
    def t(delta):
        a2, big = 4 * n, -b - c + (2 * n - b + c) * delta
        q = (math.sqrt(max(0.0, big * big + 4 * (a2 / 2) * c * delta * (1 - delta))) - big) / a2
        top, under = b - c - n * delta, n * (2 * q + delta * (1 - delta))
        return 0.0 if under <= 0 and top == 0 else top / math.sqrt(under) if under > 0 else math.copysign(math.inf, top)

    def solve(target):
        low, high = -1.0, 1.0
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if t(middle) > target else (low, middle)
        return (low + high) / 2

    return solve(z), solve(-z)
