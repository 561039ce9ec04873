"""attach: what was measured after the export → the model folder that is there.

    python3 -m training.attach public/models/ID FILE [FILE …]

Siblings and fine-tunes take hours more than the network itself, and come when its records are long gone. Each file is
copied into the folder and listed in model.json with its length and hash; the card's part on siblings is written anew.
"""
import argparse
import json
import re
import shutil
from pathlib import Path

from . import card
from .export import OPTIONAL, entry

SIBLINGS = re.compile(r"(?<=^## Siblings\n\n).*?(?=\n+## |\Z)", re.DOTALL | re.MULTILINE)


def attach(folder, path):
    """Raises ValueError where the file is none that a folder takes later, or is of another network."""
    if path.name not in OPTIONAL:
        raise ValueError(f"{path.name} is none of {', '.join(OPTIONAL)}")
    model = json.loads((folder / "model.json").read_text())
    of = json.loads(path.read_text()).get("model", model["id"])
    if of != model["id"]:
        raise ValueError(f"{path} is of {of}, not of {model['id']}")
    shutil.copyfile(path, folder / path.name)
    model["files"][path.name] = entry(folder / path.name)
    (folder / "model.json").write_text(json.dumps(model, indent=1) + "\n")
    if path.name == "siblings.json":
        readme = folder / "README.md"
        readme.write_text(SIBLINGS.sub("\n".join(card.siblings(folder)).replace("\\", r"\\").rstrip(), readme.read_text(), count=1))


def main(argv=None):
    parser = argparse.ArgumentParser(prog="training.attach", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("files", nargs="+", help=", ".join(OPTIONAL))
    args = parser.parse_args(argv)
    for name in args.files:
        try:
            attach(Path(args.folder), Path(name))
        except ValueError as error:
            raise SystemExit(str(error)) from None
        print(f"{args.folder}: {Path(name).name}")


if __name__ == "__main__":
    main()
