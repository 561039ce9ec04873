"""export: what record measured → a model folder (format 1).

    python3 -m training.export training/configs/NAME.json public/models/ID

Where an index.json lies beside that folder, as in public/models, the network's entry there is added or written anew.
"""
import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np

from . import card, safetensors
from .data import normalisation
from .gates import ordered
from .model import Net, parameters
from .recipe import read_config

TENSORS = ("weights", "profile", "heldout", "golden", "ablation")
OPTIONAL = ("evolution.json", "siblings.json", "removal.json")


def entry(path):
    data = path.read_bytes()
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def classes_of(meta):
    """[{id, wordnet?, name}] from the prepared folder's meta.json."""
    rows = []
    for c in meta["classes"]:
        wordnet = c["folder"] if c["folder"][0] == "n" and c["folder"][1:].isdigit() else None
        rows.append({"id": c["id"], **({"wordnet": wordnet} if wordnet else {}), "name": c["name"]})
    return rows


def development(folder):
    alone = json.loads((folder / "dev_alone.json").read_text())
    return {"n": alone["n"], "top1": alone["right"][0] / alone["n"]}


def of_gates(folder, ablation):
    """Which images profile and held-out set are; a network without SE has neither."""
    with np.load(folder / "heldout.npz") as kept:
        equal = float(kept["equal"])
    rank = ablation["heldout_rank"][0]
    return {"profile": safetensors.read(folder / "profile.safetensors")[1]["images"],
            "heldout": {"n": int(rank.size), "top1": float((rank == 0).mean()), "decisions_equal_to_float": equal}}


def manifest(config, folder, meta):
    """model.json without `files`."""
    net = Net(config["architecture"])
    ablation, about = safetensors.read(folder / "ablation.safetensors")
    run = json.loads((folder / "run.json").read_text())
    rank, size = ablation["rank"][0], config["sizes"][-1][1]
    mean, std = normalisation(config)
    return {
        "format": 1, "id": config["name"], "name": config.get("title", config["name"]),
        "architecture": config["architecture"], "parameters": parameters(net),
        "preprocessing": {"size": [size, size], "crop": meta["crop"],
                          "interpolation": config.get("preprocessing", {}).get("interpolation", "bilinear"), "mean": list(mean), "std": list(std)},
        "classes": classes_of(meta),
        "defaults": {"classes": config.get("default_classes") or list(range(min(4, len(meta["classes"]))))},
        "provenance": {
            "data": config.get("data_words", "see the card"), "recipe": card.recipe(config, run),
            "development": development(folder),
            "validation": {"n": int(rank.size), "top1": float((rank == 0).mean()), "top5": float((rank < 5).mean())},
            **(of_gates(folder, ablation) if ordered(config["architecture"]) else {}),
            "greedy": json.loads(about["greedy"]), **({"brought": config["brought"]} if "brought" in config else {})},
        "licence": config.get("licence", "weights: MIT, as the project"),
    }


def list_in(index, out, config, model):
    """The network's entry in index.json; `rows` are those of the experiments that it is trained as."""
    listed = json.loads(index.read_text())
    made = {"id": out.name, "name": model["name"], **({"rows": config["rows"]} if "rows" in config else {})}
    known = [entry["id"] for entry in listed["models"]]
    at = known.index(out.name) if out.name in known else len(known)
    listed["models"][at:at + 1] = [made]
    index.write_text(json.dumps(listed, separators=(",", ":"), ensure_ascii=False) + "\n")


def main(argv=None):
    parser = argparse.ArgumentParser(prog="training.export", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("config")
    parser.add_argument("out", help="the model folder to write")
    parser.add_argument("--data", help="instead of the configuration's folder of arrays")
    parser.add_argument("--records", default=".training/records")
    args = parser.parse_args(argv)
    config = read_config(args.config)
    folder, out = Path(args.records) / config["name"], Path(args.out)
    meta = json.loads((Path(args.data or config["data"]) / "meta.json").read_text())
    if not (folder / "ablation.safetensors").exists():
        raise SystemExit(f"{folder} is not complete: run training.record first")
    out.mkdir(parents=True, exist_ok=True)
    model = manifest(config, folder, meta)
    names = [f"{t}.safetensors" for t in TENSORS if (folder / f"{t}.safetensors").exists()] + [n for n in OPTIONAL if (folder / n).exists()]
    for name in names:
        shutil.copyfile(folder / name, out / name)
    (out / "README.md").write_text(card.write(config, model, folder))
    model["files"] = {name: entry(out / name) for name in names}
    (out / "model.json").write_text(json.dumps(model, indent=1) + "\n")
    if (out.parent / "index.json").exists():
        list_in(out.parent / "index.json", out, config, model)
    total = sum(p.stat().st_size for p in out.iterdir())
    print(f"{out}: {total / 1e6:.1f} MB, {len(ordered(config['architecture']))} SE blocks, "
          f"top-1 {model['provenance']['validation']['top1']:.2%} of {model['provenance']['validation']['n']}")


if __name__ == "__main__":
    main()
