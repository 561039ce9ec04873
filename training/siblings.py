"""siblings: networks that were trained without the late SE blocks, several seeds each.

    python3 -m training.siblings training/configs/siblings.json

The rows differ only in which blocks have SE. Writes training/results/NAME/<row>-s<seed>.json (see
rounds.py) and, from all of them, siblings.json.
"""
import json
import math

import numpy as np
import torch

from . import rounds
from .data import plain
from .gates import logits_of, ordered, ranks, tail_of, tail_settings
from .measure import SPAN, network, rounded, take_profile
from .model import blocks_in, macs, parameters
from .profile import summary
from .recipe import with_defaults


def t_quantile(share, df):
    """Student's t by bisection over Simpson's rule."""
    const = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(df * math.pi)

    def below(x, n=2000):
        h = x / n
        f = lambda v: const * (1 + v * v / df) ** (-(df + 1) / 2)  # noqa: E731
        return 0.5 + h / 3 * (f(0) + f(x) + sum((4 if i % 2 else 2) * f(i * h) for i in range(1, n)))

    low, high = 0.0, 200.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < share else (low, middle)
    return (low + high) / 2


def detectable(groups):
    """D = (t.975,ν + t.8,ν) · s · √(2/k): the smallest difference of two rows that k seeds could
    have shown (s pooled over the rows, ν its degrees of freedom). None before two seeds a row."""
    k = min(map(len, groups))
    if k < 2:
        return None
    df = sum(len(g) - 1 for g in groups)
    s = math.sqrt(sum((len(g) - 1) * np.var(g, ddof=1) for g in groups) / df)
    return (t_quantile(0.975, df) + t_quantile(0.8, df)) * s * math.sqrt(2 / k)


def row_config(config, row, seed):
    base = with_defaults(config["base"])
    architecture = json.loads(json.dumps(base["architecture"]))
    architecture["se"]["blocks"] = [b for b in architecture["se"]["blocks"] if b not in row["without"]]
    return {**base, "architecture": architecture, "seed": seed, "evolution": [], "data": config["data"],
            "name": f"{config['name']}-{row['id']}-s{seed}"}


@torch.no_grad()
def measure(run, row, dev, val, device):
    """One finished run as its line of siblings.json (weights rounded to F16, as a network ships)."""
    a, size = run.config["architecture"], run.config["sizes"][-1][1]
    net = network(a, rounded(run.average.state), device)
    profiles, p, _ = take_profile(net, dev.images, dev.labels, a["classes"], size, device, SPAN[a["se"]["excitation"]])
    rows = {b: summary(q.mean, q.std(), q.count, q.scale_sd(), q.hist) for b, q in profiles.items()}
    whole = len(ordered(a)) == sum(map(blocks_in, a["stages"]))
    settings = tail_settings(tail_of(a)) if whole else [{}]
    constants = {b: torch.from_numpy(values).to(device) for b, values in p.items()}
    rank = []
    for i in range(0, len(val), 125):
        y = torch.as_tensor(val.labels[i:i + 125])
        rank.append(ranks(logits_of(net, plain(val.images[i:i + 125], size, device), settings, constants).cpu(), y))
    rank = torch.cat(rank, 1)
    hit = rank == 0
    line = {"seed": run.config["seed"], "n": len(val), "right": int(hit[0].sum()), "top1": float(hit[0].float().mean()),
            "top5": float((rank[0] < 5).float().mean()), "minutes": round(run.seconds / 60, 1),
            "spread": {b: round(r["spread"], 4) for b, r in rows.items()},
            "image": {b: round(r["image"], 4) for b, r in rows.items()}}
    if whole:
        line["tail"] = [{"setting": s, "top1": float(h.float().mean()), "lost": int((hit[0] & ~h).sum()),
                         "gained": int((~hit[0] & h).sum())} for s, h in zip(settings, hit)]
    return {"row": row["id"], "parameters": parameters(net), "macs": macs(net, size), "blocks": ordered(a), "run": line}


def gather(config, folder):
    """siblings.json from the runs that are done."""
    rows = []
    for row in config["rows"]:
        done = rounds.done(config, folder, row)
        if done:
            rows.append({"id": row["id"], "name": row["name"], **{k: done[0][k] for k in ("blocks", "parameters", "macs")},
                         "runs": [d["run"] for d in done]})
    base = with_defaults(config["base"])
    made = {"format": 1, "recipe": config["recipe"], "epochs": base["epochs"], "sizes": base["sizes"], "rows": rows,
            "detectable": detectable([[r["top1"] for r in row["runs"]] for row in rows]) if len(rows) == len(config["rows"]) else None}
    (folder / "siblings.json").write_text(json.dumps(made, separators=(",", ":")))
    for row in rows:
        top1 = [100 * r["top1"] for r in row["runs"]]
        print(f"{row['name']}: {len(top1)} seeds, top-1 {np.mean(top1):.2f} % ({', '.join(f'{v:.2f}' for v in top1)}), "
              f"{row['parameters']:,} parameters")
    if made["detectable"] is not None:
        print(f"differences under {100 * made['detectable']:.2f} points can't be seen here")


def main(argv=None):
    rounds.run_all(*rounds.parse("training.siblings", __doc__, argv), row_config, measure, gather)


if __name__ == "__main__":
    main()
