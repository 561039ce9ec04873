"""attach: files that come later join a model folder, and no other does."""
import hashlib
import json
import tempfile
import unittest
from pathlib import Path

from training.attach import attach

CARD = "# A network\n\n## Gates\n\nAlive.\n\n## Siblings\n\nNone recorded yet.\n\n## Limits\n\nMany \\1.\n"
SIBLINGS = {"recipe": "a few epochs", "detectable": 0.0123,
            "rows": [{"name": "all SE", "parameters": 1234567, "runs": [{"top1": 0.5}, {"top1": 0.52}]}]}


class Attach(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.TemporaryDirectory()
        self.addCleanup(self.home.cleanup)
        root = Path(self.home.name)
        self.folder, self.results = root / "model", root / "results"
        for folder in (self.folder, self.results):
            folder.mkdir()
        (self.folder / "model.json").write_text(json.dumps({"id": "mine", "files": {"weights.safetensors": {"bytes": 1}}}))
        (self.folder / "README.md").write_text(CARD)

    def file(self, name, content):
        path = self.results / name
        path.write_text(json.dumps(content))
        return path

    def test_files_are_listed_and_the_card_rewritten(self):
        path = self.file("removal.json", {"model": "mine", "rows": []})
        attach(self.folder, path)
        self.assertEqual((self.folder / "README.md").read_text(), CARD)
        attach(self.folder, self.file("siblings.json", SIBLINGS))
        attach(self.folder, self.file("siblings.json", SIBLINGS))
        files = json.loads((self.folder / "model.json").read_text())["files"]
        self.assertEqual(list(files), ["weights.safetensors", "removal.json", "siblings.json"])
        self.assertEqual(files["removal.json"], {"bytes": len(path.read_bytes()), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()})
        card = (self.folder / "README.md").read_text()
        self.assertEqual(card.count("| all SE | 2 | 51.00 % ± 1.41 (sd) | 1,234,567 |"), 1)
        self.assertIn("Differences under 1.23 points can't be seen here.\n\n## Limits\n\nMany \\1.\n", card)
        self.assertTrue(card.startswith("# A network\n\n## Gates\n\nAlive.\n\n## Siblings\n\na few epochs\n"))
        self.assertNotIn("None recorded", card)

    def test_what_is_of_another_network_or_unknown_is_refused(self):
        before = (self.folder / "model.json").read_text()
        with self.assertRaisesRegex(ValueError, "of other, not of mine"):
            attach(self.folder, self.file("removal.json", {"model": "other"}))
        with self.assertRaisesRegex(ValueError, "notes.json is none of"):
            attach(self.folder, self.file("notes.json", {}))
        self.assertEqual((self.folder / "model.json").read_text(), before)
        self.assertFalse((self.folder / "removal.json").exists())


if __name__ == "__main__":
    unittest.main()
