"""The model card: README.md of a model folder, shown in the app."""
import json
from collections import Counter

import numpy as np

from . import safetensors
from .gates import ordered, tail_of
from .intervals import tango, wilson
from .measure import gate_rows
from .model import Net, macs


def percent(x):
    return f"{100 * x:.2f} %"


def signed(points):
    return f"{points:+.2f}".replace("-", "−")


def interval(right, n):
    low, high = wilson(right, n)
    return f"{percent(right / n)} ({100 * low:.2f} to {100 * high:.2f})"


def recipe(config, run):
    if "brought" in config:
        return f"not trained here: {config['brought']['file']} as it was given (SHA-256 {config['brought']['sha256']}), rounded to F16"
    sizes = ", ".join(f"{size} px until epoch {until}" for until, size in config["sizes"])
    mixing = config["augmentation"]
    se = f"; SE layers: fan-in initialisation, no weight decay, {config['se']['lr']} times the rate" if ordered(config["architecture"]) else ""
    return (f"from scratch, {config['epochs']} epochs ({sizes}), {run['seconds'] / 3600:.1f} h; SGD with Nesterov momentum "
            f"{config['momentum']}, batch {config['batch']}, cosine from {config['lr']}, weight decay {config['weight_decay']}, "
            f"label smoothing {config['label_smoothing']}, crops from {mixing['crop'][0]:.0%} of the area, flips, colour "
            f"{mixing['jitter']}, cutmix {mixing['cutmix']}; average of weights {config['ema']}{se}; seed {config['seed']}")


def gate_table(architecture, folder):
    tensors, _ = safetensors.read(folder / "profile.safetensors")
    alone = json.loads((folder / "dev_alone.json").read_text())
    right = {json.dumps(s): r for s, r in zip(alone["settings"], alone["right"])}
    change = lambda b, gate: 100 * (right[json.dumps({b: gate})] - right["{}"]) / alone["n"]  # noqa: E731
    lines = ["| block | C | mean | spread | 95 % | image | share | scale | rest | >0.9 | <0.1 | frozen | off |",
             "|" + " --- |" * 13]
    for block, row in gate_rows(tensors).items():
        lines.append(
            f"| {block} | {tensors[block + '.mean'].shape[1]} | {row['mean']:.2f} | {row['spread']:.3f} | {row['interval'][0]:.3f} to {row['interval'][1]:.3f} "
            f"| {row['image']:.3f} | {row['share']:.3f} | {row['scale']:.3f} | {row['rest']:.3f} | {row['above_0.9']:.0%} "
            f"| {row['below_0.1']:.0%} | {signed(change(block, 'frozen'))} | {signed(change(block, 'off'))} |".replace("%", " %"))
    return lines, liveness(architecture, [b for b in ordered(architecture) if change(b, "frozen") <= -0.5]), alone["n"]


def liveness(architecture, alive):
    """How many blocks before the last stage count as alive; nothing where none has SE there."""
    last = architecture["stages"][-1]["id"]
    early = [b for b in ordered(architecture) if b.split("_")[1] != str(last)]
    if not early:
        return []
    return [f"Of the {len(early)} blocks before stage {last}, {sum(b in alive for b in early)} lose 0.5 points or more when frozen alone. "
            f"Liveness is judged on those stages only, never on stage {last}: what the last blocks turn out to be is the finding, and is what ships.", ""]


def settings_rows(folder, architecture):
    """The tail's removals and the greedy path, as paired changes on the validation images."""
    tensors, about = safetensors.read(folder / "ablation.safetensors")
    settings, hit = json.loads(about["settings"]), tensors["rank"] == 0
    n = hit.shape[1]

    def row(name, s):
        b, c = int((~hit[0] & hit[s]).sum()), int((hit[0] & ~hit[s]).sum())
        low, high = tango(b, c, n)
        return f"| {name} | {percent(hit[s].mean())} | {signed(100 * (b - c) / n)} ({signed(100 * low)} to {signed(100 * high)}) | {c} | {b} |"

    head = ["| frozen | top-1 | change in points | right→wrong | wrong→right |", "|" + " --- |" * 5]
    tail, path = tail_of(architecture), json.loads(about["greedy"])
    wanted = [{b: "frozen" for b in tail[-n_:]} for n_ in range(1, len(tail) + 1)]
    late = head + [row(", ".join(s), settings.index(s)) for s in wanted]
    first = len(settings) - len(path)
    greedy = head + [row(("+ " if i else "") + b, first + i) for i, b in enumerate(path)]
    return late, greedy


def mistakes(model, folder):
    """The worst classes and the commonest confusions, all gates live."""
    tensors, _ = safetensors.read(folder / "ablation.safetensors")
    labels, top1 = tensors["labels"].astype(int), tensors["top1"][0].astype(int)
    name = lambda k: model["classes"][k]["name"].split(",")[0]  # noqa: E731
    accuracy = {k: (top1[labels == k] == k).mean() for k in np.unique(labels)}
    worst = sorted(accuracy, key=accuracy.get)[:8]
    pairs = Counter((a, b) for a, b in zip(labels, top1) if a != b).most_common(8)
    return ([f"{name(k)} {accuracy[k]:.0%}".replace("%", " %") for k in worst],
            [f"{name(a)} taken for {name(b)} ({n})" for (a, b), n in pairs])


def siblings(folder):
    path = folder / "siblings.json"
    if not path.exists():
        return ["None recorded yet."]
    data = json.loads(path.read_text())
    lines = [data["recipe"], "", "| network | seeds | top-1 | parameters |", "| --- | --- | --- | --- |"]
    for row in data["rows"]:
        top1 = [100 * run["top1"] for run in row["runs"]]
        sd = f" ± {np.std(top1, ddof=1):.2f} (sd)" if len(top1) > 1 else ""
        lines.append(f"| {row['name']} | {len(top1)} | {np.mean(top1):.2f} %{sd} | {row['parameters']:,} |")
    return lines + ["", f"Differences under {data['detectable'] * 100:.2f} points can't be seen here." if data.get("detectable") else ""]


MAPS = (" This network squeezes nothing: a gate is a map, an excitation for each channel and position. All values here are of its "
        "means over positions, and frozen is one constant a channel.")


def gates(config, model, folder):
    """What the card says of SE blocks."""
    table, alive, dev_n = gate_table(config["architecture"], folder)
    late, greedy = settings_rows(folder, config["architecture"])
    return [
        "## Gates", "",
        "Per block, on development images: mean excitation; class spread with its 95 % interval; image spread; class "
        "share; scale and rest; excitations above 0.9 and below 0.1; change of top-1 in points when frozen alone and when "
        f"switched off alone ({dev_n:,} images).{MAPS if config['architecture']['se']['squeeze'] == 'none' else ''}", "", *table, "",
        *alive,
        "Freezing the last blocks, on the validation images (95 % intervals; the network is not trained again):", "", *late, "",
        "The greedy path (chosen on development images, reported on validation images):", "", *greedy, "",
        *(["## Siblings", "", *siblings(folder), ""] if trained_with_siblings(config) else [])]


def trained_with_siblings(config):
    """Neither a row of the experiments, whose seeds are in public/paper, nor a network that was brought has siblings."""
    return "rows" not in config and "brought" not in config


def held_out(config, model):
    heldout = model["provenance"]["heldout"]
    return [f"Held-out activations: {heldout['n']} of the validation images as they enter {tail_of(config['architecture'])[0]}, "
            f"as U8; {percent(heldout['decisions_equal_to_float'])} of the decisions over the tail's settings equal those from "
            "unrounded activations.", ""]


def write(config, model, folder):
    validation, has_se = model["provenance"]["validation"], bool(ordered(config["architecture"]))
    n = validation["n"]
    worst, confused = mistakes(model, folder)
    development = model["provenance"]["development"]
    size = model["preprocessing"]["size"][0]
    return "\n".join([
        f"# {model['name']}", "",
        f"{len(ordered(config['architecture']))} SE blocks, {model['parameters']:,} parameters, {macs(Net(config['architecture']), size):,} MACs at "
        f"{size} × {size}. Weights are F16; everything below was "
        "measured on them as they ship.", "",
        "## Accuracy", "",
        f"Validation images ({n:,}, never used for choosing anything), with 95 % intervals: top-1 "
        f"{interval(round(validation['top1'] * n), n)}, top-5 {interval(round(validation['top5'] * n), n)}. "
        f"Development images ({development['n']:,}): top-1 {percent(development['top1'])}.", "",
        *(held_out(config, model) if has_se else []),
        "## Data", "", config.get("data_card", "See the configuration."), "",
        "## Recipe", "", model["provenance"]["recipe"][0].upper() + model["provenance"]["recipe"][1:] + ".", "",
        *(gates(config, model, folder) if has_se else []),
        "## What it is bad at", "",
        "Worst classes: " + "; ".join(worst) + ".", "", "Commonest confusions: " + "; ".join(confused) + ".", "",
        "## Limits", "",
        "A small network on small images: it knows its own classes only, photographs are reduced to its input size"
        + (", and its gates are one training run's. What holds for its late blocks need not hold for SE-ResNet-50 on ImageNet." if has_se else "."), "",
        "## Licence", "", model["licence"] + ".", ""])
